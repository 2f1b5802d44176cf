"""The pages as they came: the same remarks on them, one selection with the text, scrolled with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from reviewer.formats.page_map import MappedPage, PageMap
from reviewer.model.spans import Span
from reviewer.ui.pages.drawing import draw
from reviewer.ui.pages.keys import PageKeys
from reviewer.ui.pages.pointer import PagePointer
from reviewer.ui.pages.sheets import Sheets
from reviewer.ui.pages.tiles import Tiles
from reviewer.ui.reading.view import ReadingView, next_zoom, within_zooms

_SHARE: Final = 0.2
"""How far down the view a place is put that was not on screen."""


class PagesView(QAbstractScrollArea):
    """Shows the original pages; what is selected here is selected in the text and the other way.

    The page is as wide as the view at a zoom of 100 per cent.
    """

    FIT_WIDTH: Final = 100
    """The zoom at which a page is as wide as the view."""

    #: The zoom was changed here, in per cent of the view's width.
    zoom_changed = Signal(int)

    def __init__(self, reader: ReadingView) -> None:
        super().__init__()
        self.setObjectName("pages")
        self.setAccessibleName(self.tr("原件页面"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumWidth(280)
        self.setFocusPolicy(Qt.FocusPolicy.WheelFocus)
        # -- the view takes no text: with an input method on, single keys would never arrive
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.reader = reader
        self.tiles: Tiles | None = None
        self.sheets = Sheets(self, PageMap([]), self.FIT_WIDTH)
        self._keys = PageKeys(self)
        self._pointer = PagePointer(self)
        self._used_last = False
        self._following = False
        self._fault = ""
        reader.marks.changed.connect(self.viewport().update)
        reader.marks.changed_in.connect(lambda _paragraphs: self.viewport().update())
        reader.selection_changed.connect(self._on_selected)
        reader.place_changed.connect(self._follow)
        reader.revealed.connect(lambda span: self.reveal(span.start))
        reader.installEventFilter(self)

    def show_pages(self, name: str, data: bytes, pages: tuple[MappedPage, ...]) -> None:
        """Show the pages of a file; none at all where `pages` is empty."""
        if self.tiles is not None:
            self.tiles.close()
            self.tiles.deleteLater()
        self.tiles = None
        self._fault = ""
        self.sheets = Sheets(self, PageMap(pages), self.zoom)
        if pages:
            self.tiles = Tiles(name, data, self)
            self.tiles.arrived.connect(self.viewport().update)
            self.tiles.failed.connect(self._on_failed)
        self.sheets.lay_out()

    @property
    def page_map(self) -> PageMap:
        """Where the characters stand."""
        return self.sheets.page_map

    @property
    def zoom(self) -> int:
        """The zoom, in per cent of the view's width."""
        return self.sheets.zoom

    def set_zoom(self, zoom: int) -> None:
        """Zoom; what is at the top stays there."""
        before, was = self.sheets.scale(), self.sheets.zoom
        self.sheets.zoom = within_zooms(zoom)
        top = self.verticalScrollBar().value()
        self.sheets.lay_out()
        self.verticalScrollBar().setValue(round(top * self.sheets.scale() / before))
        if self.sheets.zoom != was:
            self.zoom_changed.emit(self.sheets.zoom)

    def step_zoom(self, direction: int) -> None:
        """Zoom one step in (1) or out (-1)."""
        self.set_zoom(next_zoom(self.sheets.zoom, direction))

    @property
    def is_used(self) -> bool:
        """Whether a person works here and not in the text: here the focus was last."""
        return self.isVisible() and (self._used_last or not self.reader.isVisible())

    def selection_rect(self) -> QRect:
        """Return the line of the selection's end, in viewport coordinates; empty without text."""
        selecting = self.reader.selecting
        if selecting is None or not self.page_map.has_text:
            return QRect()
        caret = selecting.caret
        if selecting.is_forward and not selecting.span.is_empty:
            last = list(self.page_map.boxes(Span(caret - 1, caret)))[-1]
            return self.sheets.rect(replace(last, left=last.right)).toAlignedRect()
        return self.sheets.rect(self.page_map.point(caret)).toAlignedRect()

    def reveal(self, offset: int) -> None:
        """Bring a place on screen if it is not there."""
        busy = self._following or self._pointer.pressed
        if busy or not self.isVisible() or not self.page_map.has_text:
            return
        rect = self.sheets.rect(self.page_map.point(offset))
        if rect.top() < 0 or rect.bottom() > self.viewport().height():
            self._go_to(rect)
        across = self.horizontalScrollBar()
        if not 0 <= rect.left() <= self.viewport().width():
            across.setValue(across.value() + round(rect.left() - self.viewport().width() / 2))

    def rects(self, span: Span) -> list[QRectF]:
        """Return where a range stands, in coordinates of the viewport."""
        return [self.sheets.rect(box) for box in self.page_map.boxes(span)]

    def _follow(self, offset: int) -> None:
        """Come to the place where the text is."""
        free = not self._following and not self.underMouse() and self.reader.isVisible()
        if free and self.isVisible() and self.page_map.has_text:
            self._go_to(self.sheets.rect(self.page_map.point(offset)))

    @contextmanager
    def leading(self) -> Iterator[None]:
        """Let the text come along without being followed."""
        self._following = True
        try:
            yield
        finally:
            self._following = False

    def _go_to(self, rect: QRectF) -> None:
        with self.leading():
            top = rect.top() + self.verticalScrollBar().value()
            self.verticalScrollBar().setValue(round(top - self.viewport().height() * _SHARE))

    def _on_selected(self, span: Span) -> None:
        if not span.is_empty:
            selecting = self.reader.selecting
            self.reveal(selecting.caret if self.is_used and selecting is not None else span.start)
        self.viewport().update()

    def _on_failed(self, sentence: str) -> None:
        self._fault = sentence
        self.viewport().update()

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages on screen with what is said of them."""
        painter = QPainter(self.viewport())
        look = self.reader.look
        painter.fillRect(event.rect(), look.window)
        if self._fault:
            painter.setPen(look.text)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect().adjusted(24, 24, -24, -24), flags, self._fault)
            return
        draw(painter, self, self.sheets.visible())

    # Qt overrides

    def viewportEvent(self, event: QEvent) -> bool:
        """Hand the pointer's doings to the pointer."""
        if isinstance(event, QMouseEvent) and self._pointer.handle(event.type(), event):
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and select with the keyboard; what is no such key goes on."""
        if not self.page_map.has_text or not self._keys.handle(event):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be what commands are for, until the text has the focus."""
        super().focusInEvent(event)
        self._used_last = True
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys go elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that the text has the focus now."""
        if watched is self.reader and event.type() is QEvent.Type.FocusIn:
            self._used_last = False
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom with Ctrl."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
        event.accept()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Follow the scroll bar, and bring the text along where a person scrolls here."""
        self.viewport().update()
        if self._following or not self.underMouse() or not self.page_map.pages:
            return
        offset = self.sheets.offset_at(QPointF(0, self.viewport().height() * 0.3))
        if offset is not None:
            with self.leading():
                self.reader.reveal(Span(offset, offset))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the pages fit."""
        super().resizeEvent(event)
        self.sheets.lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where the text is."""
        super().showEvent(event)
        self.sheets.lay_out()
        self._follow(self.reader.top_offset())
