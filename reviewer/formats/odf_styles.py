"""What an OpenDocument file's styles and list styles say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from reviewer.formats.odf import FO, LOEXT, STYLE, TEXT, Element, Package, number
from reviewer.formats.walked import PLAIN, Look
from reviewer.language.counting import spaced, way_of_pattern, written
from reviewer.language.styles import HEADING_STYLE, KIND_OF_STYLE
from reviewer.model.document import MarkKind, ParagraphKind

_HOPS: Final = 20
_PLACE: Final = re.compile(r"%(\d{1,2})%")
_MAX_LEVEL: Final = 10


class ParagraphStyle(NamedTuple):
    """What a paragraph style says: heading level (1 …; 0 none), kind, looks of the text."""

    level: int = 0
    kind: ParagraphKind | None = None
    hidden: bool = False


class Styles:
    """The styles of one file, each worked out when it is first asked for."""

    def __init__(self, package: Package) -> None:
        self._elements = {
            (style.get(STYLE + "family") or "", style.get(STYLE + "name") or ""): style
            for style in package.definitions(STYLE + "style")
        }
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._looks: dict[str, Look] = {}

    def paragraph(self, name: str) -> ParagraphStyle:
        """What a paragraph of that style is."""
        found = self._paragraphs.get(name)
        if found is None:
            found = self._paragraphs[name] = self._read_paragraph(name)
        return found

    def text(self, name: str) -> Look:
        """How text of that style looks."""
        found = self._looks.get(name)
        if found is None:
            marks: frozenset[MarkKind] = frozenset()
            hidden = False
            for style in self._chain("text", name):
                look = _look(style.find(STYLE + "text-properties"))
                marks, hidden = marks | look.marks, hidden or look.hidden
            found = self._looks[name] = Look(marks, hidden)
        return found

    def _read_paragraph(self, name: str) -> ParagraphStyle:
        level = 0
        kind: ParagraphKind | None = None
        hidden = False
        for style in self._chain("paragraph", name):
            shown = (style.get(STYLE + "display-name") or style.get(STYLE + "name") or "").lower()
            heading = HEADING_STYLE.match(shown.replace("_20_", " "))
            kind = kind or KIND_OF_STYLE.get(shown)
            named = int(heading.group(1)) if heading is not None else 0
            level = level or named or number(style, STYLE + "default-outline-level", 0)
            hidden = hidden or _look(style.find(STYLE + "text-properties")).hidden
        return ParagraphStyle(level, kind, hidden)

    def _chain(self, family: str, name: str) -> Iterator[Element]:
        for _ in range(_HOPS):
            style = self._elements.get((family, name))
            if style is None:
                return
            yield style
            name = style.get(STYLE + "parent-style-name") or ""


def _look(properties: Element | None) -> Look:
    if properties is None:
        return PLAIN
    marks: list[MarkKind] = []
    weight = properties.get(FO + "font-weight") or ""
    if weight == "bold" or (weight.isdecimal() and int(weight) >= 600):
        marks.append(MarkKind.BOLD)
    if properties.get(FO + "font-style") in ("italic", "oblique"):
        marks.append(MarkKind.ITALIC)
    if properties.get(STYLE + "text-underline-style") not in (None, "none"):
        marks.append(MarkKind.UNDERLINE)
    position = (properties.get(STYLE + "text-position") or "0").split()[0]
    if position == "sub" or position.startswith("-"):
        marks.append(MarkKind.SUBSCRIPT)
    elif position == "super" or position.rstrip("%").strip("0."):
        marks.append(MarkKind.SUPERSCRIPT)
    return Look(frozenset(marks), properties.get(TEXT + "display") == "none")


@dataclass(slots=True)
class Level:
    """How one level of a list is numbered."""

    way: str = "bullet"
    pattern: str = ""
    start: int = 1
    tight: bool = False


@dataclass(slots=True)
class Counter:
    """The numbers a list has come to, by level from 1."""

    style: str
    counts: dict[int, int] = field(default_factory=dict)


class Lists:
    """The list styles of one file, and the counters of its lists."""

    def __init__(self, package: Package) -> None:
        self._styles = {
            style.get(STYLE + "name") or "": _levels(style)
            for style in package.definitions(TEXT + "list-style")
        }
        outline = next(package.definitions(TEXT + "outline-style"), None)
        self._outline = _levels(outline) if outline is not None else {}
        self._headings = Counter("")
        self._by_id: dict[str, Counter] = {}
        self._by_style: dict[str, Counter] = {}

    def begin(self, style: str, list_id: str, continued: str, *, goes_on: bool) -> Counter:
        """Return the counter of a list that begins: a new one, or that of the list it continues."""
        counter = self._by_id.get(continued) if continued else None
        if counter is None and (goes_on or continued):
            counter = self._by_style.get(style)
        if counter is None:
            counter = Counter(style)
        if list_id:
            self._by_id[list_id] = counter
        self._by_style[style] = counter
        return counter

    def label(self, counter: Counter, style: str, level: int, start: int | None) -> str:
        """Count one item and return its number, with the space behind it."""
        return _label(self._styles.get(style, {}), counter.counts, level, start)

    def heading_label(self, level: int) -> str:
        """Count one heading outside lists; empty where the file numbers none."""
        here = self._outline.get(level)
        if here is None or here.way in ("none", "bullet"):
            return ""
        return _label(self._outline, self._headings.counts, level, None)


def _label(levels: dict[int, Level], counts: dict[int, int], level: int, start: int | None) -> str:
    here = levels.get(level, Level("none"))
    if start is not None:
        counts[level] = start
    else:
        counts[level] = counts.get(level, here.start - 1) + 1
    for higher in range(1, level):
        # -- a level that was left out counts as if it had been there once
        if higher in levels:
            counts.setdefault(higher, levels[higher].start)
    for lower in [at for at in counts if at > level]:
        del counts[lower]
    if here.way == "bullet":
        return written(1, "bullet") + " "
    if here.way == "none" and not here.pattern:
        return ""

    def place(match: re.Match[str]) -> str:
        at = int(match.group(1))
        other = levels.get(at, here)
        return written(counts.get(at, other.start), other.way)

    label = _PLACE.sub(place, here.pattern)
    return label if here.tight else spaced(label)


def _levels(style: Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for entry in style:
        at = number(entry, TEXT + "level")
        if at > _MAX_LEVEL:
            continue
        if entry.tag in (TEXT + "list-level-style-number", TEXT + "outline-level-style"):
            levels[at] = Level(
                way_of_pattern(entry.get(STYLE + "num-format") or ""),
                _pattern(entry, at),
                number(entry, TEXT + "start-value"),
                _is_tight(entry),
            )
        else:
            levels[at] = Level()
    return levels


def _pattern(entry: Element, level: int) -> str:
    """The number with what stands around it: （%1%） or %1%.%2%."""
    whole = entry.get(LOEXT + "num-list-format")
    if whole is not None:
        return whole
    if not entry.get(STYLE + "num-format"):
        return ""
    shown = min(number(entry, TEXT + "display-levels"), level)
    places = ".".join(f"%{at}%" for at in range(level - shown + 1, level + 1))
    prefix, suffix = entry.get(STYLE + "num-prefix") or "", entry.get(STYLE + "num-suffix") or ""
    return prefix + places + suffix


def _is_tight(entry: Element) -> bool:
    return any(
        alignment.get(TEXT + "label-followed-by") == "nothing"
        for alignment in entry.iter(STYLE + "list-level-label-alignment")
    )
