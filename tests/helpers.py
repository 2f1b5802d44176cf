"""Short ways to say what a test is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from reviewer import importers
from reviewer.importers import Imported
from reviewer.language import outline
from reviewer.language.blocks import Block
from reviewer.model.anchor import Placement, describe
from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.document import NO_SOURCE, Document, MarkKind, Paragraph, ParagraphKind, Section
from reviewer.model.edition import edition_id
from reviewer.model.records import Annotation, Kind, Reply, Scope, Target
from reviewer.model.spans import Span

SAMPLES = Path(__file__).parent / "samples"
SEED = Path(__file__).parent.parent / "seeds" / "luohe-2023-inspection-report.txt"
DEMO = SEED.with_name("demo-annotations.jsonld")


def seed() -> Document:
    """The report the product was asked for with."""
    return importers.read(SEED).document


def report(*lines: str) -> Document:
    """A report with title block and section tree, a paragraph each line."""
    return outline.build([Block(line) for line in lines], NO_SOURCE)


def tree(document: Document) -> list[tuple[int, str, str]]:
    """Level, number and title of every section."""
    return [(section.level, section.number, section.title) for section in document.sections]


def document_of(*paragraphs: str, title: str = "") -> Document:
    """A flat document: each argument is one body paragraph."""
    spans: list[Paragraph] = []
    at = 0
    for text in paragraphs:
        spans.append(Paragraph(Span(at, at + len(text)), ParagraphKind.BODY))
        at += len(text) + 1
    text = "\n".join(paragraphs)
    root = Section(0, "", "", title, Span(0, len(text)), Span(0, 0))
    return Document(title, text, tuple(spans), root)


def marks(imported: Imported, kind: MarkKind) -> list[tuple[str, str]]:
    """The characters that bear a mark, and its value."""
    document = imported.document
    return [(m.span.cut(document.text), m.value) for m in document.marks if m.kind is kind]


def are_tiling(spans: list[Span], text: str) -> bool:
    """Whether spans follow each other from the first to the last character of a text."""
    if not spans:
        return not text
    meet = all(a.end == b.start for a, b in pairwise(spans))
    return meet and spans[0].start == 0 and spans[-1].end == len(text)


def marked(text: str) -> tuple[Document, Span]:
    """A document from text with one range between « and »; paragraphs end at line ends."""
    start = text.index("«")
    end = text.index("»") - 1
    plain = text.replace("«", "").replace("»", "")
    return document_of(*plain.split("\n")), Span(start, end)


CATEGORIES = {category.id: category for category in DEFAULT_CATEGORIES}
NOON = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)
"""The time at which things happen in tests."""


def annotation_on(
    document: Document, start: int, end: int, *, id: str = "a1", **fields: Any
) -> Annotation:
    """An annotation by reviewer p1 on the characters `[start, end)` of a document."""
    edition = edition_id(document)
    span = Span(start, end)
    plain: dict[str, Any] = {
        "kind": Kind.COMMENT,
        "author": "p1",
        "created": NOON,
        "modified": NOON,
        "target": Target(Scope.RANGE, describe(document, span, edition)),
        "placement": Placement(edition, span),
    }
    return Annotation(id=id, **{**plain, **fields})


def reply_to(annotation: Annotation, body: str, *, id: str = "r1", author: str = "p1") -> Reply:
    """A reply to an annotation."""
    return Reply(
        id=id,
        annotation=annotation.id,
        body=body,
        author=author,
        created=NOON,
        modified=NOON,
    )


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let the system refuse to write beyond a size, as a quota does."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
