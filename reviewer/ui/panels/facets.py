"""The chips of the filter: what annotations differ in, with counts; cards can be dropped on them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from reviewer.language.query import NO_CATEGORY
from reviewer.model.document import Document
from reviewer.model.records import Annotation, Disposition, Severity
from reviewer.model.review import Review
from reviewer.ui import labels
from reviewer.ui.models.annotations import MIME
from reviewer.ui.panels.flow_layout import FlowLayout
from reviewer.ui.session import Session

_MOST: Final = 12
"""Of tags, people and sections, that many of the most frequent are offered."""
_HIGHEST: Final = 260
_SHARE: Final = 0.24
"""Of the window's height, at most that much."""
_SEPARATORS: Final = re.compile(r"[,，|\"“”]")
"""What a query takes for the end of a value."""


_Named = TypeVar("_Named")


class Facet(NamedTuple):
    """One row: the field's name in the query language, and what an annotation has of it.

    `all` are the values that there can be, where cards can be dropped on these.
    """

    field: str
    values: Callable[[Annotation, Review, Document], Iterable[str]]
    all: Callable[[Review], Iterable[str]] | None = None


def _category(annotation: Annotation, review: Review, _document: Document) -> Iterable[str]:
    category = review.category(annotation.category)
    return (category.name if category is not None else NO_CATEGORY,)


def _author(annotation: Annotation, review: Review, _document: Document) -> Iterable[str]:
    person = review.reviewer(annotation.author)
    return (person.name,) if person is not None and person.name else ()


def _section(annotation: Annotation, _review: Review, document: Document) -> Iterable[str]:
    """The section of the first level, by as much of its name as a query takes."""
    path = document.path_at(annotation.span.start) if annotation.span is not None else ()
    return (_SEPARATORS.split(path[0].label)[0],) if path else ()


FACETS: Final = (
    Facet("类别", _category, lambda review: (*(c.name for c in review.categories()), NO_CATEGORY)),
    Facet(
        "状态",
        lambda a, *_: (labels.resolved(a.resolved),),
        lambda _: map(labels.resolved, (False, True)),
    ),
    Facet(
        "处理",
        lambda a, *_: (labels.disposition(a.disposition),),
        lambda _: map(labels.disposition, Disposition),
    ),
    Facet(
        "重要",
        lambda a, *_: (labels.severity(a.severity),),
        lambda _: map(labels.severity, Severity),
    ),
    Facet("标签", lambda a, *_: a.tags, lambda _: ()),
    Facet("类型", lambda a, *_: (labels.kind(a.kind),)),
    Facet("审阅人", _author),
    Facet("章节", _section),
)


def apply(session: Session, field: str, value: str, ids: Sequence[str]) -> None:
    """Let annotations have the value of a chip, as one step of undo."""
    match field:
        case "类别":
            names = {category.name: category.id for category in session.review.categories()}
            session.edit_all(ids, "edit_many", category=names.get(value, ""))
        case "状态":
            session.edit_all(ids, "resolve", resolved=value == labels.resolved(True))
        case "处理":
            session.rule_all(ids, _named(Disposition, labels.disposition, value))
        case "重要":
            session.edit_all(ids, "edit_many", severity=_named(Severity, labels.severity, value))
        case "标签":
            session.tag_all(ids, value)


def _named(values: Iterable[_Named], words: Callable[[_Named], str], value: str) -> _Named:
    return next(each for each in values if words(each) == value)


