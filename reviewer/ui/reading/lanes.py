"""Short labels beside the column: of which categories the remarks are that begin at a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from reviewer.model.records import Annotation
from reviewer.ui import labels
from reviewer.ui.look import Look
from reviewer.ui.reading.flow import Flow
from reviewer.ui.reading.layouts import Laid
from reviewer.ui.reading.marks import Marks
from reviewer.ui.theme import category_fill, category_line, legible

_PIXELS: Final = 11
ROW: Final = 15
"""The height of a label; remarks that begin nearer to each other are one group."""
_GAP: Final = 5
_LEAST: Final = 28
"""There are no labels where less room is beside the column: two characters with a number."""


class Label(NamedTuple):
    """One label: in viewport coordinates, with the remarks that it stands for."""

    rect: QRectF
    words: str
    number: int
    colour: QColor
    fill: QColor
    ids: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The words with the number of remarks, where there are several."""
        return f"{self.words} ×{self.number}" if self.number > 1 else self.words


def lane(flow: Flow) -> tuple[float, float]:
    """Return where the labels begin and how wide they may be; no width where there is no room."""
    column, width = flow.column
    page, wide = flow.page
    left = column + width + _GAP
    room = page + wide - left - 2
    return left, room if room >= _LEAST else 0.0


def labels_of(
    flow: Flow,
    marks: Marks,
    look: Look,
    block: tuple[Laid, float],
    annotations: Iterable[Annotation],
) -> Iterator[Label]:
    """Yield the labels of a block whose upper edge is at a height of the viewport.

    They never leave their line, so that a block looks the same whatever stands around it.
    """
    left, room = lane(flow)
    layout, y = block
    if not room:
        return
    pitch = layout.style.pitch
    rows = max(1, pitch // ROW)
    for top, group in _lines(flow, layout, annotations):
        by_name: dict[str, list[Annotation]] = {}
        for annotation in group:
            by_name.setdefault(_name(annotation, marks), []).append(annotation)
        named = list(by_name.items())
        alone = named if len(named) <= rows else named[: rows - 1]
        rest = [annotation for _, found in named[len(alone) :] for annotation in found]
        count = len(alone) + bool(rest)
        at = y + top + (pitch - count * ROW) / 2
        for name, found in alone:
            category = marks.category_of(found[0])
            fill = category_fill(category, look.fills)
            colour = legible(category_line(category, look.fills), look.page)
            ids = tuple(each.id for each in found)
            yield Label(QRectF(left, at, room, ROW), name, len(found), colour, fill, ids)
            at += ROW
        if rest:
            words = _tr("另 {count} 条") if alone else _tr("{count} 条")
            yield Label(
                QRectF(left, at, room, ROW),
                words.format(count=len(rest)),
                1,
                look.secondary,
                look.hairline,
                tuple(each.id for each in rest),
            )


def draw_labels(painter: QPainter, look: Look, found: Iterable[Label], marks: Marks) -> None:
    """Draw labels; those whose remarks are in focus or under the pointer stand on their fill."""
    font: QFont | None = None
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    for label in found:
        if font is None:
            font, metrics = _type(look.families.sans)
            painter.setFont(font)
        number = label.shown.removeprefix(label.words)
        words = _fitted(look.families.sans, label.words, number, label.rect.width() - 4)
        colour = label.colour
        if not (marks.focused.isdisjoint(label.ids) and marks.hovered.isdisjoint(label.ids)):
            wide = min(label.rect.width(), metrics.horizontalAdvance(words) + 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(label.fill)
            painter.drawRoundedRect(QRectF(label.rect.topLeft(), QSizeF(wide, ROW)), 3, 3)
            colour = legible(colour, label.fill)
        painter.setPen(colour)
        painter.drawText(label.rect.adjusted(2, 0, 0, 0), flags, words)


def label_at(flow: Flow, marks: Marks, look: Look, point: QPointF) -> Label | None:
    """Return the label under a point of the viewport."""
    left, room = lane(flow)
    if not look.lanes or not left <= point.x() <= left + room:
        return None
    for layout, y in flow.visible():
        if y <= point.y() < y + layout.height:
            found = labels_of(flow, marks, look, (layout, y), marks.on(layout.span))
            return next((label for label in found if label.rect.contains(point)), None)
    return None


def _lines(
    flow: Flow, layout: Laid, annotations: Iterable[Annotation]
) -> Iterator[tuple[float, list[Annotation]]]:
    """Yield the heights in a block at which remarks begin, with these in the text's order."""
    own = layout.span
    begun = [(a.span.start, a) for a in annotations if a.span is not None]
    placed = sorted(
        (
            (layout.caret(start).top(), start, annotation.id, annotation)
            for start, annotation in begun
            # -- the end of one part of an over-long paragraph is the beginning of the next
            if own.start <= start < own.end
            or (start == own.end and flow.layout(flow.block_at(start)) is layout)
        ),
        key=lambda each: each[:3],
    )
    group: list[Annotation] = []
    top = 0.0
    for height, _, _, annotation in placed:
        if group and height - top >= ROW:
            yield top, group
            group = []
        if not group:
            top = height
        group.append(annotation)
    if group:
        yield top, group


def _name(annotation: Annotation, marks: Marks) -> str:
    category = marks.category_of(annotation)
    return category.name if category is not None else labels.kind(annotation.kind)


@cache
def _type(families: tuple[str, ...]) -> tuple[QFont, QFontMetricsF]:
    """The font of the labels: to look one up takes as long as to draw with it."""
    font = QFont(list(families))
    font.setPixelSize(_PIXELS)
    return font, QFontMetricsF(font)


@lru_cache(maxsize=256)
def _fitted(families: tuple[str, ...], words: str, number: str, room: float) -> str:
    """Cut words so that they and a number behind them fit."""
    _, metrics = _type(families)
    room -= metrics.horizontalAdvance(number)
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, room) + number


def _tr(text: str) -> str:
    return QCoreApplication.translate("lanes", text)
