"""Draws the page: fills under the text, lines and signs over it.

Fills are multiplied where they overlap (screened on dark), so that every one stays visible as long
as the text does; each category also has a line pattern, since colour is never the only sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, reduce
from typing import Final, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from reviewer.model.records import Annotation, Category, Kind, Pattern
from reviewer.model.spans import Span, sweep
from reviewer.ui.look import Look
from reviewer.ui.reading.flow import Flow
from reviewer.ui.reading.lanes import ROW, draw_labels, labels_of
from reviewer.ui.reading.layouts import Laid
from reviewer.ui.reading.marks import Marks, Standing
from reviewer.ui.reading.pictures import FRAME, PictureLayout
from reviewer.ui.theme import LEGIBLE, category_fill, category_line, contrast, draw_icon

_FILLED: Final = (Kind.HIGHLIGHT, Kind.COMMENT)
_STRUCK: Final = (Kind.STRIKEOUT, Kind.REPLACE, Kind.DELETE)
_DASHES: Final = {
    Pattern.DASHED: [5.0, 3.0],
    Pattern.DOTTED: [1.0, 2.5],
    Pattern.DASH_DOT: [6.0, 2.5, 1.0, 2.5],
}
_LANE: Final = 1 / 6
_WIDEST_LANE: Final = 6
"""Lines of overlapping marks stand that far apart, as a share of the type's size and in pixels at
most: two below the text, others above it."""
STANDS_OUT: Final = 8
"""Glyphs and signs reach at most that many pixels beyond their line."""
_KEPT_MIXES: Final = 512
_Tint = tuple[Category | None, bool, bool]
"""What a fill is coloured after: the category, whether it is faint, whether it is lit up."""


class Selected(NamedTuple):
    """What the painter must know of the selection."""

    span: Span
    caret: QRectF | None
    caret_strong: bool
    flash: Span | None


class PagePainter:
    """Draws what of a report is on screen."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self._mixes: dict[tuple[_Tint, ...], QColor] = {}

    def paint(
        self, painter: QPainter, clip: QRect, flow: Flow, marks: Marks, selected: Selected
    ) -> None:
        """Draw the part of the viewport inside `clip`."""
        look = self.look
        left, width = flow.page
        page = QRect(left, clip.top(), width, clip.height())
        # -- each pixel once: on a page there are millions
        fill(painter, clip & page, look.page)
        right = page.right() + 1
        fill(painter, clip & QRect(0, clip.top(), left, clip.height()), look.window)
        beside = QRect(right, clip.top(), clip.right() + 1 - right, clip.height())
        fill(painter, clip & beside, look.window)
        painter.setPen(QPen(look.hairline, 1))
        painter.drawLine(page.left() - 1, clip.top(), page.left() - 1, clip.bottom())
        painter.drawLine(page.right() + 1, clip.top(), page.right() + 1, clip.bottom())
        column, _ = flow.column
        for layout, y in flow.visible():
            if y > clip.bottom() or y + layout.height < clip.top():
                continue
            part = _drawn(layout, clip.top() - y, clip.bottom() - y)
            painter.translate(column, y)
            seen = QRectF(clip).translated(-column, -y)
            self._block(painter, seen, (layout, part), marks, selected)
            painter.translate(-column, -y)
            if look.numbered:
                from reviewer.ui.reading.numbers import draw_numbers  # noqa: PLC0415

                draw_numbers(painter, look, flow.document, layout, column, y)
            if look.lanes:
                # -- labels of lines that are narrower are grouped from the top of the block
                near = layout.span if layout.style.pitch < ROW else part
                labelled = [
                    each.annotation
                    for each in marks.standing_on(layout.span)
                    if near.start <= each.span.start <= near.end
                ]
                labels = labels_of(flow, marks, look, (layout, y), labelled)
                draw_labels(painter, look, labels, marks)
        self._handles(painter, flow, marks)
        if selected.caret is not None:
            self._caret(painter, selected.caret, strong=selected.caret_strong)

    def _handles(self, painter: QPainter, flow: Flow, marks: Marks) -> None:
        """Draw what the ends of the annotation in focus are dragged by."""
        ends = marks.handles()
        if ends is None:
            return
        annotation, span = ends
        found = marks.get(annotation)
        colour = self.look.accent
        if found is not None:
            colour = category_line(marks.category_of(found), self.look.fills)
        for rect in (flow.caret(span.start), flow.end_of(span)):
            if rect is None:
                continue
            inset = rect.height() * 0.14
            top = rect.top() + inset
            painter.fillRect(QRectF(rect.left() - 0.75, top, 1.5, rect.height() - inset), colour)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(rect.left(), rect.bottom()), 3.2, 3.2)

    def _block(
        self,
        painter: QPainter,
        clip: QRectF,
        drawn: tuple[Laid, Span],
        marks: Marks,
        selected: Selected,
    ) -> None:
        """Draw what of a block is inside `clip`, from its upper left corner: that part of it."""
        look = self.look
        layout, part = drawn
        standing = [each for each in marks.standing_on(layout.span) if each.span.meets(part)]
        # -- the same for each block, whatever was drawn before: scrolling draws only some
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._under(painter, layout, part, standing, marks)
        self._hits(painter, layout, marks.hits_on(part), marks)
        self._fill(painter, layout, selected.span, look.selection)
        if selected.flash is not None:
            self._fill(painter, layout, selected.flash, look.selection)
        layout.draw(painter, QPointF(), clip.adjusted(0, -STANDS_OUT, 0, STANDS_OUT))
        if isinstance(layout, PictureLayout) and layout.span.start in selected.span:
            layout.draw_veil(painter, QPointF(), look.selection)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._over(painter, layout, part, standing, marks)
        self._waves(painter, layout, marks.findings_on(part))

    # under the text

    def _under(
        self, painter: QPainter, layout: Laid, part: Span, standing: list[Standing], marks: Marks
    ) -> None:
        filled = [each for each in standing if each.lane >= 0 and each.annotation.kind in _FILLED]
        if not filled:
            return
        lit = marks.focused | marks.hovered
        filled.sort(key=lambda each: (each.annotation.id in marks.focused, each.depth))
        fills = []
        for each in filled:
            annotation = each.annotation
            faint, strong = annotation.kind is Kind.COMMENT, annotation.id in lit
            tint = (marks.category_of(annotation), faint, strong)
            fills.append((each.span, tint))
        for run, over in sweep(fills, part):
            if over:
                self._fill(painter, layout, run, self._mixed(over))

    def _mixed(self, over: tuple[_Tint, ...]) -> QColor:
        """Mix the fills of a stack; what is in focus or under the pointer is stronger.

        Of a high stack only so many are mixed, from the uppermost down, that the text stays legible.
        """
        known = self._mixes.get(over)
        if known is not None:
            return known
        fills = [self._tinted(*tint) for tint in over]
        colour = fills[-1]
        for depth in range(2, len(fills) + 1):
            deeper = reduce(self._overlap, fills[-depth:])
            if contrast(deeper, self.look.text) < LEGIBLE:
                break
            colour = deeper
        if len(self._mixes) >= _KEPT_MIXES:
            self._mixes.clear()
        self._mixes[over] = colour
        return colour

    def _tinted(self, category: Category | None, faint: bool, strong: bool) -> QColor:
        fill = category_fill(category, self.look.fills)
        if strong:
            return _blend(fill, category_line(category, self.look.fills), 0.14)
        return _blend(self.look.page, fill, 0.6) if faint else fill

    def _overlap(self, one: QColor, other: QColor) -> QColor:
        if self.look.is_dark:
            return _blend(one, other, 0.5).lighter(112)
        return QColor(
            one.red() * other.red() // 255,
            one.green() * other.green() // 255,
            one.blue() * other.blue() // 255,
        )

    def _hits(self, painter: QPainter, layout: Laid, hits: Sequence[Span], marks: Marks) -> None:
        current = marks.hits[marks.current_hit] if marks.current_hit >= 0 else None
        for hit in hits:
            colour = self.look.current_match if hit == current else self.look.match
            self._fill(painter, layout, hit, colour)
            if hit == current:
                # -- where one is, is not said by a shade alone
                painter.setPen(self.look.accent)
                painter.drawRects([_framed(rect, layout) for rect in layout.rects(hit)])

    def _waves(self, painter: QPainter, layout: Laid, findings: list[Span]) -> None:
        """Draw the wavy lines of proof-reading: fine, so that no category's line is mistaken."""
        if not findings:
            return
        painter.setPen(QPen(self.look.secondary, 1))
        for rect in (rect for span in findings for rect in layout.rects(span)):
            box = _text_box(rect, layout)
            x, y, up = box.left(), box.bottom() - 1, False
            while x < box.right() - 1:
                end = min(x + 3.0, box.right())
                painter.drawLine(QPointF(x, y - 2 * up), QPointF(end, y - 2 * (not up)))
                x, up = end, not up

    def _fill(self, painter: QPainter, layout: Laid, span: Span, colour: QColor) -> None:
        for rect in layout.rects(span):
            painter.fillRect(_text_box(rect, layout), colour)

    # over the text

    def _over(
        self, painter: QPainter, layout: Laid, part: Span, standing: list[Standing], marks: Marks
    ) -> None:
        for each in standing:
            annotation = each.annotation
            category = marks.category_of(annotation)
            colour = category_line(category, self.look.fills)
            if each.lane < 0:
                self._margin_sign(painter, layout, colour, each.span.start)
                continue
            lit = annotation.id in marks.focused or annotation.id in marks.hovered
            span = each.span
            for rect in layout.rects(span.clipped(part) or span):
                line = _text_box(rect, layout) if isinstance(layout, PictureLayout) else rect
                lane = min(_WIDEST_LANE, layout.style.pixels * _LANE)
                drawn = (colour, each.lane, lane, lit)
                self._lines(painter, line, annotation.kind, category, drawn)
            if layout.span.start <= span.start <= layout.span.end:
                self._signs(painter, layout, annotation, span, colour)

    def _lines(
        self,
        painter: QPainter,
        rect: QRectF,
        kind: Kind,
        category: Category | None,
        drawn: tuple[QColor, int, float, bool],
    ) -> None:
        colour, lane, apart, lit = drawn
        # -- ends between two pixels would be drawn this way or that, depending on what is redrawn
        left, right = round(rect.left()), round(rect.right())
        if kind in _STRUCK:
            painter.setPen(QPen(colour, 2.4 if lit else 1.6))
            y = rect.center().y() + 0.5
            painter.drawLine(QLineF(left, y, right, y))
            return
        pattern = category.pattern if category is not None else Pattern.SOLID
        # -- a third line below would strike the text through
        y = rect.bottom() - (lane + 1) * apart if lane < 2 else rect.top() + apart
        draw_pattern(painter, QLineF(left, y, right, y), pattern, colour, wide=lit)

    def _signs(
        self, painter: QPainter, layout: Laid, annotation: Annotation, span: Span, colour: QColor
    ) -> None:
        """A wedge for suggested words, a dot at the first character of what has a note."""
        if annotation.kind in (Kind.INSERT, Kind.REPLACE):
            end = min(span.end, layout.span.end)
            caret = layout.caret(end, at_line_end=not span.is_empty)
            draw_wedge(painter, QPointF(caret.left(), caret.bottom() - 5), colour)
        elif annotation.kind is Kind.COMMENT or annotation.body:
            first = layout.caret(span.start)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawEllipse(QPointF(first.left() + 2, first.top() + 5), 2.6, 2.6)

    def _margin_sign(self, painter: QPainter, layout: Laid, colour: QColor, start: int) -> None:
        if not layout.span.start <= start <= layout.span.end:
            return
        size = min(20, layout.style.pitch)
        top = layout.caret(start).top() + (layout.style.pitch - size) / 2
        draw_icon(painter, "chat-centered-text", QRect(-size - 8, int(top), size, size), colour)

    def _caret(self, painter: QPainter, rect: QRectF, *, strong: bool) -> None:
        colour = QColor(self.look.accent if strong else self.look.secondary)
        if not strong:
            colour.setAlphaF(0.6)
        inset = rect.height() * 0.18
        box = QRectF(rect.left() - 1, rect.top() + inset, 2, rect.height() - 2 * inset)
        fill(painter, box, colour)


