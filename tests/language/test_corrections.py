"""The outline put right by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import importers
from reviewer.language.corrections import apply, corrected, value
from reviewer.model.document import Document, ParagraphKind
from reviewer.model.edition import edition_id
from reviewer.model.records import Entry, EntryKind
from reviewer.model.review import Review
from tests.helpers import SAMPLES, report, seed, tree

TEXTS = sorted(Path(__file__).parent.glob("texts/*.txt")) + sorted(SAMPLES.glob("*.txt"))


def start_of(document: Document, words: str) -> int:
    return next(
        p.span.start for p in document.paragraphs if p.span.cut(document.text).startswith(words)
    )


def sample() -> Document:
    return report(
        "关于某事的报告",
        "一、基本情况",
        "情况很好。",
        "主要成效",
        "成效很多。",
        "（一）收入。增加。",
        "二、建议",
        "加强。",
        "某市人民政府",
        "2024年3月1日",
    )


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_what_changes_nothing_leaves_every_outline_as_it_was(path: Path) -> None:
    document = importers.read(path).document
    same = {section.span.start: section.level for section in document.sections[:1]}
    found = apply(document, same)
    assert found.root == document.root
    assert found.paragraphs == document.paragraphs


def test_a_paragraph_becomes_a_heading_and_takes_what_follows() -> None:
    document = sample()
    found = apply(document, {start_of(document, "主要成效"): 2})
    assert tree(found) == [
        (1, "一、", "基本情况"),
        (2, "", "主要成效"),
        (2, "（一）", "收入"),
        (1, "二、", "建议"),
    ]
    made = found.sections[1]
    assert made.span.cut(found.text) == "主要成效\n成效很多。"
    paragraph = found.paragraphs[found.paragraph_at(made.span.start)]
    assert (paragraph.kind, paragraph.level) == (ParagraphKind.HEADING, 2)
    assert found.sections[-1].span.cut(found.text) == "二、建议\n加强。"


def test_a_run_in_heading_is_made_of_the_first_sentence() -> None:
    document = report("某报告", "一、情况", "工作扎实推进。全年完成任务。", "二、建议", "好。")
    found = apply(document, {start_of(document, "工作扎实"): 2})
    assert found.sections[1].title == "工作扎实推进"
    paragraph = found.paragraphs[2]
    assert paragraph.kind is ParagraphKind.BODY
    assert paragraph.heading is not None
    assert paragraph.heading.cut(found.text) == "工作扎实推进。"


def test_a_heading_taken_away_gives_its_text_to_the_section_before() -> None:
    document = sample()
    found = apply(document, {start_of(document, "（一）"): 0})
    assert tree(found) == [(1, "一、", "基本情况"), (1, "二、", "建议")]
    assert found.sections[0].span.cut(found.text).endswith("（一）收入。增加。")
    assert found.paragraphs[5].heading is None


def test_levels_leave_none_out() -> None:
    document = sample()
    found = apply(document, {start_of(document, "（一）"): 5, start_of(document, "主要"): 9})
    assert [section.level for section in found.sections] == [1, 2, 2, 1]
    found = apply(document, {start_of(document, "（一）"): 1})
    assert [section.level for section in found.sections] == [1, 1, 1]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 5)), max_size=12))
def test_corrected_sections_stay_nested_and_in_order(changes: list[tuple[int, int]]) -> None:
    document = seed()
    paragraphs = document.paragraphs
    levels = {paragraphs[at % len(paragraphs)].span.start: level for at, level in changes}
    found = apply(document, levels)
    assert found.text == document.text
    assert [s.span.start for s in found.sections] == sorted(
        ({s.span.start for s in document.sections} | levels.keys())
        - {start for start, level in levels.items() if level == 0}
    )
    for section in (found.root, *found.sections):
        ends = [section.heading.end, *(child.span.end for child in section.children)]
        assert section.span.end >= max(ends)
        for one, other in zip(section.children, section.children[1:], strict=False):
            assert one.span.end < other.span.start
        assert all(child.level == section.level + 1 for child in section.children)


def test_the_review_says_what_is_corrected_and_other_words_there_are_left_alone() -> None:
    document = sample()
    paragraph = document.paragraphs[document.paragraph_at(start_of(document, "主要成效"))]
    said = Entry(
        id="1" * 32,
        kind=EntryKind.OUTLINE,
        key=str(paragraph.span.start),
        value=value(document, paragraph, 2),
    )
    review = Review([said])
    assert corrected(document, review).sections[1].title == "主要成效"
    assert corrected(document, Review()) is document
    moved = report("另一个标题更长的报告", "一、情况", "好。", "主要成效", "多。")
    assert corrected(moved, review).sections[1].title == "主要成效"
    other = report("另一个标题更长的报告", "一、情况", "好。", "主要问题", "多。")
    assert corrected(other, review) is other
    assert edition_id(corrected(document, review)) != edition_id(document)


def test_the_title_below_a_number_alone_goes_with_it() -> None:
    document = report("关于某事的报告", "一、情况", "甲。", "二、", "建议", "乙。")
    start = start_of(document, "二、")
    deeper = apply(document, {start: 2})
    assert tree(deeper) == [(1, "一、", "情况"), (2, "二、", "建议")]
    assert [p.level for p in deeper.paragraphs] == [0, 1, 0, 2, 2, 0]
    none = apply(document, {start: 0})
    assert [p.level for p in none.paragraphs] == [0, 1, 0, 0, 0, 0]
    assert {p.kind for p in none.paragraphs[3:]} == {ParagraphKind.BODY}
