"""CSV: a table for any spreadsheet program; UTF-8 with a byte order mark, as Excel and WPS want.

Programs take a cell that begins with one of these signs for a formula and run it; an apostrophe
before it makes it text (CWE-1236).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from reviewer.exporters import Export, Progress
from reviewer.exporters.sheets import Sheet, sheet

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BATCH: Final = 500


def write(export: Export, path: Path, progress: Progress) -> None:
    """Write the columns and the rows; a grouped table tells the group in a column of its own."""
    write_sheet(sheet(export), path, progress)


def write_sheet(table: Sheet, path: Path, progress: Progress) -> None:
    """Write one table."""
    grouped = any(group.label for group in table.groups)
    total = sum(len(group.rows) for group in table.groups)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["分组", *table.columns] if grouped else table.columns)
        done = 0
        for group in table.groups:
            for row in group.rows:
                rows.writerow(_guarded([group.label, *row] if grouped else row))
                done += 1
                if done % _BATCH == 0:
                    progress(done / total)
    progress(1.0)


def _guarded(row: Iterable[str]) -> list[str]:
    return ["'" + cell if cell.lstrip(" ").startswith(_FORMULA) else cell for cell in row]
