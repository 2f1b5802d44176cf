"""Layouts that offices use: hanging indents, columns around a page number, Roman numbers, spread lines."""

from __future__ import annotations

from math import ceil

import pytest

from reviewer.formats.page_lines import Glyph
from tests.formats.test_page_joiner import (
    LONG,
    MANY,
    A,
    B,
    C,
    glyphs,
    pages_of,
    read,
    set_lines,
    texts,
)


def hanging(paragraphs: list[str], width: int = 28, indent: float = 2) -> list[tuple[str, float]]:
    """Lines of paragraphs whose first line begins further to the left than the others."""
    lines: list[tuple[str, float]] = []
    for text in paragraphs:
        lines.append((text[:width], 80.0))
        less = width - ceil(indent)
        rest = range(width, len(text), less)
        lines += [(text[at : at + less], 80.0 + 16 * indent) for at in rest]
    return lines


def test_paragraphs_with_a_hanging_indent_are_joined() -> None:
    assert texts(pages_of(hanging(MANY))) == MANY


def test_a_numbered_paragraph_may_hang_on_its_number_among_others() -> None:
    listed = f"（一）{(LONG * 3)[:60]}。"
    lines = [*set_lines(MANY[:3]), *hanging([listed], indent=3), *set_lines(MANY[3:5])]
    assert texts(pages_of(lines)) == [*MANY[:3], listed, *MANY[3:5]]


def test_roman_page_numbers_of_a_preface_are_set_apart() -> None:
    pages = pages_of(set_lines(MANY), per_page=10)
    for page, number in zip(pages, ["i", "ii", "iii", "iv"], strict=False):
        page.extend(glyphs(number, 290, 40, 12))
    for number, page in enumerate(pages[4:], 1):
        page.extend(glyphs(str(number), 290, 40, 12))
    found = read(pages)
    assert [paragraph.text for paragraph in found.paragraphs] == MANY
    assert found.page_numbers == len(pages)


def test_single_lines_that_stand_apart_are_paragraphs_though_each_is_full() -> None:
    rows = [f"{(LONG * 2)[at : at + 27]}。" for at in range(7)]
    two = (LONG * 2)[:28], "共两行。"
    page: list[Glyph] = []
    for row, text in enumerate(rows):
        page += glyphs(text, 80, 740 - 58 * row)
    page += glyphs(two[0], 80, 260) + glyphs(two[1], 80, 231)
    page += glyphs(two[0], 80, 173) + glyphs(two[1], 80, 144)
    assert texts([page]) == [*rows, "".join(two), "".join(two)]


def test_a_page_number_in_the_gutter_does_not_tear_the_columns() -> None:
    page = glyphs("1 / 1", 270, 60, 10)
    for side, text in enumerate([A + A, B + B]):
        for row, (line, x) in enumerate(set_lines([text], 13, x=0)):
            page += glyphs(line, 60 + 240 * side + x, 740 - 29 * row)
    found = read([page])
    assert [paragraph.text for paragraph in found.paragraphs] == [A + A, B + B]
    assert found.page_numbers == 1


def test_single_characters_spread_over_a_line_are_no_cells() -> None:
    page = pages_of(set_lines(MANY[:4]))[0]
    for at, char in enumerate("市人大常委会"):
        page += glyphs(char, 80 + 70 * at, 790)
    assert texts([page]) == ["市人大常委会", *MANY[:4]]


def test_a_subtitle_whose_first_line_is_full_goes_on_in_the_middle() -> None:
    first, rest = "——二〇二四年二月二十九日在漯河市第八届人民代表大会常务", "委员会第十次会议上"
    page = [g._replace(bottom=g.bottom - 90, top=g.top - 90) for g in pages_of(set_lines(MANY))[0]]
    page += glyphs(first, 80 + 8 * (28 - len(first)), 740)
    page += glyphs(rest, 80 + 8 * (28 - len(rest)), 711)
    assert texts([page])[0] == first + rest


def test_quotation_marks_drawn_after_the_rest_of_a_line_stand_where_they_were_drawn() -> None:
    # -- half as wide as the font that lacks them would have had them
    line = (
        glyphs("深入推进", 80, 700)
        + glyphs("放管服", 152, 700)
        + glyphs("改革，全部实现。", 208, 700)
    )
    for mark, left in ("“", 144), ("”", 200):
        line.append(Glyph(mark, left, 698, left + 8, 712, 16.0))
    assert texts([line]) == ["深入推进“放管服”改革，全部实现。"]


TABLE = (
    ("序号", "项目名称", "责任单位", "存在问题", "金额"),
    ("1", "城市道路改造", "市住建局市城管局", "征地拆迁滞后预计年底前完工", "1200"),
    ("2", "供水管网", "市水利局", "正在推进", "56"),
    ("3", "污水处理厂提标改造", "市生态环境局", "已完成", "789"),
)


def table(align: float, x: float = 60, y: float = 700, size: float = 12.0) -> list[Glyph]:
    """A table drawn cell by cell; `align` says where short cells stand: 0 at the top of a row."""
    page: list[Glyph] = []
    for cells in TABLE:
        lines = [[cell[at : at + 4] for at in range(0, len(cell), 4)] for cell in cells]
        tallest = max(map(len, lines))
        for column, own in enumerate(lines):
            down = align * (tallest - len(own))
            for row, text in enumerate(own):
                page += glyphs(text, x + 64 * column, y - 15 * (row + down), size)
        y -= 15 * tallest + 6
    return page


@pytest.mark.parametrize("align", [0, 0.5, 1])
def test_the_cells_of_a_table_are_read_to_their_ends(align: float) -> None:
    found = read([table(align)])
    assert [p.text for p in found.paragraphs] == ["\t".join(cells) for cells in TABLE]


def test_lines_above_and_below_a_table_are_none_of_its_cells() -> None:
    page = glyphs("见下表：", 92, 730) + table(0.5, y=708) + glyphs(C, 92, 520)
    assert texts([page]) == ["见下表：", *("\t".join(cells) for cells in TABLE), C]


def test_a_short_last_line_is_no_cell_beside_the_heading_below_it() -> None:
    first = glyphs(LONG + LONG[:-4], 80, 740)[:28]
    page = first + glyphs("正", 80, 711) + glyphs("第一章", 112, 682) + glyphs("总则", 192, 682)
    assert [text.replace("\t", " ") for text in texts([page])][-1] == "第一章 总则"


def test_a_paragraph_may_hang_on_its_bullet() -> None:
    listed = f"• {(LONG * 3)[:60]}。"
    lines = [*set_lines(MANY[:3]), *hanging([listed], indent=1.5), *set_lines(MANY[3:5])]
    pages = pages_of(lines)
    assert texts(pages) == [*MANY[:3], listed, *MANY[3:5]]


def test_notes_at_the_foot_of_a_page_follow_the_paragraph_that_they_tear_apart() -> None:
    pages = pages_of(set_lines(MANY), per_page=18)
    whole = texts(pages)
    notes = [f"① 数据来自{'年度公报' * 5}。", f"② 见{'有关规定' * 12}。"]
    low = 150.0
    for note in notes:
        for at in range(0, len(note), 45):
            pages[0] += glyphs(note[at : at + 45], 80, low, 10)
            low -= 14
    found = texts(pages)
    assert [text for text in found if text not in notes] == whole == MANY
    torn = next(at for at, text in enumerate(found) if text in notes)
    assert found[torn : torn + 2] == notes
    assert found[torn - 1] == MANY[torn - 1]
