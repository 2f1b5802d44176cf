"""W3C Web Annotation JSON-LD (Web Annotation Data Model, 2017): an AnnotationCollection.

What the standard has no word for stands under the prefix `review:`; a reader who does not know it
still has every note, quote, position, author, time and thread. `importers.jsonld` reads it back
without loss. Positions count code points of the report's text, as the standard wants.
"""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache, lru_cache
from json.encoder import encode_basestring_ascii
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from reviewer import __version__
from reviewer.exporters import Export, Progress
from reviewer.model.anchor import CONTEXT as AROUND
from reviewer.model.anchor import Anchor
from reviewer.model.document import Document
from reviewer.model.ids import derived_id, iri
from reviewer.model.records import Annotation, Disposition, Kind, Reply, Ruling, Scope, Severity

CONTEXT: Final = ["http://www.w3.org/ns/anno.jsonld", {"review": "urn:reviewer:terms#"}]
# -- UTF-8 has no lone surrogates
_UNWRITABLE: Final = re.compile("[\x00\ud800-\udfff]")
Json = dict[str, object]
Quote = Callable[[str], str]
"""Writes a string as JSON."""


class Strings(NamedTuple):
    """How strings are written: those that are `printable`, as nearly all are, and any `other`."""

    printable: Quote
    other: Quote

    def quoted(self, text: str) -> str:
        """Return a string as JSON; what no file can hold is replaced by U+FFFD."""
        if text.isprintable():
            return self.printable(text)
        return self.other(_writable(text))


ASCII: Final = Strings(encode_basestring_ascii, encode_basestring_ascii)
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


def write(export: Export, path: Path, progress: Progress) -> None:
    """Write the wanted annotations and the replies to them."""
    items = [json.loads(item) for _, item in w3c_items(export, ASCII)]
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


def w3c_items(
    export: Export,
    strings: Strings,
    more: Mapping[str, str] = MappingProxyType({}),
    annotations: Iterable[Annotation] | None = None,
) -> Iterator[tuple[str, str]]:
    """Yield each wanted annotation, followed by its replies: its name, and the item as JSON.

    `more` has terms for items by their names. `annotations` are those wanted, where they are known.
    """
    items = _Items(export, strings, more)
    replies = export.review.replies
    for annotation in export.annotations() if annotations is None else annotations:
        name = name_of(annotation)
        yield name, items.annotation(annotation, name)
        for reply in replies(annotation.id):
            answer = name_of(reply)
            yield answer, items.reply(reply, answer, name)


def terms(of: Mapping[str, str | bool], strings: Strings) -> str:
    """Return terms as `w3c_items` takes them: strings, and what is simply true."""
    return "".join(
        f',"{key}":{strings.quoted(value) if isinstance(value, str) else "true"}'
        for key, value in of.items()
    )


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

    def __init__(self, export: Export, strings: Strings, more: Mapping[str, str]) -> None:
        self._review = export.review
        self._document = export.document
        self._printable = strings.printable
        self._text = text = strings.quoted
        self._more = more
        self._source = text(source_iri(export.document))
        self._creator = cache(self._creator_of)
        self._class = cache(self._classifying)

    def annotation(self, annotation: Annotation, name: str) -> str:
        """Return an annotation as an item."""
        kind = annotation.kind
        bodies = self._bodies(annotation)
        said = f',"body":[{",".join(bodies)}]' if bodies else ""
        return (
            f'{{"id":{self._text(name)},"type":"Annotation"'
            f',"motivation":"{_MOTIVATIONS[kind]}"{self._signature(annotation)}'
            f'{said},"target":{self._target(annotation)},"review:kind":"{kind}"'
            f"{self._particulars(annotation)}{self._more.get(name, '')}}}"
        )

    def _particulars(self, annotation: Annotation) -> str:
        """What most annotations have nothing of."""
        parts = ""
        if annotation.target.scope is not Scope.RANGE:
            parts = f',"review:scope":"{annotation.target.scope}"'
        if annotation.reason:
            parts += f',"review:reason":{self._text(annotation.reason)}'
        if annotation.severity is not Severity.NORMAL:
            parts += f',"review:severity":"{annotation.severity}"'
        if annotation.resolved:
            parts += ',"review:resolved":true'
        if annotation.disposition is not Disposition.PENDING:
            parts += f',"review:disposition":"{annotation.disposition}"'
        if annotation.ruling is not None:
            parts += f',"review:ruling":{self._ruling(annotation.ruling)}'
        return parts

    def reply(self, reply: Reply, name: str, to: str) -> str:
        """Return a reply as an item."""
        return (
            f'{{"id":{self._text(name)},"type":"Annotation","motivation":"replying"'
            f'{self._signature(reply)},"body":[{self._body("replying", reply.body)}]'
            f',"target":{self._text(to)}{self._more.get(name, "")}}}'
        )

    def _bodies(self, annotation: Annotation) -> list[str]:
        bodies: list[str] = []
        if annotation.body:
            bodies.append(self._body("commenting", annotation.body))
        if annotation.suggestion:
            bodies.append(self._body("editing", annotation.suggestion))
        if annotation.category:
            bodies += self._class(annotation.category)
        if annotation.tags:
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
            anchor = anchor or _NOWHERE
            selector = self._selector(anchor.prefix, anchor.quote, anchor.suffix)
        else:
            start, end, text = span.start, span.end, self._document.text
            # -- as `describe` has it, without a value for each
            prefix, suffix = text[max(0, start - AROUND) : start], text[end : end + AROUND]
            selector = (
                f"{self._selector(prefix, text[start:end], suffix)}"
                f',{{"type":"TextPositionSelector","start":{start},"end":{end}}}'
            )
        return f'{{"source":{self._source},"selector":[{selector}]}}'

    def _selector(self, prefix: str, quote: str, suffix: str) -> str:
        text = self._printable if f"{prefix}{quote}{suffix}".isprintable() else self._text
        before = f',"prefix":{text(prefix)}' if prefix else ""
        after = f',"suffix":{text(suffix)}' if suffix else ""
        return f'{{"type":"TextQuoteSelector","exact":{text(quote)}{before}{after}}}'

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
            f',"creator":{{"id":{self._text(iri(person.id))},"type":"Person"'
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


@lru_cache(maxsize=4096)
def _time(time: datetime) -> str:
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _writable(value: str) -> str:
    return _UNWRITABLE.sub("\ufffd", value)
