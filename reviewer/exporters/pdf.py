"""PDF: the report typeset as an official paper, with native annotations and the opinion table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pikepdf

from reviewer.exporters import Export, Progress
from reviewer.exporters.digest import COLUMNS, Remark, opinion_rows, remarks, summary
from reviewer.exporters.docx_table import ORPHANS_TITLE, SIGNATURES, TABLE_TITLE, orphan_line
from reviewer.exporters.official import Face
from reviewer.exporters.pdf_annotations import Annotator
from reviewer.exporters.pdf_fonts import FontShop
from reviewer.exporters.pdf_layout import Fonts, Layout, faces_needed
from reviewer.exporters.pdf_pages import Pages

_SHARES: Final = (10, 22, 44, 54, 26, 14, 14, 22, 14, 18, 13, 17, 24)
_WIDE_CODE: Final = re.compile(rb"<([0-9A-Fa-f]{5,6})>")


def write(export: Export, path: Path, progress: Progress) -> None:
    """Write the annotated report and its opinion table."""
    found = remarks(export)
    shop = FontShop(export.font_cache)
    try:
        fonts = _fonts(shop, export, found)
        progress(0.2)
        layout = Layout(export.document, fonts)
        progress(0.3)
        pages = Pages(path, fonts, export.document.title)
        pages.report(export.document, layout, lambda share: progress(0.3 + 0.4 * share))
        if export.opinion_table:
            _table(pages, export, found)
        pages.save()
    finally:
        shop.close()
    progress(0.8)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        _repair_text_maps(pdf)
        annotator = Annotator(pdf, layout)
        for remark in found:
            annotator.add(remark, export.review.category(remark.annotation.category))
        annotator.finish()
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        pdf.docinfo["/CreationDate"] = f"{export.exported_at:D:%Y%m%d%H%M%SZ}"
        pdf.save(path, deterministic_id=True)
    progress(1.0)


def _fonts(shop: FontShop, export: Export, found: list[Remark]) -> Fonts:
    needed = faces_needed(export.document)
    needed.setdefault(Face.FANG, set())
    if export.opinion_table:
        table = needed[Face.FANG]
        for row in opinion_rows(found, export):
            table.update("".join(row))
        for line in _notes(found):
            table.update(line)
        table.update(summary(found, export.review), export.document.title, SIGNATURES, "报告：")
        needed.setdefault(Face.HEI, set()).update("".join(COLUMNS), ORPHANS_TITLE)
        needed.setdefault(Face.TITLE, set()).update(TABLE_TITLE)
    for characters in needed.values():
        characters.difference_update("\n\u2028")
    return {face: shop.make(face, characters) for face, characters in needed.items()}


def _table(pages: Pages, export: Export, found: list[Remark]) -> None:
    heading = [
        TABLE_TITLE,
        f"报告：{export.document.title}",
        summary(found, export.review),
    ]
    columns = list(zip(COLUMNS, _SHARES, strict=True))
    pages.table(heading, columns, opinion_rows(found, export))
    lines = _notes(found)
    pages.notes(ORPHANS_TITLE if lines else "", [*lines, "", SIGNATURES])


def _notes(found: list[Remark]) -> list[str]:
    """What is said of the orphans: they have no place on the pages but are not left out."""
    return [orphan_line(remark) for remark in found if remark.span is None]


def _repair_text_maps(pdf: pikepdf.Pdf) -> None:
    """Write characters above U+FFFF as UTF-16 in the fonts' ToUnicode maps (ISO 32000-1, 9.10.3).

    reportlab writes their code points, which readers take for another character.
    """
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != "/Font":
            continue
        table = item.get("/ToUnicode")
        if isinstance(table, pikepdf.Stream):
            data = table.read_bytes()
            mended = _WIDE_CODE.sub(_as_utf16, data)
            if mended != data:
                table.write(mended)


def _as_utf16(found: re.Match[bytes]) -> bytes:
    character = chr(int(found.group(1), 16))
    return b"<" + character.encode("utf-16-be").hex().upper().encode() + b">"
