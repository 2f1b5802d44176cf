"""How does a file become a Document? By its content first, by its name second.

One table says which module reads what; modules are loaded when their kind of file comes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reviewer.errors import ReportError
from reviewer.importers import plain
from reviewer.model.document import Document

if TYPE_CHECKING:
    from reviewer.importers.given import Given

MAX_BYTES: Final = 64 * 1024 * 1024
"""The largest report that is opened."""

_FOREIGN: Final = (
    (b"%PDF-", "PDF 文件"),
    (b"PK\x03\x04", "DOCX、OFD 一类的压缩文档"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Word 或 WPS 文档"),
    (b"{\\rtf", "RTF 文档"),
    (b"SQLite format 3\0", "审阅文件或数据库"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"\x7fELF", "程序"),
    (b"MZ", "程序"),
    (b"\x1f\x8b", "压缩文件"),
    (b"Rar!", "压缩文件"),
    (b"7z\xbc\xaf", "压缩文件"),
)


@dataclass(frozen=True, slots=True)
class Imported:
    """A report that was read: the document, and the bytes it came from.

    `given` are the remarks the file itself bore, with their exact positions in the document's text.
    `resources` are pictures by the id that a mark of kind IMAGE names: media type and bytes.
    `page_map` holds, for each page of a paged source, what `formats` needs to find characters on it
    again. `notices` are sentences for the reader: what could not be read, which base was taken.
    """

    document: Document
    data: bytes
    given: tuple[Given, ...] = ()
    resources: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    page_map: tuple[bytes, ...] = ()
    notices: tuple[str, ...] = ()


def read(path: Path, encoding: str = "") -> Imported:
    """Read a report; `encoding` overrides what is found out about a text file.

    Raises ReportError, with a sentence that names the file, where it is missing, a folder, not
    readable, empty, too large, no text, or of a kind that cannot be opened.
    """
    return read_bytes(path.name, load(path), encoding)


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
        reason = getattr(error, "strerror", None) or "路径无效"
        raise ReportError(
            f"无法读取“{path.name}”（{reason}），请检查磁盘或网络位置后重试。"
        ) from error


def read_bytes(name: str, data: bytes, encoding: str = "") -> Imported:
    """Read a report from its bytes; `name` is the file's name. Raises ReportError."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise ReportError(f"“{name}”是空文件，里面没有文字，请确认发来的文件完整。")
    for magic, kind in _FOREIGN:
        if data.startswith(magic):
            raise ReportError(
                f"“{name}”是{kind}，这个版本只能打开纯文本报告，请先另存为 .txt 文件再打开。"
            )
    sha256 = hashlib.sha256(data).hexdigest()
    document = plain.read(name, data, sha256, encoding)
    return Imported(document, data)
