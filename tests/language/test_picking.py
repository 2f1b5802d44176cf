"""Names are chosen by a few letters of theirs, or by initials."""

from __future__ import annotations

import pytest

from reviewer.language.picking import Names

NAMES = ("导出：导出为 Word export_docx", "查看：放大 zoom_in", "转到：一、总体情况 goto:1", "视圖")


def best(typed: str) -> str:
    scores = Names.levelled(NAMES).scores(typed)
    return NAMES[scores.index(max(scores))] if any(scores) else ""


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("总体", NAMES[2]),
        ("ztqk", NAMES[2]),
        ("DCW word", NAMES[0]),
        ("ＷＯＲＤ", NAMES[0]),
        ("fd", NAMES[1]),
        ("zmin", NAMES[1]),
        ("视图", NAMES[3]),
        ("zdyz", ""),
        ("没有", ""),
    ],
)
def test_a_name_is_found_by_letters_variants_and_initials(typed: str, name: str) -> None:
    assert best(typed) == name


def test_initials_are_of_characters_that_stand_together() -> None:
    assert Names.levelled(("一、总体",)).scores("yzt") == [0]
    assert Names.levelled(("总体",)).scores("z") == [0]


def test_before_they_are_levelled_only_case_does_not_count() -> None:
    assert Names(("Word",)).scores("word")[0] > 0
    assert Names(("视圖",)).scores("视图") == [0]


def test_words_that_stand_together_in_front_fit_better_than_letters_in_order() -> None:
    front, behind, apart, none = Names.levelled(("情况", "总体情况", "情形、概况", "无")).scores(
        "情况"
    )
    assert front > behind > apart > none == 0
