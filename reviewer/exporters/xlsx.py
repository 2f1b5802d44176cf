"""XLSX: a table ready to print: landscape A4, head repeated, filter, panes frozen.

Numbers and dates of the table's own are numbers and dates; everything else is written as text, so
that nothing a report says is ever taken for a formula.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from reviewer.errors import ExportError
from reviewer.exporters import Export, Progress
from reviewer.exporters.clean import legal
from reviewer.exporters.official import FAMILIES, Face
from reviewer.exporters.options import Paper
from reviewer.exporters.sheets import DATES, NUMBERED, Group, Sheet, sheet
from reviewer.exporters.statistics import Statistics, statistics
from reviewer.language.paper_terms import CUT_OFF, ROWS_BY_NUMBER, ROWS_BY_PLACE, TOO_LONG

MOST_CHARACTERS: Final = 32_767
"""Excel cuts a cell off after so many UTF-16 units, and repairs a file with longer ones."""
MOST_ROWS: Final = 1_048_576
_WIDTH: Final = 130
"""The characters that fit the width of a landscape page, roughly."""
_A4: Final = 9
_PITCH: Final = 14.0
"""Height of a line, in points."""
_TITLE_PITCH: Final = 25.0
_TALLEST: Final = 409
_BATCH: Final = 500
_DATE: Final = 'yyyy"年"m"月"d"日"'
"""Dates are dates, so that they sort and filter as such, and look as papers write them."""
_WRITTEN_DATE: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日", re.ASCII)
_FIRST_YEAR: Final = 1900
# -- a date wider than its column would be shown as ####
_DATE_LOOK: Final = {"num_format": _DATE, "align": "left", "text_wrap": False, "shrink": True}
_FORMULA: Final = ("=", "+", "-", "@")
"""A cell that begins so is marked, so that it stays text also where it is edited."""
_CHARTS_SCALE: Final = 80
_CHARTS_A_PAGE: Final = 3
_CHART_WIDTH: Final = 340  # pixels
"""So many charts fit a page of portrait A4 at that scale, in per cent."""


def write(export: Export, path: Path, progress: Progress) -> None:
    """Write the table on a sheet of its own; statistics have another, with charts."""
    book = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    )
    table = sheet(export)
    book.set_properties({"title": table.title, "created": export.exported_at.replace(tzinfo=None)})
    if export.paper is not Paper.STATISTICS:
        _Page(book, table).write(legal(export.heading), progress)
    if export.statistics or export.paper is Paper.STATISTICS:
        _charts(book, statistics(export))
    book.close()
    progress(1.0)


def write_sheet(table: Sheet, path: Path, progress: Progress) -> None:
    """Write one table to a book of its own."""
    book = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    )
    _Page(book, table).write("", progress)
    book.close()


class _Page:
    """One sheet being written, from the first row down."""

    def __init__(self, book: Any, table: Sheet) -> None:
        self._sheet = book.add_worksheet(_name(table.title))
        self._table = table
        song = FAMILIES[Face.SONG]
        cell = {"font_name": song, "font_size": 10, "border": 1, "border_color": "#808080"}
        wrapped = {"text_wrap": True, "valign": "vcenter"}
        # -- of a row that is too long the beginning is shown, not the middle
        looks = {**cell, **wrapped}, {**cell, **wrapped, "valign": "top"}
        self._texts = [book.add_format(look) for look in looks]
        self._numbers = [book.add_format({**look, "align": "center"}) for look in looks]
        self._dates = [book.add_format({**look, **_DATE_LOOK}) for look in looks]
        self._quoted = [book.add_format({**look, "quote_prefix": True}) for look in looks]
        bold = {"font_name": FAMILIES[Face.HEI], "bg_color": "#F2F2F2"}
        self._band = book.add_format({**cell, **wrapped, **bold})
        self._head = book.add_format({**cell, **wrapped, **bold, "align": "center"})
        self._plain = book.add_format({"font_name": song, "font_size": 10, **wrapped})
        self._title = book.add_format(
            {"font_name": FAMILIES[Face.TITLE], "font_size": 18, "align": "center", **wrapped}
        )
        self._widths: list[float] = []
        self._row = 0
        self._too_long: list[str] = []
        self._cut: list[str] = []
        self._last = len(table.columns) - 1

    def write(self, heading: str, progress: Progress) -> None:
        """Write everything. Raises ExportError where there are too many rows."""
        count = sum(len(group.rows) for group in self._table.groups)
        if count > MOST_ROWS - 100:
            raise ExportError(f"表格有 {count} 行，超过了 Excel 的上限，请用筛选分成几个文件导出。")
        self._set_up()
        for line in filter(None, [heading]):
            self._line(line, self._plain)
        self._line(self._table.title, self._title)
        for note in self._table.notes:
            self._line(note, self._plain)
        head = self._row
        for at, (name, width) in enumerate(
            zip(self._table.columns, self._table.widths, strict=True)
        ):
            self._sheet.write_string(head, at, name, self._head)
            self._widths.append(width * _WIDTH / sum(self._table.widths))
            self._sheet.set_column(at, at, self._widths[at])
        self._sheet.freeze_panes(head + 1, 0)
        self._sheet.repeat_rows(head)
        self._row += 1
        for group in self._table.groups:
            self._group(group, count, progress)
        if len(self._table.groups) == 1 and count:
            self._sheet.autofilter(head, 0, self._row - 1, self._last)
        self._end()

    def _end(self) -> None:
        """Write the lines below the table."""
        form = ROWS_BY_NUMBER if self._table.columns[0] == NUMBERED else ROWS_BY_PLACE
        for sentence, rows in ((TOO_LONG, self._too_long), (CUT_OFF, self._cut)):
            if rows:
                self._line(sentence.format(rows=form.format(rows="、".join(rows))), self._plain)
        for line in self._table.tail:
            self._row += 1
            self._line(line, self._plain)

    def _set_up(self) -> None:
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        self._sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer("&C第 &P 页，共 &N 页")

    def _group(self, group: Group, count: int, progress: Progress) -> None:
        if group.label:
            self._line(group.label, self._band)
        for row in group.rows:
            self._cells(row)
            if self._row % _BATCH == 0:
                progress(min(1.0, self._row / max(1, count)))

    def _cells(self, row: Sequence[str]) -> None:
        lines = max(_lines(text, width) for text, width in zip(row, self._widths, strict=True))
        height = 3 + _PITCH * lines
        self._sheet.set_row(self._row, min(_TALLEST, height))
        long = height > _TALLEST
        number = row[0] if self._table.columns[0] == NUMBERED else str(self._row + 1)
        if any(fitting(text) != text for text in row):
            self._cut.append(number)
        elif long:
            self._too_long.append(number)
        for at, text in enumerate(row):
            self._put(at, text, self._table.columns[at], long=long)
        self._row += 1

    def _put(self, at: int, text: str, column: str, *, long: bool) -> None:
        if column in DATES and (day := _day(text)) is not None:
            self._sheet.write_datetime(self._row, at, day, self._dates[long])
        elif column == NUMBERED and text.isascii() and text.isdigit():
            self._sheet.write_number(self._row, at, int(text), self._numbers[long])
        else:
            looks = self._quoted if text.startswith(_FORMULA) else self._texts
            self._sheet.write_string(self._row, at, fitting(text), looks[long])

    def _line(self, text: str, look: Any) -> None:
        # -- programs do not measure cells that are merged
        pitch, wide = (_TITLE_PITCH, 1.9) if look is self._title else (_PITCH, 1.0)
        self._sheet.set_row(self._row, min(_TALLEST, 3 + pitch * _lines(text, _WIDTH / wide)))
        if self._last:
            self._sheet.merge_range(self._row, 0, self._row, self._last, "", look)
        self._sheet.write_string(self._row, 0, fitting(text), look)
        self._row += 1


def _day(text: str) -> date | None:
    """Read a date as tables write it; None for others, and for those before Excel's time."""
    found = _WRITTEN_DATE.fullmatch(text)
    if found is None or int(found[1]) < _FIRST_YEAR:
        return None
    year, month, day = map(int, found.groups())
    return date(year, month, day)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column, roughly: a Chinese character is two digits wide."""
    return sum(
        max(1, math.ceil(sum(1.0 if c.isascii() else 1.95 for c in line) / max(1.0, width - 1)))
        for line in text.split("\n")
    )


def fitting(text: str) -> str:
    """Return what fits a cell; a text that was cut says so."""
    if len(text) <= MOST_CHARACTERS // 2:
        return text
    units = len(text.encode("utf-16-le")) // 2
    if units <= MOST_CHARACTERS:
        return text
    kept = text.encode("utf-16-le")[: 2 * (MOST_CHARACTERS - 16)].decode("utf-16-le", "ignore")
    return kept + "……（未完）"


def _name(title: str) -> str:
    """A sheet's name: at most 31 characters, none of those that Excel refuses."""
    return "".join("_" if c in "[]:*?/\\'" else c for c in title)[:31] or "Sheet1"


