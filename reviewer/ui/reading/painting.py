"""Draws the page: fills under the text, lines and signs over it.

Fills are multiplied where they overlap (screened on dark), so that every one stays visible; each
category also has a line pattern, since colour is never the only sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from reviewer.model.records import Annotation, Category, Kind, Pattern, Scope
from reviewer.model.spans import Span, sweep
from reviewer.ui.look import Look
from reviewer.ui.reading.flow import Flow
from reviewer.ui.reading.lanes import ROW, draw_labels, labels_of
from reviewer.ui.reading.layouts import Laid
from reviewer.ui.reading.marks import Marks
from reviewer.ui.reading.pictures import FRAME, PictureLayout
from reviewer.ui.theme import category_fill, category_line, draw_icon

_FILLED: Final = (Kind.HIGHLIGHT, Kind.COMMENT)
_STRUCK: Final = (Kind.STRIKEOUT, Kind.REPLACE, Kind.DELETE)
_DASHES: Final = {
    Pattern.DASHED: [5.0, 3.0],
    Pattern.DOTTED: [1.0, 2.5],
    Pattern.DASH_DOT: [6.0, 2.5, 1.0, 2.5],
}
_LANE: Final = 4
"""Lines of overlapping marks stand that many pixels apart."""
STANDS_OUT: Final = 8
"""Glyphs and signs reach at most that many pixels beyond their line."""


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

    def paint(
        self, painter: QPainter, clip: QRect, flow: Flow, marks: Marks, selected: Selected
    ) -> None:
        """Draw the part of the viewport inside `clip`."""
        look = self.look
        painter.fillRect(clip, look.window)
        left, width = flow.page
        page = QRect(left, clip.top(), width, clip.height())
        painter.fillRect(page, look.page)
        painter.setPen(QPen(look.hairline, 1))
        painter.drawLine(page.left() - 1, clip.top(), page.left() - 1, clip.bottom())
        painter.drawLine(page.right() + 1, clip.top(), page.right() + 1, clip.bottom())
        column, _ = flow.column
        for layout, y in flow.visible():
            if y > clip.bottom() or y + layout.height < clip.top():
                continue
            origin = QPointF(column, y)
            part = layout.part(clip.top() - STANDS_OUT - y, clip.bottom() + STANDS_OUT - y)
            annotations = marks.on(layout.span)
            # -- the same for each block, whatever was drawn before: scrolling draws only some
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            self._under(painter, layout, origin, annotations, (part, marks))
            self._hits(painter, layout, origin, marks.hits_on(part), marks)
            self._block_of(painter, layout, origin, selected.span, look.selection)
            if selected.flash is not None:
                self._block_of(painter, layout, origin, selected.flash, look.selection)
            layout.draw(painter, origin, QRectF(clip).adjusted(0, -STANDS_OUT, 0, STANDS_OUT))
            if isinstance(layout, PictureLayout) and layout.span.start in selected.span:
                layout.draw_veil(painter, origin, look.selection)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._over(painter, layout, origin, annotations, (part, marks))
            paragraphs = flow.document.paragraphs_in(part)
            findings = [f for f in marks.findings_in_paragraphs(paragraphs) if f.meets(part)]
            self._waves(painter, layout, origin, findings)
            if look.numbered:
                from reviewer.ui.reading.numbers import draw_numbers  # noqa: PLC0415

                draw_numbers(painter, look, flow.document, layout, column, y)
            if look.lanes:
                near = [a for a in annotations if a.span and part.start <= a.span.start <= part.end]
                # -- labels of lines that are narrower are grouped from the top of the block
                labelled = annotations if layout.style.pitch < ROW else near
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

    # under the text

    def _under(
        self,
        painter: QPainter,
        layout: Laid,
        origin: QPointF,
        annotations: list[Annotation],
        shown: tuple[Span, Marks],
    ) -> None:
        part, marks = shown
        fills = [
            (a.span, a)
            for a in annotations
            if a.span is not None and a.kind in _FILLED and a.target.scope is Scope.RANGE
        ]
        if not fills:
            return
        for run, over in sweep(fills, part):
            if over:
                colour = self._mixed(over, marks)
                for rect in layout.rects(run):
                    painter.fillRect(_text_box(rect.translated(origin), layout), colour)

    def _mixed(self, over: tuple[Annotation, ...], marks: Marks) -> QColor:
        """Mix the fills of a stack; what is in focus or under the pointer is stronger."""
        colour = QColor(self.look.page)
        for annotation in over:
            fill = category_fill(marks.category_of(annotation), self.look.fills)
            lit = annotation.id in marks.focused or annotation.id in marks.hovered
            if annotation.kind is Kind.COMMENT and not lit:
                fill = _blend(self.look.page, fill, 0.6)
            if lit:
                line = category_line(marks.category_of(annotation), self.look.fills)
                fill = _blend(fill, line, 0.14)
            colour = fill if colour == self.look.page else self._overlap(colour, fill)
        return colour

    def _overlap(self, one: QColor, other: QColor) -> QColor:
        if self.look.is_dark:
            return _blend(one, other, 0.5).lighter(112)
        return QColor(
            one.red() * other.red() // 255,
            one.green() * other.green() // 255,
            one.blue() * other.blue() // 255,
        )

    def _hits(
        self,
        painter: QPainter,
        layout: Laid,
        origin: QPointF,
        hits: Sequence[Span],
        marks: Marks,
    ) -> None:
        current = marks.hits[marks.current_hit] if marks.current_hit >= 0 else None
        for hit in hits:
            colour = self.look.current_match if hit == current else self.look.match
            self._block_of(painter, layout, origin, hit, colour)

    def _waves(
        self, painter: QPainter, layout: Laid, origin: QPointF, findings: list[Span]
    ) -> None:
        """Draw the wavy lines of proof-reading: fine, so that no category's line is mistaken."""
        painter.setPen(QPen(self.look.secondary, 1))
        for rect in (rect for span in findings for rect in layout.rects(span)):
            box = _text_box(rect.translated(origin), layout)
            x, y, up = box.left(), box.bottom() - 1, False
            while x < box.right() - 1:
                end = min(x + 3.0, box.right())
                painter.drawLine(QPointF(x, y - 2 * up), QPointF(end, y - 2 * (not up)))
                x, up = end, not up

    def _block_of(
        self, painter: QPainter, layout: Laid, origin: QPointF, span: Span, colour: QColor
    ) -> None:
        for rect in layout.rects(span):
            painter.fillRect(_text_box(rect.translated(origin), layout), colour)

    # over the text

    def _over(
        self,
        painter: QPainter,
        layout: Laid,
        origin: QPointF,
        annotations: list[Annotation],
        shown: tuple[Span, Marks],
    ) -> None:
        part, marks = shown
        lanes: list[int] = []
        for annotation in sorted(annotations, key=_start):
            span = annotation.span
            if span is None:
                continue
            ranged = annotation.target.scope is Scope.RANGE
            # -- also what is not drawn now takes its lane
            lane = _lane(lanes, span) if ranged else 0
            if not span.meets(part):
                continue
            category = marks.category_of(annotation)
            colour = category_line(category, self.look.fills)
            if not ranged:
                self._margin_sign(painter, layout, origin, colour, annotation)
                continue
            lit = annotation.id in marks.focused or annotation.id in marks.hovered
            for rect in layout.rects(span.clipped(part) or span):
                line = _text_box(rect, layout) if isinstance(layout, PictureLayout) else rect
                drawn = (colour, lane, lit)
                self._lines(painter, line.translated(origin), annotation.kind, category, drawn)
            if layout.span.start <= span.start <= layout.span.end:
                self._signs(painter, layout, origin, annotation, colour)

    def _lines(
        self,
        painter: QPainter,
        rect: QRectF,
        kind: Kind,
        category: Category | None,
        drawn: tuple[QColor, int, bool],
    ) -> None:
        colour, lane, lit = drawn
        # -- ends between two pixels would be drawn this way or that, depending on what is redrawn
        left, right = round(rect.left()), round(rect.right())
        if kind in _STRUCK:
            painter.setPen(QPen(colour, 2.4 if lit else 1.6))
            y = rect.center().y() + 0.5
            painter.drawLine(QLineF(left, y, right, y))
            return
        pattern = category.pattern if category is not None else Pattern.SOLID
        y = rect.bottom() - 3 - min(lane, 3) * _LANE
        draw_pattern(painter, QLineF(left, y, right, y), pattern, colour, wide=lit)

    def _signs(
        self,
        painter: QPainter,
        layout: Laid,
        origin: QPointF,
        annotation: Annotation,
        colour: QColor,
    ) -> None:
        """A wedge for suggested words, a dot at the first character of what has a note."""
        span = annotation.span or Span(0, 0)
        if annotation.kind in (Kind.INSERT, Kind.REPLACE):
            end = min(span.end, layout.span.end)
            caret = layout.caret(end, at_line_end=not span.is_empty).translated(origin)
            draw_wedge(painter, QPointF(caret.left(), caret.bottom() - 5), colour)
        elif annotation.kind is Kind.COMMENT or annotation.body:
            first = layout.caret(span.start).translated(origin)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawEllipse(QPointF(first.left() + 2, first.top() + 5), 2.6, 2.6)

    def _margin_sign(
        self,
        painter: QPainter,
        layout: Laid,
        origin: QPointF,
        colour: QColor,
        annotation: Annotation,
    ) -> None:
        span = annotation.span or layout.span
        if not layout.span.start <= span.start <= layout.span.end:
            return
        size = min(20, layout.style.pitch)
        caret = layout.caret(max(span.start, layout.span.start))
        top = origin.y() + caret.top() + (layout.style.pitch - size) / 2
        draw_icon(
            painter,
            "chat-centered-text",
            QRect(int(origin.x()) - size - 8, int(top), size, size),
            colour,
        )

    def _caret(self, painter: QPainter, rect: QRectF, *, strong: bool) -> None:
        colour = QColor(self.look.accent if strong else self.look.secondary)
        if not strong:
            colour.setAlphaF(0.6)
        inset = rect.height() * 0.18
        painter.fillRect(
            QRectF(rect.left() - 1, rect.top() + inset, 2, rect.height() - 2 * inset), colour
        )


