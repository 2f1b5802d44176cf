"""Dates and times: they exist, their weekdays fit, they are written as official papers do."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Final

from reviewer.language.checks.rule import Hit, Level, Rule, pattern
from reviewer.language.checks.text import ASIDE, NOT_PROSE, CheckedText
from reviewer.language.numbering import numeral_value
from reviewer.model.document import ParagraphKind
from reviewer.model.spans import Span

_NUMBER: Final = "[一二三四五六七八九十〇零]"
_DATE: Final = re.compile(
    rf"(?:(?<!\d)(?P<year>\d{{4}}|[〇零一二三四五六七八九]{{4}})年)?"
    rf"(?<![\d.])(?P<month>\d{{1,2}}|{_NUMBER}{{1,3}})月(?P<day>\d{{1,2}}|{_NUMBER}{{1,3}})[日号]"
    rf"(?:\s?[至到—-]\s?(?P<last>\d{{1,2}})日)?"
)
_MONTH: Final = re.compile(r"(?<!\d)\d{4}年(?P<month>\d{1,2})月")
_TIME: Final = re.compile(r"(?<!\d)(?P<hour>\d{1,2})时(?P<minute>\d{1,2})分(?!钟)")
_WEEKDAY: Final = re.compile(
    r"(?<!\d)(\d{4})年(\d{1,2})月(\d{1,2})日\s?[（(]?(?:星期|周)(?P<at>[一二三四五六日天])[)）]?"
)
_DAYS: Final = "一二三四五六日"
_SINCE: Final = 2012
"""GB/T 9704-2012 asks for Arabic figures in the date of a paper."""


def _value(written: str | None) -> int | None:
    if written is None:
        return None
    return int(written) if written.isdecimal() else numeral_value(written)


def _exists(year: int | None, month: int, day: int) -> bool:
    # -- a leap year, where none is named
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or 2000, month)[1]


def _impossible(text: CheckedText) -> Iterator[Hit]:
    taken: set[int] = set()
    for found in text.matches(_DATE, skip=frozenset()):
        taken.add(found.start())
        if not _may_be(found):
            yield Hit(Span(*found.span()), None, "这个日期不存在")
    for found in text.matches(_MONTH, skip=frozenset()):
        if found.start() not in taken and not 1 <= int(found.group("month")) <= 12:
            yield Hit(Span(*found.span()), None, "这个月份不存在")
    for found in text.matches(_TIME, skip=frozenset()):
        if int(found.group("hour")) > 24 or int(found.group("minute")) > 59:
            yield Hit(Span(*found.span()), None, "这个时刻不存在")


def _may_be(found: re.Match[str]) -> bool:
    year, month = _value(found.group("year")), _value(found.group("month"))
    days = [_value(found.group("day")), _value(found.group("last"))]
    if month is None or (year is not None and not 1000 <= year <= 2999):
        return True
    return all(day is None or _exists(year, month, day) for day in days)


def _weekdays(text: CheckedText) -> Iterator[Hit]:
    for found in text.matches(_WEEKDAY, skip=frozenset()):
        year, month, day = (int(found.group(n)) for n in (1, 2, 3))
        if not _exists(year, month, day):
            continue
        right = _DAYS[date(year, month, day).weekday()]
        said = found.group("at").replace("天", "日")
        if said != right:
            words = f"{year}年{month}月{day}日是星期{right}"
            yield Hit(Span(*found.span("at")), right, words)


def _arabic_date(found: re.Match[str]) -> str | None:
    parts = [numeral_value(part) for part in re.split("[年月日]", found.group())[:3]]
    return "{}年{}月{}日".format(*parts) if all(parts) else None


def _signed(text: CheckedText) -> Iterator[Hit]:
    line = re.compile(
        "^二[〇○零][一二三四五六七八九〇○零]{2}年[一二三四五六七八九十]{1,3}月"
        "[一二三四五六七八九十]{1,3}日$",
        re.MULTILINE,
    )
    for found in text.matches(line, skip=ASIDE | {ParagraphKind.CELL}):
        fix = _arabic_date(found)
        if fix is not None and int(fix[:4]) >= _SINCE:
            yield Hit(Span(*found.span()), fix)


def _spelled(found: re.Match[str]) -> str | None:
    year, month, day = (int(part) for part in re.findall(r"\d+", found.group()))
    return f"{year}年{month}月{day}日" if _exists(year, month, day) else None


def _unpadded(found: re.Match[str]) -> str:
    return re.sub("(?<=[年月])0(?=[1-9])", "", found.group())


RULES: Final = (
    Rule(
        code="SZ-02",
        title="日期编了虚位",
        level=Level.WARNING,
        message="月、日不编虚位（1不写作01）",
        wrong="2024年03月01日召开会议。",
        right="2024年3月1日召开会议。",
        source="GB/T 9704-2012 7.3.5.4",
        find=pattern(
            r"(?<!\d)(?:\d{4}年)?(?:0\d月(?:\d{1,2}日)?|\d{1,2}月0\d日)(?!\d)",
            _unpadded,
            skip=ASIDE | {ParagraphKind.CELL},
        ),
    ),
    Rule(
        code="SZ-03",
        title="日期、时刻不存在",
        level=Level.ERROR,
        message="这个日期不存在",
        wrong="2023年2月29日召开会议。",
        right="2024年2月29日召开会议，9月30日18时30分结束。",
        source="历法",
        find=_impossible,
    ),
    Rule(
        code="SZ-04",
        title="星期与日期不符",
        level=Level.ERROR,
        message="星期与日期不符",
        wrong="2024年3月1日（星期四）召开会议。",
        right="2024年3月1日（星期五）召开会议。",
        source="历法",
        find=_weekdays,
    ),
    Rule(
        code="SZ-16",
        title="正文中的数字日期",
        level=Level.INFO,
        message="正文里的日期写作“年月日”",
        wrong="会议于2024.3.1召开。",
        right="会议于2024年3月1日召开，版本2024.3.1.5。",
        source="GB/T 15835-2011 5.1.4",
        find=pattern(
            r"(?<![\dA-Za-z.\-/_])(?:19|20)\d\d(?P<mark>[-./])\d{1,2}(?P=mark)\d{1,2}(?![\d.\-/A-Za-z])",
            _spelled,
            skip=NOT_PROSE,
        ),
    ),
    Rule(
        code="SZ-18",
        title="日期中的“号”",
        level=Level.WARNING,
        message="公文中的日期用“日”，不用“号”",
        wrong="3月1号召开会议。",
        right="3月1日召开会议，第3月12号楼。",
        source="通常做法",
        find=pattern(r"(?<![\d第])\d{1,2}月\d{1,2}(?P<at>号)(?!线|楼|文|院|令|店|门|馆|库)", "日"),
    ),
    Rule(
        code="JG-12",
        title="成文日期用了汉字",
        level=Level.WARNING,
        message="成文日期用阿拉伯数字",
        wrong="二〇二四年二月二十九日",
        right="2024年2月29日",
        source="GB/T 9704-2012 7.3.5.4",
        find=_signed,
    ),
)
