"""Lines of text become paragraphs: hard-wrapped lines are joined, marks of web pages are taken out.

A file is wrapped where a third of its lines are as long as lines get and end in the middle of a
sentence. In such a file a line goes on in the next one unless that is indented, stands after a
blank line or begins with a number of a section.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from reviewer.language.asides import is_page_number
from reviewer.language.blocks import EDGE, Block
from reviewer.language.numbering import attachment_at_start, ordinal_at_start
from reviewer.language.patterns import pattern

_TERMINAL: Final = frozenset("。！？；：!?;:”》）)】.…")
_FEWEST: Final = 8
_WIDTHS: Final = range(32, 125)
"""Lines of wrapped files are that wide, in half characters."""
_SLACK: Final = 5
"""A full line may be so much shorter: no punctuation begins a line, no number is cut."""

_BEFORE_ONE: Final = frozenset("统唯单同专之其合")
"""What makes a word with 一: 统一、权威 may be broken before it."""
_BETWEEN_CELLS: Final = pattern(r"\t|\s{2,}|(?<=[^\x00-\x7f])\s|(?<=\d)\s(?=\d)")
"""White space as between the cells of a table that is written as text."""
_MIN_GAPS: Final = 2

_SHORT: Final = 16
"""A line may be so much shorter where a figure would not fit, if the next one is not indented."""

_TAGS: Final = (
    "p|br|div|span|font|b|strong|i|em|u|a|img|table|tbody|thead|tr|td|th|ul|ol|li|h[1-6]|center"
    "|html|body|head|title|meta|script|style|section|article|hr|blockquote|pre|sup|sub|o:p|wbr"
)
_TAG: Final = pattern(rf"<(/?)({_TAGS})(?:\s[^<>]*|/)?>|<!--.{{0,10000}}?-->", re.IGNORECASE)
_BLOCK: Final = pattern(
    "(?:p|br|div|table|tr|td|th|li|ul|ol|h[1-6]|center|section|article|hr|blockquote|title|body)$",
    re.IGNORECASE,
)
_ENTITY: Final = pattern("&(?:[a-zA-Z]{2,8}|#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5});")


class RawLine(NamedTuple):
    """A line as it stands in the source: shown text, its offset, what was before it.

    `width` counts half characters, the indent with them.
    """

    text: str
    origin: int
    indent: int = 0
    width: int = 0
    after_blank: bool = False


def raw_lines(pieces: Iterable[tuple[str, int]]) -> Iterator[RawLine]:
    """Yield what shows something of the lines, given with their offsets."""
    blank = False
    for piece, at in pieces:
        line = piece.rstrip(EDGE)
        shown = line.lstrip(EDGE)
        if shown:
            lead = len(line) - len(shown)
            yield RawLine(shown, at + lead, _width(line[:lead]), _width(line), blank)
        blank = not shown


def unmarked(pieces: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Take marks of web pages out of lines: br and p end a line, others are nothing."""
    for piece, at in pieces:
        if "<" not in piece and "&" not in piece:
            yield piece, at
        else:
            yield from _unmarked(piece, at)


def _unmarked(piece: str, at: int) -> Iterator[tuple[str, int]]:
    kept: list[str] = []
    start = begun = 0
    for tag in [*_TAG.finditer(piece), None]:
        stop = tag.start() if tag is not None else len(piece)
        kept.append(_ENTITY.sub(_character, piece[start:stop]))
        if tag is None or (tag[2] and _BLOCK.match(tag[2])):
            yield "".join(kept), at + begun
            kept = []
            begun = tag.end() if tag is not None else 0
        if tag is not None:
            start = tag.end()


def _character(entity: re.Match[str]) -> str:
    from html import unescape  # noqa: PLC0415  a table of two thousand names

    return unescape(entity[0])


def rejoined(lines: Sequence[RawLine]) -> Iterator[Block]:
    """Yield the paragraphs that the lines make.

    Page numbers that stand in the middle of a paragraph follow it.
    """
    full = _full(lines)
    kept, numbers = _without_numbers(lines) if full else (lines, {})
    joins = _joins(kept, full) if full else [False] * len(kept)
    parts: list[str] = []
    waiting: list[RawLine] = []
    origin = 0
    for at, line in enumerate(kept):
        if not parts:
            origin = line.origin
        else:
            parts.append(between(parts[-1][-1], line.text[0]))
        parts.append(line.text)
        waiting += numbers.get(at, ())
        if not joins[at]:
            yield Block("".join(parts), origin)
            yield from (Block(number.text, number.origin) for number in waiting)
            parts, waiting = [], []


