"""The page of statistics: how many annotations there are, by section, category, day …."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reviewer.exporters import Export
from reviewer.exporters.clean import legal
from reviewer.exporters.digest import remarks, summary
from reviewer.exporters.options import Paper
from reviewer.language import paper_terms as terms
from reviewer.language.tally import TITLES, shortened, tally

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
    counts = [
        Counted(
            TITLES[count.by],
            [(legal(bar.label), bar.number) for bar in shortened(count, MOST_BARS)],
        )
        for count in tally(export.annotations(), export.review, export.document).counts
    ]
    alone = export.paper is Paper.STATISTICS
    title = legal(export.title) if alone and export.title else terms.STATISTICS_TITLE
    return Statistics(title, summary(remarks(export), export.review), counts)
