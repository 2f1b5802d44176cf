"""How many annotations there are: by section, category, state, reviewer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from reviewer.exporters import Export
from reviewer.exporters.clean import legal
from reviewer.exporters.digest import Remark, remarks, summary
from reviewer.exporters.grouping import label_of
from reviewer.exporters.options import Grouping, Paper
from reviewer.language import paper_terms as terms
from reviewer.language.terms import DISPOSITION_TERMS, RESOLVED_TERMS, SEVERITY_TERMS

MOST_BARS: Final = 15
"""A chart shows so many bars; the smallest share the last one."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One question, and how often each answer occurs."""

    title: str
    bars: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Statistics:
    """The page of statistics as plain values."""

    title: str
    sentence: str
    counts: Sequence[Counted]


def statistics(export: Export) -> Statistics:
    """Count the wanted annotations; each count adds up to their number."""
    found = remarks(export)

    def grouped(grouping: Grouping) -> Callable[[Remark], str]:
        return lambda remark: legal(label_of(grouping, remark, export))

    counts = [
        # -- sections keep the order of the report, the rest is sorted by number
        _counted("按章节", found, grouped(Grouping.SECTION), in_order=True),
        _counted("按类别", found, grouped(Grouping.CATEGORY)),
        _counted("按重要程度", found, lambda r: SEVERITY_TERMS[r.annotation.severity]),
        _counted("按状态", found, lambda r: RESOLVED_TERMS[r.annotation.resolved]),
        _counted("按处理情况", found, lambda r: DISPOSITION_TERMS[r.annotation.disposition]),
        _counted("按审阅人", found, grouped(Grouping.REVIEWER)),
    ]
    alone = export.paper is Paper.STATISTICS
    title = legal(export.title) if alone and export.title else terms.STATISTICS_TITLE
    return Statistics(title, summary(found, export.review), counts)


def _counted(
    title: str, found: list[Remark], label: Callable[[Remark], str], *, in_order: bool = False
) -> Counted:
    counter = Counter(label(remark) for remark in found)
    bars = list(counter.items()) if in_order else counter.most_common()
    if len(bars) > MOST_BARS:
        kept = {name for name, _ in counter.most_common(MOST_BARS - 1)}
        rest = sum(number for name, number in bars if name not in kept)
        bars = [bar for bar in bars if bar[0] in kept] + [("其他", rest)]
    return Counted(title, bars)
