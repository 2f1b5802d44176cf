"""A review: what people say about one document. The only mutable thing of the model.

Every edit is one `Change`, worked out first (`change`, `deletion`, `undoing`, `redoing`: these
touch nothing), written to disk by whoever owns the file, and only then taken over with `apply`.
So a full disk leaves the review as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, auto

from reviewer.model.change import (
    ABSENT,
    DELETED,
    TAG,
    Change,
    FieldKey,
    RecordKey,
    RecordKind,
    Stamp,
    fields_of,
    key_of,
    record_of,
)
from reviewer.model.records import Annotation, Category, Record, Reply, Reviewer


class Way(Enum):
    """How a change came about; it decides what the history makes of it."""

    DO = auto()
    UNDO = auto()
    REDO = auto()
    MERGE = auto()


class Review:
    """Records by id, the stamps that decide merges, and the history of the last changes."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._records: dict[RecordKey, Record] = {key_of(record): record for record in records}
        self._deleted: dict[RecordKey, Record] = {}
        self._replies: dict[str, list[str]] = {}
        self._born: dict[RecordKey, Stamp] = {}
        self._stamps: dict[RecordKey, dict[str, Stamp]] = {}
        self._undo: list[Change] = []
        self._redo: list[Change] = []
        #: The labels of what undoing would undo, and of what would be done again.
        self.undo_label: str | None = None
        self.redo_label: str | None = None
        for record in self._records.values():
            self._index_reply(record)

    # queries

    def get(self, kind: RecordKind, record_id: str) -> Record | None:
        """Return a record that is there, or None."""
        return self._records.get(RecordKey(kind, record_id))

    def annotation(self, annotation_id: str) -> Annotation | None:
        """Return an annotation by id."""
        record = self.get(RecordKind.ANNOTATION, annotation_id)
        return record if isinstance(record, Annotation) else None

    def reviewer(self, reviewer_id: str) -> Reviewer | None:
        """Return a reviewer by id."""
        record = self.get(RecordKind.REVIEWER, reviewer_id)
        return record if isinstance(record, Reviewer) else None

    def category(self, category_id: str) -> Category | None:
        """Return a category by id."""
        record = self.get(RecordKind.CATEGORY, category_id)
        return record if isinstance(record, Category) else None

    def annotations(self) -> Iterator[Annotation]:
        """Yield the annotations, in no particular order; `query.in_document_order` sorts them."""
        return (r for r in self._records.values() if isinstance(r, Annotation))

    def replies(self, annotation_id: str) -> list[Reply]:
        """Return the replies to an annotation, oldest first."""
        ids = self._replies.get(annotation_id)
        if not ids:
            return []
        found = (self.get(RecordKind.REPLY, i) for i in ids)
        replies = [reply for reply in found if isinstance(reply, Reply)]
        return sorted(replies, key=lambda reply: (reply.created, reply.id))

    def reviewers(self) -> list[Reviewer]:
        """Return everybody who has spoken, in the order of their names."""
        people = (r for r in self._records.values() if isinstance(r, Reviewer))
        return sorted(people, key=lambda person: (person.name, person.id))

    def categories(self) -> list[Category]:
        """Return the categories in menu order."""
        found = (r for r in self._records.values() if isinstance(r, Category))
        return sorted(found, key=lambda category: (category.order, category.id))

    @property
    def records(self) -> Iterator[Record]:
        """Every record that is there."""
        return iter(self._records.values())

    # working out changes; nothing here touches the review

    def change(self, label: str, *records: Record) -> Change:
        """Return the change that makes these records stand as given."""
        edits: dict[FieldKey, tuple[object, object]] = {}
        for record in records:
            edits.update(self._edits_for(record))
        return Change(label, edits)

    def deletion(self, label: str, *keys: RecordKey) -> Change:
        """Return the change that takes these records away, replies along with their annotation."""
        edits: dict[FieldKey, tuple[object, object]] = {}
        for key in keys:
            if key in self._records:
                edits[FieldKey(*key, DELETED)] = (False, True)
            if key.kind is RecordKind.ANNOTATION:
                for reply in self.replies(key.id):
                    edits[FieldKey(RecordKind.REPLY, reply.id, DELETED)] = (False, True)
        return Change(label, edits)

    def undoing(self) -> Change | None:
        """Return the inverse of the last change, None where there is nothing to undo."""
        return self._undo[-1].inverse() if self._undo else None

    def redoing(self) -> Change | None:
        """Return the change that was undone last, None where there is none."""
        return self._redo[-1] if self._redo else None

    # taking over

    def outcome(self, change: Change) -> Iterator[tuple[RecordKey, bool, Record]]:
        """Yield what `change` would make of each record: its key, whether deleted, its value."""
        grouped: dict[RecordKey, dict[str, object]] = {}
        for key, (_, after) in change.edits.items():
            grouped.setdefault(key.record, {})[key.field] = after
        for record_key, values in grouped.items():
            merged = {**self.fields(record_key), **values}
            merged = {name: value for name, value in merged.items() if value is not ABSENT}
            gone = bool(merged.pop(DELETED, False))
            yield record_key, gone, record_of(record_key, merged)

    def apply(self, change: Change, stamp: Stamp, way: Way = Way.DO) -> Change:
        """Make `change` true, note its stamp and place in the history, and return it."""
        for record_key, gone, record in list(self.outcome(change)):
            self._records.pop(record_key, None)
            self._deleted.pop(record_key, None)
            (self._deleted if gone else self._records)[record_key] = record
            self._index_reply(record)
            self._born.setdefault(record_key, stamp)
        for key in change.edits:
            if self._born[key.record] != stamp:
                self._stamps.setdefault(key.record, {})[key.field] = stamp
        self._remember(change, way)
        return change

    def restore(
        self,
        deleted: Iterable[Record],
        born: Mapping[RecordKey, Stamp],
        stamps: Mapping[RecordKey, Mapping[str, Stamp]],
        undo: Iterable[Change] = (),
        redo: Iterable[Change] = (),
    ) -> None:
        """Take over what an earlier sitting knew.

        The records it deleted (undo finds them again), when records were made and fields last
        written, its changes, oldest first, and those it undid, the last one last.
        """
        self._deleted = {key_of(record): record for record in deleted}
        self._born.update(born)
        self._stamps.update({key: dict(later) for key, later in stamps.items()})
        self._undo = list(undo)
        self._redo = list(redo)
        self.undo_label, self.redo_label = _last_label(self._undo), _last_label(self._redo)

    def stamp_of(self, key: FieldKey) -> Stamp | None:
        """Return when a field was last written, None if never."""
        stamp = self._stamps.get(key.record, {}).get(key.field)
        if stamp is not None:
            return stamp
        # -- a tag nobody ever set was not written when its record was made
        if key.field.startswith(TAG) and key.field not in self.fields(key.record):
            return None
        return self._born.get(key.record)

    def state(self) -> Iterator[tuple[RecordKey, bool, Record]]:
        """Yield every record that ever was, with whether it is deleted."""
        yield from ((key, False, record) for key, record in self._records.items())
        yield from ((key, True, record) for key, record in self._deleted.items())

    def fields(self, key: RecordKey) -> dict[str, object]:
        """Return the fields a record has now, `deleted` included; none for an unknown record."""
        if key in self._records:
            return {DELETED: False, **fields_of(self._records[key])}
        if key in self._deleted:
            return {DELETED: True, **fields_of(self._deleted[key])}
        return {}

    def birth(self, key: RecordKey) -> Stamp | None:
        """Return when a record was made, None if never."""
        return self._born.get(key)

    def later_stamps(self, key: RecordKey) -> Mapping[str, Stamp]:
        """Return when fields of a record were written again after it was made."""
        return self._stamps.get(key, {})

    # inside

    def _edits_for(self, record: Record) -> Iterator[tuple[FieldKey, tuple[object, object]]]:
        key = key_of(record)
        present = self.fields(key)
        wanted: dict[str, object] = {DELETED: False, **fields_of(record)}
        for name in present:
            if name.startswith(TAG) and name not in wanted:
                wanted[name] = False
        for name, value in wanted.items():
            before = present.get(name, _nothing(name))
            if before != value:
                yield FieldKey(*key, name), (before, value)

    def _index_reply(self, record: Record) -> None:
        if isinstance(record, Reply):
            ids = self._replies.setdefault(record.annotation, [])
            if record.id not in ids:
                ids.append(record.id)

    def _remember(self, change: Change, way: Way) -> None:
        if way is Way.DO:
            self._undo.append(change)
            self._redo.clear()
        elif way is Way.UNDO:
            self._redo.append(self._undo.pop())
        elif way is Way.REDO:
            self._undo.append(self._redo.pop())
        # -- asked for at every move of the caret: a large change is not turned round for it
        self.undo_label, self.redo_label = _last_label(self._undo), _last_label(self._redo)


def _last_label(steps: list[Change]) -> str | None:
    return steps[-1].label if steps else None


def _nothing(name: str) -> object:
    """The value a field has before it was ever written."""
    if name == DELETED:
        return True
    return False if name.startswith(TAG) else ABSENT
