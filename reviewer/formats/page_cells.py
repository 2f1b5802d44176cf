"""Rows of a table whose cells have more than one line: each cell is read to its end.

Programs draw a table cell by cell, so that the lines of one cell follow each other in the order of
drawing, wherever the lines of its neighbours stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from reviewer.formats.page_line import PageLine, Row

_TALLEST: Final = 60
"""A row of a table has at most that many lines."""
_SOON: Final = 8
"""Below a line that stands alone its neighbours begin within that many lines."""
_NEW: Final = -1
_NEAR: Final = 0.9
"""The lines of a cell are no further apart, in em."""


def ranks_of(rows: Sequence[Row]) -> Mapping[int, int]:
    """Lead from the places in the order of drawing to whole numbers without gaps."""
    orders = sorted(part.order for row in rows for part in row.parts)
    return {order: rank for rank, order in enumerate(orders)}


def tall_row(
    rows: Sequence[Row], at: int, ranks: Mapping[int, int]
) -> tuple[int, list[list[PageLine]]]:
    """Return where a row of a table that begins at `at` ends, and its cells from left to right.

    No cells where it is no such row, or where no cell has a second line.
    """
    if all(len(row.parts) < 2 for row in rows[at : at + _SOON]):
        return at, []
    cells = [[part] for part in rows[at].parts]
    found: tuple[int, list[list[PageLine]]] = (at, [])
    for stop in range(at + 1, min(len(rows), at + _TALLEST)):
        holders = [_cell_for(part, cells, ranks) for part in rows[stop].parts]
        if None in holders:
            break
        for part, holder in zip(rows[stop].parts, holders, strict=True):
            if holder is None or holder == _NEW:
                cells.append([part])
            else:
                cells[holder].append(part)
        cells.sort(key=lambda cell: cell[0].left)
        if len(cells) > 1 and _is_whole(cells, ranks):
            found = stop + 1, [*map(list, cells)]
    return found


def _is_whole(cells: Sequence[Sequence[PageLine]], ranks: Mapping[int, int]) -> bool:
    """Whether the cells make a row: one has several lines and the others stand beside it.

    And nothing else was drawn between the first and the last line.
    """
    tallest = max(cells, key=len)
    slack = _NEAR * tallest[0].size
    beside = all(
        cell[0].top < tallest[0].top + slack and cell[-1].bottom > tallest[-1].bottom - slack
        for cell in cells
    )
    if len(tallest) < 2 or not beside:
        return False
    drawn = [ranks[line.order] for cell in cells for line in cell]
    return max(drawn) - min(drawn) + 1 == len(drawn)


def _cell_for(
    part: PageLine, cells: Sequence[Sequence[PageLine]], ranks: Mapping[int, int]
) -> int | None:
    """Which cell goes on in a line; `_NEW` where one begins there, None for neither."""
    over = [at for at, cell in enumerate(cells) if any(_overlap(part, line) > 0 for line in cell)]
    rank = ranks[part.order]
    if len(over) == 1:
        last = cells[over[0]][-1]
        follows = ranks[last.order] + 1 == rank
        beside = 2 * _overlap(part, last) > min(part.right - part.left, last.right - last.left)
        near = last.bottom - part.top < _NEAR * last.size
        return over[0] if follows and beside and near else None
    if over:
        return None
    before = [ranks[cell[-1].order] for cell in cells if cell[0].left < part.left]
    after = [ranks[cell[0].order] for cell in cells if cell[0].left > part.left]
    # -- a cell with fewer lines may begin lower than its neighbours
    is_new = max(before, default=-1) < rank < min(after, default=rank + 1)
    return _NEW if is_new else None


def _overlap(one: PageLine, other: PageLine) -> float:
    return min(one.right, other.right) - max(one.left, other.left)
