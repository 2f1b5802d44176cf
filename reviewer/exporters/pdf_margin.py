"""Remarks laid out in the margin, each joined by a line to the characters it speaks of.

The report's page is set smaller to make room. Notes stand as near to their line as they can, in
order and never over each other; what finds no room is left to the list at the end, and says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from reviewer.exporters import official
from reviewer.exporters.clean import legal
from reviewer.exporters.digest import Remark, lost_place, place_of
from reviewer.exporters.official import Face
from reviewer.exporters.pdf_canvas import Canvas, Colour
from reviewer.exporters.pdf_layout import MM, Fonts, Layout, View
from reviewer.exporters.pdf_lines import break_lines
from reviewer.exporters.pdf_shapes import rgb
from reviewer.exporters.pdf_tags import Tags
from reviewer.formats.page_map import Box
from reviewer.formats.pdf_keys import BESIDE
from reviewer.language.comment_words import quoted
from reviewer.model.document import Document
from reviewer.model.records import Category

VIEW: Final = View(0.75, 0.0, 0.125 * official.PAGE_HEIGHT_MM * MM)
"""The report's page beside a margin for notes."""

_LEFT: Final = 145 * MM
_WIDTH: Final = 57 * MM
_TEXT_EDGE: Final = (official.LEFT_MM + official.TYPE_WIDTH_MM) * MM * VIEW.scale
_TOP: Final = (official.PAGE_HEIGHT_MM - 12) * MM
_BOTTOM: Final = 12 * MM
_SIZE: Final = 7.5
_PITCH: Final = 10.0
_PAD: Final = 3.0
_GAP: Final = 4.0
_MOST_LINES: Final = 24
_NUMBER: Final = 6.0
MORE: Final = "……（全文见文末清单）"
ELSEWHERE: Final = "见文末清单"
_LINE: Final = "#8F6B00"


@dataclass(slots=True)
class _Note:
    remark: Remark
    box: Box
    lines: Sequence[str]
    top: float = 0.0

    @property
    def height(self) -> float:
        return len(self.lines) * _PITCH + 2 * _PAD


