"""Days are written as Chinese papers write them, and many become few."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from reviewer.language.periods import EARLIER, periods

DAYS = st.lists(st.dates(date(2019, 1, 1), date(2031, 12, 31)), unique=True, max_size=60)


def labels(days: list[str], most: int = 15) -> list[str]:
    return [each.label for each in periods(days, most)]


def from_(first: date, count: int, step: int = 1) -> list[str]:
    return [(first + timedelta(days=at * step)).isoformat() for at in range(count)]


def test_a_year_is_written_where_it_changes() -> None:
    assert labels(["2023-12-31", "2024-01-01", "2024-02-09"]) == [
        "2023年12月31日",
        "2024年1月1日",
        "2月9日",
    ]


def test_forty_days_become_thirds_of_months() -> None:
    assert labels(from_(date(2025, 12, 28), 40)) == [
        "2025年12月下旬",
        "2026年1月上旬",
        "1月中旬",
        "1月下旬",
        "2月上旬",
    ]


def test_half_a_year_becomes_months_and_many_years_become_years() -> None:
    assert labels(from_(date(2024, 1, 15), 200))[-2:] == ["7月", "8月"]
    assert labels(from_(date(2020, 1, 1), 70, 30))[:2] == ["2020年", "2021年"]


def test_what_is_left_over_is_earlier() -> None:
    years = from_(date(1990, 1, 1), 30, 366)
    assert labels(years, 3) == [EARLIER, *[f"{int(day[:4])}年" for day in years[-2:]]]


@given(DAYS, st.integers(1, 20))
def test_every_day_is_in_one_period_in_order(days: list[date], most: int) -> None:
    given_ = sorted(day.isoformat() for day in days)
    found = periods(given_, most)
    assert list(chain.from_iterable(each.days for each in found)) == given_
    assert len(found) <= most
    assert len({each.key for each in found}) == len(found)
