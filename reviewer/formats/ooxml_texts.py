"""The text of a plain DOCX run, and how the walk finds one that was taken out (`ooxml_thinned`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from reviewer.formats.ooxml import Element, W
from reviewer.formats.ooxml_styles import LOOKING

LINE_ENDS: Final = "\n\r\x85\u2029"
WHITE: Final = str.maketrans(LINE_ENDS, "    ")
"""Line ends inside w:t are white space."""
MARK: Final = "\x7f"
"""Stands before and after the number of a text that was taken out."""
Texts = Mapping[str, str]
"""What was taken out of a part, by the marks that are left; empty where nothing was."""

_SPEAKING: Final = frozenset({W + "rStyle", *LOOKING})
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def shown(node: Element) -> str:
    """The text of a w:t as it is shown."""
    text = node.text
    if not text:
        return ""
    at_edge = text[0] <= " " or text[-1] <= " "
    return as_shown(text, not at_edge or keeps_space(node))


def keeps_space(node: Element) -> bool:
    """Whether the white space at the edges of a w:t counts: only if it says so (17.3.3.31)."""
    return node.get(_SPACE) == "preserve"


def as_shown(text: str, kept: bool | None) -> str:
    """The text of a w:t as it is shown; `kept` says that the white space at its edges counts."""
    if not kept:
        text = text.strip(" \t\n\r")
    if "\n" in text or "\r" in text or "\x85" in text or "\u2029" in text:
        return text.translate(WHITE)
    return text


def speaks(properties: Element) -> bool:
    """Whether a w:rPr says more than fonts and sizes, as few do."""
    return not _SPEAKING.isdisjoint([entry.tag for entry in properties])


def taken_out(texts: Texts, where: str) -> Sequence[str]:
    """Return the texts whose marks stand in the text of an element, or behind one."""
    text = texts.get(where)
    if text is not None:
        return (text,)
    return [texts[f"{MARK}{number}{MARK}"] for number in where.split(MARK)[1::2]]


def is_filled(element: Element) -> bool:
    """Whether there is anything in an element, be it what was taken out."""
    return len(element) > 0 or MARK in (element.text or "")
