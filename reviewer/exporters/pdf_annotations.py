"""Native PDF annotations (ISO 32000-1, 12.5), each with an appearance stream.

An annotation belongs to one page, so a range over a page break becomes several, grouped. Readers
disagree on the order of QuadPoints: Acrobat's is written, upper left, upper right, lower left,
lower right, and the appearance stream makes it not matter. What PDF has no words for goes along
under a key of its own, so that the file comes back whole (`pdf_carried`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, Final, Protocol

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from reviewer.exporters.clean import legal
from reviewer.exporters.digest import Answer, Remark
from reviewer.exporters.pdf_carried import note_of
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


class Annotator:
    """Adds annotations to the pages of a PDF.

    `carried` has what annotations and answers carry, by their ids. Where they are not to be
    `native`, their marks are drawn behind and over the text instead. `made` is every new object,
    `changed` every old one that is another now.
    """

    def __init__(
        self, pdf: Pdf, places: Places, carried: Mapping[str, str], *, native: bool = True
    ) -> None:
        self._pdf = pdf
        self._native = native
        self._carried = carried
        self._behind: dict[int, list[str]] = {}
        self._over: dict[int, list[str]] = {}
        self._places = places
        self._pages = [page.obj for page in pdf.pages]
        self._added: dict[int, list[pikepdf.Object]] = {}
        self._icons: dict[int, int] = {}
        self._lost = 0
        self.made: list[pikepdf.Object] = []
        self.changed: list[pikepdf.Object] = []

    def add(self, remark: Remark, category: Category | None) -> None:
        """Add a remark with its replies and state; one that has lost its place is on page 1."""
        if not self._native:
            if remark.span is not None:
                self._draw(remark, category)
            return
        first: pikepdf.Object | None = None
        page = 0
        text = note_of(remark)
        for at, shape in enumerate(self._shapes(remark, category)):
            extra: dict[str, Any] = {}
            if first is not None:
                extra = {"IRT": first, "RT": Name.Group}
            made = self._annotation(shape, remark, "" if at else text, extra, at)
            if first is None:
                first, page = made, shape.page
        if first is None:
            raise RuntimeError("a remark without a place on the pages")
        if remark.annotation.kind is Kind.REPLACE and remark.span is not None:
            self._replacement(remark, remark.span, first)
        self.answer(first, page, remark.answers)
        self.settle(first, page, remark)

    def answer(self, root: pikepdf.Object, page: int, answers: Iterable[Answer]) -> None:
        """Hang answers on an annotation."""
        for answer in answers:
            said = (answer.id, answer.author, answer.created)
            entries = self._entries("Text", _rect_of(root), said, answer.text)
            entries |= {"RT": Name.R}
            if answer.id in self._carried:
                entries[ITEM] = String(self._carried[answer.id])
            self._hang(root, page, entries)

    def settle(
        self, root: pikepdf.Object, page: int, remark: Remark, known: Collection[str] = ()
    ) -> None:
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
            entries = self._entries("Text", _rect_of(root), said, _STATE_WORDS[state])
            entries |= {"StateModel": String("Review"), "State": String(state)}
            self._hang(root, page, entries)

    def take_away(self, gone: set[tuple[int, int]]) -> None:
        """Take annotations off their pages, with the parts, answers and windows that hang on them.

        The objects stay in the file; nothing leads to them.
        """
        lists = [(page, list(page.get("/Annots", []))) for page in self._pages]
        count = -1
        while count != len(gone):
            count = len(gone)
            gone |= {one.objgen for _, listed in lists for one in listed if _hangs_on(one, gone)}
        for page, listed in lists:
            kept = [one for one in listed if not (one.is_indirect and one.objgen in gone)]
            if len(kept) < len(listed):
                page.Annots = Array(kept)
                self.changed.append(page)

    def finish(self) -> None:
        """Hang the annotations on their pages, beside those that are there."""
        for number, added in self._added.items():
            page = self._pages[number]
            there = page.get("/Annots")
            if isinstance(there, pikepdf.Array):
                there.extend(added)
                self.changed.append(there if there.is_indirect else page)
            else:
                page.Annots = Array(added)
                self.changed.append(page)
        for drawn, prepend in ((self._behind, True), (self._over, False)):
            for number, parts in drawn.items():
                code = f"/Artifact BMC q {' '.join(parts)} Q EMC".encode("ascii")
                page_of = self._pdf.pages[number]
                page_of.contents_add(self._pdf.make_stream(code), prepend=prepend)

    def _hang(self, root: pikepdf.Object, page: int, entries: dict[str, Any]) -> None:
        entries |= {"IRT": root, "F": _HIDDEN_REPLY, "P": self._pages[page]}
        self._added.setdefault(page, []).append(self._object(entries))

    def _object(self, entries: dict[str, Any]) -> pikepdf.Object:
        made = self._pdf.make_indirect(
            Dictionary({f"/{key}": value for key, value in entries.items()})
        )
        self.made.append(made)
        return made

    def _draw(self, remark: Remark, category: Category | None) -> None:
        for shape in self._shapes(remark, category):
            fills = shape.subtype == "Highlight"
            parts = (self._behind if fills else self._over).setdefault(shape.page, [])
            parts.append(drawing(shape).removeprefix("/G gs "))

    def _shapes(self, remark: Remark, category: Category | None) -> Iterable[Shape]:
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

    def _annotation(
        self, shape: Shape, remark: Remark, text: str, extra: dict[str, Any], part: int = 0
    ) -> pikepdf.Object:
        annotation = remark.annotation
        space = self._places.space(shape.page)
        name = annotation.id if part == 0 else f"{annotation.id}.{part}"
        said = (name, remark.author, annotation.modified)
        entries = self._entries(shape.subtype, space.own_box(shape.around), said, text)
        entries |= {
            "CreationDate": String(written_date(annotation.created)),
            "C": Array([round(value, 4) for value in shape.colour]),
            "F": _PRINT,
            "Subj": String(remark.category or annotation.kind.value),
            "P": self._pages[shape.page],
            "AP": Dictionary(N=self._appearance(shape, space)),
            **extra,
        }
        if part == 0 and annotation.id in self._carried:
            entries[ITEM] = String(self._carried[annotation.id])
        if shape.subtype == "Text":
            entries["Name"] = Name.Comment
        elif shape.subtype != "Caret":
            entries["QuadPoints"] = Array([v for box in shape.boxes for v in quad(box, space)])
        made = self._object(entries)
        page = self._added.setdefault(shape.page, [])
        page.append(made)
        if text:
            made.Popup = self._popup(shape, made, space)
            page.append(made.Popup)
        return made

    def _replacement(self, remark: Remark, span: Span, struck: pikepdf.Object) -> None:
        """The caret that, grouped with the strikeout, says what to write instead."""
        box = list(self._places.boxes(span))[-1]
        colour = tuple(float(value) for value in struck.C)
        shape = Shape("Caret", [caret(box)], (colour[0], colour[1], colour[2]))
        suggestion = legal(remark.annotation.suggestion)
        made = self._annotation(shape, remark, suggestion, {"IT": Name.Replace}, 99)
        struck.IRT = made
        struck.RT = Name.Group
        struck.IT = Name.StrikeOutTextEdit
        made.Contents = String(suggestion)

    def _entries(
        self,
        subtype: str,
        rect: Sequence[float],
        said: tuple[str, str, datetime],
        text: str,
    ) -> dict[str, Any]:
        name, author, time = said
        return {
            "Type": Name.Annot,
            "Subtype": Name(f"/{subtype}"),
            "Rect": Array([round(value, 2) for value in rect]),
            "Contents": String(text),
            "T": String(author),
            "M": String(written_date(time)),
            "NM": String(name),
        }

    def _popup(self, shape: Shape, parent: pikepdf.Object, space: Space) -> pikepdf.Object:
        box = shape.around
        beside = Box(box.page, box.right + 6, box.top - 90, box.right + 186, box.top)
        return self._object(
            {
                "Type": Name.Annot,
                "Subtype": Name.Popup,
                "Rect": Array([round(value, 2) for value in space.own_box(beside)]),
                "Parent": parent,
                "F": _POPUP,
                "Open": False,
                "P": self._pages[shape.page],
            }
        )

    def _appearance(self, shape: Shape, space: Space) -> pikepdf.Object:
        stream = self._pdf.make_stream(drawing(shape).encode("ascii"))
        stream.Type, stream.Subtype = Name.XObject, Name.Form
        box = shape.around
        edges = (box.left, box.bottom, box.right, box.top)
        stream.BBox = Array([round(value, 2) for value in edges])
        if (space.left, space.bottom, space.turn) != (0, 0, 0):
            stream.Matrix = Array(matrix(space))
        if shape.subtype == "Highlight":
            stream.Resources = Dictionary(
                ExtGState=Dictionary(G=Dictionary(Type=Name.ExtGState, BM=Name.Multiply))
            )
            stream.Group = Dictionary(S=Name.Transparency)
        self.made.append(stream)
        return stream


_STATE_WORDS: Final = {
    "Completed": "已解决",
    "Accepted": "采纳",
    "Rejected": "不采纳",
    "None": "无",
}


def _hangs_on(annotation: pikepdf.Object, others: Collection[tuple[int, int]]) -> bool:
    if not annotation.is_indirect:
        return False
    above = (annotation.get("/IRT"), annotation.get("/Parent"))
    return any(isinstance(one, pikepdf.Dictionary) and one.objgen in others for one in above)


def _rect_of(annotation: pikepdf.Object) -> tuple[float, ...]:
    return tuple(float(value) for value in annotation.Rect)


def written_date(time: datetime) -> str:
    """Return a date as PDF writes it (ISO 32000-1, 7.9.4)."""
    return f"{time.astimezone(UTC):D:%Y%m%d%H%M%SZ}"
