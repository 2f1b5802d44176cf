"""The filter: what annotations differ in, as chips with counts; alternatives within a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QToolButton,
    QWidget,
)

from reviewer.language.query import NO_CATEGORY
from reviewer.model.records import Annotation
from reviewer.model.review import Review
from reviewer.ui import labels

_MOST: Final = 12
"""Of tags and people, that many of the most frequent are offered."""


class Facet(NamedTuple):
    """One row: the field's name in the query language, and what an annotation has of it."""

    field: str
    values: Callable[[Annotation, Review], Iterable[str]]


def _category(annotation: Annotation, review: Review) -> Iterable[str]:
    category = review.category(annotation.category)
    return (category.name if category is not None else NO_CATEGORY,)


def _author(annotation: Annotation, review: Review) -> Iterable[str]:
    person = review.reviewer(annotation.author)
    return (person.name,) if person is not None and person.name else ()


FACETS: Final = (
    Facet("类别", _category),
    Facet("状态", lambda a, _: (labels.resolved(a.resolved),)),
    Facet("处理", lambda a, _: (labels.disposition(a.disposition),)),
    Facet("重要", lambda a, _: (labels.severity(a.severity),)),
    Facet("类型", lambda a, _: (labels.kind(a.kind),)),
    Facet("审阅人", _author),
    Facet("标签", lambda a, _: a.tags),
)


class FacetPanel(QFrame):
    """A panel that drops down below its button."""

    #: Another choice was made.
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self._chosen: dict[str, list[str]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 14, 16, 14)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        self.setFixedWidth(420)

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

    def fill(self, review: Review, matching: Callable[[str], Iterable[Annotation]]) -> None:
        """Show the counts of now; `matching` gives what a query wants."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        everything = list(review.annotations())
        row = 0
        for facet in FACETS:
            row += self._add(facet, everything, review, matching, row)
        clear = QPushButton(self.tr("清除筛选"))
        clear.setProperty("flat", True)
        clear.clicked.connect(self._on_clear)
        self._grid.addWidget(clear, row, 1, Qt.AlignmentFlag.AlignRight)
        self.adjustSize()

    def _add(
        self,
        facet: Facet,
        everything: list[Annotation],
        review: Review,
        matching: Callable[[str], Iterable[Annotation]],
        row: int,
    ) -> bool:
        known = Counter(value for a in everything for value in facet.values(a, review))
        if len(known) < 2 and facet.field not in self._chosen:
            return False
        others = matching(self.query(without=facet.field))
        now = Counter(value for a in others for value in facet.values(a, review))
        name = QLabel(labels.tr(facet.field))
        name.setObjectName("secondary")
        chips = QWidget()
        flow = _Flow(chips)
        for value, _ in known.most_common(_MOST):
            flow.addWidget(self._chip(facet.field, value, now[value]))
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(chips, row, 1)
        return True

    def _chip(self, field: str, value: str, count: int) -> QToolButton:
        chip = QToolButton()
        chip.setObjectName("chip")
        chip.setCheckable(True)
        chip.setText(f"{value} {count}")
        chosen = value in self._chosen.get(field, ())
        chip.setChecked(chosen)
        chip.setEnabled(bool(count) or chosen)
        chip.clicked.connect(lambda on: self._on_chip(field, value, on=on))
        return chip

    def _on_chip(self, field: str, value: str, *, on: bool) -> None:
        values = self._chosen.setdefault(field, [])
        if on and value not in values:
            values.append(value)
        elif not on and value in values:
            values.remove(value)
        self.changed.emit()

    def _on_clear(self) -> None:
        self.clear()
        self.hide()


class _Flow(QLayout):
    """Widgets one after the other, in as many lines as they need."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(6)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item over."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Say that lines wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at a width."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        """Return the size at the usual width."""
        return QSize(300, self.heightForWidth(300))

    def minimumSize(self) -> QSize:
        """Return the least size: one column."""
        return QSize(80, 20)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self.spacing()
            line = max(line, size.height())
        return y + line - rect.y()
