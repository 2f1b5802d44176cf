"""Draws laid-out lines and the opinion table, with bookmarks and page numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import Final

from reviewer.exporters import official
from reviewer.exporters.official import Face
from reviewer.exporters.pdf_canvas import Canvas, embolden
from reviewer.exporters.pdf_file import Objects, dictionary, string
from reviewer.exporters.pdf_flow import Flow
from reviewer.exporters.pdf_head import Head
from reviewer.exporters.pdf_layout import LEFT, MM, Fonts, Layout, PlacedLine
from reviewer.exporters.pdf_outline import Bookmark, outline
from reviewer.exporters.pdf_tables import LANDSCAPE, TableDrawing
from reviewer.exporters.pdf_tags import Node, Tags, heading_kind
from reviewer.exporters.sheets import Sheet
from reviewer.formats.pdf_keys import ADDED, BESIDE, CELL, CREATOR
from reviewer.model.document import Document, Paragraph, ParagraphKind, Section

PORTRAIT: Final = (official.PAGE_WIDTH_MM * MM, official.PAGE_HEIGHT_MM * MM)

Beside = Callable[[Canvas, int, Tags], None]
"""Draws on the paper what stands beside the report on one of its pages, counted from 0."""


class Pages:
    """A PDF being drawn.

    `before` is how many pages there are before its first one. Pages beside the report are marked
    as added where `adds` says so.
    """

    def __init__(self, fonts: Fonts, *, before: int = 0, adds: bool = False) -> None:
        self._fonts = fonts
        self._before = before
        self._adds = adds
        self.canvas = Canvas(Objects(), fonts.values(), PORTRAIT)
        self.tags = Tags()
        """The structure of what was drawn."""
        self._bookmarks: list[Bookmark] = []
        self._landscape = False

    def report(
        self,
        document: Document,
        layout: Layout,
        beside: Sequence[Beside],
        progress: Callable[[float], None],
        head: Head | None = None,
    ) -> None:
        """Draw the report's pages, with a bookmark for each section."""
        waiting = list(document.sections)
        waiting.reverse()
        first = len(self.canvas.pages)
        nodes = _Paragraphs(document, self.tags)
        self._begin_page(layout, len(self.canvas.pages) - first)
        if head is not None and head.mark:
            with self.tags.artifact(self.canvas, BESIDE):
                head.draw(self.canvas, self._fonts)
        # -- a row of a table may go over a page's end, cell after cell
        for line in sorted(layout.lines, key=attrgetter("page")):
            while first + line.page > len(self.canvas.pages):
                self._end_report_page(layout, beside)
                self._begin_page(layout, len(self.canvas.pages) - first)
                if line.page % 20 == 0:
                    progress(line.start / max(1, len(document.text)))
            while waiting and waiting[-1].span.start < line.end:
                self._bookmark(waiting.pop(), line, layout)
            self._line(line, nodes.begin(line), document.text)
        self._end_report_page(layout, beside)

    def flow(self) -> Flow:
        """Begin portrait pages that are filled from the top."""
        return Flow(self.canvas, self._fonts, self.tags, self.end_page)

    def _begin_page(self, layout: Layout, page: int) -> None:
        view = layout.view
        if view.scale != 1.0:
            scale = f"{view.scale:g} 0 0 {view.scale:g}"
            self.canvas.write(f"q {scale} {view.left:.3f} {view.bottom:.3f} cm")
        if page in layout.rules:
            with self.tags.artifact(self.canvas):
                for rule in layout.rules[page]:
                    self.canvas.framed(rule.left, rule.bottom, rule.width, rule.height, 0.0)

    def _end_report_page(self, layout: Layout, beside: Sequence[Beside]) -> None:
        self._page_number()
        if layout.view.scale != 1.0:
            self.canvas.write("Q")
        for draw in beside:
            draw(self.canvas, len(self.canvas.pages), self.tags)
        self._turn()

    def end_page(self) -> None:
        """Put the page number on a page and begin a new one."""
        self._page_number(ADDED if self._adds else "")
        self._turn()

    def _turn(self) -> None:
        self.canvas.end_page()
        self.tags.page = len(self.canvas.pages)

    def _page_number(self, entry: str = "") -> None:
        """Put the page number at the outer edge, one character in (7.5)."""
        canvas, font = self.canvas, self._fonts[Face.SONG]
        page = self._before + len(canvas.pages)
        number, size = f"— {page + 1} —", official.PAGE_NUMBER_SIZE
        # -- the dash of 一字线 stands 0.3 em above the base line
        low = (official.BOTTOM_MM - official.PAGE_NUMBER_BELOW_MM) * MM - 0.3 * size
        with self.tags.artifact(canvas, entry):
            if self._landscape:
                canvas.text_around(LANDSCAPE[0] / 2, 10 * MM, number, font, size)
            elif page % 2 == 0:
                right = PORTRAIT[0] - official.RIGHT_MM * MM - size
                canvas.text_before(right, low, number, font, size)
            else:
                canvas.text(LEFT + size, low, number, font, size)

    def table(self, above: Sequence[str], sheet: Sheet) -> None:
        """Draw a table on landscape pages: its title, lines below it, rows under their columns.

        Rows that do not fit are carried on.
        """
        self._landscape = True
        self._table = TableDrawing(self.canvas, self._fonts, self.tags, self.end_page)
        self._table.draw(above, sheet)

    def notes(self, heading: str, lines: Sequence[str]) -> None:
        """Write lines below the table."""
        self._table.notes(heading, lines)

    def save(self, path: Path, title: str, made: datetime) -> None:
        """Write the file."""
        objects = self.canvas.objects
        structure = self.tags.hang(objects, self.canvas.pages)
        entries = {
            "Type": "/Catalog",
            "Pages": self.canvas.tree(),
            "Lang": string("zh-CN"),
            "MarkInfo": "<</Marked true>>",
            "StructTreeRoot": structure,
            "ViewerPreferences": "<</DisplayDocTitle true>>",
        }
        if self._bookmarks:
            pages = [page.ref for page in self.canvas.pages]
            entries |= {
                "Outlines": outline(objects, self._bookmarks, pages),
                "PageMode": "/UseOutlines",
            }
        info = {
            "Title": string(title),
            "Creator": string(CREATOR),
            "CreationDate": string(f"{made:D:%Y%m%d%H%M%SZ}"),
        }
        with path.open("wb") as stream:
            objects.save(stream, objects.add(dictionary(entries)), objects.add(dictionary(info)))

    def _bookmark(self, section: Section, line: PlacedLine, layout: Layout) -> None:
        # -- places of bookmarks are those of the paper, whatever was scaled
        top = (line.baseline + line.size) * layout.view.scale + layout.view.bottom
        at = len(self.canvas.pages)
        self._bookmarks.append(Bookmark(section.label, section.level, at, top))

    def _line(self, line: PlacedLine, begin: str, text: str) -> None:
        canvas = self.canvas
        operators = [begin]
        x, size, spacing = line.x, line.size, line.spacing
        for start, end, face in line.segments:
            font = self._fonts[face]
            words = text[start:end].replace("\u2028", "")
            shown = canvas.shown(x, line.baseline, words, font, size, spacing)
            operators.append(embolden(shown, size) if font.bold else shown)
            if end < line.end:
                x += font.width(words) * size + spacing * len(words)
        canvas.write(*operators, "EMC")


