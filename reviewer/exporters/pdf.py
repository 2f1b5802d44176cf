"""PDF: the report typeset as an official paper, with native annotations and the opinion table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pikepdf

from reviewer.exporters import Export, Progress
from reviewer.exporters.clean import legal
from reviewer.exporters.digest import Remark, remarks
from reviewer.exporters.docx_table import orphan_line
from reviewer.exporters.official import Face
from reviewer.exporters.pdf_annotations import Annotator
from reviewer.exporters.pdf_fonts import FontShop, MadeFont
from reviewer.exporters.pdf_layout import Layout, faces_needed
from reviewer.exporters.pdf_pages import Pages
from reviewer.exporters.sheets import TABLES, Sheet, opinions, sheet
from reviewer.language.paper_terms import ORPHANS_TITLE

_WIDE_CODE: Final = re.compile(rb"<([0-9A-Fa-f]{5,6})>")


def write(export: Export, path: Path, progress: Progress) -> None:
    """Write the paper that is asked for."""
    found = remarks(export)
    table = _table(export, found)
    report = export.document if export.paper not in TABLES else None
    shop = FontShop(export.font_cache)
    try:
        fonts = _fonts(shop, export, table, found)
        progress(0.2)
        layout = Layout(export.document, fonts) if report is not None else None
        progress(0.3)
        pages = Pages(path, fonts, table.title if table and not report else export.document.title)
        if report is not None and layout is not None:
            pages.report(report, layout, lambda share: progress(0.3 + 0.4 * share))
        if table is not None:
            pages.table(_above(export, table), table)
            lost = _notes(found) if report is not None else []
            pages.notes(ORPHANS_TITLE if lost else "", [*lost, "", *table.tail])
        pages.save()
    finally:
        shop.close()
    progress(0.8)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        _repair_text_maps(pdf)
        if layout is not None:
            annotator = Annotator(pdf, layout)
            for remark in found:
                annotator.add(remark, export.review.category(remark.annotation.category))
            annotator.finish()
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        pdf.docinfo["/CreationDate"] = f"{export.exported_at:D:%Y%m%d%H%M%SZ}"
        pdf.save(path, deterministic_id=True)
    progress(1.0)


def _table(export: Export, found: list[Remark]) -> Sheet | None:
    if export.paper in TABLES:
        return sheet(export)
    return opinions(export, found) if export.opinion_table else None


def _above(export: Export, table: Sheet) -> list[str]:
    return [line for line in (legal(export.heading), *table.notes) if line]


def _fonts(
    shop: FontShop, export: Export, table: Sheet | None, found: list[Remark]
) -> dict[Face, MadeFont]:
    needed: dict[Face, set[str]] = {Face.SONG: set("—0123456789 "), Face.FANG: set()}
    if export.paper not in TABLES:
        needed |= faces_needed(export.document)
        needed.setdefault(Face.FANG, set())
    if table is not None:
        plain = needed[Face.FANG]
        for row in table.rows:
            plain.update("".join(row))
        plain.update(*_above(export, table), *table.tail, *_notes(found))
        heads = needed.setdefault(Face.HEI, set())
        heads.update("".join(table.columns), ORPHANS_TITLE, *(g.label for g in table.groups))
        needed.setdefault(Face.TITLE, set()).update(table.title)
    for characters in needed.values():
        characters.difference_update("\n\u2028")
    return {face: shop.make(face, characters) for face, characters in needed.items()}


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