def draw_pattern(
    painter: QPainter, line: QLineF, pattern: Pattern, colour: QColor, *, wide: bool = False
) -> None:
    """Draw a line with a category's pattern."""
    width = 2.4 if wide else 1.6
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if pattern in _DASHES:
        pen.setDashPattern([length / width * 1.6 for length in _DASHES[pattern]])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, pattern is Pattern.WAVY)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if pattern is Pattern.WAVY:
        painter.drawPath(_wave(line))
    elif pattern is Pattern.DOUBLE:
        painter.setPen(QPen(colour, width * 0.6))
        painter.drawLine(line.translated(0, -1.5))
        painter.drawLine(line.translated(0, 1.5))
    else:
        painter.drawLine(line)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


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


def _blend(one: QColor, other: QColor, share: float) -> QColor:
    keep = 1 - share
    return QColor(
        round(one.red() * keep + other.red() * share),
        round(one.green() * keep + other.green() * share),
        round(one.blue() * keep + other.blue() * share),
    )


def _start(annotation: Annotation) -> tuple[int, int]:
    span = annotation.span or Span(0, 0)
    return span.start, -span.end


def _lane(lanes: list[int], span: Span) -> int:
    """Return the first lane that is free at a span's start, and take it."""
    for number, end in enumerate(lanes):
        if end <= span.start:
            lanes[number] = span.end
            return number
    lanes.append(span.end)
    return len(lanes) - 1
