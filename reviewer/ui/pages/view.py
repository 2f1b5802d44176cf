"""The pages as they came: the same remarks on them, one selection with the text, scrolled with it."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from reviewer.formats.page_map import Box, MappedPage, PageMap
from reviewer.model.spans import Span
from reviewer.ui.pages.drawing import draw
from reviewer.ui.pages.tiles import Tiles
from reviewer.ui.reading.view import ZOOMS, ReadingView

_GAP: Final = 14
"""Between pages, in logical pixels."""


class PagesView(QAbstractScrollArea):
    """Shows the original pages; what is selected here is selected in the text and the other way.

    The page is as wide as the view at a zoom of 100 per cent.
    """

    def __init__(self, reader: ReadingView) -> None:
        super().__init__()
        self.setObjectName("pages")
        self.setAccessibleName(self.tr("原件页面"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumWidth(280)
        self.setFocusPolicy(Qt.FocusPolicy.WheelFocus)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.reader = reader
        self.tiles: Tiles | None = None
        self.page_map = PageMap([])
        self._tops: list[float] = [0.0]
        self._zoom = 100
        self._anchor: int | None = None
        self._following = False
        self._fault = ""
        reader.marks.changed.connect(self.viewport().update)
        reader.selection_changed.connect(self._on_selected)
        reader.place_changed.connect(self._follow)

    def show_pages(self, name: str, data: bytes, pages: tuple[MappedPage, ...]) -> None:
        """Show the pages of a file; none at all where `pages` is empty."""
        if self.tiles is not None:
            self.tiles.close()
            self.tiles.deleteLater()
        self.tiles = None
        self._fault = ""
        self.page_map = PageMap(pages)
        if pages:
            self.tiles = Tiles(name, data, self)
            self.tiles.arrived.connect(self.viewport().update)
            self.tiles.failed.connect(self._on_failed)
        self._lay_out()

    @property
    def zoom(self) -> int:
        """The zoom, in per cent of the view's width."""
        return self._zoom

    def set_zoom(self, zoom: int) -> None:
        """Zoom; what is at the top stays there."""
        before = self.scale()
        self._zoom = max(ZOOMS[0], min(ZOOMS[-1], zoom))
        top = self.verticalScrollBar().value()
        self._lay_out()
        self.verticalScrollBar().setValue(round(top * self.scale() / before))

    def rects(self, span: Span) -> list[QRectF]:
        """Return where a range stands, in coordinates of the viewport."""
        return [self._rect(box) for box in self.page_map.boxes(span)]

    # inside

    def scale(self) -> float:
        """Logical pixels to the point."""
        widest = max((page.space.as_shown.size[0] for page in self.page_map.pages), default=595.0)
        room = max(100, self.viewport().width() - 2 * _GAP)
        return room * self._zoom / 100 / max(1.0, widest)

    def _lay_out(self) -> None:
        scale = self.scale()
        heights = [page.space.as_shown.size[1] * scale + _GAP for page in self.page_map.pages]
        self._tops = list(accumulate(heights, initial=float(_GAP)))
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, round(self._tops[-1]) - self.viewport().height()))
        bar.setPageStep(max(1, self.viewport().height()))
        bar.setSingleStep(40)
        across = self.horizontalScrollBar()
        widest = max((page.space.as_shown.size[0] for page in self.page_map.pages), default=0.0)
        across.setRange(0, max(0, round(widest * scale) + 2 * _GAP - self.viewport().width()))
        across.setPageStep(self.viewport().width())
        self.viewport().update()

    def page_rect(self, number: int) -> QRectF:
        """Return where a page is, in coordinates of the viewport."""
        wide, high = self.page_map.pages[number].space.as_shown.size
        scale = self.scale()
        left = max(float(_GAP), (self.viewport().width() - wide * scale) / 2)
        return QRectF(
            left - self.horizontalScrollBar().value(),
            self._tops[number] - self.verticalScrollBar().value(),
            wide * scale,
            high * scale,
        )

    def _rect(self, box: Box) -> QRectF:
        """Where an upright box is on screen."""
        space = self.page_map.pages[box.page].space
        left, low, right, high = space.own_box(box)
        shown = space.as_shown.upright_box(box.page, ((left, low), (right, high)))
        page, scale = self.page_rect(box.page), self.scale()
        return QRectF(
            page.left() + shown.left * scale,
            page.bottom() - shown.top * scale,
            (shown.right - shown.left) * scale,
            (shown.top - shown.bottom) * scale,
        )

    def _offset_at(self, place: QPointF) -> int | None:
        y = place.y() + self.verticalScrollBar().value()
        number = min(len(self.page_map.pages), max(1, bisect_right(self._tops, y))) - 1
        if number < 0:
            return None
        page, scale = self.page_rect(number), self.scale()
        space = self.page_map.pages[number].space
        shown = ((place.x() - page.left()) / scale, (page.bottom() - place.y()) / scale)
        return self.page_map.offset_at(number, *space.upright(*space.as_shown.own(*shown)))

    def _visible(self) -> range:
        top = self.verticalScrollBar().value()
        first = max(0, bisect_right(self._tops, top) - 1)
        last = bisect_right(self._tops, top + self.viewport().height())
        return range(first, min(last, len(self.page_map.pages)))

    def _follow(self, offset: int) -> None:
        """Come to the place where the text is."""
        if self._following or self.underMouse() or not self.isVisible() or not self.page_map.pages:
            return
        box = next(self.page_map.boxes(Span(offset, offset)), None)
        if box is not None:
            self._following = True
            top = self._rect(box).top() + self.verticalScrollBar().value()
            self.verticalScrollBar().setValue(round(top - self.viewport().height() * 0.2))
            self._following = False

    def _on_selected(self, span: Span) -> None:
        if not self.hasFocus() and not span.is_empty:
            self._follow(span.start)
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
        draw(painter, self, self._visible())

    # Qt overrides

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection, or name the remarks under the pointer."""
        offset = self._offset_at(event.position())
        if event.button() is not Qt.MouseButton.LeftButton or offset is None:
            return
        self._anchor = offset
        self.reader.select(Span(offset, offset))
        self.reader.annotations_clicked.emit(self.reader.marks.at(offset))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select up to the pointer."""
        offset = self._offset_at(event.position())
        if self._anchor is not None and offset is not None:
            self.reader.select(Span(min(self._anchor, offset), max(self._anchor, offset)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        """End a selection: the text comes to it, so that the bar over it can be used."""
        if self._anchor is not None:
            self._anchor = None
            self.reader.reveal(self.reader.selection())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom with Ctrl."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        up = event.angleDelta().y() > 0
        steps = ZOOMS if up else tuple(reversed(ZOOMS))
        further = (z for z in steps if z != self._zoom and (z > self._zoom) == up)
        self.set_zoom(next(further, self._zoom))
        event.accept()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Follow the scroll bar, and bring the text along where a person scrolls here."""
        self.viewport().update()
        if self._following or not self.underMouse() or not self.page_map.pages:
            return
        offset = self._offset_at(QPointF(0, self.viewport().height() * 0.3))
        if offset is not None:
            self._following = True
            self.reader.reveal(Span(offset, offset))
            self._following = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the pages fit."""
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where the text is."""
        super().showEvent(event)
        self._lay_out()
        self._follow(self.reader.top_offset())
