"""The cells of tables that this program set: each is read by itself, whatever stands beside it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import Any, Final

import pypdfium2_raw.bindings as pdfium

from reviewer.formats.page_line import PageLine
from reviewer.formats.pdf_keys import CELL

_KEY: Final = CELL.encode("ascii")
_ROWS: Final = 1 << 20
"""Numbers of rows from here on are those of cells that were marked."""


def with_cells(page: Any, read: Callable[[], list[PageLine]]) -> list[PageLine]:
    """Return the lines of a page, those of each marked cell together where its table stands.

    `read` reads what is on the page at the time. The page is the same afterwards.
    """
    cells, others = _apart(page)
    if not cells:
        return read()
    for objects in cells.values():
        _remove(page, objects)
    body = read()
    _remove(page, others)
    inserted: dict[int, list[PageLine]] = {}
    for number, objects in cells.items():
        _insert(page, objects)
        lines = read()
        _remove(page, objects)
        for line in lines:
            line.is_row, line.row, line.cell = True, _ROWS + number, 1
            line.column, line.columns = 0, 1
        inserted.setdefault(_place(lines, body), []).extend(lines)
    _insert(page, others)
    for objects in cells.values():
        _insert(page, objects)
    found = list(inserted.get(0, []))
    for at, line in enumerate(body, 1):
        found += [line, *inserted.get(at, [])]
    return found


def _apart(page: Any) -> tuple[dict[int, list[Any]], list[Any]]:
    """What is drawn in cells, by the numbers of these, and all else."""
    cells: dict[int, list[Any]] = {}
    others: list[Any] = []
    for at in range(max(0, pdfium.FPDFPage_CountObjects(page))):
        each = pdfium.FPDFPage_GetObject(page, at)
        number = _cell_of(each)
        where = others if number is None else cells.setdefault(number, [])
        where.append(each)
    return cells, others


def _place(lines: Sequence[PageLine], body: Sequence[PageLine]) -> int:
    """Before which line of the body a cell stands: the first one below it."""
    if not lines:
        return len(body)
    below = (at for at, line in enumerate(body) if line.middle < lines[0].middle)
    return next(below, len(body))


def _cell_of(each: Any) -> int | None:
    if pdfium.FPDFPageObj_CountMarks(each) < 1:
        return None
    value = ctypes.c_int()
    mark = pdfium.FPDFPageObj_GetMark(each, 0)
    has = pdfium.FPDFPageObjMark_GetParamIntValue(mark, _KEY, value)
    return value.value if has else None


def _remove(page: Any, objects: list[Any]) -> None:
    for each in objects:
        pdfium.FPDFPage_RemoveObject(page, each)


def _insert(page: Any, objects: list[Any]) -> None:
    for each in objects:
        pdfium.FPDFPage_InsertObject(page, each)
