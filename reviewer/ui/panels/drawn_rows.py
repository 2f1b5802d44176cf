"""The rows of a list, drawn by the list itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from reviewer.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex


class DrawnRows(QStyledItemDelegate):
    """Draws rows in the colours of a theme; `font`, `small` and `strong` are their fonts."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self.theme = theme
        self.font = _sized(view, 13)
        self.small = _sized(view, 12)
        self.strong = _sized(view, 12)
        self.strong.setBold(True)

    def draw(self, painter: QPainter, rect: QRect, state: Any, index: Index) -> None:
        """Draw one row; `state` is that of `QStyleOptionViewItem`."""
        raise NotImplementedError

    def draw_ground(self, painter: QPainter, rect: QRect, state: Any) -> None:
        """Draw the ground of a row that is chosen or under the pointer."""
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QColor(self.theme.accent) if selected else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.hover))
            painter.drawRoundedRect(rect, 5, 5)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        options: Any = option
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, options.rect, options.state, index)
        painter.restore()


def _sized(view: QAbstractItemView, pixels: int) -> QFont:
    font = QFont(view.font())
    font.setPixelSize(pixels)
    return font
