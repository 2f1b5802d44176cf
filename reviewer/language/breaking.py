"""Where a line of Chinese may end (避头尾, GB/T 15834-2011, 5.1), and where that of a title should.

Titles are broken by sense, their lines about as long as each other (GB/T 9704-2012, 7.3.1: 词意完整，
排列对称，长短适宜).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

NOT_AT_START: Final = frozenset("，。、；：？！）》〉」』】〕］｝”’…—·％‰℃,.;:?!)]}%~～々〗\u2028")
"""Marks that do not begin a line."""
NOT_AT_END: Final = frozenset("（《〈「『【〔［｛“‘([{〖￥$№#＃")
"""Marks that do not end a line."""
_WHOLE: Final = frozenset("—…")
_PAIRS: Final = ("《》", "“”", "（）")
_HANGING: Final = frozenset("的等之")
_HARD: Final = "\u2028"
MOST_LINES: Final = 4
"""A title has so many lines at most; what has more is text."""


def may_break(text: str, at: int) -> bool:
    """Whether a line may end before the character at an offset."""
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


def title_cuts(
    text: str, starts: Iterable[int], places: Sequence[float], room: float, lines: int
) -> list[int]:
    """Return where the second line of a title and those after it begin.

    `starts` says where words begin, `places` where each character and the end stand in one long
    line, in the unit of `room`, which no line exceeds. Empty where the title has one line or more
    than a title should, has line breaks of its own, or cannot be broken so.
    """
    if not 1 < lines <= MOST_LINES or _HARD in text:
        return []
    inner = [at for at in starts if 0 < at < len(text) and may_break(text, at)]
    torn = {at: room * room * _tears(text, at) for at in inner}
    wanted = places[len(text)] / lines
    # -- by the end of what is broken so far: what speaks against it, and where its lines begin
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for line in range(1, lines + 1):
        found: dict[int, tuple[float, list[int]]] = {}
        for end in inner if line < lines else [len(text)]:
            ways = [
                (cost + (places[end] - places[start] - wanted) ** 2, [*cuts, start])
                for start, (cost, cuts) in best.items()
                if start < end and places[end] - places[start] <= room
            ]
            if ways:
                cost, cuts = min(ways)
                found[end] = (cost + torn.get(end, 0.0), cuts)
        best = found
    return best[len(text)][1][1:] if best else []


def _tears(text: str, at: int) -> bool:
    """Whether a cut takes 的 from its word, or goes through a name in marks."""
    before = text[:at]
    inside = any(before.count(left) > before.count(right) for left, right in _PAIRS)
    return inside or text[at] in _HANGING
