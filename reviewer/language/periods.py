"""Days beside each other, as Chinese papers write them: 2024年2月29日, 3月1日 ….

Where there are too many days for a chart they become 旬 (the thirds of a month), months or years.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

EARLIER: Final = "更早"
_THIRDS: Final = ("上旬", "中旬", "下旬")


class Period(NamedTuple):
    """Days that are counted together, at least one.

    `label` has the year where it is another than before. `key` is a day, month, year, or a part of
    a month as "2024-03-01/10"; `days` are ISO dates.
    """

    label: str
    key: str
    days: tuple[str, ...]


def periods(days: Sequence[str], most: int) -> list[Period]:
    """Gather days, ISO dates in order, into at most so many periods, as short as can be."""
    for key_of in (_day, _third, _month, _year):
        keys = [(key, tuple(inside)) for key, inside in groupby(days, key_of)]
        if len(keys) <= most:
            return list(_labelled(keys))
    early = len(keys) - most + 1
    before = tuple(day for _, inside in keys[:early] for day in inside)
    return [Period(EARLIER, "", before), *_labelled(keys[early:])]


def _labelled(keys: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[Period]:
    year = ""
    for key, days in keys:
        words = _words(key)
        is_new, year = days[0][:4] != year, days[0][:4]
        yield Period(f"{int(year)}年{words}" if is_new or not words else words, key, days)


def _words(key: str) -> str:
    """A period without its year."""
    parts = key.partition("/")[0].split("-")
    if len(parts) == 1:
        return ""
    month = f"{int(parts[1])}月"
    if "/" in key:
        return month + _THIRDS[int(parts[2]) // 10]
    return month + (f"{int(parts[2])}日" if len(parts) > 2 else "")


def _day(day: str) -> str:
    return day


def _third(day: str) -> str:
    number = min(2, (int(day[8:10]) - 1) // 10)
    return f"{day[:8]}{('01/10', '11/20', '21/31')[number]}"


def _month(day: str) -> str:
    return day[:7]


def _year(day: str) -> str:
    return day[:4]
