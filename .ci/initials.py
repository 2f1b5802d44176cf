"""`python .ci/initials.py`: writes the initials of the readings of characters, from pypinyin.

Run it after `pip install pypinyin` when the table is to be made anew. pypinyin itself takes a third
of a second and 15 MB to load, for a table of which a search by initials needs the first letters.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import Path

import pypinyin
from pypinyin.constants import PINYIN_DICT

# -- readings come in the order of their use; the fourth and later ones are those of names and verse
READINGS = 3
OUT = Path(__file__).parent.parent / "resources/dictionaries/initials.txt"


def initial(reading: str) -> str:
    """Return the first letter of a reading without its tone mark."""
    return unicodedata.normalize("NFD", reading)[0].lower()


def main() -> None:
    """Write a line a letter: the letter and every character that may be read with it."""
    characters: dict[str, list[str]] = defaultdict(list)
    for code, readings in sorted(PINYIN_DICT.items()):
        for letter in {initial(reading) for reading in readings.split(",")[:READINGS]}:
            characters[letter].append(chr(code))
    lines = [
        "# Initials of the readings of Chinese characters: a letter, and what may be read with it.",
        f"# Made by .ci/initials.py from pypinyin {pypinyin.__version__} (MIT).",
        *(f"{letter} {''.join(found)}" for letter, found in sorted(characters.items())),
    ]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
