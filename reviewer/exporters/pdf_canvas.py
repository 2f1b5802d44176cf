"""Pages being drawn: text, rules and bars as operators of content streams (ISO 32000-1, 8 and 9).

Lengths are points, from the lower left corner of the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from reviewer.exporters.pdf_embedding import embedded
from reviewer.exporters.pdf_file import Objects, Ref, dictionary
from reviewer.exporters.pdf_fonts import MadeFont

Colour = tuple[float, float, float]
_BOLD: Final = 0.022
"""Stroke of a synthetic bold, in em."""


@dataclass(slots=True, eq=False)
class Page:
    """A finished page: what is drawn on it, and what its dictionary says beside that."""

    ref: Ref
    size: tuple[float, float]
    contents: list[Ref] = field(default_factory=list)
    entries: dict[str, str] = field(default_factory=dict)


class Canvas:
    """The page under the pen, and those that are finished."""

    def __init__(
        self, objects: Objects, fonts: Iterable[MadeFont], size: tuple[float, float]
    ) -> None:
        self.objects = objects
        self.size = size
        """Width and height of this page and those that follow."""
        self.pages: list[Page] = []
        made = {font.name: font for font in fonts}
        self._labels = {name: f"/F{at}" for at, name in enumerate(made, 1)}
        listed = "".join(
            f"{self._labels[name]} {embedded(objects, font)}" for name, font in made.items()
        )
        self._resources = objects.add(f"<</Font<<{listed}>>>>")
        self._code: list[str] = []
        self._tree = objects.reserve()

    def write(self, *operators: str) -> None:
        """Write operators as they are."""
        self._code += operators

    def text(
        self, x: float, y: float, words: str, font: MadeFont, size: float, spacing: float = 0.0
    ) -> None:
        """Write words from a place on their baseline, with `spacing` after each character."""
        self._code.append(self.shown(x, y, words, font, size, spacing))

    def shown(
        self, x: float, y: float, words: str, font: MadeFont, size: float, spacing: float = 0.0
    ) -> str:
        """Return the operators of a line of text."""
        codes = words.translate(font.glyphs).encode("utf-16-be", "surrogatepass").hex()
        return (
            f"BT {self._labels[font.name]} {size:g} Tf {spacing:.4f} Tc "
            f"{x:.3f} {y:.3f} Td <{codes}> Tj ET"
        )

    def text_before(self, x: float, y: float, words: str, font: MadeFont, size: float) -> None:
        """Write words that end at a place."""
        self.text(x - font.width(words) * size, y, words, font, size)

    def text_around(self, x: float, y: float, words: str, font: MadeFont, size: float) -> None:
        """Write words that have their middle at a place."""
        self.text(x - font.width(words) * size / 2, y, words, font, size)

    def filled(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle."""
        red, green, blue = colour
        self._code.append(
            f"q {red:.4f} {green:.4f} {blue:.4f} rg {x:.3f} {y:.3f} {width:.3f} {height:.3f} re f Q"
        )

    def framed(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """Draw the thin frame of a rectangle."""
        self._code.append(f"q 0.4 w {grey:g} G {x:.3f} {y:.3f} {width:.3f} {height:.3f} re S Q")

    def line(
        self,
        points: Iterable[tuple[float, float]],
        colour: Colour,
        width: float,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Draw a line through points."""
        red, green, blue = colour
        way = " l ".join(f"{x:.3f} {y:.3f}" for x, y in points).replace(" l ", " m ", 1)
        gaps = " ".join(f"{part:g}" for part in dash)
        self._code.append(
            f"q {width:g} w [{gaps}] 0 d {red:.4f} {green:.4f} {blue:.4f} RG {way} l S Q"
        )

    def end_page(self) -> None:
        """Finish the page and begin another."""
        code = self.objects.stream("\n".join(self._code).encode("ascii"))
        self.pages.append(Page(self.objects.reserve(), self.size, [code]))
        self._code = []

    def tree(self) -> Ref:
        """Write all finished pages, and return the tree of them (7.7.3)."""
        for page in self.pages:
            wide, high = page.size
            self.objects.put(
                page.ref,
                dictionary(
                    {
                        "Type": "/Page",
                        "Parent": self._tree,
                        "MediaBox": f"[0 0 {wide:.4f} {high:.4f}]",
                        "Resources": self._resources,
                        "Contents": f"[{' '.join(page.contents)}]",
                        **page.entries,
                    }
                ),
            )
        kids = " ".join(page.ref for page in self.pages)
        self.objects.put(self._tree, f"<</Type/Pages/Count {len(self.pages)}/Kids[{kids}]>>")
        return self._tree


def embolden(shown: str, size: float) -> str:
    """Fill and stroke a line of text, where a face has no bold of its own."""
    return f"2 Tr {size * _BOLD:.3f} w {shown} 0 Tr"
