"""The report's pages: which character stands where, on the grid of 22 lines of 28 characters."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from typing import Final, NamedTuple

from reviewer.exporters import official, pdf_grid
from reviewer.exporters.official import Face, Setting, setting_of
from reviewer.exporters.pdf_fonts import MadeFont
from reviewer.exporters.pdf_lines import Line, break_lines
from reviewer.formats.page_map import Box, Space
from reviewer.language import words
from reviewer.language.breaking import title_cuts
from reviewer.model.document import Cell, Document, Paragraph, ParagraphKind, Table
from reviewer.model.spans import Span

MM: Final = 72 / 25.4
LEFT: Final = official.LEFT_MM * MM
TOP: Final = (official.PAGE_HEIGHT_MM - official.TOP_MM) * MM
BOTTOM: Final = official.BOTTOM_MM * MM
MEASURE: Final = official.TYPE_WIDTH_MM * MM
ASCENT: Final = 0.86
"""From the baseline to the top of the em square, in em."""

_SPREAD: Final = 0.2
"""Letters of a cell's line stand no further apart, in em."""

Fonts = Mapping[Face, MadeFont]


class Segment(NamedTuple):
    """Characters `[start, end)` of one face; offsets of the document's text."""

    start: int
    end: int
    face: Face


class PlacedLine(NamedTuple):
    """The characters `[start, end)` on their page, in points from its lower left corner."""

    page: int
    start: int
    end: int
    x: float
    baseline: float
    size: float
    spacing: float
    segments: Sequence[Segment]


@dataclass(frozen=True, slots=True)
class View:
    """How the type area's page lies on the paper: set smaller, and moved, in points."""

    scale: float = 1.0
    left: float = 0.0
    bottom: float = 0.0

    def box(self, box: Box) -> Box:
        """Return where a box of the page lies on the paper."""
        if self == _AS_SET:
            return box
        return Box(
            box.page,
            box.left * self.scale + self.left,
            box.bottom * self.scale + self.bottom,
            box.right * self.scale + self.left,
            box.top * self.scale + self.bottom,
        )


_AS_SET: Final = View()


