"""Draws laid-out lines and the opinion table with reportlab, with bookmarks and page numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from reviewer.exporters import official
from reviewer.exporters.official import Face
from reviewer.exporters.pdf_fonts import MadeFont
from reviewer.exporters.pdf_layout import LEFT, MM, Fonts, Layout, PlacedLine
from reviewer.exporters.pdf_lines import break_lines
from reviewer.model.document import Document, Section

PORTRAIT: Final = (official.PAGE_WIDTH_MM * MM, official.PAGE_HEIGHT_MM * MM)
LANDSCAPE: Final = (PORTRAIT[1], PORTRAIT[0])
_MARGIN: Final = 20 * MM
_FILL: Final = 0
_FILL_AND_STROKE: Final = 2
_BOLD: Final = 0.022
"""Stroke of a synthetic bold, in em."""


class Pages:
    """A PDF being drawn."""

    def __init__(self, path: Path, fonts: Fonts, title: str) -> None:
        self._fonts: Mapping[Face, MadeFont] = fonts
        for font in {made.name: made for made in fonts.values()}.values():
            pdfmetrics.registerFont(TTFont(font.name, str(font.path)))
        # -- without a font of ours the file would name Helvetica, which is not embedded
        first: Any = fonts[Face.SONG].name
        self._canvas = Canvas(
            str(path),
            pagesize=PORTRAIT,
            initialFontName=first,
            initialFontSize=official.BODY_SIZE,
            lang="zh-CN",
            invariant=1,
        )
        self._canvas.setTitle(title)
        self._canvas.setCreator("审阅 Reviewer")
        self._page = 0
        self._landscape = False

    def report(self, document: Document, layout: Layout, progress: Callable[[float], None]) -> None:
        """Draw the report's pages, with a bookmark for each section."""
        waiting = list(document.sections)
        waiting.reverse()
        first = self._page
        for line in layout.lines:
            while first + line.page > self._page:
                self.end_page()
                if self._page % 20 == 0:
                    progress(line.span.start / max(1, len(document.text)))
            while waiting and waiting[-1].span.start < line.span.end:
                self._bookmark(waiting.pop(), line)
            self._line(line, document.text)
        self.end_page()

    def end_page(self) -> None:
        """Put the page number at the outer edge, one character in (7.5), and begin a new page."""
        canvas, number = self._canvas, f"— {self._page + 1} —"
        size = official.PAGE_NUMBER_SIZE
        canvas.setFont(self._fonts[Face.SONG].name, size)
        low = (official.BOTTOM_MM - official.PAGE_NUMBER_BELOW_MM) * MM - size / 2
        if self._landscape:
            canvas.drawCentredString(LANDSCAPE[0] / 2, 10 * MM, number)
        elif self._page % 2 == 0:
            canvas.drawRightString(PORTRAIT[0] - official.RIGHT_MM * MM - size, low, number)
        else:
            canvas.drawString(LEFT + size, low, number)
        canvas.showPage()
        self._page += 1

    def table(
        self,
        heading: Sequence[str],
        columns: Sequence[tuple[str, float]],
        rows: Sequence[Sequence[str]],
    ) -> None:
        """Draw a table on landscape pages: its heading lines, then the rows under their columns.

        `columns` are names with relative widths. Rows that do not fit are carried on.
        """
        self._landscape = True
        self._table = _Table(self._canvas, self._fonts, self.end_page)
        self._table.heading(heading)
        self._table.rows(columns, rows)

    def notes(self, heading: str, lines: Sequence[str]) -> None:
        """Write lines below the table."""
        self._table.notes(heading, lines)

    def save(self) -> None:
        """Finish the file."""
        self._canvas.save()

    def _bookmark(self, section: Section, line: PlacedLine) -> None:
        key = f"s{section.span.start}"
        top = line.baseline + line.size
        self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=top)
        self._canvas.addOutlineEntry(section.label, key, section.level - 1, closed=False)

    def _line(self, line: PlacedLine, text: str) -> None:
        words = self._canvas.beginText(line.x, line.baseline)
        for segment in line.segments:
            font = self._fonts[segment.face]
            words.setFont(font.name, line.size)
            words.setCharSpace(line.spacing)
            _embolden(words, self._canvas, line.size if font.bold else 0.0)
            words.textOut(segment.span.cut(text).replace("\u2028", ""))
            # -- the mode outlives the text object, whose successor believes it is plain
            words.setTextRenderMode(_FILL)
        self._canvas.drawText(words)


def _embolden(words: Any, canvas: Canvas, size: float) -> None:
    """Fill and stroke where a face has no bold of its own."""
    words.setTextRenderMode(_FILL_AND_STROKE if size else _FILL)
    if size:
        canvas.setLineWidth(size * _BOLD)


class _Table:
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

    def heading(self, lines: Sequence[str]) -> None:
        """Write the title, centred, and lines below it."""
        title, *below = lines
        font = self._fonts[Face.TITLE]
        self._canvas.setFont(font.name, 18)
        self._y -= 18
        self._canvas.drawCentredString(LANDSCAPE[0] / 2, self._y, title)
        self._y -= 14
        for line in below:
            self._write(line)
        self._y -= 4

    def rows(self, columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]]) -> None:
        """Draw the head and the rows."""
        self._columns = columns
        self._head()
        for row in rows:
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
