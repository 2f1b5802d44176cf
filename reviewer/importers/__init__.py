"""How does a file become a Document? By its content first, by its name second.

One table says which module reads what; modules are loaded when their kind of file comes. Each has
`read(source, data) -> Imported`, which raises ReportError, and says which MEDIA_TYPE it reads and
which VERSION it is. What is known of every file, its name, size and hash, is put into the source
here; a module adds what it finds out.
"""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, cast

from reviewer.errors import ReportError, reason
from reviewer.language.patterns import pattern
from reviewer.model.digest import sha256
from reviewer.model.document import Document, Source

if TYPE_CHECKING:
    from reviewer.importers.given import Given

MAX_BYTES: Final = 64 * 1024 * 1024
"""The largest report that is opened."""

ORIGINAL: Final = "original"
ACCEPTED: Final = "accepted"
"""Said as the encoding of a word processor's file: its text before, after all tracked changes.

`formats.walked` has the same words; it is not loaded before a file needs it.
"""

Progress = Callable[[float], None]
"""What hears the share that is done, from 0 to 1."""

_LONG: Final = 4 * 1024 * 1024
"""Reading a file of so many bytes leaves much memory free that the system does not get by itself."""

_HEAD: Final = 4096
"""What a file is shows in that many bytes at its start."""


class Importer(NamedTuple):
    """A kind of file: what it is called, how it is recognised, which module reads it.

    A file is of this kind where it starts with `magic` and, if there are any, one of the `marks`
    stands in it: in the content types, `mimetype` or names of a zip archive, in the bytes of
    anything else. Without `magic` the text itself, in small letters, is looked at with `looks`
    where one of the `marks` stands in it, and then the name decides. A kind without a `module` is known, but not read here: `refusal` says why, after the
    file's name. `tells` says that its module also takes what hears how much is read.
    """

    words: str
    module: str = ""
    suffixes: tuple[str, ...] = ()
    magic: bytes = b""
    marks: tuple[bytes, ...] = ()
    looks: re.Pattern[bytes] | None = None
    refusal: str = ""
    tells: bool = False


def _utf16(*names: str) -> tuple[bytes, ...]:
    """The names of streams as they stand in an OLE file."""
    return tuple(name.encode("utf-16-le") for name in names)


_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_WORD: Final = (
    b"wordprocessingml.document.main",
    b"wordprocessingml.template.main",
    b"ms-word.document.macroEnabled.main",
    b"ms-word.template.macroEnabledTemplate.main",
    b"word/document.xml",
)
_WITH_CHANGES: Final = ("docx", "odt", "doc", "rtf")
"""Modules that are told which base of a text with tracked changes is wanted."""
_TEXTS: Final = ("plain", "markdown", "html", "mhtml")
"""Modules that are told an encoding."""
_LOCKED: Final = "加了密码，请先在原来的软件里去掉密码再打开。"

_PAGE: Final = pattern(
    rb"\A[\s\xef\xbb\xbf\xfe\xff]*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*"
    rb"<(?:!doctype html|html|head|body|meta|title|script|style|table|tbody|div|p|span|h1|article)[\s>/]",
    re.DOTALL,
)
"""How the text of a web page, or of a piece of one, begins (in small letters)."""

_ARCHIVE: Final = pattern(
    rb"\A[\w-]+:.*?^content-type:\s*multipart/related", re.DOTALL | re.MULTILINE
)
"""How a web page saved as one file begins."""

_LATE_PDF: Final = pattern(rb"\A[^<]{,1000}?(?:^|\xbf)%pdf-[12]\.\d\s", re.DOTALL | re.MULTILINE)
"""How a PDF with something before it begins; readers look for it among the first 1024 bytes."""

_LATE_WORD: Final = pattern(
    rb"\A[\s\xef\xbb\xbf]{1,64}pk\x03\x04.{,200}?(?:\[content_types\]|_rels/|word/)", re.DOTALL
)
"""How a Word document begins that a server put line ends before."""

_FLAT_ODT: Final = pattern(rb"<office:document[\s>]")
"""How an ODT document in one XML file begins."""

_WORD_XML: Final = pattern(rb"<pkg:package\s|<w:worddocument[\s>]")
"""How the XML files of Word 2003 and of newer versions begin."""

