"""Blocks become a document: the section tree of a Chinese official report.

What each line is before any section is known stands in `layout`, which ordinals open sections in
`sectioning`, where their headings end in `headings`; here they become text, kinds and ranges.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from reviewer.language.asides import is_page_number
from reviewer.language.blocks import Block
from reviewer.language.headline import joined_title
from reviewer.language.layout import Layout
from reviewer.language.nodes import Node
from reviewer.language.numbering import Family, is_list_item
from reviewer.language.sectioning import sections
from reviewer.language.tail import before_related, tail_kind, tail_start
from reviewer.model.document import Document, Mark, Paragraph, ParagraphKind, Section, Source, Table
from reviewer.model.spans import Span

_STOPS: Final = "。｡.．：:"
"""What ends a run-in heading; it is set like the heading and is no part of the title."""


def build(blocks: Sequence[Block], source: Source, tables: Sequence[Table] = ()) -> Document:
    """Make the document: text, kinds of paragraphs and section tree.

    A report that shows no title has its file's name; `tables` are those the cells speak of.
    """
    return _Building(blocks).document(source, tuple(tables))


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
    """The lines with their places in the text, and the sections as they are being cut out.

    `_prose` leads from the lines of the layout to the blocks: cells and notes are none of them.
    `_titles` leads from the blocks that are titles of numbers alone above them to their depths.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._starts: list[int] = []
        at = 0
        for block in blocks:
            self._starts.append(at)
            at += len(block.text) + 1
        self._prose = [at for at, block in enumerate(blocks) if block.is_prose]
        notes = (at for at, block in enumerate(blocks) if block.kind is ParagraphKind.NOTE)
        self._body_end = next(notes, len(blocks))
        prose = [blocks[at] for at in self._prose]
        self._layout = Layout([block.text for block in prose], [block.level for block in prose])
        self._levels: dict[int, tuple[int, Node]] = {}
        self._titles: dict[int, int] = {}

    def document(self, source: Source, tables: tuple[Table, ...]) -> Document:
        """Put everything together."""
        text = "\n".join(block.text for block in self._blocks)
        title = joined_title(self._title_lines()) or PurePath(source.name).stem
        children = tuple(self._section(node, 1) for node in sections(self._layout))
        kinds = self._kinds()
        paragraphs = tuple(self._paragraph(at, kinds[at]) for at in range(len(self._blocks)))
        root = Section(0, "", "", title, Span(0, len(text)), Span(0, 0), children)
        return Document(title, text, paragraphs, root, self._marks(), tables, source)

    def _title_lines(self) -> list[str]:
        """The first lines that their style, else their looks, makes the title."""
        styled: list[str] = []
        for block in self._blocks:
            if block.kind is ParagraphKind.TITLE:
                styled.append(block.text)
            elif styled:
                return styled
        head = self._layout.head
        return styled or [
            self._layout.lines[at] for at, kind in head.items() if kind is ParagraphKind.TITLE
        ]

    def _section(self, node: Node, level: int) -> Section:
        """Cut out a section; depth is bounded by the number of families, so recursion is safe."""
        self._levels[self._prose[node.first]] = (level, node)
        if node.first + 1 in self._layout.named_below:
            self._titles[self._prose[node.first + 1]] = level
        start = self._starts[self._prose[node.first]]
        last = self._last_block(node.last)
        span = Span(start, self._starts[last] + len(self._blocks[last].text))
        end = node.heading.end
        heading = Span(start, start + end + self._layout.line_ends_before(node.first, end))
        children = tuple(self._section(child, level + 1) for child in node.children)
        return Section(
            level, node.family.value, node.number, node.heading.title, span, heading, children
        )

    def _last_block(self, line: int) -> int:
        """The last block before the next line of prose: tables belong to what stands above them."""
        following = line + 1
        return (self._prose[following] if following < len(self._prose) else self._body_end) - 1

    def _kinds(self) -> list[ParagraphKind]:
        lines, listed = self._layout.lines, self._layout.listed
        kinds = [self._layout.head.get(at) or _kind(line) for at, line in enumerate(lines)]
        headings = [at for at, block in enumerate(self._prose) if block in self._levels]
        first = max(headings, default=self._layout.body - 1) + 1
        related = before_related(lines, first, len(lines))
        for at in range(tail_start(lines, first, len(lines), listed), len(lines)):
            if at >= related:
                kinds[at] = ParagraphKind.DATELINE
            elif not listed[at]:
                kinds[at] = tail_kind(lines[at]) or kinds[at]
        found = dict(zip(self._prose, kinds, strict=True))
        return [
            block.kind or found.get(at, ParagraphKind.CELL) for at, block in enumerate(self._blocks)
        ]

    def _paragraph(self, at: int, kind: ParagraphKind) -> Paragraph:
        start, block = self._starts[at], self._blocks[at]
        span = Span(start, start + len(block.text))
        if at in self._titles:
            heading_kind = ParagraphKind.HEADING
            return Paragraph(span, heading_kind, self._titles[at], span, origin=block.origin)
        if at not in self._levels:
            return Paragraph(span, kind, cell=block.cell, origin=block.origin)
        level, node = self._levels[at]
        heading = _shown_heading(node, block.text)
        alone = node.heading.is_alone and node.family is not Family.ARTICLE
        shown = ParagraphKind.HEADING if alone else ParagraphKind.BODY
        place = heading.shifted(start) if heading is not None else None
        return Paragraph(span, shown, level, place, origin=block.origin)

    def _marks(self) -> tuple[Mark, ...]:
        return tuple(
            mark._replace(span=mark.span.shifted(start))
            for start, block in zip(self._starts, self._blocks, strict=True)
            for mark in block.marks
        )


def _kind(line: str) -> ParagraphKind:
    if is_page_number(line):
        return ParagraphKind.DATELINE
    return ParagraphKind.LIST_ITEM if is_list_item(line) else ParagraphKind.BODY


def _shown_heading(node: Node, line: str) -> Span | None:
    """Return the range of a heading in its line, with the stop that ends it; clauses have none."""
    if not node.heading.is_headed:
        return None
    end = min(node.heading.end, len(line))
    stopped = end < len(line) and node.family is not Family.ARTICLE and line[end] in _STOPS
    return Span(0, end + stopped)
