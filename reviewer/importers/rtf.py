"""RTF: text, tables, pictures and notes by one walk; comments and tracked changes as remarks.

Decision: as for DOCX, the text offered for review is that before tracked changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reviewer.formats.rtf_walk import Rtf, walk
from reviewer.importers import Imported
from reviewer.importers.given import Given
from reviewer.importers.lines import Quoting, base_of, imported, local_time
from reviewer.model.document import Source
from reviewer.model.records import Kind

VERSION: Final = 1
"""Raised when the same bytes would give another text or structure."""
MEDIA_TYPE: Final = "application/rtf"
_ACCENTED: Final = re.compile("[\xa1-\xff]")
_COMMON: Final = re.compile("[\u3001\u3002\u4e00-\u9fff\uff0c]")


def read(source: Source, data: bytes) -> Imported:
    """Read an RTF file. Raises ReportError."""
    base = base_of(source.encoding)
    rtf = walk(source.name, data, base)
    if _is_mistaken("".join(line.text for line in rtf.walked.lines)):
        chinese = walk(source.name, data, base, "gb18030")
        shown = "".join(line.text for line in chinese.walked.lines)
        rtf = chinese if 2 * len(_COMMON.findall(shown)) > len(shown) else rtf
    return imported(
        rtf.walked, source, data, lambda quoting: list(_comments(rtf, quoting)), rtf.pictures
    )


def _is_mistaken(text: str) -> bool:
    """Whether a text is all accents: Chinese bytes in fonts that are said to be Western."""
    return 2 * len(_ACCENTED.findall(text)) > len(text)


def _comments(rtf: Rtf, quoting: Quoting) -> Iterator[Given]:
    walked = rtf.walked
    for remark in rtf.remarks:
        start, end = walked.ranges.get(remark.key, (walked.length, walked.length))
        start, end = quoting.trimmed(start, end)
        created = local_time(remark.date)
        yield quoting.given(
            Kind.COMMENT,
            start,
            end,
            body=remark.body,
            creator=remark.author,
            created=created,
            modified=created,
        )
