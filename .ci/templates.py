"""Makes resources/templates anew from the official styles: templates.py [FOLDER]."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from reviewer.exporters.docx import turn
from reviewer.exporters.docx_styles import official_document
from reviewer.exporters.docx_table import paragraph_xml
from reviewer.exporters.docx_xml import NAMESPACES
from reviewer.exporters.options import Paper
from reviewer.exporters.templates import NAMES
from reviewer.language.paper_terms import CLOSING, LEAD_IN, SIGNATURES

MADE = datetime(2024, 1, 1, tzinfo=UTC)
_TABLE = [
    ("{{填报单位}}", "RvNote"),
    ("{{标题}}", "RvTitle"),
    ("报告：{{报告标题}}", "RvNote"),
    ("{{小结}}", "RvNote"),
    ("{{表格}}", "RvNote"),
    (SIGNATURES, "RvNote"),
]
_DELIBERATION = [
    ("{{填报单位}}", "RvNote"),
    ("{{标题}}", "RvTitle"),
    ("××××年×月×日，×××会议听取和审议了《{{报告标题}}》。{{总体评价}}" + LEAD_IN, ""),
    ("{{审议意见}}", ""),
    (CLOSING, ""),
    ("{{说明}}", "RvNote"),
]
_STATISTICS = [
    ("{{填报单位}}", "RvNote"),
    ("{{标题}}", "RvTitle"),
    ("报告：{{报告标题}}", "RvNote"),
    ("{{小结}}", "RvNote"),
    ("{{图表}}", "RvNote"),
]


def made(lines: list[tuple[str, str]], *, landscape: bool) -> DocxDocument:
    """Return a template of styled lines."""
    document = official_document("")
    if landscape:
        turn(document)
    blocks = "".join(paragraph_xml(text, style) for text, style in lines)
    last = document.element.body.find(qn("w:sectPr"))
    for element in list(parse_xml(f"<w:body {NAMESPACES}>{blocks}</w:body>")):
        last.addprevious(element)
    properties = document.core_properties
    properties.created = properties.modified = MADE
    return document


def main() -> int:
    """Write every template."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "resources/templates")
    folder.mkdir(parents=True, exist_ok=True)
    for paper in (Paper.OPINIONS, Paper.CHANGES, Paper.CORRESPONDENCE):
        made(_TABLE, landscape=True).save(str(folder / NAMES[paper]))
    made(_DELIBERATION, landscape=False).save(str(folder / NAMES[Paper.DELIBERATION]))
    made(_STATISTICS, landscape=False).save(str(folder / NAMES[Paper.STATISTICS]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
