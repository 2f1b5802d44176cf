"""HTML: the report on a saved page, and nothing of the page around it.

The title and the dateline often stand above the element with the text: they are looked for there.
Tables stay tables, lists keep their numbers, pictures that came with the page (data addresses, or
in an MHTML archive) are kept, all others are not fetched.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple
from urllib.parse import unquote_to_bytes

from reviewer.errors import ReportError
from reviewer.formats.guards import parse_html
from reviewer.formats.walked import Line, Picture, Walked
from reviewer.importers import Imported, plain
from reviewer.importers.html_head import head
from reviewer.importers.html_page import Page
from reviewer.importers.html_walk import Found, Walk, walk
from reviewer.importers.html_words import ATTACHED, FURNITURE, ONLY_TOOLS
from reviewer.importers.lines import build
from reviewer.language.asides import is_date
from reviewer.model.document import Source

VERSION: Final = 1
"""Raised when the same bytes would give another text or structure."""
MEDIA_TYPE: Final = "text/html"

_META: Final = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML: Final = re.compile(rb"<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)")
_GB: Final = ("gb2312", "gbk", "x-gbk", "gb_2312-80", "gb18030", "cp936", "chinese", "euc_cn")
_WESTERN: Final = ("iso8859-1", "iso8859-15", "cp1252", "ascii")
"""Servers and tools declare these without a thought; they fit everything and mean nothing."""
_MORE_NAMES: Final = {"utf8": "utf-8", "unicode": "utf-8", "big5-hkscs": "big5hkscs"}
_DECLARED_WITHIN: Final = 8192
_MAX_PICTURE: Final = 8 * 1024 * 1024
_NOTE_FROM: Final = 20
"""So many characters left out are worth a word to the reader."""


class WebPage(NamedTuple):
    """A page and the pictures that came with it, by their addresses: media type and bytes."""

    data: bytes
    charset: str = ""
    pictures: Mapping[str, tuple[str, bytes]] = {}


def read(source: Source, data: bytes) -> Imported:
    """Read a web page. Raises ReportError where it holds no text."""
    return read_page(WebPage(data), source, data)


def read_page(web: WebPage, source: Source, data: bytes) -> Imported:
    """Read a page that came by itself or in an archive. Raises ReportError."""
    name = source.name
    text, used = decode(name, web, source.encoding)
    page = Page(parse_html(name, text))
    found = walk(page, frozenset(web.pictures))
    lines = [*head(page, found), *_body(found)]
    walked = _walked(found, lines)
    framed = any(frame.get("src") for frame in page.root.iter("frame", "iframe"))
    if not walked.lines and framed:
        raise ReportError(
            f"“{name}”是框架网页，正文在另一个网页里；请在浏览器中单独打开正文所在的框架，再另存。"
        )
    if not walked.lines:
        raise ReportError(
            f"“{name}”里没有找到正文，请在浏览器中另存完整网页，或复制正文到 .txt 文件。"
        )
    resources = dict(_resources(walked, web))
    return Imported(
        build(walked, source._replace(encoding=used)),
        data,
        resources=resources,
        notices=(*_elsewhere(page, framed=framed), *_notices(found, walked)),
    )


def whole(name: str, web: WebPage) -> Walked:
    """Walk over a page that is a piece of a report: nothing on it is around the text.

    Raises ReportError.
    """
    found = walk(Page(parse_html(name, decode(name, web)[0])), frozenset())
    return _walked(found, [line.line for line in found.lines])


def decode(name: str, web: WebPage, encoding: str = "") -> tuple[str, str]:
    """Return the text and the codec used.

    A mark, then strict UTF-8, then what is declared, as far as it fits, then the best guess: what
    pages declare is often wrong. Raises ReportError where the bytes are no text.
    """
    data = web.data
    if encoding:
        return plain.decode(name, data, encoding)
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        declared = _codec(web.charset) or _declared(data)
        if declared and not _is_utf8(data) and _fits(data, declared):
            return data.decode(declared, "replace"), declared
    return plain.decode(name, data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _declared(data: bytes) -> str:
    head_of_page = data[:_DECLARED_WITHIN]
    found = _META.search(head_of_page) or _XML.search(head_of_page)
    return _codec(found[1].decode("ascii")) if found is not None else ""


def _codec(declared: str) -> str:
    name = declared.strip().lower()
    if name in _GB:
        return "gb18030"
    try:
        found = codecs.lookup(_MORE_NAMES.get(name, name)).name
    except (LookupError, ValueError):
        return ""
    return "" if found in _WESTERN else found


def _fits(data: bytes, codec: str) -> bool:
    try:
        text = data.decode(codec, "replace")
    except (UnicodeError, LookupError):
        return False
    return text.count("\ufffd") * 200 <= sum(char > "\x7f" for char in text)


def _body(found: Walk) -> Iterator[Line]:
    """The lines of the text, buttons at its ends left out, and what closes it below it."""
    inside = [at for at, line in enumerate(found.lines) if line.in_core]
    if not inside:
        return
    first, last = inside[0], inside[-1]
    while first < last and _is_furniture(found.lines[first]):
        first += 1
    while last > first and _is_furniture(found.lines[last]):
        last -= 1
    for at in inside:
        line = found.lines[at]
        if first <= at <= last and not ONLY_TOOLS.match(line.line.text):
            yield line.line
        elif at < first or at > last:
            found.dropped += len(line.line.text)
    if last == inside[-1]:
        yield from _closing(found.lines[inside[-1] + 1 :])


def _is_furniture(line: Found) -> bool:
    text = line.line.text
    return len(text) < 200 and line.line.cell is None and bool(FURNITURE.search(text))


def _closing(after: list[Found]) -> Iterator[Line]:
    """A date with its signature, or what is attached, right below the text."""
    lines: list[Line] = []
    for line in after[:6]:
        text = line.line.text
        if _is_furniture(line) or ONLY_TOOLS.match(text):
            return
        if ATTACHED.match(text):
            yield from (*lines, line.line)
            lines = []
        elif line.linked or len(text) > 40:
            return
        else:
            lines.append(line.line)
            if is_date(text):
                yield from lines
                lines = []


def _walked(found: Walk, lines: list[Line]) -> Walked:
    kept = set(map(id, lines))
    at = 0
    for line in lines:
        line.finish(at)
        at += len(line.text) + 1
    pictures = [
        Picture(line.offset(raw), target)
        for line, raw, target in found.pictures
        if id(line) in kept
    ]
    used = sorted({line.cell.table for line in lines if line.cell is not None})
    numbers = {old: new for new, old in enumerate(used)}
    for line in lines:
        if line.cell is not None:
            line.cell = line.cell._replace(table=numbers[line.cell.table])
    tables = [found.tables[old] for old in used]
    return Walked(lines, tables, [], {}, pictures, [], max(at - 1, 0), external=found.external)


def _resources(walked: Walked, web: WebPage) -> Iterator[tuple[str, tuple[str, bytes]]]:
    names: dict[str, str] = {}
    for at, picture in enumerate(walked.pictures):
        address = picture.target
        if address not in names:
            given = web.pictures.get(address) or _inline_picture(address)
            names[address] = f"picture{len(names) + 1}" if given is not None else ""
            if given is not None:
                yield names[address], given
        walked.pictures[at] = picture._replace(target=names[address])


def _inline_picture(address: str) -> tuple[str, bytes] | None:
    """Read a picture in a data address (RFC 2397)."""
    if len(address) > _MAX_PICTURE * 4 // 3:
        return None
    kind, comma, packed = address.removeprefix("data:").partition(",")
    if not comma:
        return None
    media_type, *parameters = kind.split(";")
    try:
        data = unquote_to_bytes(packed)
        if "base64" in parameters:
            data = base64.b64decode(data)
    except (binascii.Error, ValueError):
        return None
    return media_type, data


def _elsewhere(page: Page, *, framed: bool) -> Iterator[str]:
    """Say what belongs to the report and was not read with it."""
    comments = sum("msocomtxt" in (part.get("class") or "") for part in page.root.iter("div"))
    if comments:
        yield f"网页是从 Word 存出来的，其中的 {comments} 条批注没有读入，请打开原来的 Word 文件。"
    if framed and not page.total:
        yield "网页里有框架，框架中的内容没有随文件保存；正文若在框架里，请单独打开它再另存。"


def _notices(found: Walk, walked: Walked) -> Iterator[str]:
    kept = set(map(id, walked.lines))
    around = found.dropped + sum(
        len(line.line.text) for line in found.lines if id(line.line) not in kept
    )
    if around >= _NOTE_FROM:
        yield f"网页上正文以外的内容（导航、按钮、页脚等，约 {around} 字）没有导入。"
    if walked.external:
        yield f"网页中有 {walked.external} 处图片没有随文件保存，没有读取。"
