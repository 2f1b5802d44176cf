"""What one edit did: the value that undo, saving, views and merging all read."""

# -- no `annotations` from the future here: a named tuple compiles each that is a string
from collections.abc import Iterable, Mapping
from enum import Enum, StrEnum
from typing import Final, NamedTuple, Self

from reviewer.model.records import Annotation, Category, Entry, Record, Reply, Reviewer


class RecordKind(StrEnum):
    """The kinds of record a review holds; each has its own table in the review file."""

    ANNOTATION = "annotation"
    REPLY = "reply"
    REVIEWER = "reviewer"
    CATEGORY = "category"
    ENTRY = "entry"


RECORD_TYPES: Final[Mapping[RecordKind, type[Record]]] = {
    RecordKind.ANNOTATION: Annotation,
    RecordKind.REPLY: Reply,
    RecordKind.REVIEWER: Reviewer,
    RecordKind.CATEGORY: Category,
    RecordKind.ENTRY: Entry,
}
_KIND_OF: Final = {record_type: kind for kind, record_type in RECORD_TYPES.items()}

TAG = "tag:"
"""Prefix of the fields that hold one tag each, so that a tag is its own add/remove register."""

DELETED = "deleted"
"""The field that is True for a record that is gone (or never was)."""


class Absent(Enum):
    """The value of a field before its record existed."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT


class RecordKey(NamedTuple):
    """Which record."""

    kind: RecordKind
    id: str


class FieldKey(NamedTuple):
    """Which field of which record."""

    kind: RecordKind
    id: str
    field: str

    @property
    def record(self) -> RecordKey:
        """The record the field belongs to."""
        return RecordKey(self.kind, self.id)


class Stamp(NamedTuple):
    """When a field was written and by whom: the order in which edits of several people count.

    `time` is a hybrid logical time: milliseconds since 1970 shifted left by 16, plus a counter.
    Ties go to the greater reviewer id.
    """

    time: int
    reviewer: str


class Change(NamedTuple):
    """One edit: for each field touched, its value before and after.

    `label` is a command id ("annotate", "edit_note"); the ui has the words.
    """

    label: str
    edits: Mapping[FieldKey, tuple[object, object]]

    def __bool__(self) -> bool:
        """Whether anything changed at all."""
        return bool(self.edits)

    def inverse(self) -> Self:
        """Return the change that undoes this one.

        A field that did not exist before keeps its last value: its record is marked as deleted,
        and redoing shows it again.
        """
        return self._replace(
            edits={
                key: (after, before)
                for key, (before, after) in self.edits.items()
                if before is not ABSENT
            },
        )

    @property
    def records(self) -> tuple[RecordKey, ...]:
        """The records touched, each once, in the order of the edits."""
        return tuple(dict.fromkeys(key.record for key in self.edits))

    def ids(self, kind: RecordKind) -> tuple[str, ...]:
        """The ids of the touched records of one kind."""
        return tuple(dict.fromkeys(key.id for key in self.edits if key.kind is kind))


def kind_of(record: Record) -> RecordKind:
    """Return the kind a record belongs to."""
    return _KIND_OF[type(record)]


def key_of(record: Record) -> RecordKey:
    """Return the key of a record."""
    return RecordKey(kind_of(record), record.id)


def fields_of(record: Record) -> dict[str, object]:
    """Take a record apart: field names to values, the id left out, each tag a field of its own."""
    values = record._asdict()
    del values["id"]
    tags: Iterable[str] = values.pop("tags", ())
    values.update({TAG + tag: True for tag in sorted(tags)})
    return values


def record_of(key: RecordKey, values: Mapping[str, object]) -> Record:
    """Put a record together again; the inverse of `fields_of`."""
    plain = {name: value for name, value in values.items() if not name.startswith(TAG)}
    plain.pop(DELETED, None)
    if key.kind is RecordKind.ANNOTATION:
        plain["tags"] = frozenset(
            name.removeprefix(TAG) for name, on in values.items() if name.startswith(TAG) and on
        )
    record_type = RECORD_TYPES[key.kind]
    return record_type(id=key.id, **plain)  # type: ignore[arg-type]
