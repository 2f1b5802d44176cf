"""Chinese text cut into lines: 避头尾, unbroken words and figures, justified by letter spacing.

The rules are those of GB/T 15834-2011, 5.1: no line starts with a closing mark, none ends with an
opening one, —— and …… stay whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

NOT_AT_START: Final = frozenset("，。、；：？！）》〉」』】〕］｝”’…—·％‰℃,.;:?!)]}%~～々〗\u2028")
"""Marks that do not begin a line."""
NOT_AT_END: Final = frozenset("（《〈「『【〔［｛“‘([{〖￥$№#＃")
"""Marks that do not end a line."""
_WHOLE: Final = frozenset("—…")
_SHRINK: Final = 0.03
"""How much narrower, in parts of its width, a line may be set to take in one more mark."""


@dataclass(frozen=True, slots=True)
class Line:
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
    lines: list[Line] = []
    at, count = 0, len(text)
    x = indent
    while at < count:
        stop, full = _fit(text, widths, at, measure - x, spacing)
        if full:
            cut = _cut(text, widths, at, stop, measure - x, spacing)
            lines.append(Line(at, cut, x, _justified(text, widths, at, cut, measure - x, spacing)))
        else:
            cut = stop
            lines.append(Line(at, cut, x, spacing))
        at = cut
        x = 0.0
    return lines or [Line(0, 0, x, spacing)]


def _fit(
    text: str, widths: Sequence[float], start: int, room: float, spacing: float
) -> tuple[int, bool]:
    """Return how far the characters fit, and whether more would have followed."""
    used = 0.0
    for at in range(start, len(text)):
        if text[at] == "\u2028":
            return at + 1, False
        used += widths[at] + spacing
        # -- the last character needs no space after it
        if used - spacing > room + 0.01 and at > start:
            return at, True
    return len(text), False


def _cut(
    text: str, widths: Sequence[float], start: int, stop: int, room: float, spacing: float
) -> int:
    """Return where to cut a line of which `stop` characters fit."""
    if text[stop] in NOT_AT_START and _may_break(text, stop + 1):
        used = sum(widths[start : stop + 1]) + spacing * (stop - start)
        if used - room <= _SHRINK * room:
            return stop + 1
    cut = stop
    while cut > start + 1 and not _may_break(text, cut):
        cut -= 1
    return cut if cut > start + 1 or stop <= start + 1 else stop


def _may_break(text: str, at: int) -> bool:
    """Whether a line may end before the character at `at`."""
    if at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if after in NOT_AT_START or before in NOT_AT_END:
        return False
    if before == after and before in _WHOLE:
        return False
    return not (_is_narrow(before) and _is_narrow(after))


def _is_narrow(character: str) -> bool:
    """Whether a character belongs to a word or figure that stays whole."""
    return character.isascii() and not character.isspace()


def _justified(
    text: str, widths: Sequence[float], start: int, end: int, room: float, spacing: float
) -> float:
    """Return the letter spacing that makes a line exactly full."""
    shown = end
    while shown > start + 1 and text[shown - 1] == " ":
        shown -= 1
    if shown - start < 2:
        return spacing
    return (room - sum(widths[start:shown])) / (shown - start - 1)
