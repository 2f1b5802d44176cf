"""DOCX: the report in the official layout with native comments and tracked changes.

python-docx gives the document, styles and sections; paragraphs, comments and the table are written
as XML text, since its own `add_comment` takes quadratic time.
"""

from __future__ import annotations

import io
from copy import deepcopy
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Final

from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import ProcessingInstruction

from reviewer.errors import ExportError
from reviewer.exporters import Export, Progress
from reviewer.exporters.clean import legal
from reviewer.exporters.digest import Remark, remarks, with_place
from reviewer.exporters.docx_body import Body
from reviewer.exporters.docx_carried import carry
from reviewer.exporters.docx_charts import charts_xml
from reviewer.exporters.docx_comments import Comments
from reviewer.exporters.docx_head import put_head
from reviewer.exporters.docx_package import Parcel
from reviewer.exporters.docx_papers import paper
from reviewer.exporters.docx_styles import official_document
from reviewer.exporters.docx_table import LANDSCAPE, orphans_xml, put_before, table_xml, tail_xml
from reviewer.exporters.docx_xml import NAMESPACES
from reviewer.exporters.options import Base, Paper
from reviewer.exporters.sheets import opinions
from reviewer.exporters.statistics import statistics
from reviewer.formats.carried import ADDED
from reviewer.formats.ooxml import Package
from reviewer.language.paper_terms import ORPHANS_TITLE

_STEP: Final = 500
"""After so many paragraphs it is told how far the writing is."""
_PLACE: Final = ("reviewer", "paragraphs")
"""The processing instruction where the report's paragraphs go."""
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
    if is_report:
        _write_report(export, path, progress)
    else:
        _dated(paper(export), export).save(str(path))
    progress(1.0)


def _dated(document: DocxDocument, export: Export) -> DocxDocument:
    time = export.exported_at.replace(tzinfo=None)
    document.core_properties.created = document.core_properties.modified = time
    return document


def _write_report(export: Export, path: Path, progress: Progress) -> None:
    """Write the report: python-docx makes all but its paragraphs, comments and what is carried."""
    found = remarks(export)
    if not export.opinion_table:
        # -- no list below a table shows those that have lost their place
        found = [with_place(remark, export) for remark in found]
    comments = Comments()
    for remark in found:
        if remark.span is not None:
            comments.add(remark)
    body = Body(export.document, found, comments, export.review.category)
    total = max(1, len(export.document.paragraphs))
    blocks: list[str] = []
    for block in body.paragraphs():
        if len(blocks) % _STEP == 0:
            progress(0.6 * len(blocks) / total)
        blocks.append(block)
    # -- the last paragraph may be given the end of a section
    stream = io.BytesIO()
    _dated(_around(export, found, blocks.pop()), export).save(stream)
    data = stream.getvalue()
    progress(0.7)
    package = Package(path.name, data)
    parcel = Parcel(package, data)
    whole = package.bytes_of(package.main) or b""
    before, after = whole.split(f"<?{' '.join(_PLACE)}?>".encode())
    made = ("".join(blocks[at : at + _STEP]).encode() for at in range(0, len(blocks), _STEP))
    parcel.change(package.main, chain([before], made, [after]))
    comments.attach(parcel, package.main)
    carry(parcel, package.main, export, found, body.tracked)
    progress(0.9)
    parcel.write(path)


def _around(export: Export, found: list[Remark], last: str) -> DocxDocument:
    """Return the document with the report's last paragraph and a sign where the others go."""
    document = official_document(export.document.title)
    if export.issuer:
        put_head(document, export.issuer, export.issue_number)
    document.element.body.find(qn("w:sectPr")).addprevious(ProcessingInstruction(*_PLACE))
    _append(document, [last])
    _append_pages(document, export, found)
    return document


def _append_pages(document: DocxDocument, export: Export, found: list[Remark]) -> None:
    """Put the statistics and the opinion table behind the report."""
    if export.statistics:
        _append(document, [_begun(PAGE_BREAK), *charts_xml(statistics(export), document)])
    if export.opinion_table:
        _end_section(document)
        turn(document)
        table = opinions(export, found)
        lost = [] if table.tells_of_lost else [r for r in found if r.span is None]
        first, *blocks = table_xml(replace(table, tail=()), legal(export.heading))
        blocks += orphans_xml(ORPHANS_TITLE, lost) + tail_xml(table)
        _append(document, [first if export.statistics else _begun(first), *blocks])


def _begun(paragraph: str) -> str:
    """Let a paragraph begin what is no part of the report's text."""
    mark = (
        f'<w:bookmarkStart w:id="{_ADDED_ID}" w:name="{ADDED}"/><w:bookmarkEnd w:id="{_ADDED_ID}"/>'
    )
    return paragraph.replace("</w:pPr>", f"</w:pPr>{mark}", 1)


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