IMPORTERS: Final = (
    # -- the first line that fits decides; kinds that are refused may stand between the others
    Importer("PDF 文件", "pdf", (".pdf",), b"%PDF-", tells=True),
    Importer("PDF 文件", "pdf", (), b"", (b"%pdf-",), _LATE_PDF, tells=True),
    Importer("Word 文档", "docx", (".docx", ".docm", ".dotx", ".dotm"), _ZIP, _WORD, tells=True),
    Importer("Word 文档", "docx", (), b"", (b"pk\x03\x04",), _LATE_WORD, tells=True),
    Importer("ODT 文档", "odt", (".odt", ".ott"), _ZIP, (b"vnd.oasis.opendocument.text",)),
    Importer("ODT 文档", "odt", (".fodt",), b"", (b"<office:document",), _FLAT_ODT),
    Importer("OFD 版式文件", "ofd", (".ofd",), _ZIP, (b"OFD.xml",)),
    Importer(
        "Excel 表格", "", (), _ZIP, (b"spreadsheetml.sheet.main", b"opendocument.spreadsheet")
    ),
    Importer(
        "演示文稿", "", (), _ZIP, (b"presentationml.presentation", b"opendocument.presentation")
    ),
    Importer("压缩文件", "", (), _ZIP),
    Importer("压缩文件", "", (), b"PK\x05\x06"),
    Importer("加密的 Office 文档", "", (), _OLE, _utf16("EncryptedPackage"), refusal=_LOCKED),
    Importer("Excel 表格", "", (".xls", ".et"), _OLE, _utf16("Workbook")),
    Importer("演示文稿", "", (".ppt", ".dps"), _OLE, _utf16("PowerPoint Document")),
    Importer("旧版 Word 或 WPS 文档", "doc", (".doc", ".wps", ".dot", ".wpt"), _OLE),
    Importer("RTF 文档", "rtf", (".rtf",), b"{\\rtf"),
    Importer("审阅文件或数据库", "", (), b"SQLite format 3\0"),
    Importer("图片", "", (), b"\x89PNG"),
    Importer("图片", "", (), b"\xff\xd8\xff"),
    Importer("图片", "", (), b"GIF8"),
    Importer("图片", "", (), b"II*\0"),
    Importer("程序", "", (), b"\x7fELF"),
    Importer("程序", "", (), b"MZ"),
    Importer("压缩文件", "", (), b"\x1f\x8b"),
    Importer("压缩文件", "", (), b"Rar!"),
    Importer("压缩文件", "", (), b"7z\xbc\xaf"),
    Importer("网页存档", "mhtml", (".mht", ".mhtml"), b"", (b"multipart/related",), _ARCHIVE),
    Importer("网页", "html", (".html", ".htm", ".xhtml", ".shtml"), b"", (b"<",), _PAGE),
    Importer("Word 的 XML 文档", "", (), b"", (b"<pkg:", b"<w:word"), _WORD_XML),
    Importer("Markdown 文件", "markdown", (".md", ".markdown")),
    Importer("文本文件", "plain", (".txt", ".text")),
)
"""Every kind of file that is known. What fits no line is read as plain text."""


_NOTHING: Final[Mapping[str, tuple[str, bytes]]] = {}


class Imported(NamedTuple):
    """A report that was read: the document, and the bytes it came from.

    `given` are the remarks the file itself bore, with their exact positions in the document's text.
    `resources` are pictures by the id that a mark of kind IMAGE names: media type and bytes.
    `page_map` holds, for each page of a paged source, what `formats` needs to find characters on it
    again. `notices` are sentences for the reader: what could not be read, which base was taken.
    """

    document: Document
    data: bytes
    given: tuple[Given, ...] = ()
    resources: Mapping[str, tuple[str, bytes]] = _NOTHING
    page_map: tuple[bytes, ...] = ()
    notices: tuple[str, ...] = ()


class _Module(Protocol):
    MEDIA_TYPE: str
    VERSION: int
    """Raised when the same bytes would give another text or structure."""

    def read(self, source: Source, data: bytes, *progress: Progress) -> Imported: ...


