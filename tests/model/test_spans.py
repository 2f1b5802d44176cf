"""Laws of spans and of the sweep."""

from __future__ import annotations

import copy
import pickle
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.model.spans import Span, sweep


@st.composite
def spans(draw: st.DrawFn, limit: int = 60) -> Span:
    start = draw(st.integers(0, limit))
    return Span(start, draw(st.integers(start, limit)))


marks = st.lists(st.tuples(spans(), st.integers(0, 5)), max_size=12)


def test_a_span_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 2)
    with pytest.raises(ValueError, match="not a span"):
        Span(-1, 2)


def test_a_point_is_a_span_that_covers_nothing_but_is_still_something() -> None:
    point = Span(4, 4)
    assert point
    assert point.is_empty
    assert len(point) == 0
    assert 4 not in point
    assert point.meets(Span(2, 4))
    assert not Span(2, 4).meets(Span(4, 6))


def test_a_span_cuts_code_points() -> None:
    assert Span(1, 3).cut("一𠮷二三") == "𠮷二"


@given(spans(), spans())
def test_the_common_part_lies_in_both(one: Span, other: Span) -> None:
    common = one.clipped(other)
    if common is None:
        assert not one.meets(other)
    else:
        assert one.encloses(common)
        assert other.encloses(common)


@given(marks, spans())
def test_swept_runs_tile_the_range_without_gap_or_overlap(
    given_marks: list[tuple[Span, int]], within: Span
) -> None:
    at = within.start
    for run, _ in sweep(given_marks, within):
        assert run.start == at
        assert run.end > run.start
        at = run.end
    assert at == within.end


@given(marks, spans())
def test_every_character_bears_exactly_the_marks_over_it_in_their_order(
    given_marks: list[tuple[Span, int]], within: Span
) -> None:
    for run, values in sweep(given_marks, within):
        for offset in range(run.start, run.end):
            assert values == tuple(value for span, value in given_marks if offset in span)


@given(marks, spans())
def test_neighbouring_runs_differ(given_marks: list[tuple[Span, int]], within: Span) -> None:
    named = [(span, (place, value)) for place, (span, value) in enumerate(given_marks)]
    runs = [values for _, values in sweep(named, within)]
    assert all(a != b for a, b in pairwise(runs))


def test_values_that_are_none_are_values_too() -> None:
    assert list(sweep([(Span(1, 2), None)], Span(0, 3))) == [
        (Span(0, 1), ()),
        (Span(1, 2), (None,)),
        (Span(2, 3), ()),
    ]


@given(spans())
def test_a_span_is_the_same_after_it_was_packed(span: Span) -> None:
    came = pickle.loads(pickle.dumps(span, pickle.HIGHEST_PROTOCOL))
    assert came == span
    assert hash(came) == hash(span)
    assert copy.copy(span) == span
