"""How the blocks of a report are set: their estimated heights, their layouts."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Final

from reviewer.model.document import Document, Mark, MarkKind
from reviewer.model.spans import Span
from reviewer.ui.look import Look
from reviewer.ui.reading import tables
from reviewer.ui.reading.blocks import Band, Blocks, ems
from reviewer.ui.reading.layouts import BlockLayout, Laid
from reviewer.ui.reading.pictures import PictureLayout, Resources
from reviewer.ui.reading.selecting import Words
from reviewer.ui.reading.styles import Style, Styles

_SAMPLES: Final = 128
"""About so many blocks are looked at to estimate all."""
_PICTURE_LINES: Final = 8
"""A picture that was not looked at yet is taken to be that high."""


class Setting:
    """Sets the blocks of a document with a look, `width` pixels wide."""

    def __init__(self, document: Document, look: Look, resources: Resources) -> None:
        self.document = document
        self.blocks = Blocks(document)
        self.look = look
        self.width = 0
        self.words: Words | None = None
        """Cuts titles into words, once that is known."""
        self._resources = resources
        self._spans = self.blocks.spans
        self._special = self.blocks.bands.keys() | self.blocks.pictures.keys()
        self._long: dict[int, float] = {}
        self._measures: dict[object, tuple[int, float, int, int]] = {}
        self._styles = Styles(look)
        self._edges: dict[int, list[int]] = {}

    def set_look(self, look: Look) -> None:
        """Take another look."""
        self.look = look
        self._styles = Styles(look)
        self._forget()

    def set_width(self, width: int) -> None:
        """Take another width."""
        self.width = width
        self._forget()

    def laid_out(self, index: int) -> Laid:
        """Lay a block out."""
        span = self._spans[index]
        band = self.blocks.bands.get(index)
        if band is not None:
            style, hairline = self._styles.cell, self.look.hairline
            return tables.RowLayout(span, band, self._columns(band), style, self._cell, hairline)
        picture = self.blocks.pictures.get(index)
        if picture is not None:
            return PictureLayout(span, self._resources(picture), self._style(index), self.width)
        return self._text(self.blocks.paragraphs[index], span, self._style(index), self.width)

    def _cell(self, paragraph: int, width: int) -> BlockLayout:
        span = self.document.paragraphs[paragraph].span
        return self._text(paragraph, span, self._styles.cell, width)

    def _text(self, paragraph: int, span: Span, style: Style, width: int) -> BlockLayout:
        marks = self.blocks.marks(paragraph)
        heading = self.document.paragraphs[paragraph].heading
        if heading is not None and heading != self.document.paragraphs[paragraph].span:
            marks = [*marks, Mark(heading, MarkKind.BOLD)]
        text = span.cut(self.document.text)
        return BlockLayout(text, span, style, width, marks, self.words)

    def _columns(self, band: Band) -> list[int]:
        edges = self._edges.get(band.table)
        if edges is None:
            text = self.document.text
            cells = [
                (cell, ems(self.document.paragraphs[index].span.cut(text)))
                for other in self.blocks.bands.values()
                if other.table == band.table
                for index, cell in other.cells
            ]
            columns = max(cell.column + max(1, cell.column_span) for cell, _ in cells)
            pixels = self._styles.cell.pixels
            edges = tables.column_edges(cells, columns, self.width, pixels)
            self._edges[band.table] = edges
        return edges

    def _style(self, index: int) -> Style:
        paragraph = self.document.paragraphs[self.blocks.paragraphs[index]]
        continued = self._spans[index].start > paragraph.span.start
        return self._styles.of(paragraph, continued=continued)

    def estimate(self, index: int) -> int:
        """Estimate the height of a block."""
        length = self._length(index)
        band = self.blocks.bands.get(index)
        if band is not None:
            style = self._styles.cell
            lines = max(1, math.ceil(length * style.pixels / self.width))
            return band.rows * 2 * tables.PAD_Y + lines * style.pitch
        if index in self.blocks.pictures:
            return _PICTURE_LINES * self._styles.cell.pitch
        room, indent, pitch, margins = self._measure(index)
        return max(1, math.ceil((length + indent) / room)) * pitch + margins

    def rough_estimate(self, first: int, last: int) -> int:
        """Estimate how high the blocks from `first` to before `last` are together.

        This is asked for the whole report: a line is laid through the heights of some blocks over
        their lengths. Tables and pictures lie far from it.
        """
        if not self._special.isdisjoint(range(first, last)):
            return sum(map(self.estimate, range(first, last)))
        slope, rest = self._line_through
        length = self._long.get(first)
        if length is None:
            breaks = last - first - 1
            whole = Span(self._spans[first].start, self._spans[last - 1].end)
            length = self._long[first] = ems(whole.cut(self.document.text)) - breaks * ems("\n")
        return max(1, round(length * slope + (last - first) * rest))

    @cached_property
    def _line_through(self) -> tuple[float, float]:
        """The height of an em of text, and what each block has beside the height of its text."""
        step = 1 + len(self._spans) // _SAMPLES
        some = [each for each in range(0, len(self._spans), step) if each not in self._special]
        if not some:
            return 1.0, 0.0
        lengths = {index: self._length(index) for index in some}
        room, _, pitch, _ = self._measure(max(some, key=lengths.__getitem__))
        slope = pitch / room
        beside = sum(self.estimate(index) - lengths[index] * slope for index in some)
        return slope, beside / len(some)

    def _length(self, index: int) -> float:
        return ems(self._spans[index].cut(self.document.text))

    def _measure(self, index: int) -> tuple[int, float, int, int]:
        """How many em stand in a line, the indent in em, the height of a line, the margins."""
        at = self.blocks.paragraphs[index]
        paragraph = self.document.paragraphs[at]
        continued = self._spans[index].start > paragraph.span.start
        key = (paragraph.kind, paragraph.level, continued)
        found = self._measures.get(key)
        if found is None:
            style = self._styles.of(paragraph, continued=continued)
            room = max(1, (self.width - style.left) // style.pixels)
            indent = style.indent / style.pixels - 1e-9
            found = (room, indent, style.pitch, style.above + style.below)
            self._measures[key] = found
        return found

    def _forget(self) -> None:
        self._edges.clear()
        self._measures.clear()
        self.__dict__.pop("_line_through", None)
