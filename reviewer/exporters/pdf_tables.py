"""Draws tables on landscape pages, with their head repeated on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from reviewer.exporters import official
from reviewer.exporters.official import Face
from reviewer.exporters.pdf_canvas import Canvas
from reviewer.exporters.pdf_layout import MM, Fonts
from reviewer.exporters.pdf_lines import break_lines
from reviewer.exporters.pdf_tags import Node, Tags
from reviewer.exporters.sheets import Sheet

LANDSCAPE: Final = (official.PAGE_HEIGHT_MM * MM, official.PAGE_WIDTH_MM * MM)
_MARGIN: Final = 20 * MM


class TableDrawing:
    """A table under way: where the next row goes."""

    SIZE: Final = 8.5
    PITCH: Final = 12.0
    PAD: Final = 3.0

    def __init__(
        self, canvas: Canvas, fonts: Fonts, tags: Tags, end_page: Callable[[], None]
    ) -> None:
        self._tags = tags
        self._node = tags.root
        self._canvas = canvas
        self._fonts = fonts
        self._end_page = end_page
        self._y = 0.0
        self._open = False
        self._columns: Sequence[tuple[str, float]] = ()
        self._begin()

    def draw(self, above: Sequence[str], sheet: Sheet) -> None:
        """Draw the title, centred, the lines below it, the head and the rows."""
        self._columns = list(zip(sheet.columns, sheet.widths, strict=True))
        self._y -= 18
        with self._tags.marked(self._canvas, self._tags.root.child("H1")):
            font = self._fonts[Face.TITLE]
            self._canvas.text_around(LANDSCAPE[0] / 2, self._y, sheet.title, font, 18)
        self._y -= 14
        for line in above:
            self._write(line)
        self._y -= 4
        self._node = self._tags.root.child("Table")
        self._head(self._row_of("TH", len(sheet.columns)))
        for group in sheet.groups:
            if group.label:
                self._band(group.label)
            for row in group.rows:
                self._row(row, Face.FANG, self._row_of("TD", len(row)))

    def notes(self, heading: str, lines: Sequence[str]) -> None:
        """Write lines below the table and end the page."""
        self._y -= 10
        if heading:
            self._write(heading, Face.HEI)
        for line in lines:
            self._write(line)
        self._end_page()

    def _begin(self) -> None:
        self._canvas.size = LANDSCAPE
        self._y = LANDSCAPE[1] - _MARGIN

    def _next_page(self) -> None:
        self._end_page()
        self._begin()

    def _row_of(self, kind: str, count: int) -> list[Node]:
        row = self._node.child("TR")
        return [row.child(kind) for _ in range(count)]

    def _write(self, text: str, face: Face = Face.FANG) -> None:
        width = LANDSCAPE[0] - 2 * _MARGIN
        node = self._tags.root.child("P")
        for line in self._wrapped(text, width, face):
            if self._y - 14 < _MARGIN:
                self._next_page()
            self._y -= 14
            self._draw(line, _MARGIN, self._y, face, node)

    def _head(self, nodes: Sequence[Node] | None = None) -> None:
        """The names of the columns; repeated ones are no part of the text."""
        names = [name for name, _ in self._columns]
        self._row(names, Face.HEI, nodes or [None] * len(names))

    def _band(self, label: str) -> None:
        """A row over the whole width: the name of a group, never alone at a page's foot."""
        if self._y - 6 * self.PITCH < _MARGIN:
            self._next_page()
            self._head()
        width = LANDSCAPE[0] - 2 * _MARGIN
        lines = self._wrapped(label, width - 2 * self.PAD, Face.HEI)
        self._cells([lines], [width], Face.HEI, self._row_of("TH", 1))

    def _row(self, cells: Sequence[str], face: Face, nodes: Sequence[Node | None]) -> None:
        widths = self._widths()
        wrapped = [
            self._wrapped(text, width - 2 * self.PAD, face)
            for text, width in zip(cells, widths, strict=True)
        ]
        while any(wrapped):
            room = int((self._y - _MARGIN - 2 * self.PAD) / self.PITCH)
            tallest = max(len(lines) for lines in wrapped)
            if room < min(tallest, 6):
                self._next_page()
                if face is not Face.HEI:
                    self._head()
                continue
            count = min(room, tallest)
            self._cells([lines[:count] for lines in wrapped], widths, face, nodes)
            wrapped = [lines[count:] for lines in wrapped]

    def _cells(
        self,
        cells: Sequence[Sequence[str]],
        widths: Sequence[float],
        face: Face,
        nodes: Sequence[Node | None],
    ) -> None:
        height = max(map(len, cells)) * self.PITCH + 2 * self.PAD
        x = _MARGIN
        with self._tags.artifact(self._canvas):
            for width in widths:
                self._canvas.framed(x, self._y - height, width, height, 0.5)
                x += width
        x = _MARGIN
        for lines, width, node in zip(cells, widths, nodes, strict=True):
            for at, line in enumerate(lines, 1):
                low = self._y - self.PAD - at * self.PITCH + 3
                self._draw(line, x + self.PAD, low, face, node)
            x += width
        self._y -= height

    def _widths(self) -> list[float]:
        total = sum(share for _, share in self._columns)
        return [share / total * (LANDSCAPE[0] - 2 * _MARGIN) for _, share in self._columns]

    def _wrapped(self, text: str, width: float, face: Face) -> list[str]:
        of = self._fonts[face].widths
        lines: list[str] = []
        for part in text.replace("\u2028", "\n").split("\n"):
            widths = [of[c] * self.SIZE for c in part]
            lines += [part[line.start : line.end] for line in break_lines(part, widths, width)]
        return lines

    def _draw(self, text: str, x: float, y: float, face: Face, node: Node | None) -> None:
        tags, canvas = self._tags, self._canvas
        with tags.marked(canvas, node) if node is not None else tags.artifact(canvas):
            canvas.text(x, y, text, self._fonts[face], self.SIZE)
