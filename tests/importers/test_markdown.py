"""Markdown: what a reader would see rendered is the text, its structure is the outline."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import importers
from reviewer.errors import ReportError
from reviewer.formats import apart
from reviewer.importers import Imported
from reviewer.model.document import Cell, MarkKind, ParagraphKind, Table
from tests.helpers import SEED, tree


def read(text: str) -> Imported:
    return importers.read_bytes("报告.md", text.encode())


def text_of(text: str) -> str:
    return read(text).document.text


def test_headings_are_sections_and_the_first_is_the_title() -> None:
    document = read(
        "# 关于法治的报告\n\n## 基本情况\n\n正文一。\n\n### 成效\n\n正文二。\n\n建议\n---\n\n正文三。\n"
    ).document
    assert document.title == "关于法治的报告"
    assert [(level, title) for level, _, title in tree(document)] == [
        (1, "基本情况"),
        (2, "成效"),
        (1, "建议"),
    ]


def test_a_plain_report_is_the_same_as_markdown() -> None:
    plain = importers.read(SEED).document
    text = "\n\n".join(plain.text.split("\n"))
    assert read(text).document.text == plain.text
    assert tree(read(text).document) == tree(plain)


def test_lines_of_a_paragraph_join_as_words_or_as_characters() -> None:
    assert text_of("全市各级各部门\n认真贯彻。") == "全市各级各部门认真贯彻。"
    assert text_of("cloud\ncomputing 云\n计算") == "cloud computing 云计算"
    assert text_of("甲  \n乙<br>丙\\\n丁") == "甲\u2028乙\u2028丙\u2028丁"


def test_indented_paragraphs_are_no_code() -> None:
    assert text_of("第一段。\n\n    第二段。\n\n　　第三段。") == "第一段。\n第二段。\n第三段。"


def test_numbers_of_lists_stay_and_bullets_go() -> None:
    text = "1. 甲\n2. 乙\n   - 丙\n   - 丁\n\n5) 戊\n"
    assert text_of(text) == "1. 甲\n2. 乙\n丙\n丁\n5) 戊"


def test_looks_are_marks_and_signs_are_no_text() -> None:
    imported = read("甲**乙*丙***`丁`[戊](https://example.org/)![己](x.png)&amp;\\*")
    text = imported.document.text
    assert text == "甲乙丙丁戊己&*"
    assert {(m.kind, m.span.cut(text), m.value) for m in imported.document.marks} == {
        (MarkKind.BOLD, "乙丙", ""),
        (MarkKind.ITALIC, "丙", ""),
        (MarkKind.LINK, "戊", "https://example.org/"),
    }


def test_tables_have_cells() -> None:
    document = read("前。\n\n| 甲 | 乙 |\n|---|:-:|\n| 1 | 2 |\n| 3 | |\n\n后。").document
    assert document.tables == (Table(3, 2),)
    assert [(p.span.cut(document.text), p.cell) for p in document.paragraphs if p.cell] == [
        ("甲", Cell(0, 0, 0)),
        ("乙", Cell(0, 0, 1)),
        ("1", Cell(0, 1, 0)),
        ("2", Cell(0, 1, 1)),
        ("3", Cell(0, 2, 0)),
    ]
    assert document.paragraphs[-1].kind is not ParagraphKind.CELL


def test_code_quotations_and_html_are_text() -> None:
    text = "```\n代码一\n代码二\n```\n\n> 引文\n\n<div align=center>\n居中\n</div>\n\n甲<b>乙</b>"
    assert text_of(text) == "代码一\n代码二\n引文\n居中\n甲乙"


def test_what_is_about_the_file_is_no_text() -> None:
    assert text_of("---\ntitle: 甲\ndate: 2024\n---\n\n正文。") == "正文。"
    assert text_of("正文。\n\n---\n\n后文。") == "正文。\n后文。"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_paragraphs_lead_back_to_their_line_in_the_source(end: str) -> None:
    source = end.join(["---", "a: b", "---", "# 题目", "", "第一段。", "第二行。", "", "第三段。"])
    document = read(source).document
    places = [source[p.origin :].lstrip("# ")[:2] for p in document.paragraphs]
    assert places == ["题目", "第一", "第三"]


@pytest.mark.parametrize("text", ["#\n", "---\n", "<!-- 无 -->", "[甲]: http://example.org/"])
def test_a_file_without_text_gets_a_sentence(text: str) -> None:
    with pytest.raises(ReportError, match=r"报告\.md.*没有文字"):
        read(text)


def test_a_file_that_is_too_long_gets_a_sentence() -> None:
    with pytest.raises(ReportError, match="内容过多"):
        read("字" * 3_000_001)


@pytest.mark.parametrize("piece", ["> ", "- ", "[", "*", "`a", "<", "| a ", "![", "**a ", "1. "])
def test_what_nests_without_end_does_no_harm(piece: str) -> None:
    try:
        shown = text_of(piece * 1_000 + "字")
    except ReportError as error:
        shown = str(error)
    assert re.search("字|报告.md.*嵌套过深", shown)


def test_what_would_take_the_parser_minutes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "APART_SECONDS", 1.0)
    with pytest.raises(ReportError, match="时间过长"):
        read("[" * 200_000)


def test_a_long_report_is_parsed_in_a_process_of_its_own() -> None:
    text = "\n\n".join(f"## 第{at}节\n\n{'这是正文。' * 40}" for at in range(300))
    document = read(f"# 题目\n\n{text}").document
    assert len(document.paragraphs) == 601
    assert document.title == "题目"


@given(st.text("法a#*_`[]()<>|-+>!&;.1 \n\t\\~:\u2028\x0b", max_size=80))
def test_any_text_gives_a_document_or_a_sentence(text: str) -> None:
    try:
        document = read(text).document
    except ReportError as error:
        shown = str(error)
    else:
        shown = document.text
        assert all(m.span.start < m.span.end <= len(shown) for m in document.marks)
    assert shown.strip()


def test_paragraphs_indented_as_in_chinese_need_no_blank_line() -> None:
    text = "一、基本情况\n　　今年以来，**工作**有进展。\n（一）强化领导。全面加强。\n二、问题\n"
    document = read(text).document
    assert document.text.split("\n") == [
        "一、基本情况",
        "今年以来，工作有进展。",
        "（一）强化领导。全面加强。",
        "二、问题",
    ]
    assert [level for level, _, _ in tree(document)] == [1, 2, 1]
    for paragraph in document.paragraphs[2:]:
        assert text[paragraph.origin] == document.text[paragraph.span.start]
    bold = [m.span.cut(document.text) for m in document.marks if m.kind is MarkKind.BOLD]
    assert bold == ["工作"]


def test_notes_are_text() -> None:
    assert text_of("正文[^1]。\n\n[^1]: 注的文字") == "正文[^1]。\n[^1]: 注的文字"
    assert text_of("见[此处][甲]。\n\n[甲]: http://x") == "见此处。"
