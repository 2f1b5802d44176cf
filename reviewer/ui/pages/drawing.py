"""How pages look: their pictures, the remarks on their words, what is selected."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from reviewer.model.records import Annotation, Kind, Scope
from reviewer.model.spans import Span
from reviewer.ui.pages.tiles import EDGE, Tile

if TYPE_CHECKING:
    from reviewer.ui.pages.view import PagesView

_DEFAULT_FILL: Final = "#FCE7A9"
_DEFAULT_LINE: Final = "#8F6B00"
_DIM: Final = "#CFCFCF"
_SELECTED: Final = "#A9CDF3"
_CARET: Final = "#1A1A1A"
_LINED: Final = (Kind.UNDERLINE, Kind.STRIKEOUT, Kind.REPLACE, Kind.DELETE)


def draw(painter: QPainter, view: PagesView, visible: range) -> None:
    """Draw these pages with what is said of them."""
    for number in visible:
        _draw_page(painter, view, number)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    shown = _annotations(view, visible)
    for annotation in shown:
        _draw_fill(painter, view, annotation)
    look = view.reader.look
    for rect in _selected(view):
        # -- paper is light in the dark too
        painter.fillRect(rect, QColor(_SELECTED) if look.is_dark else look.selection)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    for annotation in shown:
        _draw_lines(painter, view, annotation)
    if view.hasFocus():
        painter.fillRect(view.selection_rect().adjusted(-1, 0, 1, 0), QColor(_CARET))


def _draw_page(painter: QPainter, view: PagesView, number: int) -> None:
    page = view.sheets.page_rect(number)
    painter.fillRect(page, QColor("white"))
    painter.setPen(view.reader.look.hairline)
    painter.drawRect(page.adjusted(-1, -1, 0, 0))
    if view.tiles is None:
        return
    ratio = view.devicePixelRatioF()
    scale = round(view.sheets.scale() * ratio, 4)
    edge = EDGE / ratio
    seen = page.intersected(QRectF(view.viewport().rect()))
    painter.save()
    painter.setClipRect(page)
    seen = seen.translated(-page.topLeft())
    for row in range(int(seen.top() // edge), int(seen.bottom() // edge) + 1):
        for column in range(int(seen.left() // edge), int(seen.right() // edge) + 1):
            image = view.tiles.get(Tile(number, scale, column, row))
            if image is not None:
                place = QRectF(page.left() + column * edge, page.top() + row * edge, edge, edge)
                painter.drawImage(place, image)
    # -- paper has the colour of the text's page, and does not glare in the dark
    paper = view.reader.look.page
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.fillRect(page, QColor(_DIM) if view.reader.look.is_dark else paper)
    painter.restore()


def _annotations(view: PagesView, visible: range) -> list[Annotation]:
    """Return the remarks whose characters are on these pages."""
    lines = [line for number in visible for line in view.page_map.pages[number].lines]
    if not lines:
        return []
    seen = Span(min(line.start for line in lines), max(line.end for line in lines))
    by_length: dict[int, list[Annotation]] = defaultdict(list)
    for annotation in view.reader.marks.placed():
        span = annotation.span
        if span is not None and span.start <= seen.end and seen.start <= span.end:
            by_length[-len(span)].append(annotation)
    return [annotation for length in sorted(by_length) for annotation in by_length[length]]


def _draw_fill(painter: QPainter, view: PagesView, annotation: Annotation) -> None:
    if annotation.span is None or annotation.span.is_empty or annotation.kind in _LINED:
        return
    if annotation.target.scope is not Scope.RANGE:
        return
    category = view.reader.marks.category_of(annotation)
    colour = QColor(category.light if category is not None else _DEFAULT_FILL)
    for rect in view.rects(annotation.span):
        painter.fillRect(rect, colour)


def _draw_lines(painter: QPainter, view: PagesView, annotation: Annotation) -> None:
    if annotation.span is None:
        return
    marks = view.reader.marks
    category = marks.category_of(annotation)
    colour = QColor(category.line if category is not None else _DEFAULT_LINE)
    painter.setPen(QPen(colour, 2.0 if annotation.id in marks.focused else 1.4))
    rects = view.rects(annotation.span)
    if annotation.span.is_empty or annotation.target.scope is not Scope.RANGE:
        rect = rects[0]
        painter.fillRect(QRectF(rect.left() - 7, rect.top(), 4, rect.height()), colour)
        return
    struck = annotation.kind in (Kind.STRIKEOUT, Kind.REPLACE, Kind.DELETE)
    for rect in rects:
        y = rect.center().y() if struck else rect.bottom()
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))


def _selected(view: PagesView) -> list[QRectF]:
    span = view.reader.selection()
    return [] if span.is_empty or not view.page_map.pages else view.rects(span)
