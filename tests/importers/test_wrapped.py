"""Hard-wrapped text is rejoined, marks of web pages are taken out, and other text stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import importers
from reviewer.model.document import Document
from tests.helpers import SAMPLES, SEED, tree

WHOLE = ("luohe-2023-inspection-report", "statecouncil-2018-118-enforcement")


def read(text: str) -> Document:
    return importers.read_bytes("报告.txt", text.encode()).document


def paragraphs(document: Document) -> list[str]:
    return [paragraph.span.cut(document.text) for paragraph in document.paragraphs]


def wrapped(paragraph: str, width: int, indent: str) -> list[str]:
    """A paragraph as lines of that many half characters, cut wherever the width ends."""
    lines, line, used = [], indent, 2 * len(indent)
    for char in paragraph:
        wide = 2 if char > "\u2000" else 1
        if used + wide > width:
            lines.append(line)
            line, used = "", 0
        line += char
        used += wide
    return [*lines, line]


@pytest.mark.parametrize("sample", WHOLE)
@pytest.mark.parametrize("width", [36, 56, 72, 80, 120])
@pytest.mark.parametrize(("indent", "between"), [("　　", []), ("", [""])])
def test_a_report_wrapped_at_any_width_has_its_paragraphs_again(
    sample: str, width: int, indent: str, between: list[str]
) -> None:
    whole = importers.read(SAMPLES / f"{sample}.txt").document
    lines: list[str] = []
    for paragraph in paragraphs(whole):
        lines += [*wrapped(paragraph, width, indent), *between]
    again = read("\n".join(lines))
    assert paragraphs(again) == paragraphs(whole)
    assert tree(again) == tree(whole)


@pytest.mark.parametrize("width", [36, 56, 80, 120])
def test_without_indent_or_blank_lines_only_whole_sentences_part_paragraphs(width: int) -> None:
    whole = importers.read(SEED).document
    lines = [line for p in paragraphs(whole) for line in wrapped(p, width, "")]
    again = paragraphs(read("\n".join(lines)))
    assert "".join(again) == "".join(paragraphs(whole))
    kept = [paragraph for paragraph in paragraphs(whole) if paragraph in again]
    assert len(kept) * 3 > 2 * len(paragraphs(whole))


def test_words_at_line_ends_stay_apart_and_figures_do_not() -> None:
    lines = ["　　" + "甲" * 17 + "cloud", "computing" + "甲" * 14, "甲" * 18 + "20", "24年。"]
    assert read("\n".join(lines * 4)).text.split("\n")[0] == (
        "甲" * 17 + "cloud computing" + "甲" * 14 + "甲" * 18 + "2024年。"
    )


@pytest.mark.parametrize(
    "lines",
    [
        ["一、基本情况", "二、主要做法", "三、存在问题", "四、下步打算"] * 3,
        [f"（{'一二三四五六七八九'[at]}）{'某项工作' * 8}" for at in range(9)],
        [f"{name}县{' 12345' * 6}".rstrip() for name in "甲乙丙丁戊己庚辛壬癸"],
        ["此处一句话。"] * 12,
    ],
)
def test_lines_that_are_paragraphs_stay_paragraphs(lines: list[str]) -> None:
    assert paragraphs(read("\n".join(lines))) == lines


def test_page_numbers_in_the_middle_of_a_paragraph_follow_it() -> None:
    lines = ["　　" + "甲" * 17, "乙" * 19, "— 1 —", "", "丙" * 19, "丁。", "- 2 -"]
    pages = ["　　" + "戊" * 17, "己" * 19, "", "3", "", "庚" * 19, "辛。", "　　壬。"]
    assert paragraphs(read("\n".join((lines + pages) * 4)))[:6] == [
        "甲" * 17 + "乙" * 19 + "丙" * 19 + "丁。",
        "— 1 —",
        "- 2 -",
        "戊" * 17 + "己" * 19 + "庚" * 19 + "辛。",
        "3",
        "壬。",
    ]


def test_a_word_that_is_broken_before_its_one_is_no_number() -> None:
    lines = ["甲" * 18 + "统", "一、权威" + "乙" * 15, "丙。"]
    whole = "甲" * 18 + "统一、权威" + "乙" * 15 + "丙。"
    assert paragraphs(read("\n".join(lines * 4))) == [whole] * 4


@given(st.lists(st.text("法治政府建设。，2024", min_size=1, max_size=60), max_size=30))
def test_whatever_is_joined_no_character_is_lost_or_moved(lines: list[str]) -> None:
    source = "\n".join(["标题", *lines])
    document = read(source)
    assert "".join(document.text.split()) == "".join(source.split())
    for paragraph in document.paragraphs:
        assert source[paragraph.origin] == document.text[paragraph.span.start]


def test_marks_of_web_pages_are_taken_out_and_end_paragraphs_where_they_do() -> None:
    text = (
        '关于<b>法治</b>的报告\n<p class="MsoNormal">第一段&nbsp;文字。</p><p>第二段。<br/>第三段'
        "&#12290;<!-- 注 -->\n1<2，a<b，A&B公司，<未知>。"
    )
    assert paragraphs(read(text)) == [
        "关于法治的报告",
        "第一段\u00a0文字。",
        "第二段。",
        "第三段。",
        "1<2，a<b，A&B公司，<未知>。",
    ]


def test_a_sample_with_remnants_of_a_page_has_none_in_its_text() -> None:
    text = importers.read(SAMPLES / "statecouncil-2019-4-hospitals-html.txt").document.text
    assert "<span" not in text
    assert "&nbsp;" not in text
