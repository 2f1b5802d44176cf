"""What a file may cost, stated once, and the only door through which archives and XML are read.

The limits were chosen from files made to do harm: a DOCX of 720 KB that unpacks to 80 million
empty paragraphs, text nodes of 400 MB, 200,000 nested elements, entities that multiply. Whatever
breaks one is refused with a sentence; nothing here touches the network or another file.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Final

from lxml import etree

from reviewer.errors import ReportError

MAX_HTML: Final = 20 * 1024 * 1024
"""Bytes of a web page."""
MAX_HTML_NODES: Final = 1_000_000
"""Tags of a web page: a browser would not show more in any useful time."""
MAX_HTML_DEPTH: Final = 2048
"""Levels of nested elements in a web page (libxml2's limit): old pages leave theirs open."""

MAX_ENTRIES: Final = 10_000
"""Files in one archive."""
MAX_UNPACKED: Final = 200 * 1024 * 1024
"""Bytes of everything that is read out of one archive."""
MAX_PART: Final = 64 * 1024 * 1024
"""Bytes of one file in an archive, unpacked."""
MAX_RATIO: Final = 200
"""How many times a large part may be longer than it was packed."""
RATIO_COUNTS_FROM: Final = 16 * 1024 * 1024
"""Smaller parts may be packed as tightly as they like: reports repeat themselves."""
MAX_NODES: Final = 4_000_000
"""Tags and attributes of one XML part; each takes some 150 bytes of memory."""
MAX_DEPTH: Final = 256
"""Levels of nested elements; libxml2's own limit, which `huge_tree` would lift."""

MAX_PAGES: Final = 20_000
"""Pages of a PDF."""
MAX_CHARACTERS: Final = 20_000_000
"""Characters on the pages of a PDF."""
MAX_REMARKS: Final = 100_000
"""Annotations on the pages of a PDF."""
MAX_PIXELS: Final = 40_000_000
"""Pixels of a picture that is drawn of a page, or of a part of one."""
PDF_MEMORY: Final = 1024 * 1024 * 1024
"""Bytes of address space of the process that reads a PDF: one of 1.9 MB asks for more than 18 GB."""
PDF_SECONDS: Final = 8.0
"""How long a PDF may take to open, and each of its pages to be read."""
APART_MEMORY: Final = 1024 * 1024 * 1024
"""Bytes of address space of a process in which a library reads OFD or DOC."""
APART_SECONDS: Final = 8.0
"""How long that may take."""

_NOT_IN_HTML: Final = dict.fromkeys([*range(9), 11, *range(14, 32), 0x7F, *range(0xD800, 0xE000)])
_DOCTYPES: Final = tuple("<!DOCTYPE".encode(c) for c in ("utf-8", "utf-16-le", "utf-16-be"))
_FAULTS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    struct.error,
    ValueError,
    NotImplementedError,
    OverflowError,
)