def _without_numbers(lines: Sequence[RawLine]) -> tuple[list[RawLine], dict[int, list[RawLine]]]:
    """Take page numbers out; return them by the index of the line above them.

    The blank lines around a number in the middle of a sentence part no paragraphs.
    """
    kept: list[RawLine] = []
    numbers: dict[int, list[RawLine]] = {}
    for at, line in enumerate(lines):
        alone = line.after_blank and at + 1 < len(lines) and lines[at + 1].after_blank
        if kept and is_page_number(line.text) and (alone or not line.text.isdecimal()):
            numbers.setdefault(len(kept) - 1, []).append(line)
            continue
        if len(kept) - 1 in numbers and kept[-1].text[-1] not in _TERMINAL:
            line = line._replace(after_blank=False)  # noqa: PLW2901
        kept.append(line)
    return kept, numbers


def _full(lines: Sequence[RawLine]) -> int:
    """From which width a line is full; 0 where lines are not wrapped."""
    if len(lines) < _FEWEST:
        return 0
    widths = sorted(line.width for line in lines)
    usual = widths[len(lines) * 9 // 10]
    if usual not in _WIDTHS:
        return 0
    full = usual - _SLACK
    going_on = [
        line for line, after in pairwise(lines) if not after.after_blank and not after.indent
    ]
    if len(going_on) < len(lines) - 1 and _nearly_all_full(going_on, full):
        return full
    if _by_indent(lines) and widths[-1] <= usual + _SLACK:
        # -- the rest of a paragraph is not indented
        rests = sum(
            not after.indent and not after.after_blank and line.text[-1] not in _TERMINAL
            for line, after in pairwise(lines)
        )
        return full if rests * 6 >= len(lines) else 0
    pending = sum(line.width >= full and line.text[-1] not in _TERMINAL for line in lines)
    return full if pending * 3 >= len(lines) else 0


def _nearly_all_full(lines: Sequence[RawLine], full: int) -> bool:
    return len(lines) >= _FEWEST and sum(line.width < full for line in lines) * 20 <= len(lines)


def _by_indent(lines: Sequence[RawLine]) -> bool:
    """Whether paragraphs are told by the indent of their first line."""
    indented = sum(line.indent > 0 for line in lines)
    return len(lines) < indented * 10 < len(lines) * 8


def _by_blank(lines: Sequence[RawLine], full: int) -> bool:
    """Whether paragraphs are told by a blank line before them."""
    last = [after for line, after in pairwise(lines) if line.width < full]
    return sum(after.after_blank for after in last) * 10 > len(last) * 9


def _joins(lines: Sequence[RawLine], full: int) -> list[bool]:
    by_indent = _by_indent(lines)
    told = by_indent or _by_blank(lines, full)
    joins = [False] * len(lines)
    for at, (line, after) in enumerate(pairwise(lines)):
        if after.after_blank or (by_indent and after.indent):
            continue
        if _is_row(line.text) and _is_row(after.text):
            continue
        ended = line.text[-1] in _TERMINAL
        begins = (ordinal_at_start(after.text) or attachment_at_start(after.text)) is not None
        begins = begins and not (line.text[-1] in _BEFORE_ONE and after.text.startswith("一、"))
        if line.width >= full and (not begins or (told and not ended)):
            # -- where paragraphs are told otherwise, a sentence may end at the end of a line
            joins[at] = told or not ended
        elif by_indent and not ended:
            joins[at] = line.width >= full - _SHORT or (at > 0 and joins[at - 1])
    return joins


def _is_row(text: str) -> bool:
    """Whether a line is a row of figures and names, not a sentence."""
    return len(_BETWEEN_CELLS.findall(text)) >= _MIN_GAPS


def between(last: str, first: str) -> str:
    """What a line end between two characters stands for: a space between words.

    Nothing between Chinese characters, and nothing in a figure, of which it cut one in two.
    """
    both = last + first
    return " " if both.isascii() and both.isalnum() and not both.isdigit() else ""


def _width(line: str) -> int:
    return sum(2 if char > "\u2000" else 1 for char in line)
