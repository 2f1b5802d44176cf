"""What a report is about: its words by TF-IDF and TextRank, how often and where first.

Both weights are computed as jieba.analyse does, over the words of the one segmenter: TF-IDF is a
word's share of the words that count, times how rare it is elsewhere; TextRank lets words less than
five apart in a paragraph recommend each other (Mihalcea and Tarau 2004), ten rounds, damping 0.85.
Words that count are nouns, verbs, adjectives and set phrases of two characters or more that are no stop
words of official prose (`resources/dictionaries/stopwords.txt`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import mul
from typing import Any, Final, NamedTuple

from reviewer.language import words
from reviewer.model.document import Document, Section
from reviewer.model.spans import Span
from reviewer.resources import lines_of

USUAL: Final = 20
"""So many keywords are shown where nobody says how many."""

_STOP_WORDS: Final = "dictionaries/stopwords.txt"
_KINDS: Final = frozenset("n nz nt ns nl ng nrt v vn an a ad l i j".split())
_SPAN: Final = 5
_ROUNDS: Final = 10
_DAMPING: Final = 0.85


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word that says what a text is about.

    `count` is how often it occurs as a word, `first` where it does so first. `weight` is the mean of
    `tfidf` and `textrank`, each as a share of the highest in the text: 1 at most.
    """

    word: str
    weight: float
    tfidf: float
    textrank: float
    count: int
    first: Span


class SectionKeywords(NamedTuple):
    """A section with its keywords."""

    section: Section
    keywords: list[Keyword]


class Found(NamedTuple):
    """Words that count, and which word of the text each is; what is far apart is in two paragraphs."""

    words: Sequence[str]
    places: Sequence[int]


class Terms:
    """The words that count in a report, in its order; cut once, asked about any range."""

    def __init__(
        self, document: Document, progress: Callable[[float], object] = lambda _share: None
    ) -> None:
        self._document = document
        self._starts: list[int] = []
        self._words: list[str] = []
        self._places: list[int] = []
        stops = stop_words()
        known: dict[str, str] = {}
        count, before = len(document.paragraphs), 0
        for at, paragraph in enumerate(document.paragraphs):
            text = paragraph.span.cut(document.text)
            for place, (span, kind) in enumerate(words.tagged(text), before):
                word = span.cut(text)
                if kind in _KINDS and len(word) > 1 and word not in stops:
                    self._starts.append(paragraph.span.start + span.start)
                    # -- one string a word: pairs of them are then looked up fast
                    self._words.append(known.setdefault(word, word))
                    self._places.append(place)
                before = place + _SPAN
            if at % 1000 == 0:
                progress(at / count)

    def keywords(self, within: Span | None = None, most: int | None = None) -> list[Keyword]:
        """Return the keywords of a range, the weightiest first; of the whole report without one."""
        first, last = 0, len(self._words)
        if within is not None:
            first = bisect_left(self._starts, within.start)
            last = bisect_left(self._starts, within.end)
        found = Found(self._words[first:last], self._places[first:last])
        return _weighed(found, self._starts[first:last], most)

    def by_section(self, most: int | None = None) -> list[SectionKeywords]:
        """Return the keywords of every section, in the report's order."""
        sections = self._document.sections
        return [SectionKeywords(s, self.keywords(s.span, most)) for s in sections]


class Overview(NamedTuple):
    """The keywords of a report, and of each of its sections in their order."""

    whole: list[Keyword]
    sections: list[list[Keyword]]


def overview(
    most: int, most_in_section: int, document: Document, progress: Callable[[float], object]
) -> Overview:
    """Return so many keywords of the report, and of each section at most so many."""
    terms = Terms(document, progress)
    sections = terms.by_section(most_in_section)
    return Overview(terms.keywords(most=most), [each.keywords for each in sections])


def keywords(document: Document, most: int | None = None) -> list[Keyword]:
    """Return the keywords of a whole report, the weightiest first."""
    return Terms(document).keywords(most=most)


