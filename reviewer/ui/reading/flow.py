"""All blocks of a report below each other, of which only those on screen are laid out.

The truth about the scroll position is the pair of top block and pixel offset in it, so that
corrected heights never move the text on screen.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from reviewer.model.document import Document, Mark, MarkKind
from reviewer.model.spans import Span
from reviewer.ui.look import Look
from reviewer.ui.reading.heights import Heights
from reviewer.ui.reading.layouts import BlockLayout, Laid
from reviewer.ui.reading.pictures import Resources, no_resources
from reviewer.ui.reading.selecting import Words
from reviewer.ui.reading.setting import Setting

_KEPT_LAYOUTS: Final = 256
_READ_AT: Final = 0.2
PADDING: Final = 40
"""Space above the first and below the last block."""
GUTTER: Final = 56
"""Space between the page's edge and the column."""


class Flow:
    """The blocks of a document at a look and a size of the viewport, in pixels."""

    def __init__(
        self,
        document: Document,
        look: Look,
        size: tuple[int, int] = (800, 600),
        resources: Resources = no_resources,
    ) -> None:
        self.document = document
        self._setting = Setting(document, look, resources)
        self._blocks = self._setting.blocks
        self._spans = self._blocks.spans
        self._layouts: OrderedDict[int, Laid] = OrderedDict()
        self.top = 0
        self.offset = 0
        self._pinned: int | None = None
        self._viewport_width, self.viewport_height = size
        self._width = 0
        self.set_look(look)

    # geometry

    def set_look(self, look: Look) -> None:
        """Take another look; the character at the top stays there."""
        self._setting.set_look(look)
        self.resize(self._viewport_width, self.viewport_height, force=True)

    def set_words(self, words: Words) -> None:
        """Break titles between words from now on; they stay as high as they were."""
        self._setting.words = words
        for index, layout in list(self._layouts.items()):
            if isinstance(layout, BlockLayout) and layout.is_balanced:
                del self._layouts[index]

    def resize(self, width: int, height: int, *, force: bool = False) -> None:
        """Take another size; the character at the top stays there."""
        self.viewport_height = height
        self._viewport_width = width
        look = self._setting.look
        column = min(look.column * look.pixels, max(120, width - 2 * GUTTER))
        if column < look.narrowest_column * look.pixels:
            column = min(look.narrowest_column * look.pixels, max(120, width - 32))
        if column == self._width and not force:
            return
        # -- several new widths in a row keep the character that was at the top before the first
        keep = self._pinned
        if keep is None and self._layouts and (self.top or self.offset):
            keep = self.top_offset()
        self._width = column
        self._setting.set_width(column)
        self._layouts.clear()
        self.__dict__.pop("heights", None)
        if keep is not None:
            self.show(keep, 0.0)
            self._pinned = keep

    @cached_property
    def heights(self) -> Heights:
        """The heights at this width; a window that is not shown yet does without."""
        setting = self._setting
        return Heights(len(self._spans), setting.rough_estimate, setting.estimate)

    @property
    def column(self) -> tuple[int, int]:
        """The left edge and the width of the column."""
        return max(16, (self._viewport_width - self._width) // 2), self._width

    @property
    def page(self) -> tuple[int, int]:
        """The left edge and the width of the page."""
        left, width = self.column
        left = max(0, left - GUTTER)
        return left, min(self._viewport_width - left, width + 2 * GUTTER)

    @property
    def height(self) -> int:
        """The height of everything, as far as it is known."""
        return self.heights.total + 2 * PADDING

    @property
    def scrolled(self) -> int:
        """How many pixels lie above the viewport."""
        return self.heights.above(self.top) + self.offset

    # scrolling

    def scroll_to(self, y: int) -> int | None:
        """Put a height at the top of the viewport.

        Returns by how many pixels the text moved up; None where another part of it is shown.
        """
        distance = y - self.scrolled
        if abs(distance) <= 3 * self.viewport_height:
            return self.scroll_by(distance)
        self.top, self.offset = self.heights.find(y)
        self.scroll_by(0)
        return None

    def scroll_by(self, distance: int) -> int:
        """Move through the text, laying out what comes by; return how far that was possible."""
        self._pinned = None
        if not self._spans:
            return 0
        top, offset = self.top, self.offset + distance
        while offset < 0 and top > 0:
            top -= 1
            offset += self.layout(top).height
        while top < len(self._spans) - 1 and offset >= self.layout(top).height:
            offset -= self.layout(top).height
            top += 1
        too_far_up = min(0, offset)
        top, offset, too_far_down = self._not_past_the_end(top, offset - too_far_up)
        self.top, self.offset = top, offset
        return distance - too_far_up - too_far_down

    def show(self, offset: int, share: float) -> None:
        """Scroll so that a character's line stands at a share of the viewport's height."""
        index = self.block_at(offset)
        line = self.layout(index).caret(offset)
        self.top, self.offset = index, int(line.top())
        room = self.viewport_height - line.height()
        self.scroll_by(PADDING - int(share * room))

    def top_offset(self) -> int:
        """Return the first character that is whole on screen."""
        for layout, y in self.visible():
            pitch = layout.style.pitch
            above = math.ceil(max(0.0, -y - layout.text_top) / pitch)
            line = layout.text_top + above * pitch
            if line < layout.text_bottom - 1:
                return layout.hit(QPointF(0, line + pitch / 2))
        return self._spans[self.top].start if self._spans else 0

    def place(self) -> int:
        """Return the offset of what is being read: a fifth down the viewport."""
        return self.hit(QPointF(0, self.viewport_height * _READ_AT))

    def shown_span(self) -> Span:
        """Return what is on screen, from the first whole line to the last."""
        first = self.top_offset()
        last = self.hit(QPointF(self._viewport_width, self.viewport_height - 1))
        return Span(first, max(first, last))

    def _not_past_the_end(self, top: int, offset: int) -> tuple[int, int, int]:
        """Never scroll further than to the last line; return also by how much that would be."""
        if self.heights.reach(top, offset + self.viewport_height + 400):
            return top, offset, 0
        room = -offset
        for index in range(top, len(self._spans)):
            room += self.layout(index).height
        short = max(0, self.viewport_height - 2 * PADDING - room)
        offset -= short
        while offset < 0 and top > 0:
            top -= 1
            offset += self.layout(top).height
        return top, max(0, offset), short + min(0, offset)

    # blocks and characters

    def block_at(self, offset: int) -> int:
        """Return the index of the block that holds a character."""
        return max(0, bisect_right(self._blocks.starts, offset) - 1)

    def link_at(self, offset: int) -> Mark | None:
        """Return the link or the reference of a note that holds a character."""
        if not self.document.paragraphs:
            return None
        for mark in self._blocks.marks(self.document.paragraph_at(offset)):
            if mark.kind in (MarkKind.LINK, MarkKind.NOTE) and offset in mark.span:
                return mark
        return None

    def share_of(self, offset: int) -> float:
        """Return how far down the whole report a character stands, from 0 to 1."""
        return self.heights.above(self.block_at(offset)) / max(1, self.heights.total)

    def layout(self, index: int) -> Laid:
        """Return a block laid out, correcting its height."""
        layout = self._layouts.get(index)
        if layout is not None:
            self._layouts.move_to_end(index)
            return layout
        layout = self._layouts[index] = self._setting.laid_out(index)
        self.heights.set(index, layout.height)
        if len(self._layouts) > _KEPT_LAYOUTS:
            self._layouts.popitem(last=False)
        return layout

    def visible(self) -> Iterator[tuple[Laid, float]]:
        """Yield the blocks on screen with their upper edge in the viewport."""
        y = float(PADDING - self.offset)
        index = self.top
        while index > 0 and y > 0:
            index -= 1
            y -= self.layout(index).height
        while index < len(self._spans) and y < self.viewport_height:
            layout = self.layout(index)
            if y + layout.height > 0:
                yield layout, y
            y += layout.height
            index += 1

    def hit(self, point: QPointF) -> int:
        """Return the offset nearest to a point of the viewport."""
        left, _ = self.column
        nearest = 0
        for layout, y in self.visible():
            nearest = layout.hit(QPointF(point.x() - left, point.y() - y))
            if point.y() < y + layout.height:
                break
        return nearest

    def caret(self, offset: int, *, at_line_end: bool = False) -> QRectF | None:
        """Return the caret's rectangle in the viewport, None where it is not on screen."""
        left, _ = self.column
        index = self.block_at(offset)
        wanted = self._spans[index] if self._spans else None
        for layout, y in self.visible():
            if layout.span == wanted:
                rect = layout.caret(offset, at_line_end=at_line_end)
                return rect.translated(left, y)
        return None

    def end_of(self, span: Span) -> QRectF | None:
        """Return where a range ends: behind its last character, not before what follows it."""
        within = self._spans[self.block_at(max(span.start, span.end - 1))]
        return self.caret(min(span.end, within.end), at_line_end=True)

    def rects(self, span: Span) -> Iterator[QRectF]:
        """Yield the rectangles of a range that are on screen."""
        left, _ = self.column
        for layout, y in self.visible():
            for rect in layout.rects(span):
                yield rect.translated(left, y)
