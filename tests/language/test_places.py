"""Places are cited as papers cite them."""

from __future__ import annotations

import pytest

from reviewer.language.places import range_place, section_place
from reviewer.model.document import Cell, Document, Paragraph, ParagraphKind, Table
from reviewer.model.spans import Span
from tests.helpers import report

REPORT = report(
    "关于某项工作的报告",
    "市人大常委会：",
    "现将情况报告如下。",
    "请予审议。",
    "一、基本情况",
    "总的来看，情况良好。",
    "(一)领导有力。落实责任。",
    "经费足额到位。",
    "二、建议",
    "加强领导。",
)
LAW = report(
    "某某条例",
    "第一章 总则",
    "第一条 为了规范，制定本条例。",
    "第二条 本条例适用于下列情形：",
    "（一）甲；",
    "（二）乙。",
    "第三条 各级政府应当加强领导。",
    "主管部门负责下列工作：",
    "（一）甲；",
    "（二）乙。",
)


def place(document: Document, words: str, after: str = "") -> str:
    start = document.text.index(words, document.text.index(after) if after else 0)
    return range_place(document, Span(start, start + len(words)))


@pytest.mark.parametrize(
    ("words", "cited"),
    [
        ("关于某项", "标题"),
        ("现将", "引言第1段"),
        ("请予审议", "引言第2段"),
        ("基本情况", "一、标题"),
        ("总的来看", "一、第1段"),
        ("领导有力", "一、（一）第1段"),
        ("经费足额", "一、（一）第2段"),
        ("加强领导", "二、第1段"),
    ],
)
def test_a_report_is_cited_by_section_and_paragraph(words: str, cited: str) -> None:
    assert place(REPORT, words) == cited


@pytest.mark.parametrize(
    ("words", "after", "cited"),
    [
        ("制定本条例", "", "第一条"),
        ("下列情形", "", "第二条"),
        ("甲", "", "第二条第（一）项"),
        ("各级政府", "", "第三条第一款"),
        ("主管部门", "", "第三条第二款"),
        ("乙", "第三条", "第三条第二款第（二）项"),
    ],
)
def test_a_law_is_cited_by_article_clause_and_item(words: str, after: str, cited: str) -> None:
    assert place(LAW, words, after) == cited


def test_decimal_numbers_are_not_said_twice() -> None:
    plan = report(
        "某某应急预案",
        "1 总则",
        "1.1 编制目的",
        "为了规范应急处置工作，制定本预案。",
        "1.2 编制依据",
        "依据有关法律法规，制定本预案。",
        "2 组织体系",
        "由指挥部统一领导。",
    )
    assert place(plan, "依据有关") == "1.2 第1段"
    assert place(plan, "由指挥部") == "2 第1段"


def test_a_report_without_sections_is_cited_by_its_paragraphs() -> None:
    plain = report("关于某项工作的报告", "开头一段，没有层次。", "后来又一段，也没有层次。")
    assert place(plain, "后来") == "第2段"


def test_a_section_is_cited_with_its_title_where_that_is_short() -> None:
    assert section_place(REPORT, REPORT.text.index("一、基本")) == "一、基本情况"
    assert section_place(REPORT, REPORT.text.index("(一)")) == "一、（一）领导有力"
    assert section_place(LAW, LAW.text.index("第一章")) == "第一章　总则"
    assert section_place(REPORT, 0) == "章节"


def test_a_cell_is_cited_by_row_and_column_and_not_counted() -> None:
    first, second = Span(0, 1), Span(2, 3)
    paragraphs = (
        Paragraph(first, ParagraphKind.CELL, cell=Cell(0, 0, 1)),
        Paragraph(second, ParagraphKind.CELL, cell=Cell(0, 1, 1)),
    )
    base = report("甲", "乙")
    table = Document("", "甲\n乙", paragraphs, base.root, tables=(Table(2, 2),))
    assert range_place(table, second) == "表1第2行第2列"