class Layout:
    """All lines of a report, in reading order; boxes are those on the paper.

    The first page begins so many points `down` from the top of the type area.
    """

    def __init__(
        self, document: Document, fonts: Fonts, view: View = View(), down: float = 0.0
    ) -> None:
        self.view = view
        self._text = document.text
        self._fonts = fonts
        self.lines: list[PlacedLine] = []
        self._sized: dict[tuple[Face, float], dict[str, float]] = {}
        self.rules: dict[int, list[pdf_grid.Rule]] = defaultdict(list)
        self._page = 0
        self._y = TOP - down
        for table, group in groupby(document.paragraphs, _table_of):
            paragraphs = list(group)
            size = 0.0 if table is None else pdf_grid.size_of(document.tables[table], MEASURE)
            if table is not None and size:
                self._set_table(document.tables[table], paragraphs, size)
                continue
            for paragraph in paragraphs:
                self._set(paragraph)
        self._starts = [line.start for line in self.lines]
        self.pages = self._page + 1

    def boxes(self, span: Span) -> Iterator[Box]:
        """Yield a box for each line that a range touches.

        A point, or a range of line ends alone, has one box of no width, so that whatever is said
        of it has a place.
        """
        at = max(0, bisect_right(self._starts, span.start) - 1)
        first = self.lines[at]
        found = False
        while at < len(self.lines) and self.lines[at].start < span.end:
            line = self.lines[at]
            at += 1
            low, high = max(span.start, line.start), min(span.end, line.end)
            if low < high:
                found = True
                yield self._box(line, low, high)
        if not found:
            point = min(max(span.start, first.start), first.end)
            yield self._box(first, point, point)

    def space(self, page: int) -> Space:  # noqa: ARG002  all are alike
        """Return how a page lies: upright, its lower left corner at the origin."""
        return Space(0, 0, official.PAGE_WIDTH_MM * MM, official.PAGE_HEIGHT_MM * MM)

    def _box(self, line: PlacedLine, low: int, high: int) -> Box:
        left = line.x + self._advance(line, line.start, low)
        right = left + self._advance(line, low, high)
        if high > low and high == line.end:
            right -= line.spacing
        bottom = line.baseline - (1 - ASCENT) * line.size
        return self.view.box(Box(line.page, left, bottom, right, bottom + line.size))

    def _advance(self, line: PlacedLine, low: int, high: int) -> float:
        total = 0.0
        for start, end, face in line.segments:
            words = self._text[max(start, low) : min(end, high)]
            if words:
                total += self._fonts[face].width(words) * line.size
        return total + line.spacing * (high - low)

    def _set(self, paragraph: Paragraph) -> None:
        setting = setting_of(paragraph)
        span = paragraph.span
        parts = _parts(paragraph, setting)
        text = span.cut(self._text)
        widths: list[float] = []
        for part in parts:
            own = self._widths(part.face, setting.size)
            widths += map(own, self._text[part.start : part.end])
        spacing = official.CHARACTER_SPACING * setting.size / official.BODY_SIZE
        em = setting.size + spacing
        pitch = official.LINE_PITCH
        if setting.size != official.BODY_SIZE:
            pitch = setting.size * 1.6
        if setting.centred:
            lines = _centred(text, widths, spacing)
        else:
            lines = break_lines(text, widths, MEASURE, setting.indent * em, spacing)
        if setting.line_before and self.lines:
            self._y -= official.LINE_PITCH
        if paragraph.kind is ParagraphKind.HEADING:
            self._keep_together((len(lines) + 1) * pitch)
        for line in lines:
            self._place(line, span.start, setting, pitch, parts)
        if setting.face is Face.TITLE:
            self._y -= official.LINE_PITCH / 2

    def _set_table(self, table: Table, paragraphs: Sequence[Paragraph], size: float) -> None:
        """Set the cells of a table beside and below each other (`pdf_grid`)."""
        pitch, around = size * pdf_grid.PITCH, 2 * pdf_grid.PAD
        texts = [paragraph.span.cut(self._text) for paragraph in paragraphs]
        inside = [
            [*map(self._widths(setting_of(paragraph).face, size), text)]
            for paragraph, text in zip(paragraphs, texts, strict=True)
        ]
        asked = [0.0] * table.columns
        for cell, widths in zip(map(_cell, paragraphs), inside, strict=True):
            if cell.column_span == 1:
                asked[cell.column] = max(asked[cell.column], sum(widths) + around + 0.1)
        given = pdf_grid.column_widths(asked, size + around, MEASURE)
        lefts = list(accumulate(given, initial=LEFT))
        broken: list[list[Line]] = []
        heights: dict[Cell, int] = defaultdict(int)
        for cell, text, widths in zip(map(_cell, paragraphs), texts, inside, strict=True):
            right = min(table.columns, cell.column + cell.column_span)
            lines = break_lines(text, widths, lefts[right] - lefts[cell.column] - around)
            broken.append(lines)
            heights[cell] += len(lines)
        column = pdf_grid.Column(self._page, self._y, TOP, BOTTOM - 0.5, pitch)
        rows = [column.row(count) for count in pdf_grid.row_lines(table, heights)]
        used: dict[Cell, int] = defaultdict(int)
        for paragraph, lines in zip(paragraphs, broken, strict=True):
            cell, face = _cell(paragraph), setting_of(paragraph).face
            slots = [slot for row in rows[cell.row : cell.row + cell.row_span] for slot in row]
            for line in lines:
                slot = slots[used[cell]]
                used[cell] += 1
                start, end = paragraph.span.start + line.start, paragraph.span.start + line.end
                left = lefts[cell.column] + pdf_grid.PAD + line.x
                baseline = slot.top - (pitch - size) / 2 - size * ASCENT
                # -- in a narrow cell a ragged line reads better than one that is spread
                spacing = line.spacing if line.spacing < _SPREAD * size else 0.0
                part = Segment(start, end, face)
                self.lines.append(
                    PlacedLine(slot.page, start, end, left, baseline, size, spacing, [part])
                )
        for rule in pdf_grid.frames(table, [*heights], rows, lefts, pitch):
            self.rules[rule.page].append(rule)
        # -- what follows stands off a little
        self._page, self._y = column.page, column.y - official.LINE_PITCH / 2

    def _widths(self, face: Face, size: float) -> Callable[[str], float]:
        """Return what gives the width of a character in points."""
        key = (face, size)
        if key not in self._sized:
            sized = {c: width * size for c, width in self._fonts[face].widths.items()}
            self._sized[key] = {**sized, "\u2028": 0.0}
        return self._sized[key].__getitem__

    def _keep_together(self, height: float) -> None:
        """Turn the page where a heading would stand without a line of what follows."""
        if self._y < TOP and self._y - height < BOTTOM - 0.5:
            self._page += 1
            self._y = TOP

    def _place(
        self, line: Line, start: int, setting: Setting, pitch: float, parts: Sequence[Segment]
    ) -> None:
        if self._y - pitch < BOTTOM - 0.5:
            self._page += 1
            self._y = TOP
        baseline = self._y - (pitch - setting.size) / 2 - setting.size * ASCENT
        self._y -= pitch
        start, end = start + line.start, start + line.end
        segments: list[Segment] = []
        for part in parts:
            low = max(start, part.start)
            high = min(end, part.end)
            if low < high:
                segments.append(Segment(low, high, part.face))
        left = LEFT + line.x
        self.lines.append(
            PlacedLine(self._page, start, end, left, baseline, setting.size, line.spacing, segments)
        )


