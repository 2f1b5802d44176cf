"""Pages with lines become a document with a map back to the pages: shared by PDF and OFD."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from reviewer.formats.page_joiner import Joined, map_pages
from reviewer.formats.page_lines import PageText
from reviewer.formats.page_map import MappedPage
from reviewer.language import outline
from reviewer.language.blocks import Block
from reviewer.model.document import Document, ParagraphKind, Source

_MAX_NAMED: Final = 5


def build(
    pages: Sequence[PageText], found: Joined, source: Source
) -> tuple[Document, tuple[MappedPage, ...]]:
    """Make the document of joined pages, and say where its characters stand."""
    starts = [0, *accumulate(len(paragraph.text) + 1 for paragraph in found.paragraphs)][:-1]
    blocks = [
        Block(
            paragraph.text,
            start,
            kind=ParagraphKind.TITLE if paragraph.is_title else None,
            level=paragraph.level,
        )
        for paragraph, start in zip(found.paragraphs, starts, strict=True)
    ]
    return outline.build(blocks, source), map_pages(pages, found.paragraphs, starts)


def set_apart(found: Joined) -> Iterator[str]:
    """Say what of the pages is not in the text."""
    apart = [f"页眉页脚“{'”“'.join(found.heads[:_MAX_NAMED])}”"] if found.heads else []
    if found.page_numbers:
        apart.append(f"{found.page_numbers} 处页码")
    if apart:
        yield f"{'和'.join(apart)}没有列入正文。"
