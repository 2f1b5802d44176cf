"""Rows of a page become lines in reading order: those of columns one column after the other.

Columns are told from tables by how their text fills them and by the order of drawing: columns are
drawn one after the other, the cells of a table row by row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from reviewer.formats.page_cells import ranks_of, tall_row
from reviewer.formats.page_line import GAP, PageLine, Row, joined

GUTTER: Final = 0.7
"""Columns are at least that far apart, in em."""
_MIN_ROWS: Final = 3
"""A column has at least that many lines."""
_FAR: Final = 100_000.0


def in_order(rows: list[Row]) -> list[PageLine]:
    """Return the lines of rows, those of columns one column after the other."""
    is_plain = all(len(row.parts) == 1 for row in rows)
    return _ordered(rows, 0, 1, {} if is_plain else ranks_of(rows))


def _ordered(
    rows: list[Row], column: int, columns: int, ranks: Mapping[int, int]
) -> list[PageLine]:
    if not any(len(row.parts) > 1 for row in rows) and not _may_have_columns(rows):
        return [_line(row, column, columns) for row in rows]
    found: list[PageLine] = []
    at = 0
    while at < len(rows):
        stop, cut = _columned(rows, at)
        if cut is None:
            stop, cells = tall_row(rows, at, ranks)
            if cells:
                found += _cells(cells, stop, column, columns)
                at = stop
            else:
                found.append(_line(rows[at], column, columns))
                at += 1
            continue
        sides = _split(rows[at:stop], cut)
        for side, inside in enumerate(sides):
            lines = _ordered(inside, 0, 1, ranks)
            for line in lines:
                line.column = side if line.columns == 1 else side + line.column
                line.columns = max(2, line.columns + 1 if line.columns > 1 else 2)
            found += lines
        at = stop
    return found


def _may_have_columns(rows: Sequence[Row]) -> bool:
    """Whether rows of one part each may yet be columns whose lines are not on one height."""
    lefts = [row.parts[0].left for row in rows]
    rights = [row.parts[0].right for row in rows]
    if len(rows) < 2 * _MIN_ROWS:
        return False
    # -- a column that ends before another one begins
    return min(rights) < max(lefts) and sum(left > min(rights) for left in lefts) >= _MIN_ROWS


def _columned(rows: Sequence[Row], at: int) -> tuple[int, float | None]:
    """Return how far columns reach that begin at a row, and where to cut; None where none do.

    They end where something reaches over the gap between them, or stands in it: a page number.
    """
    free: list[tuple[float, float]] = []
    closed: list[tuple[int, tuple[float, float]]] = []
    em = max(part.size for part in rows[at].parts)
    for stop in range(at, len(rows)):
        inside = _spaces(rows[stop])
        narrowed = inside if stop == at else _shared(free, inside, GUTTER * em)
        if stop - at >= _MIN_ROWS:
            closed += [(stop, gap) for gap in free if not _shared([gap], narrowed, 0)]
        free = narrowed
        if not free:
            break
    closed += [(len(rows), gap) for gap in free]
    for stop, (low, high) in sorted(
        closed, key=lambda found: (-found[0], found[1][0] - found[1][1])
    ):
        cut = (low + high) / 2
        if abs(cut) < _FAR / 4 and _are_columns(_split(rows[at:stop], cut)):
            return stop, cut
    return at, None


def _spaces(row: Row) -> list[tuple[float, float]]:
    """Where a row is empty: between its parts and on either side of them."""
    edges = [(-_FAR, row.parts[0].left)]
    edges += [(one.right, other.left) for one, other in zip(row.parts, row.parts[1:], strict=False)]
    return [*edges, (row.parts[-1].right, _FAR)]


def _shared(
    some: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]], least: float
) -> list[tuple[float, float]]:
    both = ((max(a, c), min(b, d)) for a, b in some for c, d in others)
    return [(low, high) for low, high in both if high - low >= least]


def _split(rows: Sequence[Row], cut: float) -> tuple[list[Row], list[Row]]:
    sides: tuple[list[Row], list[Row]] = ([], [])
    for row in rows:
        for side, parts in enumerate(
            (
                [part for part in row.parts if part.right <= cut],
                [part for part in row.parts if part.right > cut],
            )
        ):
            if parts:
                half = Row(parts[0])
                half.parts = parts
                sides[side].append(half)
    return sides


def _are_columns(sides: tuple[list[Row], list[Row]]) -> bool:
    """Whether two sides are columns of text, and not the cells of a table or a short line's end."""
    if min(map(len, sides)) < _MIN_ROWS:
        return False
    for side in sides:
        left = min(row.parts[0].left for row in side)
        wide = max(row.parts[-1].right for row in side) - left
        size = median(row.parts[0].size for row in side)
        fill = median((row.parts[-1].right - row.parts[0].left) / max(wide, 1.0) for row in side)
        if fill < 0.6 or wide < 6 * size:
            return False
    marked = sorted(
        (part.order, side) for side, rows in enumerate(sides) for row in rows for part in row.parts
    )
    changes = sum(one[1] != other[1] for one, other in pairwise(marked))
    return changes <= max(2, min(map(len, sides)) // 4) or _are_full(sides)


def _are_full(sides: tuple[list[Row], list[Row]]) -> bool:
    """Whether both sides are text so plainly that the order of drawing does not matter."""
    for side in sides:
        edges = sorted(row.parts[-1].right for row in side)
        size = median(row.parts[0].size for row in side)
        edge = edges[len(edges) * 9 // 10]
        full = len(edges) - bisect_left(edges, edge - 1.5 * size)
        if len(side) < 2 * _MIN_ROWS or full * 3 < 2 * len(side):
            return False
    return True


def _cells(
    cells: Sequence[Sequence[PageLine]], number: int, column: int, columns: int
) -> Iterator[PageLine]:
    """The lines of a row of a table, cell by cell."""
    for at, cell in enumerate(cells):
        for line in cell:
            line.is_row, line.row, line.cell = True, number, at
            line.column, line.columns = column, columns
            yield line


def _line(row: Row, column: int, columns: int) -> PageLine:
    line = row.parts[0]
    for part in row.parts[1:]:
        line = joined(line, part, GAP)
    line.is_row = len(row.parts) > 1
    line.column, line.columns = column, columns
    return line
