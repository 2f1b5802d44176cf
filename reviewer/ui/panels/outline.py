"""The outline: the report's sections, which one is being read, how much was said on each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from reviewer.model.change import Change, RecordKind
from reviewer.model.document import Document, Section
from reviewer.model.records import Annotation
from reviewer.ui.models.outline import OutlineModel
from reviewer.ui.panels.outline_tree import OutlineRows, OutlineTree
from reviewer.ui.session import Session
from reviewer.ui.theme import Theme, category_line

_MANY: Final = 200
"""So many changed annotations are counted anew at once."""
_VERY_MANY: Final = 500
"""So many sections are shown after the text."""
_A_FRAME: Final = 30  # milliseconds
_SOON: Final = 100  # milliseconds


class OutlinePanel(QWidget):
    """The section tree at the left of the window."""

    #: The person wants to go to this section.
    section_chosen = Signal(object)
    #: The person wants this section marked as reviewed, or as not reviewed.
    reviewed_wanted = Signal(object)
    #: The person wants to remark on this section.
    comment_wanted = Signal(object)
    #: The person wants this section one level up (-1) or down (1), or no section (0).
    level_wanted = Signal(object, int)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self._session = session
        self._here = 0
        self._names: dict[str, str] = {}
        self._counted: dict[str, tuple[int, str]] = {}
        self.model = OutlineModel(self)
        self._title = QLabel(self.tr("目录"))
        self._title.setObjectName("panel_title")
        self._progress = QLabel()
        self._progress.setObjectName("badge")
        #: What sections are filtered by.
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("筛选章节"))
        self.field.setAccessibleName(self.tr("筛选章节"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._on_filter)
        self.field.returnPressed.connect(self._go_to_match)
        self._empty = QLabel()
        self._empty.setObjectName("secondary")
        self._empty.setWordWrap(True)
        self.tree = OutlineTree(self)
        self.tree.setModel(self.model)
        self._delegate = OutlineRows(theme, self.tree)
        self.tree.setItemDelegate(self._delegate)
        self.tree.clicked.connect(self._on_clicked)
        self.tree.moved.connect(self._on_clicked)
        self.tree.reviewed_wanted.connect(self._want_reviewed)
        self.tree.customContextMenuRequested.connect(self._on_menu)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 8, 8)
        layout.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._progress)
        top.addSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.field)
        layout.addWidget(self._empty)
        layout.addWidget(self.tree, 1)
        self._shown: Section | None = None
        self._bringing = self._timer(_SOON, self._bring_in)
        self._filling = self._timer(_A_FRAME, self._fill_late)
        session.document_opened.connect(self._on_document_opened)
        session.outline_changed.connect(self._on_outline_changed)
        session.review_changed.connect(self._on_review_changed)
        self._on_document_opened()

    def _timer(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(then)
        return timer

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme."""
        self._delegate.theme = theme
        self._recount()
        self.tree.viewport().update()

    def follow(self, offset: int) -> None:
        """Mark the section in which an offset stands: the deepest one that is shown."""
        document = self._session.document
        self._here = offset
        if document is None:
            return
        path = document.path_at(offset)
        shown: Section | None = None
        for section in path:
            shown = section
            if not self.tree.isExpanded(self.model.index_of(section)):
                break
        self.model.mark(shown)
        self._shown = shown
        # -- scrolling draws every row: at every page it would be half of all that paging draws
        if not self._bringing.isActive():
            self._bringing.start()

    def _bring_in(self) -> None:
        """Bring the marked section into view, with those around it."""
        if self._shown is None or self.tree.hasFocus():
            return
        index = self.model.index_of(self._shown)
        row = self.tree.visualRect(index)
        if row.isEmpty() or row.top() < 0 or row.bottom() >= self.tree.viewport().height():
            self.tree.scrollTo(index, QTreeView.ScrollHint.PositionAtCenter)

    def _on_document_opened(self) -> None:
        document = self._session.document
        self._filling.stop()
        if document is None or len(document.sections) < _VERY_MANY:
            self._fill()
        else:
            # -- the text is painted first
            self.model.show(None)
            self._filling.start()

    def _fill(self) -> None:
        document: Document | None = self._session.document
        self._count()
        self.model.show(document, self._counted.values())
        has_sections = document is not None and bool(document.sections)
        if has_sections:
            self.tree.expandAll()
        self.tree.setVisible(has_sections)
        self.field.clear()
        self.field.setVisible(has_sections)
        self._empty.setText(self.tr("这份报告没有编号的章节。"))
        self._empty.setVisible(not has_sections)
        self._show_progress()

    def _fill_late(self) -> None:
        self._fill()
        self.follow(self._here)

    def _on_outline_changed(self) -> None:
        words, here = self.field.text(), self._here
        folded = self._folded()
        self._fill()
        for start in folded:
            self.tree.collapse(self.model.index_at(start))
        self.field.setText(words)
        self.follow(here)

    def _folded(self) -> list[int]:
        """Where the sections begin whose sub-sections are not shown."""
        document = self._session.document
        sections = document.sections if document is not None else ()
        starts = (section.span.start for section in sections)
        indexes = ((start, self.model.index_at(start)) for start in starts)
        return [
            start
            for start, index in indexes
            if self.model.rowCount(index) and index.isValid() and not self.tree.isExpanded(index)
        ]

    def _on_review_changed(self, change: Change) -> None:
        touched = change.ids(RecordKind.ANNOTATION)
        if change.ids(RecordKind.CATEGORY) or len(touched) > _MANY:
            self._recount()
            return
        for annotation_id in touched:
            annotation = self._session.review.annotation(annotation_id)
            before = self._counted.pop(annotation_id, None)
            now = self._place_of(annotation) if annotation is not None else None
            if now is not None:
                self._counted[annotation_id] = now
            self.model.recount(before, now)
        if change.ids(RecordKind.ENTRY):
            self._show_progress()

    def _recount(self) -> None:
        self._count()
        self.model.count(self._counted.values())
        self._show_progress()

    def _count(self) -> None:
        categories = self._session.review.categories()
        self._names = {category.id: category.name for category in categories}
        self._delegate.colours = {
            category.name: category_line(category, self._delegate.theme.fills)
            for category in categories
        }
        found = ((a.id, self._place_of(a)) for a in self._session.review.annotations())
        self._counted = {each: counted for each, counted in found if counted is not None}

    def _place_of(self, annotation: Annotation) -> tuple[int, str] | None:
        """Where an annotation begins and what its category is called; None where it has no place."""
        if annotation.span is None:
            return None
        return annotation.span.start, self._names.get(annotation.category, "")

    def _show_progress(self) -> None:
        self.model.set_reviewed(self._session.reviewed_sections())
        reviewed, all_of_them = self.model.progress()
        words = self.tr("已审 {reviewed}/{all} 节").format(reviewed=reviewed, all=all_of_them)
        self._progress.setText(words if reviewed else "")

    def _on_filter(self, words: str) -> None:
        found = self._hide_others(QModelIndex(), words.strip().casefold())
        if words.strip():
            self._empty.setText(self.tr("没有这样的章节。"))
            self._empty.setVisible(not found)
            self.tree.expandAll()
        elif not self.tree.isHidden():
            self._empty.hide()

    def _go_to_match(self) -> None:
        """Go to the first section that matches by itself."""
        words = self.field.text().strip()
        first = self.model.index(0, 0)
        flags = Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
        found = self.model.match(first, Qt.ItemDataRole.DisplayRole, words, 1, flags)
        if words and found:
            self.tree.setCurrentIndex(found[0])
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
            self._on_clicked(found[0])

    def _hide_others(self, parent: QModelIndex, words: str) -> bool:
        """Hide what neither matches nor leads to a match; whether anything below is left."""
        any_left = False
        for row in range(self.model.rowCount(parent)):
            index = self.model.index(row, 0, parent)
            matches = words in str(index.data()).casefold()
            # -- what stands in a section that matches stays with it
            left = self._hide_others(index, "" if matches else words) or matches
            self.tree.setRowHidden(row, parent, not left)
            any_left = any_left or left
        return any_left

    def _want_reviewed(self, index: QModelIndex) -> None:
        section = self.model.section(index)
        if section is not None:
            self.reviewed_wanted.emit(section)

    def _on_menu(self, place: QPoint) -> None:
        section = self.model.section(self.tree.indexAt(place))
        if section is None:
            return
        menu = QMenu(self)
        reviewed = section.span.start in self._session.reviewed_sections()
        words = self.tr("标为未审") if reviewed else self.tr("标为已审")
        menu.addAction(words, lambda: self.reviewed_wanted.emit(section))
        menu.addAction(self.tr("对本节写意见"), lambda: self.comment_wanted.emit(section))
        if not self._session.read_only:
            menu.addSeparator()
            for words, step in (
                (self.tr("升级"), -1),
                (self.tr("降级"), 1),
                (self.tr("取消标题"), 0),
            ):
                menu.addAction(words, partial(self.level_wanted.emit, section, step))
        menu.exec(self.tree.viewport().mapToGlobal(place))

    def _on_clicked(self, index: QModelIndex) -> None:
        section = self.model.section(index)
        if section is not None:
            self.section_chosen.emit(section)
