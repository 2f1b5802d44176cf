"""Tables of a report, typeset: cells side by side, rows whole, and read back cell by cell."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import exporters, importers
from reviewer.exporters.options import Remarks
from reviewer.exporters.pdf_grid import PAD, Column, column_widths, row_lines
from reviewer.formats.page_map import PageMap, unpack
from reviewer.importers import Imported
from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.document import Cell, Document, Table
from reviewer.model.review import Review
from reviewer.model.spans import Span
from tests.exporters.reviews import PEOPLE, export_of, review_of, said
from tests.helpers import annotation_on

PAGE = """<html><head><meta charset="utf-8"></head><body><h1>关于某县经济情况的报告</h1>
<p>一、基本情况</p><p>%s如下表所示。</p>
<table><tr><td rowspan="2">项目</td><td colspan="2">完成数（亿元）</td></tr>
<tr><td>2023年</td><td>2024年</td></tr>
<tr><td>固定资产投资</td><td>12.5</td><td></td></tr>
<tr><td>%s</td><td>3</td><td>第一段<br>第二段</td></tr></table>
<p>二、意见建议</p><p>表后的一段文字。</p></body></html>"""


@pytest.fixture(scope="module")
def report() -> Document:
    html = PAGE % ("全县经济运行总体平稳、稳中有进，主要指标" * 6, "很长的一格文字，" * 30)
    return importers.read_bytes("a.html", html.encode()).document


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fonts")


def reviewed(report: Document) -> Review:
    quotes = ("固定资产", "2024年", "第二段", "表后的")
    places = [(report.text.index(quote), len(quote)) for quote in quotes]
    notes = [
        annotation_on(report, at, at + long, id=f"a{at}", body="请核实") for at, long in places
    ]
    over = report.text.index("完成数")
    notes.append(annotation_on(report, over, report.text.index("表后"), id="b", body="全表"))
    return Review([*PEOPLE, *DEFAULT_CATEGORIES, *notes])


def written(report: Document, path: Path, fonts: Path, *ways: Remarks) -> Imported:
    export = export_of(
        reviewed(report),
        report,
        opinion_table=False,
        font_cache=fonts,
        remarks=frozenset({Remarks.NATIVE, *ways}),
    )
    exporters.write(export, path)
    return importers.read(path)


@pytest.mark.parametrize("ways", [[], [Remarks.MARGIN, Remarks.LIST]])
def test_a_report_with_a_table_comes_back_cell_by_cell(
    report: Document, ways: list[Remarks], tmp_path: Path, fonts: Path
) -> None:
    imported = written(report, tmp_path / "t.pdf", fonts, *ways)
    text = report.text.replace("\u2028", "\n")
    assert len(report.tables) == 1
    assert imported.document.text.replace("\u2028", "\n").split("\n")[-3:] == text.split("\n")[-3:]
    found = [item[0] for item in said(review_of(imported), imported.document)]
    assert found == [item[0] for item in said(reviewed(report), report)]


def test_cells_of_a_row_stand_side_by_side_in_frames(
    report: Document, tmp_path: Path, fonts: Path
) -> None:
    imported = written(report, tmp_path / "t.pdf", fonts)
    text, places = imported.document.text, PageMap([*map(unpack, imported.page_map)])
    boxes = [
        next(places.boxes(Span(at, at + 1)))
        for at in (text.index("项目"), text.index("完成数"), text.index("2024年"))
    ]
    assert boxes[0].top == pytest.approx(boxes[1].top, abs=0.5)
    assert boxes[0].right < boxes[1].left < boxes[2].left
    assert boxes[2].top < boxes[1].bottom
    with pikepdf.open(tmp_path / "t.pdf") as pdf:
        drawn = [
            str(operator)
            for page in pdf.pages
            for _, operator in pikepdf.parse_content_stream(page)
        ]
    # -- ten cells of the table, one of them empty
    assert drawn.count("re") == 10


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler is not installed")
def test_poppler_sees_the_rows_of_a_reports_table(
    report: Document, tmp_path: Path, fonts: Path
) -> None:
    written(report, tmp_path / "t.pdf", fonts)
    done = subprocess.run(
        ["pdfinfo", "-struct", str(tmp_path / "t.pdf")],
        capture_output=True,
        check=True,
        text=True,
    )
    assert (done.stdout.count("Table"), done.stdout.count("TR")) == (1, 4)


@given(st.lists(st.floats(0, 5000), min_size=1, max_size=20))
def test_columns_share_the_whole_measure_and_none_is_too_narrow(asked: list[float]) -> None:
    widths = column_widths(asked, 20.0, 440.0)
    assert sum(widths) == pytest.approx(440)
    assert min(widths) >= 20 - 1e-6


def test_a_cell_over_several_rows_makes_the_last_of_them_higher() -> None:
    heights = {Cell(0, 0, 0, 2, 1): 5, Cell(0, 0, 1): 2, Cell(0, 1, 1): 1}
    assert row_lines(Table(2, 2), heights) == [2, 3]


def test_a_row_is_carried_over_whole_unless_it_is_higher_than_a_page() -> None:
    column = Column(0, 50.0, 100.0, 0.0, 10.0)
    assert {slot.page for slot in column.row(5)} == {1}
    slots = column.row(20)
    assert len(slots) == 20
    assert {slot.page for slot in slots} == {1, 2, 3}
    assert all(slot.top - 10.0 - PAD >= 0 for slot in slots)


def test_a_cell_higher_than_a_page_goes_on_at_the_top_of_the_next(
    tmp_path: Path, fonts: Path
) -> None:
    table = f"|甲|乙|丙|\n|-|-|-|\n|一|{'很长的一格文字，' * 300}|{'也长的一格' * 100}|\n"
    tall = importers.read_bytes(
        "a.md", f"# 报告\n\n正文如下。\n\n{table}\n表后。\n".encode()
    ).document
    assert len(tall.tables) == 1
    path = tmp_path / "t.pdf"
    exporters.write(export_of(Review(), tall, opinion_table=False, font_cache=fonts), path)
    back = importers.read(path).document
    assert sorted(back.text.replace("\n", "")) == sorted(tall.text.replace("\n", ""))
    assert back.text.endswith("表后。")
