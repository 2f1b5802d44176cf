"""Choosing one of many names by typing: commands and sections, not texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

_TOGETHER: Final = 100
_INITIALS: Final = 90
_IN_ORDER: Final = 10
_FURTHEST: Final = 50


class Names:
    """Names made ready to be chosen from.

    Case does not count. Of `levelled` names width and variants do not count either, and Latin
    letters are also the initials of Han characters that stand together ("dcwj" finds 导出文件).
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._level: Callable[[str], str] = str.casefold
        self._letters = [name.casefold() for name in names]
        self._initials: list[list[int]] = [[] for _ in names]

    @classmethod
    def levelled(cls, names: Sequence[str]) -> Names:
        """Level names; loads tables for a tenth of a second, so it is for a background thread."""
        from reviewer.language.folding import (  # noqa: PLC0415
            Folding,
            codes_of,
            fold,
            initials,
            text_of,
        )

        made = cls(names)
        made._level = lambda text: text_of(fold(codes_of(text), Folding()))
        made._letters = [made._level(name) for name in names]
        made._initials = [initials(codes_of(name)).tolist() for name in names]
        return made

    def scores(self, typed: str) -> list[int]:
        """Return how well each name fits: 0 not at all, more where words stand together in front."""
        words = self._level(typed).split()
        return [
            self._score(letters, bits, words)
            for letters, bits in zip(self._letters, self._initials, strict=True)
        ]

    def _score(self, letters: str, bits: list[int], words: Sequence[str]) -> int:
        total = 1
        for word in words:
            found = max(_by_letters(word, letters), _by_initials(word, bits))
            if not found:
                return 0
            total += found
        return total


def _by_letters(word: str, letters: str) -> int:
    at = letters.find(word)
    if at >= 0:
        return _TOGETHER - min(at, _FURTHEST)
    rest = iter(letters)
    return _IN_ORDER if all(letter in rest for letter in word) else 0


def _by_initials(word: str, bits: Sequence[int]) -> int:
    if len(word) < 2 or not (word.isascii() and word.isalpha()):
        return 0
    wanted = [1 << (ord(letter) - ord("a")) for letter in word]
    for at in range(len(bits) - len(wanted) + 1):
        if all(has & want for has, want in zip(bits[at:], wanted, strict=False)):
            return _INITIALS - min(at, _FURTHEST)
    return 0
