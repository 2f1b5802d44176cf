"""PDF: the report typeset as an official paper, with what was said of it, and tables about it.

Remarks stand as native annotations, in the margin, or as a list at the end, in any combination.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf

from reviewer.exporters import Export, Progress, pdf_original
from reviewer.exporters.clean import legal
from reviewer.exporters.deliberation import as_report
from reviewer.exporters.digest import Remark, remarks
from reviewer.exporters.docx_table import orphan_line
from reviewer.exporters.official import Face
from reviewer.exporters.options import Paper, Remarks
from reviewer.exporters.pdf_annotations import Annotator, Shaper
from reviewer.exporters.pdf_carried import carried_items
from reviewer.exporters.pdf_flow import characters
from reviewer.exporters.pdf_fonts import FontShop, MadeFont
from reviewer.exporters.pdf_head import Head
from reviewer.exporters.pdf_layout import Layout, View, faces_needed
from reviewer.exporters.pdf_margin import (
    ELSEWHERE,
    MORE,
    VIEW,
    Margin,
    Numbers,
    list_text,
    note_text,
)
from reviewer.exporters.pdf_pages import Beside, Pages
from reviewer.exporters.pdf_shapes import drawing
from reviewer.exporters.sheets import TABLES, Sheet, opinions, sheet
from reviewer.exporters.statistics import Statistics, statistics
from reviewer.language.paper_terms import LIST_TITLE, ORPHANS_TITLE


def write(export: Export, path: Path, progress: Progress) -> None:
    """Write the paper that is asked for; the report onto its own pages where it has some."""
    if pdf_original.is_wanted(export):
        _onto_original(export, path, progress)
        return
    if export.paper is Paper.DELIBERATION:
        export = as_report(export)
    shop = FontShop(export.font_cache)
    try:
        job = _Job(export, shop)
        progress(0.2)
    finally:
        shop.close()
    job.draw(progress)
    progress(0.8)
    job.save(path)
    progress(1.0)


def _onto_original(export: Export, path: Path, progress: Progress) -> None:
    """Write the original with its annotations, and the pages that are to be added to it."""
    if not (export.opinion_table or export.statistics):
        pdf_original.write(export, path, progress)
        return
    shop = FontShop(export.font_cache)
    drawn = path.with_name(f"{path.name}.pages")
    try:
        before = pdf_original.own_pages(export.source_data or b"")
        job = _Job(export, shop, before=before)
        job.draw(lambda _share: None)
        job.save(drawn)
        with pikepdf.open(drawn) as pdf:
            pdf_original.write(export, path, progress, pdf)
    finally:
        shop.close()
        drawn.unlink(missing_ok=True)


class _Job:
    """One file: what it holds, and what must be known when annotations are added.

    With `before` it has only the pages that are added to so many others.
    """

    def __init__(self, export: Export, shop: FontShop, before: int = 0) -> None:
        self._export = export
        self._before = before
        self._found = remarks(export)
        self._is_report = export.paper in (Paper.REPORT, Paper.DELIBERATION)
        self._table = self._table_wanted()
        alone = export.paper is Paper.STATISTICS
        wanted = alone or (export.statistics and self._is_report)
        self._figures: Statistics | None = statistics(export) if wanted else None
        is_headed = export.paper is Paper.REPORT and not before
        self._head = Head(legal(export.issuer), legal(export.issue_number)) if is_headed else Head()
        self._fonts = self._made(shop)
        self._layout: Layout | None = None
        self._pages = Pages(self._fonts, before=before, adds=self._is_report)

    def draw(self, progress: Progress) -> None:
        """Draw all pages."""
        pages = self._pages
        listed = self._found if self._asks(Remarks.LIST) else []
        if self._is_report and not self._before:
            listed = self._report(pages, listed, progress)
        if listed:
            flow = pages.flow()
            flow.title(LIST_TITLE)
            for remark in listed:
                flow.paragraph(list_text(remark, self._export.document))
            flow.end()
        elif self._table is None and self._asks(Remarks.NATIVE) and self._lost():
            flow = pages.flow()
            flow.title(ORPHANS_TITLE)
            for line in self._lost():
                flow.paragraph(line)
            flow.end()
        if self._figures is not None:
            flow = pages.flow()
            flow.statistics(self._figures)
            flow.end()
        if self._table is not None:
            pages.table(self._above(self._table), self._table)
            lost = self._lost() if self._is_report and not self._table.tells_of_lost else []
            pages.notes(ORPHANS_TITLE if lost else "", [*lost, "", *self._table.tail])

    def save(self, path: Path) -> None:
        """Add the annotations to the pages and write the file."""
        if self._layout is not None:
            if self._asks(Remarks.NATIVE):
                self._annotate(self._layout)
            else:
                self._mark(self._layout)
        self._pages.save(path, self._title(), self._export.exported_at)

    def _annotate(self, layout: Layout) -> None:
        canvas = self._pages.canvas
        pages = [page.ref for page in canvas.pages]
        carried = carried_items(self._export, self._found)
        annotator = Annotator(canvas.objects, pages, layout, carried)
        for remark in self._found:
            annotator.add(remark, self._export.review.category(remark.annotation.category))
        for page, added in annotator.added.items():
            canvas.pages[page].entries["Annots"] = f"[{' '.join(added)}]"

    def _mark(self, layout: Layout) -> None:
        """Draw the marks behind and over the text instead."""
        canvas, shaper = self._pages.canvas, Shaper(layout)
        behind: dict[int, list[str]] = {}
        over: dict[int, list[str]] = {}
        for remark in self._found:
            if remark.span is None:
                continue
            category = self._export.review.category(remark.annotation.category)
            for shape in shaper.shapes(remark, category):
                drawn = behind if shape.subtype == "Highlight" else over
                drawn.setdefault(shape.page, []).append(drawing(shape).removeprefix("/G gs "))
        for place, drawn in ((0, behind), (-1, over)):
            for page, parts in drawn.items():
                code = f"/Artifact BMC q {' '.join(parts)} Q EMC".encode("ascii")
                contents = canvas.pages[page].contents
                contents.insert(place % (len(contents) + 1), canvas.objects.stream(code))

    def _report(self, pages: Pages, listed: list[Remark], progress: Progress) -> list[Remark]:
        export = self._export
        beside: list[Beside] = []
        view = VIEW if self._asks(Remarks.MARGIN) else View()
        self._layout = Layout(export.document, self._fonts, view, self._head.height)
        if self._asks(Remarks.MARGIN):
            margin = Margin(self._layout, self._found, self._fonts, export.review.category)
            beside.append(margin.draw)
            lost = [remark for remark in self._found if remark.span is None]
            listed = listed or [*margin.overflowing, *lost]
        if listed or beside:
            beside.append(Numbers(self._layout, self._found, self._fonts).draw)
        progress(0.3)
        pages.report(
            export.document,
            self._layout,
            beside,
            lambda share: progress(0.3 + 0.4 * share),
            self._head,
        )
        return listed

    def _asks(self, way: Remarks) -> bool:
        return self._is_report and way in self._export.remarks

    def _table_wanted(self) -> Sheet | None:
        if self._export.paper in TABLES:
            return sheet(self._export)
        wanted = self._is_report and self._export.opinion_table
        return opinions(self._export, self._found) if wanted else None

    def _title(self) -> str:
        if self._is_report:
            return self._export.document.title
        if self._table is not None:
            return self._table.title
        return self._figures.title if self._figures is not None else self._export.document.title

    def _above(self, table: Sheet) -> list[str]:
        return [line for line in (legal(self._export.heading), *table.notes) if line]

    def _lost(self) -> list[str]:
        """What is said of the orphans: they have no place on the pages but are not left out."""
        return [orphan_line(remark) for remark in self._found if remark.span is None]

    def _beside(self) -> Iterator[tuple[Face, Iterable[str]]]:
        """What is said beside the report and in the lists behind it, by face."""
        if self._asks(Remarks.MARGIN) or self._asks(Remarks.LIST):
            yield Face.TITLE, [LIST_TITLE]
            yield Face.FANG, ["0123456789 ", MORE, ELSEWHERE]
            yield Face.FANG, (note_text(remark) for remark in self._found)
            yield Face.FANG, (list_text(remark, self._export.document) for remark in self._found)
        if self._is_report:
            yield Face.TITLE, [ORPHANS_TITLE, self._head.mark]
            yield Face.FANG, [self._head.number]
            yield Face.FANG, self._lost()

    def _made(self, shop: FontShop) -> dict[Face, MadeFont]:
        """Make the fonts of exactly the characters that will be drawn."""
        needed: dict[Face, set[str]] = {Face.SONG: set("—0123456789 "), Face.FANG: set()}
        if self._is_report and not self._before:
            needed |= faces_needed(self._export.document)

        def need(face: Face, texts: Iterable[str]) -> None:
            needed.setdefault(face, set()).update(*texts)

        for face, texts in self._beside():
            need(face, texts)
        if self._figures is not None:
            for face, texts in characters(self._figures).items():
                need(face, texts)
        if self._table is not None:
            table = self._table
            need(Face.TITLE, [table.title])
            need(Face.HEI, [*table.columns, *(group.label for group in table.groups)])
            need(Face.HEI, [ORPHANS_TITLE])
            need(Face.FANG, [*self._above(table), *table.tail])
            need(Face.FANG, (cell for row in table.rows for cell in row))
        for found in needed.values():
            found.difference_update("\n\u2028")
        return {face: shop.make(face, found) for face, found in needed.items()}