def fill(painter: QPainter, rect: QRect | QRectF, colour: QColor) -> None:
    """Fill a rectangle; what is drawn next wants a pen of its own.

    `QPainter.fillRect` does the same, but asked for the first time it makes a hundred names of
    gradients, which takes longer than to draw the page.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(rect)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_pattern(
    painter: QPainter, line: QLineF, pattern: Pattern, colour: QColor, *, wide: bool = False
) -> None:
    """Draw a line with a category's pattern."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, pattern is Pattern.WAVY)
    painter.setPen(_pen(colour.rgba(), pattern, wide=wide))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if pattern is Pattern.WAVY:
        painter.drawPath(_wave(line))
    elif pattern is Pattern.DOUBLE:
        painter.drawLine(line.translated(0, -1.5))
        painter.drawLine(line.translated(0, 1.5))
    else:
        painter.drawLine(line)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


@lru_cache(maxsize=256)
def _pen(colour: int, pattern: Pattern, *, wide: bool) -> QPen:
    width = 2.4 if wide else 1.6
    if pattern is Pattern.DOUBLE:
        return QPen(QColor.fromRgba(colour), width * 0.6)
    pen = QPen(QColor.fromRgba(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if pattern in _DASHES:
        pen.setDashPattern([length / width * 1.6 for length in _DASHES[pattern]])
    return pen


def _wave(line: QLineF) -> QPainterPath:
    path = QPainterPath(line.p1())
    x, up = line.x1(), True
    while x < line.x2():
        following = min(x + 4, line.x2())
        path.quadTo((x + following) / 2, line.y1() + (-2.4 if up else 2.4), following, line.y1())
        x, up = following, not up
    return path


def draw_wedge(painter: QPainter, tip: QPointF, colour: QColor) -> None:
    """Draw the sign of words to be put in: a wedge whose tip is at a point."""
    path = QPainterPath(tip)
    path.lineTo(tip.x() - 4, tip.y() + 6)
    path.lineTo(tip.x() + 4, tip.y() + 6)
    path.closeSubpath()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, colour)


def _text_box(rect: QRectF, layout: Laid) -> QRectF:
    """The box of even height around a line's characters; a picture's frame."""
    if isinstance(layout, PictureLayout):
        return rect.adjusted(-FRAME, -FRAME, FRAME, FRAME)
    spare = (layout.style.pitch - layout.style.pixels * 1.36) / 2
    return rect.adjusted(0, spare, 0, -spare)


def _framed(rect: QRectF, layout: Laid) -> QRect:
    """The box around a line's characters, for a line of one pixel just inside it."""
    return _text_box(rect, layout).toAlignedRect().adjusted(0, 0, -1, -1)


def _blend(one: QColor, other: QColor, share: float) -> QColor:
    keep = 1 - share
    return QColor(
        round(one.red() * keep + other.red() * share),
        round(one.green() * keep + other.green() * share),
        round(one.blue() * keep + other.blue() * share),
    )


def _drawn(layout: Laid, top: float, bottom: float) -> Span:
    """The characters of a block of which something may show between two heights."""
    return layout.part(top - STANDS_OUT, bottom + STANDS_OUT)
