"""审议意见, the page of statistics, and the templates that a clerk may change."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import given, settings
from lxml import etree

from reviewer import exporters
from reviewer.errors import ExportError, UsageError
from reviewer.exporters import FORMATS
from reviewer.exporters.deliberation import as_report, draft
from reviewer.exporters.digest import remarks
from reviewer.exporters.options import Grouping, Paper
from reviewer.exporters.sheets import columns_of, sheet
from reviewer.exporters.statistics import statistics
from reviewer.exporters.templates import GUIDE, NAMES, listed, provide, template_of
from reviewer.language.paper_terms import MISSING
from reviewer.model.categories import DEFAULT_CATEGORIES, PRAISE, PROBLEM
from reviewer.model.document import ParagraphKind
from reviewer.model.records import Disposition, Kind
from reviewer.model.review import Review
from reviewer.resources import resource
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

OFFICE_PAPERS = tuple(NAMES)


def texts(document: DocxDocument) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


# 审议意见


def test_opinions_stand_under_the_parts_of_the_report_and_the_categories() -> None:
    remark = annotation_on(
        DOCUMENT,
        *at("领导坚强有力"),
        id="x1",
        body="缺少事例",
        category=PROBLEM,
        reason="说服力不足",
    )
    change = annotation_on(
        DOCUMENT, *at("持续深入学习"), id="x2", kind=Kind.REPLACE, suggestion="深入学习"
    )
    praise = annotation_on(DOCUMENT, *at("100%"), id="x3", body="成效明显。", category=PRAISE)
    made = draft(export_of(Review([*PEOPLE, *DEFAULT_CATEGORIES, remark, change, praise])))
    assert made.praise == "会议认为，成效明显。"
    assert [line.text for line in made.opinions] == [
        "一、关于“基本情况”部分存在的主要问题",
        "关于“领导坚强有力”：缺少事例。理由：说服力不足。（一、（一）第1段，审阅人甲）",
        "二、关于“意见建议”部分",
        "建议将“持续深入学习”修改为“深入学习”。（二、（一）第1段，审阅人甲）",
    ]


def test_categories_may_stand_outside_and_the_parts_inside() -> None:
    made = draft(export_of(everything(), grouping=Grouping.CATEGORY))
    heads = [line.text for line in made.opinions if line.level == 1]
    assert heads == ["一、存在的主要问题", "二、其他意见"]
    assert "（一）关于报告整体" in [line.text for line in made.opinions if line.level == 2]


def test_what_stands_alone_has_no_number_and_several_have() -> None:
    made = [
        annotation_on(DOCUMENT, *at("领导坚强有力"), id=f"x{number}", body=body)
        for number, body in enumerate(["缺少事例", "请补充数据"])
    ]
    one = annotation_on(DOCUMENT, *at("100%"), id="x9", category=PROBLEM, reason="没有来源")
    lines = draft(export_of(Review([*PEOPLE, *DEFAULT_CATEGORIES, *made, one]))).opinions
    assert [line.text.partition("（一、")[0] for line in lines] == [
        "一、关于“基本情况”部分",
        "（一）存在的主要问题",
        "关于“100%”：没有来源。",
        "（二）其他意见",
        "1.关于“领导坚强有力”：缺少事例。",
        "2.关于“领导坚强有力”：请补充数据。",
    ]
    lines = draft(export_of(Review([*PEOPLE, *DEFAULT_CATEGORIES, *made]))).opinions
    assert [line.text[:3] for line in lines[1:]] == ["（一）", "（二）"]


def test_titles_and_quotes_inside_marks_have_the_inner_ones() -> None:
    law = report("关于检查《监督法》实施情况的报告", "一、情况", "落实“一网通办”要求。")
    one = annotation_on(law, *at("落实“一网通办”", law), id="x", body="请核实")
    made = draft(export_of(Review([*PEOPLE, one]), law))
    assert made.title == "关于《关于检查〈监督法〉实施情况的报告》的审议意见（草稿）"
    assert made.opinions[-1].text.startswith("关于“落实‘一网通办’”：请核实。")


def test_articles_have_no_titles_and_questions_no_full_stop() -> None:
    law = report("某某办法", "第一条 为了规范，制定本办法。", "第二条 本办法适用于本市。")
    made = [
        annotation_on(law, *at("本市", law), id="x", body="请核实"),
        annotation_on(law, *at("规范", law), id="y", body="为何不提依据？", category=PRAISE),
    ]
    found = draft(export_of(Review([*PEOPLE, *DEFAULT_CATEGORIES, *made]), law))
    assert found.opinions[0].text == "一、关于第二条"
    assert found.praise == "会议认为，为何不提依据？"


def test_a_draft_without_opinions_says_where_they_go() -> None:
    assert [line.text for line in draft(export_of(Review())).opinions] == ["××××××。"]


def test_praise_that_also_suggests_something_is_listed() -> None:
    both = annotation_on(
        DOCUMENT, *at("100%"), id="x", kind=Kind.DELETE, body="成效明显", category=PRAISE
    )
    made = draft(export_of(Review([*PEOPLE, *DEFAULT_CATEGORIES, both])))
    assert made.opinions[-1].text.startswith("建议删去“100%”。成效明显。")


def test_what_is_left_out_is_counted() -> None:
    assert draft(export_of(everything())).note == (
        "说明：本稿由批注汇编，供修改。不采纳的意见1条和只有标记、没有文字的批注3条未列入。"
    )


@settings(deadline=None, max_examples=30)
@given(random_reviews())
def test_every_opinion_is_in_the_draft_or_counted(review: Review) -> None:
    export = export_of(review)
    made = draft(export)
    items = [line for line in made.opinions if not line.level]
    silent = sum(
        not (r.annotation.body or r.annotation.reason or r.annotation.kind.is_suggestion)
        for r in remarks(export)
    )
    nothing = [line.text for line in items] == [MISSING]
    assert len(items) - nothing + silent == len(remarks(export))
    assert (f"{silent}条" in made.note) == bool(silent)


@settings(deadline=None, max_examples=30)
@given(random_reviews())
def test_the_draft_is_a_report_whose_sections_cut_its_text(review: Review) -> None:
    document = as_report(export_of(review)).document
    assert "\n".join(p.span.cut(document.text) for p in document.paragraphs) == document.text
    headings = [p.span for p in document.paragraphs if p.kind is ParagraphKind.HEADING]
    assert [section.heading for section in document.sections] == headings
    for section in document.sections:
        assert section.label == section.heading.cut(document.text)


def test_the_draft_is_the_same_in_every_format(tmp_path: Path) -> None:
    export = export_of(everything(), paper=Paper.DELIBERATION, heading="某某委员会")
    for suffix in FORMATS[Paper.DELIBERATION]:
        exporters.write(export, tmp_path / f"out{suffix}")
    made = draft(export)
    assert texts(docx.Document(str(tmp_path / "out.docx")))[0] == "某某委员会"
    written = "\n".join(texts(docx.Document(str(tmp_path / "out.docx"))))
    page = etree.fromstring((tmp_path / "out.html").read_bytes())
    shown = "".join(page.itertext())
    marked = (tmp_path / "out.md").read_text("utf-8").replace("\\", "")
    for line in made.opinions:
        assert line.text.replace("\u2028", "\n") in written
        for part in line.text.split("\u2028"):
            assert part in shown
            assert part in marked


# statistics


def test_charts_hold_the_figures_and_so_do_their_workbooks(tmp_path: Path) -> None:
    export = export_of(everything(), paper=Paper.STATISTICS)
    exporters.write(export, tmp_path / "out.docx")
    counts = statistics(export).counts
    with zipfile.ZipFile(tmp_path / "out.docx") as package:
        for number, counted in enumerate(counts, 1):
            chart = etree.fromstring(package.read(f"word/charts/chart{number}.xml"))
            space = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
            labels = [v.text for v in chart.iterfind(".//c:cat//c:v", space)]
            numbers = [int(v.text or "") for v in chart.iterfind(".//c:val//c:v", space)]
            assert list(zip(labels, numbers, strict=True)) == list(counted.bars)
            book = tmp_path / "chart.xlsx"
            book.write_bytes(package.read(f"word/embeddings/chart{number}.xlsx"))
            rows = list(openpyxl.load_workbook(book).active.values)
            assert [tuple(row) for row in rows[1:]] == list(counted.bars)


def test_the_reports_docx_has_statistics_where_they_are_wanted(tmp_path: Path) -> None:
    exporters.write(export_of(everything(), statistics=True), tmp_path / "out.docx")
    with zipfile.ZipFile(tmp_path / "out.docx") as package:
        assert "word/charts/chart6.xml" in package.namelist()
    validate(tmp_path / "out.docx", "openxml-audit")


def test_a_table_of_statistics_has_every_bar() -> None:
    export = export_of(everything(), paper=Paper.STATISTICS)
    bars = [(label, str(n)) for counted in statistics(export).counts for label, n in counted.bars]
    assert list(sheet(export).rows) == bars


# formats


def test_a_paper_in_a_format_it_has_not_gets_a_sentence(tmp_path: Path) -> None:
    export = export_of(everything(), paper=Paper.DELIBERATION)
    with pytest.raises(
        UsageError, match=r"审议意见稿不能写成“\.csv”，请换一种格式，可以用：\.docx"
    ):
        exporters.write(export, tmp_path / "out.csv")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("paper", Paper)
def test_every_format_a_paper_has_can_be_written(paper: Paper, tmp_path: Path) -> None:
    for suffix in FORMATS[paper]:
        exporters.write(export_of(Review(), paper=paper), tmp_path / f"out{suffix}")
        assert (tmp_path / f"out{suffix}").stat().st_size > 0


# templates


@pytest.mark.parametrize("tool", ["openxml-audit", "ooxml-integrity"])
@pytest.mark.parametrize("paper", [Paper.DELIBERATION, Paper.STATISTICS, Paper.CORRESPONDENCE])
def test_papers_are_clean_for_the_validators(paper: Paper, tool: str, tmp_path: Path) -> None:
    exporters.write(export_of(everything(), paper=paper), tmp_path / "out.docx")
    validate(tmp_path / "out.docx", tool)


@pytest.mark.parametrize("paper", OFFICE_PAPERS)
def test_ones_own_template_goes_first_and_is_provided_only_once(
    paper: Paper, tmp_path: Path
) -> None:
    own = provide(paper, tmp_path / "模板")
    assert own.read_bytes() == template_of(paper, None).read_bytes()
    assert template_of(paper, own.parent) == own
    document = docx.Document(str(own))
    document.add_paragraph("单位落款，{{日期}}")
    document.save(str(own))
    assert provide(paper, own.parent).stat().st_size != template_of(paper, None).stat().st_size
    exporters.write(
        export_of(everything(), paper=paper, templates=own.parent), tmp_path / "out.docx"
    )
    assert "单位落款，2024年3月1日" in texts(docx.Document(str(tmp_path / "out.docx")))


def test_the_guide_explains_every_placeholder_and_column() -> None:
    guide = resource(f"templates/{GUIDE}").read_text("utf-8")
    for paper, name in NAMES.items():
        assert name in guide
        for column in columns_of(paper) if paper is not Paper.DELIBERATION else ():
            assert column in guide or paper is Paper.STATISTICS
        for text in texts(docx.Document(str(template_of(paper, None)))):
            for part in text.split("{{")[1:]:
                assert f"{{{{{part.split('}}')[0]}}}}}" in guide


def own_template(folder: Path, *lines: str) -> Path:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(folder / NAMES[Paper.OPINIONS]))
    return folder


def test_a_table_of_ones_own_is_filled_row_by_row_with_groups(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph().add_run("{{标").bold = True
    document.paragraphs[0].add_run("题}}汇总")
    table = document.add_table(2, 2)
    table.rows[0].cells[0].text = "号"
    table.rows[1].cells[0].text = "第{{序号}}条"
    table.rows[1].cells[1].text = "{{修改意见}}"
    document.save(str(tmp_path / NAMES[Paper.OPINIONS]))
    export = export_of(
        everything(), paper=Paper.OPINIONS, grouping=Grouping.SECTION, templates=tmp_path
    )
    exporters.write(export, tmp_path / "out.docx")
    made = docx.Document(str(tmp_path / "out.docx"))
    assert texts(made)[0] == "意见汇总表汇总"
    assert made.paragraphs[0].runs[0].bold
    rows = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    whole = sheet(replace(export, columns=("序号", "修改意见")))
    wanted = [["号", ""]]
    for group in whole.groups:
        wanted.append([group.label, group.label])
        wanted += [[f"第{number}条", said] for number, said in group.rows]
    assert rows == wanted
    validate(tmp_path / "out.docx", "ooxml-integrity")


def test_lines_in_a_table_of_ones_own_are_paragraphs_and_none_is_spread(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(1, 1)
    table.cell(0, 0).paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    table.cell(0, 0).paragraphs[0].add_run("意见：{{修改意见}}").bold = True
    table.cell(0, 0).paragraphs[0].add_run("（完）")
    document.save(str(tmp_path / NAMES[Paper.OPINIONS]))
    said = annotation_on(DOCUMENT, 0, 3, body="一\n二\n三", category="c")
    category = DEFAULT_CATEGORIES[0]._replace(id="c", name=r"甲\d\1")
    grouped = Grouping.CATEGORY
    export = export_of(
        Review([category, said]), paper=Paper.OPINIONS, grouping=grouped, templates=tmp_path
    )
    exporters.write(export, tmp_path / "out.docx")
    label, cell = (row.cells[0] for row in docx.Document(str(tmp_path / "out.docx")).tables[0].rows)
    assert label.text == r"甲\d\1"
    assert [p.text for p in cell.paragraphs] == ["意见：一", "二", "三（完）"]
    assert {p.alignment for p in cell.paragraphs} == {WD_ALIGN_PARAGRAPH.JUSTIFY}
    assert [[r.bold for r in p.runs] for p in cell.paragraphs] == [[True], [True], [True, None]]
    validate(tmp_path / "out.docx", "ooxml-integrity")


def test_what_several_people_praise_alike_is_said_once() -> None:
    spans = ((0, 3), (4, 6))
    found = [
        annotation_on(DOCUMENT, *span, id=f"a{span[0]}", body="成效明显。", category=PRAISE)
        for span in spans
    ]
    review = Review([*DEFAULT_CATEGORIES, *found])
    assert draft(export_of(review)).praise.count("成效明显") == 1


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (("{{表格}}", "{{标提}}"), "里的“{{标提}}”不认识，可以用：.*标题"),
        (("{{标题}}",), "里没有单占一段的“{{表格}}”"),
        (("见{{表格}}",), "里的“{{表格}}”要单占一段"),
        (("{{表格}}", "{{标题"), "里有没写完的“{{”"),
    ],
)
def test_a_wrong_placeholder_gets_a_sentence(
    lines: tuple[str, ...], sentence: str, tmp_path: Path
) -> None:
    export = export_of(everything(), paper=Paper.OPINIONS, templates=own_template(tmp_path, *lines))
    with pytest.raises(ExportError, match=f"模板“意见汇总表.docx”{sentence}"):
        exporters.write(export, tmp_path / "out.docx")


@pytest.mark.parametrize(("name", "what"), [("无.docx", "模板“"), ("无", "模板文件夹“")])
def test_a_template_that_has_gone_is_not_passed_over(name: str, what: str, tmp_path: Path) -> None:
    export = export_of(everything(), paper=Paper.OPINIONS, templates=tmp_path / name)
    with pytest.raises(ExportError, match=f"{what}.*不在了"):
        exporters.write(export, tmp_path / "out.docx")


def test_what_a_word_processor_leaves_beside_a_template_is_not_listed(tmp_path: Path) -> None:
    (tmp_path / "~$意见汇总表.docx").touch()
    (tmp_path / "说明.txt").touch()
    (tmp_path / "乙.docx").touch()
    assert listed([tmp_path, tmp_path / "无"]) == [tmp_path / "乙.docx"]


def test_a_template_that_is_no_docx_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / NAMES[Paper.OPINIONS]).write_text("不是")
    export = export_of(everything(), paper=Paper.OPINIONS, templates=tmp_path)
    with pytest.raises(ExportError, match="不是 Word 文档"):
        exporters.write(export, tmp_path / "out.docx")


def test_rejected_and_praised_remarks_are_not_listed_as_opinions() -> None:
    one = annotation_on(DOCUMENT, 0, 3, id="x1", body="好", category=PRAISE)
    two = annotation_on(DOCUMENT, 4, 6, id="x2", body="不对")._replace(
        disposition=Disposition.REJECTED
    )
    made = draft(export_of(Review([*PEOPLE, *DEFAULT_CATEGORIES, one, two])))
    assert [line.text for line in made.opinions] == ["××××××。"]
    assert made.praise == "会议认为，好。"
