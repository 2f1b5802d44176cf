"""The annotations on a page of a PDF (ISO 32000-1, 12.5.6), as they are written in the file."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2_raw.bindings as pdfium

from reviewer.formats.guards import MAX_REMARKS
from reviewer.formats.pdf_keys import ITEM

_KINDS: Final = {
    pdfium.FPDF_ANNOT_TEXT: "Text",
    pdfium.FPDF_ANNOT_FREETEXT: "FreeText",
    pdfium.FPDF_ANNOT_LINE: "Line",
    pdfium.FPDF_ANNOT_SQUARE: "Square",
    pdfium.FPDF_ANNOT_CIRCLE: "Circle",
    pdfium.FPDF_ANNOT_POLYGON: "Polygon",
    pdfium.FPDF_ANNOT_POLYLINE: "PolyLine",
    pdfium.FPDF_ANNOT_HIGHLIGHT: "Highlight",
    pdfium.FPDF_ANNOT_UNDERLINE: "Underline",
    pdfium.FPDF_ANNOT_SQUIGGLY: "Squiggly",
    pdfium.FPDF_ANNOT_STRIKEOUT: "StrikeOut",
    pdfium.FPDF_ANNOT_STAMP: "Stamp",
    pdfium.FPDF_ANNOT_CARET: "Caret",
    pdfium.FPDF_ANNOT_INK: "Ink",
    pdfium.FPDF_ANNOT_FILEATTACHMENT: "FileAttachment",
    pdfium.FPDF_ANNOT_SOUND: "Sound",
    pdfium.FPDF_ANNOT_REDACT: "Redact",
}
"""Annotations that people make; links and form fields are none."""
_POPUP: Final = "Popup"
"""The window of a note: what is said stands in the note, unless that is gone."""
_MAX_QUADS: Final = 10_000
_MAX_TEXT: Final = 1_000_000


@dataclass(slots=True)
class PdfRemark:
    """An annotation; `boxes` are left, bottom, right, top of its quads in the page's own space.

    `at` is its index on the page; `answers` that of the one it answers (`/IRT`), -1 for none, and
    `answers_name` the other's name, for one on another page.
    """

    kind: str
    at: int
    rect: tuple[float, float, float, float]
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    answers: int = -1
    answers_name: str = ""


_WORDS: Final = (
    "Contents", "T", "M", "CreationDate", "NM", "Subj", "RT", "IT", "State", "StateModel", "RC",
    "Name", ITEM,
)  # fmt: skip


def remarks_on(page: Any) -> tuple[list[PdfRemark], int]:
    """Return the annotations of a page that people made, and how many fields of forms they filled."""
    found: list[PdfRemark] = []
    filled = 0
    for at in range(min(MAX_REMARKS, pdfium.FPDFPage_GetAnnotCount(page))):
        handle = pdfium.FPDFPage_GetAnnot(page, at)
        if not handle:
            continue
        subtype = pdfium.FPDFAnnot_GetSubtype(handle)
        kind = _KINDS.get(subtype)
        if kind is not None:
            found.append(_read(page, handle, kind, at))
        elif subtype == pdfium.FPDF_ANNOT_POPUP:
            if _is_orphan(page, handle):
                found.append(_read(page, handle, _POPUP, at))
        elif subtype == pdfium.FPDF_ANNOT_WIDGET:
            filled += bool(_string(handle, "V").strip())
        pdfium.FPDFPage_CloseAnnot(handle)
    return found, filled


def _is_orphan(page: Any, handle: Any) -> bool:
    """Whether a window says something and no note of the page is its own."""
    if not _string(handle, "Contents").strip():
        return False
    note = pdfium.FPDFAnnot_GetLinkedAnnot(handle, b"Parent")
    if not note:
        return True
    at = pdfium.FPDFPage_GetAnnotIndex(page, note)
    pdfium.FPDFPage_CloseAnnot(note)
    return bool(at < 0)


def _read(page: Any, handle: Any, kind: str, at: int) -> PdfRemark:
    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(handle, rect)
    remark = PdfRemark(kind, at, (rect.left, rect.bottom, rect.right, rect.top))
    remark.said = {key: value for key in _WORDS if (value := _string(handle, key))}
    quad = pdfium.FS_QUADPOINTSF()
    for number in range(min(_MAX_QUADS, pdfium.FPDFAnnot_CountAttachmentPoints(handle))):
        if pdfium.FPDFAnnot_GetAttachmentPoints(handle, number, quad):
            across = (quad.x1, quad.x2, quad.x3, quad.x4)
            along = (quad.y1, quad.y2, quad.y3, quad.y4)
            remark.boxes.append((min(across), min(along), max(across), max(along)))
    other = pdfium.FPDFAnnot_GetLinkedAnnot(handle, b"IRT")
    if other:
        remark.answers = pdfium.FPDFPage_GetAnnotIndex(page, other)
        remark.answers_name = _string(other, "NM")
        pdfium.FPDFPage_CloseAnnot(other)
    return remark


def _string(handle: Any, key: str) -> str:
    name = key.encode("ascii")
    size = pdfium.FPDFAnnot_GetStringValue(handle, name, None, 0)
    if not 2 < size <= _MAX_TEXT:
        return ""
    buffer = (pdfium.FPDF_WCHAR * (size // 2 + 1))()
    pdfium.FPDFAnnot_GetStringValue(handle, name, buffer, size)
    return ctypes.string_at(buffer, size - 2).decode("utf-16-le", "replace")
