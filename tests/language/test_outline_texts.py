"""Reports of every kind an office receives, each with the tree a careful clerk would draw.

Beside each `texts/NAME.txt` stands `NAME.tree`: the title, the kinds of the first (`head`) and the
last paragraphs (`tail`), an empty line, then a line for each section, indented by two spaces a
level: number|title|the last words of the section (where they matter).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from reviewer import importers
from reviewer.model.document import Document

TEXTS = Path(__file__).parent / "texts"
TREES = sorted(TEXTS.glob("*.tree"))


@dataclass(frozen=True)
class Expected:
    """What a tree file says."""

    title: str
    head: list[str]
    tail: list[str]
    sections: list[tuple[int, str, str]]
    endings: list[str]


def expected(path: Path) -> Expected:
    fields = {"title": "", "head": "", "tail": ""}
    sections: list[tuple[int, str, str]] = []
    endings: list[str] = []
    for line in path.read_text("utf-8").splitlines():
        if "|" in line:
            number, title, *ending = line.strip().split("|")
            depth = (len(line) - len(line.lstrip(" "))) // 2
            sections.append((depth + 1, number, title))
            endings.append(ending[0] if ending else "")
        elif line:
            name, value = line.split(": ")
            fields[name] = value
    head, tail = fields["head"].split(), fields["tail"].split()
    return Expected(fields["title"], head, tail, sections, endings)


def document_of(path: Path) -> Document:
    return importers.read(path.with_suffix(".txt")).document


def names(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", TREES, ids=names)
def test_the_tree_is_the_one_a_careful_clerk_would_draw(path: Path) -> None:
    document = document_of(path)
    found = [(s.level, s.number, s.title) for s in document.sections]
    assert found == expected(path).sections


@pytest.mark.parametrize("path", TREES, ids=names)
def test_each_section_is_cut_where_it_begins_and_ends(path: Path) -> None:
    document = document_of(path)
    for section, ending in zip(document.sections, expected(path).endings, strict=True):
        cut = section.span.cut(document.text)
        assert cut.startswith(section.number)
        assert cut.endswith(ending)
        heading = section.heading.cut(document.text)
        assert squeezed(heading).startswith(squeezed(section.number))
        assert squeezed(heading).endswith(squeezed(section.title.rstrip("…"))) or (
            section.family == "attachment"
        )


@pytest.mark.parametrize("path", TREES, ids=names)
def test_title_block_and_closing_lines_are_told_from_the_text(path: Path) -> None:
    document, wanted = document_of(path), expected(path)
    kinds = [paragraph.kind.value for paragraph in document.paragraphs]
    if wanted.title:
        assert document.title == wanted.title
    if wanted.head:
        assert kinds[: len(wanted.head)] == wanted.head
        assert kinds[len(wanted.head)] in ("body", "heading")
    if wanted.tail:
        assert kinds[-len(wanted.tail) :] == wanted.tail


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("【", "").replace("】", "")
