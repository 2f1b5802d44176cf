"""The mouse on the pages: clicks, and selecting by dragging."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent

from reviewer.ui.reading.pointer import Clicks, point_at
from reviewer.ui.reading.selecting import Unit

if TYPE_CHECKING:
    from reviewer.ui.pages.view import PagesView

_SETTLED: Final = 10
_SCROLL_EVERY: Final = 30  # milliseconds


class PagePointer:
    """Turns mouse events into the selection that pages and text share."""

    def __init__(self, pages: PagesView) -> None:
        self._pages = pages
        self._clicks = Clicks()
        self.pressed = False
        self._place = (0.0, 0.0)
        self._scrolling = QTimer(pages)
        self._scrolling.setInterval(_SCROLL_EVERY)
        self._scrolling.timeout.connect(self._scroll)

    def handle(self, kind: QEvent.Type, event: QMouseEvent) -> bool:
        """Deal with an event of the viewport; whether that was done."""
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            if event.button() == Qt.MouseButton.RightButton:
                self._point_at(event.position())
            return self._press(event)
        if kind == QEvent.Type.MouseMove:
            return self._move(event)
        return kind == QEvent.Type.MouseButtonRelease and self._release(event)

    def _point_at(self, point: QPointF) -> None:
        pages, inside = self._pages, self._pages.sheets.character_at(point)
        offset = inside if inside is not None else pages.sheets.offset_at(point)
        if offset is not None:
            point_at(pages.reader, offset, pages.reader.marks.at(offset))

    def _press(self, event: QMouseEvent) -> bool:
        pages, selecting = self._pages, self._pages.reader.selecting
        offset = pages.sheets.offset_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or offset is None or selecting is None:
            return False
        pages.setFocus(Qt.FocusReason.MouseFocusReason)
        self.pressed = True
        unit = self._clicks.unit(event)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            selecting.move(offset, extend=True)
        else:
            inside = pages.sheets.character_at(event.position())
            whole = unit is not Unit.CHARACTER and inside is not None
            selecting.begin(inside if whole and inside is not None else offset, unit)
        pages.reader.after_selecting(-1)
        return True

    def _move(self, event: QMouseEvent) -> bool:
        if not self.pressed:
            return False
        self._drag(event.position().x(), event.position().y())
        y, height = event.position().y(), self._pages.viewport().height()
        if 0 <= y <= height:
            self._scrolling.stop()
        elif not self._scrolling.isActive():
            self._scrolling.start()
        return True

    def _drag(self, x: float, y: float) -> None:
        pages, selecting = self._pages, self._pages.reader.selecting
        self._place = (x, y)
        offset = pages.sheets.offset_at(QPointF(x, y))
        if offset is not None and selecting is not None:
            selecting.drag(offset)
            pages.reader.after_selecting(-1)

    def _release(self, event: QMouseEvent) -> bool:
        if event.button() != Qt.MouseButton.LeftButton or not self.pressed:
            return False
        self.pressed = False
        self._scrolling.stop()
        reader = self._pages.reader
        span = reader.selection()
        with self._pages.leading():
            reader.reveal(span)
        reader.after_selecting(_SETTLED)
        # -- a click that merely ends a selection inside a mark means the selection
        if span.is_empty:
            reader.annotations_clicked.emit(reader.marks.at(span.start))
        return True

    def _scroll(self) -> None:
        """Scroll on while the pointer is held above or below the view."""
        x, y = self._place
        bar, height = self._pages.verticalScrollBar(), self._pages.viewport().height()
        distance = y if y < 0 else y - height
        bar.setValue(bar.value() + round(max(-height / 2, min(height / 2, distance))))
        self._drag(x, y)