def read(path: Path, encoding: str = "", progress: Progress | None = None) -> Imported:
    """Read a report; `encoding` overrides what is found out about a text file.

    `progress` hears the share that is done, from 0 to 1, where it is known.

    Raises ReportError, with a sentence that names the file, where it is missing, a folder, not
    readable, empty, too large, no text, or of a kind that cannot be opened.
    """
    return read_bytes(_readable(path.name), load(path), encoding, progress)


def _readable(name: str) -> str:
    """Return a file's name as text: one out of an archive packed in China may be in GBK."""
    raw = os.fsencode(name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def load(path: Path) -> bytes:
    """Return a report's bytes. Raises ReportError."""
    try:
        if path.is_dir():
            raise ReportError(f"“{path.name or path}”是文件夹，请选择其中的报告文件。")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ReportError(
                f"“{path.name}”有 {size // 1024 // 1024} MB，超过了 64 MB 的上限，请拆分后再打开。"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise ReportError(f"找不到报告文件“{path}”，它可能已被移动或改名，请重新选择。") from None
    except PermissionError:
        raise ReportError(
            f"没有权限读取“{path.name}”，请检查文件权限，或把它复制到自己的文件夹再打开。"
        ) from None
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "路径无效"
        raise ReportError(
            f"无法读取“{path.name}”（{why}），请检查磁盘或网络位置后重试。"
        ) from error


def read_bytes(
    name: str, data: bytes, encoding: str = "", progress: Progress | None = None
) -> Imported:
    """Read a report from its bytes; `name` is the file's name. Raises ReportError."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise ReportError(f"“{name}”是空文件，里面没有文字，请确认发来的文件完整。")
    kind = importer_for(name, data)
    if not kind.module:
        usual = f"是{kind.words}，不是能打开的报告，请先另存为 .docx 或 .txt 文件再打开。"
        raise ReportError(f"“{name}”{kind.refusal or usual}")
    module = cast("_Module", import_module(f"reviewer.importers.{kind.module}"))
    source = Source(
        name=name,
        media_type=module.MEDIA_TYPE,
        sha256=sha256(data),
        size=len(data),
        encoding=_chosen(kind.module, encoding),
        importer=kind.module,
        importer_version=module.VERSION,
    )
    heard = (progress,) if kind.tells and progress is not None else ()
    with _uncollected():
        imported = module.read(source, data, *heard)
    if len(data) > _LONG:
        from reviewer.formats import memory  # noqa: PLC0415 - most reports are shorter

        memory.give_back()
    suffix = PurePath(name).suffix.lower()
    if kind.magic and suffix and suffix not in kind.suffixes:
        told = f"“{name}”的内容是{kind.words}，与文件名的后缀不符，已按内容打开。"
        imported = imported._replace(notices=(told, *imported.notices))
    return imported


def _chosen(module: str, encoding: str) -> str:
    """What a person chose, as far as it means something for this kind of file."""
    if module in _WITH_CHANGES:
        return encoding and (ACCEPTED if encoding == ACCEPTED else ORIGINAL)
    return encoding if module in _TEXTS and encoding != ACCEPTED else ""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Reading makes very many objects and no rubbish: looking for some takes a third of the time.

    Frozen and unfrozen they count as old, so that the next look for rubbish passes them over too;
    who has frozen objects does so again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def importer_for(name: str, data: bytes) -> Importer:
    """Say what kind of file this is. Raises ReportError where an archive cannot be looked into."""
    suffix = PurePath(name).suffix.lower()
    for kind in IMPORTERS:
        if kind.magic and data.startswith(kind.magic) and _is_marked(kind, name, data):
            return kind
    head = data[:_HEAD].replace(b"\0", b"").lower()
    for kind in IMPORTERS:
        if _looks_so(kind, head):
            return kind
    named = (k for k in IMPORTERS if not k.magic and suffix in k.suffixes)
    return next(named, IMPORTERS[-1])


def _looks_so(kind: Importer, head: bytes) -> bool:
    return (
        kind.looks is not None
        and any(mark in head for mark in kind.marks)
        and kind.looks.search(head) is not None
    )


def _is_marked(kind: Importer, name: str, data: bytes) -> bool:
    if not kind.marks:
        return True
    if kind.magic == _ZIP:
        from reviewer.formats.guards import what_a_zip_says  # noqa: PLC0415  loaded for zips only

        data = what_a_zip_says(name, data)
    return any(mark in data for mark in kind.marks)
