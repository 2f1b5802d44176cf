"""Chinese text cut into lines: 避头尾, unbroken words and figures, justified by letter spacing.

No line starts with a closing mark, none ends with an opening one, —— and …… stay whole
(`language.breaking`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from reviewer.language.breaking import NOT_AT_START, may_break

_HALF: Final = frozenset("，。、；：）》〉」』】〕］｝”’")
"""Marks that fill the left half of their square."""
_BREAK: Final = "\u2028"
_SHRINK: Final = 0.03
"""How much narrower, in parts of its width, a line may be set to take in one more mark."""
_TORN: Final = 0.3
"""A word in Latin letters that would leave so much of a line empty is cut."""
_JOINTS: Final = frozenset("/-_&=")
"""Behind these, where there are any; behind others a reader would take the cut for a space."""


class Line(NamedTuple):
    """The characters `[start, end)` of a paragraph from `x` on, with `spacing` after each."""

    start: int
    end: int
    x: float
    spacing: float


def break_lines(
    text: str, widths: Sequence[float], measure: float, indent: float = 0.0, spacing: float = 0.0
) -> list[Line]:
    """Cut a paragraph into lines.

    `widths` are those of the characters in points, `measure` that of the line, `indent` that of
    the first line's indent, `spacing` the letter spacing of unjustified text. Every character is
    in exactly one line, in order; U+2028 ends its line.
    """
    totals = list(accumulate(widths, initial=0.0))
    lines: list[Line] = []
    at, count = 0, len(text)
    places = range(count + 1)
    x = indent

    def reach(place: int) -> float:
        return totals[place] + spacing * place

    while at < count:
        room = measure - x
        # -- the last character needs no space after it
        limit = reach(at) + room + spacing + 0.01
        stop = bisect_right(places, limit, at + 2, key=reach) - 1
        hard = text.find(_BREAK, at, stop + 1)
        if hard >= 0:
            cut, own = hard + 1, spacing
        elif stop >= count:
            cut, own = count, spacing
        else:
            cut = _cut(text, totals, at, stop, room, spacing)
            own = _justified(text, totals, at, cut, room, spacing)
        lines.append(Line(at, cut, x, own))
        at = cut
        x = 0.0
    return lines or [Line(0, 0, x, spacing)]


def _cut(
    text: str, totals: Sequence[float], start: int, stop: int, room: float, spacing: float
) -> int:
    """Return where to cut a line of which characters fit up to `stop`."""
    mark = text[stop]
    if mark in NOT_AT_START and may_break(text, stop + 1):
        used = totals[stop + 1] - totals[start] + spacing * (stop - start)
        if used - _blank(mark, totals[stop + 1] - totals[stop]) - room <= _SHRINK * room:
            return stop + 1
    cut = stop
    while cut > start + 1 and not may_break(text, cut):
        cut -= 1
    if totals[stop] - totals[cut] > _TORN * room and text[cut:stop].isascii():
        # -- an address rather than a word: the line before it would be spread beyond reading
        pieces = (at for at in range(stop, cut + 1, -1) if text[at - 1] in _JOINTS)
        return next((at for at in pieces if totals[stop] - totals[at] < _TORN * room), stop)
    return cut if cut > start + 1 or stop <= start + 1 else stop


def _blank(mark: str, width: float) -> float:
    """Return how much of a mark at the end of its square shows nothing."""
    return width / 2 if mark in _HALF else 0.0


def _justified(
    text: str, totals: Sequence[float], start: int, end: int, room: float, spacing: float
) -> float:
    """Return the letter spacing that makes a line exactly full.

    A mark for which there is no room any more may stand with the blank half of its square outside.
    """
    shown = end
    while shown > start + 1 and text[shown - 1] == " ":
        shown -= 1
    gaps = shown - start - 1
    if gaps < 1:
        return spacing
    used = totals[shown] - totals[start]
    over = max(0.0, used + spacing * gaps - room)
    last = totals[shown] - totals[shown - 1]
    return (room + min(over, _blank(text[shown - 1], last)) - used) / gaps
