"""Several reviewers' work on one document becomes one review.

Records are united, and of each field the newest value wins; ties go to the greater reviewer id.
Every field is a register of its own, so two people who touch different fields of one annotation
both keep their say. Merging is commutative, associative and idempotent.
"""

from __future__ import annotations

from collections import defaultdict

from reviewer.model.change import (
    ABSENT,
    DELETED,
    TAG,
    Change,
    FieldKey,
    Stamp,
    fields_of,
)
from reviewer.model.review import Review


def merging(mine: Review, theirs: Review, label: str = "merge") -> list[tuple[Change, Stamp]]:
    """Return what must be applied, in this order, so that `mine` also says what `theirs` says."""
    by_stamp: dict[Stamp, dict[FieldKey, tuple[object, object]]] = defaultdict(dict)
    for key, deleted, record in theirs.state():
        forgotten = (name for name in theirs.later_stamps(key) if name.startswith(TAG))
        values: dict[str, object] = dict.fromkeys(forgotten, False) | fields_of(record)
        values[DELETED] = deleted
        present = mine.fields(key)
        stamps = {name: theirs.stamp_of(FieldKey(*key, name)) for name in values}
        birth = min(stamp for stamp in stamps.values() if stamp is not None)
        for name, value in values.items():
            field_key = FieldKey(*key, name)
            stamp, ours = stamps[name], mine.stamp_of(field_key)
            before = present.get(name, False if name.startswith(TAG) else ABSENT)
            if not present:
                # -- a record comes whole or not at all; its later fields are stamped after it
                by_stamp[birth][field_key] = (before, value)
            # -- equal values travel too: their newer stamp decides the next merge
            if stamp is not None and (ours is None or stamp > ours):
                by_stamp[stamp][field_key] = (before, value)
    return [(Change(label, edits), stamp) for stamp, edits in sorted(by_stamp.items())]
