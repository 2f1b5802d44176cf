"""A table of the report in the official layout of a DOCX."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from reviewer.exporters.official import TYPE_WIDTH_MM
from reviewer.exporters.pdf_grid import column_widths, size_of
from reviewer.model.document import Cell, Table

_TWIP: Final = 20
"""So many are a point."""
_MEASURE: Final = TYPE_WIDTH_MM * 72 / 25.4
"""The width of the type area in points."""
_LARGE: Final = 12.0
"""Where characters are so large cells have a style of their own."""
_CONTINUED: Final = "<w:vMerge/>"
_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def style_of(table: Table, cells: Sequence[Cell]) -> str:
    """Return the style of what stands in the cells, given in the order of the text.

    Empty where this is no table to be written: its columns do not fit the page, or its cells
    overlap, stand outside of it or come in another order.
    """
    size = size_of(table, _MEASURE)
    in_order = list(cells) == sorted(cells, key=lambda cell: (cell.row, cell.column))
    if not size or not in_order or _placed(table, cells) is None:
        return ""
    return "RvCell" if size >= _LARGE else "RvTable"


def table_xml(table: Table, cells: Mapping[Cell, tuple[str, str]]) -> str:
    """Return a table of cells, each with its paragraphs as XML and its words."""
    size = size_of(table, _MEASURE)
    placed = _placed(table, cells) or {}
    asked = [0.0] * table.columns
    for cell, (_, words) in cells.items():
        if cell.column_span == 1:
            ems = max(sum(0.5 if c.isascii() else 1.0 for c in line) for line in words.split("\n"))
            asked[cell.column] = max(asked[cell.column], (ems + 1) * size)
    widths = [round(width * _TWIP) for width in column_widths(asked, 2 * size, _MEASURE)]
    rows = "".join(_row(row, placed, cells, widths) for row in range(table.rows))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _placed(table: Table, cells: Iterable[Cell]) -> dict[tuple[int, int], Cell] | None:
    """What takes up each place of a table; None where two take up one, or a place is outside."""
    placed: dict[tuple[int, int], Cell] = {}
    for cell in cells:
        rows = range(cell.row, cell.row + max(1, cell.row_span))
        columns = range(cell.column, cell.column + max(1, cell.column_span))
        if rows.stop > table.rows or columns.stop > table.columns:
            return None
        for place in ((row, column) for row in rows for column in columns):
            if placed.setdefault(place, cell) is not cell:
                return None
    return placed


def _row(
    row: int,
    placed: Mapping[tuple[int, int], Cell],
    cells: Mapping[Cell, tuple[str, str]],
    widths: Sequence[int],
) -> str:
    parts: list[str] = []
    column = 0
    while column < len(widths):
        cell = placed.get((row, column))
        span = max(1, cell.column_span) if cell is not None else 1
        inside, merge = "<w:p/>", ""
        if cell is not None and cell.row_span > 1:
            merge = '<w:vMerge w:val="restart"/>' if cell.row == row else _CONTINUED
        if cell is not None and merge != _CONTINUED:
            inside = cells[cell][0]
        width = sum(widths[column : column + span])
        spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        parts.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{merge}'
            f'<w:vAlign w:val="center"/></w:tcPr>{inside}</w:tc>'
        )
        column += span
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(parts)}</w:tr>"
