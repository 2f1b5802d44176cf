"""The grid of an RTF table: rows say where their cells end, in twips from the left."""

from __future__ import annotations

from typing import NamedTuple

from reviewer.formats.walked import Line, Lines
from reviewer.model.document import Cell


class CellEnd(NamedTuple):
    """What a row says of a cell: its right edge, and whether it goes on the one above or before."""

    right: int
    below: bool = False
    after: bool = False


class TableRow(NamedTuple):
    """The lines of each cell of a row, and what the row says of its cells."""

    cells: list[list[Line]]
    ends: list[CellEnd]


def lay_out(rows: list[TableRow], lines: Lines) -> None:
    """Tell the lines of a table where they stand; a table of one cell is a frame and no table."""
    laid = [_merged(row.cells, _ends(row)) for row in rows]
    edges = sorted({end.right for row in laid for _, end in row})
    column_of = {edge: at for at, edge in enumerate(edges)}
    if len(rows) == 1 and len(rows[0].cells) == 1:
        return
    index = len(lines.tables)
    open_cells: dict[int, tuple[int, int, int, list[Line]]] = {}
    for at, row in enumerate(laid):
        column = 0
        for inside, end in row:
            stop = max(column, column_of[end.right]) + 1
            above = open_cells.get(column)
            if end.below and above is not None:
                first, start, width, before = above
                before += inside
                height = at - first + 1
                _place(before, Cell(index, first, start, height, width))
            else:
                held = list(inside)
                open_cells[column] = (at, column, stop - column, held)
                _place(held, Cell(index, at, column, 1, stop - column))
            column = stop
    lines.add_table(len(rows), max(len(edges), 1))


def _merged(cells: list[list[Line]], ends: list[CellEnd]) -> list[tuple[list[Line], CellEnd]]:
    """Put what belongs to the cell before it into that cell."""
    merged: list[tuple[list[Line], CellEnd]] = []
    for inside, end in zip(cells, ends, strict=True):
        if end.after and merged:
            before, first = merged[-1]
            merged[-1] = ([*before, *inside], first._replace(right=end.right))
        else:
            merged.append((inside, end))
    return merged


def _place(inside: list[Line], cell: Cell) -> None:
    for line in inside:
        line.cell = cell


def _ends(row: TableRow) -> list[CellEnd]:
    """One end for each cell, rising; cells of which the row says nothing stand one by one."""
    ends: list[CellEnd] = []
    last = -1_000_000
    for at in range(len(row.cells)):
        end = row.ends[at] if at < len(row.ends) else CellEnd(last + 1)
        last = max(last + 1, end.right)
        ends.append(end._replace(right=last))
    return ends
