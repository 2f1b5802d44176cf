"""Characters on a page become lines in reading order, whatever order they were drawn in.

Any source of characters with boxes will do: PDF, OFD. Coordinates are points with y upwards on a
page whose text stands upright. Columns are told from tables by how their text fills them and by
the order of drawing: columns are drawn one after the other, the cells of a table row by row.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise
from operator import sub
from statistics import median
from typing import Any, Final, NamedTuple

from reviewer.formats.page_map import Space
from reviewer.language.blocks import EDGE

GAP: Final = "\t"
"""What stands between the cells of a line that is a row of a table."""

_CELL_GAP: Final = 1.5
"""Characters that far apart, in em, do not run on."""
_WORD_GAP: Final = 0.18
"""A gap between Latin characters that means a space, in em."""
_GAP_CJK: Final = 0.22
_GAP_MIXED: Final = 0.4
"""Gaps beyond the letter spacing that mean a space after all, in em."""
_GUTTER: Final = 0.7
"""Columns are at least that far apart, in em."""
_FEWEST_SPREAD: Final = 3
_SPREAD_ALIKE: Final = 0.25
"""So many characters whose distances differ by less than that, in em, are one line spread out."""
_BACK: Final = 0.6
"""A character may begin that far inside the one before, in em."""
_TWICE: Final = 0.2
"""The same character so near, in em, was drawn twice to look bold."""
_MIN_ROWS: Final = 3
"""A column has at least that many lines."""
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
class PageLine:
    """A line: its text, and the left and right edge of each of its characters.

    `column` is the number of its column, from 0, of `columns` side by side; `is_row` says that
    cells stand on it, parted by tabs. `order` is the place in the order of drawing.
    """

    text: str
    lefts: array[float]
    rights: array[float]
    bottom: float
    top: float
    size: float
    column: int = 0
    columns: int = 1
    is_row: bool = False
    order: int = 0

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        """Pickle by parts: lines pass from process to process by the ten thousand."""
        return _line_again, (
            self.text,
            self.lefts.tobytes() + self.rights.tobytes(),
            self.bottom,
            self.top,
            self.size,
            self.column,
            self.columns,
            self.is_row,
            self.order,
        )

    @property
    def left(self) -> float:
        """The left edge of its first character."""
        return self.lefts[0]

    @property
    def right(self) -> float:
        """The right edge of its last character."""
        return self.rights[-1]

    @property
    def middle(self) -> float:
        """Half way up."""
        return (self.bottom + self.top) / 2


def _line_again(text: str, edges: bytes, *rest: Any) -> PageLine:
    lefts, rights = array("f"), array("f")
    half = len(edges) // 2
    lefts.frombytes(edges[:half])
    rights.frombytes(edges[half:])
    return PageLine(text, lefts, rights, *rest)


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
    return _ordered(_rows(_fragments(stretches)), 0, 1)


# runs of characters, as they were drawn


class _Run:
    """Characters that are being put together."""

    __slots__ = ("bottom", "chars", "last", "lefts", "rights", "sizes", "top")

    def __init__(self, bottom: float, top: float) -> None:
        self.chars: list[str] = []
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
        if char == self.chars[-1] and abs(left - self.lefts[-1]) < _TWICE * size:
            return True
        edge = self.rights[-1]
        if not -_BACK * size < left - edge < _GUTTER * size:
            return False
        if left - edge > _WORD_GAP * size and _parted(self.chars[-1], char):
            self.chars.append(" ")
            self.lefts.append(edge)
            self.rights.append(left)
        self.add(stretch, at, at + 1)
        return True

    def add(self, stretch: Stretch, start: int, stop: int) -> None:
        """Add characters as they are."""
        self.chars += stretch.chars[start:stop]
        self.lefts.extend(stretch.lefts[start:stop])
        self.rights.extend(stretch.rights[start:stop])
        self.sizes[stretch.size] = self.sizes.get(stretch.size, 0) + stop - start
        self.bottom, self.top = min(self.bottom, stretch.bottom), max(self.top, stretch.top)
        self.last = (stretch.bottom, stretch.top)

    def _is_beside(self, stretch: Stretch) -> bool:
        """Whether something stands on the same line."""
        bottom, top = stretch.bottom, stretch.top
        shared = min(top, self.top) - max(bottom, self.bottom)
        return shared > 0.5 * min(top - bottom, self.top - self.bottom)

    def line(self, order: int) -> PageLine:
        """The finished line, without white space around it."""
        text = "".join(self.chars).rstrip(EDGE)
        end = len(text)
        text = text.lstrip(EDGE)
        start = end - len(text)
        size = max(self.sizes, key=self.sizes.__getitem__)
        lefts, rights = self.lefts[start:end], self.rights[start:end]
        return PageLine(text, lefts, rights, self.bottom, self.top, size, order=order)


def _fragments(stretches: Iterable[Stretch]) -> list[PageLine]:
    """Put together what was drawn one after the other on one line without a gap."""
    runs: list[_Run] = []
    run: _Run | None = None
    for stretch in stretches:
        whole = _runs_on(stretch)
        # -- of a stretch that runs on in itself only the beginning has to be looked at
        for at in range(1 if whole else len(stretch.lefts)):
            if run is None or not run.takes(stretch, at):
                run = _Run(stretch.bottom, stretch.top)
                runs.append(run)
                run.add(stretch, at, at + 1)
        if whole and run is not None:
            run.add(stretch, 1, len(stretch.lefts))
    lines = (run.line(order) for order, run in enumerate(runs))
    return [line for line in lines if line.text]


def _runs_on(stretch: Stretch) -> bool:
    """Whether no space, no gap and nothing drawn twice is in a stretch."""
    lefts, rights, size = stretch.lefts, stretch.rights, stretch.size
    if len(lefts) < 2:
        return True
    gaps: list[float] = list(map(sub, lefts[1:], rights))
    steps: list[float] = list(map(sub, lefts[1:], lefts))
    return (
        max(gaps) <= _WORD_GAP * size and min(gaps) > -_BACK * size and min(steps) >= _TWICE * size
    )


def _parted(before: str, after: str) -> bool:
    return before < _CJK and after < _CJK and not before.isspace() and not after.isspace()


def _spaced(line: PageLine) -> PageLine:
    """Put spaces where a line has gaps wider than its letter spacing: 第一条 为了…

    Between Chinese and Latin characters many programs leave a quarter of an em unasked.
    """
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


class _Row:
    __slots__ = ("bottom", "parts", "top")

    def __init__(self, part: PageLine) -> None:
        self.parts = [part]
        self.bottom, self.top = part.bottom, part.top

    def holds(self, part: PageLine) -> bool:
        shared = min(self.top, part.top) - max(self.bottom, part.bottom)
        return shared > 0.5 * min(self.top - self.bottom, part.top - part.bottom)


def _rows(fragments: list[PageLine]) -> list[_Row]:
    """Group what stands on one height, and join what stands close together there."""
    rows: list[_Row] = []
    for part in sorted(fragments, key=lambda part: (-part.middle, part.left)):
        # -- a small sign beside a large line may come a little late
        row = next((row for row in reversed(rows[-3:]) if row.holds(part)), None)
        if row is None:
            rows.append(_Row(part))
        else:
            row.parts.append(part)
    for row in rows:
        if len(row.parts) > 1:
            row.parts = _closed_up(sorted(row.parts, key=lambda part: part.left))
        row.parts = [_spaced(part) for part in row.parts]
    return rows


def _closed_up(parts: list[PageLine]) -> list[PageLine]:
    if _is_spread(parts):
        return [reduce(lambda one, other: _joined(one, other, ""), parts)]
    kept = [parts[0]]
    for part in parts[1:]:
        last = kept[-1]
        gap = part.left - last.right
        em = max(last.size, part.size)
        if part.text == last.text and part.left - last.left < 0.3 * em:
            # -- the whole line was drawn twice
            continue
        if gap >= _CELL_GAP * em or (abs(part.order - last.order) > 1 and gap > _GUTTER * em):
            kept.append(part)
        else:
            spaced = gap > _WORD_GAP * em and _parted(last.text[-1], part.text[0])
            kept[-1] = _joined(last, part, " " if spaced else "")
    return kept


def _is_spread(parts: Sequence[PageLine]) -> bool:
    """Whether single characters are spread over a line, all equally far apart."""
    if len(parts) < _FEWEST_SPREAD or any(len(p.text) > 1 or p.text < _CJK for p in parts):
        return False
    steps = [other.left - one.left for one, other in pairwise(parts)]
    return max(steps) - min(steps) < _SPREAD_ALIKE * parts[0].size


def _joined(one: PageLine, other: PageLine, between: str) -> PageLine:
    lefts, rights = one.lefts[:], one.rights[:]
    if between:
        lefts.append(one.right)
        rights.append(max(one.right, other.left))
    return PageLine(
        one.text + between + other.text,
        lefts + other.lefts,
        rights + other.rights,
        min(one.bottom, other.bottom),
        max(one.top, other.top),
        one.size if len(one.text) >= len(other.text) else other.size,
        order=other.order,
    )


# columns


def _ordered(rows: list[_Row], column: int, columns: int) -> list[PageLine]:
    """Return the lines of rows, those of columns one column after the other."""
    if not any(len(row.parts) > 1 for row in rows) and not _may_have_columns(rows):
        return [_line(row, column, columns) for row in rows]
    found: list[PageLine] = []
    at = 0
    while at < len(rows):
        stop, cut = _columned(rows, at)
        if cut is None:
            found.append(_line(rows[at], column, columns))
            at += 1
            continue
        sides = _split(rows[at:stop], cut)
        for side, inside in enumerate(sides):
            lines = _ordered(inside, 0, 1)
            for line in lines:
                line.column = side if line.columns == 1 else side + line.column
                line.columns = max(2, line.columns + 1 if line.columns > 1 else 2)
            found += lines
        at = stop
    return found


def _may_have_columns(rows: Sequence[_Row]) -> bool:
    """Whether rows of one part each may yet be columns whose lines are not on one height."""
    lefts = [row.parts[0].left for row in rows]
    rights = [row.parts[0].right for row in rows]
    if len(rows) < 2 * _MIN_ROWS:
        return False
    # -- a column that ends before another one begins
    return min(rights) < max(lefts) and sum(left > min(rights) for left in lefts) >= _MIN_ROWS


def _columned(rows: Sequence[_Row], at: int) -> tuple[int, float | None]:
    """Return how far columns reach that begin at a row, and where to cut; None where none do.

    They end where something reaches over the gap between them, or stands in it: a page number.
    """
    free: list[tuple[float, float]] = []
    closed: list[tuple[int, tuple[float, float]]] = []
    em = max(part.size for part in rows[at].parts)
    for stop in range(at, len(rows)):
        inside = _spaces(rows[stop])
        narrowed = inside if stop == at else _shared(free, inside, _GUTTER * em)
        if stop - at >= _MIN_ROWS:
            closed += [(stop, gap) for gap in free if not _shared([gap], narrowed, 0)]
        free = narrowed
        if not free:
            break
    closed += [(len(rows), gap) for gap in free]
    for stop, (low, high) in sorted(
        closed, key=lambda found: (-found[0], found[1][0] - found[1][1])
    ):
        cut = (low + high) / 2
        if abs(cut) < _FAR / 4 and _are_columns(_split(rows[at:stop], cut)):
            return stop, cut
    return at, None


_FAR: Final = 100_000.0


def _spaces(row: _Row) -> list[tuple[float, float]]:
    """Where a row is empty: between its parts and on either side of them."""
    edges = [(-_FAR, row.parts[0].left)]
    edges += [(one.right, other.left) for one, other in zip(row.parts, row.parts[1:], strict=False)]
    return [*edges, (row.parts[-1].right, _FAR)]


def _shared(
    some: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]], least: float
) -> list[tuple[float, float]]:
    both = ((max(a, c), min(b, d)) for a, b in some for c, d in others)
    return [(low, high) for low, high in both if high - low >= least]


def _split(rows: Sequence[_Row], cut: float) -> tuple[list[_Row], list[_Row]]:
    sides: tuple[list[_Row], list[_Row]] = ([], [])
    for row in rows:
        for side, parts in enumerate(
            (
                [part for part in row.parts if part.right <= cut],
                [part for part in row.parts if part.right > cut],
            )
        ):
            if parts:
                half = _Row(parts[0])
                half.parts = parts
                sides[side].append(half)
    return sides


def _are_columns(sides: tuple[list[_Row], list[_Row]]) -> bool:
    """Whether two sides are columns of text, and not the cells of a table or a short line's end."""
    if min(map(len, sides)) < _MIN_ROWS:
        return False
    for side in sides:
        left = min(row.parts[0].left for row in side)
        wide = max(row.parts[-1].right for row in side) - left
        size = median(row.parts[0].size for row in side)
        fill = median((row.parts[-1].right - row.parts[0].left) / max(wide, 1.0) for row in side)
        if fill < 0.6 or wide < 6 * size:
            return False
    marked = sorted(
        (part.order, side) for side, rows in enumerate(sides) for row in rows for part in row.parts
    )
    changes = sum(one[1] != other[1] for one, other in pairwise(marked))
    return changes <= max(2, min(map(len, sides)) // 4) or _are_full(sides)


def _are_full(sides: tuple[list[_Row], list[_Row]]) -> bool:
    """Whether both sides are text so plainly that the order of drawing does not matter."""
    for side in sides:
        edges = sorted(row.parts[-1].right for row in side)
        size = median(row.parts[0].size for row in side)
        edge = edges[len(edges) * 9 // 10]
        full = len(edges) - bisect_left(edges, edge - 1.5 * size)
        if len(side) < 2 * _MIN_ROWS or full * 3 < 2 * len(side):
            return False
    return True


def _line(row: _Row, column: int, columns: int) -> PageLine:
    line = row.parts[0]
    for part in row.parts[1:]:
        line = _joined(line, part, GAP)
    line.is_row = len(row.parts) > 1
    line.column, line.columns = column, columns
    return line
