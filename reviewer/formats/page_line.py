"""One line of a page: its characters with their places, and what may be done to it."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any, Final

GAP: Final = "\t"
"""What stands between the cells of a line that is a row of a table."""

_TWICE: Final = 0.2
"""Characters that reach so far into each other, in em, stand beside each other."""


@dataclass(slots=True)
class PageLine:
    """A line: its text, and the left and right edge of each of its characters.

    `column` is the number of its column, from 0, of `columns` side by side; `is_row` says that
    cells stand on it, parted by tabs. `order` is the place in the order of drawing. The lines of a
    `row` of a table whose cells have several lines have its number, and that of their `cell`.
    `is_even` says that it is known to have no gap for a space. `left`, `right` and `middle` are the
    edges of its first and last character (an empty line has none), and half way up.
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
    row: int = 0
    cell: int = 0
    is_even: bool = False
    # -- asked for by the million; putting spaces into a line changes none of them
    left: float = field(init=False)
    right: float = field(init=False)
    middle: float = field(init=False)

    def __post_init__(self) -> None:
        if self.text:
            self.left, self.right = self.lefts[0], self.rights[-1]
        self.middle = (self.bottom + self.top) / 2

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
            self.row,
            self.cell,
        )


def _line_again(text: str, edges: bytes, *rest: Any) -> PageLine:
    lefts, rights = array("f"), array("f")
    half = len(edges) // 2
    lefts.frombytes(edges[:half])
    rights.frombytes(edges[half:])
    return PageLine(text, lefts, rights, *rest)


class Row:
    """What stands on one height of a page, from left to right."""

    __slots__ = ("bottom", "parts", "top")

    def __init__(self, part: PageLine) -> None:
        self.parts = [part]
        self.bottom, self.top = part.bottom, part.top

    def holds(self, part: PageLine) -> bool:
        """Whether something stands on the same height."""
        bottom, top = part.bottom, part.top
        if bottom >= self.top or top <= self.bottom:
            return False
        shared = min(self.top, top) - max(self.bottom, bottom)
        return shared > 0.5 * min(self.top - self.bottom, top - bottom)


def joined(one: PageLine, other: PageLine, between: str) -> PageLine:
    """Return two lines as one, with something between them."""
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


def woven(line: PageLine, part: PageLine) -> PageLine | None:
    """Put characters into the gap of a line that was left for them; None where there is none.

    What a font lacks, quotation marks often, some programs draw after the rest of the line.
    """
    at = bisect_left(line.lefts, part.left)
    if at and line.text[at - 1] == " " and line.rights[at - 1] > part.left:
        line = joined(_cut(line, 0, at - 1), _cut(line, at, len(line.text)), "")
        at -= 1
    slack = _TWICE * line.size
    after = line.lefts[at] if at < len(line.text) else line.right + part.right
    if not at or part.left < line.rights[at - 1] - slack or part.right > after + slack:
        return None
    whole = joined(_cut(line, 0, at), part, "")
    if at < len(line.text):
        whole = joined(whole, _cut(line, at, len(line.text)), "")
    whole.size, whole.order = line.size, line.order
    return whole


def _cut(line: PageLine, start: int, end: int) -> PageLine:
    lefts, rights = line.lefts[start:end], line.rights[start:end]
    return PageLine(
        line.text[start:end], lefts, rights, line.bottom, line.top, line.size, order=line.order
    )
