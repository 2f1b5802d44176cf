"""Where the heading of a numbered paragraph ends.

A heading stands on a line of its own ("一、基本情况"), or runs in: up to the first full stop
("（一）指导思想。以…"), the first colon ("（一）组织领导：成立…") or a gap ("一、成效　　2023年…"). What
is too long for a heading is a clause; it is called by its first characters.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from reviewer.language.numbering import Family, Ordinal
from reviewer.language.patterns import pattern

MAX_RUN_IN: Final = 46
"""A run-in heading is at most that long; in reports 95 % have up to 29 characters."""
MAX_OWN_LINE: Final = 60
"""A heading on a line of its own is at most that long."""
MAX_BEFORE_COLON: Final = 16
"""What a colon ends is at most that long: 整改目标：…"""
CLAUSE_LABEL: Final = 24
"""A numbered clause without a heading is called by that many characters."""

# -- half-width full stops are typed for 。 in reports set with half-width commas
_LETTER: Final = r"[^\W\d_A-Za-z]"  # a range of all Chinese characters takes 1.4 ms to compile
_STOP: Final = pattern(rf"[。｡]|(?<={_LETTER}|[”）)])[.．](?=\s|{_LETTER}|“|$)")
_CLAUSE: Final = pattern(r"[；;]|(?<!\d)[：:]|[：:](?!\d)")
_COLON: Final = pattern(
    rf"([^，,。；;：:“”《》]{{2,{MAX_BEFORE_COLON}}})[：:](?!“)(?=\s*\S{{4}})(?!\d)"
)
_GAP: Final = pattern(r"(\S(?:.{0,20}?\S)?)(?:\u3000+|\t+|[ \xa0]{2,})(?=\S.*[，,].*。)")
_ARTICLE_TITLE: Final = "[【〔（(]([^】〕）)]{1,20})[】〕）)]"
_SCAN: Final = 400
"""Full stops and gaps further on end no heading, however long the paragraph is."""


class Heading(NamedTuple):
    """What a numbered paragraph is called; `end` is an offset in the paragraph.

    `is_headed` is False for a clause, whose `title` is its beginning; `is_alone` says that nothing
    follows the heading on its line, `is_bare` that not even a full stop does.
    """

    title: str
    end: int
    is_headed: bool = True
    is_alone: bool = False
    is_bare: bool = False

    @property
    def runs_in(self) -> bool:
        """Whether the text of the section follows on the same line."""
        return self.is_headed and not self.is_alone


def heading_of(ordinal: Ordinal, line: str) -> Heading:
    """Return the heading of a line that starts with an ordinal."""
    if ordinal.family is Family.ARTICLE:
        return _article(ordinal, line)
    rest = line[ordinal.length : ordinal.length + _SCAN]
    return (
        _gap(ordinal, rest)
        or _sentence(ordinal, rest)
        or _colon(ordinal, rest)
        or _clause(ordinal, rest)
    )


def _article(ordinal: Ordinal, line: str) -> Heading:
    named = re.match(_ARTICLE_TITLE, line[ordinal.length : ordinal.length + _SCAN])
    end = ordinal.length + named.end() if named is not None else len(ordinal.written)
    title = named.group(1) if named is not None else ""
    return Heading(title, end, is_alone=end == len(line), is_bare=end == len(line))


def _gap(ordinal: Ordinal, rest: str) -> Heading | None:
    found = _GAP.match(rest)
    if found is None or _STOP.search(found.group(1)) is not None:
        return None
    return Heading(found.group(1), ordinal.length + found.end(1))


def _sentence(ordinal: Ordinal, rest: str) -> Heading | None:
    stop = _STOP.search(rest)
    sentence = rest if stop is None else rest[: stop.start()]
    bare = stop is None
    alone = stop is None or stop.end() == len(rest)
    body = sentence.rstrip("：:；;") if bare and len(sentence) <= CLAUSE_LABEL else sentence
    if len(sentence) > (MAX_OWN_LINE if bare else MAX_RUN_IN) or _CLAUSE.search(body):
        return None
    end = ordinal.length + len(body.rstrip())
    return Heading(tidy(body), end, is_alone=alone, is_bare=bare)


def _colon(ordinal: Ordinal, rest: str) -> Heading | None:
    found = _COLON.match(rest)
    if found is None:
        return None
    return Heading(found.group(1).strip(), ordinal.length + len(found.group(1).rstrip()))


def _clause(ordinal: Ordinal, rest: str) -> Heading:
    label = rest[:CLAUSE_LABEL]
    title = label + "…" if len(rest) > CLAUSE_LABEL else label.rstrip("。；;")
    return Heading(title, ordinal.length + len(label), is_headed=False)


def tidy(title: str) -> str:
    """A title set with spaces between its characters (总　　则) loses them."""
    title = title.strip()
    words = title.split()
    return "".join(words) if len(words) > 1 and all(len(word) == 1 for word in words) else title
