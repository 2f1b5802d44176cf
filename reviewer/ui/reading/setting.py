"""How the blocks of a report are set: their estimated heights, their layouts."""

from __future__ import annotations

import math
from typing import Final

from reviewer.model.document import Document, Mark, MarkKind
from reviewer.model.spans import Span
from reviewer.ui.look import Look
from reviewer.ui.reading import tables
from reviewer.ui.reading.blocks import Band, Blocks, ems
from reviewer.ui.reading.layouts import BlockLayout, Laid
from reviewer.ui.reading.pictures import PictureLayout, Resources
from reviewer.ui.reading.styles import Style, Styles

_PICTURE_LINES: Final = 8
"""A picture that was not looked at yet is taken to be that high."""


class Setting:
    """Sets the blocks of a document with a look, `width` pixels wide."""

    def __init__(self, document: Document, look: Look, resources: Resources) -> None:
        self.document = document
        self.blocks = Blocks(document)
        self.look = look
        self.width = 0
        self._resources = resources
        self._spans = self.blocks.spans
        self._ems = self.blocks.ems()
        self._styles = Styles(look)
        self._edges: dict[int, list[int]] = {}

    def set_look(self, look: Look) -> None:
        """Take another look."""
        self.look = look
        self._styles = Styles(look)
        self._edges.clear()

    def set_width(self, width: int) -> None:
        """Take another width."""
        self.width = width
        self._edges.clear()

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
        return BlockLayout(span.cut(self.document.text), span, style, width, marks)

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

    def estimates(self) -> list[int]:
        """Estimate every height: this is asked for the whole report, so it is kept short."""
        paragraphs = self.document.paragraphs
        width = self.width
        styles: dict[object, tuple[int, float, int, int]] = {}
        estimates: list[int] = []
        before = -1
        for index, length in zip(self.blocks.paragraphs, self._ems, strict=True):
            paragraph = paragraphs[index]
            key = (paragraph.kind, paragraph.level, index == before)
            found = styles.get(key)
            if found is None:
                style = self._styles.of(paragraph, continued=index == before)
                room = max(1, (width - style.left) // style.pixels)
                indent = style.indent / style.pixels - 1e-9
                found = styles[key] = (room, indent, style.pitch, style.above + style.below)
            before = index
            room, indent, pitch, margins = found
            estimates.append(max(1, math.ceil((length + indent) / room)) * pitch + margins)
        for index, band in self.blocks.bands.items():
            style = self._styles.cell
            lines = max(1, math.ceil(self._ems[index] * style.pixels / width))
            estimates[index] = band.rows * 2 * tables.PAD_Y + lines * style.pitch
        for index in self.blocks.pictures:
            estimates[index] = _PICTURE_LINES * self._styles.cell.pitch
        return estimates
