"""The tables of a report: which line of which cell stands where, and the rules around the cells.

A table is as wide as the type area; columns are as wide as what stands in them asks for. A row is
carried to the next page whole unless it is higher than a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from reviewer.model.document import Cell, Table

PAD: Final = 3.5
"""Between a rule and what stands beside it, in points."""
_SIZES: Final = ((5, 12.0), (8, 10.5), (12, 9.0), (20, 7.5))
"""Up to so many columns the characters are so large: 小四, 五号, 小五, 六号."""
_SMALLEST: Final = 6.0
PITCH: Final = 1.4
"""From line to line, in em."""


class Slot(NamedTuple):
    """Room for a line: the page, and the top of the line in points."""

    page: int
    top: float


class Rule(NamedTuple):
    """The frame of a cell, or of what of it is on a page, in points."""

    page: int
    left: float
    bottom: float
    width: float
    height: float


def size_of(table: Table, measure: float) -> float:
    """Return how large characters are; 0.0 where so many columns do not fit."""
    fitting = (size for columns, size in _SIZES if table.columns <= columns)
    size = next(fitting, _SMALLEST)
    return size if table.columns * (size + 2 * PAD) <= measure else 0.0


def column_widths(asked: Sequence[float], least: float, measure: float) -> list[float]:
    """Share `measure` among columns that would like to be so wide; none gets less than `least`.

    Who asks for less than its even share gets that; the others share the rest by what they ask.
    """
    wanted = [max(least, width) for width in asked]
    if sum(wanted) <= measure:
        return [width * measure / sum(wanted) for width in wanted]
    given: dict[int, float] = {}
    while True:
        rest = [at for at in range(len(wanted)) if at not in given]
        room = measure - sum(given.values())
        modest = [at for at in rest if wanted[at] <= room / len(rest)]
        if not modest:
            break
        given |= {at: wanted[at] for at in modest}
    # -- by the root: long texts take lines of their own, and shorter ones must stay readable
    asks = {at: (wanted[at] - least) ** 0.5 for at in rest}
    spare = room - least * len(rest)
    beyond = sum(asks.values()) or 1.0
    shared = {at: least + spare * asks[at] / beyond for at in rest}
    return [given[at] if at in given else shared[at] for at in range(len(wanted))]


def row_lines(table: Table, heights: Mapping[Cell, int]) -> list[int]:
    """Return how many lines each row has, where cells have so many; no row has none."""
    rows = [1] * table.rows
    for cell, count in sorted(heights.items(), key=lambda item: item[0].row_span):
        stop = min(table.rows, cell.row + cell.row_span)
        missing = count - sum(rows[cell.row : stop])
        if missing > 0:
            rows[stop - 1] += missing
    return rows


class Column:
    """The type area, filled from the top with the rows of a table."""

    def __init__(self, page: int, y: float, top: float, bottom: float, pitch: float) -> None:
        self.page = page
        self.y = y
        self._top = top
        self._bottom = bottom
        self._pitch = pitch

    def row(self, count: int) -> list[Slot]:
        """Return the room for the lines of the next row."""
        whole = count * self._pitch + 2 * PAD
        if self.y - whole < self._bottom and whole <= self._top - self._bottom:
            self._turn()
        slots: list[Slot] = []
        self.y -= PAD
        for _ in range(count):
            if self.y - self._pitch - PAD < self._bottom:
                self._turn()
                self.y -= PAD
            slots.append(Slot(self.page, self.y))
            self.y -= self._pitch
        self.y -= PAD
        return slots

    def _turn(self) -> None:
        self.page += 1
        self.y = self._top


def frames(
    table: Table,
    cells: Sequence[Cell],
    rows: Sequence[Sequence[Slot]],
    lefts: Sequence[float],
    pitch: float,
) -> Iterator[Rule]:
    """Yield the frames of all cells, empty ones too; `lefts` are the rules between columns."""
    covered: set[tuple[int, int]] = set()
    for cell in dict.fromkeys(cells):
        below = min(table.rows, cell.row + cell.row_span)
        right = min(table.columns, cell.column + cell.column_span)
        covered |= {(r, c) for r in range(cell.row, below) for c in range(cell.column, right)}
        slots = [slot for row in rows[cell.row : below] for slot in row]
        yield from _framed(slots, lefts[cell.column], lefts[right], pitch)
    for at, row in enumerate(rows):
        for column in range(table.columns):
            if (at, column) not in covered:
                yield from _framed(row, lefts[column], lefts[column + 1], pitch)


def _framed(slots: Sequence[Slot], left: float, right: float, pitch: float) -> Iterator[Rule]:
    for page in dict.fromkeys(slot.page for slot in slots):
        tops = [slot.top for slot in slots if slot.page == page]
        bottom = min(tops) - pitch - PAD
        yield Rule(page, left, bottom, right - left, max(tops) + PAD - bottom)
