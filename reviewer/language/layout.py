"""The lines of a report with what is known of each before any section is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from reviewer.language import asides
from reviewer.language.headings import MAX_OWN_LINE
from reviewer.language.headline import classify_head, ends_like_a_title
from reviewer.language.numbering import (
    Family,
    Ordinal,
    attachment_at_start,
    lone_ordinal,
    ordinal_at_start,
)
from reviewer.model.document import ParagraphKind

_MAX_TITLE_START: Final = 10
"""A title in a heading's style begins within that many lines."""
_ENDS_TEXT: Final = ("。", "；", ";", "，", ",", "！", "？")
_MAX_NAME: Final = 40
"""The title below a number alone on its line is at most that long."""
_PUNCTUATION: Final = frozenset("。；，：！？.;,:!?…")
_YEAR: Final = r"(?:过去[一五]年|今后五年|(?:20\d\d|二[〇○]..)年)[^，。；：:]{0,10}(?:回顾|安排|打算|总结|情况|任务|重点|思路|计划)$"
"""How reports of work head their halves: 2023年工作回顾, 2024年工作安排."""
_MAX_YEAR: Final = 24
_MAX_JOINED: Final = 12
"""A paragraph is put together from at most that many broken lines."""


class Layout:
    """`lines`, the ordinal `found` at each (asides have none), `body`: the first after the head.

    `head` has the kinds of the lines of the title block, by their index. `levels` are the depths of
    headings by their styles, 0 for none; `styled` leads from the lines that are headings by style
    alone, without a number, to their depths. `named_below` are the lines that are the titles of
    numbers alone above them.
    """

    def __init__(self, lines: Sequence[str], levels: Sequence[int] = ()) -> None:
        self.lines = lines
        self.levels = list(_believable(lines, levels))
        self.found = [attachment_at_start(line) or ordinal_at_start(line) for line in lines]
        self.contents = asides.contents(lines, self.found)
        self.listed = [False] * len(lines)
        self._goes_on = asides.broken(lines)
        self.named_below = set(self._join_lone_numbers())
        self._drop_asides()
        first = self._first_styled()
        self.head = self._head(min([first, *self._lone_numbers()]))
        self.body = max(self.head, default=-1) + 1
        self.styled = {
            at: level
            for at, level in enumerate(self.levels[first:], first)
            if level and self.found[at] is None and self._is_free(at)
        }
        if not self.styled:
            self.styled = dict.fromkeys(self._years(), 1)
        self._counts = list(accumulate(map(self._counts_as_paragraph, range(len(lines)))))

    def starts_paragraph(self, at: int) -> bool:
        """Whether a line is no rest of the one before it."""
        return at == 0 or not self._goes_on[at - 1]

    def before(self, at: int) -> str:
        """The line above, page numbers left out; empty at the top."""
        at -= 1
        while at > 0 and asides.is_page_number(self.lines[at]):
            at -= 1
        return self.lines[at] if at >= 0 else ""

    def adjoins(self, above: int, at: int) -> bool:
        """Whether the paragraph that begins at `above` is the last one before `at`."""
        return 0 <= above < at and self.paragraphs(above, at) == 2

    def paragraphs(self, first: int, last: int) -> int:
        """How many paragraphs begin in the lines from `first` to `last`, page numbers left out."""
        return self._counts[last] - self._counts[first] + 1

    def paragraph(self, at: int) -> str:
        """The line with the rest that broken lines carry."""
        if not self._goes_on[at]:
            return self.lines[at]
        return "".join(self.lines[at : self._stop(at)])

    def line_ends_before(self, at: int, offset: int) -> int:
        """How many line ends stand before an offset in `paragraph(at)`."""
        if not self._goes_on[at]:
            return 0
        ends = accumulate(len(line) for line in self.lines[at : self._stop(at)])
        return sum(end < offset for end in ends)

    def _stop(self, at: int) -> int:
        stop = at + 1
        limit = min(len(self.lines), at + _MAX_JOINED)
        while stop < limit and self._goes_on[stop - 1] and self.found[stop] is None:
            stop += 1
        return stop

    def _counts_as_paragraph(self, at: int) -> bool:
        return self.starts_paragraph(at) and not asides.is_page_number(self.lines[at])

    def _join_lone_numbers(self) -> Iterator[int]:
        """Let numbers alone on their lines go on in the title below; yield where such titles are."""
        for at in range(len(self.lines) - 1):
            ordinal = lone_ordinal(self.lines[at])
            if ordinal is not None and self.found[at + 1] is None and _names(self.lines[at + 1]):
                self.found[at] = ordinal
                self._goes_on[at] = True
                self.levels[at], self.levels[at + 1] = self.levels[at] or self.levels[at + 1], 0
                yield at + 1

    def _lone_numbers(self) -> Iterator[int]:
        return (at - 1 for at in self.named_below if self.found[at - 1] is not None)

    def _drop_asides(self) -> None:
        quoted = asides.quoted(self.lines)
        for listed in asides.attachment_lists(self.lines, self.found):
            for at in listed:
                self.listed[at] = True
        for at, ordinal in enumerate(self.found):
            if ordinal is None:
                continue
            aside = quoted[at] or at in self.contents or self.listed[at]
            if aside or (not self.starts_paragraph(at) and not _is_surely(ordinal)):
                self.found[at] = None

    def _years(self) -> list[int]:
        """The lines of the year behind and of the year ahead, under which the numbers begin anew.

        They are headings only where the first stands above all numbers.
        """
        years = [
            at
            for at in range(self.body, len(self.lines))
            if len(self.lines[at]) < _MAX_YEAR
            and "年" in self.lines[at]
            and re.match(_YEAR, self.lines[at])
            and self._is_free(at)
            and self.starts_paragraph(at)
        ]
        first = next((at for at in range(self.body, len(self.lines)) if self.found[at]), -1)
        return years if len(years) > 1 and years[0] < first else []

    def _is_free(self, at: int) -> bool:
        """Whether a line without a number may be a heading."""
        return at not in self.contents and not self.listed[at] and _is_short(self.lines[at])

    def _first_styled(self) -> int:
        """Return the first line that its style alone makes a heading, and that is no title.

        A title set in a heading's style is the only one of that depth, and stands at the top.
        """
        styled = [at for at, level in enumerate(self.levels) if level and self.found[at] is None]
        if not styled:
            return len(self.lines)
        first, level = styled[0], self.levels[styled[0]]
        after = first
        while after < len(self.lines) and self.levels[after] == level and not self.found[after]:
            after += 1
        above = self.lines[:first]
        at_top = first < _MAX_TITLE_START and all(map(_is_short, above))
        at_top = at_top and not any(map(ends_like_a_title, above))
        if not at_top or any(0 < other <= level for other in self.levels[after:]):
            return first
        return next((at for at in styled if at >= after), len(self.lines))

    def _head(self, end: int) -> dict[int, ParagraphKind]:
        """Classify the lines of the title block, which ends before the line `end`."""
        kept = [at for at in range(min(len(self.lines), end, 400)) if at not in self.contents]
        kinds = classify_head([self.lines[at] for at in kept], [self._goes_on[at] for at in kept])
        return dict(zip(kept, kinds, strict=False))


def _believable(lines: Sequence[str], levels: Sequence[int]) -> Sequence[int]:
    """Return the depths, all 0 where whole paragraphs of text are styled like headings."""
    if not levels or not any(levels):
        return [0] * len(lines)
    long = sum(level > 0 and not _is_short(line) for line, level in zip(lines, levels, strict=True))
    return levels if long * 2 <= sum(map(bool, levels)) else [0] * len(lines)


def _is_short(line: str) -> bool:
    return len(line) <= MAX_OWN_LINE and not line.endswith(_ENDS_TEXT)


def _names(line: str) -> bool:
    """Whether a line can be the title of the number alone above it."""
    if len(line) > _MAX_NAME or not _PUNCTUATION.isdisjoint(line) or lone_ordinal(line) is not None:
        return False
    return not asides.is_date(line) and not asides.is_page_number(line)


def _is_surely(ordinal: Ordinal) -> bool:
    """Ordinals that hardly ever begin the rest of a broken line: （一） 第一章."""
    return ordinal.family is Family.CJK_BRACKETS or ordinal.family.is_division
