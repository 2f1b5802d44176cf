"""The overview strip beside the scroll bar: where in the whole report the marks stand."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from reviewer.ui.reading.view import ReadingView
from reviewer.ui.theme import category_line

WIDTH: Final = 14


class OverviewStrip(QWidget):
    """Ticks for annotations and hits; a click goes there."""

    def __init__(self, view: ReadingView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self.tr("批注总览"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        view.marks.changed.connect(self.update)
        view.verticalScrollBar().valueChanged.connect(self.update)
        view.verticalScrollBar().rangeChanged.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ticks, and which part is on screen."""
        painter = QPainter(self)
        look = self._view.look
        painter.fillRect(self.rect(), look.window)
        flow = self._view.flow
        if flow is None:
            return
        height = self.height()
        total = max(1, flow.height)
        shown = QRectF(
            2,
            flow.scrolled / total * height,
            WIDTH - 4,
            self._view.viewport().height() / total * height,
        )
        faint = QColor(look.secondary)
        faint.setAlphaF(0.14)
        painter.fillRect(shown, faint)
        for annotation in self._view.marks.placed():
            if annotation.span is not None:
                colour = category_line(self._view.marks.category_of(annotation), look.fills)
                y = flow.share_of(annotation.span.start) * height
                painter.fillRect(QRectF(4, y, WIDTH - 8, 3), colour)
        for hit in self._view.marks.hits:
            painter.fillRect(QRectF(1, flow.share_of(hit.start) * height, 3, 2), look.current_match)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the place that was clicked."""
        flow = self._view.flow
        if flow is not None:
            target = event.position().y() / max(1, self.height()) * flow.height
            bar = self._view.verticalScrollBar()
            bar.setValue(round(target - self._view.viewport().height() / 2))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.mousePressEvent(event)
