"""The ordinals of Chinese official writing: 一、（一）1.（1）① 第一章 第十二条 1.1 附件1.

Ranks follow GB/T 9704-2012, 7.3.3 (一、 then （一） then 1. then （1）) and the order of
legislative texts (编 分编 篇 章 节 条).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from reviewer.language.patterns import pattern


class Family(StrEnum):
    """A way of writing ordinals; siblings in a report share one."""

    ATTACHMENT = "attachment"  # 附件2
    PART = "part"  # 第一编
    SUBPART = "subpart"  # 第一分编
    VOLUME = "volume"  # 第一篇
    SHARE = "share"  # 第一部分, 第一个问题，壹、
    CHAPTER = "chapter"  # 第一章
    SECTION = "section"  # 第一节
    ARTICLE = "article"  # 第一条
    CJK_COMMA = "cjk_comma"  # 一、
    CJK_BRACKETS = "cjk_brackets"  # （一）
    ARABIC_DOT = "arabic_dot"  # 1.
    ARABIC_BRACKETS = "arabic_brackets"  # （1）
    CIRCLED = "circled"  # ①
    DECIMAL_1 = "decimal_1"  # 1 总则
    DECIMAL_2 = "decimal_2"  # 1.1 目的
    DECIMAL_3 = "decimal_3"  # 1.1.1 范围
    UNNUMBERED = "unnumbered"  # a heading by its style alone: 前言

    @property
    def rank(self) -> int:
        """Depth among families that occur together; smaller is higher."""
        return _RANKS[self]

    @property
    def is_enumerating(self) -> bool:
        """Whether the family also numbers plain lists, so that more evidence is wanted."""
        return self in _ENUMERATING

    @property
    def is_division(self) -> bool:
        """Whether it divides legislative texts: a title of its own line follows the ordinal."""
        return self in _DIVIDING

    @property
    def is_chinese(self) -> bool:
        """Whether it counts in Chinese, as headings do: 一、 （一） 第一章."""
        return self.is_division or self in _CHINESE_COUNTS

    @property
    def is_decimal(self) -> bool:
        """Whether it is one of 1, 1.1, 1.1.1 with white space behind."""
        return self in _DECIMAL


# -- tuples: to hash a member takes longer than to compare it with all of these
_ENUMERATING: Final = (Family.ARABIC_DOT, Family.ARABIC_BRACKETS, Family.CIRCLED)
_DIVIDING: Final = (
    Family.PART,
    Family.SUBPART,
    Family.VOLUME,
    Family.SHARE,
    Family.CHAPTER,
    Family.SECTION,
)
_CHINESE_COUNTS: Final = (Family.CJK_COMMA, Family.CJK_BRACKETS)
_DECIMAL: Final = (Family.DECIMAL_1, Family.DECIMAL_2, Family.DECIMAL_3)
_RANKS: Final = {family: rank for rank, family in enumerate(Family)}


class Ordinal(NamedTuple):
    """An ordinal at the start of a line: "（十二）" is 12 of the family CJK_BRACKETS.

    `written` is the ordinal as it stands, `length` reaches up to the first character after it and
    the white space behind it. `values` has all numbers of a decimal (1.2.3), else one.
    """

    family: Family
    value: int
    written: str
    length: int
    values: tuple[int, ...] = ()


_DIGITS: Final = {c: v for v, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "两": 2,
}
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_MAX_NUMERAL: Final = 8
"""The longest numeral below ten thousand is 九千九百九十九; with a 零 too many it has eight."""
_MAX_LONE: Final = 8
"""An ordinal alone on its line is at most that long: 第一百二十章."""
_NUMERAL: Final = "[〇零○一二三四五六七八九十百千]+"
_SPACES: Final = (
    " \t\u3000\xa0\xad\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e"
    "\u200f\u2060\ufe00\ufe01\ufe02\ufe03\ufe04\ufe05\ufe06\ufe07\ufe08\ufe09\ufe0a\ufe0b\ufe0c\ufe0d"
    "\ufe0e\ufe0f"
)
_SPACE: Final = r"[ \t\u3000\xa0\xad\u2002-\u200f\u2060\ufe00-\ufe0f]"
_NUMBER: Final = "[一二三四五六七八九十百]+"


def numeral_value(numeral: str) -> int | None:
    """Return the value of a Chinese numeral below ten thousand (十二, 一百零三, 二〇), else None."""
    if not 0 < len(numeral) <= _MAX_NUMERAL:
        return None
    if any(c not in _DIGITS and c not in _UNITS for c in numeral):
        return None
    if not any(c in _UNITS for c in numeral):
        return int("".join(str(_DIGITS[c]) for c in numeral))
    total, digit, last_unit = 0, 0, 10_000
    for at, c in enumerate(numeral):
        if c in _DIGITS:
            digit = _DIGITS[c]
            continue
        unit = _UNITS[c]
        if unit >= last_unit or (digit == 0 and at > 0 and numeral[at - 1] not in "零〇"):
            return None
        total += (digit or 1) * unit
        digit, last_unit = 0, unit
    return total + digit


def chinese_numeral(value: int) -> str:
    """Write a number from 1 to 999 as headings do: 十二, 二十, 一百零三."""
    if not 1 <= value <= 999:
        raise ValueError(f"no ordinal numeral for {value}")
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")


# -- what follows 一、 when it enumerates within a sentence: 一、二等奖 三、四线城市
_SECOND_OF_TWO: Final = "、线等级类档季轮期月年届次个产批两号组层"
# -- what follows 第十条 when the line is the rest of a sentence: 第十条的规定 第三条修改为
_NO_ARTICLE: Final = "的规第所和、款项及或至到与中，。；：）”》等修增删"
_NO_DIVISION: Final = "的、，。；和与及至课会中是）”》"
# -- what follows （一） when a sentence names an item or a stage: （一）项规定 （一）期工程
_NO_ITEM: Final = pattern("项(?:规定|所|的|、|，|或|和|至|中)|款(?:规定|所|的)|期工程")
# -- 1.2023年 is the first item, about a year; 1.5亿元 is a number
_YEAR_OR_NO_DIGIT: Final = r"(?:(?!\d)|(?=(?:19|20)\d\d年))"


def _after_comma(value: int, rest: str, _spaced: bool) -> bool:
    second = _DIGITS.get(rest[:1])
    enumerates = second == value + 1 and rest[1:2] in _SECOND_OF_TWO
    return bool(rest) and not (enumerates and rest[1:2])


def _after_gap(_value: int, rest: str, _spaced: bool) -> bool:
    return 0 < len(rest) <= 30 and "。" not in rest and re.search(r"\s{2}|\u3000|\t", rest) is None


def _after_brackets(_value: int, rest: str, _spaced: bool) -> bool:
    return bool(rest) and (rest[0] not in "项款期" or _NO_ITEM.match(rest) is None)


def _after_article(_value: int, rest: str, spaced: bool) -> bool:
    return spaced or not rest or rest[0] not in _NO_ARTICLE


def _after_division(_value: int, rest: str, spaced: bool) -> bool:
    return not rest or (len(rest) <= 60 and (spaced or rest[0] not in _NO_DIVISION))


def _after_question(_value: int, rest: str, _spaced: bool) -> bool:
    return 0 < len(rest) <= 40 and not any(c in "。；;" for c in rest)


def _after_any(_value: int, rest: str, _spaced: bool) -> bool:
    return bool(rest)


_LEGAL_DIGITS: Final = "壹贰貳叁參肆伍陆陸柒捌玖拾"
_PLAIN_DIGITS: Final = str.maketrans(_LEGAL_DIGITS + "－—", "一二二三三四五六六七八九十一一")
_Guard = Callable[[int, str, bool], bool]


def _division(letter: str) -> str:
    return f"第{_SPACE}?({_NUMERAL}|\\d{{1,3}}){_SPACE}?{letter}[：:]?"


# -- strings: `re` compiles a pattern when it is first asked, and most reports ask two or three
_PATTERNS: Final[tuple[tuple[Family, str, _Guard], ...]] = (
    (Family.PART, _division("编"), _after_division),
    (Family.SUBPART, _division("分编"), _after_division),
    (Family.VOLUME, _division("篇"), _after_division),
    (Family.SHARE, _division("部分"), _after_division),
    (
        Family.SHARE,
        f"第({_NUMBER})个(?:问题|方面|部分|题目)[，,：:、]",
        _after_question,
    ),
    (Family.SHARE, f"([{_LEGAL_DIGITS}]{{1,3}}){_SPACE}?、", _after_question),
    (Family.CHAPTER, _division("章"), _after_division),
    (Family.SECTION, _division("节"), _after_division),
    (
        Family.ARTICLE,
        f"第({_NUMERAL}|\\d{{1,4}})条(?:之[一二三四五六七八九])?",
        _after_article,
    ),
    (Family.CJK_COMMA, f"({_NUMBER}){_SPACE}?[、､.．]", _after_comma),
    (
        Family.CJK_BRACKETS,
        # -- 〔一〕 is typed for （一）, and a scan shows （－） for it
        f"(?:[（(〔［]{_SPACE}?({_NUMBER}|[－—]){_SPACE}?[）)〕］]|([㈠-㈩]))",
        _after_brackets,
    ),
    (
        Family.ARABIC_DOT,
        rf"(?:(\d{{1,3}}){_SPACE}?[.．、]{_YEAR_OR_NO_DIGIT}|([⒈-⒛]))",
        _after_any,
    ),
    (
        Family.ARABIC_BRACKETS,
        rf"(?:[（(]{_SPACE}?(\d{{1,2}}){_SPACE}?[）)]|([⑴-⒇]))",
        _after_any,
    ),
    (Family.CIRCLED, "([①-⑳❶-❿])", _after_any),
    (Family.DECIMAL_3, rf"(\d{{1,2}}\.\d{{1,2}}\.\d{{1,2}})(?={_SPACE})", _after_any),
    (Family.DECIMAL_2, rf"(\d{{1,2}}\.\d{{1,2}})(?={_SPACE})", _after_any),
    (Family.DECIMAL_1, rf"(\d{{1,2}})(?={_SPACE})", _after_any),
    (Family.CJK_COMMA, f"({_NUMBER})(?=\u3000|{_SPACE}{{2}})", _after_gap),
)
# -- （一）、加强领导: the comma belongs to neither number nor title
_TRAILING_COMMAS: Final = ("、", ".", "．")
_AFTER_DIGITS: Final = frozenset((*_TRAILING_COMMAS, *_SPACES))
_WITH_BRACKETS: Final = (Family.CJK_BRACKETS, Family.ARABIC_BRACKETS, Family.CIRCLED)
_DIVISIONS: Final = _PATTERNS[:9]
_LEGAL: Final = _PATTERNS[5:6]
_CHINESE: Final = (_PATTERNS[9], _PATTERNS[17])
_BRACKETED: Final = (_PATTERNS[10], _PATTERNS[12])
_ARABIC: Final = (_PATTERNS[11], *_PATTERNS[14:17])
_BY_FIRST: Final = {
    **dict.fromkeys("第", _DIVISIONS),
    **dict.fromkeys(_LEGAL_DIGITS, _LEGAL),
    **dict.fromkeys("一二三四五六七八九十百", _CHINESE),
    **dict.fromkeys("（(〔［㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", _BRACKETED),
    **dict.fromkeys(map(chr, range(0x2474, 0x2488)), _BRACKETED),
    **dict.fromkeys("0123456789０１２３４５６７８９", _ARABIC),
    **dict.fromkeys(map(chr, range(0x2488, 0x249C)), _ARABIC),
    **dict.fromkeys(map(chr, range(0x2460, 0x2474)), _PATTERNS[13:14]),
    **dict.fromkeys(map(chr, range(0x2776, 0x2780)), _PATTERNS[13:14]),
}
"""The patterns that a first character may begin: most lines are asked nothing."""


def ordinal_at_start(line: str) -> Ordinal | None:
    """Return the ordinal a line (no leading space) starts with, None where it is none.

    What only looks like one is none: 1.5亿元, 一、二等奖, 三、四线城市, 第十条的规定, 2024.3.1.
    Whether it counts, by its place in the sequence, is for the outline to say.
    """
    if _is_plain_number(line):
        return None
    for family, written, guard in _BY_FIRST.get(line[:1], ()):
        found = re.match(written, line)
        values = _values(found.group(found.lastindex or 1)) if found is not None else None
        if found is None or values is None:
            continue
        length = _trailing(family, line, found.end())
        if guard(values[-1], line[length : length + 61], length > found.end()):
            return Ordinal(family, values[-1], found.group(), length, values)
    return None


def lone_ordinal(line: str) -> Ordinal | None:
    """Return the Chinese ordinal that is all of a line: 一、 （一） 第一章. Its title may follow."""
    if not 0 < len(line) <= _MAX_LONE:
        return None
    for family, written, _ in _BY_FIRST.get(line[0], ()):
        found = re.fullmatch(written, line) if family.is_chinese else None
        values = _values(found.group(found.lastindex or 1)) if found is not None else None
        if values is not None:
            return Ordinal(family, values[-1], line, len(line), values)
    return None


def is_ordinal(text: str) -> bool:
    """Whether a text is an ordinal and nothing else: 第一章, 一、."""
    ordinal = ordinal_at_start(text + "某")
    return ordinal is not None and ordinal.length >= len(text)


def _is_plain_number(line: str) -> bool:
    """Say whether a line begins with digits after which no number of a section can go on: 2023年."""
    return line[:1].isdecimal() and next(
        (character not in _AFTER_DIGITS for character in line if not character.isdecimal()), True
    )


def _trailing(family: Family, line: str, end: int) -> int:
    """Return where the title begins after a number that ends at `end`."""
    if family in _WITH_BRACKETS and line.startswith(_TRAILING_COMMAS, end):
        end += 1
    return len(line) - len(line[end:].lstrip(_SPACES))


@lru_cache(maxsize=4096)
def _values(written: str) -> tuple[int, ...] | None:
    """Return the numbers of "十二", "12", "1.2" or one of ① ⑴ ⒈ ㈠; None where it is no number."""
    if written[0].isdecimal():
        return tuple(int(part) for part in written.split("."))
    written = written.translate(_PLAIN_DIGITS)
    if len(written) == 1 and written not in _DIGITS and written not in _UNITS:
        return (int(unicodedata.numeric(written)),)
    value = numeral_value(written)
    return None if value is None else (value,)


_LIST_ITEM: Final = pattern(
    "[一二三四五六七八九十]{1,2}(?:是|要|则|方面)|第[一二三四五六七八九十]{1,2}[，,、]"
    r"|首先[，,]|其次[，,]|再次[，,]|最后[，,]|——|[●•·▪■◆]|\d{1,2}[)）]"
)
_ITEM_STARTS: Final = frozenset("第首其再最—●•·▪■◆")
_NUMERALS: Final = frozenset("一二三四五六七八九十")
_AFTER_NUMERAL: Final = _NUMERALS | frozenset("是要则方")


def is_list_item(line: str) -> bool:
    """Say whether a line starts as list items do: 一是, 第一，, ——, bullets, 1)."""
    first = line[:1]
    begins = (
        first in _ITEM_STARTS
        or (first in _NUMERALS and line[1:2] in _AFTER_NUMERAL)
        or (first.isdecimal() and any(map("）)".count, line[1:3])))
    )
    return begins and _LIST_ITEM.match(line) is not None


_ATTACHMENT: Final = (
    rf"(附{_SPACE}*[件录表]{_SPACE}*([\d一二三四五六七八九十]{{0,3}}))"
    rf"(?:{_SPACE}*[:：]?$|{_SPACE}*[:：]{_SPACE}*(?![\d《])(?=\S)|{_SPACE}+(?=\S))"
)


def attachment_at_start(line: str) -> Ordinal | None:
    """Return the ordinal of a line that opens an attachment: 附件, 附件2, 附件2 名单, 附件2：名单.

    The list of attachments in the tail ("附件：1.整改清单") opens none; a line like "附件：名单" may
    stand in either place: where it stands is for the outline to say.
    """
    found = re.match(_ATTACHMENT, line) if line[:1] == "附" else None
    if found is None or len(line) > 60 or line.endswith(("。", "；", ";")):
        return None
    number = found.group(2)
    value = int(number) if number.isdecimal() else numeral_value(number) or 1
    return Ordinal(Family.ATTACHMENT, value, found.group(1).rstrip(), found.end(), (value,))
