"""Patterns that wait for their first use."""

from __future__ import annotations

import re

import pytest

from reviewer.language.patterns import pattern


def test_a_pattern_that_waits_does_what_a_compiled_one_does() -> None:
    waiting, compiled = pattern("(一+)是", re.IGNORECASE), re.compile("(一+)是", re.IGNORECASE)
    line = "一是加强领导，一一是改进作风"
    assert [m.span() for m in waiting.finditer(line)] == [m.span() for m in compiled.finditer(line)]
    assert waiting.sub("甲", line) == compiled.sub("甲", line)
    assert waiting.fullmatch("一是") is not None
    assert waiting.search("二是") is None
    assert (waiting.pattern, waiting.groups) == (compiled.pattern, compiled.groups)


def test_a_faulty_pattern_is_found_at_its_first_use() -> None:
    faulty = pattern("(一")
    with pytest.raises(re.error):
        faulty.match("一")
