"""The grid of a DOCX table: which cell stands where, over how many rows and columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from reviewer.formats.ooxml import VAL, Element, W, by, is_on, number
from reviewer.formats.walked import ORIGINAL, By
from reviewer.model.document import Cell

MAX_COLUMNS: Final = 1000
"""A cell further to the right is taken for one in the last column."""
_WRAPPERS: Final = (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "del")


class Row(NamedTuple):
    """One row: its cells with their contents, and whether the row itself is a tracked change."""

    cells: tuple[tuple[Element, Cell], ...]
    inserted: By | None
    deleted: By | None


class Grid(NamedTuple):
    """A table's rows; `height` and `width` are those of the base."""

    rows: tuple[Row, ...]
    height: int
    width: int

    @property
    def is_frame(self) -> bool:
        """Whether it is a box around text and no table: it has one cell."""
        return len(self.rows) == 1 and len(self.rows[0].cells) == 1


@dataclass(slots=True)
class _Open:
    """A cell that may go on in the rows below."""

    row: int
    column: int
    width: int
    height: int = 1


def grid(table: Element, index: int, base: str) -> Grid:
    """Lay out a table, the `index`-th of the document; rows that the base lacks take no place."""
    placed: list[tuple[list[tuple[Element, _Open]], By | None, By | None]] = []
    going_down: dict[int, _Open] = {}
    height = width = 0
    for row in _unwrapped(table, W + "tr"):
        properties = row.find(W + "trPr")
        inserted = _change(properties, "ins")
        deleted = _change(properties, "del")
        absent = inserted if base == ORIGINAL else deleted
        cells: list[tuple[Element, _Open]] = []
        column = _skipped(properties)
        for element in _unwrapped(row, W + "tc"):
            cell = _cell(element, height, min(column, MAX_COLUMNS - 1), going_down)
            cells.append((element, cell))
            column += cell.width
        placed.append((cells, inserted, deleted))
        if absent is None:
            height, width = height + 1, max(width, min(column, MAX_COLUMNS))
    rows = tuple(
        Row(
            tuple(
                (element, Cell(index, cell.row, cell.column, cell.height, cell.width))
                for element, cell in cells
            ),
            inserted,
            deleted,
        )
        for cells, inserted, deleted in placed
    )
    return Grid(rows, height, width)


def _cell(element: Element, row: int, column: int, going_down: dict[int, _Open]) -> _Open:
    properties = element.find(W + "tcPr")
    span = properties.find(W + "gridSpan") if properties is not None else None
    merge = properties.find(W + "vMerge") if properties is not None else None
    width = max(1, min(number(span.get(VAL), 1), MAX_COLUMNS - column)) if span is not None else 1
    above = going_down.get(column)
    if merge is not None and merge.get(VAL) != "restart" and above is not None:
        above.height = row - above.row + 1
        return above
    cell = _Open(row, column, width)
    if merge is not None:
        going_down[column] = cell
    else:
        going_down.pop(column, None)
    return cell


def _skipped(properties: Element | None) -> int:
    before = properties.find(W + "gridBefore") if properties is not None else None
    return max(0, number(before.get(VAL))) if before is not None else 0


def _change(properties: Element | None, name: str) -> By | None:
    change = properties.find(W + name) if properties is not None else None
    return by(change) if change is not None and is_on(change) else None


def cell_changes(cell: Element) -> tuple[By | None, By | None]:
    """Who inserted a cell by itself, and who deleted it (17.13.5.1, 17.13.5.2)."""
    properties = cell.find(W + "tcPr")
    return _change(properties, "cellIns"), _change(properties, "cellDel")


def _unwrapped(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or cells of a row, those in content controls too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _unwrapped(child, tag)
