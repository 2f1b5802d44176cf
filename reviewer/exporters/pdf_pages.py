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
from reviewer.exporters.pdf_tables import LANDSCAPE, TableDrawing
from reviewer.exporters.sheets import Sheet
from reviewer.model.document import Document, Section

PORTRAIT: Final = (official.PAGE_WIDTH_MM * MM, official.PAGE_HEIGHT_MM * MM)
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

    def table(self, above: Sequence[str], sheet: Sheet) -> None:
        """Draw a table on landscape pages: its title, lines below it, rows under their columns.

        Rows that do not fit are carried on.
        """
        self._landscape = True
        self._table = TableDrawing(self._canvas, self._fonts, self.end_page)
        self._table.draw(above, sheet)

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
