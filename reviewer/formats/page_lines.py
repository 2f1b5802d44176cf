"""Characters on a page become lines in reading order, whatever order they were drawn in.

Any source of characters with boxes will do: PDF, OFD. Coordinates are points with y upwards on a
page whose text stands upright. Runs that were drawn together become rows; `page_columns` puts these
into the order in which they are read.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise
from operator import sub
from statistics import median
from typing import Final, NamedTuple

from reviewer.formats.page_columns import GUTTER, in_order
from reviewer.formats.page_line import PageLine, Row, joined, woven
from reviewer.formats.page_map import Space
from reviewer.language.blocks import EDGE
from reviewer.language.numbering import is_ordinal

_CELL_GAP: Final = 1.5
"""Characters that far apart, in em, do not run on."""
_BESIDE: Final = 4
_SHARED_GAP: Final = 4.0
"""Gaps between cells share so many points with one on one of so many lines above or below."""
_WORD_GAP: Final = 0.18
"""A gap between Latin characters that means a space, in em."""
_GAP_CJK: Final = 0.22
_GAP_MIXED: Final = 0.4
"""Gaps beyond the letter spacing that mean a space after all, in em."""
_FEWEST_SPREAD: Final = 3
_SPREAD_ALIKE: Final = 0.25
"""So many characters whose distances differ by less than that, in em, are one line spread out."""
_BACK: Final = 0.6
"""A character may begin that far inside the one before, in em."""
_TWICE: Final = 0.2
"""The same character so near, in em, was drawn twice to look bold."""
_CJK: Final = "\u2e80"
"""Below that character words are parted by spaces."""


class Stretch(NamedTuple):
    """Characters that were drawn one after the other, of one size and at one height.

    One string of one character for each, and as many left and right edges.
    """

    chars: Sequence[str]
    lefts: Sequence[float]
    rights: Sequence[float]
    bottom: float
    top: float
    size: float


class Glyph(NamedTuple):
    """A character as it stands on a page; `size` is the font's, in points.

    The box reaches from the origin to the next one and from the font's descent to its ascent. White
    space that only a program inferred should be left out.
    """

    char: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


@dataclass(slots=True)
class PageText:
    """A page with its lines in reading order."""

    space: Space
    lines: list[PageLine] = field(default_factory=list)


def page_lines(glyphs: Iterable[Glyph]) -> list[PageLine]:
    """Return the lines of a page in reading order; lines of white space alone are left out."""
    return lines_of(
        Stretch(char, (left,), (right,), bottom, top, size)
        for char, left, bottom, right, top, size in glyphs
    )


def lines_of(stretches: Iterable[Stretch]) -> list[PageLine]:
    """Do the same with characters by the stretch, which is quicker."""
    return in_order(_rows(_fragments(stretches)))


# runs of characters, as they were drawn


class _Run:
    """Characters that are being put together."""

    __slots__ = ("bottom", "end", "is_even", "last", "lefts", "pieces", "rights", "sizes", "top")

    def __init__(self, bottom: float, top: float, *, is_even: bool) -> None:
        self.is_even = is_even
        self.pieces: list[str] = []
        self.end = ""
        self.lefts, self.rights = array("f"), array("f")
        self.sizes: dict[float, int] = {}
        self.bottom, self.top = bottom, top
        self.last = (bottom, top)

    def takes(self, stretch: Stretch, at: int) -> bool:
        """Add one character, with a space before it where there is one; False where it is too far.

        What was drawn twice to look bold is taken once.
        """
        char, left, size = stretch.chars[at], stretch.lefts[at], stretch.size
        # -- most characters stand just as high as the one before
        if self.last != (stretch.bottom, stretch.top) and not self._is_beside(stretch):
            return False
        if char == self.end and abs(left - self.lefts[-1]) < _TWICE * size:
            return True
        edge = self.rights[-1]
        if not -_BACK * size < left - edge < GUTTER * size:
            return False
        if left - edge > _WORD_GAP * size and _parted(self.end, char):
            self.pieces.append(" ")
            self.lefts.append(edge)
            self.rights.append(left)
        self.add(stretch, at, at + 1)
        return True

    def add(self, stretch: Stretch, start: int, stop: int) -> None:
        """Add characters as they are; at least one."""
        chars, lefts, rights, bottom, top, size = stretch
        if self.pieces:
            self.is_even = False
        some = chars[start:stop]
        self.pieces += (some,) if isinstance(some, str) else some
        self.end = chars[stop - 1]
        self.lefts.extend(lefts[start:stop])
        self.rights.extend(rights[start:stop])
        self.sizes[size] = self.sizes.get(size, 0) + stop - start
        self.bottom = min(self.bottom, bottom)
        self.top = max(self.top, top)
        self.last = bottom, top

    def _is_beside(self, stretch: Stretch) -> bool:
        """Whether something stands on the same line."""
        bottom, top = stretch.bottom, stretch.top
        if bottom >= self.top or top <= self.bottom:
            return False
        shared = min(top, self.top) - max(bottom, self.bottom)
        return shared > 0.5 * min(top - bottom, self.top - self.bottom)

    def line(self, order: int) -> PageLine | None:
        """The finished line, without white space around it; None where there is nothing else."""
        text = "".join(self.pieces).rstrip(EDGE)
        end = len(text)
        text = text.lstrip(EDGE)
        start = end - len(text)
        if not text:
            return None
        sizes = self.sizes
        size = max(sizes, key=sizes.__getitem__) if len(sizes) > 1 else next(iter(sizes))
        lefts, rights = self.lefts, self.rights
        if len(lefts) > len(text):
            lefts, rights = lefts[start:end], rights[start:end]
        return PageLine(
            text,
            lefts,
            rights,
            self.bottom,
            self.top,
            size,
            order=order,
            is_even=self.is_even,
        )


def _fragments(stretches: Iterable[Stretch]) -> list[PageLine]:
    """Put together what was drawn one after the other on one line without a gap."""
    runs: list[_Run] = []
    run: _Run | None = None
    for stretch in stretches:
        count = len(stretch.lefts)
        whole = _runs_on(stretch)
        # -- of a stretch that runs on in itself only the beginning has to be looked at
        step = count if whole else 1
        for at in range(0, count, step):
            taken = 1 if run is not None and run.takes(stretch, at) else 0
            if run is None or not taken:
                run = _Run(stretch.bottom, stretch.top, is_even=whole and stretch.size > 0)
                runs.append(run)
            if taken < step:
                run.add(stretch, at + taken, at + step)
    lines = (run.line(order) for order, run in enumerate(runs))
    return [line for line in lines if line is not None]


def _runs_on(stretch: Stretch) -> bool:
    """Whether no space, no gap and nothing drawn twice is in a stretch."""
    lefts, rights, size = stretch.lefts, stretch.rights, stretch.size
    if len(lefts) < 2:
        return True
    if min(map(sub, lefts[1:], lefts)) < _TWICE * size:
        return False
    # -- in Chinese most characters begin just where the one before ends
    if size > 0 and _bytes(lefts[1:]) == _bytes(rights[:-1]) != b"":
        return True
    gaps: list[float] = list(map(sub, lefts[1:], rights))
    return max(gaps) <= _WORD_GAP * size and min(gaps) > -_BACK * size


def _bytes(values: Sequence[float]) -> bytes:
    return values.tobytes() if isinstance(values, array) else b""


def _parted(before: str, after: str) -> bool:
    return before < _CJK and after < _CJK and not before.isspace() and not after.isspace()


def _spaced(line: PageLine) -> PageLine:
    """Put spaces where a line has gaps wider than its letter spacing: 第一条 为了…

    Between Chinese and Latin characters many programs leave a quarter of an em unasked.
    """
    if line.is_even:
        return line
    gaps = list(map(sub, line.lefts[1:], line.rights))
    if not gaps or max(gaps) < _GAP_CJK * line.size:
        return line
    usual = max(0.0, median(gaps))
    chars: list[str] = []
    lefts, rights = array("f"), array("f")
    for at, char in enumerate(line.text):
        if at:
            before = line.text[at - 1]
            mixed = (before < _CJK) != (char < _CJK)
            least = usual + (_GAP_MIXED if mixed else _GAP_CJK) * line.size
            if gaps[at - 1] > least and not before.isspace() and not char.isspace():
                chars.append(" ")
                lefts.append(line.rights[at - 1])
                rights.append(line.lefts[at])
        chars.append(char)
        lefts.append(line.lefts[at])
        rights.append(line.rights[at])
    line.text, line.lefts, line.rights = "".join(chars), lefts, rights
    return line


# rows from top to bottom, each with what stands on it from left to right


def _rows(fragments: list[PageLine]) -> list[Row]:
    """Group what stands on one height, and join what stands close together there."""
    rows: list[Row] = []
    for part in sorted(fragments, key=lambda part: (-part.middle, part.left)):
        # -- a small sign beside a large line may come a little late
        for row in rows[:-4:-1]:
            if row.holds(part):
                row.parts.append(part)
                break
        else:
            rows.append(Row(part))
    parted = [row for row in rows if len(row.parts) > 1]
    for row in parted:
        row.parts.sort(key=lambda part: part.left)
    # -- on most pages no line has gaps
    gaps = [_gaps(row.parts) if len(row.parts) > 1 else [] for row in rows] if parted else []
    for at, row in enumerate(rows):
        if len(row.parts) > 1:
            row.parts = _closed_up(row.parts, _between_cells(gaps, at))
        row.parts = [_spaced(part) for part in row.parts]
    return rows


def _gaps(parts: Sequence[PageLine]) -> list[tuple[float, float]]:
    """The gaps on a line that may stand between cells; that behind a heading's number does not."""
    return [
        (one.right, other.left)
        for one, other in pairwise(parts)
        if other.left - one.right >= GUTTER * max(one.size, other.size) and not is_ordinal(one.text)
    ]


