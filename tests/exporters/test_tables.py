"""The tables offices hand in: what is in them, in every format the same."""

from __future__ import annotations

import csv
import zipfile
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer import exporters
from reviewer.errors import UsageError
from reviewer.exporters.changes import changes
from reviewer.exporters.digest import lost_place
from reviewer.exporters.options import Grouping, Paper
from reviewer.exporters.sheets import TABLES, Sheet, columns_of, sheet
from reviewer.exporters.statistics import MOST_BARS, statistics
from reviewer.exporters.xlsx import MOST_CHARACTERS, fitting
from reviewer.model.anchor import Placement
from reviewer.model.records import Annotation, Disposition, Entry, EntryKind, Kind, Scope, Target
from reviewer.model.review import Review
from tests.exporters.checks import validate
from tests.exporters.reviews import (
    DOCUMENT,
    PEOPLE,
    at,
    everything,
    export_of,
    random_reviews,
)
from tests.helpers import annotation_on, report

PAPERS = report(
    "关于某项工作的视察报告",
    "二、存在问题",
    "(一)投入不足。少数单位经费没有到位。",
    "(二)人员不够。编制空缺较多。",
    "三、意见建议",
    "(一)加大投入。足额安排经费。",
    "(二)充实人员。及时补充编制。",
    "(三)加强领导。落实责任。",
)


