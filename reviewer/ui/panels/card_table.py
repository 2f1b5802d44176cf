"""The list of cards: rows of fixed height, so that a hundred thousand open at once."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from reviewer.ui.models.annotations import AnnotationModel
from reviewer.ui.panels.cards import HEADING_HEIGHT, HEIGHT


class CardTable(QTableView):
    """One column of rows of fixed height: opens a hundred thousand at once."""

    hovered = Signal(QModelIndex)
    left = Signal()
    removal_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("annotations")
        self._lowered = False
        self.setAccessibleName(self.tr("批注列表"))
        self.setShowGrid(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(HEIGHT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.viewport().installEventFilter(self)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model; its headings are lower than its cards."""
        super().setModel(model)
        if isinstance(model, AnnotationModel):
            model.modelReset.connect(self._on_reset)
            model.rowsInserted.connect(lambda _, first, last: self._lower(first, last))

    def choose_near(self, row: int) -> None:
        """Choose the card at a row, or the nearest one."""
        model = self.model()
        count = model.rowCount()
        for near in (*range(row, count), *range(min(row, count) - 1, -1, -1)):
            if model.flags(model.index(near, 0)) & Qt.ItemFlag.ItemIsSelectable:
                self.setCurrentIndex(model.index(near, 0))
                return

    def _on_reset(self) -> None:
        if self._lowered:
            # -- Qt keeps the heights of rows over a reset, and levels them where the usual one changes
            self._lowered = False
            self.verticalHeader().setDefaultSectionSize(HEADING_HEIGHT)
            self.verticalHeader().setDefaultSectionSize(HEIGHT)
        self._lower(0, self.model().rowCount() - 1)

    def _lower(self, first: int, last: int) -> None:
        model, header = self.model(), self.verticalHeader()
        if isinstance(model, AnnotationModel):
            for row in model.headings(first, last):
                self._lowered = True
                header.resizeSection(row, HEADING_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, delete with Delete, back to the text with Esc."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current card in sight when the opened one takes room below."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which card the pointer is over."""
        super().mouseMoveEvent(event)
        self.hovered.emit(self.indexAt(event.position().toPoint()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the pointer leaves."""
        if event.type() == QEvent.Type.Leave:
            self.hovered.emit(QModelIndex())
        return super().eventFilter(watched, event)
