"""Everything that is said about a report is a record: a frozen value with an id.

Words for people do not stand here: `language/terms.py` has the Chinese names of the enums.
"""

# -- no `annotations` from the future here: a named tuple compiles each that is a string
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from reviewer.model.anchor import Anchor, Placement
from reviewer.model.spans import Span

if TYPE_CHECKING:
    from datetime import datetime


class Kind(StrEnum):
    """What an annotation does; the last three are suggested wordings."""

    HIGHLIGHT = "highlight"
    UNDERLINE = "underline"
    STRIKEOUT = "strikeout"
    COMMENT = "comment"
    REPLACE = "replace"
    INSERT = "insert"
    DELETE = "delete"

    @property
    def is_suggestion(self) -> bool:
        """Whether the annotation proposes another wording."""
        return self in (Kind.REPLACE, Kind.INSERT, Kind.DELETE)


class Scope(StrEnum):
    """What an annotation speaks of."""

    RANGE = "range"
    SECTION = "section"
    DOCUMENT = "document"


class Severity(StrEnum):
    """How much an annotation weighs: 一般, 重要, 重大."""

    NORMAL = "normal"
    IMPORTANT = "important"
    GRAVE = "grave"


class Disposition(StrEnum):
    """What became of an annotation: 待处理, 采纳, 部分采纳, 不采纳, 待研究."""

    PENDING = "pending"
    ADOPTED = "adopted"
    PARTLY_ADOPTED = "partly_adopted"
    REJECTED = "rejected"
    UNDER_STUDY = "under_study"


class Target(NamedTuple):
    """What an annotation is about.

    RANGE: `anchor` holds the characters (an empty quote is a point). SECTION: `anchor` stands on
    the heading, `number` and `path` (the labels of the sections, outermost first) say which one.
    DOCUMENT: the whole report, no anchor.
    """

    scope: Scope
    anchor: Anchor | None = None
    number: str = ""
    path: tuple[str, ...] = ()


class Ruling(NamedTuple):
    """Why a disposition was taken, by whom (reviewer id) and when, and the final wording."""

    reason: str = ""
    by: str = ""
    at: "datetime | None" = None
    wording: str = ""


class Annotation(NamedTuple):
    """One remark. `author` is a reviewer id, `category` a category id or empty.

    `suggestion` is the proposed wording of a REPLACE or INSERT. `reason` is the ground or legal
    basis. `resolved` says that talk is finished; `disposition` what became of it.
    `external_id` is the IRI the annotation had elsewhere: importing it again adds nothing.
    """

    id: str
    target: Target
    kind: Kind
    author: str
    created: "datetime"
    modified: "datetime"
    placement: Placement | None = None
    body: str = ""
    suggestion: str = ""
    reason: str = ""
    category: str = ""
    tags: frozenset[str] = frozenset()
    severity: Severity = Severity.NORMAL
    resolved: bool = False
    disposition: Disposition = Disposition.PENDING
    ruling: Ruling | None = None
    external_id: str = ""

    @property
    def span(self) -> Span | None:
        """Where it stands in the present edition; None for orphans and the whole report."""
        return self.placement.span if self.placement is not None else None

    @property
    def is_orphan(self) -> bool:
        """Whether it has lost its place: it speaks of characters that were not found."""
        return self.target.scope is not Scope.DOCUMENT and self.span is None

    @property
    def quote(self) -> str:
        """The characters it was made on; empty for points and the whole report."""
        return self.target.anchor.quote if self.target.anchor is not None else ""


class Reply(NamedTuple):
    """An answer to an annotation; threads are one level deep, as in Word."""

    id: str
    annotation: str
    body: str
    author: str
    created: "datetime"
    modified: "datetime"
    external_id: str = ""


class Origin(StrEnum):
    """Where a reviewer's name comes from."""

    OWN = "own"
    IMPORTED = "imported"


class Reviewer(NamedTuple):
    """A person who says something; `organisation` is the 单位, `role` the 职务."""

    id: str
    name: str
    organisation: str = ""
    role: str = ""
    origin: Origin = Origin.OWN


class Pattern(StrEnum):
    """The line under a category's text, so that colour is never the only sign."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"
    DOUBLE = "double"
    DASH_DOT = "dash_dot"
    WAVY = "wavy"


class Category(NamedTuple):
    """A kind of remark with its looks: fills for light, sepia and dark, a line colour, a pattern.

    Colours are "#RRGGBB". `order` is the place in menus, from 1, and the digit key.
    """

    id: str
    name: str
    light: str
    sepia: str
    dark: str
    line: str
    pattern: Pattern
    order: int = 0


class EntryKind(StrEnum):
    """The small kinds of record."""

    SECTION_REVIEWED = "section_reviewed"
    OUTLINE = "outline"
    LINK = "link"
    IGNORED_FINDING = "ignored_finding"


class Entry(NamedTuple):
    """A small record: a section marked as reviewed, an outline correction, a confirmed link …

    `key` says what it is about (an offset or a pair of numbers), `value` what is said.
    """

    id: str
    kind: EntryKind
    key: str
    value: str = ""
    author: str = ""


Record = Annotation | Reply | Reviewer | Category | Entry
"""Anything a review can hold."""
