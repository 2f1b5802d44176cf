"""PDF: text in reading order, paragraphs put together again, annotations on exactly their characters.

pdfium reads the file in a process of its own; `formats.page_lines` and `formats.page_joiner` make
lines and paragraphs; `pdf_remarks` reads what was said in the file. The page map goes with the
report, so that remarks can be written back onto the original pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reviewer.errors import ReportError
from reviewer.formats.page_joiner import Joined, joined
from reviewer.formats.page_map import PageMap, pack
from reviewer.formats.pdf import PdfPage
from reviewer.formats.pdf_file import PdfFile
from reviewer.importers import Imported, Progress
from reviewer.importers.paged import build, set_apart
from reviewer.importers.pdf_remarks import Remarks
from reviewer.model.document import Source

VERSION: Final = 2
"""Raised when the same bytes would give another text or structure."""
MEDIA_TYPE: Final = "application/pdf"

_MAX_NAMED: Final = 5
_WRONG: Final = re.compile("[\x80-\x9f]")
"""Control characters: no text has any."""
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")
_ONE_OF: Final = 100
"""A text is rubbish if one of so many characters is a control character, and few are Chinese."""
_READING: Final = 0.8
"""The share of the work that reading the pages is; then paragraphs are put together."""


def read(source: Source, data: bytes, progress: Progress | None = None) -> Imported:
    """Read a PDF file. Raises ReportError."""
    name = source.name
    pages: list[PdfPage] = []
    with PdfFile(name, data) as file:
        for page in file.read():
            pages.append(page)
            if progress is not None:
                progress(_READING * len(pages) / file.pages)
    texts = [page.text for page in pages]
    found = joined(texts)
    _require_text(name, pages, found)
    document, mapped = build(texts, found, source)
    remarks = Remarks(name, document, PageMap(mapped), [page.remarks for page in pages])
    given = tuple(remarks.given())
    named = remarks.named()
    return Imported(
        document,
        data,
        given=given,
        page_map=tuple(
            pack(page._replace(remarks=tuple(named.get(at, ())))) for at, page in enumerate(mapped)
        ),
        notices=tuple(_notices(pages, found, remarks.left_out)),
    )


def _require_text(name: str, pages: Sequence[PdfPage], found: Joined) -> None:
    shown = sum(page.shown for page in pages)
    if not found.paragraphs:
        if any(page.is_picture for page in pages):
            raise ReportError(
                f"“{name}”是扫描件，{len(pages)} 页都是图片，没有可以批注的文字；"
                "请先用带文字识别（OCR）功能的软件处理，再打开处理后的文件。"
            )
        raise ReportError(f"“{name}”里没有文字，请确认发来的文件完整，或向对方索要 Word 文件。")
    if 2 * sum(page.unknown for page in pages) > shown or _is_rubbish(found):
        raise ReportError(
            f"“{name}”里的文字没有编码信息，读出来是乱码；"
            "请向对方索要 Word 文件，或用带文字识别（OCR）功能的软件处理后再打开。"
        )


def _is_rubbish(found: Joined) -> bool:
    """Whether fonts that do not say which characters their glyphs are gave the whole text."""
    text = "".join(paragraph.text for paragraph in found.paragraphs)
    return len(_WRONG.findall(text)) * _ONE_OF > len(text) > 2 * len(_CHINESE.findall(text))


def _notices(pages: Sequence[PdfPage], found: Joined, left_out: int) -> Iterator[str]:
    """Say what a reader should know about how the text came about."""
    yield from set_apart(found)
    added = sum(page.is_added for page in pages)
    if added:
        yield f"导出时附上的 {added} 页（意见汇总表、统计等）没有列入正文。"
    pictures = [str(at) for at, page in enumerate(pages, 1) if page.is_picture]
    if pictures:
        some = "、".join(pictures[:_MAX_NAMED]) + (" 等" if len(pictures) > _MAX_NAMED else "")
        yield f"第 {some} 页是图片（共 {len(pictures)} 页），其中的文字没有读出，请对照原件。"
    wrong = sum(len(_WRONG.findall(paragraph.text)) for paragraph in found.paragraphs)
    if wrong:
        yield f"有些字没有编码信息，读成了别的字或乱码（至少 {wrong} 处），请对照原件。"
    slanted = sum(page.slanted for page in pages)
    if slanted:
        yield f"斜排或转了方向的 {slanted} 个字（水印、侧边文字）没有列入正文。"
    hidden = sum(page.hidden for page in pages)
    if hidden:
        yield f"有 {hidden} 个字在可见页面之外，没有列入正文。"
    filled = sum(page.filled for page in pages)
    if filled:
        yield f"有 {filled} 个填写过的表单域，填写的内容没有列入正文，请对照原件。"
    if left_out:
        yield f"有 {left_out} 处只有图形、没有文字的批注没有列入。"
