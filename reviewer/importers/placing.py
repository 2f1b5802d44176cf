"""Annotations given from outside find their place in a document and their people in a review."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import count

from reviewer.importers import Imported
from reviewer.importers.given import Given
from reviewer.model.anchor import Anchor, How, Placement, describe, resolve
from reviewer.model.change import RecordKey, RecordKind
from reviewer.model.document import Document, Section
from reviewer.model.edition import edition_id
from reviewer.model.ids import iri
from reviewer.model.query import by_external_id
from reviewer.model.records import (
    Annotation,
    Entry,
    Origin,
    Record,
    Reply,
    Reviewer,
    Ruling,
    Scope,
    Target,
)
from reviewer.model.review import Review
from reviewer.model.spans import Span

UNSIGNED = "未署名"
"""The name of a reviewer who gave none."""


@dataclass(frozen=True, slots=True)
class Placing:
    """What an import would add: the records, and what became of what was given.

    `placed` + `orphaned` + `replies` + `duplicates` is the number of annotations given; of those
    placed, `moved` stand elsewhere than they said or are no more than a proposal. `known` are the
    duplicates.
    """

    records: tuple[Record, ...]
    placed: int
    orphaned: int
    replies: int
    known: tuple[Given, ...]
    moved: int = 0

    @property
    def duplicates(self) -> int:
        """How many the review has already."""
        return len(self.known)


def place(
    given: Iterable[Given],
    document: Document,
    review: Review,
    author: Reviewer | None,
    now: datetime,
    new_id: Callable[[], str],
) -> Placing:
    """Work out the records that these annotations become; nothing is changed yet.

    What the review already knows by its external id, deleted or not, is a duplicate and adds
    nothing. `author` signs what bears no name. A reply whose parent is unknown is kept as an
    orphaned remark.
    """
    return _Placer(document, review, author, now, new_id).place(given)


def brought(imported: Imported, review: Review, now: datetime) -> tuple[Record, ...]:
    """Return the records that the remarks in a report's own file become.

    They are part of its review from the start. Their ids follow from the file, so that two people
    who open the same one have the same records, and merging their reviews doubles nothing.
    """
    if not imported.given:
        return ()
    numbers = count()
    source = imported.document.source.sha256

    def next_id() -> str:
        return hashlib.sha256(f"{source}:{next(numbers)}".encode()).hexdigest()[:32]

    return place(imported.given, imported.document, review, None, now, next_id).records


class _Placer:
    def __init__(
        self,
        document: Document,
        review: Review,
        author: Reviewer | None,
        now: datetime,
        new_id: Callable[[], str],
    ) -> None:
        self._document = document
        self._edition = edition_id(document)
        self._text = Searchable(document)
        self._author = author
        self._now = now
        self._new_id = new_id
        self._known = _known(review)
        self._answered = {r.id: r.annotation for r in review.records if isinstance(r, Reply)}
        self._people = {(p.name, p.organisation): p for p in review.reviewers()}
        self._categories = {c.name: c.id for c in review.categories()}
        self._categories |= {c.id: c.id for c in review.categories()}
        self._new_people: list[Record] = []

    def place(self, given: Iterable[Given]) -> Placing:
        """Turn everything given into records, each external id once."""
        known: list[Given] = []
        fresh: list[tuple[Given, str]] = []
        parent_of: dict[str, str] = {}
        for item in given:
            if item.external_id and item.external_id in self._known:
                known.append(item)
                continue
            record_id = self._new_id()
            kind = RecordKind.REPLY if item.parent else RecordKind.ANNOTATION
            if item.external_id:
                self._known[item.external_id] = RecordKey(kind, record_id)
                parent_of[item.external_id] = item.parent
            fresh.append((item, record_id))
        records: list[Record] = []
        for item, record_id in fresh:
            root = self._root(item.parent, parent_of) if item.parent else ""
            records.append(
                self._reply(item, record_id, root) if root else self._remark(item, record_id)
            )
        annotations = [record for record in records if isinstance(record, Annotation)]
        orphaned = sum(annotation.is_orphan for annotation in annotations)
        return Placing(
            records=(*self._new_people, *records),
            placed=len(annotations) - orphaned,
            orphaned=orphaned,
            replies=len(records) - len(annotations),
            known=tuple(known),
            moved=sum(has_moved(annotation) for annotation in annotations),
        )

    def _root(self, parent: str, parent_of: dict[str, str]) -> str:
        """Return the annotation that a thread hangs on; empty where it is unknown or a circle."""
        seen: set[str] = set()
        while parent and parent not in seen:
            seen.add(parent)
            key = self._known.get(parent)
            if key is None:
                return ""
            if key.kind is RecordKind.ANNOTATION:
                return key.id
            if key.id in self._answered:
                return self._answered[key.id]
            parent = parent_of.get(parent, "")
        return ""

    def _reply(self, item: Given, record_id: str, annotation: str) -> Reply:
        created = item.created or self._now
        return Reply(
            id=record_id,
            annotation=annotation,
            body=item.body,
            author=self._signer(item).id,
            created=created,
            modified=item.modified or created,
            external_id=item.external_id,
        )

    def _remark(self, item: Given, record_id: str) -> Annotation:
        created = item.created or self._now
        target, placement = self._target(item)
        return Annotation(
            id=record_id,
            target=target,
            placement=placement,
            kind=item.kind,
            author=self._signer(item).id,
            created=created,
            modified=item.modified or created,
            body=item.body,
            suggestion=item.suggestion,
            reason=item.reason,
            category=self._categories.get(item.category, ""),
            tags=self._tags(item),
            severity=item.severity,
            resolved=item.resolved,
            disposition=item.disposition,
            ruling=self._ruled(item),
            external_id=item.external_id,
        )

    def _tags(self, item: Given) -> frozenset[str]:
        """The tags, and a category nobody here knows: its word is not lost."""
        if item.category and item.category not in self._categories:
            return item.tags | {item.category}
        return item.tags

    def _ruled(self, item: Given) -> Ruling | None:
        if item.ruling is None or not item.ruling.by:
            return item.ruling
        judge = replace(item, creator=item.ruling.by, organisation="")
        return item.ruling._replace(by=self._signer(judge).id)

    def _signer(self, item: Given) -> Reviewer:
        if not item.creator and self._author is not None:
            return self._author
        key = (item.creator or UNSIGNED, item.organisation)
        person = self._people.get(key) or self._namesake(item)
        if person is None:
            person = Reviewer(
                id=self._new_id(),
                name=key[0],
                organisation=key[1],
                origin=Origin.IMPORTED,
            )
            self._new_people.append(person)
        self._people[key] = person
        return person

    def _namesake(self, item: Given) -> Reviewer | None:
        """The only person of that name, where the source does not tell the organisation."""
        if item.organisation:
            return None
        found = {p.id: p for (name, _), p in self._people.items() if name == item.creator}
        return next(iter(found.values())) if len(found) == 1 else None

    def _target(self, item: Given) -> tuple[Target, Placement | None]:
        if item.parent:
            return self._lost(Scope.RANGE, item)
        if item.scope is Scope.DOCUMENT:
            return Target(Scope.DOCUMENT), None
        placement = find(item, self._text, self._edition)
        if placement is None or placement.span is None:
            return self._lost(item.scope, item)
        if item.scope is Scope.SECTION:
            return section_target(self._document, placement, self._edition)
        anchor = describe(self._document, placement.span, self._edition)
        return Target(Scope.RANGE, anchor), placement

    def _lost(self, scope: Scope, item: Given) -> tuple[Target, Placement]:
        anchor = Anchor(self._edition, None, item.quote or "", item.prefix, item.suffix)
        placement = Placement(self._edition, None, How.APPROXIMATE, 0.0, confirmed=False)
        return Target(scope, anchor), placement


def _known(review: Review) -> dict[str, RecordKey]:
    """What a review knows by the names that a copy would use: those from elsewhere, and our own."""
    own = {iri(key.id): key for key, _, record in review.state() if not isinstance(record, Entry)}
    return own | by_external_id(review)


def has_moved(annotation: Annotation) -> bool:
    """Say whether one that was placed stands elsewhere than it said, or is only a proposal."""
    placement = annotation.placement
    return placement is not None and placement.span is not None and placement.how is not How.EXACT


def section_target(
    document: Document, placement: Placement, edition: str
) -> tuple[Target, Placement]:
    """Aim at the section whose heading stands at (or most deeply around) a placement."""
    span = placement.span or Span(0, 0)
    path = document.path_at(span.start)
    section = path[-1] if path else _next_section(document, span)
    heading = section.heading if section is not None else span
    target = Target(
        Scope.SECTION,
        describe(document, heading, edition),
        number=section.number if section is not None else "",
        path=tuple(step.label for step in path),
    )
    return target, placement._replace(span=heading)


def _next_section(document: Document, span: Span) -> Section | None:
    """The section whose heading overlaps a selection that begins before any section."""
    return next((s for s in document.sections if s.heading.meets(span)), None)


def find(item: Given, text: Searchable, edition: str) -> Placement | None:
    """Find the characters an annotation speaks of, None where they do not occur.

    The quote decides; a position verifies it, or tells equal quotes apart. A position without a
    quote is believed as far as the text reaches. A quote whose white space differs (other line
    ends, indents) is the same quote.
    """
    claimed = _claimed(item)
    if item.quote is None:
        if claimed is None or claimed.end > len(text.document.text):
            return None
        return Placement(edition, claimed)
    anchor = Anchor(edition, claimed, item.quote, item.prefix, item.suffix)
    placement = resolve(text.document, anchor)
    if placement.confirmed or not item.quote.strip():
        return placement
    spaced = text.find_without_spaces(anchor)
    better = spaced is not None and (spaced.confirmed or placement.span is None)
    return spaced if better else placement


def _claimed(item: Given) -> Span | None:
    if item.start is None or item.end is None:
        return None
    return Span(item.start, item.end)


class Searchable:
    """A document whose text can also be searched with all white space left out."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def _kept(self) -> list[int]:
        return [at for at, char in enumerate(self.document.text) if not char.isspace()]

    @cached_property
    def _squeezed(self) -> Document:
        text = "".join(self.document.text.split())
        return replace(self.document, text=text, paragraphs=(), marks=())

    def find_without_spaces(self, anchor: Anchor) -> Placement | None:
        """Find a quote wherever white space stands in it or in the text."""
        quote, prefix, suffix = (
            "".join(part.split()) for part in (anchor.quote, anchor.prefix, anchor.suffix)
        )
        found = resolve(self._squeezed, Anchor(anchor.edition, None, quote, prefix, suffix))
        if found.span is None or found.span.is_empty:
            return None
        first, last = self._kept[found.span.start], self._kept[found.span.end - 1]
        return found._replace(span=Span(first, last + 1))
