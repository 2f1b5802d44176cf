"""The annotation list: cards in document order, a query, and the focused card opened below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from reviewer.model.change import Change
from reviewer.ui.models.annotations import AnnotationModel
from reviewer.ui.panels import facets
from reviewer.ui.panels.bulk import BulkBar
from reviewer.ui.panels.card import CardEditor
from reviewer.ui.panels.card_table import CardTable
from reviewer.ui.panels.cards import CardDelegate
from reviewer.ui.panels.filters import FilterBar
from reviewer.ui.phrases import Phrases
from reviewer.ui.session import Session
from reviewer.ui.settings import Settings
from reviewer.ui.theme import Theme


class AnnotationPanel(QWidget):
    """The cards at the right of the window."""

    #: The person chose this annotation.
    annotation_chosen = Signal(str)
    #: The pointer is over these cards.
    annotation_hovered = Signal(object)
    #: The cards are to be looked at; with True also where the side is put away.
    wanted = Signal(bool)
    #: The person wants back to the text.
    left = Signal()

    def __init__(
        self,
        session: Session,
        theme: Theme,
        settings: Settings,
        phrases: Phrases,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self._session = session
        self._settings = settings
        self._theme = theme
        self._keeping = False
        self.model = AnnotationModel(self)
        self.table = CardTable(self)
        self.table.setModel(self.model)
        self._delegate = CardDelegate(theme, session, self.table)
        self.table.setItemDelegate(self._delegate)
        self.editor = CardEditor(session, theme, phrases, self)
        self.editor.hide()
        self._build()
        self._wire()
        self._on_document_opened()

    def focus_annotation(self, annotation_id: str) -> None:
        """Choose a card; a query that hides it gives way."""
        if not self.model.index_of(annotation_id).isValid():
            self._filters.clear()
        index = self.model.index_of(annotation_id)
        if index.isValid():
            self.table.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.table.scrollTo(index)

    def show_annotation(self, annotation_id: str) -> None:
        """Choose a card and look at it."""
        self.focus_annotation(annotation_id)
        self.wanted.emit(False)

    def start_editing(self, annotation_id: str) -> None:
        """Open a card with the caret in its note."""
        self.wanted.emit(True)
        self.focus_annotation(annotation_id)
        self.editor.start_editing()

    def start_reply(self, annotation_id: str) -> None:
        """Open a card with the caret in its reply."""
        self.wanted.emit(True)
        self.focus_annotation(annotation_id)
        self.editor.start_reply()

    def current_id(self) -> str:
        """Return the annotation chosen, empty for none.

        One that a filter no longer wants since it was decided stays chosen while it is open.
        """
        annotation = self.model.annotation(self.table.currentIndex())
        if annotation is not None:
            return annotation.id
        return self.editor.annotation_id if not self.editor.isHidden() else ""

    def chosen_ids(self) -> list[str]:
        """Return all annotations chosen, in the order of the list."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        found = (self.model.annotation(self.model.index(row)) for row in rows)
        return [annotation.id for annotation in found if annotation is not None]

    def set_hovered(self, ids: Iterable[str]) -> None:
        """Light cards up."""
        self._delegate.hovered = frozenset(ids)
        self.table.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme."""
        self._delegate.theme = theme
        self.editor.set_theme(theme)
        self._filters.set_theme(theme)
        self.table.viewport().update()

    def commit(self) -> None:
        """Commit what is being written."""
        self.editor.commit()

    def _build(self) -> None:
        self._filters = FilterBar(self.model, self._theme, self._settings)
        self.ask = self._filters.ask
        self._empty = QLabel()
        self._empty.setObjectName("secondary")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(8, 16, 8, 8)
        self._body = QSplitter(Qt.Orientation.Vertical)
        self._body.setChildrenCollapsible(False)
        self._body.addWidget(self.table)
        self._body.addWidget(self.editor)
        self._bulk = BulkBar()
        self._bulk.hide()
        self._body.addWidget(self._bulk)
        self._body.setStretchFactor(0, 3)
        self._body.setStretchFactor(1, 4)
        # -- two cards stay in sight above the one that is open
        self._body.setSizes([400, 600])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 8, 8, 8)
        layout.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(8, 0, 4, 0)
        head.setSpacing(8)
        head.addWidget(self._filters)
        layout.addLayout(head)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._body, 1)

    def _wire(self) -> None:
        self._filters.changed.connect(self._apply_query)
        self._filters.ordered.connect(self._on_order)
        self._filters.dropped.connect(self._on_dropped)
        self._filters.list_wanted.connect(self._go_to_list)
        self.model.arrived.connect(self._show_counts)
        self.table.selectionModel().currentChanged.connect(self._on_current_changed)
        self.table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self._bulk.edit_wanted.connect(self._on_bulk_edit)
        self._bulk.tag_wanted.connect(lambda tag: self._session.tag_all(self.chosen_ids(), tag))
        self._bulk.removal_wanted.connect(lambda: self._session.remove(*self.chosen_ids()))
        self.table.hovered.connect(self._on_hovered)
        self.table.activated.connect(self.editor.start_editing)
        self.table.left.connect(self.left)
        self.table.removal_wanted.connect(lambda: self._remove(*self.chosen_ids()))
        self.editor.left.connect(self.table.setFocus)
        self.editor.removal_wanted.connect(self._remove)
        self._session.document_opened.connect(self._on_document_opened)
        self._session.outline_changed.connect(self._on_outline_changed)
        self._session.review_changed.connect(self._on_review_changed)

    def _go_to_list(self) -> None:
        if self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.choose_near(max(0, self.table.currentIndex().row()))

    def _on_order(self) -> None:
        keep = self.current_id()
        self.model.set_order(self._filters.order, grouped=self._filters.grouped)
        if self.model.index_of(keep).isValid():
            self.focus_annotation(keep)

    def _on_dropped(self, field: str, value: str, ids: list[str]) -> None:
        """Let cards have what the chip says that they were dropped on."""
        if not self._session.read_only:
            facets.apply(self._session, field, value, ids)

    def _on_selection_changed(self) -> None:
        if self._keeping:
            return
        count = len(self.table.selectionModel().selectedRows())
        if count > 1 and not self._session.read_only:
            self.editor.hide()
            self._bulk.show_for(count, self._session.review)
        elif self._bulk.isVisible():
            self._bulk.hide()
            self.editor.setVisible(bool(self.current_id()))

    def _on_bulk_edit(self, fields: dict[str, Any]) -> None:
        if "disposition" in fields:
            self._session.rule_all(self.chosen_ids(), fields["disposition"])
        else:
            self._session.edit_all(self.chosen_ids(), "edit_many", **fields)

    def _apply_query(self) -> None:
        keep = self.current_id()
        self.model.set_query(self._filters.query())
        if keep:
            index = self.model.index_of(keep)
            if index.isValid():
                self.table.setCurrentIndex(index)
            else:
                self.editor.show_annotation(None)
        self._show_counts()

    def _on_document_opened(self) -> None:
        self.editor.show_annotation(None)
        self.model.show(self._session.review, self._session.document)
        self._filters.clear()
        self._show_counts()

    def _on_outline_changed(self) -> None:
        keep = self.current_id()
        self.model.show(self._session.review, self._session.document)
        index = self.model.index_of(keep)
        if index.isValid():
            self.table.setCurrentIndex(index)

    def _on_review_changed(self, change: Change) -> None:
        """Take a change over; the card in hand stays, and no other takes its place."""
        keep = "" if self._bulk.isVisible() else self.current_id()
        self._keeping = bool(keep)
        self.model.take_over(change)
        if keep:
            index = self.model.index_of(keep)
            selection = self.table.selectionModel()
            if not index.isValid():
                selection.clear()
            elif index != selection.currentIndex():
                selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._keeping = False
        self._show_counts()

    def _show_counts(self) -> None:
        if self.model.is_sorting:
            return
        totals = self.model.totals
        self._filters.show_counts(totals)
        shown = self.model.rowCount() > 0
        self._body.setVisible(shown)
        self._empty.setVisible(not shown)
        if not totals.everything:
            self._empty.setText(
                self.tr(
                    "还没有批注。\n\n在正文中选中文字，再按 1–6 标出类别，按 C 写意见，按 R 建议改写；"
                    "也可以用鼠标选中后点浮出的工具条。\n\n对整节或全文的意见，用“批注”菜单。"
                )
            )
        elif not shown:
            self._empty.setText(self.tr("没有符合条件的批注。清除筛选可看到全部批注。"))

    def _on_current_changed(self, index: QModelIndex) -> None:
        if self._keeping:
            return
        annotation = self.model.annotation(index)
        self.editor.show_annotation(annotation)
        if annotation is not None:
            self.annotation_chosen.emit(annotation.id)

    def _on_hovered(self, index: QModelIndex) -> None:
        annotation = self.model.annotation(index)
        self.annotation_hovered.emit((annotation.id,) if annotation is not None else ())

    def _remove(self, *annotation_ids: str) -> None:
        if not any(annotation_ids) or self._session.read_only:
            return
        row = self.model.index_of(annotation_ids[0]).row()
        if self._session.remove(*annotation_ids) is not None and self.model.rowCount():
            self.table.choose_near(row)
            self.table.setFocus()