def _charts(book: Any, figures: Statistics) -> None:
    page = book.add_worksheet(_name(figures.title))
    page.set_column(0, 0, 28)
    page.set_paper(_A4)
    page.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    page.set_print_scale(_CHARTS_SCALE)
    bold = book.add_format({"bold": True, "font_size": 14})
    right = book.add_format({"align": "right"})
    page.write_string(0, 0, figures.title, bold)
    for at, line in enumerate((figures.report, figures.sentence), 1):
        page.write_string(at, 0, line)
    row = 4
    charts = 0
    breaks: list[int] = []
    for counted in figures.counts:
        page.write_string(row, 0, counted.title)
        page.write_string(row, 1, "条数", right)
        for at, (label, number) in enumerate(counted.bars, row + 1):
            page.write_string(at, 0, label)
            page.write_number(at, 1, number)
        last = row + len(counted.bars)
        if counted.bars:
            chart = book.add_chart({"type": "bar"})
            chart.add_series(
                {
                    "categories": [page.name, row + 1, 0, last, 0],
                    "values": [page.name, row + 1, 1, last, 1],
                    "fill": {"color": "#3E6FA8"},
                    "data_labels": {"value": True},
                }
            )
            chart.set_title({"name": counted.caption, "name_font": {"size": 11, "bold": False}})
            chart.set_legend({"none": True})
            # -- every bar has its number; lines behind them would say it again
            chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
            chart.set_y_axis({"reverse": True})
            if charts and charts % _CHARTS_A_PAGE == 0:
                breaks.append(row)
            charts += 1
            chart.set_size({"width": _CHART_WIDTH})
            page.insert_chart(row, 2, chart, {"x_offset": 10, "y_offset": 3})
        row = max(last + 2, row + 17)
    page.set_h_pagebreaks(breaks)