class _Paragraphs:
    """The elements of a report's paragraphs; cells of a table are in its rows."""

    def __init__(self, document: Document, tags: Tags) -> None:
        self._starts = [paragraph.span.start for paragraph in document.paragraphs]
        self._tags = tags
        self._nodes: list[Node] = []
        tables: dict[int, Node] = {}
        rows: dict[tuple[int, int], Node] = {}
        for paragraph in document.paragraphs:
            above, cell = tags.root, paragraph.cell
            if cell is not None:
                if cell.table not in tables:
                    tables[cell.table] = tags.root.child("Table")
                place = (cell.table, cell.row)
                if place not in rows:
                    rows[place] = tables[cell.table].child("TR")
                above = rows[place]
            self._nodes.append(above.child("TD" if cell is not None else _kind(paragraph)))

    def begin(self, line: PlacedLine) -> str:
        """Return the operator that begins a line in the element it belongs to."""
        at = bisect_right(self._starts, line.start) - 1
        node = self._nodes[at]
        return self._tags.begin(node, CELL if node.kind == "TD" else "", at)


def _kind(paragraph: Paragraph) -> str:
    match paragraph.kind:
        case ParagraphKind.TITLE:
            return heading_kind(1)
        case ParagraphKind.HEADING:
            return heading_kind(paragraph.level + 1)
        case _:
            return "P"
