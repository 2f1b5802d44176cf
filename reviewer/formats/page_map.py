"""Where the characters of a paged source stand: kept with a report, asked by exports and views.

Two kinds of coordinates, both in points with y upwards: those of the page's own space (in which a
PDF draws), and those in which its text stands upright, with the visible page's lower left corner at
the origin. Lines and boxes are in the latter; `Space` leads from one to the other.
"""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from reviewer.model.spans import Span

_HEAD: Final = struct.Struct("<B4dBBII")
_LINE: Final = struct.Struct("<II2d")
_NAME: Final = struct.Struct("<IH")
_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


class Space(NamedTuple):
    """How a page's own space becomes one in which text stands upright.

    `left` … `top` is the visible part of the page in its own space, `turn` how many quarter turns
    clockwise make its text upright, `rotation` how many its viewer turns it (`/Rotate`).
    """

    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0
    top: float = 0.0
    turn: int = 0
    rotation: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the upright page."""
        wide, high = self.right - self.left, self.top - self.bottom
        return (high, wide) if self.turn % 2 else (wide, high)

    @property
    def as_shown(self) -> Space:
        """The same page as a viewer shows it, which may not be how its text stands upright."""
        return self._replace(turn=self.rotation)

    def upright(self, x: float, y: float) -> tuple[float, float]:
        """Lead a point of the page's own space to the upright page."""
        match self.turn % 4:
            case 0:
                return x - self.left, y - self.bottom
            case 1:
                return y - self.bottom, self.right - x
            case 2:
                return self.right - x, self.top - y
            case _:
                return self.top - y, x - self.left

    def own(self, x: float, y: float) -> tuple[float, float]:
        """Lead a point of the upright page back to the page's own space."""
        match self.turn % 4:
            case 0:
                return x + self.left, y + self.bottom
            case 1:
                return self.right - y, x + self.bottom
            case 2:
                return self.right - x, self.top - y
            case _:
                return y + self.left, self.top - x

    def upright_box(self, page: int, corners: Iterable[tuple[float, float]]) -> Box:
        """Return the upright box around points of the page's own space."""
        points = [self.upright(x, y) for x, y in corners]
        across, along = [x for x, _ in points], [y for _, y in points]
        return Box(page, min(across), min(along), max(across), max(along))

    def own_box(self, box: Box) -> tuple[float, float, float, float]:
        """Return left, bottom, right, top of a box in the page's own space."""
        x, y = self.own(box.left, box.bottom)
        u, v = self.own(box.right, box.top)
        return min(x, u), min(y, v), max(x, u), max(y, v)


class MappedLine(NamedTuple):
    """One line: its characters are `[start, start + len(lefts))` of the document's text."""

    start: int
    bottom: float
    top: float
    lefts: Sequence[float]
    rights: Sequence[float]

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.lefts)


class MappedPage(NamedTuple):
    """One page with its lines, in the order of the text.

    `remarks` has the annotations that the page bears itself: their places in its list, and the ids
    under which a review knows them (`Annotation.external_id`).
    """

    space: Space
    lines: tuple[MappedLine, ...] = ()
    remarks: tuple[tuple[int, str], ...] = ()


def pack(page: MappedPage) -> bytes:
    """Return a page as bytes."""
    space = page.space
    parts = [
        _HEAD.pack(
            _VERSION,
            *space[:4],
            space.turn % 4,
            space.rotation % 4,
            len(page.lines),
            len(page.remarks),
        ),
    ]
    for line in page.lines:
        parts.append(_LINE.pack(line.start, len(line.lefts), line.bottom, line.top))
        parts += [_floats(line.lefts), _floats(line.rights)]
    for at, name in page.remarks:
        data = name.encode("utf-8", "replace")[:0xFFFF]
        parts += [_NAME.pack(at, len(data)), data]
    return b"".join(parts)


def _floats(values: Sequence[float]) -> bytes:
    if isinstance(values, array) and values.typecode == "f":
        packed: array[float] = values
    else:
        packed = array("f", values)
    return packed.tobytes()


def unpack(data: bytes) -> MappedPage:
    """Read what `pack` wrote. Raises ValueError for anything else."""
    try:
        version, left, low, right, high, turn, rotation, count, named = _HEAD.unpack_from(data)
        if version != _VERSION or count * _LINE.size + named * _NAME.size > len(data):
            raise ValueError("no page map of this version")
        at = _HEAD.size
        lines: list[MappedLine] = []
        for _ in range(count):
            line, at = _unpack_line(data, at)
            lines.append(line)
        remarks: list[tuple[int, str]] = []
        for _ in range(named):
            place, length = _NAME.unpack_from(data, at)
            at += _NAME.size
            remarks.append((place, data[at : at + length].decode("utf-8", "replace")))
            at += length
    except struct.error as error:
        raise ValueError("a page map that is cut off") from error
    return MappedPage(Space(left, low, right, high, turn, rotation), tuple(lines), tuple(remarks))


