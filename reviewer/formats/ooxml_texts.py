"""The text of a plain DOCX run, and how the walk finds one that was taken out (`ooxml_thinned`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final

from reviewer.formats.ooxml import Element, W
from reviewer.formats.ooxml_styles import LOOKING

LINE_ENDS: Final = "\n\r\x85\u2029"
WHITE: Final = str.maketrans(LINE_ENDS, "    ")
"""Line ends inside w:t are white space."""
BLANK: Final = " \t\r\n"
"""What counts at the edges of a w:t only if it says so (17.3.3.31)."""
RUN_END: Final = "</w:t></w:r>"
MARK: Final = "\x7f"
"""Stands before and after the number of a text that was taken out."""
Texts = Mapping[str, str]
"""What was taken out of a part, by the marks that are left; empty where nothing was."""


class Taken:
    """A run that was taken out of a w:p: what it stands in, and where in the text of its part.

    Its tags begin at `start`, its text at `inside`, of which the part that is shown at `low`; the
    text ends at `high`, the run at `end`.
    """

    __slots__ = ("end", "high", "inside", "low", "parent", "start")
    tag = W + "r"

    def __init__(
        self, parent: Element, start: int, inside: int, low: int, high: int, end: int
    ) -> None:
        self.parent = parent
        self.start = start
        self.inside = inside
        self.low = low
        self.high = high
        self.end = end

    def iterancestors(self, *tags: str) -> Iterator[Element]:
        """Yield what it stands in, from the inside out, like an element of its own would."""
        if not tags or self.parent.tag in tags:
            yield self.parent
        yield from self.parent.iterancestors(*tags)


class Placed(dict[str, str]):
    """Texts that were taken out, with the places of their runs in the text of the part.

    `pieces` is what stood around them, thrice for each: all before, the tags before the text, the
    text; of the n-th the mark has the number n. The first of them begins `at`; `keeps` says of tags
    whether white space at the edges of the text behind them counts.
    """

    def __init__(
        self,
        texts: Iterable[tuple[str, str]],
        pieces: Sequence[str],
        at: int,
        keeps: Mapping[str, bool | None],
    ) -> None:
        super().__init__(texts)
        self._pieces = pieces
        self._keeps = keeps
        self._ends = [*accumulate(map(len, pieces), initial=at)]

    def run(self, mark: str, parent: Element) -> Taken:
        """Return the run that a mark stands for, in the paragraph where it does."""
        number = int(mark[1:-1])
        start, inside, high, end = self._places(number)
        low = inside
        if self[mark] and not self._keeps[self._pieces[3 * number + 1]]:
            said = self._pieces[3 * number + 2]
            low += len(said) - len(said.lstrip(BLANK))
        return Taken(parent, start, inside, low, high, end)

    def gaps(self) -> Iterator[tuple[int, int]]:
        """Yield from where to where runs were taken out, in order."""
        for mark in self:
            start, _, _, end = self._places(int(mark[1:-1]))
            yield start, end

    def _places(self, number: int) -> tuple[int, int, int, int]:
        # -- the end of a run is no piece
        start, inside, high = self._ends[3 * number + 1 : 3 * number + 4]
        before = number * len(RUN_END)
        return start + before, inside + before, high + before, high + before + len(RUN_END)


_SPEAKING: Final = frozenset({W + "rStyle", *LOOKING})
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def shown(node: Element) -> str:
    """The text of a w:t as it is shown."""
    text = node.text
    if not text:
        return ""
    at_edge = text[0] <= " " or text[-1] <= " "
    return as_shown(text, not at_edge or keeps_space(node))


def keeps_space(node: Element) -> bool:
    """Whether the white space at the edges of a w:t counts: only if it says so (17.3.3.31)."""
    return node.get(_SPACE) == "preserve"


def as_shown(text: str, kept: bool | None) -> str:
    """The text of a w:t as it is shown; `kept` says that the white space at its edges counts."""
    if not kept:
        text = text.strip(BLANK)
    if "\n" in text or "\r" in text or "\x85" in text or "\u2029" in text:
        return text.translate(WHITE)
    return text


def speaks(properties: Element) -> bool:
    """Whether a w:rPr says more than fonts and sizes, as few do."""
    return not _SPEAKING.isdisjoint([entry.tag for entry in properties])


def taken_out(texts: Texts, where: str) -> Sequence[str]:
    """Return the texts whose marks stand in the text of an element, or behind one."""
    text = texts.get(where)
    if text is not None:
        return (text,)
    return [texts[f"{MARK}{number}{MARK}"] for number in where.split(MARK)[1::2]]


def bearers(texts: Texts, where: str, parent: Element) -> Iterator[tuple[str, Element | Taken]]:
    """Yield the texts whose marks stand in a text, with what bears them: their runs if placed."""
    for number in where.split(MARK)[1::2]:
        mark = f"{MARK}{number}{MARK}"
        yield texts[mark], texts.run(mark, parent) if isinstance(texts, Placed) else parent


def is_filled(element: Element) -> bool:
    """Whether there is anything in an element, be it what was taken out."""
    return len(element) > 0 or MARK in (element.text or "")
