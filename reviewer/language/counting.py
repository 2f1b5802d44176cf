"""Numbers as automatic numbering writes them: 一, 壹, ①, 甲, 子, IV, b, 〇.

The names of the ways of counting are those of WordprocessingML (ECMA-376 part 1, 17.18.59
ST_NumberFormat); OpenDocument's patterns ("一, 二, 三, ...") are led to them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_DIGITS: Final = "零一二三四五六七八九"
_ZERO: Final = "〇"
_UNITS: Final = ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十"))
_LEGAL: Final = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_TRADITIONAL: Final = str.maketrans("贰叁陆万", "貳參陸萬")
_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
BULLET: Final = "•"
"""What stands for any bullet: they are drawn in fonts whose characters mean nothing."""
MAX_VALUE: Final = 99_999
"""Larger numbers are written with digits, whatever way of counting is asked for."""


def written(value: int, way: str) -> str:
    """Write a number in a way of counting; unknown ways, and values they cannot say, use digits."""
    if way == "none":
        return ""
    if way == "bullet":
        return BULLET
    write = _WAYS.get(way)
    if write is None or not 0 < value <= MAX_VALUE:
        return str(value)
    return write(value)


def way_of_pattern(pattern: str) -> str:
    """Return the way of counting that an OpenDocument pattern such as "一, 二, 三, ..." begins."""
    first = pattern.strip().partition(",")[0]
    if first == "01":
        return "decimalZero"
    return _WAY_OF_FIRST.get(first[:1], "decimal") if first else "none"


def _chinese(value: int) -> str:
    """Write 一, 十, 二十三, 一百零五."""
    text, rest = "", value
    for unit, name in _UNITS:
        if rest >= unit:
            count, rest = divmod(rest, unit)
            text += (_chinese(count) if count > 9 else _DIGITS[count]) + name
            if 0 < rest < unit // 10:
                text += _DIGITS[0]
    text += _DIGITS[rest] if rest else ""
    return text[1:] if text.startswith("一十") else text


def _legal(value: int) -> str:
    text = _chinese(value)
    return ("一" + text if text.startswith("十") else text).translate(_LEGAL)


def _digit_by_digit(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value)).replace(_DIGITS[0], _ZERO)


def _cycle(value: int) -> str:
    """Write 甲子, 乙丑 …"""
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12]


def _circled(value: int) -> str:
    for first, last, start in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= value <= last:
            return chr(start + value - first)
    return str(value)


def _bracketed(value: int) -> str:
    return chr(0x2473 + value) if value <= 20 else f"({value})"


def _dotted(value: int) -> str:
    return chr(0x2487 + value) if value <= 20 else f"{value}."


def _letters(value: int) -> str:
    """Write a … z, aa, bb …: Word repeats the letter."""
    repeated, letter = divmod(value - 1, 26)
    return chr(ord("a") + letter) * min(repeated + 1, 30)


def _roman(value: int) -> str:
    if value >= 4000:
        return str(value)
    text = ""
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        text += letters * count
    return text


_WAYS: Final[dict[str, Callable[[int], str]]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "japaneseCounting",
        ),
        _chinese,
    ),
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": lambda n: _legal(n).translate(_TRADITIONAL),
    **dict.fromkeys(
        ("ideographDigital", "koreanDigital2", "taiwaneseDigital", "japaneseDigitalTenThousand"),
        _digit_by_digit,
    ),
    "ideographEnclosedCircle": lambda n: chr(0x327F + n) if n <= 10 else _chinese(n),
    "numberInDash": lambda n: f"- {n} -",
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "decimalEnclosedParen": _bracketed,
    "decimalEnclosedFullstop": _dotted,
    **dict.fromkeys(
        ("decimalFullWidth", "decimalFullWidth2"), lambda n: str(n).translate(_FULL_WIDTH)
    ),
    "decimalZero": lambda n: f"{n:02}",
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerLetter": _letters,
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "ideographTraditional": lambda n: _STEMS[(n - 1) % 10],
    "ideographZodiacTraditional": _cycle,
    "ideographZodiac": lambda n: _BRANCHES[(n - 1) % 12],
}
_WAY_OF_FIRST: Final = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一": "chineseCounting",
    "壹": "chineseLegalSimplified",
    "①": "decimalEnclosedCircle",
    "１": "decimalFullWidth",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
    "〇": "ideographDigital",
}
_TIGHT: Final = "、，．。：）】》〕"
_WIDE: Final = "条章节编篇"


def spaced(label: str) -> str:
    """Put between a computed number and its text what a typist would: nothing after 一、 （一）.

    第一条 is followed by a full-width space, 1. and 1.1 by a blank.
    """
    if not label or label[-1] in _TIGHT:
        return label
    return label + ("\u3000" if label[-1] in _WIDE else " ")
