"""The structure of a document as JSON, beside its text, and back."""

from __future__ import annotations

import json
from typing import Any

from reviewer.model.document import (
    Cell,
    Document,
    Mark,
    MarkKind,
    Paragraph,
    ParagraphKind,
    Section,
    Source,
    Table,
)
from reviewer.model.spans import Span


def dump(document: Document) -> str:
    """Write everything of a document but its text and its source."""
    value = {
        "title": document.title,
        "paragraphs": [_paragraph(p) for p in document.paragraphs],
        "sections": [_section(s) for s in document.root.children],
        "marks": [[m.span.start, m.span.end, m.kind.value, m.value] for m in document.marks],
        "tables": [[t.rows, t.columns] for t in document.tables],
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def load(text: str, structure: str, source: Source) -> Document:
    """Put a document together again. Raises ValueError or KeyError on what `dump` never wrote."""
    value = json.loads(structure)
    children = tuple(_read_section(s) for s in value["sections"])
    title = value["title"]
    return Document(
        title=title,
        text=text,
        paragraphs=tuple(_read_paragraph(p) for p in value["paragraphs"]),
        root=Section(0, "", "", title, Span(0, len(text)), Span(0, 0), children),
        marks=tuple(Mark(Span(a, b), MarkKind(kind), v) for a, b, kind, v in value["marks"]),
        tables=tuple(Table(rows, columns) for rows, columns in value["tables"]),
        source=source,
    )


def _paragraph(paragraph: Paragraph) -> list[object]:
    heading, cell = paragraph.heading, paragraph.cell
    return [
        paragraph.span.start,
        paragraph.span.end,
        paragraph.kind.value,
        paragraph.level,
        [heading.start, heading.end] if heading is not None else None,
        paragraph.origin,
        [cell.table, cell.row, cell.column, cell.row_span, cell.column_span]
        if cell is not None
        else None,
    ]


def _read_paragraph(value: list[Any]) -> Paragraph:
    start, end, kind, level, heading, origin, cell = value
    return Paragraph(
        Span(start, end),
        ParagraphKind(kind),
        level,
        Span(*heading) if heading else None,
        Cell(*cell) if cell else None,
        origin,
    )


def _section(section: Section) -> list[object]:
    return [
        section.level,
        section.family,
        section.number,
        section.title,
        section.span.start,
        section.span.end,
        section.heading.end,
        [_section(child) for child in section.children],
    ]


def _read_section(value: list[Any]) -> Section:
    level, family, number, title, start, end, heading_end, children = value
    return Section(
        level,
        family,
        number,
        title,
        Span(start, end),
        Span(start, heading_end),
        tuple(_read_section(child) for child in children),
    )