class Archive:
    """A zip archive in memory that counts what it gives.

    `name` is the report's, for sentences. Raises ReportError where the archive is cut off,
    damaged, locked with a password or would unpack to too much.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.given = 0
        """Bytes that were unpacked so far."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _FAULTS as error:
            raise ReportError(
                f"“{name}”不完整或已损坏（压缩包的目录读不出来），请让对方重新发送一份。"
            ) from error
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES:
            raise ReportError(
                f"“{name}”里有 {len(entries)} 个文件，超过了 {MAX_ENTRIES} 个的上限，"
                "不像正常的报告，没有打开。"
            )
        # -- of two entries of one name the last one counts, as it does for Word
        self._entries = {e.filename.replace("\\", "/").lstrip("/"): e for e in entries}

    @property
    def names(self) -> tuple[str, ...]:
        """The paths of everything inside."""
        return tuple(self._entries)

    def __contains__(self, path: str) -> bool:
        return path in self._entries

    def read(self, path: str) -> bytes:
        """Unpack one file; what the archive says of its size is not believed.

        Raises ReportError, KeyError where there is no such file.
        """
        entry = self._entries[path]
        if entry.flag_bits & 0x1:
            raise ReportError(f"“{self.name}”加了密码，请先在原来的软件里去掉密码再打开。")
        limit = min(MAX_PART, MAX_UNPACKED - self.given)
        if entry.compress_size * MAX_RATIO > RATIO_COUNTS_FROM:
            limit = min(limit, entry.compress_size * MAX_RATIO)
        else:
            limit = min(limit, RATIO_COUNTS_FROM)
        data = self._unpacked(entry, limit)
        self.given += len(data)
        return data

    def _unpacked(self, entry: zipfile.ZipInfo, limit: int) -> bytes:
        try:
            with self._zip.open(entry) as stream:
                # -- never more than the archive says; asked for so much, it is taken at once
                data = stream.read(min(limit, entry.file_size) + 1)
        except _FAULTS as error:
            raise ReportError(
                f"“{self.name}”已损坏（其中的“{entry.filename}”读不出来），请让对方重新发送一份。"
            ) from error
        except RuntimeError as error:  # a password, for zipfile
            raise ReportError(
                f"“{self.name}”加了密码，请先在原来的软件里去掉密码再打开。"
            ) from error
        if len(data) > limit:
            raise ReportError(
                f"“{self.name}”里的“{entry.filename}”解压后过大，可能是恶意构造的文件，"
                "没有打开；请向发送人核实。"
            )
        return data


def what_a_zip_says(name: str, data: bytes) -> bytes:
    """Return what tells kinds of zip apart: content types, media type, names. Raises ReportError."""
    archive = Archive(name, data)
    said = [archive.read(p) for p in ("[Content_Types].xml", "mimetype") if p in archive]
    return b"\n".join([*said, "\n".join(archive.names).encode("utf-8", "replace")])


def require_few_nodes(name: str, part: str, data: bytes) -> None:
    """Raise ReportError where an XML part has more tags and attributes than are read."""
    if len(data) > MAX_NODES and data.count(b"<") + data.count(b"=") > MAX_NODES:
        raise ReportError(f"“{name}”的“{part}”内容过多，超出了能打开的上限，请拆分后再打开。")


def parse_xml(name: str, part: str, data: bytes) -> etree._Element:
    """Parse XML that somebody sent: no document type, no entities, no network, bounded size.

    `part` names the piece of the file for the sentence. Raises ReportError.
    """
    data = data.lstrip(b"\xef\xbb\xbf \t\r\n") if data[:1] not in b"\xff\xfe" else data
    # -- what is not UTF-8 has zeros in its first characters
    if any(doctype in data for doctype in _DOCTYPES[: 3 if b"\0" in data[:4] else 1]):
        raise ReportError(
            f"“{name}”的“{part}”里有文档类型声明（DTD），正常的报告没有，为安全起见没有打开。"
        )
    require_few_nodes(name, part, data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise ReportError(
            f"“{name}”已损坏（其中的“{part}”不是完整的 XML），请让对方重新发送一份。"
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReportError(
            f"“{name}”的“{part}”里有文档类型声明（DTD），正常的报告没有，为安全起见没有打开。"
        )
    return root


def parse_html(name: str, text: str) -> etree._Element:
    """Parse a web page, however sloppy; nothing it refers to is fetched.

    Raises ReportError where it is too large or nested without end.
    """
    data = text.translate(_NOT_IN_HTML).encode("utf-8", "replace")
    if len(data) > MAX_HTML or data.count(b"<") > MAX_HTML_NODES:
        raise ReportError(f"“{name}”内容过多，超出了网页文件的上限，请拆分后再打开。")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReportError(
            f"“{name}”不是完整的网页，读不出来，请在浏览器中另存一份再打开。"
        ) from error
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise ReportError(f"“{name}”里的内容嵌套过深，不像正常的网页，没有打开。")
    if root is None:
        raise ReportError(f"“{name}”里没有文字，请确认发来的文件完整。")
    return root
