"""Citing a place, and finding it again."""

from __future__ import annotations

import pytest

from reviewer.language.references import citation, find_reference, reference
from reviewer.model.spans import Span
from tests.helpers import report, seed


def test_every_place_of_the_seed_is_found_by_its_own_reference() -> None:
    document = seed()
    for index, paragraph in enumerate(document.paragraphs):
        words = reference(document, paragraph.span.start)
        assert find_reference(document, words.split()[-1]) == paragraph.span
        assert words.endswith(f"¶{index + 1}")


def test_every_section_of_the_seed_is_found_by_its_numbers() -> None:
    document = seed()
    for section in document.sections:
        numbers = reference(document, section.span.start).split()[0]
        assert find_reference(document, numbers) == section.heading


@pytest.mark.parametrize(
    "words", ["二（三）", "二(三)", " 二、 (三) ", "二、（三）", "2(3)", "2（3）"]
)
def test_width_spaces_and_commas_do_not_matter(words: str) -> None:
    document = seed()
    found = find_reference(document, words)
    assert found is not None
    assert found.cut(document.text).startswith("(三)普法针对性实效性")


def test_an_article_is_found_by_its_number_wherever_it_stands() -> None:
    document = report(
        "条例", "第一章　总则", "第一条　为了规范。", "第二章　管理", "第二条　市政府负责。"
    )
    for words in ("第二条", "第2条"):
        found = find_reference(document, words)
        assert found is not None
        assert document.text[found.start :].startswith("第二条")


@pytest.mark.parametrize("words", ["", "  ", "九(九)", "¶0", "¶99999", "法治"])
def test_what_names_nothing_is_not_found(words: str) -> None:
    assert find_reference(seed(), words) is None


def test_digits_alone_are_a_paragraph_and_a_numeral_alone_a_section() -> None:
    document = seed()
    assert find_reference(document, "2") == document.paragraphs[1].span
    found = find_reference(document, "二")
    assert found is not None
    assert found.cut(document.text) == "二、存在困难和问题"


def test_a_citation_quotes_the_characters_and_says_where_they_stand() -> None:
    document = seed()
    start = document.text.index("少数单位执法力量薄弱")
    words = citation(document, Span(start, start + 10))
    assert words.startswith("“少数单位执法力量薄弱”（二(二) ¶")
