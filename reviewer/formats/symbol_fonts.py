"""Characters of symbol fonts, as the characters of Unicode that they look like."""

from __future__ import annotations

from typing import Final

_DINGBATS: Final = {
    0xFE: "☑",
    0x52: "☑",
    0xA8: "□",
    0xA3: "□",
    0x6F: "□",
    0xFC: "✓",
    0xFB: "✗",
    0x6C: "●",
    0x6E: "■",
    0x75: "◆",
    0xA1: "○",
    0xD8: "➢",
    0xE0: "→",
    0xF0: "⇨",
}
"""Characters of Wingdings that forms and lists use."""
_SYMBOLS: Final[dict[int, str]] = {
    0xA3: "≤",
    0xB3: "≥",
    0xB1: "±",
    0xB4: "×",
    0xB8: "÷",
    0xB9: "≠",
    0xBA: "≡",
    0xBB: "≈",
    0xA2: "′",
    0xB2: "″",
    0xB0: "°",
    0xA5: "∞",
    0xB7: "•",
    0xBC: "…",
    0xD7: "⋅",
    0xD6: "√",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xAB: "↔",
    0xE5: "∑",
    0xCE: "∈",
    0x2D: "−",
    **dict(
        zip(
            [*range(0x41, 0x5B), *range(0x61, 0x7B)],
            "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
            strict=True,
        )
    ),
}
"""Characters of the font Symbol."""
PRIVATE: Final = range(0xF000, 0xF100)
"""Where symbol fonts have their 256 characters."""
_BULLET: Final = "•"


def shown(font: str, code: int) -> str | None:
    """Return what a code shows in a symbol font; None in other fonts, which show themselves."""
    low = code & 0xFF
    if "dings" in font.lower():
        return _DINGBATS.get(low, _BULLET)
    if font.lower() == "symbol" and code in PRIVATE:
        character = chr(low)
        usual = character if character.isascii() and character.isprintable() else _BULLET
        return _SYMBOLS.get(low, usual)
    return None


def is_symbolic(font: str) -> bool:
    """Whether a font shows symbols for characters."""
    return shown(font, PRIVATE.start) is not None
