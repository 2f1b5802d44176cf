"""How will an export look? Its first pages as pictures, or its first lines.

Everything here runs in a `formats.child`, which keeps the review between two previews. What is no
PDF is shown as the typeset pages that say the same; texts are shown as they are.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from reviewer import exporters
from reviewer.exporters import Export
from reviewer.exporters.options import Base, Paper, Remarks
from reviewer.formats import pdf
from reviewer.formats.pdf import Picture
from reviewer.model.document import Document, MarkKind, Section
from reviewer.model.spans import Span

MOST_PAGES: Final = 6
"""So many pages are shown."""
MOST_CHARACTERS: Final = 6_000
"""Reports longer than twice that are shown as far as that."""
MOST_REMARKS: Final = 300
"""Papers about more remarks than that are shown with the first ones."""
_MOST_TEXT: Final = 8_000
_SCALE: Final = 1.6
"""Pixels to the point: a page of A4 is 952 wide."""
TEXTS: Final = (".md", ".jsonld", ".txt")
"""Formats that are shown as text."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an export begins with.

    `pages` are pictures; for texts there are none, `text` is the beginning. `remarks` is how many
    annotations the whole export has. `is_part` says that there is more than is shown, `is_likeness`
    that the file itself will look like its program shows it.
    """

    pages: tuple[Picture, ...]
    text: str
    remarks: int
    is_part: bool
    is_likeness: bool


_held: list[tuple[Export, Path]] = []


def hold(export: Export, folder: Path) -> None:
    """Keep what is to be shown, and a folder to write into."""
    _held[:] = [(export, folder)]


def show(choice: Mapping[str, Any], suffix: str) -> Preview:
    """Show what an export with other fields (of `Export`) begins with in a format.

    Raises what `exporters.write` raises.
    """
    whole, folder = _held[0]
    wanted = replace(whole, **choice)
    found = wanted.annotations()
    export = wanted if suffix in TEXTS else _typeset(wanted, suffix)
    shown = excerpt(export, suffix)
    if suffix in TEXTS:
        path = folder / f"preview{suffix}"
        exporters.write(shown, path)
        text = path.read_text(encoding="utf-8-sig")
        is_part = shown is not export or len(text) > _MOST_TEXT
        return Preview((), text[:_MOST_TEXT], len(found), is_part, is_likeness=False)
    path = folder / "preview.pdf"
    exporters.write(shown, path)
    count = pdf.open_file(path.read_bytes())
    pages = tuple(_drawn(number) for number in range(min(count, MOST_PAGES)))
    gc.collect()  # -- the child collects no rubbish by itself
    is_part = shown is not export or count > MOST_PAGES
    return Preview(pages, "", len(found), is_part, is_likeness=suffix != ".pdf")


def _drawn(number: int) -> Picture:
    (space,) = pdf.page_spaces(number, number + 1)
    wide, high = space.as_shown.size
    # -- an original page may be a poster
    scale = min(_SCALE, 1600 / max(1.0, wide, high))
    size = max(1, round(wide * scale)), max(1, round(high * scale))
    return pdf.draw(number, scale, 0, 0, *size, annotated=True)


def _typeset(export: Export, suffix: str) -> Export:
    """Return the export as PDF that says the same as one in another format."""
    if suffix == ".pdf":
        return export
    if export.paper is not Paper.REPORT:
        return replace(export, base=Base.OFFICIAL)
    if suffix in (".xlsx", ".csv"):
        return replace(export, paper=Paper.OPINIONS)
    onto = export.base is not Base.OFFICIAL and (export.source_data or b"").startswith(b"PK")
    appended = suffix == ".docx" and not onto
    return replace(
        export,
        base=Base.OFFICIAL,
        remarks=frozenset({Remarks.MARGIN}),
        opinion_table=export.opinion_table and appended,
        statistics=export.statistics and appended,
    )


def excerpt(export: Export, suffix: str) -> Export:
    """Return an export of the beginning; the same one where it is short."""
    if export.paper in (Paper.STATISTICS, Paper.CORRESPONDENCE):
        return export
    found = export.annotations()
    length = len(export.document.text)
    if (
        export.paper is Paper.REPORT
        and length > 2 * MOST_CHARACTERS
        and not _is_onto(export, suffix)
    ):
        stop = _stop(export.document)
        kept = [a for a in found if a.span is None or a.span.end <= stop][:MOST_REMARKS]
        document = beginning(export.document, stop)
        return replace(export, document=document, query="", within=None, ids=_ids(kept))
    if len(found) > MOST_REMARKS:
        return replace(export, ids=_ids(found[:MOST_REMARKS]))
    return export


def _ids(found: list[Any]) -> frozenset[str]:
    return frozenset(annotation.id for annotation in found)


def _is_onto(export: Export, suffix: str) -> bool:
    """Whether the pages are those of the report's own file."""
    from reviewer.exporters import pdf_original  # noqa: PLC0415  reads PDF, loaded for them

    return suffix == ".pdf" and pdf_original.is_wanted(export)


def _stop(document: Document) -> int:
    """Return where the first paragraphs end; a table is not cut where something is above it."""
    index = document.paragraph_at(MOST_CHARACTERS)
    first = index
    while first > 0 and document.paragraphs[first].cell is not None:
        first -= 1
    return document.paragraphs[first or index].span.end


def beginning(document: Document, stop: int) -> Document:
    """Return a report as far as `stop`, the end of a paragraph."""
    paragraphs = tuple(p for p in document.paragraphs if p.span.end <= stop)
    marks = tuple(
        mark
        for mark in document.marks
        if mark.span.end <= stop
        and not (mark.kind is MarkKind.NOTE and int(mark.value) >= len(paragraphs))
    )
    return replace(
        document,
        text=document.text[:stop],
        paragraphs=paragraphs,
        root=_cut(document.root, stop),
        marks=marks,
    )


def _cut(section: Section, stop: int) -> Section:
    children = tuple(_cut(c, stop) for c in section.children if c.heading.end <= stop)
    span = Span(section.span.start, min(section.span.end, stop))
    return section._replace(span=span, children=children)
