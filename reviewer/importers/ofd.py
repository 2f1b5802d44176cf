"""OFD (GB/T 33190-2016): text in reading order, lines joined to paragraphs as those of a PDF."""

from __future__ import annotations

from typing import Final

from reviewer.errors import ReportError
from reviewer.formats import ofd
from reviewer.formats.apart import apart
from reviewer.formats.page_joiner import joined
from reviewer.formats.page_lines import PageText
from reviewer.formats.page_map import pack
from reviewer.importers import Imported
from reviewer.importers.paged import build, set_apart
from reviewer.model.document import Source

VERSION: Final = 1
"""Raised when the same bytes would give another text or structure."""
MEDIA_TYPE: Final = "application/ofd"

_REFUSAL: Final = "不完整或已损坏，不能作为 OFD 文件打开，请让对方重新发送一份。"


def read(source: Source, data: bytes) -> Imported:
    """Read an OFD file. Raises ReportError."""
    name = source.name
    pages: list[PageText] = apart(name, _REFUSAL, ofd.read_pages, ofd.xml_parts(name, data))
    found = joined(pages)
    if not found.paragraphs:
        raise ReportError(
            f"“{name}”里没有文字（可能是扫描件），请先做文字识别（OCR），或向对方索要 Word 文件。"
        )
    document, mapped = build(pages, found, source)
    return Imported(
        document,
        data,
        page_map=tuple(pack(page) for page in mapped),
        notices=tuple(set_apart(found)),
    )
