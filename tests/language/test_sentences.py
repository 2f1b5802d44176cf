"""Sentences end with their closing marks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewer.language.sentences import sentence_at, sentences
from tests.helpers import are_tiling


@given(st.text(alphabet="法治。！；”）\u2028，", max_size=40))
def test_sentences_tile_the_text(text: str) -> None:
    assert are_tiling(sentences(text), text)


def test_a_closing_quotation_mark_belongs_to_its_sentence() -> None:
    text = "他说：“好。”大家同意。"
    assert [span.cut(text) for span in sentences(text)] == ["他说：“好。”", "大家同意。"]


def test_the_sentence_under_the_caret() -> None:
    text = "第一句。第二句。"
    assert sentence_at(text, 5).cut(text) == "第二句。"
    assert sentence_at(text, len(text)).cut(text) == "第二句。"
