"""MHTML (RFC 2557): a web page saved as one file, with its pictures."""

from __future__ import annotations

from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from typing import Final

from reviewer.errors import ReportError
from reviewer.importers import Imported, html
from reviewer.model.document import Source

VERSION: Final = 1
"""Raised when the same bytes would give another text or structure."""
MEDIA_TYPE: Final = "multipart/related"
_MAX_PARTS: Final = 5000
_STOPS: Final = "，。；"


def read(source: Source, data: bytes) -> Imported:
    """Read an archived page. Raises ReportError where there is none in it."""
    message = BytesParser(EmailMessage, policy=HTTP).parsebytes(data)
    pages: list[html.WebPage] = []
    pictures: dict[str, tuple[str, bytes]] = {}
    for at, part in enumerate(message.walk()):
        kind = part.get_content_type()
        content = None if part.is_multipart() or at > _MAX_PARTS else part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        if kind == "text/html":
            pages.append(html.WebPage(content, part.get_content_charset("") or ""))
        elif kind.startswith("image/"):
            for address in _addresses(part):
                pictures[address] = (kind, content)
    if not pages:
        raise ReportError(
            f"“{source.name}”里没有网页，文件可能不完整，请在浏览器中另存一份再打开。"
        )
    page = _with_the_text(source.name, pages)
    return html.read_page(page._replace(pictures=pictures), source, data)


def _with_the_text(name: str, pages: list[html.WebPage]) -> html.WebPage:
    """The page itself, or the one in a frame of it that says much more."""
    if len(pages) == 1:
        return pages[0]
    stops = [sum(map(html.decode(name, page)[0].count, _STOPS)) for page in pages]
    return pages[0] if stops[0] * 2 >= max(stops) else pages[stops.index(max(stops))]


def _addresses(part: EmailMessage) -> list[str]:
    location = str(part.get("Content-Location") or "").strip()
    content_id = str(part.get("Content-ID") or "").strip().strip("<>")
    return [location] * bool(location) + [f"cid:{content_id}"] * bool(content_id)
