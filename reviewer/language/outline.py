"""Blocks become a document: the section tree of a Chinese official report.

An ordinal at the start of a paragraph opens a section if its place in the sequence is right: 1,
the next one under the same parent, or the next one in the whole report (（一）…（二十三） run on
across 一、…六、 in State Council papers). A run-in heading ends at its first 。: "（一）指导思想。
以…". Items of laws, and lists that number single paragraphs with 1. or （1）, are no sections.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from reviewer.language.blocks import Block
from reviewer.language.headline import classify_head, joined_title, squeezed
from reviewer.language.numbering import (
    LIST_ITEM,
    Family,
    Ordinal,
    attachment_at_start,
    ordinal_at_start,
)
from reviewer.model.document import Document, Paragraph, ParagraphKind, Section, Source
from reviewer.model.spans import Span

MAX_RUN_IN: Final = 46
"""A run-in heading is at most that long; in reports 95 % have up to 29 characters."""
MAX_OWN_LINE: Final = 60
"""A heading on a line of its own is at most that long."""
CLAUSE_LABEL: Final = 24
"""A numbered clause without a heading is called by that many characters."""
_GAP: Final = 3
"""How many ordinals may be missing before a heading is taken for something else."""

_CLAUSE: Final = re.compile("[；;：:]")
_CONTENTS: Final = re.compile(r"目\s*[录次]$")
_LEADER: Final = re.compile(r"[\s.…·．]*\d*$")
_ARTICLE_TITLE: Final = re.compile("[【〔（(]([^】〕）)]{1,20})[】〕）)]")


@dataclass(slots=True)
class _Node:
    """A section while it is being built; `first` and `last` are indexes of paragraphs."""

    family: Family | None
    value: int
    number: str
    title: str
    first: int
    heading_end: int
    has_heading: bool = True
    own_line: bool = False
    last: int = 0
    children: list[_Node] = field(default_factory=list)


def build(blocks: Sequence[Block], source: Source, name: str = "") -> Document:
    """Make the document: text, kinds of paragraphs and section tree.

    `name` is the title of a report that shows none.
    """
    lines = [block.text for block in blocks]
    starts: list[int] = []
    at = 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    text = "\n".join(lines)
    head = classify_head(lines)
    root = _Outliner(lines, len(head)).outline()
    kinds = _kinds(blocks, head)
    title = joined_title([lines[i] for i, k in enumerate(head) if k is ParagraphKind.TITLE])
    levels: dict[int, tuple[int, _Node]] = {}
    sections = tuple(_section(node, 1, starts, lines, levels) for node in root.children)
    paragraphs = tuple(
        _paragraph(index, blocks[index], starts[index], kinds[index], levels)
        for index in range(len(blocks))
    )
    whole = Section(0, "", "", title or name, Span(0, len(text)), Span(0, 0), sections)
    return Document(title or name, text, paragraphs, whole, source=source)


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


def _kinds(blocks: Sequence[Block], head: Sequence[ParagraphKind]) -> list[ParagraphKind]:
    kinds = list(head) + [ParagraphKind.BODY] * (len(blocks) - len(head))
    for at in range(len(head), len(blocks)):
        if LIST_ITEM.match(blocks[at].text):
            kinds[at] = ParagraphKind.LIST_ITEM
    for at in _signature(blocks, len(head)):
        kinds[at] = ParagraphKind.SIGNATURE
    return [block.kind or kind for block, kind in zip(blocks, kinds, strict=True)]


_DATE_LINE: Final = re.compile(
    r"[（(]?(?:\d{4}|[二〇○零一九]{2}[〇○零一二三四五六七八九]{2})年[\d一二三四五六七八九十]{1,3}月"
    r"[\d一二三四五六七八九十]{1,3}日[）)]?$"
)


def _signature(blocks: Sequence[Block], body: int) -> Iterator[int]:
    """Yield the lines of the closing signature: a date with the name before it, notes after it."""
    tail = range(max(body, len(blocks) - 8), len(blocks))
    for at in tail:
        if _DATE_LINE.match(blocks[at].text):
            before = at - 1
            line = blocks[before].text
            if before >= body and len(line) <= 40 and not line.endswith(("。", "；", "：")):
                yield before
            yield from (i for i in range(at, len(blocks)) if len(blocks[i].text) <= 60)
            return


def _paragraph(
    index: int,
    block: Block,
    start: int,
    kind: ParagraphKind,
    levels: dict[int, tuple[int, _Node]],
) -> Paragraph:
    span = Span(start, start + len(block.text))
    if index not in levels:
        return Paragraph(span, kind, origin=block.origin)
    level, node = levels[index]
    heading = Span(start, start + node.heading_end) if node.has_heading else None
    alone = node.own_line and node.family is not Family.ARTICLE
    if heading is not None and heading.end < span.end and block.text[node.heading_end] == "。":
        heading = Span(heading.start, heading.end + 1)
    shown = ParagraphKind.HEADING if alone else ParagraphKind.BODY
    return Paragraph(span, shown, level, heading, origin=block.origin)


def _section(
    node: _Node,
    level: int,
    starts: Sequence[int],
    lines: Sequence[str],
    levels: dict[int, tuple[int, _Node]],
) -> Section:
    levels[node.first] = (level, node)
    start = starts[node.first]
    span = Span(start, starts[node.last] + len(lines[node.last]))
    family = node.family.value if node.family is not None else ""
    children = tuple(_section(child, level + 1, starts, lines, levels) for child in node.children)
    heading = Span(start, start + node.heading_end)
    return Section(level, family, node.number, node.title, span, heading, children)


class _Outliner:
    """One walk over the paragraphs with the stack of open sections."""

    def __init__(self, lines: Sequence[str], body: int) -> None:
        self._lines = lines
        self._body = body
        self._quoted = _quoted(lines)
        self._found = [self._ordinal(at) for at in range(len(lines))]
        self._families = Counter(o.family for o in self._found if o is not None)
        self._root = _Node(None, 0, "", "", 0, 0)
        self._stack: list[_Node] = [self._root]
        self._last: dict[Family, int] = {}

    def outline(self) -> _Node:
        """Return the root of the finished tree."""
        skip = _contents(self._lines, self._body, self._found)
        for at in range(self._body, len(self._lines)):
            ordinal = self._found[at]
            if ordinal is None or at in skip or self._quoted[at]:
                continue
            if ordinal.family is Family.ATTACHMENT:
                self._open_attachment(at, ordinal)
            else:
                self._try(at, ordinal)
        _close(self._root, len(self._lines) - 1)
        _demote_lists(self._root, self._lines)
        return self._root

    def _ordinal(self, at: int) -> Ordinal | None:
        line = self._lines[at]
        return attachment_at_start(line) or ordinal_at_start(line)

    def _try(self, at: int, ordinal: Ordinal) -> None:
        if ordinal.family.value.startswith("decimal") and not self._is_decimal_report():
            return
        if self._is_item_of_an_article(ordinal):
            return
        depth = self._depth_for(ordinal.family)
        siblings = self._stack[depth].children
        previous = siblings[-1].value if siblings and siblings[-1].family == ordinal.family else 0
        node = _node(at, ordinal, self._lines[at])
        if not self._in_sequence(ordinal, previous, node):
            return
        if not node.has_heading and self._lines[at].endswith(("；", ";")):
            return
        del self._stack[depth + 1 :]
        siblings.append(node)
        self._stack.append(node)
        self._last[ordinal.family] = ordinal.value

    def _open_attachment(self, at: int, ordinal: Ordinal) -> None:
        """An attachment restarts all numbering; the line below it is its title."""
        line = self._lines[at]
        title = line[ordinal.length :].strip()
        if not title and at + 1 < len(self._lines) and self._found[at + 1] is None:
            below = self._lines[at + 1]
            if len(below) <= MAX_OWN_LINE and not below.endswith(("。", "；", "，")):
                title = below
        node = _Node(
            ordinal.family, ordinal.value, ordinal.written, title, at, len(line), own_line=True
        )
        del self._stack[1:]
        self._root.children.append(node)
        self._stack.append(node)
        self._last.clear()

    def _is_decimal_report(self) -> bool:
        return self._families[Family.DECIMAL_2] >= 2

    def _is_item_of_an_article(self, ordinal: Ordinal) -> bool:
        """In laws （一） and 1. under 第…条 are items of the article, clauses and no headings."""
        inside = any(node.family is Family.ARTICLE for node in self._stack)
        deeper = ordinal.family.rank > Family.CJK_COMMA.rank
        return inside and deeper and ordinal.family is not Family.CJK_COMMA

    def _depth_for(self, family: Family) -> int:
        """Return the place in the stack under which a section of this family hangs."""
        for depth in range(len(self._stack) - 1, 0, -1):
            node = self._stack[depth]
            if node.family is family:
                return depth - 1
        depth = len(self._stack) - 1
        while depth > 0:
            above = self._stack[depth].family
            if above is not None and above.rank < family.rank:
                break
            depth -= 1
        return depth

    def _in_sequence(self, ordinal: Ordinal, previous: int, node: _Node) -> bool:
        value = ordinal.value
        if value in (1, previous + 1, self._last.get(ordinal.family, 0) + 1):
            return True
        # -- a number left out or written twice is the author's slip: the heading stays one
        headed = node.has_heading and not ordinal.family.is_enumerating
        return headed and previous > 0 and previous <= value <= previous + _GAP


def _node(at: int, ordinal: Ordinal, line: str) -> _Node:
    rest = line[ordinal.length :]
    node = _Node(ordinal.family, ordinal.value, ordinal.written, "", at, ordinal.length)
    if ordinal.family is Family.ARTICLE:
        node.heading_end = len(ordinal.written)
        named = _ARTICLE_TITLE.match(rest)
        if named is not None:
            node.title = named.group(1)
            node.heading_end = ordinal.length + named.end()
        node.own_line = node.heading_end == len(line)
        return node
    end = rest.find("。")
    sentence = rest if end < 0 else rest[:end]
    alone = end < 0 or end == len(rest) - 1
    limit = MAX_OWN_LINE if alone and end < 0 else MAX_RUN_IN
    body = sentence.rstrip("：:") if alone and len(sentence) <= 24 else sentence
    if len(sentence) <= limit and not _CLAUSE.search(body):
        node.title = _tidy(body)
        node.heading_end = ordinal.length + len(body.rstrip())
        node.own_line = alone
        return node
    node.has_heading = False
    label = rest[:CLAUSE_LABEL]
    node.title = label + "…" if len(rest) > CLAUSE_LABEL else label.rstrip("。；;")
    node.heading_end = ordinal.length + len(label)
    return node


def _tidy(title: str) -> str:
    """A title set with spaces between its characters (总　　则) loses them."""
    title = title.strip()
    words = title.split()
    return "".join(words) if words and all(len(word) == 1 for word in words) else title


def _close(root: _Node, end: int) -> None:
    """Tell every section its last paragraph: the one before the next section begins."""
    pending = [(root, end)]
    while pending:
        node, last = pending.pop()
        node.last = last
        ends = [child.first - 1 for child in node.children[1:]]
        pending += zip(node.children, [*ends, last], strict=False)


def _demote_lists(node: _Node, lines: Sequence[str]) -> None:
    """Take out what numbers mere lists: single paragraphs with 1., （1） or ①.

    Depth is bounded by the number of families, so recursion is safe.
    """
    for child in node.children:
        _demote_lists(child, lines)
    if node.family is not Family.ATTACHMENT and _is_list(node.children, lines):
        node.children = [c for child in node.children for c in child.children]


def _is_list(siblings: Sequence[_Node], lines: Sequence[str]) -> bool:
    if not siblings or siblings[0].family is None:
        return False
    if siblings[0].family.is_enumerating:
        long = sum(child.last > child.first for child in siblings)
        return long * 2 < len(siblings) or (len(siblings) == 1 and long == 0)
    if siblings[0].family is not Family.CJK_BRACKETS or any(c.has_heading for c in siblings):
        return False
    before = siblings[0].first - 1
    return before >= 0 and lines[before].endswith(("：", ":"))


def _quoted(lines: Sequence[str]) -> list[bool]:
    """Say which paragraphs begin inside a quotation that an earlier one opened (at most 20 on)."""
    quoted = [False] * len(lines)
    open_since = -1
    depth = 0
    for at, line in enumerate(lines):
        balance = line.count("“") - line.count("”")
        if open_since >= 0:
            depth += balance
            if depth <= 0:
                for inside in range(open_since + 1, at + 1):
                    quoted[inside] = True
                open_since = -1
            elif at - open_since >= 20:
                open_since = -1
        elif balance > 0:
            open_since, depth = at, balance
    return quoted


def _contents(lines: Sequence[str], body: int, found: Sequence[Ordinal | None]) -> frozenset[int]:
    """Return the paragraphs of a list of contents: its first entry comes again further down."""
    for at in range(max(0, body - 12), min(len(lines) - 1, body + 12)):
        if not _CONTENTS.match(lines[at]):
            continue
        entry = next((i for i in range(at + 1, min(at + 6, len(lines))) if found[i]), None)
        if entry is None:
            return frozenset()
        wanted = squeezed(_LEADER.sub("", lines[entry]))
        for again in range(entry + 1, len(lines)):
            if squeezed(lines[again]).startswith(wanted):
                return frozenset(range(at, again))
    return frozenset()
