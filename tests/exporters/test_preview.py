"""What an export begins with, as pictures or as text, before there is a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.errors import ExportError
from reviewer.exporters import FORMATS, preview
from reviewer.exporters.options import Base, Paper, Remarks
from reviewer.exporters.preview import Preview, beginning, excerpt
from reviewer.formats.child import Child
from reviewer.model.review import Review
from reviewer.model.spans import Span
from tests.exporters.reviews import DOCUMENT, PEOPLE, everything, export_of
from tests.helpers import annotation_on, report, seed

_MEMORY = 2 << 30


@pytest.fixture(scope="module")
def child(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    folder = tmp_path_factory.mktemp("preview")
    export = export_of(everything(), font_cache=folder / "fonts")
    with Child(_MEMORY) as made:
        made.call(20, preview.hold, export, folder)
        yield made


def shown(child: Child, suffix: str, **choice: Any) -> Preview:
    found: Preview = child.call(60, preview.show, choice, suffix)
    return found


@pytest.mark.parametrize(
    ("paper", "suffix"), [(paper, suffix) for paper, known in FORMATS.items() for suffix in known]
)
def test_every_paper_in_every_format_can_be_seen_before(
    child: Child, paper: Paper, suffix: str
) -> None:
    seen = shown(child, suffix, paper=paper)
    assert bool(seen.pages) != bool(seen.text)
    assert all(len(set(page.data[::4])) > 8 for page in seen.pages), "a page is empty"
    assert seen.remarks == 11
    assert seen.is_likeness == (bool(seen.pages) and suffix != ".pdf")


def test_every_choice_can_be_seen(child: Child) -> None:
    plain = shown(child, ".pdf", opinion_table=False, remarks=frozenset())
    for choice in (
        {"opinion_table": True},
        {"statistics": True},
        {"remarks": {Remarks.LIST}},
    ):
        more = shown(child, ".pdf", **{"opinion_table": False, "remarks": frozenset(), **choice})
        assert len(more.pages) > len(plain.pages)
    for way in (Remarks.NATIVE, Remarks.MARGIN):
        other = shown(child, ".pdf", opinion_table=False, remarks=frozenset({way}))
        assert other.pages[0].data != plain.pages[0].data
    named = shown(child, ".md", paper=Paper.OPINIONS, title="某单位意见", columns=("序号",))
    assert named.text.startswith("# 某单位意见\n")
    assert shown(child, ".txt", query="状态:已解决").remarks == 1
    assert shown(child, ".txt", query="状态:已解决").text.count("\n1. ") == 1


def test_what_cannot_be_exported_says_so_and_the_next_preview_comes(child: Child) -> None:
    with pytest.raises(ExportError, match="PDF"):
        shown(child, ".pdf", base=Base.ORIGINAL)
    assert shown(child, ".pdf").pages


def test_only_annotations_of_a_part_are_wanted_where_one_is_named() -> None:
    section = DOCUMENT.sections[-1].span
    found = export_of(everything(), within=section).annotations()
    every = export_of(everything()).annotations()
    assert found == [a for a in every if a.span and a.span.start >= section.start]
    assert 0 < len(found) < len(every)


def test_a_long_report_is_shown_as_far_as_whole_paragraphs_go() -> None:
    document = report(
        "长报告", *(f"第{n}段。" + "某项工作" * 40 for n in range(200)), "二、后面", "最后。"
    )
    near, far = (
        annotation_on(document, 5, 9, id="a"),
        annotation_on(document, 20_000, 20_003, id="b"),
    )
    export = export_of(Review([*PEOPLE, near, far]), document)
    cut = excerpt(export, ".pdf")
    assert document.text.startswith(cut.document.text + "\n")
    assert preview.MOST_CHARACTERS <= len(cut.document.text) < preview.MOST_CHARACTERS + 200
    assert [a.id for a in cut.annotations()] == ["a"]
    assert len(export_of(Review(), seed()).document.text) < 2 * preview.MOST_CHARACTERS


def test_papers_about_very_many_annotations_are_shown_with_the_first_ones() -> None:
    many = [annotation_on(DOCUMENT, 3, 5, id=f"a{n:04}") for n in range(preview.MOST_REMARKS + 5)]
    export = export_of(Review([*PEOPLE, *many]), paper=Paper.OPINIONS)
    assert len(excerpt(export, ".docx").annotations()) == preview.MOST_REMARKS
    counted = export_of(Review([*PEOPLE, *many]), paper=Paper.STATISTICS)
    assert excerpt(counted, ".docx") is counted


@given(st.integers(0, 200))
def test_a_beginning_is_a_report_of_its_own(index: int) -> None:
    document = seed()
    stop = document.paragraphs[index % len(document.paragraphs)].span.end
    cut = beginning(document, stop)
    assert cut.text == document.text[:stop]
    assert cut.paragraphs == document.paragraphs[: len(cut.paragraphs)]
    assert cut.paragraphs[-1].span.end == stop
    assert cut.sections == tuple(
        section._replace(
            span=Span(section.span.start, min(section.span.end, stop)),
            children=cut_section.children,
        )
        for section, cut_section in zip(
            (s for s in document.sections if s.heading.end <= stop), cut.sections, strict=True
        )
    )
