"""The tree of the outline: its rows, drawn by itself, and what keys and clicks in it mean."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QCursor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from reviewer.ui.models.outline import BY_CATEGORY, COUNT, CURRENT, REVIEWED
from reviewer.ui.theme import Theme, draw_icon

_ROW: Final = 32
_SHARES: Final = 22
"""The width of the bar that shows of which categories a count is made."""
_SIGN_ROOM: Final = 28
"""Room at the right for the sign that a section was reviewed."""


class OutlineTree(QTreeView):
    """A tree in which moving with the keys goes along in the text."""

    moved = Signal(QModelIndex)
    reviewed_wanted = Signal(QModelIndex)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("outline")
        self.setAccessibleName(self.tr("目录"))
        self.setHeaderHidden(True)
        self.setIndentation(14)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.hovered = QModelIndex()

    def viewportEvent(self, event: QEvent) -> bool:
        """Light up the row under the pointer."""
        if event.type() in (QEvent.Type.MouseMove, QEvent.Type.Leave):
            leaves = event.type() == QEvent.Type.Leave
            place = self.viewport().mapFromGlobal(QCursor.pos())
            hovered = QModelIndex() if leaves else self.indexAt(place)
            if hovered != self.hovered:
                self.hovered = hovered
                self.viewport().update()
        return super().viewportEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Mark a section as reviewed where its sign was clicked."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.position().x() > self.viewport().width() - _SIGN_ROOM:
            self.reviewed_wanted.emit(index)
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along in the text; Enter goes there too, the space bar marks as reviewed."""
        if event.key() == Qt.Key.Key_Space:
            self.reviewed_wanted.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
        if event.key() in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_Home,
            Qt.Key.Key_End,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        ):
            self.moved.emit(self.currentIndex())


class OutlineRows(QStyledItemDelegate):
    """Draws a heading, a bar at the current one, and a count."""

    def __init__(self, theme: Theme, tree: OutlineTree) -> None:
        super().__init__(tree)
        self.theme = theme
        self.colours: dict[str, QColor] = {}
        self._tree = tree

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of all rows."""
        return QSize(100, _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row."""
        theme = self.theme
        options: Any = option
        rect: QRect = options.rect
        current = bool(index.data(CURRENT))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._background(painter, rect, index, current=current)
        font = self._tree.font()
        font.setPixelSize(13)
        font.setBold(not index.parent().isValid())
        painter.setFont(font)
        painter.setPen(QColor(theme.accent if current else theme.text))
        count = int(index.data(COUNT) or 0)
        reviewed = bool(index.data(REVIEWED))
        if reviewed and not current:
            painter.setPen(QColor(theme.secondary))
        room = rect.adjusted(4, 0, -(_SIGN_ROOM + (26 if count else 4)), 0)
        text = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        if count:
            painter.setPen(QColor(theme.secondary))
            font.setBold(False)
            font.setPixelSize(12)
            painter.setFont(font)
            place = rect.adjusted(0, 0, -_SIGN_ROOM - 2, 0)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(count)
            )
            wide = _SHARES
            self._shares(painter, QRect(place.right() - wide, rect.bottom() - 7, wide, 3), index)
        self._sign(painter, rect, reviewed=reviewed, hovered=index == self._tree.hovered)
        painter.restore()
        self._branch(painter, rect, index)

    def _shares(
        self, painter: QPainter, place: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw below a count which categories it is made of; the tooltip has the numbers."""
        found = index.data(BY_CATEGORY) or []
        total = sum(count for _, count in found)
        x = float(place.left())
        for name, count in found:
            width = place.width() * count / total
            colour = self.colours.get(name, QColor(self.theme.secondary))
            painter.fillRect(QRectF(x, place.top(), max(1.0, width - 1), place.height()), colour)
            x += width

    def _sign(self, painter: QPainter, rect: QRect, *, reviewed: bool, hovered: bool) -> None:
        """A tick where the section was reviewed, a faint circle to click under the pointer."""
        if not reviewed and not hovered:
            return
        right = self._tree.viewport().width() - 8
        place = QRect(right - 15, rect.center().y() - 7, 15, 15)
        name, colour = ("check-circle", "done") if reviewed else ("circle", "secondary")
        draw_icon(painter, name, place, QColor(getattr(self.theme, colour)))

    def _background(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        current: bool,
    ) -> None:
        # -- asks the tree, not the option's state: QStyle alone takes 5 ms to load
        tree = self._tree
        whole = QRect(2, rect.top() + 1, tree.viewport().width() - 6, rect.height() - 2)
        painter.setPen(Qt.PenStyle.NoPen)
        if current or index == tree.hovered:
            painter.setBrush(QColor(self.theme.hover))
            painter.drawRoundedRect(whole, 5, 5)
        if current:
            painter.setBrush(QColor(self.theme.accent))
            painter.drawRoundedRect(QRect(2, rect.top() + 8, 3, rect.height() - 16), 1.5, 1.5)
        if tree.hasFocus() and index == tree.currentIndex():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(self.theme.accent))
            painter.drawRoundedRect(whole, 5, 5)

    def _branch(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if index.model().rowCount(index) == 0:
            return
        expanded = self._tree.isExpanded(index)
        place = QRect(rect.left() - 14, rect.center().y() - 6, 12, 12)
        name = "caret-down" if expanded else "caret-right"
        draw_icon(painter, name, place, QColor(self.theme.secondary))
