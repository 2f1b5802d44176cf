"""Annotations are counted in one place, and every count adds up."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from reviewer.language.query import parse
from reviewer.language.tally import Bar, By, Count, Tally, gathered, shortened, tally
from reviewer.model.categories import DEFAULT_CATEGORIES, PROBLEM
from reviewer.model.query import select
from reviewer.model.records import Annotation, Disposition, Reviewer, Scope, Severity, Target
from reviewer.model.review import Review
from tests.helpers import NOON, annotation_on, report

DOCUMENT = report(
    "报告", "一、情况,和问题", "执法力量薄弱。", "(一)人员", "人员少。", "二、建议", "加强培训。"
)
PEOPLE = (
    Reviewer(id="p1", name="审阅人甲", organisation="某局"),
    Reviewer(id="p2", name="审阅人乙"),
    Reviewer(id="p3", name="审阅人乙"),
)


def on(words: str, id: str, **fields: object) -> Annotation:
    start = DOCUMENT.text.index(words)
    return annotation_on(DOCUMENT, start, start + len(words), id=id, **fields)


ANNOTATIONS = (
    on("执法力量", "a1", category=PROBLEM, severity=Severity.IMPORTANT),
    on("人员少", "a2", category=PROBLEM, author="p2", resolved=True),
    on("培训", "a3", author="p3", created=NOON + timedelta(days=40)),
    on("报告", "a4", disposition=Disposition.ADOPTED),
    on("培训", "a5", placement=None),
    on("报告", "a6", target=Target(Scope.DOCUMENT), placement=None),
)
REVIEW = Review([*ANNOTATIONS, *PEOPLE, *DEFAULT_CATEGORIES])


def bars(found: Tally, by: By) -> list[tuple[str, int]]:
    (count,) = (count for count in found.counts if count.by is by)
    return [(bar.label, bar.number) for bar in count.bars]


def test_each_question_has_its_answers() -> None:
    found = tally(ANNOTATIONS, REVIEW, DOCUMENT)
    assert (found.total, found.open, found.orphans) == (6, 5, 1)
    assert bars(found, By.SECTION) == [
        ("全文", 1),
        ("标题与引言", 1),
        ("一、情况,和问题", 2),
        ("二、建议", 1),
        ("未能定位的批注", 1),
    ]
    assert bars(found, By.CATEGORY) == [("未分类", 4), ("问题", 2)]
    assert bars(found, By.STATUS) == [("未解决", 5), ("已解决", 1)]
    assert bars(found, By.REVIEWER) == [("某局/审阅人甲", 4), ("审阅人乙", 2)]
    assert [number for _, number in bars(found, By.DAY)] == [5, 1]


def test_heat_counts_what_is_below_a_section_too() -> None:
    heat = tally(ANNOTATIONS, REVIEW, DOCUMENT).heat
    assert [each.number for each in heat] == [2, 1, 1]
    for each in heat:
        length = each.section.span.end - each.section.span.start
        assert each.density == 1000 * each.number / length


def test_the_query_of_a_bar_finds_what_it_counts() -> None:
    asked = 0
    for count in tally(ANNOTATIONS, REVIEW, DOCUMENT).counts:
        for bar in count.bars:
            if bar.query:
                asked += 1
                assert len(select(REVIEW, DOCUMENT, parse(bar.query))) == bar.number, bar
    assert asked == 15


def test_nothing_is_counted_where_nothing_is() -> None:
    found = tally((), REVIEW, DOCUMENT)
    assert found.total == 0
    assert all(not count.bars for count in found.counts)
    assert [each.number for each in found.heat] == [0, 0, 0]


DAYS = [(NOON + timedelta(days=at)).date().isoformat() for at in range(12)]


@given(st.sampled_from(By), st.lists(st.integers(1, 9), max_size=12), st.integers(2, 6))
def test_many_bars_become_few_and_none_is_lost(by: By, numbers: list[int], most: int) -> None:
    given_ = [Bar(day, number, key=day) for day, number in zip(DAYS, numbers, strict=False)]
    few = gathered(Count(by, given_), most)
    assert [bar for bar, _ in few] == shortened(Count(by, given_), most)
    assert sum(bar.number for bar, _ in few) == sum(numbers)
    assert all(bar.number == sum(own.number for own in inside) for bar, inside in few)
    assert sorted(own for _, inside in few for own in inside) == sorted(given_)
    assert len(few) <= most
    kept = [bar for bar, _ in few if bar in given_]
    assert kept == sorted(kept, key=given_.index)
    if by is not By.DAY:
        assert len(few) == min(most, len(numbers))


def test_the_queries_of_many_days_find_what_they_count() -> None:
    made = [on("培训", f"d{at}", created=NOON + timedelta(days=at * 3)) for at in range(20)]
    review = Review([*made, *PEOPLE])
    (count,) = (c for c in tally(made, review, DOCUMENT).counts if c.by is By.DAY)
    for most in (6, 3):
        for bar in shortened(count, most):
            assert len(select(review, DOCUMENT, parse(bar.query))) == bar.number


def test_the_day_is_that_of_the_making() -> None:
    changed = ANNOTATIONS[0]._replace(modified=NOON + timedelta(days=9))
    review = Review([changed, *PEOPLE])
    (count,) = (c for c in tally([changed], review, DOCUMENT).counts if c.by is By.DAY)
    assert count.bars[0].key == NOON.astimezone().date().isoformat()
    assert count.bars[0].label == "2024年3月1日"
