"""DOCX: the report in the official layout with native comments and tracked changes.

python-docx gives the document, styles and sections; paragraphs, comments and the table are written
as XML text, since its own `add_comment` takes quadratic time.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Final

from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from reviewer.errors import ExportError
from reviewer.exporters import Export, Progress
from reviewer.exporters.clean import legal
from reviewer.exporters.digest import Remark, remarks, with_place
from reviewer.exporters.docx_body import Body
from reviewer.exporters.docx_carried import carry
from reviewer.exporters.docx_charts import charts_xml
from reviewer.exporters.docx_comments import Comments
from reviewer.exporters.docx_head import put_head
from reviewer.exporters.docx_papers import paper
from reviewer.exporters.docx_styles import official_document
from reviewer.exporters.docx_table import LANDSCAPE, orphans_xml, put_before, table_xml, tail_xml
from reviewer.exporters.docx_xml import NAMESPACES
from reviewer.exporters.options import Base, Paper
from reviewer.exporters.sheets import opinions
from reviewer.exporters.statistics import statistics
from reviewer.formats.carried import ADDED
from reviewer.language.paper_terms import ORPHANS_TITLE

_BATCH: Final = 500
_ADDED_ID: Final = 1_000_000_000
"""The number of a bookmark; those of comments are far smaller."""
PAGE_BREAK: Final = (
    '<w:p><w:pPr><w:pStyle w:val="RvNote"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>'
)


def write(export: Export, path: Path, progress: Progress) -> None:
    """Write the paper that is asked for."""
    is_report = export.paper is Paper.REPORT
    if is_report and export.base is not Base.OFFICIAL:
        from reviewer.exporters import docx_original  # noqa: PLC0415  reads DOCX, loaded for them

        if docx_original.fits(export) and docx_original.write(export, path, progress):
            progress(1.0)
            return
        if export.base is Base.ORIGINAL:
            raise ExportError(
                "这份报告不是从 DOCX 打开的，或原件的文字与审阅的文字不同，不能在原件上导出，"
                "请改用公文版式。"
            )
    document = _report(export, progress) if is_report else paper(export)
    document.core_properties.created = export.exported_at.replace(tzinfo=None)
    document.core_properties.modified = export.exported_at.replace(tzinfo=None)
    document.save(str(path))
    progress(1.0)


def _report(export: Export, progress: Progress) -> DocxDocument:
    found = remarks(export)
    if not export.opinion_table:
        # -- no list below a table shows those that have lost their place
        found = [with_place(remark, export) for remark in found]
    document = official_document(export.document.title)
    if export.issuer:
        put_head(document, export.issuer, export.issue_number)
    comments = Comments()
    for remark in found:
        if remark.span is not None:
            comments.add(remark)
    body = Body(export.document, found, comments, export.review.category)
    total = len(export.document.paragraphs)
    done = 0
    for batch in _batches(body.paragraphs()):
        _append(document, batch)
        done += len(batch)
        progress(0.8 * done / max(1, total))
    _append_pages(document, export, found)
    progress(0.9)
    comments.attach(document)
    carry(document, export, found, body.tracked)
    return document


def _append_pages(document: DocxDocument, export: Export, found: list[Remark]) -> None:
    """Put the statistics and the opinion table behind the report."""
    if export.statistics:
        _append(document, [_begun(PAGE_BREAK), *charts_xml(statistics(export), document)])
    if export.opinion_table:
        _end_section(document)
        turn(document)
        table = opinions(export, found)
        lost = [remark for remark in found if remark.span is None]
        first, *blocks = table_xml(replace(table, tail=()), legal(export.heading))
        blocks += orphans_xml(ORPHANS_TITLE, lost) + tail_xml(table)
        _append(document, [first if export.statistics else _begun(first), *blocks])


def _begun(paragraph: str) -> str:
    """Let a paragraph begin what is no part of the report's text."""
    mark = (
        f'<w:bookmarkStart w:id="{_ADDED_ID}" w:name="{ADDED}"/><w:bookmarkEnd w:id="{_ADDED_ID}"/>'
    )
    return paragraph.replace("</w:pPr>", f"</w:pPr>{mark}", 1)


def _batches(blocks: Iterator[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for block in blocks:
        batch.append(block)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _append(document: DocxDocument, blocks: list[str]) -> None:
    """Put blocks before the section properties, which stay last."""
    put_before(document.element.body.find(qn("w:sectPr")), "".join(blocks))


def _end_section(document: DocxDocument) -> None:
    """End the report's section in its last paragraph, so that no empty page can arise."""
    last = document.element.body.find(qn("w:sectPr"))
    last.getprevious().get_or_add_pPr().append(deepcopy(last))
    # -- what names no footer goes on with the one before
    for tag in ("w:headerReference", "w:footerReference", "w:titlePg"):
        for element in last.findall(qn(tag)):
            last.remove(element)


def turn(document: DocxDocument) -> None:
    """Make the last section one of landscape pages."""
    last = document.element.body.find(qn("w:sectPr"))
    for tag in ("w:pgSz", "w:pgMar", "w:docGrid"):
        for element in last.findall(qn(tag)):
            last.remove(element)
    wrapper = parse_xml(f"<w:sectPr {NAMESPACES}>{LANDSCAPE}</w:sectPr>")
    # -- the order of the schema: footers, kind of section, size, margins
    first = len(last.findall(qn("w:footerReference")) + last.findall(qn("w:type")))
    for at, element in enumerate(list(wrapper), first):
        last.insert(at, element)
