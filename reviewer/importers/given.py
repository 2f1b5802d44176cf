"""An annotation as it came from outside: from JSON-LD, or out of a report's own file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reviewer.model.records import Disposition, Kind, Ruling, Scope, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One annotation as it was given from outside; not yet placed in a document.

    `start` and `end` are code points, None where no position was given; `quote` is None where no
    quote was given. `parent` is the external id that a reply answers, empty for annotations. `by` of
    a `ruling` is a name here.
    """

    external_id: str
    kind: Kind
    scope: Scope = Scope.RANGE
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    prefix: str = ""
    suffix: str = ""
    body: str = ""
    suggestion: str = ""
    reason: str = ""
    category: str = ""
    tags: frozenset[str] = frozenset()
    severity: Severity = Severity.NORMAL
    resolved: bool = False
    disposition: Disposition = Disposition.PENDING
    creator: str = ""
    organisation: str = ""
    created: datetime | None = None
    modified: datetime | None = None
    parent: str = ""
    ruling: Ruling | None = None
