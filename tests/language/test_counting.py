"""Numbers as automatic numbering writes them."""

from __future__ import annotations

import pytest

from reviewer.language.counting import written


@pytest.mark.parametrize(
    ("way", "value", "shown"),
    [
        ("chineseCounting", 21, "二十一"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographLegalTraditional", 12, "壹拾貳"),
        ("ideographDigital", 20, "二〇"),
        ("taiwaneseDigital", 20, "二〇"),
        ("ideographEnclosedCircle", 3, "㊂"),
        ("ideographEnclosedCircle", 11, "十一"),
        ("ideographZodiacTraditional", 13, "丙子"),
        ("numberInDash", 4, "- 4 -"),
        ("decimalEnclosedCircle", 50, "㊿"),
        ("decimalEnclosedCircle", 51, "51"),
        ("nobodyKnows", 7, "7"),
    ],
)
def test_every_way_of_counting_writes_its_characters(way: str, value: int, shown: str) -> None:
    assert written(value, way) == shown
