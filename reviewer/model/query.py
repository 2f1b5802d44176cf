"""Questions about a review: order, orphans, counts, and the filter that window and exports share."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from reviewer.model.change import RecordKey
from reviewer.model.document import Document, Section
from reviewer.model.records import Annotation, Entry, EntryKind, Reply, Scope
from reviewer.model.review import Review

Test = Callable[[Annotation, Review, Document], bool]
"""A question with yes or no for an answer."""

Steps = Generator[None, None, list[Annotation]]
"""Work of which each step takes little time; `finished` does the rest of it."""


class Query(NamedTuple):
    """Which annotations are wanted: all tests must hold. `text` is what the person typed."""

    text: str = ""
    tests: tuple[Test, ...] = ()

    def matches(self, annotation: Annotation, review: Review, document: Document) -> bool:
        """Whether the annotation is wanted."""
        return all(test(annotation, review, document) for test in self.tests)

    def select(
        self, annotations: Sequence[Annotation], review: Review, document: Document
    ) -> list[Annotation]:
        """Return those that are wanted, in the order given; fast for a hundred thousand."""
        found = list(annotations)
        for test in self.tests:
            found = [annotation for annotation in found if test(annotation, review, document)]
        return found


EVERYTHING = Query()
"""The query that wants every annotation."""


def in_document_order(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Sort by place: the whole report first, then by start and longest first, orphans last."""
    return finished(ordering(annotations))


def finished(steps: Steps) -> list[Annotation]:
    """Do all steps that are left and return what comes of them."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            found: list[Annotation] = done.value
            return found


def ordering(annotations: Iterable[Annotation]) -> Steps:
    """Sort as `in_document_order` does, step by step."""
    found = list(annotations)
    try:
        return (yield from _by_span(found))
    except AttributeError:
        pass  # some have no place
    placed = [a for a in found if a.span is not None and a.target.scope is not Scope.DOCUMENT]
    others = [a for a in found if a.span is None or a.target.scope is Scope.DOCUMENT]
    others.sort(key=place)
    first = sum(a.target.scope is Scope.DOCUMENT for a in others)
    middle = yield from _by_span(placed)
    return [*others[:first], *middle, *others[first:]]


def first_orphan(ordered: Sequence[Annotation]) -> int:
    """Return where, in document order, those begin that have lost their place."""
    return bisect_left(ordered, _ORPHAN, key=lambda annotation: place(annotation)[0])


def select(review: Review, document: Document, query: Query = EVERYTHING) -> list[Annotation]:
    """Return the wanted annotations in document order."""
    return in_document_order(query.select(list(review.annotations()), review, document))


def orphans(review: Review) -> list[Annotation]:
    """Return the annotations that have lost their place; with the placed ones they are all."""
    return in_document_order(a for a in review.annotations() if a.is_orphan)


def section_of(annotation: Annotation, document: Document) -> tuple[Section, ...]:
    """Return the sections around an annotation, outermost first; empty where it has none."""
    if annotation.span is None:
        return ()
    return document.path_at(annotation.span.start)


def by_external_id(review: Review) -> dict[str, RecordKey]:
    """Map the ids that annotations and replies had elsewhere to ours, deleted ones included."""
    return {
        record.external_id: key
        for key, _, record in review.state()
        if isinstance(record, Annotation | Reply) and record.external_id
    }


_ORPHAN: Final = 2


def place(annotation: Annotation) -> tuple[int, int, int, float, str]:
    """Return what annotations are sorted by; no two have the same."""
    created = annotation.created.timestamp()
    if annotation.target.scope is Scope.DOCUMENT:
        return (0, 0, 0, created, annotation.id)
    span = annotation.span
    if span is None:
        return (_ORPHAN, 0, 0, created, annotation.id)
    return (1, span.start, -span.end, created, annotation.id)


_FAR: Final = float(1 << 25)
"""Further than any text goes."""


def _by_span(found: list[Annotation]) -> Steps:
    """Sort placed annotations as `place` does. Tuples for a hundred thousand would take 0.4 s.

    Raises AttributeError where one has no place.
    """
    # -- start and end in one number; both are exact in a float
    keys = [(span := a.placement.span).start * _FAR - span.end for a in found]  # type: ignore[union-attr]
    yield
    following = iter(keys).__next__
    ordered = sorted(found, key=lambda _: following())
    yield
    keys.sort()
    at = 0
    for equal in [i for i in range(1, len(keys)) if keys[i] == keys[i - 1]]:
        if equal < at:
            continue
        at = equal + 1
        while at < len(keys) and keys[at] == keys[equal]:
            at += 1
        ordered[equal - 1 : at] = sorted(ordered[equal - 1 : at], key=place)
    return ordered


def entries(review: Review, kind: EntryKind) -> Iterator[Entry]:
    """Yield the small records of one kind, in no particular order."""
    return (r for r in review.records if isinstance(r, Entry) and r.kind is kind)
