"""The overview strip beside the scroll bar: where in the whole report the marks stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from reviewer.model.records import Annotation
from reviewer.ui.reading.flow import Flow
from reviewer.ui.reading.painting import fill
from reviewer.ui.reading.view import ReadingView
from reviewer.ui.theme import category_line

WIDTH: Final = 20
_END: Final = 18
"""The height of the numbers above and below."""
_TICK: Final = 4
_COLOURS: Final = 3
_EXACT: Final = 2000
"""With more annotations than that, those of one part of the text are one tick."""


class _Tick(NamedTuple):
    """All annotations within a few pixels: what they are coloured, how many they are."""

    colours: tuple[str, ...]
    number: int


class OverviewStrip(QWidget):
    """Ticks for annotations and hits, how many stand above and below; a click goes there."""

    #: The person wants to see the annotation before (-1) or after (1) what is on screen.
    step_wanted = Signal(int)

    def __init__(self, view: ReadingView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._ticks: dict[int, _Tick] | None = None
        self._starts: list[int] = []
        self._measured = -1
        self._hits_key: tuple[int, ...] = ()
        self._hits_at: tuple[int, ...] = ()
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self.tr("批注总览"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._watched = [view]
        view.marks.placed_changed.connect(self.forget)
        self._attend_to(view)

    def watch(self, view: ReadingView) -> None:
        """Be the strip of another view with the same marks."""
        self._view = view
        if view not in self._watched:
            self._watched.append(view)
            self._attend_to(view)
        self.forget()

    def _attend_to(self, view: ReadingView) -> None:
        view.verticalScrollBar().valueChanged.connect(self.update)
        view.verticalScrollBar().rangeChanged.connect(self.update)

    def forget(self) -> None:
        """Work the ticks out again when they are next drawn."""
        self._ticks = None
        self._hits_key = ()
        self.update()

    def around(self) -> tuple[int, int]:
        """Return how many annotations begin above and below what is on screen."""
        if self._view.flow is None:
            return 0, 0
        shown = self._view.flow.shown_span()
        self._known()
        above = bisect_left(self._starts, shown.start)
        return above, len(self._starts) - bisect_right(self._starts, max(shown.start, shown.end))

    def words_at(self, y: int) -> str:
        """Say what a height of the strip stands for: the annotations there, above or below."""
        above, below = self.around()
        if y < _END:
            return self.tr("上方 {count} 条批注，单击到最近一条").format(count=above)
        if y > self.height() - _END:
            return self.tr("下方 {count} 条批注，单击到最近一条").format(count=below)
        bucket = (y - _END) // _TICK
        ticks = self._known()
        count = sum(ticks[at].number for at in (bucket - 1, bucket, bucket + 1) if at in ticks)
        here = self.tr("此处 {count} 条批注").format(count=count) + "\n" if count else ""
        return here + self._words(above, below)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ticks, which part is on screen, and how many stand beyond it."""
        painter = QPainter(self)
        look = self._view.look
        fill(painter, self.rect(), look.window)
        flow = self._view.flow
        if flow is None:
            return
        total = max(1, flow.height)
        top, room = self._room()
        faint = QColor(look.secondary)
        faint.setAlphaF(0.14)
        height = self._view.viewport().height() / total * room
        box = QRectF(3, top + flow.scrolled / total * room, WIDTH - 6, max(6.0, height))
        fill(painter, box, faint)
        for bucket, tick in self._known().items():
            width = (WIDTH - 8) / len(tick.colours)
            for place, colour in enumerate(tick.colours):
                painter.fillRect(
                    QRectF(4 + place * width, top + bucket * _TICK, width, 3), QColor(colour)
                )
        for pixel in self._hit_pixels(flow, room):
            painter.fillRect(QRectF(0, top + pixel, 3, 2), look.current_match)
        self._draw_counts(painter)

    def _draw_counts(self, painter: QPainter) -> None:
        above, below = self.around()
        words = self._words(above, below)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
        font = self.font()
        font.setPixelSize(9)
        painter.setFont(font)
        painter.setPen(self._view.look.secondary)
        centre = Qt.AlignmentFlag.AlignCenter
        if above:
            painter.drawText(QRect(0, 0, WIDTH, _END), centre, _short(above))
        if below:
            painter.drawText(QRect(0, self.height() - _END, WIDTH, _END), centre, _short(below))

    def _words(self, above: int, below: int) -> str:
        """Say how many annotations there are, and where they stand."""
        words = self.tr("上方 {above} 条，下方 {below} 条").format(above=above, below=below)
        hits = len(self._view.marks.hits)
        return words + self.tr("；查找结果 {count} 处").format(count=hits) if hits else words

    def _hit_pixels(self, flow: Flow, room: int) -> Sequence[int]:
        """Where hits are drawn; of very many, as many as can be told apart."""
        hits = self._view.marks.hits
        key = (id(hits), len(hits), flow.height // 20, room)
        if key != self._hits_key:
            self._hits_key = key
            few = hits[:: 1 + len(hits) // room]
            self._hits_at = tuple({round(flow.share_of(hit.start) * room) for hit in few})
        return self._hits_at

    def _known(self) -> dict[int, _Tick]:
        flow = self._view.flow
        if flow is None:
            return {}
        if self._ticks is None or abs(self._measured - flow.height) > flow.height // 20:
            self._measured = flow.height
            self._ticks = self._made(flow)
        return self._ticks

    def _made(self, flow: Flow) -> dict[int, _Tick]:
        marks = self._view.marks
        _, room = self._room()
        ticks: dict[int, _Tick] = {}
        starts: list[int] = []
        for start, annotation, count in self._places():
            starts += [start] * count
            bucket = int(flow.share_of(start) * room) // _TICK
            colour = category_line(marks.category_of(annotation), self._view.look.fills).name()
            known = ticks.get(bucket, _Tick((), 0))
            colours = known.colours
            if colour not in colours and len(colours) < _COLOURS:
                colours = (*colours, colour)
            ticks[bucket] = _Tick(colours, known.number + count)
        self._starts = sorted(starts)
        return ticks

    def _places(self) -> Iterator[tuple[int, Annotation, int]]:
        marks = self._view.marks
        if marks.count <= _EXACT:
            for annotation in marks.placed():
                if annotation.span is not None:
                    yield annotation.span.start, annotation, 1
            return
        for start, found in marks.by_part():
            yield start, found[0], len(found)

    def _room(self) -> tuple[int, int]:
        return _END, max(1, self.height() - 2 * _END)

    def _go(self, y: float) -> None:
        flow = self._view.flow
        if flow is None:
            return
        top, room = self._room()
        target = (y - top) / room * flow.height
        bar = self._view.verticalScrollBar()
        bar.setValue(round(target - self._view.viewport().height() / 2))

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Say how many annotations a tick stands for."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.words_at(event.pos().y()), self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the ticks anew."""
        super().resizeEvent(event)
        self.forget()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the place that was clicked; a number leads to the nearest annotation there."""
        y = event.position().y()
        if y < _END or y > self.height() - _END:
            self.step_wanted.emit(-1 if y < _END else 1)
        else:
            self._go(y)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position().y())


def _short(count: int) -> str:
    return str(count) if count < 1000 else f"{count // 1000}k"
