"""The lines of a report with what is known of each before any section is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from reviewer.language import asides
from reviewer.language.headline import classify_head
from reviewer.language.numbering import Family, Ordinal, attachment_at_start, ordinal_at_start
from reviewer.model.document import ParagraphKind

_MAX_JOINED: Final = 12
"""A paragraph is put together from at most that many broken lines."""


class Layout:
    """`lines`, the ordinal `found` at each (asides have none), `body`: the first after the head.

    `head` has the kinds of the lines of the title block, by their index.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.found = [attachment_at_start(line) or ordinal_at_start(line) for line in lines]
        self.contents = asides.contents(lines, self.found)
        self.listed = [False] * len(lines)
        self._goes_on = asides.broken(lines)
        self._drop_asides()
        self.head = self._head()
        self.body = max(self.head, default=-1) + 1
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

    def _head(self) -> dict[int, ParagraphKind]:
        kept = [at for at in range(min(len(self.lines), 400)) if at not in self.contents]
        kinds = classify_head([self.lines[at] for at in kept], [self._goes_on[at] for at in kept])
        return dict(zip(kept, kinds, strict=False))


def _is_surely(ordinal: Ordinal) -> bool:
    """Ordinals that hardly ever begin the rest of a broken line: （一） 第一章."""
    return ordinal.family is Family.CJK_BRACKETS or ordinal.family.is_division
