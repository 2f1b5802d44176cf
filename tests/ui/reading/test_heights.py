"""Sums agree with plain ones; heights do so wherever somebody looked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewer.ui.reading.heights import Heights, Sums

heights = st.lists(st.integers(1, 50), min_size=1, max_size=40)
corrections = st.lists(st.tuples(st.integers(0, 39), st.integers(1, 90)), max_size=10)
far = st.integers(0, 1999)


@given(heights, corrections)
def test_sums_and_look_ups_agree_with_a_plain_list(
    given_heights: list[int], corrected: list[tuple[int, int]]
) -> None:
    plain = list(given_heights)
    tree = Sums(plain)
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


@given(st.integers(1, 2000), st.integers(1, 40), st.lists(st.tuples(far, far), max_size=12))
def test_heights_are_right_where_somebody_looked_whatever_was_guessed(
    count: int, guess: int, looks: list[tuple[int, int]]
) -> None:
    plain = [1 + index * 7 % 31 for index in range(count)]
    known = Heights(count, lambda first, last: guess * (last - first), plain.__getitem__)
    for index, share in looks:
        height = 1 + share % 60
        if index < count:
            plain[index] = height
            known.set(index, height)
            assert known.above(index + 1) - known.above(index) == height
        y = known.total * share // 2000
        found, inside = known.find(y)
        # -- to look may have made everything shorter
        assert known.above(found) + inside == min(y, known.total - 1)
        assert 0 <= inside < plain[found]
        assert known.reach(found, share) == (sum(plain[found:]) > share)
    for index in range(count):
        known.set(index, plain[index])
    assert known.total == sum(plain)
    assert [known.above(index) for index in (0, count // 2)] == [0, sum(plain[: count // 2])]
