"""The rows of the card list: annotations that a query wants, in an order, under section headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from operator import attrgetter
from typing import Any, Final, NamedTuple

from reviewer.language.terms import ORPHAN_TERM
from reviewer.model.document import Document, Section
from reviewer.model.query import place
from reviewer.model.records import Annotation, Disposition, Scope, Severity
from reviewer.model.review import Review
from reviewer.ui import labels

_DISPOSITIONS: Final = tuple(Disposition)
_SEVERITIES: Final = tuple(Severity)
Key = tuple[object, ...]


class Order(StrEnum):
    """What cards are sorted by; within that, by their place in the report."""

    PLACE = "place"
    NEWEST = "newest"
    AUTHOR = "author"
    DISPOSITION = "disposition"
    SEVERITY = "severity"


class Heading(NamedTuple):
    """A row that says which section the cards below it stand in; `key` sorts it before them."""

    key: tuple[int, int]
    label: str


Row = Annotation | Heading
"""A card, or what stands above some."""


class Sorter:
    """Knows where a row belongs, in a review, an order, grouped by section or not."""

    def __init__(self, review: Review, document: Document | None) -> None:
        self.review = review
        self.document = document
        self.order = Order.PLACE
        self.grouped = False
        self._labels: dict[int, str] = {}
        self._keys: dict[Order, Callable[[Annotation], Key]] = {
            Order.PLACE: place,
            Order.NEWEST: lambda a: (-a.modified.timestamp(), *place(a)),
            Order.AUTHOR: lambda a: (self._author(a), *place(a)),
            Order.DISPOSITION: lambda a: (_DISPOSITIONS.index(a.disposition), *place(a)),
            Order.SEVERITY: lambda a: (-_SEVERITIES.index(a.severity), *place(a)),
        }

    def key(self, row: Row) -> Any:
        """Return what rows are sorted by; no two have the same."""
        if isinstance(row, Heading):
            return (row.key, 0)
        key = self._keys[self.order](row)
        return (self.group(row), 1, *key) if self.grouped else key

    def resort(self, placed: list[Annotation]) -> list[Annotation]:
        """Sort anew what stands in document order; sorting keeps the order of equal ones."""
        match self.order:
            case Order.NEWEST:
                return sorted(placed, key=attrgetter("modified"), reverse=True)
            case Order.AUTHOR:
                names = {p.id: p.name for p in self.review.reviewers()}
                return sorted(placed, key=lambda a: names.get(a.author, ""))
            case Order.DISPOSITION:
                ranks = {each: at for at, each in enumerate(_DISPOSITIONS)}
                return sorted(placed, key=lambda a: ranks[a.disposition])
            case Order.SEVERITY:
                weights = {each: -at for at, each in enumerate(_SEVERITIES)}
                return sorted(placed, key=lambda a: weights[a.severity])
        return placed

    def under_headings(self, annotations: list[Annotation]) -> list[Row]:
        """Put the sections above their cards, where cards are grouped."""
        if not self.grouped:
            return list(annotations)
        groups: dict[tuple[int, int], list[Annotation]] = {}
        for annotation in annotations:
            groups.setdefault(self.group(annotation), []).append(annotation)
        rows: list[Row] = []
        for key in sorted(groups):
            rows.append(self.heading(key))
            rows += groups[key]
        return rows

    def group(self, annotation: Annotation) -> tuple[int, int]:
        """Return the key of the section an annotation stands in."""
        if annotation.target.scope is Scope.DOCUMENT:
            return (0, 0)
        span = annotation.span
        if span is None:
            return (2, 0)
        path = self.document.path_at(span.start) if self.document is not None else ()
        return (1, path[-1].span.start if path else -1)

    def heading(self, key: tuple[int, int]) -> Heading:
        """Return the heading of a group."""
        kind, start = key
        if kind != 1:
            return Heading(key, labels.tr(ORPHAN_TERM if kind else "全文"))
        if start < 0:
            return Heading(key, labels.tr("章节之外"))
        if not self._labels and self.document is not None:
            self._labels = section_labels(self.document)
        return Heading(key, self._labels.get(start, ""))

    def _author(self, annotation: Annotation) -> str:
        person = self.review.reviewer(annotation.author)
        return person.name if person is not None else ""


def section_labels(document: Document) -> dict[int, str]:
    """Return what each section is called, by where it begins; where two share a name, the path."""
    found = Counter(section.label for section in document.sections)

    def called(section: Section) -> str:
        if found[section.label] == 1:
            return section.label
        path = document.path_at(section.span.start)
        return " › ".join(step.label for step in path)

    return {section.span.start: called(section) for section in document.sections}
