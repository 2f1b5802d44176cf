"""What annotations look like: shapes on the upright page, drawn by content streams of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from reviewer.exporters.pdf_canvas import Colour
from reviewer.formats.page_map import Box, Space
from reviewer.model.records import Kind

NOTE: Final = 14.0
"""Width of a note icon, in points."""
SUBTYPES: Final = {
    Kind.HIGHLIGHT: "Highlight",
    Kind.UNDERLINE: "Underline",
    Kind.STRIKEOUT: "StrikeOut",
    Kind.COMMENT: "Highlight",
    Kind.REPLACE: "StrikeOut",
    Kind.DELETE: "StrikeOut",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What one annotation looks like on one page."""

    subtype: str
    boxes: Sequence[Box]
    colour: Colour

    @property
    def page(self) -> int:
        """The page it is on."""
        return self.boxes[0].page

    @property
    def around(self) -> Box:
        """The box around all of it."""
        if len(self.boxes) == 1:
            return self.boxes[0]
        return Box(
            self.page,
            min(box.left for box in self.boxes),
            min(box.bottom for box in self.boxes),
            max(box.right for box in self.boxes),
            max(box.top for box in self.boxes),
        )


def drawing(shape: Shape) -> str:
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
            box = shape.around
            middle = (box.left + box.right) / 2
            return (
                f"{hue} rg {box.left:.2f} {box.bottom:.2f} m {middle:.2f} {box.top:.2f} l "
                f"{box.right:.2f} {box.bottom:.2f} l f"
            )
        case _:
            box = shape.around
            bars = " ".join(
                f"{box.left + 3:.2f} {box.bottom + lift:.2f} m "
                f"{box.right - 3:.2f} {box.bottom + lift:.2f} l S"
                for lift in (4.5, 7.0, 9.5)
            )
            return (
                f"1 1 1 rg {hue} RG 0.8 w {box.left + 0.5:.2f} {box.bottom + 0.5:.2f} "
                f"{box.right - box.left - 1:.2f} {box.top - box.bottom - 1:.2f} re B {bars}"
            )


def caret(box: Box) -> Box:
    """A small wedge under the end of a box."""
    return Box(box.page, box.right - 3, box.bottom - 3, box.right + 3, box.bottom + 4)


def quad(box: Box, space: Space) -> list[float]:
    """Return the corners of a box in the page's own space, in the order that Acrobat writes."""
    corners = (
        (box.left, box.top),
        (box.right, box.top),
        (box.left, box.bottom),
        (box.right, box.bottom),
    )
    return [value for corner in corners for value in space.own(*corner)]


def matrix(space: Space) -> list[float]:
    """Return the matrix from the upright page to the page's own space (ISO 32000-1, 8.3.4)."""
    x, y = space.own(0, 0)
    a, b = space.own(1, 0)
    c, d = space.own(0, 1)
    return [round(value, 4) for value in (a - x, b - y, c - x, d - y, x, y)]


@cache
def rgb(colour: str) -> Colour:
    """Return a colour "#RRGGBB" as shares."""
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)
