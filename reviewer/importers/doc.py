"""DOC and WPS: made into DOCX in a process of its own, then read as that.

The converter makes up names for the authors of changes ("Author 1"): they are left out.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from reviewer.formats import doc
from reviewer.formats.apart import apart
from reviewer.importers import Imported, docx
from reviewer.importers.given import Given
from reviewer.model.document import Source

VERSION: Final = 1
"""Raised when the same bytes would give another text or structure."""
MEDIA_TYPE: Final = "application/msword"

_REFUSAL: Final = (
    "是旧版 Word 或 WPS 文档，但读不出来（可能已损坏，或者版本太旧）；"
    "请用 WPS 或 Word 另存为 .docx 文件再打开。"
)
_NOTICE: Final = (
    "这是旧版 Word 或 WPS 文档，转换后读入：批注和修订的作者、时间可能缺失，请对照原件。"
)
_MADE_UP: Final = re.compile(r"Author \d+")


def read(source: Source, data: bytes) -> Imported:
    """Read a DOC file. Raises ReportError."""
    with TemporaryDirectory(prefix="reviewer-") as folder:
        Path(folder, doc.OLD).write_bytes(data)
        converted: bytes = apart(source.name, _REFUSAL, doc.make_docx, folder)
    read_on = docx.read(source, converted)
    return read_on._replace(
        data=data,
        given=tuple(_with_true_author(given) for given in read_on.given),
        notices=(_NOTICE, *read_on.notices),
    )


def _with_true_author(given: Given) -> Given:
    return replace(given, creator="") if _MADE_UP.fullmatch(given.creator) else given
