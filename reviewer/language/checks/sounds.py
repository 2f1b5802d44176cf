"""How Chinese characters sound, without tones: what is typed by sound is mistyped by sound."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=8192)
def sounds(character: str) -> frozenset[str]:
    """Return the readings of a character without tones; empty for what is none."""
    # -- a table of 42,000 characters takes a third of a second: only when two words are compared
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415

    return frozenset(
        _toneless(each) for each in pinyin_dict.get(ord(character), "").split(",") if each
    )


def sound_alike(one: str, other: str) -> bool:
    """Whether readings of two characters differ in one letter at most: 会 huì, 化 huà."""
    return any(_near(a, b) for a in sounds(one) for b in sounds(other))


def _toneless(reading: str) -> str:
    letters = unicodedata.normalize("NFD", reading)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _near(a: str, b: str) -> bool:
    """Whether an edit of one letter makes `a` into `b`."""
    if abs(len(a) - len(b)) > 1:
        return False
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) <= 1
    short, long = sorted((a, b), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
