"""Native PDF annotations (ISO 32000-1, 12.5), each with an appearance stream.

An annotation belongs to one page, so a range over a page break becomes several, grouped. Readers
disagree on the order of QuadPoints: Acrobat's is written, upper left, upper right, lower left,
lower right, and the appearance stream makes it not matter. What PDF has no words for goes along
under a key of its own, so that the file comes back whole (`pdf_carried`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple, Protocol

from reviewer.exporters.clean import legal
from reviewer.exporters.digest import Answer, Remark
from reviewer.exporters.pdf_canvas import Colour
from reviewer.exporters.pdf_carried import note_of
from reviewer.exporters.pdf_file import Objects, Ref, array, dictionary, string
from reviewer.exporters.pdf_shapes import (
    NOTE,
    SUBTYPES,
    Shape,
    caret,
    drawing,
    matrix,
    quad,
    rgb,
)
from reviewer.formats.page_map import Box, Space
from reviewer.formats.pdf_keys import ITEM
from reviewer.model.records import Category, Disposition, Kind, Scope
from reviewer.model.spans import Span

_PRINT: Final = 4
_HIDDEN_REPLY: Final = 30  # Invisible off, Hidden, Print, NoZoom, NoRotate
_POPUP: Final = 28
_DEFAULT_FILL: Final = "#FCE7A9"
_DEFAULT_LINE: Final = "#8F6B00"
_STATES: Final = {Disposition.ADOPTED: "Accepted", Disposition.REJECTED: "Rejected"}


class Places(Protocol):
    """Where the characters of the text stand on the pages, in boxes of the upright pages."""

    def boxes(self, span: Span) -> Iterator[Box]:
        """Yield a box for each line that a range touches, at least one."""

    def space(self, page: int) -> Space:
        """Return how a page lies."""


class Root(NamedTuple):
    """An annotation that answers and states hang on; its rectangle is as it is written."""

    ref: Ref
    page: int
    rect: str


class Annotator:
    """Writes annotations for pages, among the objects of a file.

    `carried` has what annotations and answers carry, by their ids.
    """

    def __init__(
        self, objects: Objects, pages: Sequence[Ref], places: Places, carried: Mapping[str, str]
    ) -> None:
        self._objects = objects
        self._pages = pages
        self._places = places
        self._carried = carried
        self._shaper = Shaper(places)
        self._transparency = ""
        self.added: dict[int, list[Ref]] = {}
        """What must be listed in the /Annots of each page."""

    def add(self, remark: Remark, category: Category | None) -> None:
        """Add a remark with its replies and state; one that has lost its place is on page 1."""
        root: Root | None = None
        caret_ref = ""
        text = note_of(remark)
        for at, shape in enumerate(self._shaper.shapes(remark, category)):
            extra: dict[str, str] = {}
            if root is not None:
                extra = {"IRT": root.ref, "RT": "/Group"}
            elif remark.annotation.kind is Kind.REPLACE and remark.span is not None:
                caret_ref = self._objects.reserve()
                extra = {"IRT": caret_ref, "RT": "/Group", "IT": "/StrikeOutTextEdit"}
            made = self._annotation(shape, remark, "" if at else text, extra, at)
            if root is None:
                root = made
                colour = shape.colour
        if root is None:
            raise RuntimeError("a remark without a place on the pages")
        if caret_ref and remark.span is not None:
            self._replacement(remark, remark.span, colour, caret_ref)
        self.answer(root, remark.answers)
        self.settle(root, remark)

    def answer(self, root: Root, answers: Iterable[Answer]) -> None:
        """Hang answers on an annotation."""
        for answer in answers:
            said = (answer.id, answer.author, answer.created)
            entries = _entries("Text", root.rect, said, answer.text)
            entries["RT"] = "/R"
            if answer.id in self._carried:
                entries[ITEM] = string(self._carried[answer.id])
            self._hang(root, entries)

    def settle(self, root: Root, remark: Remark, known: Collection[str] = ()) -> None:
        """Say in the words of PDF what became of a remark; states that are `known` are left out."""
        annotation = remark.annotation
        states = ["Completed"] if annotation.resolved else []
        states += [_STATES[annotation.disposition]] if annotation.disposition in _STATES else []
        if "Completed" in known and not annotation.resolved:
            states.append("None")
        for state in states:
            if state in known:
                continue
            said = (f"{annotation.id}.{state}", remark.author, annotation.modified)
            entries = _entries("Text", root.rect, said, _STATE_WORDS[state])
            entries |= {"StateModel": string("Review"), "State": string(state)}
            self._hang(root, entries)

    def _hang(self, root: Root, entries: dict[str, str]) -> None:
        entries |= {"IRT": root.ref, "F": str(_HIDDEN_REPLY), "P": self._pages[root.page]}
        self.added.setdefault(root.page, []).append(self._objects.add(dictionary(entries)))

    def _annotation(
        self,
        shape: Shape,
        remark: Remark,
        text: str,
        extra: Mapping[str, str],
        part: int = 0,
        ref: Ref = "",
    ) -> Root:
        annotation = remark.annotation
        space = self._places.space(shape.page)
        name = annotation.id if part == 0 else f"{annotation.id}.{part}"
        said = (name, remark.author, annotation.modified)
        around = shape.around
        rect = array(space.own_box(around))
        entries = _entries(shape.subtype, rect, said, text)
        entries |= {
            "CreationDate": f"({written_date(annotation.created)})",
            "C": array(shape.colour, 4),
            "F": str(_PRINT),
            "Subj": string(remark.category or annotation.kind.value),
            "P": self._pages[shape.page],
            "AP": f"<</N {self._appearance(shape, around, space)}>>",
            **extra,
        }
        if part == 0 and annotation.id in self._carried:
            entries[ITEM] = string(self._carried[annotation.id])
        if shape.subtype == "Text":
            entries["Name"] = "/Comment"
        elif shape.subtype != "Caret":
            entries["QuadPoints"] = array([v for box in shape.boxes for v in quad(box, space)])
        ref = ref or self._objects.reserve()
        page = self.added.setdefault(shape.page, [])
        page.append(ref)
        if text:
            entries["Popup"] = self._popup(around, ref, space)
            page.append(entries["Popup"])
        self._objects.put(ref, dictionary(entries))
        return Root(ref, shape.page, rect)

    def _replacement(self, remark: Remark, span: Span, colour: Colour, ref: Ref) -> None:
        """The caret that, grouped with the strikeout, says what to write instead."""
        box = list(self._places.boxes(span))[-1]
        shape = Shape("Caret", [caret(box)], colour)
        suggestion = legal(remark.annotation.suggestion)
        self._annotation(shape, remark, suggestion, {"IT": "/Replace"}, 99, ref)

    def _popup(self, box: Box, parent: Ref, space: Space) -> Ref:
        beside = Box(box.page, box.right + 6, box.top - 90, box.right + 186, box.top)
        return self._objects.add(
            f"<</Type/Annot/Subtype/Popup/Rect{array(space.own_box(beside))}/Parent {parent}"
            f"/F {_POPUP}/Open false/P {self._pages[box.page]}>>"
        )

    def _appearance(self, shape: Shape, box: Box, space: Space) -> Ref:
        entries = "/Type/XObject/Subtype/Form/BBox"
        entries += array((box.left, box.bottom, box.right, box.top))
        if (space.left, space.bottom, space.turn) != (0, 0, 0):
            entries += f"/Matrix{array(matrix(space), 4)}"
        if shape.subtype == "Highlight":
            self._transparency = self._transparency or self._objects.add(
                "<</ExtGState<</G<</Type/ExtGState/BM/Multiply>>>>>>"
            )
            entries += f"/Resources {self._transparency}/Group<</S/Transparency>>"
        return self._objects.stream(drawing(shape).encode("ascii"), entries, packed=False)


class Shaper:
    """Gives remarks their shapes; keeps those side by side that would hide each other."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._icons: dict[int, int] = {}
        self._lost = 0

    def shapes(self, remark: Remark, category: Category | None) -> Iterable[Shape]:
        """Yield a shape for each page that a remark is on."""
        kind = remark.annotation.kind
        fill = rgb(category.light if category is not None else _DEFAULT_FILL)
        line = rgb(category.line if category is not None else _DEFAULT_LINE)
        if remark.span is None:
            yield Shape("Text", [self._lost_place()], line)
            return
        boxes = list(self._places.boxes(remark.span))
        wide = [box for box in boxes if box.right > box.left]
        if remark.annotation.target.scope is not Scope.RANGE:
            yield Shape("Text", [self._icon(boxes[0])], line)
        elif kind is Kind.INSERT:
            yield Shape("Caret", [caret(boxes[-1])], line)
        elif not wide:
            yield Shape("Text", [self._icon(boxes[0])], line)
        else:
            hue = fill if SUBTYPES[kind] == "Highlight" else line
            for _, group in groupby(wide, key=attrgetter("page")):
                yield Shape(SUBTYPES[kind], list(group), hue)

    def _icon(self, box: Box) -> Box:
        """A place in the left margin for a note; several side by side do not hide each other."""
        row = (box.page << 16) + round(box.top)
        count = self._icons.get(row, 0)
        self._icons[row] = count + 1
        left = max(4.0, box.left - NOTE - 6 - count * (NOTE + 2))
        return Box(box.page, left, box.top - NOTE, left + NOTE, box.top)

    def _lost_place(self) -> Box:
        """A place at the top of the first page, one after the other, for what has none."""
        wide, high = self._places.space(0).size
        in_row = max(1, int((wide - 8) // (NOTE + 4)))
        row, column = divmod(self._lost, in_row)
        self._lost += 1
        left = 4 + column * (NOTE + 4)
        top = max(NOTE, high - 4 - row * (NOTE + 4))
        return Box(0, left, top - NOTE, left + NOTE, top)


_STATE_WORDS: Final = {
    "Completed": "已解决",
    "Accepted": "采纳",
    "Rejected": "不采纳",
    "None": "无",
}


def _entries(subtype: str, rect: str, said: tuple[str, str, datetime], text: str) -> dict[str, str]:
    name, author, time = said
    return {
        "Type": "/Annot",
        "Subtype": f"/{subtype}",
        "Rect": rect,
        "Contents": string(text),
        "T": string(author),
        "M": f"({written_date(time)})",
        "NM": string(name),
    }


@lru_cache(maxsize=4096)
def written_date(time: datetime) -> str:
    """Return a date as PDF writes it (ISO 32000-1, 7.9.4)."""
    utc = time.astimezone(UTC)
    return f"D:{utc.year:04}{utc.month:02}{utc.day:02}{utc.hour:02}{utc.minute:02}{utc.second:02}Z"
