"""The report's paragraphs in WordprocessingML, with marks, ranges and tracked changes.

At each offset, in this order: ranges that end here, replacements of what was deleted up to here,
comments on this point and insertions at it, ranges that begin here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from functools import cached_property, lru_cache
from itertools import count, groupby
from operator import itemgetter
from typing import Final

from reviewer.exporters.digest import Remark
from reviewer.exporters.docx_comments import Comments
from reviewer.exporters.docx_grid import style_of, table_xml
from reviewer.exporters.docx_marks import Deletions, Paint, paint_of, paint_xml, revision
from reviewer.exporters.docx_xml import run
from reviewer.exporters.official import FAMILIES, Face, setting_of
from reviewer.model.document import Cell, Document, Paragraph, ParagraphKind, Table
from reviewer.model.records import Category, Kind, Scope
from reviewer.model.spans import Span, sweep

STYLES: Final = {
    ParagraphKind.TITLE: "RvTitle",
    ParagraphKind.SUBTITLE: "RvSubtitle",
    ParagraphKind.DOCUMENT_NUMBER: "RvSubtitle",
    ParagraphKind.AUTHOR: "RvSubtitle",
    ParagraphKind.ADDRESSEE: "RvAddressee",
    ParagraphKind.WEB_TITLE: "RvNote",
    ParagraphKind.DATELINE: "RvNote",
    ParagraphKind.CAPTION: "RvSubtitle",
}
"""Styles of paragraphs that are not plain body."""

_HEADING: Final = "heading"
_BETWEEN: Final = '<w:p><w:pPr><w:pStyle w:val="RvNote"/></w:pPr></w:p>'


class _Turn(IntEnum):
    """In which order things stand that meet at one offset."""

    END = 0
    REPLACEMENT = 1
    POINT = 2
    INSERTION = 3
    START = 4


_Writing = Callable[[Remark], str]
_TURN: Final = itemgetter(0)


class Body:
    """Writes the report's paragraphs."""

    def __init__(
        self,
        document: Document,
        remarks: list[Remark],
        comments: Comments,
        category: Callable[[str], Category | None],
    ) -> None:
        self._document = document
        self._comments = comments
        self._category = category
        self._revision = count(1)
        self._there: dict[int, list[tuple[_Turn, _Writing, Remark]]] = defaultdict(list)
        self._marks: dict[int, list[tuple[Span, Paint]]] = defaultdict(list)
        self._deleted: dict[int, list[tuple[Span, Remark]]] = defaultdict(list)
        self._broken: dict[int, Remark] = {}
        self._styles: dict[int, str] = {}
        self.tracked: set[int] = set()
        self._deletions = Deletions()
        placed = [remark for remark in remarks if remark.span is not None]
        for remark in placed:
            self._place(remark)
        for remark in placed:
            self._paint(remark)

    def paragraphs(self) -> Iterator[str]:
        """Yield the XML of each paragraph, of tables whole; the last one is a paragraph."""
        paragraphs = self._document.paragraphs
        after_table = False
        for table, group in groupby(range(len(paragraphs)), lambda at: _table_of(paragraphs[at])):
            indexes = list(group)
            cells = list(dict.fromkeys(filter(None, (paragraphs[at].cell for at in indexes))))
            style = "" if table is None else style_of(self._document.tables[table], cells)
            if table is None or not style:
                after_table = False
                for at in indexes:
                    yield self._paragraph(at, paragraphs[at])
                continue
            if after_table:
                # -- two tables in a row would be one
                yield _BETWEEN
            after_table = True
            self._styles.update(dict.fromkeys(indexes, style))
            yield self._table(self._document.tables[table], indexes)
        if after_table:
            yield _BETWEEN

    def _table(self, table: Table, indexes: Sequence[int]) -> str:
        cells: dict[Cell, tuple[str, str]] = {}
        for at in indexes:
            paragraph = self._document.paragraphs[at]
            if paragraph.cell is not None:
                xml, words = cells.get(paragraph.cell, ("", ""))
                words = f"{words}\n{paragraph.span.cut(self._document.text)}"
                cells[paragraph.cell] = xml + self._paragraph(at, paragraph), words
        return table_xml(table, cells)

    # what goes where

    def _place(self, remark: Remark) -> None:
        span = remark.span or Span(0, 0)
        if span.is_empty:
            self._there[span.start].append((_Turn.POINT, self._comments.point, remark))
        else:
            self._there[span.start].append((_Turn.START, self._comments.starts, remark))
            self._there[span.end].append((_Turn.END, self._comments.ends, remark))
        kind = remark.annotation.kind
        deletes = kind in (Kind.REPLACE, Kind.DELETE) and not span.is_empty
        if remark.annotation.target.scope is Scope.RANGE and deletes and self._deletions.add(span):
            self.tracked.add(remark.number)
            self._delete(remark, span)
            if kind is Kind.REPLACE and remark.annotation.suggestion:
                self._there[span.end].append((_Turn.REPLACEMENT, self._inserted, remark))

    def _delete(self, remark: Remark, span: Span) -> None:
        for index in self._document.paragraphs_in(span):
            own = self._document.paragraphs[index].span
            self._deleted[index].append((span, remark))
            if own.end < span.end and own.end >= span.start:
                self._broken[index] = remark

    def _paint(self, remark: Remark) -> None:
        span = remark.span or Span(0, 0)
        annotation = remark.annotation
        if annotation.target.scope is not Scope.RANGE or annotation.is_orphan:
            return
        if annotation.kind is Kind.INSERT or span.is_empty:
            inserts = annotation.kind is not Kind.DELETE and annotation.suggestion
            if inserts and not self._deletions.holds_inside(span.start):
                self.tracked.add(remark.number)
                self._there[span.start].append((_Turn.INSERTION, self._inserted, remark))
            return
        paint = paint_of(annotation.kind, self._category(annotation.category))
        if paint is not None:
            for index in self._document.paragraphs_in(span):
                self._marks[index].append((span, paint))

    # writing

    def _paragraph(self, index: int, paragraph: Paragraph) -> str:
        text, span = self._document.text, paragraph.span
        marks: list[tuple[Span, Paint]] = []
        if paragraph.heading is not None and paragraph.kind is not ParagraphKind.HEADING:
            marks.append((paragraph.heading, (_HEADING, setting_of(paragraph).heading or "")))
        marks += self._marks.get(index, ())
        parts = [f"<w:p>{self._properties(index, paragraph)}", self._at(span.start)]
        for piece, paints in sweep(marks, span):
            properties = _run_properties(paints)
            at = piece.start
            for stop in self._cuts(piece):
                if at > span.start:
                    parts.append(self._at(at))
                parts.append(self._run(index, at, stop, text[at:stop], properties))
                at = stop
        if not span.is_empty:
            parts.append(self._at(span.end))
        parts.append("</w:p>")
        return "".join(parts)

    def _cuts(self, piece: Span) -> list[int]:
        """Where a run of equal looks is cut: wherever a range begins or ends, and at its end."""
        stops = self._offsets
        low = bisect_left(stops, piece.start + 1)
        high = bisect_left(stops, piece.end)
        return [*stops[low:high], piece.end]

    @cached_property
    def _offsets(self) -> list[int]:
        return sorted(self._there)

    def _at(self, offset: int) -> str:
        there = self._there.get(offset)
        if there is None:
            return ""
        there.sort(key=_TURN)
        return "".join([writing(remark) for _, writing, remark in there])

    def _run(self, index: int, start: int, end: int, words: str, properties: str) -> str:
        for span, remark in self._deleted.get(index, ()):
            if span.start <= start and end <= span.end:
                return self._revised("del", remark, run(words, properties, deleted=True))
        return run(words, properties)

    def _inserted(self, remark: Remark) -> str:
        return self._revised("ins", remark, run(remark.annotation.suggestion))

    def _revised(self, tag: str, remark: Remark, inside: str = "") -> str:
        head = revision(tag, next(self._revision), remark)
        return f"{head}>{inside}</w:{tag}>" if inside else f"{head}/>"

    def _properties(self, index: int, paragraph: Paragraph) -> str:
        style = STYLES.get(paragraph.kind, self._styles.get(index, ""))
        level = min(paragraph.level, 9)
        if paragraph.kind is ParagraphKind.HEADING and level:
            style = f"Heading{level}"
        parts = [f'<w:pStyle w:val="{style}"/>'] if style else []
        if level and not style:
            parts.append(f'<w:outlineLvl w:val="{level - 1}"/>')
        if index in self._broken and not self._ends_cell(index):
            parts.append(f"<w:rPr>{self._revised('del', self._broken[index])}</w:rPr>")
        return f"<w:pPr>{''.join(parts)}</w:pPr>" if parts else ""

    def _ends_cell(self, index: int) -> bool:
        """Whether a paragraph is the last one of a cell: nobody can delete its end."""
        if index not in self._styles:
            return False
        beside = self._document.paragraphs[index : index + 2]
        return len(beside) < 2 or beside[0].cell != beside[1].cell


def _table_of(paragraph: Paragraph) -> int | None:
    return None if paragraph.cell is None else paragraph.cell.table


@lru_cache(maxsize=4096)
def _run_properties(paints: tuple[Paint, ...]) -> str:
    """Return the properties of a run in the order the schema wants; the last fill wins."""
    looks = dict(paints)
    parts: list[str] = []
    if looks.get(_HEADING):
        family = FAMILIES[Face(looks[_HEADING])]
        parts.append(f'<w:rFonts w:eastAsia="{family}"/>')
    parts += [paint_xml(name, looks[name]) for name in ("strike", "u", "shd") if name in looks]
    return "".join(parts)
