"""Lines of Chinese text, as the rules of setting want them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reviewer.exporters.pdf_lines import break_lines
from reviewer.language.breaking import NOT_AT_END, NOT_AT_START

alphabet = "法治政府建设工作报告，。、；：？！）》”（《“—…a1%. "
texts = st.text(alphabet=alphabet, max_size=120)


def widths(text: str) -> list[float]:
    return [8.0 if character.isascii() else 16.0 for character in text]


@given(texts, st.integers(8, 30), st.booleans())
def test_every_character_is_in_exactly_one_line_in_order(
    text: str, characters: int, indented: bool
) -> None:
    lines = break_lines(text, widths(text), characters * 16.0, 32.0 if indented else 0.0)
    at = 0
    for line in lines:
        assert line.start == at
        at = line.end
    assert at == len(text)


@given(texts, st.integers(10, 30))
def test_no_line_but_the_last_is_ragged_and_none_is_overfull(text: str, characters: int) -> None:
    measure = characters * 16.0
    lines = break_lines(text, widths(text), measure)
    for line in lines[:-1]:
        shown = text[line.start : line.end].rstrip(" ")
        if len(shown) > 1:
            full = sum(widths(shown)) + line.spacing * (len(shown) - 1)
            # -- a mark at the end may stand with the blank half of its square outside
            blank = 8.0 if shown[-1] in "，。、；：）》”’" else 0.0
            assert measure - 0.01 < full < measure + blank + 0.01


def test_a_mark_behind_a_full_line_is_taken_in_with_its_blank_half_outside() -> None:
    text = "法治政府建设" * 5
    marked = text[:28] + "，" + text[28:]
    first, _ = break_lines(marked, widths(marked), 28 * 16.0)
    assert first.end == 29
    # -- drawn together by less than 2 % of a character's width
    assert -0.3 < first.spacing < 0
    within = text[:27] + "，" + text[27:]
    first, _ = break_lines(within, widths(within), 28 * 16.0)
    assert (first.end, first.spacing) == (28, 0.0)


plain = st.text(alphabet="法治政府建设，。、；：？！）（“”", min_size=1, max_size=120)


@given(plain, st.integers(12, 30))
def test_marks_do_not_stand_where_they_must_not_wherever_that_can_be_had(
    text: str, characters: int
) -> None:
    lines = break_lines(text, widths(text), characters * 16.0)
    for line, following in pairwise(lines):
        wrong = text[following.start] in NOT_AT_START or text[line.end - 1] in NOT_AT_END
        if wrong:
            inside = text[line.start + 1 : line.end + 1]
            assert all(
                a in NOT_AT_END or b in NOT_AT_START
                for a, b in zip(text[line.start : line.end], inside, strict=True)
            )


def test_a_dash_an_ellipsis_and_a_figure_stay_whole() -> None:
    text = "法治政府建设——法治政府建设……达到12345.6%以上"
    for characters in range(5, 20):
        for line in break_lines(text, widths(text), characters * 16.0)[:-1]:
            assert text[line.end - 1 : line.end + 1] not in ("——", "……")
            assert not (text[line.end - 1].isdigit() and text[line.end].isdigit())


def test_a_line_break_in_the_text_ends_its_line() -> None:
    lines = break_lines("甲\u2028乙", [16.0, 0.0, 16.0], 200.0)
    assert [(line.start, line.end) for line in lines] == [(0, 2), (2, 3)]


def test_a_long_address_is_cut_at_its_joints_rather_than_the_line_before_it_spread() -> None:
    address = "https://www.example.gov.cn/zwgk/gongbao/2024/content-1234567.html"
    text = f"详见网址{address}的附件。"
    first, second, *_ = break_lines(text, widths(text), 28 * 16.0)
    assert text[first.start : first.end].endswith(("/", "-"))
    assert 0 <= first.spacing < 4
    assert second.start == first.end
    whole = "法" * 25 + "governance" + "治" * 30
    assert break_lines(whole, widths(whole), 28 * 16.0)[0].end == 25
