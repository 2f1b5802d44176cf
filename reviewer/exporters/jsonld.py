"""W3C Web Annotation JSON-LD (Web Annotation Data Model, 2017): an AnnotationCollection.

What the standard has no word for stands under the prefix `review:`; a reader who does not know it
still has every note, quote, position, author, time and thread. `importers.jsonld` reads it back
without loss. Positions count code points of the report's text, as the standard wants.
"""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from reviewer import __version__
from reviewer.exporters import Export, Progress
from reviewer.model.anchor import Anchor, describe
from reviewer.model.document import Document
from reviewer.model.ids import derived_id, iri
from reviewer.model.records import Annotation, Disposition, Kind, Reply, Ruling, Scope, Severity

CONTEXT: Final = ["http://www.w3.org/ns/anno.jsonld", {"review": "urn:reviewer:terms#"}]
Json = dict[str, object]
Quote = Callable[[str], str]
"""Writes a string as JSON."""

_MOTIVATIONS: Final = {
    Kind.HIGHLIGHT: "highlighting",
    Kind.UNDERLINE: "highlighting",
    Kind.STRIKEOUT: "highlighting",
    Kind.COMMENT: "commenting",
    Kind.REPLACE: "editing",
    Kind.INSERT: "editing",
    Kind.DELETE: "editing",
}
_NOWHERE: Final = Anchor("", None, "")
# -- UTF-8 has no lone surrogates
_UNWRITABLE: Final = re.compile("[\x00\ud800-\udfff]")


