"""Records as rows of their tables, and back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from reviewer.model.change import (
    TAG,
    RecordKey,
    RecordKind,
    Stamp,
    fields_of,
    record_of,
)
from reviewer.model.records import Annotation, Record
from reviewer.store import values

TABLES: Final[Mapping[RecordKind, str]] = {
    RecordKind.ANNOTATION: "annotation",
    RecordKind.REPLY: "reply",
    RecordKind.REVIEWER: "reviewer",
    RecordKind.CATEGORY: "category",
    RecordKind.ENTRY: "record",
}
_COLUMNS: Final[Mapping[RecordKind, tuple[str, ...]]] = {
    RecordKind.ANNOTATION: (
        "kind",
        "author",
        "created",
        "modified",
        "target",
        "body",
        "suggestion",
        "reason",
        "category",
        "severity",
        "resolved",
        "disposition",
        "ruling",
        "external_id",
    ),
    RecordKind.REPLY: ("annotation", "body", "author", "created", "modified", "external_id"),
    RecordKind.REVIEWER: ("name", "organisation", "role", "origin"),
    RecordKind.CATEGORY: ("name", "light", "sepia", "dark", "line", "pattern", "order"),
    RecordKind.ENTRY: ("kind", "key", "value", "author"),
}
_JSON: Final = frozenset({"target", "ruling"})
_HEAD: Final = ("id", "deleted", "born_time", "born_by", "stamps")


@dataclass(frozen=True, slots=True)
class Stored:
    """A record with its stamps, as it lies in the file."""

    key: RecordKey
    deleted: bool
    record: Record
    born: Stamp
    stamps: Mapping[str, Stamp]


def write(connection: sqlite3.Connection, stored: Stored) -> None:
    """Put a record into its table, over what was there."""
    key, record = stored.key, stored.record
    fields = fields_of(record)
    row: dict[str, object] = {
        "id": key.id,
        "deleted": stored.deleted,
        "born_time": stored.born.time,
        "born_by": stored.born.reviewer,
        "stamps": json.dumps(stored.stamps, ensure_ascii=False) if stored.stamps else "{}",
    }
    for name in _COLUMNS[key.kind]:
        value = fields[name]
        text = values.dump(value)
        plain = text if name in _JSON else json.loads(text or "null")
        row[name] = None if value is None else plain
    if isinstance(record, Annotation):
        row["tags"] = json.dumps(sorted(record.tags), ensure_ascii=False)
        _write_placement(connection, record)
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    table = TABLES[key.kind]
    # -- every name comes from the tables above, never from data
    connection.execute(
        f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})",  # noqa: S608
        tuple(row.values()),
    )


def _write_placement(connection: sqlite3.Connection, record: Annotation) -> None:
    placement = record.placement
    if placement is None:
        connection.execute("DELETE FROM placement WHERE annotation = ?", (record.id,))
        return
    span = placement.span
    connection.execute(
        'INSERT OR REPLACE INTO placement (annotation, edition, start, "end", how, score, confirmed)'
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            record.id,
            placement.edition,
            span.start if span is not None else None,
            span.end if span is not None else None,
            placement.how.value,
            placement.score,
            placement.confirmed,
        ),
    )


def read_all(connection: sqlite3.Connection, edition: str) -> Iterator[Stored]:
    """Yield every record of the file; placements are those of one edition."""
    for kind in RecordKind:
        yield from _read(connection, kind, edition)


def _read(connection: sqlite3.Connection, kind: RecordKind, edition: str) -> Iterator[Stored]:
    columns = _COLUMNS[kind]
    wanted = [f't."{name}"' for name in (*_HEAD, *columns)]
    join = ""
    arguments: tuple[object, ...] = ()
    if kind is RecordKind.ANNOTATION:
        wanted += ["t.tags", "p.edition", "p.start", 'p."end"', "p.how", "p.score", "p.confirmed"]
        join = " LEFT JOIN placement p ON p.annotation = t.id AND p.edition = ?"
        arguments = (edition,)
    query = f"SELECT {', '.join(wanted)} FROM {TABLES[kind]} t{join}"  # noqa: S608
    for row in connection.execute(query, arguments):
        yield _stored(kind, columns, row)


def _stored(kind: RecordKind, columns: tuple[str, ...], row: tuple[object, ...]) -> Stored:
    record_id, deleted, time, by, stamps = row[:5]
    key = RecordKey(kind, str(record_id))
    fields: dict[str, object] = {}
    for name, value in zip(columns, row[5:], strict=False):
        plain = json.loads(value) if name in _JSON and isinstance(value, str) else value
        fields[name] = values.typed(kind, name, plain)
    if kind is RecordKind.ANNOTATION:
        tags, *placement = row[5 + len(columns) :]
        fields["resolved"] = bool(fields["resolved"])
        fields |= {TAG + tag: True for tag in json.loads(str(tags))}
        found = placement if placement[0] is not None else None
        fields["placement"] = values.typed(kind, "placement", found)
    later = {name: Stamp(int(at), str(who)) for name, (at, who) in json.loads(str(stamps)).items()}
    born = Stamp(int(str(time)), str(by))
    return Stored(key, bool(deleted), record_of(key, fields), born, later)
