"""What may come of a broken file: a document that holds together, or a sentence."""

from __future__ import annotations

from random import Random
from typing import Final

from reviewer import importers
from reviewer.errors import ReviewerError
from tests.fuzz.mutations import mutated
from tests.fuzz.originals import ORIGINALS

SECONDS: Final = 10.0
"""How long a broken file may take."""


def broken(kind: str, index: int) -> bytes:
    """The broken file of a kind with that number; the same at all times and in all processes."""
    random = Random(f"{kind} {index}")
    originals = ORIGINALS[kind]()
    return mutated(random, random.choice(originals), originals)


def outcome(name: str, data: bytes) -> str:
    """Say "document" or "sentence"; raises AssertionError, or what the importer raised."""
    try:
        imported = importers.read_bytes(name, data)
    except ReviewerError as error:
        return "sentence" if name in str(error) else f"no name in: {error}"
    document = imported.document
    text = document.text
    assert text.strip(), "a document without text"
    text.encode()
    end = 0
    for paragraph in document.paragraphs:
        span = paragraph.span
        assert end <= span.start < span.end <= len(text), "paragraphs overlap or are empty"
        end = span.end
    for mark in document.marks:
        assert 0 <= mark.span.start <= mark.span.end <= len(text), "a mark outside the text"
    for paragraph in document.paragraphs:
        assert paragraph.cell is None or paragraph.cell.table < len(document.tables)
    for given in imported.given:
        if given.start is not None and given.end is not None:
            assert 0 <= given.start <= given.end <= len(text), "a remark outside the text"
    return "document"
