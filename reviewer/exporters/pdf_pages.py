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
from reviewer.exporters.pdf_flow import Flow
from reviewer.exporters.pdf_fonts import MadeFont
from reviewer.exporters.pdf_layout import LEFT, MM, Fonts, Layout, PlacedLine
from reviewer.exporters.pdf_tables import LANDSCAPE, TableDrawing
from reviewer.exporters.pdf_tags import Node, Tags, heading_kind
from reviewer.exporters.sheets import Sheet
from reviewer.formats.pdf_keys import ADDED
from reviewer.model.document import Document, Paragraph, ParagraphKind, Section

PORTRAIT: Final = (official.PAGE_WIDTH_MM * MM, official.PAGE_HEIGHT_MM * MM)
_FILL: Final = 0
_FILL_AND_STROKE: Final = 2
_BOLD: Final = 0.022
"""Stroke of a synthetic bold, in em."""


Beside = Callable[[Canvas, int, Tags], None]
"""Draws on the paper what stands beside the report on one of its pages, counted from 0."""


class Pages:
    """A PDF being drawn.

    `before` is how many pages there are before its first one. Pages beside the report are marked
    as added where `adds` says so.
    """

    def __init__(
        self, path: Path, fonts: Fonts, title: str, *, before: int = 0, adds: bool = False
    ) -> None:
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
        self._tags = Tags()
        self._canvas.setTitle(title)
        self._canvas.setCreator("审阅 Reviewer")
        self._page = before
        self._tags.page = before
        self._adds = adds
        self._landscape = False

    @property
    def tags(self) -> Tags:
        """The structure of what was drawn."""
        return self._tags

    def report(
        self,
        document: Document,
        layout: Layout,
        beside: Sequence[Beside],
        progress: Callable[[float], None],
    ) -> None:
        """Draw the report's pages, with a bookmark for each section."""
        waiting = list(document.sections)
        waiting.reverse()
        first = self._page
        nodes = _Paragraphs(document, self._tags)
        self._begin_page(layout)
        for line in layout.lines:
            while first + line.page > self._page:
                self._end_report_page(layout, beside)
                self._begin_page(layout)
                if self._page % 20 == 0:
                    progress(line.span.start / max(1, len(document.text)))
            while waiting and waiting[-1].span.start < line.span.end:
                self._bookmark(waiting.pop(), line, layout)
            with self._tags.marked(self._canvas, nodes.of(line)):
                self._line(line, document.text)
        self._end_report_page(layout, beside)

    def flow(self) -> Flow:
        """Begin portrait pages that are filled from the top."""
        return Flow(self._canvas, self._fonts, self._tags, self.end_page)

    def _begin_page(self, layout: Layout) -> None:
        view = layout.view
        if view.scale != 1.0:
            self._canvas.saveState()
            self._canvas.transform(view.scale, 0, 0, view.scale, view.left, view.bottom)

    def _end_report_page(self, layout: Layout, beside: Sequence[Beside]) -> None:
        self._page_number()
        if layout.view.scale != 1.0:
            self._canvas.restoreState()
        for draw in beside:
            draw(self._canvas, self._page, self._tags)
        self._turn()

    def end_page(self) -> None:
        """Put the page number on a page and begin a new one."""
        self._page_number(ADDED if self._adds else "")
        self._turn()

    def _turn(self) -> None:
        self._canvas.showPage()
        self._page += 1
        self._tags.page = self._page

    def _page_number(self, entry: str = "") -> None:
        """Put the page number at the outer edge, one character in (7.5)."""
        canvas, number = self._canvas, f"— {self._page + 1} —"
        size = official.PAGE_NUMBER_SIZE
        # -- the dash of 一字线 stands 0.3 em above the base line
        low = (official.BOTTOM_MM - official.PAGE_NUMBER_BELOW_MM) * MM - 0.3 * size
        with self._tags.artifact(canvas, entry):
            canvas.setFont(self._fonts[Face.SONG].name, size)
            if self._landscape:
                canvas.drawCentredString(LANDSCAPE[0] / 2, 10 * MM, number)
            elif self._page % 2 == 0:
                canvas.drawRightString(PORTRAIT[0] - official.RIGHT_MM * MM - size, low, number)
            else:
                canvas.drawString(LEFT + size, low, number)

    def table(self, above: Sequence[str], sheet: Sheet) -> None:
        """Draw a table on landscape pages: its title, lines below it, rows under their columns.

        Rows that do not fit are carried on.
        """
        self._landscape = True
        self._table = TableDrawing(self._canvas, self._fonts, self._tags, self.end_page)
        self._table.draw(above, sheet)

    def notes(self, heading: str, lines: Sequence[str]) -> None:
        """Write lines below the table."""
        self._table.notes(heading, lines)

    def save(self) -> None:
        """Finish the file."""
        self._canvas.save()

    def _bookmark(self, section: Section, line: PlacedLine, layout: Layout) -> None:
        key = f"s{section.span.start}"
        # -- places of bookmarks are those of the paper, whatever was scaled
        top = (line.baseline + line.size) * layout.view.scale + layout.view.bottom
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


class _Paragraphs:
    """The elements of a report's paragraphs: a new one where a line begins another paragraph."""

    def __init__(self, document: Document, tags: Tags) -> None:
        self._document = document
        self._tags = tags
        self._index = -1
        self._node = tags.root

    def of(self, line: PlacedLine) -> Node:
        """Return the element a line belongs to."""
        paragraphs = self._document.paragraphs
        after = self._index + 1
        while after < len(paragraphs) and paragraphs[after].span.start <= line.span.start:
            self._index, after = after, after + 1
            self._node = self._tags.root.child(_kind(paragraphs[self._index]))
        return self._node


def _kind(paragraph: Paragraph) -> str:
    match paragraph.kind:
        case ParagraphKind.TITLE:
            return heading_kind(1)
        case ParagraphKind.HEADING:
            return heading_kind(paragraph.level + 1)
        case _:
            return "P"


def _embolden(words: Any, canvas: Canvas, size: float) -> None:
    """Fill and stroke where a face has no bold of its own."""
    words.setTextRenderMode(_FILL_AND_STROKE if size else _FILL)
    if size:
        canvas.setLineWidth(size * _BOLD)
