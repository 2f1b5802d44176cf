"""The page of statistics: how many annotations there are, by section, category, day …."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter, itemgetter
from typing import Final

from reviewer.exporters import Export
from reviewer.exporters.clean import legal
from reviewer.exporters.digest import remarks, summary
from reviewer.exporters.options import Paper
from reviewer.language import paper_terms as terms
from reviewer.language.tally import TITLES, By, Count, gathered, tally
from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.records import Annotation, Category, Pattern
from reviewer.model.review import Review

MOST_BARS: Final = 15
"""A chart shows so many bars; the smallest share the last one."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A category as charts show it: colours "#RRGGBB" of its bars and of the lines on them."""

    name: str
    fill: str
    line: str
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Counted:
    """One question, and how often each answer occurs.

    `caption` is what stands at its chart; `parts` has for each answer how many of them are of each
    kind of the statistics.
    """

    by: By
    title: str
    caption: str
    bars: Sequence[tuple[str, int]]
    parts: Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Statistics:
    """The page of statistics as plain values; `report` names the report, empty behind its text."""

    title: str
    report: str
    sentence: str
    kinds: Sequence[Kind]
    counts: Sequence[Counted]


def statistics(export: Export) -> Statistics:
    """Count the wanted annotations; each count adds up to their number."""
    found = export.annotations()
    review, document = export.review, export.document
    groups: dict[str, list[Annotation]] = defaultdict(list)
    for annotation in found:
        groups[_name(review.category(annotation.category))].append(annotation)
    kinds = _kinds(groups, review)
    split = [tally(groups[kind.name], review, document).counts for kind in kinds]
    counts = [
        _counted(count, [own[at] for own in split], at + 1)
        for at, count in enumerate(tally(found, review, document).counts)
    ]
    alone = export.paper is Paper.STATISTICS
    title = legal(export.title) if alone and export.title else terms.STATISTICS_TITLE
    shown = [replace(kind, name=legal(kind.name)) for kind in kinds]
    report = terms.REPORT_LINE.format(title=legal(document.title)) if alone else ""
    return Statistics(title, report, summary(remarks(export), review), shown, counts)


def _name(category: Category | None) -> str:
    return (category.name if category is not None else "") or terms.NO_CATEGORY


def _kinds(groups: Mapping[str, Sequence[Annotation]], review: Review) -> list[Kind]:
    """The categories that occur, in their order; those of one name are one."""
    plain = DEFAULT_CATEGORIES[-1]
    found: list[tuple[int, Kind]] = []
    for name, members in groups.items():
        own = review.category(members[0].category)
        order, looks = (own.order, own) if own is not None else (len(groups) + 100, plain)
        found.append((order, Kind(name, looks.light, looks.line, looks.pattern)))
    return [kind for _, kind in sorted(found, key=itemgetter(0))]


def _counted(count: Count, split: Sequence[Count], number: int) -> Counted:
    """Cut each bar of a chart into the kinds; what has no bar of its own is in the shared one."""
    bars = gathered(count, MOST_BARS)
    # -- the label of a day may lack the year, and categories of one name have several keys
    known = attrgetter("key" if count.by is By.DAY else "label")
    rows = {known(each): row for row, (_, inside) in enumerate(bars) for each in inside}
    parts = [[0] * len(split) for _ in bars]
    for at, own in enumerate(split):
        for bar in own.bars:
            parts[rows[known(bar)]][at] += bar.number
    shown = [(legal(bar.label), bar.number) for bar, _ in bars]
    title = TITLES[count.by]
    caption = terms.CAPTION.format(number=number, title=title)
    return Counted(count.by, title, caption, shown, parts)
