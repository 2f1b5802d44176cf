"""How many annotations there are, by what: the one place that counts for window and papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, NamedTuple

from reviewer.language import paper_terms
from reviewer.language.periods import EARLIER, periods
from reviewer.language.query import QUARTER, day_of
from reviewer.language.terms import (
    DISPOSITION_TERMS,
    ORPHAN_TERM,
    RESOLVED_TERMS,
    SEVERITY_TERMS,
    WHOLE_REPORT_TERM,
)
from reviewer.model.document import Document, Section
from reviewer.model.records import Annotation, Reviewer, Scope
from reviewer.model.review import Review

OTHERS: Final = "其他"
_PER: Final = 1000


class By(StrEnum):
    """What annotations are counted by."""

    SECTION = "section"
    CATEGORY = "category"
    SEVERITY = "severity"
    STATUS = "status"
    DISPOSITION = "disposition"
    REVIEWER = "reviewer"
    DAY = "day"


TITLES: Final[Mapping[By, str]] = {
    By.SECTION: "按章节",
    By.CATEGORY: "按类别",
    By.SEVERITY: "按重要程度",
    By.STATUS: "按状态",
    By.DISPOSITION: "按处理情况",
    By.REVIEWER: "按审阅人",
    By.DAY: "按日期",
}


OWN_LABELS: Final = frozenset(
    (
        WHOLE_REPORT_TERM,
        paper_terms.HEAD_OF_REPORT,
        paper_terms.ORPHANS_TITLE,
        paper_terms.NO_CATEGORY,
        EARLIER,
        OTHERS,
    )
)
"""Labels that name nothing of the report or the review."""


class Bar(NamedTuple):
    """An answer and how often it occurs.

    `query` finds these annotations in the list, empty where none can; `key` is the category's id,
    or that of the period (`periods.Period`).
    """

    label: str
    number: int
    query: str = ""
    key: str = ""


class Count(NamedTuple):
    """One question with its answers; their numbers add up to that of the annotations."""

    by: By
    bars: Sequence[Bar]


class Heat(NamedTuple):
    """How many annotations a section has, those below it too, and how many that is in 1,000 characters."""

    section: Section
    number: int
    density: float


@dataclass(frozen=True, slots=True)
class Tally:
    """All counts, and the heat of every section in the report's order."""

    total: int
    open: int
    orphans: int
    counts: Sequence[Count]
    heat: Sequence[Heat]


def tally(annotations: Iterable[Annotation], review: Review, document: Document) -> Tally:
    """Count annotations; of equally many the first given come first.

    Sections keep the report's order and days that of time, the rest goes by number.
    """
    found = list(annotations)
    places = Counter(a.span.start for a in found if _is_placed(a) and a.span is not None)
    heat, head = _heat(places, document)
    whole = sum(a.target.scope is Scope.DOCUMENT for a in found)
    orphans = len(found) - whole - sum(places.values())
    people = {author: review.reviewer(author) for author in {a.author for a in found}}
    counts = [
        Count(By.SECTION, _by_section(heat, whole, head, orphans)),
        Count(By.CATEGORY, _by_category(found, review)),
        _counted(By.SEVERITY, (SEVERITY_TERMS[a.severity] for a in found), "重要"),
        _counted(By.STATUS, (RESOLVED_TERMS[a.resolved] for a in found), "状态"),
        _counted(By.DISPOSITION, (DISPOSITION_TERMS[a.disposition] for a in found), "处理"),
        Count(By.REVIEWER, _by_reviewer(found, people)),
        Count(By.DAY, _by_day(found)),
    ]
    return Tally(len(found), sum(not a.resolved for a in found), orphans, counts, heat)


def shortened(count: Count, most: int) -> list[Bar]:
    """Return at most so many bars; the smallest share one, and days become longer periods."""
    return [bar for bar, _ in gathered(count, most)]


def gathered(count: Count, most: int) -> list[tuple[Bar, Sequence[Bar]]]:
    """Return the bars of `shortened`, each with those it stands for."""
    bars = list(count.bars)
    if len(bars) <= most:
        return [(bar, (bar,)) for bar in bars]
    if count.by is By.DAY:
        return _by_period(bars, most)
    kept = sorted(range(len(bars)), key=lambda at: -bars[at].number)[: most - 1]
    rest = [bar for at, bar in enumerate(bars) if at not in kept]
    others = Bar(OTHERS, sum(bar.number for bar in rest))
    return [*((bars[at], (bars[at],)) for at in sorted(kept)), (others, rest)]


