"""Annotations as plain values for JSON: what `reviewer list --json` prints."""

from __future__ import annotations

from collections.abc import Iterable

from reviewer.model.document import Document
from reviewer.model.query import section_of
from reviewer.model.records import Annotation, Reply
from reviewer.model.review import Review


def listing(
    annotations: Iterable[Annotation], review: Review, document: Document
) -> list[dict[str, object]]:
    """Return the annotations as dictionaries with stable keys; offsets are code points."""
    return [_annotation(annotation, review, document) for annotation in annotations]


def _annotation(annotation: Annotation, review: Review, document: Document) -> dict[str, object]:
    span = annotation.span
    category = review.category(annotation.category)
    return {
        "id": annotation.id,
        "external_id": annotation.external_id,
        "kind": annotation.kind.value,
        "scope": annotation.target.scope.value,
        "start": span.start if span is not None else None,
        "end": span.end if span is not None else None,
        "orphan": annotation.is_orphan,
        "confirmed": annotation.placement is None or annotation.placement.confirmed,
        "quote": annotation.quote,
        "section": [section.label for section in section_of(annotation, document)],
        "body": annotation.body,
        "suggestion": annotation.suggestion,
        "reason": annotation.reason,
        "category": category.name if category is not None else "",
        "tags": sorted(annotation.tags),
        "severity": annotation.severity.value,
        "resolved": annotation.resolved,
        "disposition": annotation.disposition.value,
        **_signature(annotation, review),
        "replies": [
            {
                "id": reply.id,
                "external_id": reply.external_id,
                "body": reply.body,
                **_signature(reply, review),
            }
            for reply in review.replies(annotation.id)
        ],
    }


def _signature(said: Annotation | Reply, review: Review) -> dict[str, object]:
    person = review.reviewer(said.author)
    return {
        "author": person.name if person is not None else "",
        "organisation": person.organisation if person is not None else "",
        "created": said.created.isoformat(),
        "modified": said.modified.isoformat(),
    }
