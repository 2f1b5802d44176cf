"""Lines that open no section whatever they look like, found before the sections are.

A list of contents, page numbers, what a quotation numbers, the list of attachments, the rest of a
line that was broken (in a hard-wrapped file every line is).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reviewer.language.numbering import Family, Ordinal
from reviewer.language.patterns import pattern

_PAGE_NUMBER: Final = pattern(
    r"[-—–－·•]{1,2}\s*\d{1,4}\s*[-—–－·•]{1,2}$|第\s*\d{1,4}\s*页(?:[，,\s]*共\s*\d{1,4}\s*页)?$"
    r"|\d{1,3}\s*/\s*\d{1,3}$|\d{1,3}$"
)
_PAGE_ENDS: Final = frozenset("0123456789０１２３４５６７８９页-—–－·•")
_CONTENTS: Final = pattern(r"目\s*[录次]$")
_LEADER: Final = pattern(r"(?:[\s.…·．⋯-]+|(?<=\D))[（(]?\d{1,3}[）)]?$|[.…·．⋯]{2,}$")
_QUOTING: Final = pattern("(?:^|[：:])“[^“”]*$")
_QUOTE_ENDS: Final = pattern("”[。；;，,、]?$")
_LISTED: Final = pattern(r"附\s*[件录表]\s*[\d一二三四五六七八九十]{0,2}\s*[：:]")
_TERMINAL: Final = frozenset("。！？；：!?;:”》）)】.…")
_WITHIN: Final = frozenset("，、,")
MAX_CONTENTS_START: Final = 60
"""A list of contents begins within that many lines."""
MAX_QUOTED: Final = 20
"""A quotation that stays open longer lacks its closing mark."""
_BROKEN: Final = range(12, 61)
"""A line of that length that ends in a comma was broken; a longer one lacks its full stop."""
_WRAP: Final = range(16, 61)
"""Lines of hard-wrapped files are that long, in characters."""


def is_page_number(line: str) -> bool:
    """Say whether a line is a page number that a conversion left behind: — 3 —, 第3页 共9页."""
    return len(line) <= 20 and line[-1:] in _PAGE_ENDS and _PAGE_NUMBER.match(line) is not None


def contents(lines: Sequence[str], found: Sequence[Ordinal | None]) -> range:
    """Return the lines of the list of contents, its name included; empty where there is none.

    It ends where its first entry comes again, by its words or (where the words differ) its number.
    """
    for at, line in enumerate(lines[:MAX_CONTENTS_START]):
        if len(line) <= 8 and _CONTENTS.match(line):
            entry = next((i for i in range(at + 1, min(at + 8, len(lines))) if found[i]), None)
            return range(at, _contents_end(lines, found, entry) if entry is not None else at)
    return range(0)


def _contents_end(lines: Sequence[str], found: Sequence[Ordinal | None], entry: int) -> int:
    wanted = squeezed(_LEADER.sub("", lines[entry]))
    first = found[entry]
    restart = 0
    for at in range(entry + 1, len(lines)):
        ordinal = found[at]
        if ordinal is None or first is None or ordinal.family is not first.family:
            continue
        if squeezed(lines[at]).startswith(wanted):
            return at
        if ordinal.value == first.value and not restart and not _LEADER.search(lines[at]):
            restart = at
    return restart


def squeezed(text: str) -> str:
    """Return the text without white space: two copies of a title compare equal."""
    return "".join(text.split())


def quoted(lines: Sequence[str]) -> list[bool]:
    """Say which lines begin inside a quotation that an earlier one opened.

    It opens after a colon or at the start of a line and closes at the end of one: marks that are
    merely unbalanced quote nothing.
    """
    inside = [False] * len(lines)
    opened = -1
    for at, line in enumerate(lines):
        closing, opening = line.count("”"), line.count("“")
        # -- each paragraph of a long quotation begins with a mark of its own
        outnumber = closing > opening or (line[0] == "“" and closing == opening > 0)
        if opened >= 0 and outnumber and _QUOTE_ENDS.search(line):
            inside[opened + 1 : at + 1] = [True] * (at - opened)
            opened = -1
        goes_on = opened >= 0 and line[0] == "“"
        if opening > closing and not goes_on and _QUOTING.search(line):
            opened = at
        elif at - opened > MAX_QUOTED:
            opened = -1
    return inside


def attachment_lists(lines: Sequence[str], found: Sequence[Ordinal | None]) -> Iterator[range]:
    """Yield the lines of each list of attachments: 附件：1.清单 and the numbered lines below it.

    A single line 附件：清单 is one where nothing but the signature follows.
    """
    end = 0
    for at, line in enumerate(lines):
        if at < end or not line.startswith("附") or _LISTED.match(line) is None:
            continue
        end = at + 1
        while end < len(lines) and _is_listed(lines[end], found[end]):
            end += 1
        following = lines[end : end + 3]
        numbered = line[-1] not in "：:" and end - at > 1
        if (
            numbered
            or re.search(r"[：:]\s*\d", line)
            or any(map(is_date, following))
            or not following
        ):
            yield range(at, end)


def _is_listed(line: str, ordinal: Ordinal | None) -> bool:
    if len(line) > 60 or line.endswith(("。", "；", "：")):
        return False
    if ordinal is not None and ordinal.family is Family.ATTACHMENT:
        return _LISTED.match(line) is not None
    return ordinal is not None and ordinal.family is Family.ARABIC_DOT


_DATE: Final = (
    r"[（(]?(?:[\d\uff10-\uff19]{4}|[二〇○零一][〇○零一二三四五六七八九０-９O0]{3})\s*年"
    r"\s*[\d\uff10-\uff19一二三四五六七八九十]{1,3}\s*月(?:\s*[\d\uff10-\uff19一二三四五六七八九十]{1,3}\s*日)?[）)]?$"
)


def is_date(line: str) -> bool:
    """Say whether a line is a date and nothing else: 2024年3月1日, 二〇二四年三月."""
    return (
        len(line) <= 24 and line.endswith(("月", "日", "）", ")")) and bool(re.match(_DATE, line))
    )


def broken(lines: Sequence[str]) -> list[bool]:
    """Say which lines go on in the next one: hard-wrapped lines, and those that end in a comma."""
    goes_on = [line[-1:] in _WITHIN and len(line) in _BROKEN for line in lines]
    full = _full_width(lines)
    if full:
        for at, line in enumerate(lines):
            goes_on[at] |= line[-1:] not in _TERMINAL and _width(line) >= full
    return goes_on


def _full_width(lines: Sequence[str]) -> int:
    """Return from which width (in half characters) a line is full, 0 where lines are not wrapped.

    The indent of a paragraph's first line is gone, so that it looks shorter by two characters.
    """
    lengths = sorted(map(len, lines))
    if len(lines) < 8 or lengths[len(lengths) * 9 // 10] not in _WRAP:
        return 0
    widths = [_width(line) for line in lines]
    widest = sorted(widths)[len(widths) * 9 // 10]
    full = widest - 8
    pending = sum(
        width >= full and line[-1:] not in _TERMINAL
        for line, width in zip(lines, widths, strict=True)
    )
    return full if pending * 3 >= len(lines) else 0


def _width(line: str) -> int:
    return len(line) + sum(map("\u2000".__lt__, line))
