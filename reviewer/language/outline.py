"""Blocks become a document: the section tree of a Chinese official report.

What each line is before any section is known stands in `layout`, which ordinals open sections in
`sectioning`, where their headings end in `headings`; here they become text, kinds and ranges.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reviewer.language.asides import is_page_number
from reviewer.language.blocks import Block
from reviewer.language.headline import joined_title
from reviewer.language.layout import Layout
from reviewer.language.nodes import Node
from reviewer.language.numbering import LIST_ITEM, Family
from reviewer.language.sectioning import sections
from reviewer.language.tail import tail_kind, tail_start
from reviewer.model.document import Document, Paragraph, ParagraphKind, Section, Source
from reviewer.model.spans import Span

_STOPS: Final = "。｡.．：:"
"""What ends a run-in heading; it is set like the heading and is no part of the title."""


def build(blocks: Sequence[Block], source: Source, name: str = "") -> Document:
    """Make the document: text, kinds of paragraphs and section tree.

    `name` is the title of a report that shows none.
    """
    return _Building(blocks).document(source, name)


def outline_json(document: Document) -> list[dict[str, object]]:
    """Return the section tree as plain values; offsets are code points of the text."""
    return [_section_json(section) for section in document.root.children]


def _section_json(section: Section) -> dict[str, object]:
    return {
        "level": section.level,
        "number": section.number,
        "title": section.title,
        "start": section.span.start,
        "end": section.span.end,
        "children": [_section_json(child) for child in section.children],
    }


class _Building:
    """The lines with their places in the text, and the sections as they are being cut out."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._lines = [block.text for block in blocks]
        self._starts: list[int] = []
        at = 0
        for line in self._lines:
            self._starts.append(at)
            at += len(line) + 1
        self._layout = Layout(self._lines)
        self._levels: dict[int, tuple[int, Node]] = {}

    def document(self, source: Source, name: str) -> Document:
        """Put everything together."""
        text = "\n".join(self._lines)
        head = self._layout.head
        lines = [self._lines[at] for at, kind in head.items() if kind is ParagraphKind.TITLE]
        title = joined_title(lines) or name
        children = tuple(self._section(node, 1) for node in sections(self._layout))
        kinds = self._kinds()
        paragraphs = tuple(self._paragraph(at, kinds[at]) for at in range(len(self._lines)))
        root = Section(0, "", "", title, Span(0, len(text)), Span(0, 0), children)
        return Document(title, text, paragraphs, root, source=source)

    def _section(self, node: Node, level: int) -> Section:
        """Cut out a section; depth is bounded by the number of families, so recursion is safe."""
        self._levels[node.first] = (level, node)
        start = self._starts[node.first]
        span = Span(start, self._starts[node.last] + len(self._lines[node.last]))
        end = node.heading.end
        heading = Span(start, start + end + self._layout.line_ends_before(node.first, end))
        children = tuple(self._section(child, level + 1) for child in node.children)
        return Section(
            level, node.family.value, node.number, node.heading.title, span, heading, children
        )

    def _kinds(self) -> list[ParagraphKind]:
        kinds = [self._layout.head.get(at) or _kind(line) for at, line in enumerate(self._lines)]
        first = max(self._levels, default=self._layout.body - 1) + 1
        end = len(self._lines)
        for at in range(tail_start(self._lines, first, end, self._layout.listed), end):
            if not self._layout.listed[at]:
                kinds[at] = tail_kind(self._lines[at]) or kinds[at]
        return [block.kind or kind for block, kind in zip(self._blocks, kinds, strict=True)]

    def _paragraph(self, at: int, kind: ParagraphKind) -> Paragraph:
        start, block = self._starts[at], self._blocks[at]
        span = Span(start, start + len(block.text))
        if at not in self._levels:
            return Paragraph(span, kind, origin=block.origin)
        level, node = self._levels[at]
        heading = _shown_heading(node, block.text)
        alone = node.heading.is_alone and node.family is not Family.ARTICLE
        shown = ParagraphKind.HEADING if alone else ParagraphKind.BODY
        place = heading.shifted(start) if heading is not None else None
        return Paragraph(span, shown, level, place, origin=block.origin)


def _kind(line: str) -> ParagraphKind:
    if is_page_number(line):
        return ParagraphKind.DATELINE
    return ParagraphKind.LIST_ITEM if LIST_ITEM.match(line) else ParagraphKind.BODY


def _shown_heading(node: Node, line: str) -> Span | None:
    """Return the range of a heading in its line, with the stop that ends it; clauses have none."""
    if not node.heading.is_headed:
        return None
    end = min(node.heading.end, len(line))
    stopped = end < len(line) and node.family is not Family.ARTICLE and line[end] in _STOPS
    return Span(0, end + stopped)
