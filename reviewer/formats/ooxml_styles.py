"""What a DOCX file's styles and numbering definitions say about its paragraphs and runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from reviewer.formats.ooxml import VAL, Element, W, is_on, number
from reviewer.formats.walked import PLAIN, Look
from reviewer.language.counting import spaced, written
from reviewer.language.styles import HEADING_STYLE, KIND_OF_STYLE
from reviewer.model.document import MarkKind, ParagraphKind

BODY_LEVEL: Final = 9
"""The outline level of plain text (17.3.1.20); 0 to 8 are headings."""
MAX_LEVELS: Final = 9
_HOPS: Final = 20
"""Styles based on each other in a circle are followed that far."""
_NUMBER: Final = W + "numId"
_ILVL: Final = W + "ilvl"
_PLACE: Final = re.compile("%([1-9])")
_LOOKS: Final = {
    W + "b": MarkKind.BOLD,
    W + "i": MarkKind.ITALIC,
}
LOOKING: Final = (*_LOOKS, W + "u", W + "vertAlign", W + "vanish")
"""The properties that `read_look` reads."""
_POSITIONS: Final = {"superscript": MarkKind.SUPERSCRIPT, "subscript": MarkKind.SUBSCRIPT}


class Numbered(NamedTuple):
    """Which list a paragraph belongs to, and how deep."""

    list_id: str
    level: int


class ParagraphStyle(NamedTuple):
    """What a paragraph style says: heading level (1 …; 0 none), kind, list."""

    level: int = 0
    kind: ParagraphKind | None = None
    numbered: Numbered | None = None
    in_contents: bool = False


PLAIN_STYLE: Final = ParagraphStyle()


class Styles:
    """The styles of one file, each worked out when it is first asked for."""

    def __init__(self, root: Element | None) -> None:
        styles = root.iterfind(W + "style") if root is not None else ()
        self._elements: dict[str, Element] = {}
        self._default = ""
        for style in styles:
            style_id = style.get(W + "styleId") or ""
            self._elements[style_id] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                self._default = style_id
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._runs: dict[str, Look] = {}

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        """What a paragraph of that style is."""
        key = style_id or self._default
        found = self._paragraphs.get(key)
        if found is None:
            found = self._paragraphs[key] = self._read_paragraph(key)
        return found

    def run(self, style_id: str) -> Look:
        """How a run of that character style looks."""
        found = self._runs.get(style_id)
        if found is None:
            found = self._runs[style_id] = self._read_run(style_id)
        return found

    def _read_paragraph(self, style_id: str) -> ParagraphStyle:
        level: int | None = None
        kind: ParagraphKind | None = None
        list_id, depth = "", -1
        contents = False
        for style in self._chain(style_id):
            name = _value(style, W + "name").strip().lower()
            kind = kind or KIND_OF_STYLE.get(name)
            contents = contents or name.startswith(("toc ", "table of figures"))
            heading = HEADING_STYLE.match(name)
            properties = style.find(W + "pPr")
            if level is None:
                level = int(heading.group(1)) if heading else _outline_level(properties)
            numbering = properties.find(W + "numPr") if properties is not None else None
            if numbering is not None:
                list_id = list_id or _value(numbering, _NUMBER)
                depth = depth if depth >= 0 else number(_value(numbering, _ILVL), -1)
        numbered = Numbered(list_id, max(depth, 0)) if list_id else None
        return ParagraphStyle(level or 0, kind, numbered, contents)

    def _read_run(self, style_id: str) -> Look:
        marks: frozenset[MarkKind] = frozenset()
        hidden = False
        for style in self._chain(style_id):
            properties = style.find(W + "rPr")
            look = read_look(properties) if properties is not None else PLAIN
            marks, hidden = marks | look.marks, hidden or look.hidden
        return Look(marks, hidden)

    def _chain(self, style_id: str) -> Iterator[Element]:
        """Yield a style and those it is based on."""
        for _ in range(_HOPS):
            style = self._elements.get(style_id)
            if style is None:
                return
            yield style
            style_id = _value(style, W + "basedOn")


def read_look(properties: Element) -> Look:
    """Read the looks that a run's own properties switch on."""
    marks: list[MarkKind] = []
    hidden = False
    for child in properties:
        tag = child.tag
        mark = _LOOKS.get(tag)
        if mark is not None and is_on(child):
            marks.append(mark)
        elif tag == W + "u" and child.get(VAL) not in (None, "none"):
            marks.append(MarkKind.UNDERLINE)
        elif tag == W + "vertAlign" and child.get(VAL) in _POSITIONS:
            marks.append(_POSITIONS[child.get(VAL) or ""])
        elif tag == W + "vanish":
            hidden = is_on(child)
    return Look(frozenset(marks), hidden) if marks or hidden else PLAIN


