"""An anchor finds its characters again, or says that it cannot."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from reviewer.model.anchor import Anchor, How, describe, resolve
from reviewer.model.spans import Span
from tests.helpers import document_of, marked

texts = st.text(alphabet="法治政府，。建设𠮷䶮a 1", min_size=1, max_size=80)


@st.composite
def texts_with_span(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(texts)
    start = draw(st.integers(0, len(text)))
    return text, Span(start, draw(st.integers(start, len(text))))


@given(texts_with_span())
def test_resolving_a_description_in_the_same_text_gives_the_same_place(
    case: tuple[str, Span],
) -> None:
    text, span = case
    document = document_of(text)
    placement = resolve(document, describe(document, span, "e"))
    assert placement.span == span
    assert placement.how is How.EXACT
    assert placement.confirmed


@given(texts_with_span(), texts)
def test_an_anchor_whose_quote_is_unique_survives_an_insertion_before_it(
    case: tuple[str, Span], inserted: str
) -> None:
    text, span = case
    quote = span.cut(text)
    new = inserted + text
    assume(quote and new.count(quote) == 1)
    placement = resolve(document_of(new), describe(document_of(text), span))
    assert placement.span == span.shifted(len(inserted))
    assert placement.how is How.MOVED


@given(texts_with_span(), texts)
def test_what_is_found_always_reads_as_the_quote(case: tuple[str, Span], other: str) -> None:
    text, span = case
    assume(not span.is_empty)
    placement = resolve(document_of(other), describe(document_of(text), span))
    if placement.span is None:
        assert span.cut(text) not in other
    else:
        assert placement.span.cut(other) == span.cut(text)


def test_context_tells_twin_sentences_apart() -> None:
    document, span = marked("加强领导。落实责任。\n强化保障。«落实责任»。")
    anchor = describe(document, span)
    moved = document_of("新的一段。", *document.text.split("\n"))
    placement = resolve(moved, Anchor("", None, anchor.quote, anchor.prefix, anchor.suffix))
    assert placement.span == span.shifted(6)


def test_equal_twins_are_a_proposal_to_confirm_and_not_a_fact() -> None:
    document = document_of("落实责任。", "落实责任。")
    placement = resolve(document, Anchor("", None, "落实责任"))
    assert placement.span is not None
    assert not placement.confirmed


def test_a_claimed_position_decides_between_equal_twins() -> None:
    document = document_of("落实责任。", "落实责任。")
    placement = resolve(document, Anchor("", Span(6, 10), "落实责任"))
    assert placement.span == Span(6, 10)
    assert placement.confirmed


def test_a_quote_that_does_not_occur_is_an_orphan_and_never_a_lookalike() -> None:
    document = document_of("加强法治政府建设。")
    placement = resolve(document, Anchor("", Span(2, 4), "法监"))
    assert placement.span is None
    assert not placement.confirmed


def test_a_point_is_found_between_its_neighbours() -> None:
    document = document_of("加强领导，落实责任。")
    placement = resolve(document, Anchor("", None, "", "加强领导", "，落实"))
    assert placement.span == Span(4, 4)


def test_a_point_without_position_or_context_is_an_orphan() -> None:
    assert resolve(document_of("正文。"), Anchor("", None, "")).span is None


def test_context_is_counted_in_code_points() -> None:
    document, span = marked("𠮷" * 40 + "«䶮»" + "𠮷" * 40)
    anchor = describe(document, span)
    assert (anchor.prefix, anchor.suffix) == ("𠮷" * 32, "𠮷" * 32)
