"""The grid of an OpenDocument table: which cell stands where, over how many rows and columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from reviewer.formats.odf import TABLE, Element, number
from reviewer.model.document import Cell

MAX_COLUMNS: Final = 1000
MAX_ROWS: Final = 100_000
_ROWS: Final = TABLE + "table-row"
_GROUPS: Final = tuple(TABLE + n for n in ("table-header-rows", "table-rows", "table-row-group"))
_CELLS: Final = (TABLE + "table-cell", TABLE + "covered-table-cell")


class Grid(NamedTuple):
    """A table's cells with their contents, row by row."""

    cells: tuple[tuple[Element, Cell], ...]
    height: int
    width: int

    @property
    def is_frame(self) -> bool:
        """Whether it is a box around text and no table: it has one cell."""
        return self.height == self.width == 1


def grid(table: Element, index: int) -> Grid:
    """Lay out a table, the `index`-th of the document; repeated empty cells only take place."""
    cells: list[tuple[Element, Cell]] = []
    row = width = 0
    for element in _rows(table):
        column = 0
        for cell in element:
            if cell.tag not in _CELLS:
                continue
            if cell.tag == _CELLS[0] and len(cell):
                cells.append((cell, _cell(cell, index, min(row, MAX_ROWS), column)))
            column = min(column + number(cell, TABLE + "number-columns-repeated"), MAX_COLUMNS)
        width = max(width, column)
        row += number(element, TABLE + "number-rows-repeated")
    return Grid(tuple(cells), min(row, MAX_ROWS), width)


def _cell(cell: Element, index: int, row: int, column: int) -> Cell:
    return Cell(
        index,
        row,
        min(column, MAX_COLUMNS - 1),
        max(1, number(cell, TABLE + "number-rows-spanned")),
        max(1, min(number(cell, TABLE + "number-columns-spanned"), MAX_COLUMNS - column)),
    )


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == _ROWS:
            yield child
        elif child.tag in _GROUPS:
            yield from _rows(child)