def _outline_level(properties: Element | None) -> int | None:
    level = properties.find(W + "outlineLvl") if properties is not None else None
    return heading_level(level) if level is not None else None


def heading_level(outline: Element) -> int:
    """Read w:outlineLvl: 1 for the highest heading, 0 for plain text."""
    value = number(outline.get(VAL), BODY_LEVEL)
    return value + 1 if 0 <= value < BODY_LEVEL else 0


@dataclass(slots=True)
class _Level:
    start: int = 1
    way: str = "decimal"
    pattern: str = ""
    legal: bool = False
    tight: bool = False
    restarts_after: int = -1


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the automatic numbers of a file's paragraphs, which must come in their order.

    ECMA-376 part 1, 17.9: lists of one abstract definition count together, a lower level begins
    again after a higher one, an override restarts its own list once.
    """

    def __init__(self, root: Element | None) -> None:
        abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        if root is None:
            return
        links: dict[str, str] = {}
        styles: dict[str, str] = {}
        for definition in root.iterfind(W + "abstractNum"):
            own_id = definition.get(W + "abstractNumId") or ""
            abstract[own_id] = _levels(definition)
            if _value(definition, W + "styleLink"):
                styles[_value(definition, W + "styleLink")] = own_id
            if _value(definition, W + "numStyleLink"):
                links[own_id] = _value(definition, W + "numStyleLink")
        for entry in root.iterfind(W + "num"):
            key = _value(entry, W + "abstractNumId")
            key = styles.get(links.get(key, ""), key)
            self._lists[entry.get(_NUMBER) or ""] = _list(entry, key, abstract.get(key, {}))

    def label(self, numbered: Numbered) -> str:
        """Count one paragraph and return its number, with the space behind it; may be empty."""
        found = self._lists.get(numbered.list_id)
        level = found.levels.get(numbered.level) if found is not None else None
        if found is None or level is None:
            return ""
        counts = self._counts.setdefault(found.abstract, {})
        self._count(found, numbered, level, counts)
        if level.way == "bullet":
            return written(1, "bullet") + " "

        def place(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            other = found.levels.get(at, level)
            way = "decimal" if level.legal and at < numbered.level else other.way
            return written(counts.get(at, other.start), way)

        label = _PLACE.sub(place, level.pattern)
        return label if level.tight else spaced(label)

    def _count(
        self, found: _List, numbered: Numbered, level: _Level, counts: dict[int, int]
    ) -> None:
        depth, key = numbered.level, (numbered.list_id, numbered.level)
        if depth in found.starts and key not in self._restarted:
            counts[depth] = found.starts[depth]
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = level.start
        self._restarted.add(key)
        for higher in range(depth):
            # -- a level that was left out counts as if it had been there once
            if higher in found.levels:
                counts.setdefault(higher, found.levels[higher].start)
        for lower in [at for at in counts if at > depth]:
            after = found.levels[lower].restarts_after if lower in found.levels else -1
            if after == -1 or depth < after:
                del counts[lower]


def _levels(parent: Element) -> dict[int, _Level]:
    return {
        number(entry.get(_ILVL)): _Level(
            start=number(_value(entry, W + "start"), 0),
            way=_way(entry),
            pattern=_value(entry, W + "lvlText"),
            legal=is_on(entry.find(W + "isLgl")),
            tight=_value(entry, W + "suff") == "nothing",
            restarts_after=number(_value(entry, W + "lvlRestart"), -1),
        )
        for entry in list(parent.iterfind(W + "lvl"))[:MAX_LEVELS]
    }


def _way(level: Element) -> str:
    """The way of counting; a newer one may stand in an alternate content block."""
    found = level.find(W + "numFmt")
    if found is None:
        found = next(level.iter(W + "numFmt"), None)
    return (found.get(VAL) or "decimal") if found is not None else "decimal"


def _list(entry: Element, abstract: str, levels: dict[int, _Level]) -> _List:
    made = _List(abstract, levels)
    for override in entry.iterfind(W + "lvlOverride"):
        at = number(override.get(_ILVL))
        start = override.find(W + "startOverride")
        if start is not None:
            made.starts[at] = number(start.get(VAL), 1)
        own = _levels(override)
        if own:
            made.levels = {**made.levels, **own}
    return made


def _value(element: Element, tag: str) -> str:
    child = element.find(tag)
    return (child.get(VAL) or "") if child is not None else ""
