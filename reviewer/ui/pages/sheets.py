"""Where the pages lie below each other: from characters to places in the view, and back."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF

from reviewer.formats.page_map import Box, PageMap

if TYPE_CHECKING:
    from reviewer.ui.pages.view import PagesView

_GAP: Final = 14
"""Between pages, in logical pixels."""


class Sheets:
    """The pages of a view; all places are in coordinates of its viewport, in logical pixels.

    `zoom` is in per cent: at 100 most pages are as wide as the view.
    """

    def __init__(self, view: PagesView, page_map: PageMap, zoom: int) -> None:
        self._view = view
        self.page_map = page_map
        self.zoom = zoom
        self._tops: list[float] = [0.0]
        widths = Counter(page.space.as_shown.size[0] for page in page_map.pages)
        # -- a few wide tables do not make all pages small
        self._usual = max(widths, key=lambda width: (widths[width], width), default=595.0)

    def scale(self) -> float:
        """Logical pixels to the point."""
        room = max(100, self._view.viewport().width() - 2 * _GAP)
        return room * self.zoom / 100 / max(1.0, self._usual)

    def lay_out(self) -> None:
        """Place the pages, and make the scroll bars fit."""
        scale = self.scale()
        heights = [page.space.as_shown.size[1] * scale + _GAP for page in self.page_map.pages]
        self._tops = list(accumulate(heights, initial=float(_GAP)))
        bar = self._view.verticalScrollBar()
        bar.setRange(0, max(0, round(self._tops[-1]) - self._view.viewport().height()))
        bar.setPageStep(max(1, self._view.viewport().height()))
        bar.setSingleStep(40)
        across = self._view.horizontalScrollBar()
        widest = max((page.space.as_shown.size[0] for page in self.page_map.pages), default=0.0)
        across.setRange(0, max(0, round(widest * scale) + 2 * _GAP - self._view.viewport().width()))
        across.setPageStep(self._view.viewport().width())
        self._view.viewport().update()

    def page_rect(self, number: int) -> QRectF:
        """Return where a page is, in coordinates of the viewport."""
        wide, high = self.page_map.pages[number].space.as_shown.size
        scale = self.scale()
        left = max(float(_GAP), (self._view.viewport().width() - wide * scale) / 2)
        return QRectF(
            left - self._view.horizontalScrollBar().value(),
            self._tops[number] - self._view.verticalScrollBar().value(),
            wide * scale,
            high * scale,
        )

    def rect(self, box: Box) -> QRectF:
        """Return where an upright box is."""
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

    def offset_at(self, place: QPointF) -> int | None:
        """Return the boundary between characters nearest to a point, None where a page has none."""
        y = place.y() + self._view.verticalScrollBar().value()
        number = min(len(self.page_map.pages), max(1, bisect_right(self._tops, y))) - 1
        if number < 0:
            return None
        page, scale = self.page_rect(number), self.scale()
        space = self.page_map.pages[number].space
        shown = ((place.x() - page.left()) / scale, (page.bottom() - place.y()) / scale)
        return self.page_map.offset_at(number, *space.upright(*space.as_shown.own(*shown)))

    def character_at(self, place: QPointF) -> int | None:
        """Return the character under a point: the one left of the nearest gap, if the point is."""
        offset = self.offset_at(place)
        if not offset:
            return offset
        return offset - 1 if place.x() < self.rect(self.page_map.point(offset)).left() else offset

    def visible(self) -> range:
        """Return the numbers of the pages on screen."""
        top = self._view.verticalScrollBar().value()
        first = max(0, bisect_right(self._tops, top) - 1)
        last = bisect_right(self._tops, top + self._view.viewport().height())
        return range(first, min(last, len(self.page_map.pages)))