def _unpack_line(data: bytes, at: int) -> tuple[MappedLine, int]:
    start, length, bottom, top = _LINE.unpack_from(data, at)
    at += _LINE.size
    if not 0 < length * 8 <= len(data) - at:
        raise ValueError("a page map that is cut off")
    lefts, rights = array("f"), array("f")
    lefts.frombytes(data[at : at + 4 * length])
    rights.frombytes(data[at + 4 * length : at + 8 * length])
    return MappedLine(start, bottom, top, lefts, rights), at + 8 * length


class PageMap:
    """All pages of a source: from characters to boxes, and from places on a page to characters."""

    def __init__(self, pages: Sequence[MappedPage]) -> None:
        self.pages = pages
        placed = [(line, number) for number, page in enumerate(pages) for line in page.lines]
        placed.sort(key=lambda entry: entry[0].start)
        self._lines = placed
        self._starts = [line.start for line, _ in placed]

    @property
    def has_text(self) -> bool:
        """Whether there is any character on any page."""
        return bool(self._lines)

    def boxes(self, span: Span) -> Iterator[Box]:
        """Yield an upright box for each line that a range touches.

        A point, or a range of characters that stand nowhere (line ends), has one box of no width:
        at the character it stands before, else after the one before it.
        """
        found = False
        at = max(0, bisect_right(self._starts, span.start) - 1)
        while at < len(self._lines) and self._lines[at][0].start < span.end:
            line, page = self._lines[at]
            at += 1
            low, high = max(span.start, line.start), min(span.end, line.end)
            if low < high:
                found = True
                left, right = line.lefts[low - line.start], line.rights[high - 1 - line.start]
                yield Box(page, left, line.bottom, right, line.top)
        if not found and self._lines:
            yield self.point(span.start)

    def space(self, page: int) -> Space:
        """Return how a page lies."""
        return self.pages[page].space

    def point(self, offset: int) -> Box:
        """Return the place between two characters, a box of no width; there must be text."""
        line, page = self._lines[self._line_at(offset)]
        place = min(max(0, offset - line.start), len(line.lefts))
        x = line.lefts[place] if place < len(line.lefts) else line.rights[-1]
        return Box(page, x, line.bottom, x, line.top)

    def line_span(self, offset: int) -> Span:
        """Return the characters of the line that an offset is on; there must be text."""
        line, _ = self._lines[self._line_at(offset)]
        return Span(line.start, line.end)

    def beside(self, offset: int, step: int, x: float) -> int | None:
        """Return the offset nearest to `x` so many lines on in the text, None past its ends."""
        at = self._line_at(offset) + step
        if not 0 <= at < len(self._lines):
            return None
        line, _ = self._lines[at]
        found = nearest([line], x, line.bottom)
        # -- the end of a line is on the next one where they follow without anything between
        on_next = found == line.end and at + 1 < len(self._lines) and self._starts[at + 1] == found
        return found - 1 if found is not None and on_next else found

    def _line_at(self, offset: int) -> int:
        at = max(0, bisect_right(self._starts, offset) - 1)
        past = offset > self._lines[at][0].end and at + 1 < len(self._lines)
        return at + 1 if past else at

    def under(self, box: Box) -> Span | None:
        """Return the characters that a box of a text markup covers, None where there are none.

        A character counts where its middle is inside, on lines whose middle is.
        """
        return covered(self.pages[box.page].lines, box)

    def offset_at(self, page: int, x: float, y: float) -> int | None:
        """Return the boundary between characters nearest to a place on a page, None without text."""
        return nearest(self.pages[page].lines, x, y)


def covered(lines: Iterable[MappedLine], box: Box) -> Span | None:
    """Return the range of the characters whose middles are inside a box."""
    low, high = -1, -1
    for line in lines:
        if not box.bottom <= (line.bottom + line.top) / 2 <= box.top:
            continue
        if line.lefts[0] > box.right or line.rights[-1] < box.left:
            continue
        for at, (left, right) in enumerate(zip(line.lefts, line.rights, strict=True), line.start):
            if box.left <= (left + right) / 2 <= box.right:
                low = at if low < 0 else min(low, at)
                high = max(high, at + 1)
    return Span(low, high) if low >= 0 else None


def nearest(lines: Iterable[MappedLine], x: float, y: float) -> int | None:
    """Return the boundary between characters that is nearest to a point.

    Lines that the point is beside come first, then those above and below.
    """
    best: MappedLine | None = None
    least = (float("inf"), float("inf"))
    for line in lines:
        off = max(line.bottom - y, y - line.top, 0.0)
        beside = max(line.lefts[0] - x, x - line.rights[-1], 0.0)
        if (off, beside) < least:
            best, least = line, (off, beside)
    if best is None:
        return None
    for at, (left, right) in enumerate(zip(best.lefts, best.rights, strict=True), best.start):
        if x < (left + right) / 2:
            return at
    return best.end