@cache
def stop_words() -> frozenset[str]:
    """Return the words that say nothing in official prose."""
    return frozenset(lines_of(_STOP_WORDS))


def tfidf(found: Sequence[str]) -> dict[str, float]:
    """Weigh words by how often they occur here, and how rarely elsewhere.

    A word that nobody counted elsewhere is taken to be as rare as the median word.
    """
    rareness = words.rareness()
    usual = _usual_rareness()
    return {
        word: count * rareness.get(word, usual) / len(found)
        for word, count in Counter(found).items()
    }


def textrank(found: Found) -> dict[str, float]:
    """Weigh words by the weight of those near them; the highest is 1, who has none near has none."""
    pairs: Counter[tuple[str, str]] = Counter()
    for apart in range(1, _SPAN):
        following = zip(found.words[apart:], found.places[apart:], strict=True)
        pairs.update(
            (one, other)
            for one, place, (other, there) in zip(*found, following, strict=False)
            if there - place < _SPAN
        )
    outward: Counter[str] = Counter()
    for (one, other), count in pairs.items():
        outward[one] += count
        outward[other] += count
    ranks = _ranked(pairs, outward)
    if not ranks:
        return {}
    lowest, highest = min(ranks.values()) / 10, max(ranks.values())
    return {word: (rank - lowest) / (highest - lowest) for word, rank in ranks.items()}


def keywords_json(found: Sequence[Keyword]) -> list[dict[str, Any]]:
    """Return keywords as plain values."""
    return [
        {
            "word": each.word,
            "weight": round(each.weight, 4),
            "tfidf": round(each.tfidf, 4),
            "textrank": round(each.textrank, 4),
            "count": each.count,
            "first": {"start": each.first.start, "end": each.first.end},
        }
        for each in found
    ]


def sections_json(found: Sequence[SectionKeywords]) -> list[dict[str, Any]]:
    """Return the keywords of sections as plain values."""
    return [
        {
            "level": section.level,
            "number": section.number,
            "title": section.title,
            "start": section.span.start,
            "end": section.span.end,
            "keywords": keywords_json(each),
        }
        for section, each in found
    ]


def _weighed(found: Found, starts: list[int], most: int | None) -> list[Keyword]:
    if not starts:
        return []
    rare, central = tfidf(found.words), textrank(found)
    rarest, highest = max(rare.values()), max(central.values(), default=1.0)
    central = {word: central.get(word, 0.0) for word in rare}
    weights = {word: (rare[word] / rarest + central[word] / highest) / 2 for word in rare}
    # -- of equal weights the first in the text comes first
    ordered = sorted(weights, key=lambda word: -weights[word])[:most]
    counts = Counter(found.words)
    first: dict[str, int] = {}
    for word, start in zip(found.words, starts, strict=True):
        first.setdefault(word, start)
    return [
        Keyword(
            word,
            weights[word],
            rare[word],
            central[word],
            counts[word],
            Span(first[word], first[word] + len(word)),
        )
        for word in ordered
    ]


def _ranked(pairs: Mapping[tuple[str, str], int], outward: Mapping[str, int]) -> dict[str, float]:
    ordered = sorted(outward)
    places = {word: at for at, word in enumerate(ordered)}
    # -- who recommends a word, and which share of the recommender's rank it gets
    near: list[tuple[list[int], list[float]]] = [([], []) for _ in ordered]
    for (one, other), count in pairs.items():
        for to, by in ((one, other), (other, one)):
            others, shares = near[places[to]]
            others.append(places[by])
            shares.append(count / outward[by])
    ranks = [1 / (len(near) or 1)] * len(near)
    for _ in range(_ROUNDS):
        for at, (others, shares) in enumerate(near):
            share = sum(map(mul, shares, map(ranks.__getitem__, others)))
            ranks[at] = 1 - _DAMPING + _DAMPING * share
    return dict(zip(ordered, ranks, strict=True))


@cache
def _usual_rareness() -> float:
    figures = sorted(words.rareness().values())
    return figures[len(figures) // 2]
