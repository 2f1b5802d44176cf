"""DOCX: text, tables, pictures and notes by one walk; comments and tracked changes as remarks.

Decision: the text offered for review is that before tracked changes, and each change is a suggested
wording, so that nothing is accepted by opening it. `encoding` "accepted" asks for the text after
them. A comment that its author put exactly on a change of their own is the ground of that change.
"""

from __future__ import annotations

from typing import Final

from reviewer.errors import ReportError
from reviewer.formats.ooxml import Package
from reviewer.formats.ooxml_walk import walk
from reviewer.formats.walked import Picture
from reviewer.importers import Imported
from reviewer.importers.docx_carried import with_carried
from reviewer.importers.docx_comments import comments
from reviewer.importers.lines import (
    Quoting,
    base_of,
    build,
    grounded,
    local_time,
    notices,
    suggestions,
)
from reviewer.model.document import Source

VERSION: Final = 1
"""Raised when the same bytes would give another text or structure."""
MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read(name: str, data: bytes, sha256: str, encoding: str = "") -> Imported:
    """Read a DOCX file. Raises ReportError."""
    base = base_of(encoding)
    try:
        package = Package(name, data)
        walked = walk(package, base)
    except RecursionError:
        raise ReportError(f"“{name}”里的内容嵌套过深，不像正常的报告，没有打开。") from None
    source = Source(
        name=name,
        media_type=MEDIA_TYPE,
        sha256=sha256,
        size=len(data),
        encoding=base if encoding else "",
        importer="docx",
        importer_version=VERSION,
    )
    document = build(name, walked, source)
    quoting = Quoting(document.text)
    changes = list(suggestions(walked.edits, quoting, local_time))
    own, changes, said = with_carried(
        package, walked, changes, comments(package, walked, quoting), quoting
    )
    return Imported(
        document,
        data,
        given=(*own, *grounded(changes, said)),
        resources=_pictures(package, walked.pictures),
        notices=tuple(notices(walked, base)),
    )


def _pictures(package: Package, pictures: list[Picture]) -> dict[str, tuple[str, bytes]]:
    found: dict[str, tuple[str, bytes]] = {}
    for picture in pictures:
        if picture.target and picture.target not in found:
            data = package.bytes_of(picture.target)
            if data is not None:
                found[picture.target] = (package.media_type(picture.target), data)
    return found
