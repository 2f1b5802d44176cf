"""What a format cannot carry is said for every format."""

from __future__ import annotations

import pytest

from reviewer.exporters import WRITERS
from reviewer.exporters.carries import COMES_BACK, cannot_carry
from reviewer.exporters.options import Base


@pytest.mark.parametrize("suffix", WRITERS)
def test_every_format_says_what_it_cannot_carry(suffix: str) -> None:
    sentences = cannot_carry(suffix)
    assert sentences
    assert all(sentence.endswith("。") for sentence in sentences)
    assert any("读回" in s for s in sentences) or suffix in COMES_BACK


def test_the_original_says_more_than_the_official_layout() -> None:
    official = cannot_carry(".docx", Base.OFFICIAL)
    assert set(official) < set(cannot_carry(".docx", Base.AUTOMATIC))
