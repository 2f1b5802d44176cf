"""Marks put into the text of a DOCX body: runs are cut where they must be, all else stays.

Every change is an addition: marks between runs, properties of looks, and the second halves of runs
that were cut. Taking them out again gives the part as it came.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise
from typing import Final, NamedTuple

from reviewer.exporters.docx_places import TEXTS, Places, Spot
from reviewer.formats.ooxml import Element, W

_RUN: Final = W + "r"
_RPR: Final = W + "rPr"
_TEXT: Final = W + "t"
_PRESERVE: Final = ' xml:space="preserve"'
_ORDER: Final = {
    name: at
    for at, name in enumerate(
        "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline "
        "shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position "
        "sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout "
        "specVanish oMath rPrChange".split()
    )
}
"""The order of run properties that the schema wants (17.3.2.28)."""
_IS_TEXT: Final = re.compile(r"\s*<(?:\w+:)?(?:t|instrText)[\s/>]")
_TEXT_TAG: Final = re.compile(r"(</?(?:\w+:)?)(t|instrText)(?=[\s/>])")
_DELETED_NAMES: Final = {"t": "delText", "instrText": "delInstrText"}


class Turn(IntEnum):
    """In which order things stand that meet in one place."""

    END = 0
    REPLACEMENT = 1
    POINT = 2
    START = 3


class Paint(NamedTuple):
    """A property of looks: its name in the schema and its XML."""

    name: str
    xml: str


@dataclass(slots=True)
class _Run:
    """What becomes of one run; places are those of the whole text."""

    paints: list[tuple[int, int, Paint]] = field(default_factory=list)
    deleted: list[tuple[int, int, Callable[[], str]]] = field(default_factory=list)
    cuts: set[int] = field(default_factory=set)

    def paints_at(self, at: int) -> dict[str, str]:
        return {paint.name: paint.xml for start, end, paint in self.paints if start <= at < end}

    def change_at(self, at: int) -> str:
        heads = (head for start, end, head in self.deleted if start <= at < end)
        head = next(heads, None)
        return head() if head is not None else ""


class _Atom(NamedTuple):
    """Something in a run that is not cut any further."""

    at: int
    xml: str


class Splice:
    """Collects what is to be put where, then writes the part."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._source = places.source
        self._inserts: dict[int, list[tuple[Turn, int, str]]] = defaultdict(list)
        self._runs: dict[Element, _Run] = defaultdict(_Run)
        self._removed: dict[int, int] = {}
        self._count = 0

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to put in or take out."""
        return bool(self._inserts or self._runs or self._removed)

    def put(self, spot: Spot, turn: Turn, xml: str) -> None:
        """Put marks at a spot."""
        self._count += 1
        self._inserts[spot.at].append((turn, self._count, xml))
        if spot.run is not None:
            self._runs[spot.run].cuts.add(spot.at)

    def put_at(self, at: int, turn: Turn, xml: str) -> None:
        """Put marks at a place between elements."""
        self.put(Spot(at, None, 0), turn, xml)

    def remove(self, element: Element) -> None:
        """Take an element out; a run that holds no more than a sign of a comment goes with it."""
        run = element.getparent()
        if run is not None and run.tag == _RUN:
            if any(child is not element and child.tag != _RPR for child in run):
                self._removed[self._source.starts[self._places.number(element)]] = -1
                self._runs[run]
                return
            element = run
        number = self._places.number(element)
        self._removed[self._source.starts[number]] = self._source.ends[number]

    def paint(self, run: Element, start: int, end: int, paint: Paint) -> None:
        """Give characters of a run a property, unless the run has it already."""
        properties = run.find(_RPR)
        if properties is None or properties.find(W + paint.name) is None:
            self._runs[run].paints.append((start, end, paint))

    def delete(self, run: Element, start: int, end: int, head: Callable[[], str]) -> None:
        """Mark characters of a run as deleted; `head` gives the start tag of another change."""
        self._runs[run].deleted.append((start, end, head))

    def properties_at(self, spot: Spot) -> str:
        """Return the properties of the run in which a spot lies, for a run to be put there."""
        beside = spot.beside
        properties = beside.find(_RPR) if beside is not None and beside.tag == _RUN else None
        if properties is None:
            return ""
        number = self._places.number(properties)
        inside = self._source.text[self._source.insides[number] : self._source.closing(number)]
        return re.sub(r"(?s)<(\w+:)?rPrChange\b.*</(\w+:)?rPrChange>", "", inside)

    def result(self) -> bytes:
        """Return the part with everything in it."""
        edits: list[tuple[int, int, str]] = []
        covered: set[int] = set()
        for run, wanted in self._runs.items():
            number = self._places.number(run)
            start, end = self._source.starts[number], self._source.ends[number]
            covered.update(at for at in wanted.cuts if start < at < end)
            slits = None if wanted.paints or wanted.deleted else self._slit(run, number, wanted)
            edits += slits or [(start, end, self._rewritten(run, number, wanted))]
        edits += [(at, at, self._marks(at)) for at in self._inserts if at not in covered]
        edits += [(start, end, "") for start, end in self._removed.items() if end > 0]
        # -- at one place marks come before what is removed or rewritten there
        edits.sort(key=lambda edit: (edit[0], edit[1]))
        return self._source.spliced(edits)

    def _marks(self, at: int) -> str:
        marks = self._inserts.get(at, ())
        return marks[0][2] if len(marks) == 1 else "".join(xml for _, _, xml in sorted(marks))

    # runs

    def _slit(self, run: Element, number: int, wanted: _Run) -> list[tuple[int, int, str]] | None:
        """Cut a run that holds one text, as most do; None for others.

        Where marks come in, the text and the run close before them and open again behind.
        """
        source = self._source
        texts = [child for child in run if child.tag != _RPR]
        if len(texts) != 1 or texts[0].tag != _TEXT or not wanted.cuts:
            return None
        index = self._places.number(texts[0])
        low, high = source.insides[index], source.closing(index)
        raw, opening = source.text[low:high], source.text[source.starts[number] : low]
        closing = source.text[high : source.ends[number]]
        is_kept = "xml:space" in source.tag(index)
        if not low < min(wanted.cuts) <= max(wanted.cuts) < high or not (
            is_kept or raw == raw.strip(" \t\r\n")
        ):
            return None
        edits: list[tuple[int, int, str]] = []
        if not is_kept:
            edits.append((low - 1, low - 1, _PRESERVE))
            opening = f"{opening[:-1]}{_PRESERVE}>"
        edits += [(at, at, f"{closing}{self._marks(at)}{opening}") for at in wanted.cuts]
        return edits

    def _rewritten(self, run: Element, number: int, wanted: _Run) -> str:
        source = self._source
        start, end = source.starts[number], source.ends[number]
        cuts = set(wanted.cuts)
        for low, high, _ in (*wanted.paints, *wanted.deleted):
            cuts.update((low, high))
        cuts = {at for at in cuts if start < at < end}
        head, properties = source.tag(number), run.find(_RPR)
        parts: list[str] = []
        segment: list[str] = []
        opened = start
        for atom in self._atoms(run, number, cuts, deleted=bool(wanted.deleted)):
            if atom.at in cuts:
                parts += (self._segment(head, properties, segment, opened, wanted),)
                parts.append(self._marks(atom.at) if atom.at in wanted.cuts else "")
                segment, opened = [], atom.at
            segment.append(atom.xml)
        parts.append(self._segment(head, properties, segment, opened, wanted))
        return "".join(parts)

    def _segment(
        self, head: str, properties: Element | None, atoms: list[str], at: int, wanted: _Run
    ) -> str:
        prefix = (
            head[1 : head.index(":") + 1] if ":" in re.split(r"[\s>]", head, maxsplit=1)[0] else ""
        )
        looks = self._properties(properties, wanted.paints_at(at))
        change = wanted.change_at(at)
        inside = "".join(map(_as_deleted, atoms) if change else atoms)
        whole = f"{head}{looks}{inside}</{prefix}r>"
        return f"{change}{whole}</w:del>" if change else whole

    def _properties(self, properties: Element | None, paints: dict[str, str]) -> str:
        """The properties of a run with more of them, each in the place that the schema wants."""
        if properties is None:
            inside = "".join(paints[name] for name in sorted(paints, key=_ORDER.__getitem__))
            return f"<w:rPr>{inside}</w:rPr>" if inside else ""
        number = self._places.number(properties)
        whole = self._source.whole(number)
        if not paints:
            return whole
        if self._source.insides[number] == self._source.ends[number]:
            return self._properties(None, paints)
        base = self._source.starts[number]
        children = [
            (_ORDER.get(child.tag.rpartition("}")[2], 0), self._source.starts[at] - base)
            for child in properties
            for at in [self._places.number(child)]
        ]
        end = self._source.closing(number) - base
        puts = [
            (next((at for order, at in children if order > _ORDER[name]), end), _ORDER[name], xml)
            for name, xml in paints.items()
        ]
        for at, _, xml in sorted(puts, reverse=True):
            whole = whole[:at] + xml + whole[at:]
        return whole

    def _atoms(
        self, run: Element, number: int, cuts: set[int], *, deleted: bool
    ) -> Iterator[_Atom]:
        """The content of a run, texts cut; blanks between elements go with the one behind."""
        source = self._source
        at = source.insides[number]
        for child in run:
            index = self._places.number(child)
            if child.tag == _RPR or source.starts[index] in self._removed:
                at = source.ends[index]
                continue
            low, high = source.insides[index], source.closing(index)
            inner = sorted(cut for cut in cuts if low < cut < high) if child.tag in TEXTS else []
            blank = source.text[at : source.starts[index]]
            # -- of deleted text every blank counts
            if inner or (deleted and child.tag in TEXTS and "xml:space" not in source.tag(index)):
                for place, xml in self._cut_text(index, inner):
                    yield _Atom(place, blank + xml)
                    blank = ""
            else:
                yield _Atom(source.starts[index], blank + source.whole(index))
            at = source.ends[index]
        yield _Atom(at, source.text[at : source.closing(number)])

    def _cut_text(self, index: int, cuts: list[int]) -> Iterator[tuple[int, str]]:
        source = self._source
        tag = source.tag(index)
        low, high = source.insides[index], source.closing(index)
        closing = source.text[high : source.ends[index]]
        if "xml:space" not in tag:
            # -- what was invisible at the edges must not show now
            raw = source.text[low:high]
            low += len(raw) - len(raw.lstrip(" \t\r\n"))
            high -= len(raw) - len(raw.rstrip(" \t\r\n"))
            tag = f"{tag[:-1]}{_PRESERVE}>"
        edges = [low, *cuts, high]
        for place, (start, end) in zip([source.starts[index], *cuts], pairwise(edges), strict=True):
            yield place, f"{tag}{source.text[start:end]}{closing}"


def _as_deleted(atom: str) -> str:
    """What stands in a run, as it stands in one that was deleted."""
    if not _IS_TEXT.match(atom):
        return atom
    return _TEXT_TAG.sub(lambda found: found[1] + _DELETED_NAMES[found[2]], atom)
