"""Characters on pages become lines, and lines become the paragraphs they were."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from reviewer.formats.page_joiner import Joined, joined, map_pages
from reviewer.formats.page_lines import Glyph, PageText, page_lines
from reviewer.formats.page_map import PageMap, Space

PAGE = Space(0, 0, 595, 842)
LONG = "按照工作安排视察组对全市情况进行了视察并听取了有关部门的汇报"
ALIKE = "深入推进依法行政全面推进严格规范公正文明执法依法有效化解社会矛盾纠纷"
A = (LONG * 3)[:75] + "。"
B = (ALIKE * 3)[:61] + "。"
MANY = [f"{(LONG[at:] + ALIKE + LONG[:at]) * 2}。" for at in range(20)]
C = "特此报告。"


def glyphs(text: str, x: float, y: float, size: float = 16.0) -> list[Glyph]:
    """A line of text from `x` on; `y` is its bottom."""
    found: list[Glyph] = []
    for char in text:
        wide = size if char > "\u2000" else size / 2
        found.append(Glyph(char, x, y, x + wide, y + size, size))
        x += wide
    return found


def set_lines(
    paragraphs: Sequence[str], width: int = 28, indent: int = 2, x: float = 80, size: float = 16.0
) -> list[tuple[str, float]]:
    """Cut paragraphs into lines of so many characters; each with where it begins."""
    lines: list[tuple[str, float]] = []
    for text in paragraphs:
        first = width - indent
        lines.append((text[:first], x + indent * size))
        lines += [(text[at : at + width], x) for at in range(first, len(text), width)]
    return lines


def pages_of(lines: list[tuple[str, float]], per_page: int = 22) -> list[list[Glyph]]:
    return [
        [g for row, (text, x) in enumerate(lines[at : at + per_page]) for g in glyphs(text, x, 740 - 29 * row)]
        for at in range(0, len(lines), per_page)
    ]  # fmt: skip


def read(pages: Sequence[Sequence[Glyph]]) -> Joined:
    return joined([PageText(PAGE, page_lines(page)) for page in pages])


def texts(pages: Sequence[Sequence[Glyph]]) -> list[str]:
    return [paragraph.text for paragraph in read(pages).paragraphs]


@pytest.mark.parametrize("indent", [0, 2])
@pytest.mark.parametrize("per_page", [22, 5, 2])
def test_lines_are_joined_across_page_breaks(indent: int, per_page: int) -> None:
    report = ["一、基本情况", *MANY[:4], "二、意见建议", *MANY[4:9], C]
    assert texts(pages_of(set_lines(report, indent=indent), per_page)) == report


def test_the_order_of_drawing_does_not_matter() -> None:
    (page,) = pages_of(set_lines([A, B, C]))
    random.Random(3).shuffle(page)
    assert texts([page]) == [A, B, C]


@pytest.mark.parametrize("by_rows", [False, True])
def test_two_columns_are_read_one_after_the_other(by_rows: bool) -> None:
    lines = set_lines([A + A, B + B, A + B], width=13, indent=2, x=0, size=16.0)
    half = (len(lines) + 1) // 2
    drawn = [
        (at % half, side, text, x) for at, (text, x) in enumerate(lines) for side in [at // half]
    ]
    if by_rows:
        drawn.sort()
    page = glyphs("关于全市情况的视察报告，占两栏的标题和说明文字", 100, 780)
    for row, side, text, x in drawn:
        page += glyphs(text, 60 + 240 * side + x, 740 - 29 * row)
    assert texts([page])[1:] == [A + A, B + B, A + B]


def test_the_cells_of_a_row_stay_on_one_line() -> None:
    page: list[Glyph] = []
    for row, cells in enumerate(["序号 项目 金额", "1 道路 300", "2 桥梁 25", "3 供水 7"]):
        for column, cell in enumerate(cells.split()):
            page += glyphs(cell, 80 + 150 * column, 700 - 30 * row)
    assert texts([page]) == ["序号\t项目\t金额", "1\t道路\t300", "2\t桥梁\t25", "3\t供水\t7"]


def test_running_heads_and_page_numbers_are_set_apart() -> None:
    pages = pages_of(set_lines(MANY))
    for number, page in enumerate(pages, 1):
        page.extend(glyphs("某市人大常委会文件", 200, 800, 9))
        page.extend(glyphs(f"— {number} —", 280, 40, 14))
    found = read(pages)
    assert [paragraph.text for paragraph in found.paragraphs] == MANY
    assert found.heads == ["某市人大常委会文件"]
    assert found.page_numbers == len(pages)


def test_plain_numbers_are_page_numbers_where_they_count_the_pages() -> None:
    pages = pages_of(set_lines(MANY))
    for number, page in enumerate(pages, 5):
        page.extend(glyphs(str(number), 290, 40, 12))
    found = read(pages)
    assert [paragraph.text for paragraph in found.paragraphs] == MANY
    assert found.page_numbers == len(pages)


def test_a_title_that_was_broken_is_one_paragraph() -> None:
    page = glyphs("漯河市人民代表大会常务委员会关于全市", 105, 790, 22)
    page += glyphs("法治政府建设情况的视察报告", 155, 755, 22)
    page += [
        g._replace(bottom=g.bottom - 60, top=g.top - 60) for g in pages_of(set_lines([A, B]))[0]
    ]
    found = read([page])
    assert (
        found.paragraphs[0].text == "漯河市人民代表大会常务委员会关于全市法治政府建设情况的视察报告"
    )
    assert [paragraph.is_title for paragraph in found.paragraphs] == [True, False, False]
    assert [paragraph.level for paragraph in found.paragraphs] == [0, 0, 0]


def test_what_is_set_in_the_middle_is_joined_only_where_it_had_to_be_broken() -> None:
    page = [
        g
        for row, (text, x) in enumerate(set_lines([A, B]))
        for g in glyphs(text, x, 600 - 29 * row)
    ]
    for row, text in enumerate(
        ["——二〇二四年二月二十九日在漯河市", "人民代表大会常务委员会会议上", "市人大视察组"]
    ):
        page += glyphs(text, 80 + 16 * (28 - len(text)) / 2, 700 - 29 * row)
    assert texts([page])[:2] == [
        "——二〇二四年二月二十九日在漯河市人民代表大会常务委员会会议上",
        "市人大视察组",
    ]


def test_latin_words_keep_their_spaces_and_figures_are_not_torn() -> None:
    page = glyphs("Reviewer is a program that", 80, 700) + glyphs("people use in 2024", 80, 671)
    page = [g for g in page if g.char != " "]
    assert texts([page]) == ["Reviewer is a program that people use in 2024"]


def test_a_space_between_chinese_characters_stays_and_letter_spacing_is_none() -> None:
    wide = [
        g._replace(left=g.left + 8 * at, right=g.right + 8 * at)
        for at, g in enumerate(glyphs("决定", 200, 760))
    ]
    page = wide + glyphs("第一条", 80, 700) + glyphs("为了加强管理制定本办法。", 136, 700)
    assert texts([page]) == ["决定", "第一条 为了加强管理制定本办法。"]


def test_letters_drawn_twice_to_look_bold_are_read_once() -> None:
    twice = [g for one in glyphs(C, 80, 700) for g in (one, one._replace(left=one.left + 0.4))]
    assert texts([twice]) == [C]


def test_every_character_is_found_where_it_stands() -> None:
    pages = pages_of(set_lines(MANY[:8]))
    read_pages = [PageText(PAGE, page_lines(page)) for page in pages]
    found = joined(read_pages).paragraphs
    starts, at = [], 0
    for paragraph in found:
        starts.append(at)
        at += len(paragraph.text) + 1
    text = "\n".join(paragraph.text for paragraph in found)
    mapped = PageMap(map_pages(read_pages, found, starts))
    for number, page in enumerate(mapped.pages):
        drawn = {(round(g.left, 2), round(g.bottom, 2)): g.char for g in pages[number]}
        for line in page.lines:
            for offset, left in enumerate(line.lefts, line.start):
                assert drawn[round(left, 2), round(line.bottom, 2)] == text[offset]


def test_pages_without_text_have_no_paragraphs() -> None:
    assert read([[], []]).paragraphs == []
