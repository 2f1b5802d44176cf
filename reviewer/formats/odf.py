"""An OpenDocument text (ODF 1.3): the package, its XML parts, names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from lxml import etree

from reviewer.errors import ReportError
from reviewer.formats.guards import Archive, parse_xml

Element = etree._Element  # noqa: SLF001  lxml has no public name for it

_BASE: Final = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE: Final = f"{{{_BASE}office:1.0}}"
TEXT: Final = f"{{{_BASE}text:1.0}}"
TABLE: Final = f"{{{_BASE}table:1.0}}"
STYLE: Final = f"{{{_BASE}style:1.0}}"
DRAW: Final = f"{{{_BASE}drawing:1.0}}"
FO: Final = f"{{{_BASE}xsl-fo-compatible:1.0}}"
DC: Final = "{http://purl.org/dc/elements/1.1/}"
XLINK: Final = "{http://www.w3.org/1999/xlink}"
LOEXT: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"

_ENCRYPTED: Final = b"encryption-data"


class Package:
    """An ODT file, or the same as one XML file. Raises ReportError where it is not whole."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self._archive = Archive(name, data) if data.startswith(b"PK") else None
        if self._archive is None:
            self._content: Element | None = parse_xml(name, name, data)
            self._styles: Element | None = None
            return
        if _ENCRYPTED in (self.bytes_of("META-INF/manifest.xml") or b""):
            raise ReportError(f"“{name}”加了密码，请先在原来的软件里去掉密码再打开。")
        self._content = self._part("content.xml")
        self._styles = self._part("styles.xml")

    def body(self) -> Element:
        """Return the office:text. Raises ReportError where there is none."""
        path = f"{OFFICE}body/{OFFICE}text"
        text = self._content.find(path) if self._content is not None else None
        if text is None:
            raise ReportError(f"“{self.name}”里没有正文，文件可能不完整，请让对方重新发送一份。")
        return text

    def definitions(self, tag: str) -> Iterator[Element]:
        """Yield the styles of a tag: common ones first, so that automatic ones may follow them."""
        for root in (self._styles, self._content):
            for group in ("styles", "automatic-styles"):
                holder = root.find(OFFICE + group) if root is not None else None
                if holder is not None:
                    yield from holder.iterfind(tag)

    def bytes_of(self, path: str) -> bytes | None:
        """Return a file of the package; None where there is none. Raises ReportError."""
        path = unquote(path).removeprefix("./")
        if self._archive is None or path not in self._archive:
            return None
        return self._archive.read(path)

    def _part(self, path: str) -> Element | None:
        data = self.bytes_of(path)
        return parse_xml(self.name, path, data) if data is not None else None


def number(element: Element, name: str, default: int = 1) -> int:
    """Read a whole number of an attribute; absurd ones count as none."""
    try:
        found = int(element.get(name) or "")
    except ValueError:
        return default
    return found if 0 <= found <= 100_000 else default
