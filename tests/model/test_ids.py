"""Ids sort by time; stamps always grow."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.model.ids import HybridClock, new_id

randoms = st.binary(min_size=10, max_size=10)


@given(st.integers(0, 2**48 - 1), randoms)
def test_an_id_is_a_uuid_of_version_7(time: int, random: bytes) -> None:
    value = uuid.UUID(new_id(time, random))
    assert value.version == 7
    assert value.variant == uuid.RFC_4122


@given(st.integers(0, 2**48 - 2), randoms, randoms)
def test_ids_sort_by_time(time: int, one: bytes, other: bytes) -> None:
    assert new_id(time, one) < new_id(time + 1, other)


def test_an_id_wants_ten_random_bytes() -> None:
    with pytest.raises(ValueError, match="ten random bytes"):
        new_id(0, b"short")


@given(st.lists(st.integers(0, 10**12), min_size=2, max_size=20))
def test_stamps_grow_even_when_the_clock_is_set_back(times: list[int]) -> None:
    moments = iter(times)
    clock = HybridClock(lambda: next(moments))
    stamps = [clock.stamp("p1") for _ in times]
    assert stamps == sorted(set(stamps))


def test_an_edit_after_reading_a_later_stamp_counts_as_later_still() -> None:
    clock = HybridClock(lambda: 5)
    clock.advance(10**15)
    assert clock.stamp("p1").time > 10**15
