"""What annotations that this program wrote into a PDF carry beside what PDF can say.

Under a key of its own (`formats.pdf_keys.ITEM`) an annotation has a W3C annotation as JSON in
ASCII, as `exporters.jsonld` writes it, with `review:comment`: the note as it was written then.
Where the note is another one now, somebody rewrote it, and that counts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from reviewer.errors import AnnotationSourceError
from reviewer.formats.carried import COMMENT
from reviewer.formats.pdf_keys import ITEM
from reviewer.importers import jsonld
from reviewer.importers.given import Given


class Carried(NamedTuple):
    """What an annotation carries: the remark, and its note as it was written into the file."""

    given: Given
    words: str


def carried_by(name: str, said: Sequence[Mapping[str, str]]) -> dict[int, Carried]:
    """Return what annotations carry, by their index; what somebody broke carries nothing."""
    raws: dict[int, dict[str, object]] = {}
    for at, entries in enumerate(said):
        if ITEM in entries:
            raw = _item(entries[ITEM])
            if raw is not None:
                raws[at] = raw
    # -- an annotation that was copied within the file is a new one
    known: set[object] = set()
    for at in list(raws):
        if raws[at].get("id") in known:
            del raws[at]
        else:
            known.add(raws[at].get("id"))
    path = Path(name)
    try:
        read = jsonld.understood(list(raws.values()), path)
        return {
            at: Carried(given, str(raw.get(COMMENT, "")))
            for (at, raw), given in zip(raws.items(), read, strict=True)
        }
    except AnnotationSourceError:
        return {at: made for at, raw in raws.items() if (made := _alone(raw, path)) is not None}


def _item(text: str) -> dict[str, object] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    whole = isinstance(value, dict) and isinstance(value.get("id"), str) and "target" in value
    return value if whole else None


def _alone(raw: dict[str, object], path: Path) -> Carried | None:
    try:
        (given,) = jsonld.understood([raw], path)
    except (AnnotationSourceError, ValueError):
        # -- the annotation itself says what there is to say
        return None
    return Carried(given, str(raw.get(COMMENT, "")))
