"""The layout of one block: text lines, and the way between points and offsets.

A call on an invalid QTextLine ends the process, so every line is checked before it is used.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil
from typing import Any, Final, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout

from reviewer.language.breaking import MOST_LINES, title_cuts
from reviewer.model.document import Mark, MarkKind
from reviewer.model.spans import Span
from reviewer.ui.reading.offsets import Offsets
from reviewer.ui.reading.selecting import Words
from reviewer.ui.reading.styles import Style

_KEPT_RECTS: Final = 512
_ONE_LINE: Final = 1_000_000
"""Wider than any title."""
_LOOKS: Final = {
    MarkKind.BOLD: lambda looks: looks.setFontWeight(QFont.Weight.Bold),
    MarkKind.ITALIC: lambda looks: looks.setFontItalic(True),
    MarkKind.UNDERLINE: lambda looks: looks.setFontUnderline(True),
    MarkKind.LINK: lambda looks: looks.setFontUnderline(True),
    MarkKind.SUPERSCRIPT: lambda looks: looks.setVerticalAlignment(
        looks.VerticalAlignment.AlignSuperScript
    ),
    MarkKind.NOTE: lambda looks: looks.setVerticalAlignment(
        looks.VerticalAlignment.AlignSuperScript
    ),
    MarkKind.SUBSCRIPT: lambda looks: looks.setVerticalAlignment(
        looks.VerticalAlignment.AlignSubScript
    ),
}


class Laid(Protocol):
    """A block that was laid out: what the page asks of text, rows of a table and pictures.

    Points count from its upper left corner, offsets are code points of the document's text.
    """

    span: Span
    style: Style
    height: int

    @property
    def text_top(self) -> float:
        """Where the uppermost line begins."""

    @property
    def text_bottom(self) -> float:
        """Where the lowest line ends."""

    def draw(self, painter: QPainter, at: QPointF, clip: QRectF) -> None:
        """Draw the block."""

    def rects(self, span: Span) -> Iterable[QRectF]:
        """Return a rectangle for each line that a range touches."""

    def caret(self, offset: int, *, at_line_end: bool = False) -> QRectF:
        """Return where the caret stands before a character."""

    def hit(self, point: QPointF) -> int:
        """Return the offset nearest to a point."""

    def line_span(self, offset: int) -> Span:
        """Return the characters of the line that holds an offset."""

    def part(self, top: float, bottom: float) -> Span:
        """Return the characters that stand between two heights, at least those."""

    def rows(self, span: Span) -> tuple[float, float]:
        """Return between which heights the characters of a range stand."""


class BlockLayout:
    """One block laid out at a width; points count from the block's upper left corner.

    Offsets are code points of the document's text; the block covers `span`.
    """

    def __init__(
        self,
        text: str,
        span: Span,
        style: Style,
        width: int,
        marks: Sequence[Mark] = (),
        words: Words | None = None,
    ) -> None:
        self.span = span
        self.style = style
        self.width = width
        self._offsets = Offsets(text)
        self._starts: list[int] = []
        self._length = 0
        self._rects: dict[tuple[int, int], tuple[QRectF, ...]] = {}
        self._known_x: dict[tuple[int, int], float] = {}
        self._layout = QTextLayout(text.replace("\t", " "), style.font)
        self._layout.setTextOption(style.option)
        self._layout.setCacheEnabled(True)
        formats = [self._format(mark) for mark in marks if mark.kind in _LOOKS]
        if formats:
            self._layout.setFormats(formats)
        self._break_at(width)
        if self.is_balanced and not (words is not None and self._break_by_sense(text, words)):
            self._balance(width)
        self.height = style.above + max(1, self.count) * style.pitch + style.below

    @property
    def count(self) -> int:
        """The number of lines."""
        return len(self._starts)

    @property
    def text_top(self) -> float:
        """Where the first line begins."""
        return float(self.style.above)

    @property
    def text_bottom(self) -> float:
        """Where the last line ends."""
        return float(self.style.above + self.count * self.style.pitch)

    def draw(self, painter: QPainter, at: QPointF, clip: QRectF) -> None:
        """Draw the text."""
        painter.setPen(self.style.colour)
        self._layout.draw(painter, at, [], clip)

    def rects(self, span: Span) -> Sequence[QRectF]:
        """Return a rectangle for each line that a range touches, all of the same height."""
        low = max(span.start, self.span.start) - self.span.start
        high = min(span.end, self.span.end) - self.span.start
        if low >= high or not self.count:
            return ()
        start, end = self._offsets.to_qt(low), self._offsets.to_qt(high)
        found = self._rects.get((start, end))
        if found is None:
            if len(self._rects) >= _KEPT_RECTS:
                self._rects.clear()
            found = self._rects[start, end] = self._boxes(start, end)
        return found

    def caret(self, offset: int, *, at_line_end: bool = False) -> QRectF:
        """Return where the caret stands before a character.

        Between two lines that is the beginning of the second, or with `at_line_end` the end of
        the first.
        """
        position = self._offsets.to_qt(offset - self.span.start)
        if not self.count:
            return QRectF(self.style.indent, self.style.above, 2, self.style.pitch)
        number = self._line_at(position)
        if at_line_end and number and self._starts[number] == position:
            number -= 1
            return QRectF(self._right(number), self._top(number), 2, self.style.pitch)
        return QRectF(self._x(number, position), self._top(number), 2, self.style.pitch)

    def hit(self, point: QPointF) -> int:
        """Return the offset nearest to a point."""
        if not self.count:
            return self.span.start
        row = self._row(point.y())
        line, x = self._layout.lineAt(row), point.x()
        position = candidate = line.xToCursor(x)
        # -- of spaces that hang over the end of a line Qt names the last, whichever is pointed at
        away = abs(self._x(row, position) - x)
        while candidate > self._starts[row]:
            candidate = self._layout.previousCursorPosition(candidate)
            distance = abs(self._x(row, candidate) - x)
            if distance > away:
                break
            if distance < away:
                position, away = candidate, distance
        return self.span.start + self._offsets.from_qt(position)

    def line_span(self, offset: int) -> Span:
        """Return the characters of the line that holds an offset."""
        if not self.count:
            return self.span
        return self._line_span(self._line_at(self._offsets.to_qt(offset - self.span.start)))

    def _line_span(self, number: int) -> Span:
        first = self._offsets.from_qt(self._starts[number])
        last = self._offsets.from_qt(self._end(number))
        return Span(self.span.start + first, self.span.start + last)

    def part(self, top: float, bottom: float) -> Span:
        """Return the characters of the lines between two heights."""
        if not self.count:
            return self.span
        first, last = self._line_span(self._row(top)), self._line_span(self._row(bottom))
        return Span(first.start, last.end)

    def rows(self, span: Span) -> tuple[float, float]:
        """Return between which heights the lines of a range stand."""
        start = self.caret(max(span.start, self.span.start))
        end = self.caret(min(span.end, self.span.end), at_line_end=not span.is_empty)
        return start.top(), max(start.bottom(), end.bottom())

    def _format(self, mark: Mark) -> QTextLayout.FormatRange:
        shown = QTextLayout.FormatRange()
        low = max(0, mark.span.start - self.span.start)
        high = max(low, min(mark.span.end, self.span.end) - self.span.start)
        shown.start = self._offsets.to_qt(low)
        shown.length = self._offsets.to_qt(high) - shown.start
        # -- a type with very many names, and few first frames show bold or a link
        from PySide6.QtGui import QTextCharFormat  # noqa: PLC0415

        looks = QTextCharFormat()
        _LOOKS[mark.kind](looks)
        if mark.kind is MarkKind.LINK:
            looks.setForeground(self.style.link)
        shown.format = looks
        return shown

    @property
    def is_balanced(self) -> bool:
        """Whether it is a title of several lines, which are to be about as long as each other."""
        centred = self.style.option.alignment() & Qt.AlignmentFlag.AlignHCenter
        return bool(centred) and 1 < self.count <= MOST_LINES

    def _break_by_sense(self, text: str, words: Words) -> bool:
        """Break a title between words; False where it cannot be."""
        lines, to_qt = self.count, self._offsets.to_qt
        self._layout.beginLayout()
        line = self._layout.createLine()
        line.setLineWidth(_ONE_LINE)
        self._layout.endLayout()
        # -- the stubs lack the first overload's tuple
        reached: list[Any] = [line.cursorToX(to_qt(at)) for at in range(len(text) + 1)]
        places = [float(x[0] - reached[0][0]) for x in reached]
        starts = [word.start for word in words(text)]
        cuts = title_cuts(text, starts, places, self.width, lines)
        if not cuts:
            self._break_at(self.width)
            return False
        ends = [to_qt(at) for at in (*cuts, len(text))]
        self._break_at(self.width, columns=[b - a for a, b in pairwise([0, *ends])])
        return True

    def _balance(self, width: int) -> None:
        """Make the lines of a heading about as long as each other: no last line of one character."""
        wanted = self.count
        natural = sum(self._layout.lineAt(n).naturalTextWidth() for n in range(wanted))
        for narrower in range(ceil(natural / wanted), width, max(1, self.style.pixels // 2)):
            self._break_at(narrower, (width - narrower) / 2)
            if self.count == wanted:
                return
        self._break_at(width)

    def _break_at(self, width: int, left: float = 0.0, columns: Sequence[int] = ()) -> None:
        """Lay the lines out; `columns` says how many UTF-16 units each has, else they are full."""
        style = self.style
        y = float(style.above)
        # -- every baseline at the same place in its line, whatever font a rare character brings
        base = (style.pitch - style.height) / 2 + style.ascent
        indent = style.indent
        self._starts.clear()
        self._layout.beginLayout()
        line = self._layout.createLine()
        while line.isValid():
            if columns:
                line.setNumColumns(columns[len(self._starts)], width - indent)
            else:
                line.setLineWidth(max(1, width - indent))
            line.setPosition(QPointF(left + indent, y + base - line.ascent()))
            self._starts.append(line.textStart())
            self._length = line.textStart() + line.textLength()
            y += style.pitch
            indent = 0
            line = self._layout.createLine()
        self._layout.endLayout()

    def _line_at(self, position: int) -> int:
        return max(0, bisect_right(self._starts, position) - 1)

    def _end(self, number: int) -> int:
        """Where a line ends, in UTF-16 units."""
        return self._starts[number + 1] if number + 1 < self.count else self._length

    def _boxes(self, start: int, end: int) -> tuple[QRectF, ...]:
        found = []
        for number in range(self._line_at(start), self.count):
            first, last = self._starts[number], self._end(number)
            if first >= end:
                break
            left = self._x(number, max(start, first))
            right = self._right(number) if end >= last else self._x(number, end)
            found.append(QRectF(left, self._top(number), max(1.0, right - left), self.style.pitch))
        return tuple(found)

    def _row(self, y: float) -> int:
        """The line at a height, or the one nearest to it."""
        return max(0, min(self.count - 1, int((y - self.style.above) // self.style.pitch)))

    def _top(self, number: int) -> float:
        return float(self.style.above + number * self.style.pitch)

    def _right(self, number: int) -> float:
        """The right edge of a line's last character; a justified line reaches its width."""
        if number == self.count - 1:
            line = self._layout.lineAt(number)
            # -- what centring adds on the left is no part of the text's width
            leading = line.x() - self._x(number, self._starts[number])
            return line.x() + line.naturalTextWidth() - leading
        return self._x(number, self._end(number))

    def _x(self, number: int, position: int) -> float:
        """Where a character of a line begins: marks, their lines and labels ask for the same."""
        key = (number, position)
        found = self._known_x.get(key)
        if found is None:
            value: Any = self._layout.lineAt(number).cursorToX(position)
            found = self._known_x[key] = float(value[0])
        return found
