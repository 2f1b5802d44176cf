"""The journal: who changed which field when. Only ever appended to."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter
from typing import Final

from reviewer.model.change import Change, FieldKey, RecordKind, Stamp
from reviewer.model.review import Way
from reviewer.store import values

REMEMBERED: Final = 200
"""So many of the last changes can be undone, or done again, after reopening."""
_MOST_ROWS: Final = 20_000

_INSERT: Final = (
    "INSERT INTO journal (change, way, label, kind, id, field, before, after, time, reviewer)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def append(connection: sqlite3.Connection, change: Change, stamp: Stamp, way: Way) -> None:
    """Write down one change."""
    number = connection.execute("SELECT ifnull(max(change), 0) + 1 FROM journal").fetchone()[0]
    connection.executemany(
        _INSERT,
        (
            (
                number,
                way.name,
                change.label,
                key.kind.value,
                key.id,
                key.field,
                values.dump(before),
                values.dump(after),
                stamp.time,
                stamp.reviewer,
            )
            for key, (before, after) in change.edits.items()
        ),
    )


def position(connection: sqlite3.Connection) -> int:
    """Return the number of the last line, 0 for an empty journal."""
    return int(connection.execute("SELECT ifnull(max(seq), 0) FROM journal").fetchone()[0])


def latest_time(connection: sqlite3.Connection) -> int:
    """Return the latest hybrid time in the journal, 0 for an empty one."""
    return int(
        connection.execute(
            "SELECT ifnull(max(time), 0) FROM (SELECT time FROM journal ORDER BY seq DESC LIMIT 5000)"
        ).fetchone()[0]
    )


def history(connection: sqlite3.Connection) -> tuple[list[Change], list[Change]]:
    """Return the last changes still in force, oldest first, and those undone, the last one last."""
    last = connection.execute("SELECT ifnull(max(change), 0) FROM journal").fetchone()[0]
    rows = connection.execute(
        "SELECT change, way, label, kind, id, field, before, after FROM journal"
        " WHERE change > ? ORDER BY seq DESC LIMIT ?",
        (last - 2 * REMEMBERED, _MOST_ROWS + 1),
    ).fetchall()
    if len(rows) > _MOST_ROWS:
        # -- the oldest change may be cut in two
        cut = rows[-1][0]
        rows = [row for row in rows if row[0] > cut]
    rows.reverse()
    done: list[Change] = []
    undone: list[Change] = []
    for _, group in groupby(rows, key=itemgetter(0)):
        _replay(done, undone, list(group))
    return done[-REMEMBERED:], undone[-REMEMBERED:]


def _replay(done: list[Change], undone: list[Change], rows: list[tuple[object, ...]]) -> None:
    """Go on by one change, as `Review.apply` does; what was done before is not remembered."""
    way = Way[str(rows[0][1])]
    if way is Way.MERGE:
        return
    change = Change(str(rows[0][2]), _edits(rows))
    if way is Way.UNDO:
        # -- the inverse of what made a record says only that it is gone
        undone.append(done.pop() if done else change.inverse())
        return
    done.append(change)
    if way is Way.REDO:
        del undone[-1:]
    else:
        undone.clear()


def _edits(rows: list[tuple[object, ...]]) -> Mapping[FieldKey, tuple[object, object]]:
    edits: dict[FieldKey, tuple[object, object]] = {}
    for _, _, _, kind_name, record_id, field, before, after in rows:
        kind, name = RecordKind(str(kind_name)), str(field)
        edits[FieldKey(kind, str(record_id), name)] = (
            values.load(kind, name, before if isinstance(before, str) else None),
            values.load(kind, name, after if isinstance(after, str) else None),
        )
    return edits
