"""How annotations look in a DOCX: properties of runs, and tracked changes."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from reviewer.exporters.digest import Remark
from reviewer.exporters.docx_xml import attribute, colour, local_time
from reviewer.model.records import Category, Kind, Pattern
from reviewer.model.spans import Span

Paint = tuple[str, str]
"""What a mark does to a run: ("shd", "F9CFC9"), ("u", "wave:C0392B"), ("strike", "")."""

_UNDERLINES: Final = {
    Pattern.SOLID: "single",
    Pattern.DASHED: "dash",
    Pattern.DOTTED: "dotted",
    Pattern.DOUBLE: "double",
    Pattern.DASH_DOT: "dotDash",
    Pattern.WAVY: "wave",
}
_FALLBACK_FILL: Final = "#FCE7A9"
_FALLBACK_LINE: Final = "#8F6B00"


PAINTED: Final = frozenset({Kind.HIGHLIGHT, Kind.UNDERLINE, Kind.STRIKEOUT})
"""Kinds of annotations that show as looks of their characters."""


def paint_of(kind: Kind, category: Category | None) -> Paint | None:
    """Return what a kind of annotation does to its characters; None for those that do nothing."""
    match kind:
        case Kind.HIGHLIGHT:
            return "shd", colour(category.light if category is not None else _FALLBACK_FILL)
        case Kind.UNDERLINE:
            line = _UNDERLINES[category.pattern] if category is not None else "single"
            hue = category.line if category is not None else _FALLBACK_LINE
            return "u", f"{line}:{colour(hue)}"
        case Kind.STRIKEOUT:
            return "strike", ""
        case _:
            return None


def paint_xml(name: str, value: str) -> str:
    """Return the property of a run."""
    if name == "u":
        line, hue = value.split(":")
        return f'<w:u w:val="{line}" w:color="{hue}"/>'
    if name == "shd":
        return f'<w:shd w:val="clear" w:color="auto" w:fill="{value}"/>'
    return "<w:strike/>"


def revision(tag: str, number: int, remark: Remark) -> str:
    """Return the start tag of a tracked change, without its bracket."""
    return (
        f'<w:{tag} w:id="{number}" w:author={attribute(remark.author)}'
        f' w:date="{local_time(remark.annotation.created)}"'
    )


class Deletions:
    """Which characters a tracked deletion already covers: two cannot cover the same."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._spans: list[Span] = []

    def is_free(self, span: Span) -> bool:
        """Whether a span overlaps none that is there."""
        at = bisect_left(self._starts, span.start)
        before = self._spans[at - 1] if at else None
        after = self._spans[at] if at < len(self._spans) else None
        return not (
            (before is not None and before.meets(span)) or (after is not None and after.meets(span))
        )

    def add(self, span: Span) -> bool:
        """Take a span in, unless it overlaps one that is already there."""
        if not self.is_free(span):
            return False
        at = bisect_left(self._starts, span.start)
        self._starts.insert(at, span.start)
        self._spans.insert(at, span)
        return True

    def holds_inside(self, offset: int) -> bool:
        """Whether an offset lies between characters of a deletion."""
        at = bisect_left(self._starts, offset) - 1
        return at >= 0 and self._spans[at].start < offset < self._spans[at].end
