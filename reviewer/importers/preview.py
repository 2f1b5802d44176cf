"""What bringing in another copy's remarks would do, remark by remark, before anything changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from reviewer.importers.given import Given
from reviewer.importers.placing import UNSIGNED, Placing, has_moved
from reviewer.model.document import Document
from reviewer.model.query import in_document_order, section_of
from reviewer.model.records import Annotation, Kind, Record, Reply, Reviewer, Scope
from reviewer.model.review import Review


class Fate(StrEnum):
    """What becomes of a remark: it stands where it said, elsewhere, nowhere, or is known already."""

    PLACED = "placed"
    MOVED = "moved"
    ORPHANED = "orphaned"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Row:
    """One remark of a copy.

    `id` is that of the record it becomes, empty where the review has it already. `kind` is None for
    an answer to what the review has; `replies` counts the answers that come with a remark. `where`
    is the label of its section.
    """

    id: str
    fate: Fate
    kind: Kind | None
    scope: Scope
    quote: str
    body: str
    suggestion: str
    author: str
    where: str
    replies: int = 0


def rows(
    found: Placing, document: Document, review: Review, author: Reviewer | None
) -> tuple[Row, ...]:
    """Return a row for each remark: those that are placed in the order of the text, then the rest.

    `author` signs what bears no name, and may be new to the review.
    """
    people = [*review.reviewers(), *(r for r in found.records if isinstance(r, Reviewer))]
    names = {person.id: person.name for person in (*people, *((author,) if author else ()))}
    annotations = [r for r in found.records if isinstance(r, Annotation)]
    replies = [r for r in found.records if isinstance(r, Reply)]
    new = {annotation.id: 0 for annotation in annotations}
    for reply in replies:
        if reply.annotation in new:
            new[reply.annotation] += 1
    return (
        *(
            _row(annotation, names.get(annotation.author, ""), document, new[annotation.id])
            for annotation in in_document_order(annotations)
        ),
        *(
            _answer(reply, names.get(reply.author, ""), review, document)
            for reply in replies
            if reply.annotation not in new
        ),
        *(_known(item) for item in found.known),
    )


def kept(records: Iterable[Record], left_out: Collection[str]) -> tuple[Record, ...]:
    """Return the records without some: answers go with their remark, and who says nothing more."""
    said = [
        record
        for record in records
        if record.id not in left_out
        and not (isinstance(record, Reply) and record.annotation in left_out)
    ]
    speakers = {r.author for r in said if isinstance(r, Annotation | Reply)}
    speakers |= {r.ruling.by for r in said if isinstance(r, Annotation) and r.ruling is not None}
    return tuple(r for r in said if not isinstance(r, Reviewer) or r.id in speakers)


def _row(annotation: Annotation, author: str, document: Document, replies: int) -> Row:
    fate = Fate.MOVED if has_moved(annotation) else Fate.PLACED
    return Row(
        id=annotation.id,
        fate=Fate.ORPHANED if annotation.is_orphan else fate,
        kind=annotation.kind,
        scope=annotation.target.scope,
        quote=annotation.quote,
        body=annotation.body,
        suggestion=annotation.suggestion,
        author=author,
        where=_where(annotation, document),
        replies=replies,
    )


def _answer(reply: Reply, author: str, review: Review, document: Document) -> Row:
    asked = review.annotation(reply.annotation)
    return Row(
        id=reply.id,
        fate=Fate.PLACED,
        kind=None,
        scope=asked.target.scope if asked is not None else Scope.RANGE,
        quote=asked.quote if asked is not None else "",
        body=reply.body,
        suggestion="",
        author=author,
        where=_where(asked, document) if asked is not None else "",
    )


def _known(item: Given) -> Row:
    return Row(
        id="",
        fate=Fate.KNOWN,
        kind=None if item.parent else item.kind,
        scope=item.scope,
        quote=item.quote or "",
        body=item.body,
        suggestion=item.suggestion,
        author=item.creator or UNSIGNED,
        where="",
    )


def _where(annotation: Annotation, document: Document) -> str:
    path = section_of(annotation, document)
    return path[-1].label if path else ""
