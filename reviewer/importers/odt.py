"""ODT: text, tables, pictures and notes by one walk; annotations and tracked changes as remarks.

Decision: as for DOCX, the text offered for review is that before tracked changes.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from functools import partial
from typing import Final

from reviewer.errors import ReportError
from reviewer.formats.odf import DC, LOEXT, OFFICE, TEXT, Element, Package
from reviewer.formats.odf_walk import walk
from reviewer.formats.walked import Picture, Walked
from reviewer.importers import Imported
from reviewer.importers.given import Given
from reviewer.importers.lines import Quoting, base_of, imported, local_time
from reviewer.model.document import Source
from reviewer.model.records import Kind

VERSION: Final = 1
"""Raised when the same bytes would give another text or structure."""
MEDIA_TYPE: Final = "application/vnd.oasis.opendocument.text"

_BLOCKS: Final = (TEXT + "p", TEXT + "h")
_FIXED: Final = {TEXT + "tab": "\t", TEXT + "line-break": "\n", TEXT + "s": " "}


def read(source: Source, data: bytes) -> Imported:
    """Read an ODT file, or the same as one XML file. Raises ReportError."""
    try:
        package = Package(source.name, data)
        walked = walk(package, base_of(source.encoding))
    except RecursionError:
        raise ReportError(f"“{source.name}”里的内容嵌套过深，不像正常的报告，没有打开。") from None
    pictures = _pictures(package, walked.pictures)
    return imported(walked, source, data, partial(_annotations, walked), pictures)


def _pictures(package: Package, pictures: list[Picture]) -> dict[str, tuple[str, bytes]]:
    found: dict[str, tuple[str, bytes]] = {}
    for picture in pictures:
        if picture.target and picture.target not in found:
            data = package.bytes_of(picture.target)
            if data is not None:
                kind = mimetypes.guess_type(picture.target)[0] or "application/octet-stream"
                found[picture.target] = (kind, data)
    return found


def _annotations(walked: Walked, quoting: Quoting) -> list[Given]:
    given: dict[str, Given] = {}
    names = {element.get(OFFICE + "name") or "": key for key, element in walked.remarks}
    for key, element in sorted(walked.remarks, key=lambda remark: bool(_parent(remark[1]))):
        parent = names.get(_parent(element), "")
        root = given.get(parent)
        start, end = walked.ranges.get(key, (walked.length, walked.length))
        if root is not None and root.start is not None and root.end is not None:
            start, end = root.start, root.end
        start, end = quoting.trimmed(start, end)
        created = local_time(element.findtext(DC + "date") or "")
        given[key] = quoting.given(
            Kind.COMMENT,
            start,
            end,
            body="\n".join(_paragraphs(element)).strip(),
            creator=(element.findtext(DC + "creator") or "").strip(),
            created=created,
            modified=created,
            resolved=element.get(LOEXT + "resolved") == "true",
            parent=(root.parent or root.external_id) if root is not None else "",
        )
    return [given[key] for key, _ in walked.remarks]


def _parent(annotation: Element) -> str:
    """The name of the annotation that one answers (LibreOffice 24.2 and later)."""
    return annotation.get(LOEXT + "parent-name") or ""


def _paragraphs(annotation: Element) -> Iterator[str]:
    for paragraph in annotation.iter(*_BLOCKS):
        yield "".join(_words(paragraph))


def _words(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield _FIXED.get(child.tag, "")
        yield from _words(child)
        yield child.tail or ""
