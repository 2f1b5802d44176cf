"""Marks put into the text of a DOCX body: runs are cut where they must be, all else stays.

Every change is an addition: marks between runs, properties of looks, and the second halves of runs
that were cut. Taking them out again gives the part as it came.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, NamedTuple

from reviewer.exporters.docx_elements import Run
from reviewer.exporters.docx_places import Places, Spot
from reviewer.exporters.docx_runs import PRESERVE, RunText, keeps_edges, run_text
from reviewer.formats.ooxml import Element, W
from reviewer.formats.ooxml_texts import BLANK, Taken

_RUN: Final = W + "r"
_RPR: Final = W + "rPr"
_TEXT: Final = W + "t"
_BARE: Final = "<w:r><w:t>"
_DRAWN: Final = ":lastRenderedPageBreak"
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


class Splice:
    """Collects what is to be put where, then writes the part."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._source = places.source
        self._inserts: dict[int, list[tuple[Turn, int, str]]] = defaultdict(list)
        self._runs: dict[Run, _Run] = defaultdict(_Run)
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

    def paint(self, run: Run, start: int, end: int, paint: Paint) -> None:
        """Give characters of a run a property, unless the run has it already."""
        if not self._has(run, paint.name):
            self._runs[run].paints.append((start, end, paint))

    def _has(self, run: Run, name: str) -> bool:
        if isinstance(run, Taken):
            # -- cheap to ask first; few runs have any of what marks do
            is_there = f"w:{name}" in self._source.text[run.start : run.inside]
            return is_there and name in dict(run_text(self._places, run).entries)
        properties = run.find(_RPR)
        return properties is not None and properties.find(W + name) is not None

    def delete(self, run: Run, start: int, end: int, head: Callable[[], str]) -> None:
        """Mark characters of a run as deleted; `head` gives the start tag of another change."""
        self._runs[run].deleted.append((start, end, head))

    def properties_at(self, spot: Spot) -> str:
        """Return the properties of the run in which a spot lies, for a run to be put there."""
        beside = spot.beside
        if beside is None or beside.tag != _RUN:
            return ""
        if isinstance(beside, Taken) and beside.inside - beside.start <= len(_BARE):
            return ""
        looks = run_text(self._places, beside).looks
        if not looks or looks.endswith("/>"):
            return ""
        inside = looks[looks.index(">") + 1 : looks.rindex("</")]
        return re.sub(r"(?s)<(\w+:)?rPrChange\b.*</(\w+:)?rPrChange>", "", inside)

    def result(self) -> bytes:
        """Return the part with everything in it."""
        edits: list[tuple[int, int, str]] = []
        covered: set[int] = set()
        for run, wanted in self._runs.items():
            start, end = self._places.start_of(run), self._places.end_of(run)
            covered.update(at for at in wanted.cuts if start < at < end)
            slits = None if wanted.paints or wanted.deleted else self._slit(run, wanted)
            edits += slits or [(start, end, self._rewritten(run, wanted))]
        edits += [(at, at, self._marks(at)) for at in self._inserts if at not in covered]
        edits += [(start, end, "") for start, end in self._removed.items() if end > 0]
        # -- at one place marks come before what is removed or rewritten there
        edits.sort(key=lambda edit: (edit[0], edit[1]))
        return self._source.spliced(edits)

    def _marks(self, at: int) -> str:
        marks = self._inserts.get(at, ())
        return marks[0][2] if len(marks) == 1 else "".join(xml for _, _, xml in sorted(marks))

    # runs

    def _slit(self, run: Run, wanted: _Run) -> list[tuple[int, int, str]] | None:
        """Cut a run that holds one text, as most do; None for others.

        Where marks come in, the text and the run close before them and open again behind.
        """
        text, cuts = self._source.text, wanted.cuts
        if isinstance(run, Taken):
            start, low, high, end = run.start, run.inside, run.high, run.end
        else:
            node = _one_text(run)
            if node is None:
                return None
            number = self._places.number(node)
            low, high = self._source.insides[number], self._source.closing(number)
            start, end = self._places.start_of(run), self._places.end_of(run)
        if not cuts or not low < min(cuts) <= max(cuts) < high:
            return None
        opening, closing = text[start:low], text[high:end]
        is_kept = keeps_edges(opening)
        is_open = "xml:space" in opening or text[low] in BLANK or text[high - 1] in BLANK
        if (not is_kept and is_open) or _DRAWN in opening:
            return None
        edits: list[tuple[int, int, str]] = []
        if not is_kept:
            edits.append((low - 1, low - 1, PRESERVE))
            opening = f"{opening[:-1]}{PRESERVE}>"
        edits += [(at, at, f"{closing}{self._marks(at)}{opening}") for at in cuts]
        return edits

    def _rewritten(self, run: Run, wanted: _Run) -> str:
        text = run_text(self._places, run)
        cuts = set(wanted.cuts)
        for low, high, _ in (*wanted.paints, *wanted.deleted):
            cuts.update((low, high))
        cuts = {at for at in cuts if text.start < at < text.end}
        parts: list[str] = []
        segment: list[str] = []
        opened = text.start
        is_deleted = bool(wanted.deleted)
        for at, xml in text.atoms(self._source.text, cuts, self._removed, deleted=is_deleted):
            if at in cuts:
                parts.append(_segment(text, segment, opened, wanted))
                parts.append(self._marks(at) if at in wanted.cuts else "")
                segment, opened = [], at
            segment.append(xml)
        parts.append(_segment(text, segment, opened, wanted))
        return "".join(parts)


def _one_text(run: Element) -> Element | None:
    """The one w:t that a run holds; None where it holds anything else."""
    texts = [child for child in run if child.tag != _RPR]
    return texts[0] if len(texts) == 1 and texts[0].tag == _TEXT else None


def _segment(text: RunText, atoms: list[str], at: int, wanted: _Run) -> str:
    """A piece of a run, with what it is wanted to be."""
    change = wanted.change_at(at)
    inside = "".join(map(_as_deleted, atoms) if change else atoms)
    whole = f"{text.head}{_looks(text, wanted.paints_at(at))}{inside}{text.tail}"
    return f"{change}{whole}</w:del>" if change else whole


def _looks(text: RunText, paints: dict[str, str]) -> str:
    """The properties of a run with more of them, each in the place that the schema wants."""
    whole = text.looks
    if not paints:
        return whole
    if not whole or whole.endswith("/>"):
        inside = "".join(paints[name] for name in sorted(paints, key=_ORDER.__getitem__))
        return f"<w:rPr>{inside}</w:rPr>"
    end = whole.rindex("</")
    # -- later versions of Word write their own entries behind all others
    children = [(_ORDER.get(name, len(_ORDER)), at) for name, at in text.entries]
    puts = [
        (next((at for order, at in children if order > _ORDER[name]), end), _ORDER[name], xml)
        for name, xml in paints.items()
    ]
    for at, _, xml in sorted(puts, reverse=True):
        whole = whole[:at] + xml + whole[at:]
    return whole


def _as_deleted(atom: str) -> str:
    """What stands in a run, as it stands in one that was deleted."""
    if not _IS_TEXT.match(atom):
        return atom
    return _TEXT_TAG.sub(lambda found: found[1] + _DELETED_NAMES[found[2]], atom)
