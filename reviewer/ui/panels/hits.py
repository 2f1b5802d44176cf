"""The list of everything a search found, grouped by section."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from reviewer.ui.models.hits import EXCERPT, Excerpt, HitsModel
from reviewer.ui.panels.drawn_rows import DrawnRows, Index
from reviewer.ui.panels.one_column import OneColumn
from reviewer.ui.theme import Theme

_ROW: Final = 30


class HitsPanel(QWidget):
    """Stands at the right of the text."""

    #: The person wants to see this hit of the text.
    hit_chosen = Signal(int)
    #: The person wants to see this annotation.
    remark_chosen = Signal(str)
    #: The person wants back to the text.
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.model = HitsModel(self)
        self._summary = QLabel()
        self._summary.setObjectName("secondary")
        self._summary.setWordWrap(True)
        self.table = _Hits(self.tr("查找结果"), _ROW, self)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setModel(self.model)
        self._delegate = _Delegate(theme, self.table)
        self.table.setItemDelegate(self._delegate)
        self.table.clicked.connect(self._on_chosen)
        self.table.chosen.connect(self._on_chosen)
        self.table.left.connect(self.left)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 8, 8, 8)
        layout.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(8, 0, 4, 0)
        head.addWidget(self._summary)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        self.summarise("")

    def summarise(self, words: str) -> None:
        """Say what the list shows; without words, how one comes by something to show."""
        self._summary.setText(
            words or self.tr("按 Ctrl+F 查找，找到的各处按章节列在这里，点一下就到。")
        )

    def mark(self, hit: int) -> None:
        """Mark the hit one looks at."""
        if hit >= 0 and not self.table.hasFocus():
            self.table.setCurrentIndex(self.model.index(self.model.row_of(hit)))

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme."""
        self._delegate.theme = theme
        self.table.viewport().update()

    def _on_chosen(self, index: QModelIndex) -> None:
        hit, remark = self.model.hit_at(index), self.model.remark_at(index)
        if hit >= 0:
            self.hit_chosen.emit(hit)
        elif remark:
            self.remark_chosen.emit(remark)


class _Hits(OneColumn):
    """The hits, a row each."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along in the text with the arrows and Enter; Esc leads back to it."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
        along = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if event.key() in along:
            self.chosen.emit(self.currentIndex())


class _Delegate(DrawnRows):
    """Draws a section's name, or a hit on its ground with what stands around it."""

    def draw(self, painter: QPainter, rect: QRect, state: Any, index: Index) -> None:
        """Draw one row."""
        excerpt = index.data(EXCERPT)
        if isinstance(excerpt, Excerpt):
            self._hit(painter, rect, excerpt, state)
        else:
            self._heading(painter, rect, str(index.data()))

    def _heading(self, painter: QPainter, rect: QRect, words: str) -> None:
        painter.setFont(self.strong)
        painter.setPen(QColor(self.theme.secondary))
        room = rect.adjusted(8, 4, -8, 0)
        elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, elided)

    def _hit(self, painter: QPainter, rect: QRect, excerpt: Excerpt, state: Any) -> None:
        theme = self.theme
        selected = bool(state & QStyle.StateFlag.State_Selected)
        self.draw_ground(painter, rect.adjusted(4, 1, -4, -1), state)
        painter.setFont(self.font)
        metrics = painter.fontMetrics()
        x, right = rect.left() + 16, rect.right() - 12
        for words, is_hit in ((excerpt.before, False), (excerpt.hit, True), (excerpt.after, False)):
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, right - x))
            width = metrics.horizontalAdvance(shown)
            place = QRect(x, rect.top(), width + 1, rect.height())
            if is_hit:
                ground = place.adjusted(-1, 6, 0, -6)
                painter.fillRect(ground, QColor(theme.current_match if selected else theme.match))
            painter.setPen(QColor(theme.text if is_hit else theme.secondary))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
            x += width
