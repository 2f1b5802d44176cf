"""Line breaks that stand where paragraphs end.

Who copies a page into a word processor often gets one paragraph for the whole report, its
paragraphs parted by line breaks (Shift+Enter). A break within a paragraph — in a long title, in an
address — is rarer, and shows none of the signs below.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from reviewer.language.blocks import EDGE
from reviewer.language.numbering import attachment_at_start, ordinal_at_start

BREAK: Final = "\u2028"
_ENDS: Final = ("。", "！", "？", "；", "：", "!", "?", ";", ":", "。”", "！”", "？”", "。）")
_INDENT: Final = 4
"""An indent is at least that wide, in half characters."""


def part_paragraphs(text: str) -> bool:
    """Whether the line breaks in a paragraph part paragraphs: one of them shows it.

    Behind it stands an indent or the number of a heading, or before it a sentence ends.
    """
    return any(
        _begins(after) or before.rstrip(EDGE).endswith(_ENDS)
        for before, after in pairwise(text.split(BREAK))
        if after.strip(EDGE)
    )


def segments(pieces: Sequence[str]) -> list[tuple[int, int]]:
    """Return the ranges of pieces between those that are breaks."""
    breaks = [at for at, piece in enumerate(pieces) if piece == BREAK]
    return list(zip([0, *(at + 1 for at in breaks)], [*breaks, len(pieces)], strict=True))


def _begins(line: str) -> bool:
    shown = line.lstrip(EDGE)
    indent = line[: len(line) - len(shown)]
    if sum(2 if char > "\u2001" else 1 for char in indent) >= _INDENT:
        return True
    return (ordinal_at_start(shown) or attachment_at_start(shown)) is not None
