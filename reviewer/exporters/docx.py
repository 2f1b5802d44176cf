"""DOCX: the report in the official layout with native comments and tracked changes.

python-docx gives the document, styles and sections; paragraphs, comments and the table are written
as XML text, since its own `add_comment` takes quadratic time.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Final

from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from reviewer.exporters import Export, Progress
from reviewer.exporters.digest import remarks
from reviewer.exporters.docx_body import Body
from reviewer.exporters.docx_comments import Comments
from reviewer.exporters.docx_styles import official_document
from reviewer.exporters.docx_table import LANDSCAPE, table_xml
from reviewer.exporters.docx_xml import NAMESPACES

_BATCH: Final = 500


def write(export: Export, path: Path, progress: Progress) -> None:
    """Write the annotated report and its opinion table."""
    found = remarks(export)
    document = official_document(export.document.title)
    document.core_properties.created = export.exported_at.replace(tzinfo=None)
    document.core_properties.modified = export.exported_at.replace(tzinfo=None)
    comments = Comments(found)
    body = Body(export.document, found, comments, export.review.category)
    total = len(export.document.paragraphs)
    done = 0
    for batch in _batches(body.paragraphs()):
        _append(document, batch)
        done += len(batch)
        progress(0.8 * done / max(1, total))
    if export.opinion_table:
        _new_landscape_section(document)
        _append(document, table_xml(found, export))
    progress(0.9)
    comments.attach(document)
    document.save(str(path))
    progress(1.0)


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
    body = document.element.body
    last = body.find(qn("w:sectPr"))
    wrapper = parse_xml(f"<w:body {NAMESPACES}>{''.join(blocks)}</w:body>")
    for element in list(wrapper):
        last.addprevious(element)


def _new_landscape_section(document: DocxDocument) -> None:
    """End the report's section in its last paragraph, so that no empty page can arise."""
    body = document.element.body
    last = body.find(qn("w:sectPr"))
    own = deepcopy(last)
    paragraph = last.getprevious()
    properties = paragraph.get_or_add_pPr()
    properties.append(own)
    for tag in ("w:pgSz", "w:pgMar", "w:docGrid"):
        for element in last.findall(qn(tag)):
            last.remove(element)
    for reference in last.findall(qn("w:footerReference")):
        last.remove(reference)
    wrapper = parse_xml(f"<w:sectPr {NAMESPACES}>{LANDSCAPE}</w:sectPr>")
    for at, element in enumerate(list(wrapper)):
        last.insert(at, element)