def dictionaries(table: Sheet) -> list[dict[str, str]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def test_every_annotation_has_a_row_in_the_opinion_table() -> None:
    table = sheet(export_of(everything(), paper=Paper.OPINIONS))
    assert [row["序号"] for row in dictionaries(table)] == [str(n) for n in range(1, 12)]
    assert "共收到2个单位2人的意见11条，其中待处理10条、不采纳1条。" in table.notes


def test_a_row_tells_what_became_of_the_opinion() -> None:
    rows = dictionaries(sheet(export_of(everything(), paper=Paper.OPINIONS)))
    row = next(row for row in rows if row["修改意见"] == "本节偏长")
    wanted = {"采纳情况": "不采纳", "未采纳理由": "篇幅合适", "处理人": "审阅人乙"}
    assert row.items() >= wanted.items()
    assert (row["修改后文本"], row["提出单位/人"]) == ("维持原文", "某局/审阅人甲")


def test_columns_come_as_chosen_and_unknown_ones_are_refused() -> None:
    chosen = export_of(everything(), paper=Paper.OPINIONS, columns=("原文内容", "提出时间"))
    assert {len(row) for row in sheet(chosen).rows} == {2}
    assert next(iter(sheet(chosen).rows))[1].startswith("2024年3月1日")
    with pytest.raises(UsageError, match="没有“页码”这一栏"):
        sheet(replace(chosen, columns=("页码",)))


@pytest.mark.parametrize("grouping", Grouping)
def test_grouping_moves_rows_and_loses_none(grouping: Grouping) -> None:
    plain = list(sheet(export_of(everything(), paper=Paper.OPINIONS)).rows)
    grouped = sheet(export_of(everything(), paper=Paper.OPINIONS, grouping=grouping))
    assert sorted(grouped.rows) == sorted(plain)
    labels = [group.label for group in grouped.groups]
    assert len(set(labels)) == len(labels)
    for group in grouped.groups:
        numbers = [int(row[0]) for row in group.rows]
        assert all(before < after for before, after in pairwise(numbers))


def test_groups_are_the_sections_in_document_order() -> None:
    table = sheet(export_of(everything(), paper=Paper.OPINIONS, grouping=Grouping.SECTION))
    labels = [group.label for group in table.groups]
    assert labels == ["全文", "一、基本情况", "二、意见建议", "未能定位的批注"]


def test_a_change_is_shown_in_its_sentence_before_and_after() -> None:
    rows = dictionaries(sheet(export_of(everything(), paper=Paper.CHANGES)))
    row = next(row for row in rows if row["修改说明"] == "简洁")
    assert row["原文"] == "要持续深入学习,严格规范公正文明执法,推进依法行政。"
    assert row["修改后"] == "要持续学习,严格规范公正文明执法,推进依法行政。"


def test_a_deleted_sentence_says_that_it_was_deleted() -> None:
    start = DOCUMENT.text.index("要持续深入")
    whole = annotation_on(
        DOCUMENT, start, DOCUMENT.text.index("行政。") + 3, kind=Kind.DELETE, reason="重复"
    )
    row = dictionaries(sheet(export_of(Review([*PEOPLE, whole]), paper=Paper.CHANGES)))[0]
    assert row["修改后"] == "（删去）"


@settings(deadline=None, max_examples=40)
@given(random_reviews())
def test_sentences_before_and_after_differ_by_exactly_the_change(review: Review) -> None:
    table = sheet(export_of(review, paper=Paper.CHANGES, columns=("原文", "修改后")))
    rows = changes(export_of(review))
    suggested = [a for a in export_of(review).annotations() if a.kind.is_suggestion]
    assert sorted(c.remark.annotation.id for row in rows for c in row) == sorted(
        a.id for a in suggested
    )
    for (before, after), row in zip(table.rows, rows, strict=True):
        if len(row) > 1:
            continue
        change = row[0].remark.annotation
        quote = change.quote
        new = "" if change.kind is Kind.DELETE else change.suggestion
        places = [at for at in range(len(before) + 1) if before.startswith(quote, at)]
        made = {(before[:at] + new + before[at + len(quote) :]).strip() for at in places}
        assert "\n" in quote or (after if after != "（删去）" else "") in made


def change(words: str, id: str, suggestion: str = "", **fields: object) -> Annotation:
    kind = Kind.REPLACE if suggestion else Kind.DELETE
    return annotation_on(DOCUMENT, *at(words), id=id, kind=kind, suggestion=suggestion, **fields)


def test_changes_of_one_sentence_stand_in_one_row() -> None:
    made = [
        change("持续深入学习", "a", "持续学习", reason="简洁"),
        change("推进依法行政", "b", "深入推进依法行政", author="p2", body="用语"),
    ]
    export = export_of(
        Review([*PEOPLE, *made]), paper=Paper.CHANGES, columns=columns_of(Paper.CHANGES)
    )
    (row,) = dictionaries(sheet(export))
    assert row["修改后"] == "要持续学习,严格规范公正文明执法,深入推进依法行政。"
    assert row["修改说明"] == "简洁\n用语"
    assert row["提出单位/人"] == "某局/审阅人甲\n某办/审阅人乙"
    assert row["采纳情况"] == "待处理"
    assert sheet(export).notes[-1] == "共修改2处。"
    apart = sheet(replace(export, grouping=Grouping.REVIEWER))
    assert len(list(apart.rows)) == 2


def test_changes_that_contradict_each_other_stand_in_rows_of_their_own() -> None:
    made = [change("持续深入学习", "a", "持续学习"), change("深入学习,严格", "b", "学习")]
    table = sheet(export_of(Review([*PEOPLE, *made]), paper=Paper.CHANGES))
    assert len(list(table.rows)) == 2


def test_what_lost_its_place_is_marked_and_counted() -> None:
    whole = annotation_on(DOCUMENT, *at("持续深入学习"), kind=Kind.REPLACE, suggestion="持续学习")
    words = whole._replace(placement=Placement("", None))
    path = ("三、工作打算", "（一）加强领导")
    target = Target(Scope.SECTION, whole.target.anchor, "（一）", path)
    section = words._replace(id="a2", target=target)
    export = export_of(Review([*PEOPLE, words, section]), paper=Paper.OPINIONS)
    table = sheet(export)
    places = [row["原文位置"] for row in dictionaries(table)]
    assert "（未能定位）原在三、工作打算（一）加强领导" in places
    assert "有2条在报告中未能定位。" in table.notes
    made = sheet(replace(export, paper=Paper.CHANGES))
    assert made.notes[-1] == "共修改2处。有2处在报告中未能定位。"
    assert all(row["修改说明"].startswith("（未能定位）") for row in dictionaries(made))


def test_what_was_not_adopted_changes_nothing_and_is_counted() -> None:
    made = [
        change("持续深入学习", "a", "持续学习"),
        change("推进依法行政", "b", disposition=Disposition.REJECTED),
    ]
    table = sheet(export_of(Review([*PEOPLE, *made]), paper=Paper.CHANGES))
    assert next(iter(table.rows))[2] == "要持续学习,严格规范公正文明执法,推进依法行政。"
    assert table.notes[-1] == "共修改1处。另有1处未采纳，未列入。"
    table = sheet(export_of(Review([*PEOPLE, made[1]]), paper=Paper.CHANGES))
    assert table.notes[-1] == "没有修改建议。另有1处未采纳，未列入。"


def test_a_long_quote_stands_whole_in_its_own_column_only() -> None:
    whole = annotation_on(DOCUMENT, 0, len(DOCUMENT.text), id="a", kind=Kind.DELETE)
    export = export_of(Review([*PEOPLE, whole]), paper=Paper.OPINIONS)
    (row,) = dictionaries(sheet(export))
    assert row["原文内容"] == DOCUMENT.text.replace("\n", " ")
    assert "……" in row["修改意见"]
    (row,) = dictionaries(sheet(replace(export, columns=("序号", "修改意见"))))
    assert "……" not in row["修改意见"]


def test_how_many_problems_are_answered_is_said_in_a_sentence() -> None:
    export = export_of(Review(), PAPERS, paper=Paper.CORRESPONDENCE)
    assert sheet(export).notes[-1] == "问题2项、建议3项，其中建议1项没有对应。"


def test_a_problem_that_several_suggestions_answer_is_counted_once() -> None:
    first = PAPERS.text.index("(一)投入")
    answers = [PAPERS.text.index(words) for words in ("(一)加大", "(三)加强")]
    links = [
        Entry(id=f"l{answer}", kind=EntryKind.LINK, key=f"{first} {answer}") for answer in answers
    ]
    table = sheet(export_of(Review(links), PAPERS, paper=Paper.CORRESPONDENCE))
    assert [row["问题"] for row in dictionaries(table)].count("二、(一)投入不足") == 2
    assert table.notes[-1].startswith("问题2项、建议3项，")


def test_suggestions_answer_problems_and_none_is_left_out() -> None:
    rows = dictionaries(sheet(export_of(Review(), PAPERS, paper=Paper.CORRESPONDENCE)))
    assert [(row["问题"], row["对应建议"], row["对应程度"]) for row in rows] == [
        ("二、(一)投入不足", "三、(一)加大投入", "待核对"),
        ("二、(二)人员不够", "三、(二)充实人员", "待核对"),
        ("（没有对应的问题）", "三、(三)加强领导", "无"),
    ]
    assert rows[0]["问题要点"] == "少数单位经费没有到位。"


def test_confirmed_links_decide_where_there_are_any() -> None:
    first = PAPERS.text.index("(一)投入")
    last = PAPERS.text.index("(三)加强")
    link = Entry(id="l", kind=EntryKind.LINK, key=f"{first} {last}")
    rows = dictionaries(sheet(export_of(Review([link]), PAPERS, paper=Paper.CORRESPONDENCE)))
    assert (rows[0]["对应建议"], rows[0]["对应程度"]) == ("三、(三)加强领导", "直接")
    assert [row["对应建议"] for row in rows[1:]] == ["三、(二)充实人员", "三、(一)加大投入"]


@pytest.mark.parametrize("paper", TABLES)
def test_all_formats_hold_the_same_rows(paper: Paper, tmp_path: Path) -> None:
    export = export_of(everything(), paper=paper, title="某某表", heading="填报单位：某局")
    table = sheet(export)
    for suffix in ("docx", "pdf", "xlsx", "csv"):
        exporters.write(export, tmp_path / f"out.{suffix}")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [tuple(row) for row in csv.reader(stream)]
    assert rows[0] == tuple(table.columns)
    assert rows[1:] == list(table.rows)
    cells = {
        f"{cell.year}年{cell.month}月{cell.day}日" if isinstance(cell, datetime) else str(cell)
        for row in openpyxl.load_workbook(tmp_path / "out.xlsx").active.values
        for cell in row
        if cell is not None
    }
    for text in (cell for row in table.rows for cell in row if cell):
        assert text in cells
    assert {"某某表", "填报单位：某局"} <= cells
    document = zipfile.ZipFile(tmp_path / "out.docx").read("word/document.xml").decode()
    pages = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    shown = "".join(page.get_textpage().get_text_bounded() for page in pages)
    assert "某某表" in document
    assert "某某表" in shown
    for row in table.rows:
        assert f">{row[0]}<" in document


def test_no_cell_of_a_csv_or_xlsx_is_a_formula(tmp_path: Path) -> None:
    evil = annotation_on(DOCUMENT, 0, 3, body="=HYPERLINK(1)", reason="@SUM(A1)", suggestion="+1")
    export = export_of(Review([*PEOPLE, evil]), paper=Paper.OPINIONS, heading="=1+1")
    exporters.write(export, tmp_path / "out.csv")
    exporters.write(export, tmp_path / "out.xlsx")
    raw = (tmp_path / "out.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert "'=HYPERLINK(1)" in raw.decode("utf-8")
    assert "'@SUM(A1)" in raw.decode("utf-8")
    sheet_of = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert all(cell.data_type != "f" for row in sheet_of.iter_rows() for cell in row)


def test_what_looks_like_a_formula_stays_text_also_where_it_is_edited(tmp_path: Path) -> None:
    evil = annotation_on(DOCUMENT, 0, 3, body="=1+1")
    plain = annotation_on(DOCUMENT, 4, 6, id="a2", body="照此修改")
    export = export_of(Review([*PEOPLE, evil, plain]), paper=Paper.OPINIONS, columns=("修改意见",))
    exporters.write(export, tmp_path / "out.xlsx")
    cells = [row[0] for row in openpyxl.load_workbook(tmp_path / "out.xlsx").active.iter_rows()]
    assert {c.value: bool(c.quotePrefix) for c in cells[4:6]} == {"=1+1": True, "照此修改": False}


def test_what_a_cell_cannot_hold_is_told_of_below_the_table(tmp_path: Path) -> None:
    long = annotation_on(DOCUMENT, 0, 3, body="长" * (MOST_CHARACTERS + 1))
    export = export_of(Review([*PEOPLE, long]), paper=Paper.OPINIONS)
    for columns, named in (((), "序号1"), (("修改意见",), "第5行")):
        exporters.write(replace(export, columns=columns), tmp_path / "out.xlsx")
        page = openpyxl.load_workbook(tmp_path / "out.xlsx").active
        said = [str(row[0].value) for row in page.iter_rows()]
        assert any(line.startswith(f"注：{named}的内容超过了单元格的上限") for line in said)
        assert not any("全文见单元格" in line for line in said)


@given(st.text(max_size=50).map(lambda text: text * 2000))
@settings(max_examples=20, deadline=None)
def test_a_cell_never_holds_more_than_excel_takes(text: str) -> None:
    cut = fitting(text)
    assert len(cut.encode("utf-16-le", "surrogatepass")) // 2 <= MOST_CHARACTERS
    assert cut == text or cut.endswith("（未完）")


def test_lines_over_the_whole_width_of_a_workbook_are_tall_enough(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    heading = "填报单位：" + "某某市某某局" * 30
    exporters.write(export_of(everything(), paper=Paper.OPINIONS, heading=heading), path)
    page = openpyxl.load_workbook(path).active
    heights = {page.cell(row, 1).value: page.row_dimensions[row].height for row in range(1, 5)}
    assert heights[heading] > 3 * 14
    assert heights["意见汇总表"] > 18
    assert page.oddFooter.center.text == "第 &P 页，共 &N 页"


def test_what_is_too_long_for_a_row_of_a_workbook_begins_at_its_top_and_is_told_of(
    tmp_path: Path,
) -> None:
    long = annotation_on(DOCUMENT, 0, 3, body="这一条很长。" * 300)
    short = annotation_on(DOCUMENT, 4, 6, id="a2", body="短")
    path = tmp_path / "out.xlsx"
    exporters.write(export_of(Review([*PEOPLE, long, short]), paper=Paper.OPINIONS), path)
    page = openpyxl.load_workbook(path).active
    said = {row[0].value: row[3].alignment.vertical for row in page.iter_rows(min_row=5)}
    assert (said[1], said[2]) == ("top", "center")
    assert "注：序号1的内容较长，打印时显示不全，全文见单元格。" in said


def test_dates_of_a_workbook_are_dates_that_look_as_papers_write_them(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    export = export_of(everything(), paper=Paper.OPINIONS, columns=("序号", "提出时间"))
    exporters.write(export, path)
    cell = openpyxl.load_workbook(path).active.cell(6, 2)
    assert (cell.is_date, cell.number_format) == (True, 'yyyy"年"m"月"d"日"')
    assert (
        f"{cell.value.year}年{cell.value.month}月{cell.value.day}日" == next(sheet(export).rows)[1]
    )


def test_lines_of_a_cell_end_as_spreadsheets_end_them(tmp_path: Path) -> None:
    said = annotation_on(DOCUMENT, 0, 3, body="一\u2028二\r\n三\r四")
    export = export_of(Review([*PEOPLE, said]), paper=Paper.OPINIONS, columns=("修改意见",))
    exporters.write(export, tmp_path / "out.xlsx")
    exporters.write(export, tmp_path / "out.csv")
    page = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert page.cell(5, 1).value == "一\n二\n三\n四"
    rows = list(csv.reader((tmp_path / "out.csv").read_text("utf-8-sig").splitlines(True)))
    assert rows[1] == ["一\n二\n三\n四"]


def test_what_lost_its_place_tells_after_which_words_it_stood() -> None:
    document = report("关于某事的报告", "一、情况", "经费已经足额安排到位。项目按期建成。")
    first, second, third = (at(words, document) for words in ("项目按期", "经费已经", "关于"))
    found = [annotation_on(document, *span, id=f"a{span[0]}") for span in (first, second, third)]
    lost = [each._replace(placement=Placement("", None)) for each in found]
    assert [lost_place(each) for each in lost] == [
        "（未能定位）原在“经费已经足额安排到位。”之后",
        "（未能定位）原在“一、情况”之后",
        "（未能定位）",
    ]


def test_heads_names_and_dates_of_the_opinion_table_fit_one_line_of_their_cells() -> None:
    table = sheet(export_of(everything(), paper=Paper.OPINIONS))
    size, borders, page = 9, 6, 728  # points; A4 landscape
    ems = {name: float(len(name.replace("/", ""))) for name in table.columns}
    # -- （未能定位）; a name of four characters; 2024年12月31日 with the blanks around its figures
    ems |= {"原文位置": 6.0, "处理人": 4.0, "处理日期": 8.2}
    for name, width in zip(table.columns, table.widths, strict=True):
        assert ems[name] * size + borders <= width * page / sum(table.widths) + 0.5, name


def test_statistics_of_a_workbook_name_the_report(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    exporters.write(export_of(everything(), paper=Paper.STATISTICS), path)
    page = openpyxl.load_workbook(path).active
    assert page.cell(2, 1).value == "报告：关于法治政府建设情况的视察报告"


def test_charts_of_a_workbook_are_not_torn_by_the_end_of_a_page(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    exporters.write(export_of(everything(), paper=Paper.STATISTICS), path)
    page = openpyxl.load_workbook(path).active
    tops = [chart.anchor._from.row for chart in page._charts]
    assert [mark.id for mark in page.row_breaks.brk] == tops[3::3]


def test_a_workbook_is_clean_for_the_validator(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    exporters.write(export_of(everything(), paper=Paper.OPINIONS, statistics=True), path)
    validate(path, "openxml-audit")


@pytest.mark.parametrize("tool", ["openxml-audit", "ooxml-integrity"])
def test_a_table_docx_is_clean_for_the_validators(tool: str, tmp_path: Path) -> None:
    export = export_of(everything(), paper=Paper.OPINIONS, grouping=Grouping.CATEGORY)
    exporters.write(export, tmp_path / "out.docx")
    validate(tmp_path / "out.docx", tool)


@settings(deadline=None, max_examples=25)
@given(random_reviews())
def test_every_count_adds_up_to_the_annotations(review: Review) -> None:
    export = export_of(review)
    for counted in statistics(export).counts:
        assert sum(number for _, number in counted.bars) == len(export.annotations())
        assert len(counted.bars) <= MOST_BARS


def test_every_table_has_the_columns_it_promises() -> None:
    for paper in TABLES:
        table = sheet(export_of(everything(), paper=paper, columns=columns_of(paper)))
        assert tuple(table.columns) == columns_of(paper)
