"""Draws tables on landscape pages, with their head repeated on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from reviewer.exporters import official
from reviewer.exporters.official import Face
from reviewer.exporters.pdf_layout import MM, Fonts
from reviewer.exporters.pdf_lines import break_lines
from reviewer.exporters.sheets import Sheet

LANDSCAPE: Final = (official.PAGE_HEIGHT_MM * MM, official.PAGE_WIDTH_MM * MM)
_MARGIN: Final = 20 * MM


class TableDrawing:
    """A table under way: where the next row goes."""

    SIZE: Final = 8.5
    PITCH: Final = 12.0
    PAD: Final = 3.0

    def __init__(self, canvas: Canvas, fonts: Fonts, end_page: Callable[[], None]) -> None:
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
        self._canvas.setFont(self._fonts[Face.TITLE].name, 18)
        self._y -= 18
        self._canvas.drawCentredString(LANDSCAPE[0] / 2, self._y, sheet.title)
        self._y -= 14
        for line in above:
            self._write(line)
        self._y -= 4
        self._head()
        for group in sheet.groups:
            if group.label:
                self._band(group.label)
            for row in group.rows:
                self._row(row)

    def notes(self, heading: str, lines: Sequence[str]) -> None:
        """Write lines below the table and end the page."""
        self._y -= 10
        if heading:
            self._write(heading, Face.HEI)
        for line in lines:
            self._write(line)
        self._end_page()

    def _begin(self) -> None:
        self._canvas.setPageSize(LANDSCAPE)
        self._y = LANDSCAPE[1] - _MARGIN

    def _next_page(self) -> None:
        self._end_page()
        self._begin()

    def _write(self, text: str, face: Face = Face.FANG) -> None:
        width = LANDSCAPE[0] - 2 * _MARGIN
        for line in self._wrapped(text, width, face):
            if self._y - 14 < _MARGIN:
                self._next_page()
            self._y -= 14
            self._draw(line, _MARGIN, self._y, face)

    def _head(self) -> None:
        self._row([name for name, _ in self._columns], Face.HEI)

    def _band(self, label: str) -> None:
        """A row over the whole width: the name of a group, never alone at a page's foot."""
        if self._y - 6 * self.PITCH < _MARGIN:
            self._next_page()
            self._head()
        width = LANDSCAPE[0] - 2 * _MARGIN
        lines = self._wrapped(label, width - 2 * self.PAD, Face.HEI)
        self._cells([lines], [width], len(lines), Face.HEI)

    def _row(self, cells: Sequence[str], face: Face = Face.FANG) -> None:
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
            self._cells([lines[:count] for lines in wrapped], widths, count, face)
            wrapped = [lines[count:] for lines in wrapped]

    def _cells(
        self, cells: Sequence[Sequence[str]], widths: Sequence[float], count: int, face: Face
    ) -> None:
        height = count * self.PITCH + 2 * self.PAD
        x = _MARGIN
        self._canvas.setLineWidth(0.4)
        self._canvas.setStrokeGray(0.5)
        for lines, width in zip(cells, widths, strict=True):
            self._canvas.rect(x, self._y - height, width, height)
            for at, line in enumerate(lines, 1):
                self._draw(line, x + self.PAD, self._y - self.PAD - at * self.PITCH + 3, face)
            x += width
        self._canvas.setStrokeGray(0)
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

    def _draw(self, text: str, x: float, y: float, face: Face) -> None:
        self._canvas.setFont(self._fonts[face].name, self.SIZE)
        self._canvas.drawString(x, y, text)