def _between_cells(gaps: Sequence[Sequence[tuple[float, float]]], at: int) -> frozenset[float]:
    """Where cells end: several gaps on a line lie below or above gaps of the lines beside it."""
    own = gaps[at]
    around = (*gaps[max(0, at - _BESIDE) : at], *gaps[at + 1 : at + 1 + _BESIDE])
    beside = [gap for near in around for gap in near]
    if len(own) < 2:
        return frozenset()
    return frozenset(
        low
        for low, high in own
        if any(min(high, right) - max(low, left) > _SHARED_GAP for left, right in beside)
    )


def _closed_up(parts: list[PageLine], cell_ends: frozenset[float]) -> list[PageLine]:
    step = _spread(parts)
    if step:
        return [reduce(lambda one, other: _after_step(one, other, step), parts)]
    kept = [parts[0]]
    for part in parts[1:]:
        last = kept[-1]
        gap = part.left - last.right
        em = max(last.size, part.size)
        if part.text == last.text and part.left - last.left < 0.3 * em:
            # -- the whole line was drawn twice
            continue
        filled = woven(last, part) if gap < -_BACK * em else None
        if filled is not None:
            kept[-1] = filled
        elif gap >= _CELL_GAP * em or (
            gap > GUTTER * em and (abs(part.order - last.order) > 1 or last.right in cell_ends)
        ):
            kept.append(part)
        else:
            spaced = gap > _WORD_GAP * em and _parted(last.text[-1], part.text[0])
            kept[-1] = joined(last, part, " " if spaced else "")
    return kept


def _spread(parts: Sequence[PageLine]) -> float:
    """How far apart single characters stand that are spread over a line; 0 where they are not.

    All are equally far apart, but for a space among them, which was spread with them.
    """
    if len(parts) < _FEWEST_SPREAD or any(len(p.text) > 1 or p.text < _CJK for p in parts):
        return 0.0
    steps = [other.left - one.left for one, other in pairwise(parts)]
    unit = min(steps)
    alike = all(abs(step - unit) < _SPREAD_ALIKE * parts[0].size for step in steps)
    spaced = sum(steps) < (len(steps) + 2) * unit and all(
        abs(step - round(step / unit) * unit) < _SPREAD_ALIKE * parts[0].size for step in steps
    )
    return unit if alike or spaced else 0.0


def _after_step(one: PageLine, other: PageLine, step: float) -> PageLine:
    return joined(one, other, " " if other.left - one.lefts[-1] > 1.5 * step else "")