def section_label(annotation: Annotation, document: Document) -> str:
    """Say in which part of a report an annotation stands: the outermost section, 全文, 标题与引言 …."""
    if annotation.target.scope is Scope.DOCUMENT:
        return WHOLE_REPORT_TERM
    if annotation.span is None:
        return paper_terms.ORPHANS_TITLE
    path = document.path_at(annotation.span.start)
    return path[0].label if path else paper_terms.HEAD_OF_REPORT


def signature(person: Reviewer | None) -> str:
    """Return who says it: organisation/name."""
    name = person.name if person is not None else ""
    organisation = person.organisation if person is not None else ""
    return "/".join(part for part in (organisation, name or paper_terms.UNSIGNED) if part)


def _is_placed(annotation: Annotation) -> bool:
    return annotation.span is not None and annotation.target.scope is not Scope.DOCUMENT


def _heat(places: Mapping[int, int], document: Document) -> tuple[list[Heat], int]:
    """Return the heat of each section, and how many annotations stand before them all."""
    counts: Counter[int] = Counter()
    head = 0
    for start, count in places.items():
        path = document.path_at(start)
        head += 0 if path else count
        for section in path:
            counts[section.span.start] += count
    heat = []
    for section in document.sections:
        count = counts[section.span.start]
        length = max(1, section.span.end - section.span.start)
        heat.append(Heat(section, count, _PER * count / length))
    return heat, head


def _by_section(heat: Sequence[Heat], whole: int, head: int, orphans: int) -> list[Bar]:
    bars: dict[str, Bar] = {}
    outer = (each for each in heat if each.section.level == 1)
    for bar in (
        Bar(WHOLE_REPORT_TERM, whole),
        Bar(paper_terms.HEAD_OF_REPORT, head),
        *(Bar(each.section.label, each.number, _section_query(each.section)) for each in outer),
        Bar(paper_terms.ORPHANS_TITLE, orphans, f"状态:{ORPHAN_TERM}"),
    ):
        if bar.number:
            before = bars.get(bar.label)
            count = bar.number + (before.number if before is not None else 0)
            bars[bar.label] = bar._replace(number=count)
    return list(bars.values())


def _section_query(section: Section) -> str:
    # -- a comma would be an "or"
    return f"章节:“{section.label.replace('，', ',').split(',')[0].split('|')[0]}”"


def _by_category(found: Sequence[Annotation], review: Review) -> list[Bar]:
    bars = []
    for key, count in Counter(a.category for a in found).most_common():
        category = review.category(key)
        name = category.name if category is not None else ""
        name = name or paper_terms.NO_CATEGORY
        bars.append(Bar(name, count, f"类别:“{name}”", key))
    return _merged(bars)


def _by_reviewer(found: Sequence[Annotation], people: Mapping[str, Reviewer | None]) -> list[Bar]:
    bars = []
    for author, count in Counter(a.author for a in found).most_common():
        person = people[author]
        query = f"作者:“{person.name}”" if person is not None and person.name else ""
        bars.append(Bar(signature(person), count, query))
    return _merged(bars)


def _by_day(found: Sequence[Annotation]) -> list[Bar]:
    quarters = Counter(int(a.created.timestamp() // QUARTER) for a in found)
    days: Counter[str] = Counter()
    for quarter, number in quarters.items():
        days[day_of(datetime.fromtimestamp(quarter * QUARTER, UTC))] += number
    shown = periods(sorted(days), len(days))
    return [Bar(each.label, days[each.key], f"提出于:{each.key}", each.key) for each in shown]


def _by_period(bars: Sequence[Bar], most: int) -> list[tuple[Bar, Sequence[Bar]]]:
    days = {bar.key: bar for bar in bars}
    found: list[tuple[Bar, Sequence[Bar]]] = []
    for each in periods(list(days), most):
        inside = [days[day] for day in each.days]
        # -- a part of a month is asked for day by day, what is before it all cannot be
        asked = ",".join(each.days) if "/" in each.key else each.key
        query = f"提出于:{asked}" if asked else ""
        found.append((Bar(each.label, sum(b.number for b in inside), query, each.key), inside))
    return found


def _counted(by: By, found: Iterable[str], field: str) -> Count:
    counts = Counter(found).most_common()
    return Count(by, [Bar(label, number, f"{field}:{label}") for label, number in counts])


def _merged(bars: Sequence[Bar]) -> list[Bar]:
    """Put bars of one label together: two reviewers may have the same name."""
    merged: dict[str, Bar] = {}
    for bar in bars:
        before = merged.get(bar.label)
        merged[bar.label] = (
            bar if before is None else before._replace(number=before.number + bar.number)
        )
    return sorted(merged.values(), key=lambda bar: -bar.number)
