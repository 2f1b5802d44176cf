"""Characters that a DOCX file does not write as such: of symbol fonts, of forms, combined by fields."""

from __future__ import annotations

import re
from typing import Final

from reviewer.formats.ooxml import Element, W, is_on
from reviewer.formats.symbol_fonts import PRIVATE, shown
from reviewer.language.counting import written

_COMBINED: Final = re.compile(
    r"\s*EQ\s*\\o\s*(?:\\a[clr]\s*)?\(([^,;，(]*)[,;，]\s*([^()]*)\)", re.IGNORECASE
)
_FRACTION: Final = re.compile(r"\s*EQ\s*\\f\s*\(([^,;，()]*)[,;，]([^()]*)\)", re.IGNORECASE)
_CIRCLES: Final = "○〇◯"
_MOST_CIRCLED: Final = 50


def symbol(node: Element) -> str:
    """Return the character of a w:sym (17.3.3.30); empty where it means none."""
    font = node.get(W + "font") or ""
    try:
        code = int(node.get(W + "char") or "", 16)
    except ValueError:
        return ""
    known = shown(font, code)
    if known is not None:
        return known
    if code in PRIVATE:
        code &= 0xFF
    is_character = 0x20 <= code <= 0xFFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if is_character and chr(code).isprintable() else ""


def combined(instruction: str) -> str:
    """Return what an EQ field (17.16.5.16) draws without a result: ① for 1 in a circle, 1/2.

    Empty for other fields.
    """
    found = _COMBINED.match(instruction)
    if found is not None:
        around, inside = found.group(1).strip(), found.group(2).strip()
        is_circled = around in _CIRCLES and inside.isdecimal() and len(inside) < len("100")
        if is_circled and 1 <= int(inside) <= _MOST_CIRCLED:
            return written(int(inside), "decimalEnclosedCircle")
        return inside or around
    found = _FRACTION.match(instruction)
    return f"{found.group(1).strip()}/{found.group(2).strip()}" if found is not None else ""


def ticked(begin: Element) -> str:
    """Return the box of a form's field that begins here (17.16.7), empty where it has none."""
    box = begin.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    said = box.find(W + "checked")
    said = box.find(W + "default") if said is None else said
    return "☑" if said is not None and is_on(said) else "□"
