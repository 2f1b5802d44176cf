"""The tree of heights agrees with a plain sum."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewer.ui.reading.heights import Heights

heights = st.lists(st.integers(1, 50), min_size=1, max_size=40)
corrections = st.lists(st.tuples(st.integers(0, 39), st.integers(1, 90)), max_size=10)


@given(heights, corrections)
def test_sums_and_look_ups_agree_with_a_plain_list(
    given_heights: list[int], corrected: list[tuple[int, int]]
) -> None:
    plain = list(given_heights)
    tree = Heights(plain)
    for index, height in corrected:
        if index < len(plain):
            assert tree.set(index, height) == height - plain[index]
            plain[index] = height
    assert tree.total == sum(plain)
    for index in range(len(plain) + 1):
        assert tree.above(index) == sum(plain[:index])
    for y in range(0, sum(plain), 7):
        index, inside = tree.find(y)
        assert sum(plain[:index]) + inside == y
        assert 0 <= inside < plain[index]
