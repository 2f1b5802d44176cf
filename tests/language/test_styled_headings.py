"""Headings that only their style makes headings."""

from __future__ import annotations

from reviewer.language import outline
from reviewer.language.blocks import Block
from reviewer.model.document import NO_SOURCE, Cell, Document, ParagraphKind
from tests.helpers import tree

BODY = "今年以来，全市各级各部门认真贯彻落实上级决策部署，各项工作取得了明显成效。"


def styled(*lines: tuple[int, str] | str) -> Document:
    """A report whose headings bear levels."""
    blocks = [
        Block(line) if isinstance(line, str) else Block(line[1], level=line[0]) for line in lines
    ]
    return outline.build(blocks, NO_SOURCE._replace(name="无题"))


def test_headings_without_numbers_nest_by_their_levels() -> None:
    document = styled(
        "关于某项工作情况的报告",
        (1, "前言"),
        BODY,
        (1, "主要做法"),
        (2, "建立机制"),
        BODY,
        (2, "压实责任"),
        BODY,
        (1, "下一步打算"),
        BODY,
    )
    assert tree(document) == [
        (1, "", "前言"),
        (1, "", "主要做法"),
        (2, "", "建立机制"),
        (2, "", "压实责任"),
        (1, "", "下一步打算"),
    ]
    assert document.title == "关于某项工作情况的报告"
    section = document.sections[2]
    assert section.span.cut(document.text) == f"建立机制\n{BODY}"
    assert document.paragraphs[4].kind is ParagraphKind.HEADING
    assert document.paragraphs[4].level == 2


def test_a_title_in_the_style_of_the_highest_heading_is_no_section() -> None:
    document = styled((1, "某市工作情况汇总"), (2, "总体情况"), BODY, (2, "问题"), BODY)
    assert document.title == "某市工作情况汇总"
    assert tree(document) == [(1, "", "总体情况"), (1, "", "问题")]


def test_a_first_heading_is_a_section_where_others_are_as_high() -> None:
    document = styled((1, "总体情况"), BODY, (1, "问题"), BODY)
    assert tree(document) == [(1, "", "总体情况"), (1, "", "问题")]
    assert document.title == "无题"


def test_a_short_heading_after_the_title_names_no_author() -> None:
    document = styled("关于某项工作情况的报告", (1, "总体情况"), BODY)
    assert tree(document) == [(1, "", "总体情况")]


def test_numbered_and_unnumbered_headings_of_one_level_are_neighbours() -> None:
    document = styled(
        "关于某项工作情况的报告",
        (1, "前言"),
        BODY,
        (1, "一、基本情况"),
        "（一）机制建设。" + BODY,
        "（二）责任落实。" + BODY,
        (2, "典型案例"),
        BODY,
        (1, "二、存在问题"),
        BODY,
        (1, "结语"),
        BODY,
    )
    assert tree(document) == [
        (1, "", "前言"),
        (1, "一、", "基本情况"),
        (2, "（一）", "机制建设"),
        (2, "（二）", "责任落实"),
        (2, "", "典型案例"),
        (1, "二、", "存在问题"),
        (1, "", "结语"),
    ]


def test_numbers_without_a_style_stand_below_a_styled_heading() -> None:
    document = styled(
        "关于某项工作情况的报告",
        (1, "上篇"),
        "一、基本情况",
        BODY,
        "二、存在问题",
        BODY,
        (1, "下篇"),
        "一、指导思想",
        BODY,
    )
    assert tree(document) == [
        (1, "", "上篇"),
        (2, "一、", "基本情况"),
        (2, "二、", "存在问题"),
        (1, "", "下篇"),
        (2, "一、", "指导思想"),
    ]


def test_a_style_makes_sections_of_what_would_be_a_list() -> None:
    lines = ("1. 机制", "2. 责任")
    plain = styled("关于某项工作情况的报告", "一、做法", *lines, "二、问题", BODY)
    assert [number for _, number, _ in tree(plain)] == ["一、", "二、"]
    document = styled(
        "关于某项工作情况的报告",
        (1, "一、做法"),
        (2, lines[0]),
        BODY,
        (2, lines[1]),
        BODY,
        (1, "二、问题"),
        BODY,
    )
    assert [number for _, number, _ in tree(document)] == ["一、", "1.", "2.", "二、"]


def test_a_report_styled_as_one_long_heading_has_no_sections_from_that() -> None:
    document = styled(*[(1, BODY * 2)] * 5)
    assert tree(document) == []


def test_a_sentence_in_a_heading_style_is_text() -> None:
    document = styled("关于某项工作情况的报告", (1, "总体情况"), (2, BODY), (1, "问题"), BODY)
    assert tree(document) == [(1, "", "总体情况"), (1, "", "问题")]


def test_lines_of_a_table_of_contents_open_nothing() -> None:
    blocks = [
        Block("关于某项工作情况的报告"),
        Block("一、做法\t1", in_contents=True, kind=ParagraphKind.BODY),
        Block("二、问题\t3", in_contents=True, kind=ParagraphKind.BODY),
        Block("一、做法"),
        Block(BODY),
        Block("二、问题"),
        Block(BODY),
    ]
    document = outline.build(blocks, NO_SOURCE)
    assert tree(document) == [(1, "一、", "做法"), (1, "二、", "问题")]


def test_a_style_can_say_which_lines_are_the_title() -> None:
    blocks = [
        Block("机密"),
        Block("某地某年的", kind=ParagraphKind.TITLE),
        Block("若干事项", kind=ParagraphKind.TITLE),
        Block(BODY),
    ]
    assert outline.build(blocks, NO_SOURCE).title == "某地某年的若干事项"


def test_cells_open_no_sections_whatever_their_style() -> None:
    blocks = [
        Block("关于某项工作情况的报告"),
        Block(BODY),
        Block("一、指标", cell=Cell(0, 0, 0), level=1),
        Block("二、数值", cell=Cell(0, 0, 1), level=1),
    ]
    assert tree(outline.build(blocks, NO_SOURCE)) == []


def test_a_styled_title_below_a_number_alone_is_one_heading_with_it() -> None:
    document = styled("关于某事的报告", (1, "一、"), (1, "情况"), BODY, "二、", (1, "建议"), BODY)
    assert tree(document) == [(1, "一、", "情况"), (1, "二、", "建议")]