def _cell(paragraph: Paragraph) -> Cell:
    if paragraph.cell is None:
        raise RuntimeError("a paragraph of a table without its cell")
    return paragraph.cell


def _table_of(paragraph: Paragraph) -> int | None:
    return None if paragraph.cell is None else paragraph.cell.table


def _parts(paragraph: Paragraph, setting: Setting) -> list[Segment]:
    """A run-in heading has a face of its own up to its full stop."""
    span, heading = paragraph.span, paragraph.heading
    if setting.heading is None or heading is None:
        return [Segment(span.start, span.end, setting.face)]
    parts = [
        Segment(heading.start, heading.end, setting.heading),
        Segment(heading.end, span.end, setting.face),
    ]
    return [part for part in parts if part.start < part.end]


def _centred(text: str, widths: Sequence[float], spacing: float) -> list[Line]:
    """Centre lines; where there are several they are broken by sense (`title_cuts`)."""
    lines = break_lines(text, widths, MEASURE, 0.0, spacing)
    if len(lines) > 1:
        words.load()
        places = list(accumulate((width + spacing for width in widths), initial=0.0))
        cuts = title_cuts(text, words.boundaries(text), places, MEASURE, len(lines))
        if cuts:
            lines = [Line(a, b, 0.0, spacing) for a, b in pairwise([0, *cuts, len(text)])]
    centred: list[Line] = []
    for line in lines:
        inside = sum(widths[line.start : line.end]) + spacing * max(0, line.end - line.start - 1)
        centred.append(Line(line.start, line.end, max(0.0, (MEASURE - inside) / 2), spacing))
    return centred


def faces_needed(document: Document) -> dict[Face, set[str]]:
    """Return the characters that each face must have."""
    needed: dict[Face, set[str]] = {Face.SONG: set("—0123456789 ")}
    for paragraph in document.paragraphs:
        for part in _parts(paragraph, setting_of(paragraph)):
            needed.setdefault(part.face, set()).update(document.text[part.start : part.end])
    for characters in needed.values():
        characters.discard("\u2028")
    return needed
