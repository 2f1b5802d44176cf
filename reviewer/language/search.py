"""Finding words in a text: the same letters whether upper or lower, full or half width."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from reviewer.model.spans import Span

# -- one character becomes one character, so that every position stays what it was
_FOLDED: Final = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
    | {code: code - 0xFEE0 + 32 for code in range(0xFF21, 0xFF3B)}
    | {0x3000: 0x20, 0xA0: 0x20}
)


def fold(text: str) -> str:
    """Return the text with width and case levelled; positions stay the same."""
    return text.translate(_FOLDED)


@lru_cache(maxsize=2)
def _folded_document(text: str) -> str:
    return fold(text)


def find(text: str, phrase: str) -> list[Span]:
    """Return every place where a phrase stands, without overlaps; none for an empty phrase."""
    wanted = fold(phrase)
    if not wanted:
        return []
    folded = _folded_document(text)
    found: list[Span] = []
    at = folded.find(wanted)
    while at >= 0:
        found.append(Span(at, at + len(wanted)))
        at = folded.find(wanted, at + len(wanted))
    return found