class Margin:
    """The notes of all pages, placed."""

    def __init__(
        self,
        layout: Layout,
        found: Iterable[Remark],
        fonts: Fonts,
        category: Callable[[str], Category | None],
    ) -> None:
        self._fonts = fonts
        self._category = category
        self._pages: dict[int, list[_Note]] = defaultdict(list)
        self.overflowing: list[Remark] = []
        for remark in found:
            boxes = list(layout.boxes(remark.span)) if remark.span is not None else []
            if boxes:
                last = [box for box in boxes if box.page == boxes[0].page][-1]
                self._pages[last.page].append(_Note(remark, last, self._wrapped(remark)))
        for notes in self._pages.values():
            self._arrange(notes)

    def draw(self, canvas: Canvas, page: int, tags: Tags) -> None:
        """Draw the notes of a page."""
        for note in self._pages.get(page, ()):
            category = self._category(note.remark.annotation.category)
            colour = category.line if category is not None else _LINE
            with tags.artifact(canvas):
                self._join(canvas, note, rgb(colour))
            with tags.marked(canvas, tags.root.child("Note"), BESIDE):
                font = self._fonts[Face.FANG]
                for at, line in enumerate(note.lines, 1):
                    low = note.top - _PAD - at * _PITCH + 2.5
                    canvas.text(_LEFT + _PAD + 2, low, line, font, _SIZE)

    def _join(self, canvas: Canvas, note: _Note, colour: Colour) -> None:
        """The frame of a note, and the line from the end of its characters."""
        red, green, blue = (1 - (1 - value) * 0.12 for value in colour)
        low = note.top - note.height
        canvas.filled(_LEFT, low, _WIDTH, note.height, (red, green, blue))
        canvas.filled(_LEFT, low, 1.6, note.height, colour)
        foot, edge = note.box.bottom, _TEXT_EDGE + 4
        way = [(note.box.right, foot), (edge, foot), (_LEFT, note.top - _PAD - _PITCH / 2)]
        canvas.line(way, colour, 0.4, (1.5, 1.5))

    def _wrapped(self, remark: Remark) -> list[str]:
        of = self._fonts[Face.FANG].widths
        lines: list[str] = []
        for part in note_text(remark).replace("\u2028", "\n").split("\n"):
            widths = [of[c] * _SIZE for c in part]
            room = _WIDTH - 2 * _PAD - 2
            lines += [part[line.start : line.end] for line in break_lines(part, widths, room)]
        return lines

    def _arrange(self, notes: list[_Note]) -> None:
        """Put notes beside their lines; a column too full shortens the longest."""
        notes.sort(key=lambda note: (-note.box.top, note.box.left))
        for note in notes:
            if len(note.lines) > _MOST_LINES:
                self._shorten(note, _MOST_LINES)
        room = _TOP - _BOTTOM
        while sum(note.height + _GAP for note in notes) > room:
            longest = max(notes, key=lambda note: len(note.lines))
            if len(longest.lines) <= 1:
                break
            self._shorten(longest, max(1, len(longest.lines) // 2))
        if sum(note.height + _GAP for note in notes) > room:
            kept = int(room / (_PITCH + 2 * _PAD + _GAP))
            self.overflowing += [n.remark for n in notes[kept:] if n.remark not in self.overflowing]
            del notes[kept:]
        ceiling = _TOP
        for note in notes:
            note.top = min(ceiling, note.box.top + _PAD)
            ceiling = note.top - note.height - _GAP
        floor = _BOTTOM
        for note in reversed(notes):
            note.top = max(note.top, floor + note.height)
            floor = note.top + _GAP

    def _shorten(self, note: _Note, count: int) -> None:
        if note.remark not in self.overflowing:
            self.overflowing.append(note.remark)
        number = f"{note.remark.number} "
        if count == 1:
            note.lines = [number + ELSEWHERE]
        else:
            note.lines = [*note.lines[: count - 1], MORE]


class Numbers:
    """Small raised numbers at the end of each range, which lead to notes and list."""

    def __init__(self, layout: Layout, found: Iterable[Remark], fonts: Fonts) -> None:
        self._font = fonts[Face.FANG]
        self._pages: dict[int, list[tuple[Box, int]]] = defaultdict(list)
        for remark in found:
            boxes = list(layout.boxes(remark.span)) if remark.span is not None else []
            if boxes:
                self._pages[boxes[-1].page].append((boxes[-1], remark.number))

    def draw(self, canvas: Canvas, page: int, tags: Tags) -> None:
        """Draw the numbers of a page; several at one place stand one after the other."""
        taken: dict[tuple[float, float], float] = {}
        with tags.artifact(canvas, BESIDE):
            for box, number in self._pages.get(page, ()):
                place = (round(box.right), round(box.top))
                x = taken.get(place, box.right)
                canvas.text(x, box.top - 0.5, str(number), self._font, _NUMBER)
                taken[place] = x + _NUMBER * (0.5 * len(str(number)) + 0.4)


def list_text(remark: Remark, document: Document) -> str:
    """What the list at the end says: the place and the words, then the note."""
    place = place_of(remark.annotation, document)
    quote = legal(remark.annotation.quote).replace("\n", " ")
    said = (
        f"{remark.number} {place or lost_place(remark.annotation)}{quoted(quote) if quote else ''}"
    )
    return f"{said}\n{note_text(remark).removeprefix(f'{remark.number} ')}"


def note_text(remark: Remark) -> str:
    """What a note says: number, author, text, replies."""
    parts = [f"{remark.number} {remark.author}：{remark.text}"]
    parts += [f"{answer.author}回复：{answer.text}" for answer in remark.answers]
    return "\n".join(parts)
