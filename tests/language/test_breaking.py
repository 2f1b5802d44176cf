"""Titles are broken between words, into lines that are about as long as each other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.language import words
from reviewer.language.breaking import may_break, title_cuts

words.load()


def lines_of(text: str, room: float, lines: int) -> list[str]:
    """A title set in characters one wide."""
    places = [float(at) for at in range(len(text) + 1)]
    cuts = title_cuts(text, words.boundaries(text), places, room, lines)
    return [text[a:b] for a, b in pairwise([0, *cuts, len(text)])]


@pytest.mark.parametrize(
    ("title", "room", "lines"),
    [
        (
            "关于全市法治政府建设情况的视察报告",
            12,
            ["关于全市法治政府建设", "情况的视察报告"],
        ),
        (
            "关于贯彻落实《优化营商环境条例》情况的执法检查报告",
            10,
            ["关于贯彻落实", "《优化营商环境条例》", "情况的执法检查报告"],
        ),
    ],
)
def test_a_title_is_broken_between_words_and_evenly(
    title: str, room: float, lines: list[str]
) -> None:
    assert lines_of(title, room, len(lines)) == lines


@pytest.mark.parametrize(
    ("title", "room", "lines"),
    [("短标题", 10, 1), ("法治政府建设", 4, 2), ("第一行\u2028第二行", 4, 2), ("长" * 90, 18, 5)],
)
def test_what_cannot_or_need_not_be_broken_so_is_left(title: str, room: float, lines: int) -> None:
    assert lines_of(title, room, lines) == [title]


@given(st.text(alphabet="甲乙丙丁《》（），1a", min_size=2, max_size=60), st.integers(2, 4))
def test_no_line_of_a_title_is_too_long_or_ends_where_it_must_not(text: str, count: int) -> None:
    room = len(text) / count + 2
    places = [float(at) for at in range(len(text) + 1)]
    cuts = title_cuts(text, range(len(text)), places, room, count)
    if cuts:
        assert len(cuts) == count - 1
        assert all(b - a <= room for a, b in pairwise([0, *cuts, len(text)]))
        assert all(may_break(text, at) for at in cuts)
