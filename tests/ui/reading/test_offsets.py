"""Python counts code points, Qt UTF-16: the border between them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewer.ui.reading.offsets import Offsets

texts = st.text(alphabet="法𠮷a䶮，𰻝", max_size=30)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(texts)
def test_the_way_to_qt_counts_utf_16_units(text: str) -> None:
    offsets = Offsets(text)
    for at in range(len(text) + 1):
        assert offsets.to_qt(at) == units(text[:at])


@given(texts)
def test_there_and_back_is_the_same_place(text: str) -> None:
    offsets = Offsets(text)
    for at in range(len(text) + 1):
        assert offsets.from_qt(offsets.to_qt(at)) == at


@given(texts)
def test_a_place_inside_a_pair_is_its_characters_beginning(text: str) -> None:
    offsets = Offsets(text)
    for at, character in enumerate(text):
        if character > "\uffff":
            assert offsets.from_qt(offsets.to_qt(at) + 1) == at