class FacetPanel(QScrollArea):
    """Rows of chips below the filter's field."""

    #: Another choice was made.
    changed = Signal()
    #: Cards were dropped on a chip: its field, its value, the ids of the annotations.
    dropped = Signal(str, str, list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: dict[str, list[str]] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._rows = QWidget()
        self._rows.setObjectName("side")
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 2, 4, 6)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.setWidget(self._rows)

    @property
    def count(self) -> int:
        """How many values are chosen."""
        return sum(map(len, self._chosen.values()))

    def query(self, without: str = "") -> str:
        """Return the choices in the query language, the field `without` left out."""
        terms = [
            f'{field}:"{",".join(values)}"'
            for field, values in self._chosen.items()
            if values and field != without
        ]
        return " ".join(terms)

    def clear(self) -> None:
        """Choose nothing."""
        if self.count:
            self._chosen.clear()
            self.changed.emit()

    def fill(
        self,
        review: Review,
        document: Document | None,
        matching: Callable[[str], list[Annotation]],
    ) -> None:
        """Show the counts of now; `matching` gives what a query wants."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if document is None:
            return
        everything = list(review.annotations())
        answers: dict[str, list[Annotation]] = {}
        row = 0
        for facet in FACETS:
            known = Counter(v for a in everything for v in facet.values(a, review, document))
            values = list(facet.all(review)) if facet.all is not None else []
            # -- what all of them have alike divides nothing
            alike = max(known.values(), default=len(everything)) == len(everything)
            if alike and not values and facet.field not in self._chosen:
                continue
            query = self.query(without=facet.field)
            others = answers.get(query)
            if others is None:
                others = answers[query] = matching(query)
            now = known
            if len(others) != len(everything):
                now = Counter(v for a in others for v in facet.values(a, review, document))
            values += [v for v, _ in known.most_common(_MOST) if v not in values]
            self._add(facet, values, now, row)
            row += 1
        clear = QPushButton(self.tr("清除筛选"))
        clear.setProperty("flat", True)
        clear.setEnabled(self.count > 0)
        clear.clicked.connect(self.clear)
        self._grid.addWidget(clear, row, 1, Qt.AlignmentFlag.AlignRight)
        clear.show()
        self._fit()

    def _add(self, facet: Facet, values: list[str], now: Counter[str], row: int) -> None:
        name = QLabel(labels.tr(facet.field))
        name.setObjectName("secondary")
        name.setContentsMargins(0, 4, 0, 0)
        chips = QWidget()
        flow = FlowLayout(chips)
        chosen = self._chosen.get(facet.field, ())
        for value in dict.fromkeys((*values, *chosen)):
            takes_cards = facet.all is not None
            chip = _Chip(value, now[value], chosen=value in chosen, takes_cards=takes_cards)
            chip.clicked.connect(lambda on, f=facet.field, v=value: self._on_chip(f, v, on=on))
            chip.dropped.connect(lambda ids, f=facet.field, v=value: self.dropped.emit(f, v, ids))
            flow.addWidget(chip)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(chips, row, 1)
        # -- what a layout has not shown yet counts for no height
        name.show()
        chips.show()

    def _fit(self) -> None:
        """Take the height that the rows need at this width, up to a limit."""
        self._grid.activate()
        wanted = self._rows.layout().heightForWidth(self.viewport().width())  # type: ignore[union-attr]
        # -- in a low window the cards below need the room
        highest = min(_HIGHEST, round(self.window().height() * _SHARE))
        self.setFixedHeight(max(40, min(highest, wanted)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _on_chip(self, field: str, value: str, *, on: bool) -> None:
        values = self._chosen.setdefault(field, [])
        if on and value not in values:
            values.append(value)
        elif not on and value in values:
            values.remove(value)
        self.changed.emit()


class _Chip(QToolButton):
    """One value with how often it occurs; takes cards that are dropped on it."""

    #: Cards were dropped, with their ids.
    dropped = Signal(list)

    def __init__(self, value: str, count: int, *, chosen: bool, takes_cards: bool) -> None:
        super().__init__()
        self.setObjectName("chip")
        self.setCheckable(True)
        self.setText(f"{value} {count}")
        self.setChecked(chosen)
        # -- what gives nothing is dimmed, but cards can still be dropped there
        self.setProperty("empty", not count and not chosen)
        self._empty = not count and not chosen
        self.setAcceptDrops(takes_cards)
        if takes_cards:
            self.setToolTip(self.tr("点选筛选；把卡片拖到这里即设为“{value}”").format(value=value))

    def nextCheckState(self) -> None:
        """Choose nothing that gives nothing."""
        if not self._empty:
            super().nextCheckState()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take cards."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
            self.setDown(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        super().dragLeaveEvent(event)
        self.setDown(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which cards were dropped."""
        self.setDown(False)
        ids = bytes(event.mimeData().data(MIME).data()).decode().split("\n")
        event.acceptProposedAction()
        self.dropped.emit([each for each in ids if each])
