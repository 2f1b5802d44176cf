"""Keywords and statistics: time a character, and that long reports cost no more of it."""

from __future__ import annotations

from reviewer.language import words
from reviewer.language.keywords import Terms, keywords
from reviewer.language.tally import tally
from reviewer.model.document import Document
from reviewer.model.review import Review
from tests.benchmarks.cards import remarks_on
from tests.benchmarks.checks import official_text
from tests.benchmarks.harness import Figure, bounded, compared, timed

_SHORT, _LONG = 100_000, 1_000_000
_ROUNDS = 3
_ANNOTATIONS = 100_000


def measure() -> list[Figure]:
    """Measure milliseconds; a tenfold text may cost half as much again a character."""
    words.load()
    words.rareness()
    short, long = official_text(_SHORT), official_text(_LONG)
    few = [timed(lambda: keywords(short)) for _ in range(_ROUNDS)]
    much = [timed(lambda: keywords(long)) for _ in range(_ROUNDS)]
    sections = [timed(lambda: _by_section(long)) for _ in range(_ROUNDS)]
    annotations = remarks_on(long, _ANNOTATIONS)
    review = Review(annotations)
    counted = [timed(lambda: tally(annotations, review, long)) for _ in range(_ROUNDS)]
    each = [[time / size for time in times] for times, size in ((much, 10), (few, 1))]
    return [
        bounded("keywords, 100,000 characters", few, "ms", 1500),
        bounded("keywords, 1 M characters", much, "ms", 15_000),
        compared("keywords, 1 M against 100,000, each 100,000", *each, "ms", 1.5),
        bounded("keywords of all sections too, 1 M characters", sections, "ms", 45_000),
        bounded("statistics, 100,000 annotations", counted, "ms", 1500),
    ]


def _by_section(document: Document) -> None:
    terms = Terms(document)
    terms.keywords(most=500)
    terms.by_section(40)