def write(export: Export, path: Path, progress: Progress) -> None:
    """Write the wanted annotations and the replies to them."""
    items = [json.loads(item) for _, item in w3c_items(export, json.dumps)]
    progress(0.5)
    name = derived_id(source_iri(export.document), export.query, *(str(i["id"]) for i in items))
    collection: Json = {
        "@context": CONTEXT,
        "id": iri(name),
        "type": "AnnotationCollection",
        "label": _writable(export.title or export.document.title),
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


def w3c_items(export: Export, quote: Quote) -> Iterator[tuple[str, str]]:
    """Yield each wanted annotation, followed by its replies: its name, and the item as JSON.

    `quote` writes strings: in ASCII or not.
    """
    items = _Items(export, quote)
    for annotation in export.annotations():
        yield name_of(annotation), items.annotation(annotation)
        for reply in export.review.replies(annotation.id):
            yield name_of(reply), items.reply(reply, annotation)


def with_terms(item: str, terms: Mapping[str, object], quote: Quote) -> str:
    """Return an item with more terms: strings, and what is simply true."""
    more = (f',"{k}":{quote(v) if isinstance(v, str) else "true"}' for k, v in terms.items())
    return f"{item[:-1]}{''.join(more)}}}"


def source_iri(document: Document) -> str:
    """Name the report by the digest of its file (RFC 6920), so that copies have one name."""
    if not document.source.sha256:
        return iri(derived_id(document.text))
    digest = urlsafe_b64encode(bytes.fromhex(document.source.sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def name_of(record: Annotation | Reply) -> str:
    """Return the IRI of a record: the one it came with, else its own."""
    return record.external_id or iri(record.id)


class _Items:
    """Words the records of one export; what thousands have in common is made once.

    Items are put together as text: dictionaries of them take four times as long.
    """

    def __init__(self, export: Export, quote: Quote) -> None:
        self._review = export.review
        self._document = export.document
        self._quote = quote
        self._source = quote(source_iri(export.document))
        self._creator = cache(self._creator_of)
        self._class = cache(self._classifying)

    def annotation(self, annotation: Annotation) -> str:
        """Return an annotation as an item."""
        bodies = self._bodies(annotation)
        said = f',"body":[{",".join(bodies)}]' if bodies else ""
        item = (
            f'{{"id":{self._quote(name_of(annotation))},"type":"Annotation"'
            f',"motivation":"{_MOTIVATIONS[annotation.kind]}"{self._signature(annotation)}'
            f'{said},"target":{self._target(annotation)},"review:kind":"{annotation.kind}"'
        )
        parts: list[str] = []
        if annotation.target.scope is not Scope.RANGE:
            parts.append(f',"review:scope":"{annotation.target.scope}"')
        if annotation.reason:
            parts.append(f',"review:reason":{self._text(annotation.reason)}')
        if annotation.severity is not Severity.NORMAL:
            parts.append(f',"review:severity":"{annotation.severity}"')
        if annotation.resolved:
            parts.append(',"review:resolved":true')
        if annotation.disposition is not Disposition.PENDING:
            parts.append(f',"review:disposition":"{annotation.disposition}"')
        if annotation.ruling is not None:
            parts.append(f',"review:ruling":{self._ruling(annotation.ruling)}')
        return f"{item}{''.join(parts)}}}"

    def reply(self, reply: Reply, annotation: Annotation) -> str:
        """Return a reply as an item."""
        return (
            f'{{"id":{self._quote(name_of(reply))},"type":"Annotation","motivation":"replying"'
            f'{self._signature(reply)},"body":[{self._body("replying", reply.body)}]'
            f',"target":{self._quote(name_of(annotation))}}}'
        )

    def _bodies(self, annotation: Annotation) -> list[str]:
        bodies: list[str] = []
        if annotation.body:
            bodies.append(self._body("commenting", annotation.body))
        if annotation.suggestion:
            bodies.append(self._body("editing", annotation.suggestion))
        bodies += self._class(annotation.category)
        bodies += [self._body("tagging", tag) for tag in sorted(annotation.tags)]
        return bodies

    def _classifying(self, category_id: str) -> list[str]:
        category = self._review.category(category_id)
        return [self._body("classifying", category.name)] if category is not None else []

    def _body(self, purpose: str, value: str) -> str:
        return (
            f'{{"type":"TextualBody","value":{self._text(value)},"format":"text/plain"'
            f',"language":"zh-CN","purpose":"{purpose}"}}'
        )

    def _target(self, annotation: Annotation) -> str:
        if annotation.target.scope is Scope.DOCUMENT:
            return self._source
        span, anchor = annotation.span, annotation.target.anchor
        if span is None:
            selector = self._selector(anchor or _NOWHERE)
        else:
            selector = (
                f"{self._selector(describe(self._document, span))}"
                f',{{"type":"TextPositionSelector","start":{span.start},"end":{span.end}}}'
            )
        return f'{{"source":{self._source},"selector":[{selector}]}}'

    def _selector(self, anchor: Anchor) -> str:
        before = f',"prefix":{self._text(anchor.prefix)}' if anchor.prefix else ""
        after = f',"suffix":{self._text(anchor.suffix)}' if anchor.suffix else ""
        return f'{{"type":"TextQuoteSelector","exact":{self._text(anchor.quote)}{before}{after}}}'

    def _signature(self, said: Annotation | Reply) -> str:
        created = _time(said.created)
        modified = created if said.modified is said.created else _time(said.modified)
        return f',"created":"{created}","modified":"{modified}"{self._creator(said.author)}'

    def _creator_of(self, reviewer_id: str) -> str:
        person = self._review.reviewer(reviewer_id)
        if person is None or not person.name:
            return ""
        of = person.organisation
        office = f',"review:organisation":{self._text(of)}' if of else ""
        return (
            f',"creator":{{"id":{self._quote(iri(person.id))},"type":"Person"'
            f',"name":{self._text(person.name)}}}'
            f"{office}"
        )

    def _ruling(self, ruling: Ruling) -> str:
        person = self._review.reviewer(ruling.by)
        parts = {
            "reason": ruling.reason,
            "by": person.name if person is not None else "",
            "at": _time(ruling.at) if ruling.at is not None else "",
            "wording": ruling.wording,
        }
        said = (f'"review:{name}":{self._text(value)}' for name, value in parts.items() if value)
        return f"{{{','.join(said)}}}"

    def _text(self, value: str) -> str:
        return self._quote(value if value.isprintable() else _writable(value))


@lru_cache(maxsize=4096)
def _time(time: datetime) -> str:
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _writable(value: str) -> str:
    return _UNWRITABLE.sub("\ufffd", value)
