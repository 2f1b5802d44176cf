"""What a report is cut into for the page: paragraphs, parts of long ones, rows of tables, pictures.

Only the blocks on screen are laid out, so each is small: a paragraph longer than some pages is cut
at the end of a sentence, a table into bands of rows that row spans hold together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from reviewer.model.document import Cell, Document, Mark, MarkKind
from reviewer.model.spans import Span

_LONGEST: Final = 3000
"""Longer paragraphs are cut into blocks at the end of a sentence."""
_NARROW: Final = 0.44
"""An ASCII character is that much narrower than an em."""
PICTURE: Final = "\ufffc"
"""What stands in the text for a picture."""


class Band(NamedTuple):
    """Rows of a table that stand together; `cells` are its paragraphs with their cells."""

    table: int
    first: int
    rows: int
    cells: tuple[tuple[int, Cell], ...]


class Blocks:
    """The blocks of a document, by index.

    `spans` and `paragraphs` (the first paragraph of each block) are as long as there are blocks;
    `bands` and `pictures` (the resource's id) hold the special ones.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.spans: list[Span] = []
        self.paragraphs: list[int] = []
        self.bands: dict[int, Band] = {}
        self.pictures: dict[int, str] = {}
        self._marks: dict[int, list[Mark]] = defaultdict(list)
        for mark in document.marks:
            for index in document.paragraphs_in(mark.span):
                self._marks[index].append(mark)
        cells: list[tuple[int, Cell]] = []
        for index, paragraph in enumerate(document.paragraphs):
            cell, span = paragraph.cell, paragraph.span
            if cells and (cell is None or cell.table != cells[0][1].table):
                self._add_table(cells)
                cells = []
            if cell is not None:
                cells.append((index, cell))
            elif 1 < span.end - span.start <= _LONGEST:
                # -- nearly all of a long report
                self.spans.append(span)
                self.paragraphs.append(index)
            else:
                self._add_paragraph(index, span)
        if cells:
            self._add_table(cells)
        self.starts = [span.start for span in self.spans]

    def __len__(self) -> int:
        return len(self.spans)

    def marks(self, index: int) -> list[Mark]:
        """Return the inline looks in a paragraph."""
        return self._marks.get(index, [])

    def _add_paragraph(self, index: int, span: Span) -> None:
        text = self.document.text
        if len(span) == 1 and text[span.start] == PICTURE:
            for mark in self.marks(index):
                if mark.kind is MarkKind.IMAGE:
                    self.pictures[len(self.spans)] = mark.value
        for piece in _pieces(span, text):
            self.spans.append(piece)
            self.paragraphs.append(index)

    def _add_table(self, cells: list[tuple[int, Cell]]) -> None:
        for band in _bands(cells[0][1].table, cells):
            first = self.document.paragraphs[band.cells[0][0]].span
            last = self.document.paragraphs[band.cells[-1][0]].span
            self.bands[len(self.spans)] = band
            self.spans.append(Span(first.start, last.end))
            self.paragraphs.append(band.cells[0][0])


def ems(text: str) -> float:
    """Estimate the length of a line of text in em."""
    return len(text) - _NARROW * len(text.encode("ascii", "ignore"))


def _bands(table: int, cells: list[tuple[int, Cell]]) -> Iterator[Band]:
    """Cut a table between rows that no cell bridges."""
    pending: list[tuple[int, Cell]] = []
    end = 0
    for index, cell in cells:
        if pending and cell.row >= end:
            first = pending[0][1].row
            yield Band(table, first, end - first, tuple(pending))
            pending = []
        pending.append((index, cell))
        end = max(end, cell.row + max(1, cell.row_span))
    if pending:
        first = pending[0][1].row
        yield Band(table, first, end - first, tuple(pending))


def _pieces(span: Span, text: str) -> Iterator[Span]:
    """Cut an over-long paragraph, at the end of a sentence where there is one."""
    if len(span) <= _LONGEST:
        yield span
        return
    start = span.start
    while span.end - start > _LONGEST:
        stop = start + _LONGEST
        full_stop = max(text.rfind(mark, start + _LONGEST // 2, stop) for mark in "。；！？;")
        cut = full_stop + 1 if full_stop > start else stop
        yield Span(start, cut)
        start = cut
    yield Span(start, span.end)
