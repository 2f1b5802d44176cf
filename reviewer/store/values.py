"""Field values as JSON and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any, Final

from reviewer.model.anchor import Anchor, How, Placement
from reviewer.model.change import ABSENT, DELETED, TAG, RecordKind
from reviewer.model.records import (
    Disposition,
    EntryKind,
    Kind,
    Origin,
    Pattern,
    Ruling,
    Scope,
    Severity,
    Target,
)
from reviewer.model.spans import Span

_ENUMS: Final[Mapping[tuple[RecordKind, str], type[Enum]]] = {
    (RecordKind.ANNOTATION, "kind"): Kind,
    (RecordKind.ANNOTATION, "severity"): Severity,
    (RecordKind.ANNOTATION, "disposition"): Disposition,
    (RecordKind.REVIEWER, "origin"): Origin,
    (RecordKind.CATEGORY, "pattern"): Pattern,
    (RecordKind.ENTRY, "kind"): EntryKind,
}


def dump(value: object) -> str | None:
    """Write a field's value as JSON; a value that was not there is NULL."""
    if value is ABSENT:
        return None
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def load(kind: RecordKind, field: str, text: str | None) -> object:
    """Read a field's value; the inverse of `dump`."""
    if text is None:
        return ABSENT
    return typed(kind, field, json.loads(text))


def typed(kind: RecordKind, field: str, value: object) -> object:
    """Give a plain value the type its field has."""
    if field == DELETED or field.startswith(TAG) or value is None:
        return value
    enum = _ENUMS.get((kind, field))
    if enum is not None:
        return enum(value)
    if field in ("created", "modified") and isinstance(value, str):
        return datetime.fromisoformat(value)
    return _structured(field, value) if isinstance(value, list) else value


def _structured(field: str, value: list[Any]) -> object:
    match field:
        case "target":
            return _target(value)
        case "placement":
            return _placement(value)
        case "ruling":
            reason, by, at, wording = value
            return Ruling(reason, by, datetime.fromisoformat(at) if at else None, wording)
        case _:
            return value


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case datetime():
            return value.isoformat()
        case Target():
            anchor = value.anchor
            quoted = None
            if anchor is not None:
                span = _span(anchor.span)
                quoted = [anchor.edition, *span, anchor.quote, anchor.prefix, anchor.suffix]
            return [value.scope.value, quoted, value.number, list(value.path)]
        case Placement():
            span = _span(value.span)
            return [value.edition, *span, value.how.value, value.score, value.confirmed]
        case Ruling():
            at = value.at.isoformat() if value.at is not None else None
            return [value.reason, value.by, at, value.wording]
        case _:
            return value


def _span(span: Span | None) -> tuple[int | None, int | None]:
    return (None, None) if span is None else (span.start, span.end)


def _target(value: list[Any]) -> Target:
    scope, quoted, number, path = value
    anchor = None
    if quoted is not None:
        edition, start, end, quote, prefix, suffix = quoted
        anchor = Anchor(edition, span_of(start, end), quote, prefix, suffix)
    return Target(Scope(scope), anchor, number, tuple(path))


def _placement(value: list[Any]) -> Placement:
    edition, start, end, how, score, confirmed = value
    return Placement(edition, span_of(start, end), How(how), score, bool(confirmed))


def span_of(start: object, end: object) -> Span | None:
    """Return the span of two columns, None where they are NULL."""
    if isinstance(start, int) and isinstance(end, int):
        return Span(start, end)
    return None
