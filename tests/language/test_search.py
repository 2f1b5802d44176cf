"""Search finds what people mean, at true positions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewer.language.search import find, fold
from reviewer.model.spans import Span


def test_one_character_is_found_everywhere() -> None:
    assert find("法治，法制", "法") == [Span(0, 1), Span(3, 4)]


def test_width_and_case_do_not_matter_and_positions_are_true() -> None:
    assert find("见ＡＢｃ，(一)", "abC") == [Span(1, 4)]
    assert find("（一）加强", "(一)") == [Span(0, 3)]


def test_rare_characters_count_as_one() -> None:
    assert find("𠮷𠮷法治", "法治") == [Span(2, 4)]


def test_nothing_is_found_for_nothing() -> None:
    assert find("法治", "") == []


@given(
    st.text(alphabet="法治aA（(，, 𠮷", max_size=30),
    st.text(alphabet="法治aA（(，,", min_size=1, max_size=3),
)
def test_it_agrees_with_a_slow_search(text: str, phrase: str) -> None:
    folded, wanted = fold(text), fold(phrase)
    slow: list[Span] = []
    at = 0
    while at + len(wanted) <= len(folded):
        if folded[at : at + len(wanted)] == wanted:
            slow.append(Span(at, at + len(wanted)))
            at += len(wanted)
        else:
            at += 1
    assert find(text, phrase) == slow
    assert len(folded) == len(text)
