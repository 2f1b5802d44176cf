"""The section tree of official reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import importers
from reviewer.language.outline import outline_json
from reviewer.model.document import ParagraphKind, Section
from tests.helpers import SAMPLES, report, seed, tree

PLAIN = [p for p in sorted(SAMPLES.glob("*.outline.json")) if "html" not in p.name]


def test_the_report_has_the_sections_of_the_ground_truth_to_the_character() -> None:
    truth = json.loads((SAMPLES / "luohe-2023-inspection-report.truth.json").read_text("utf-8"))
    source = (SAMPLES / "luohe-2023-inspection-report.txt").read_text("utf-8")
    document = seed()
    assert len(document.sections) == 14
    for section, wanted in zip(document.sections, truth["sections"], strict=True):
        assert (section.level, section.number, section.title) == (
            wanted["level"],
            wanted["number"],
            wanted["title"],
        )
        cut = source[wanted["start"] : wanted["end"]]
        assert "".join(section.span.cut(document.text).split()) == "".join(cut.split())


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.name.split(".")[0])
def test_every_sample_has_the_outline_that_was_checked_by_hand(path: Path) -> None:
    wanted = json.loads(path.read_text("utf-8"))
    text = path.with_name(path.name.replace(".outline.json", ".txt"))
    found = tree(importers.read(text).document)
    assert found == [(entry["depth"], entry["number"], entry["title"]) for entry in wanted]


def test_a_run_in_heading_ends_at_its_first_full_stop() -> None:
    document = report(
        "标题报告", "一、情况", "(一)领导坚强有力。全面加强领导,落实责任。", "(二)环境优化。好。"
    )
    assert tree(document)[1:] == [(2, "(一)", "领导坚强有力"), (2, "(二)", "环境优化")]
    heading = document.paragraphs[2].heading
    assert heading is not None
    assert heading.cut(document.text) == "(一)领导坚强有力。"
    assert document.paragraphs[2].kind is ParagraphKind.BODY
    assert document.paragraphs[1].kind is ParagraphKind.HEADING


@pytest.mark.parametrize("number", ["一、", "（一）", "第一章", "第一部分"])
def test_a_number_alone_on_its_line_has_its_title_on_the_next(number: str) -> None:
    text = "今年以来，各项工作取得了明显成效。"
    document = report("某某工作情况报告", number, "基本情况", text)
    assert document.title == "某某工作情况报告"
    assert tree(document) == [(1, number, "基本情况")]
    section = document.sections[0]
    assert section.heading.cut(document.text) == f"{number}\n基本情况"
    assert section.span.cut(document.text) == f"{number}\n基本情况\n{text}"
    kinds = [paragraph.kind for paragraph in document.paragraphs]
    heading = ParagraphKind.HEADING
    assert kinds == [ParagraphKind.TITLE, heading, heading, ParagraphKind.BODY]
    assert [paragraph.level for paragraph in document.paragraphs] == [0, 1, 1, 0]


def test_numbers_alone_count_in_the_order_of_all_others() -> None:
    document = report(
        "报告", "一、", "情况", "（一）", "成效", "甲。", "（二）不足。乙。", "二、", "建议", "丙。"
    )
    assert tree(document) == [
        (1, "一、", "情况"),
        (2, "（一）", "成效"),
        (2, "（二）", "不足"),
        (1, "二、", "建议"),
    ]


@pytest.mark.parametrize(
    "below", ["今年以来，成效明显。", "（一）成效", "一、", "2024年3月1日", "— 3 —", "如下："]
)
def test_a_number_alone_above_what_is_no_title_opens_no_section(below: str) -> None:
    document = report("报告", "前言在此。", "三、", below, "正文在此。")
    assert "三、" not in [number for _, number, _ in tree(document)]


@pytest.mark.parametrize(
    "first", ["一、基本情况", "（一）主要做法", "第一部分 工作回顾", "三、意见建议"]
)
def test_a_single_heading_in_the_first_line_is_not_the_title(first: str) -> None:
    document = report(first, "今年以来，各项工作取得了明显成效。", "还有一段。")
    assert document.title == ""
    assert [number + title for _, number, title in tree(document)] == ["".join(first.split())]


def test_numbering_that_runs_on_across_parents_is_no_error() -> None:
    document = report(
        "某某意见",
        "一、总体要求",
        "（一）指导思想。甲。",
        "二、措施",
        "（二）公开。乙。",
        "（三）记录。丙。",
    )
    assert tree(document) == [
        (1, "一、", "总体要求"),
        (2, "（一）", "指导思想"),
        (1, "二、", "措施"),
        (2, "（二）", "公开"),
        (2, "（三）", "记录"),
    ]


def test_items_of_an_article_are_clauses_and_no_sections() -> None:
    document = report(
        "某某条例",
        "第一章　总　　则",
        "第一条　为了规范，制定本条例。",
        "第二条　有下列情形之一的：",
        "（一）行政区划调整的；",
        "（二）重大项目需要的。",
        "第三条　自公布之日起施行。",
    )
    assert tree(document) == [
        (1, "第一章", "总则"),
        (2, "第一条", ""),
        (2, "第二条", ""),
        (2, "第三条", ""),
    ]


def test_arabic_numbers_of_single_paragraphs_are_a_list_and_with_more_text_they_are_sections() -> (
    None
):
    listed = report(
        "通知", "一、原则", "1.坚持导向。好。", "2.坚持需求。好。", "二、任务", "正文。"
    )
    assert [number for _, number, _ in tree(listed)] == ["一、", "二、"]
    sections = report(
        "通知",
        "一、原则",
        "1.坚持导向",
        "第一段。",
        "第二段。",
        "2.坚持需求",
        "第三段。",
        "第四段。",
    )
    assert tree(sections) == [
        (1, "一、", "原则"),
        (2, "1.", "坚持导向"),
        (2, "2.", "坚持需求"),
    ]


def test_a_sentence_that_begins_with_an_ordinal_out_of_sequence_stays_text() -> None:
    document = report(
        "报告", "一、情况", "五、六个单位参加了会议，情况良好。", "二、问题", "正文。"
    )
    assert [number for _, number, _ in tree(document)] == ["一、", "二、"]


def test_a_number_left_out_does_not_lose_the_headings_after_it() -> None:
    document = report("报告", "一、情况", "正文。", "三、建议", "正文。", "四、结语", "正文。")
    assert [number for _, number, _ in tree(document)] == ["一、", "三、", "四、"]


def test_what_a_quotation_numbers_is_no_section() -> None:
    document = report(
        "报告",
        "一、情况",
        "法律规定：“第三十六条规定如下：",
        "（一）评价；",
        "（二）建议。”",
        "二、问题",
        "正文。",
    )
    assert [number for _, number, _ in tree(document)] == ["一、", "二、"]


def test_a_list_of_contents_repeats_the_headings_but_opens_no_sections() -> None:
    document = report(
        "工作报告",
        "目　录",
        "一、回顾……1",
        "二、安排……3",
        "一、回顾",
        "正文。",
        "二、安排",
        "正文。",
    )
    assert tree(document) == [(1, "一、", "回顾"), (1, "二、", "安排")]
    assert document.sections[0].span.start == document.text.rindex("一、回顾")


def test_an_attachment_restarts_the_numbering_and_takes_the_line_below_as_its_title() -> None:
    document = report(
        "通知",
        "一、要求",
        "正文。",
        "二、安排",
        "正文。",
        "附件1",
        "任务清单",
        "一、甲类",
        "正文。",
    )
    assert tree(document) == [
        (1, "一、", "要求"),
        (1, "二、", "安排"),
        (1, "附件1", "任务清单"),
        (2, "一、", "甲类"),
    ]


def test_the_title_block_is_recognised_line_by_line() -> None:
    document = report(
        "国务院办公厅关于全面推行",
        "行政执法公示制度执法全过程记录制度",
        "重大执法决定法制审核制度的指导意见",
        "国办发〔2018〕118号",
        "各省、自治区、直辖市人民政府：",
        "近年来，各地区、各部门不断加强行政执法规范化建设。",
        "一、总体要求",
        "正文。",
    )
    assert document.title.endswith("重大执法决定法制审核制度的指导意见")
    assert [p.kind for p in document.paragraphs[:5]] == [
        ParagraphKind.TITLE,
        ParagraphKind.TITLE,
        ParagraphKind.TITLE,
        ParagraphKind.DOCUMENT_NUMBER,
        ParagraphKind.ADDRESSEE,
    ]


def test_the_title_block_of_a_web_page_with_its_copy_of_the_title() -> None:
    kinds = [paragraph.kind for paragraph in seed().paragraphs[:6]]
    assert kinds == [
        ParagraphKind.WEB_TITLE,
        ParagraphKind.DATELINE,
        ParagraphKind.TITLE,
        ParagraphKind.SUBTITLE,
        ParagraphKind.AUTHOR,
        ParagraphKind.ADDRESSEE,
    ]


def test_the_signature_at_the_end_is_recognised() -> None:
    document = report(
        "意见",
        "一、要求",
        "各地要认真落实，扎实推进各项工作。",
        "国务院办公厅",
        "2018年12月4日",
        "（此件公开发布）",
    )
    kinds = [paragraph.kind for paragraph in document.paragraphs[-3:]]
    assert kinds == [ParagraphKind.SIGNATURE] * 3


def test_a_report_without_title_is_called_by_its_file() -> None:
    text = "这是一段没有标题的正文，它比较长，足以看出它不是标题，因为它以句号结尾。".encode()
    assert importers.read_bytes("关于某事.txt", text).document.title == "关于某事"


def test_the_json_form_has_stable_keys() -> None:
    first = outline_json(seed())[0]
    assert list(first) == ["level", "number", "title", "start", "end", "children"]


lines = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "一、情况",
                "二、问题",
                "(一)领导。加强。",
                "（二）甲：乙；",
                "1.坚持",
                "（1）丙",
                "①丁",
                "第一章 总则",
                "第二条 正文。",
                "附件1",
                "目录",
                "——某会议上",
                "“引文",
                "引文”",
                "正文。",
            ]
        ),
        st.text(alphabet="一二三、（）().。；:：第章条附件“”1 2", min_size=1, max_size=12).filter(
            str.strip
        ),
    ),
    min_size=1,
    max_size=25,
)


@given(lines)
def test_the_tree_is_well_formed_whatever_the_text(given_lines: list[str]) -> None:
    document = report(*(line.strip() for line in given_lines))
    assert "\n".join(p.span.cut(document.text) for p in document.paragraphs) == document.text
    _check(document.root, document.text)


def _check(section: Section, text: str) -> None:
    at = section.span.start
    for child in section.children:
        assert child.level == section.level + 1
        assert at <= child.span.start < child.span.end <= section.span.end
        assert child.heading.start == child.span.start
        assert child.span.encloses(child.heading) or child.heading.end <= child.span.end
        assert child.span.cut(text).startswith(child.number)
        assert not child.span.cut(text)[-1].isspace()
        _check(child, text)
        at = child.span.end


def test_a_line_about_papers_is_no_letterhead_but_the_first_of_a_title() -> None:
    made = report(
        "国务院办公厅关于全面推行行政规范性文件",
        "合法性审核机制的指导意见",
        "国办发〔2018〕115号",
        "各省、自治区、直辖市人民政府：",
        "为了规范，现提出意见如下。",
    )
    assert made.title == "国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见"
