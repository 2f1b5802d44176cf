"""W3C Web Annotation JSON-LD (Web Annotation Data Model, 2017): an AnnotationCollection.

What the standard has no word for stands under the prefix `review:`; a reader who does not know it
still has every note, quote, position, author, time and thread. `importers.jsonld` reads it back
without loss. Positions count code points of the report's text, as the standard wants.
"""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from reviewer import __version__
from reviewer.exporters import Export, Progress
from reviewer.model.anchor import Anchor, describe
from reviewer.model.document import Document
from reviewer.model.ids import derived_id, iri
from reviewer.model.records import Annotation, Disposition, Kind, Reply, Ruling, Scope, Severity
from reviewer.model.review import Review

CONTEXT: Final = ["http://www.w3.org/ns/anno.jsonld", {"review": "urn:reviewer:terms#"}]
Json = dict[str, object]

_MOTIVATIONS: Final = {
    Kind.HIGHLIGHT: "highlighting",
    Kind.UNDERLINE: "highlighting",
    Kind.STRIKEOUT: "highlighting",
    Kind.COMMENT: "commenting",
    Kind.REPLACE: "editing",
    Kind.INSERT: "editing",
    Kind.DELETE: "editing",
}
# -- UTF-8 has no lone surrogates
_UNWRITABLE: Final = re.compile("[\x00\ud800-\udfff]")


def write(export: Export, path: Path, progress: Progress) -> None:
    """Write the wanted annotations and the replies to them."""
    items = list(w3c_items(export))
    progress(0.5)
    name = derived_id(source_iri(export.document), export.query, *(str(i["id"]) for i in items))
    collection: Json = {
        "@context": CONTEXT,
        "id": iri(name),
        "type": "AnnotationCollection",
        "label": _text(export.title or export.document.title),
        "generator": {"type": "Software", "name": f"Reviewer {__version__}"},
        "generated": _time(export.exported_at),
        "total": len(items),
    }
    if items:
        page = {"id": iri(derived_id(name, "page")), "type": "AnnotationPage", "startIndex": 0}
        collection["first"] = {**page, "partOf": collection["id"], "items": items}
    path.write_text(
        json.dumps(collection, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )
    progress(1.0)


def w3c_items(export: Export) -> Iterator[Json]:
    """Yield each wanted annotation, followed by its replies."""
    source = source_iri(export.document)
    for annotation in export.annotations():
        yield _annotation(annotation, export.review, export.document, source)
        for reply in export.review.replies(annotation.id):
            yield _reply(reply, annotation, export.review)


def source_iri(document: Document) -> str:
    """Name the report by the digest of its file (RFC 6920), so that copies have one name."""
    if not document.source.sha256:
        return iri(derived_id(document.text))
    digest = urlsafe_b64encode(bytes.fromhex(document.source.sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def name_of(record: Annotation | Reply) -> str:
    """Return the IRI of a record: the one it came with, else its own."""
    return record.external_id or iri(record.id)


def _annotation(annotation: Annotation, review: Review, document: Document, source: str) -> Json:
    bodies = list(_bodies(annotation, review))
    item: Json = {
        "id": name_of(annotation),
        "type": "Annotation",
        "motivation": _MOTIVATIONS[annotation.kind],
        **_signature(annotation, review),
    }
    if bodies:
        item["body"] = bodies
    item["target"] = _target(annotation, document, source)
    item["review:kind"] = annotation.kind
    if annotation.target.scope is not Scope.RANGE:
        item["review:scope"] = annotation.target.scope
    if annotation.reason:
        item["review:reason"] = _text(annotation.reason)
    if annotation.severity is not Severity.NORMAL:
        item["review:severity"] = annotation.severity
    if annotation.resolved:
        item["review:resolved"] = True
    if annotation.disposition is not Disposition.PENDING:
        item["review:disposition"] = annotation.disposition
    if annotation.ruling is not None:
        item["review:ruling"] = _ruling(annotation.ruling, review)
    return item


def _reply(reply: Reply, annotation: Annotation, review: Review) -> Json:
    return {
        "id": name_of(reply),
        "type": "Annotation",
        "motivation": "replying",
        **_signature(reply, review),
        "body": [_body("replying", reply.body)],
        "target": name_of(annotation),
    }


def _bodies(annotation: Annotation, review: Review) -> Iterator[Json]:
    if annotation.body:
        yield _body("commenting", annotation.body)
    if annotation.suggestion:
        yield _body("editing", annotation.suggestion)
    category = review.category(annotation.category)
    if category is not None:
        yield _body("classifying", category.name)
    for tag in sorted(annotation.tags):
        yield _body("tagging", tag)


def _body(purpose: str, value: str) -> Json:
    return {
        "type": "TextualBody",
        "value": _text(value),
        "format": "text/plain",
        "language": "zh-CN",
        "purpose": purpose,
    }


def _target(annotation: Annotation, document: Document, source: str) -> Json | str:
    if annotation.target.scope is Scope.DOCUMENT:
        return source
    span, anchor = annotation.span, annotation.target.anchor
    if span is None:
        return {"source": source, "selector": [_quote(anchor or Anchor("", None, ""))]}
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {"source": source, "selector": [_quote(describe(document, span)), position]}


def _quote(anchor: Anchor) -> Json:
    selector: Json = {"type": "TextQuoteSelector", "exact": _text(anchor.quote)}
    if anchor.prefix:
        selector["prefix"] = _text(anchor.prefix)
    if anchor.suffix:
        selector["suffix"] = _text(anchor.suffix)
    return selector


def _signature(said: Annotation | Reply, review: Review) -> Json:
    person = review.reviewer(said.author)
    created = _time(said.created)
    is_new = said.modified is said.created
    signed: Json = {"created": created, "modified": created if is_new else _time(said.modified)}
    if person is not None and person.name:
        signed["creator"] = {"id": iri(person.id), "type": "Person", "name": _text(person.name)}
        if person.organisation:
            signed["review:organisation"] = _text(person.organisation)
    return signed


def _ruling(ruling: Ruling, review: Review) -> Json:
    person = review.reviewer(ruling.by)
    parts: Json = {
        "review:reason": _text(ruling.reason),
        "review:by": _text(person.name) if person is not None else "",
        "review:at": _time(ruling.at) if ruling.at is not None else "",
        "review:wording": _text(ruling.wording),
    }
    return {name: value for name, value in parts.items() if value}


def _time(time: datetime) -> str:
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _text(value: str) -> str:
    return _UNWRITABLE.sub("\ufffd", value)
