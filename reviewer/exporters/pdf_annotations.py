"""Native PDF annotations (ISO 32000-1, 12.5), each with an appearance stream.

An annotation belongs to one page, so a range over a page break becomes several, grouped. Readers
disagree on the order of QuadPoints: Acrobat's is written, upper left, upper right, lower left,
lower right, and the appearance stream makes it not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from reviewer.exporters.clean import legal
from reviewer.exporters.digest import Remark
from reviewer.exporters.pdf_layout import Box, Layout
from reviewer.model.records import Category, Kind, Scope
from reviewer.model.spans import Span

_PRINT: Final = 4
_HIDDEN_REPLY: Final = 30  # Invisible off, Hidden, Print, NoZoom, NoRotate
_POPUP: Final = 28
_DEFAULT_FILL: Final = "#FCE7A9"
_DEFAULT_LINE: Final = "#8F6B00"
_NOTE: Final = 14.0
"""Width of a note icon, in points."""

_SUBTYPES: Final = {
    Kind.HIGHLIGHT: "Highlight",
    Kind.UNDERLINE: "Underline",
    Kind.STRIKEOUT: "StrikeOut",
    Kind.COMMENT: "Highlight",
    Kind.REPLACE: "StrikeOut",
    Kind.DELETE: "StrikeOut",
}


@dataclass(frozen=True, slots=True)
class _Shape:
    """What one annotation looks like on one page."""

    subtype: str
    boxes: Sequence[Box]
    colour: tuple[float, float, float]

    @property
    def page(self) -> int:
        return self.boxes[0].page

    @property
    def rect(self) -> tuple[float, float, float, float]:
        return (
            min(box.left for box in self.boxes),
            min(box.bottom for box in self.boxes),
            max(box.right for box in self.boxes),
            max(box.top for box in self.boxes),
        )


class Annotator:
    """Adds annotations to the pages of a PDF.

    Where they are not to be `native`, their marks are drawn behind and over the text instead.
    """

    def __init__(self, pdf: Pdf, layout: Layout, *, native: bool = True) -> None:
        self._pdf = pdf
        self._native = native
        self._behind: dict[int, list[str]] = {}
        self._over: dict[int, list[str]] = {}
        self._layout = layout
        self._pages = [page.obj for page in pdf.pages]
        self._added: dict[int, list[pikepdf.Object]] = {}
        self._icons: dict[int, int] = {}

    def add(self, remark: Remark, category: Category | None) -> None:
        """Add a remark with its replies and state; one that has lost its place has no page."""
        span = remark.span
        if span is None:
            return
        if not self._native:
            self._draw(remark, span, category)
            return
        first: pikepdf.Object | None = None
        page = 0
        for at, shape in enumerate(self._shapes(remark, span, category)):
            extra: dict[str, Any] = {}
            if first is not None:
                extra = {"IRT": first, "RT": Name.Group}
            made = self._annotation(shape, remark, "" if at else remark.text, extra, at)
            if first is None:
                first, page = made, shape.page
        if first is None:
            return
        if remark.annotation.kind is Kind.REPLACE:
            self._replacement(remark, span, first)
        self._thread(remark, first, page)

    def finish(self) -> None:
        """Hang the annotations on their pages."""
        for page, added in self._added.items():
            self._pages[page].Annots = Array(added)
        for drawn, prepend in ((self._behind, True), (self._over, False)):
            for number, parts in drawn.items():
                code = f"/Artifact BMC q {' '.join(parts)} Q EMC".encode("ascii")
                page_of = self._pdf.pages[number]
                page_of.contents_add(self._pdf.make_stream(code), prepend=prepend)

    def _draw(self, remark: Remark, span: Span, category: Category | None) -> None:
        for shape in self._shapes(remark, span, category):
            fills = shape.subtype == "Highlight"
            parts = (self._behind if fills else self._over).setdefault(shape.page, [])
            parts.append(_drawing(shape).removeprefix("/G gs "))

    def _shapes(self, remark: Remark, span: Span, category: Category | None) -> Iterable[_Shape]:
        kind = remark.annotation.kind
        fill = _rgb(category.light if category is not None else _DEFAULT_FILL)
        line = _rgb(category.line if category is not None else _DEFAULT_LINE)
        boxes = list(self._layout.boxes(span))
        if not boxes:
            return
        if remark.annotation.target.scope is not Scope.RANGE:
            yield _Shape("Text", [self._icon(boxes[0])], line)
        elif kind is Kind.INSERT:
            yield _Shape("Caret", [_caret(boxes[-1])], line)
        elif span.is_empty:
            yield _Shape("Text", [self._icon(boxes[0])], line)
        else:
            hue = fill if _SUBTYPES[kind] == "Highlight" else line
            for _, group in groupby(boxes, key=attrgetter("page")):
                yield _Shape(_SUBTYPES[kind], list(group), hue)

    def _icon(self, box: Box) -> Box:
        """A place in the left margin for a note; several side by side do not hide each other."""
        row = (box.page << 16) + round(box.top)
        count = self._icons.get(row, 0)
        self._icons[row] = count + 1
        left = max(4.0, box.left - _NOTE - 6 - count * (_NOTE + 2))
        return Box(box.page, left, box.top - _NOTE, left + _NOTE, box.top)

    def _annotation(
        self, shape: _Shape, remark: Remark, text: str, extra: dict[str, Any], part: int = 0
    ) -> pikepdf.Object:
        annotation = remark.annotation
        name = annotation.id if part == 0 else f"{annotation.id}.{part}"
        entries = self._entries(
            shape.subtype, shape.rect, (name, remark.author, annotation.modified), text
        )
        entries |= {
            "CreationDate": String(_date(annotation.created)),
            "C": Array([round(value, 4) for value in shape.colour]),
            "F": _PRINT,
            "Subj": String(remark.category or annotation.kind.value),
            "P": self._pages[shape.page],
            "AP": Dictionary(N=self._appearance(shape)),
            **extra,
        }
        if shape.subtype == "Text":
            entries["Name"] = Name.Comment
        elif shape.subtype != "Caret":
            entries["QuadPoints"] = Array([value for box in shape.boxes for value in _quad(box)])
        made = self._pdf.make_indirect(_dictionary(entries))
        page = self._added.setdefault(shape.page, [])
        page.append(made)
        if text:
            made.Popup = self._popup(shape, made)
            page.append(made.Popup)
        return made

    def _replacement(self, remark: Remark, span: Span, struck: pikepdf.Object) -> None:
        """The caret that, grouped with the strikeout, says what to write instead."""
        box = list(self._layout.boxes(span))[-1]
        colour = tuple(float(value) for value in struck.C)
        shape = _Shape("Caret", [_caret(box)], (colour[0], colour[1], colour[2]))
        suggestion = legal(remark.annotation.suggestion)
        caret = self._annotation(shape, remark, suggestion, {"IT": Name.Replace}, 99)
        struck.IRT = caret
        struck.RT = Name.Group
        struck.IT = Name.StrikeOutTextEdit
        caret.Contents = String(suggestion)

    def _thread(self, remark: Remark, root: pikepdf.Object, number: int) -> None:
        page = self._added[number]
        rect = tuple(float(value) for value in root.Rect)
        for answer in remark.answers:
            entries = self._entries(
                "Text", rect, (answer.id, answer.author, answer.created), answer.text
            )
            entries |= {"IRT": root, "RT": Name.R, "F": _HIDDEN_REPLY, "P": root.P}
            page.append(self._pdf.make_indirect(_dictionary(entries)))
        if remark.annotation.resolved:
            name = f"{remark.annotation.id}.state"
            entries = self._entries(
                "Text", rect, (name, remark.author, remark.annotation.modified), "已解决"
            )
            entries |= {
                "IRT": root,
                "F": _HIDDEN_REPLY,
                "P": root.P,
                "StateModel": String("Review"),
                "State": String("Completed"),
            }
            page.append(self._pdf.make_indirect(_dictionary(entries)))

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
            "M": String(_date(time)),
            "NM": String(name),
        }

    def _popup(self, shape: _Shape, parent: pikepdf.Object) -> pikepdf.Object:
        _, _, right, top = shape.rect
        rect = [round(value, 2) for value in (right + 6, top - 90, right + 186, top)]
        return self._pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Popup,
                Rect=Array(rect),
                Parent=parent,
                F=_POPUP,
                Open=False,
                P=self._pages[shape.page],
            )
        )

    def _appearance(self, shape: _Shape) -> pikepdf.Object:
        stream = self._pdf.make_stream(_drawing(shape).encode("ascii"))
        stream.Type, stream.Subtype = Name.XObject, Name.Form
        stream.BBox = Array([round(value, 2) for value in shape.rect])
        if shape.subtype == "Highlight":
            stream.Resources = Dictionary(
                ExtGState=Dictionary(G=Dictionary(Type=Name.ExtGState, BM=Name.Multiply))
            )
            stream.Group = Dictionary(S=Name.Transparency)
        return stream


def _drawing(shape: _Shape) -> str:
    """Return the content stream that draws a shape."""
    hue = " ".join(f"{value:.4f}" for value in shape.colour)
    match shape.subtype:
        case "Highlight":
            rects = (
                f"{b.left:.2f} {b.bottom:.2f} {b.right - b.left:.2f} {b.top - b.bottom:.2f} re f"
                for b in shape.boxes
            )
            return f"/G gs {hue} rg " + " ".join(rects)
        case "Underline" | "StrikeOut":
            lift = 0.06 if shape.subtype == "Underline" else 0.46
            lines = (
                f"{b.left:.2f} {y:.2f} m {b.right:.2f} {y:.2f} l S"
                for b in shape.boxes
                for y in [b.bottom + (b.top - b.bottom) * lift]
            )
            return f"{hue} RG 1 w " + " ".join(lines)
        case "Caret":
            left, low, right, high = shape.rect
            middle = (left + right) / 2
            return f"{hue} rg {left:.2f} {low:.2f} m {middle:.2f} {high:.2f} l {right:.2f} {low:.2f} l f"
        case _:
            left, low, right, high = shape.rect
            bars = " ".join(
                f"{left + 3:.2f} {low + lift:.2f} m {right - 3:.2f} {low + lift:.2f} l S"
                for lift in (4.5, 7.0, 9.5)
            )
            return (
                f"1 1 1 rg {hue} RG 0.8 w {left + 0.5:.2f} {low + 0.5:.2f} "
                f"{right - left - 1:.2f} {high - low - 1:.2f} re B {bars}"
            )


def _caret(box: Box) -> Box:
    """A small wedge under the end of a box."""
    return Box(box.page, box.right - 3, box.bottom - 3, box.right + 3, box.bottom + 4)


def _quad(box: Box) -> tuple[float, ...]:
    left, right = round(box.left, 2), round(box.right, 2)
    low, high = round(box.bottom, 2), round(box.top, 2)
    return (left, high, right, high, left, low, right, low)


def _rgb(colour: str) -> tuple[float, float, float]:
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)


def _date(time: datetime) -> str:
    return f"{time.astimezone(UTC):D:%Y%m%d%H%M%SZ}"


def _dictionary(entries: dict[str, Any]) -> Dictionary:
    return Dictionary({f"/{key}": value for key, value in entries.items()})
