"""The mouse in the reading view: clicks, drags, hovering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent

from reviewer.model.document import Mark, MarkKind
from reviewer.model.spans import Span
from reviewer.ui.reading.lanes import Label, label_at
from reviewer.ui.reading.pictures import PictureLayout
from reviewer.ui.reading.selecting import Unit

if TYPE_CHECKING:
    from reviewer.ui.reading.view import ReadingView

_UNITS: Final = (Unit.CHARACTER, Unit.WORD, Unit.SENTENCE, Unit.PARAGRAPH)
_SETTLED: Final = 10
_REACH: Final = 6  # pixels on either side of a handle's knob
_SCROLL_EVERY: Final = 30  # milliseconds


class _Dragged(NamedTuple):
    """The end of an annotation that is being dragged; the other end is fixed."""

    annotation: str
    fixed: int


class Clicks:
    """Counts clicks on one place up to four: Qt itself tells single and double ones apart, in turn."""

    def __init__(self) -> None:
        self._count = 0
        self._last = (0, QPointF())

    def unit(self, event: QMouseEvent) -> Unit:
        """Count a press, and return what so many clicks select."""
        time, place = self._last
        hints = QGuiApplication.styleHints()
        near = (event.position() - place).manhattanLength() <= hints.startDragDistance()
        again = near and event.timestamp() - time <= hints.mouseDoubleClickInterval()
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self._count = 4 if again and self._count == 3 else 2
        else:
            self._count = 3 if again and self._count == 2 else 1
        self._last = (event.timestamp(), event.position())
        return _UNITS[self._count - 1]


def point_at(view: ReadingView, offset: int, ids: tuple[str, ...]) -> None:
    """Let a menu be about a character and the annotations on it; what is selected there stays so."""
    if view.selecting is None or offset in view.selection():
        return
    view.selecting.begin(offset, Unit.CHARACTER)
    view.after_selecting(-1)
    if ids and view.marks.focused.isdisjoint(ids):
        view.annotations_clicked.emit(ids)


class Pointer:
    """Turns mouse events into selections, clicks on marks and hovering."""

    def __init__(self, view: ReadingView) -> None:
        self._view = view
        self._pressed = False
        self._dragged: _Dragged | None = None
        self._clicks = Clicks()
        self._position = QPointF()
        self._hovered: tuple[str, ...] = ()
        self._scrolling = QTimer(view)
        self._scrolling.setInterval(_SCROLL_EVERY)
        self._scrolling.timeout.connect(self._scroll)

    def handle(self, kind: QEvent.Type, event: QMouseEvent) -> bool:
        """Deal with an event of the viewport; whether that was done."""
        if self._view.flow is None:
            return False
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            if event.button() == Qt.MouseButton.RightButton:
                offset = self._character(event.position(), self._offset(event.position()))
                point_at(self._view, offset, self._ids(event.position()))
            return self._press(event)
        if kind == QEvent.Type.MouseMove:
            return self._move(event)
        if kind == QEvent.Type.MouseButtonRelease:
            return self._release(event)
        return False

    def _press(self, event: QMouseEvent) -> bool:
        view = self._view
        if event.button() != Qt.MouseButton.LeftButton or view.selecting is None:
            return False
        view.setFocus(Qt.FocusReason.MouseFocusReason)
        unit = self._clicks.unit(event)
        self._position = event.position()
        self._dragged = self._handle_at(event.position())
        if self._dragged is not None:
            self._pressed = True
            return True
        if self._label_at(event.position()) is not None:
            # -- a label stands for its remarks, not for the end of the line beside it
            self._pressed = True
            view.select(Span(view.selection().end, view.selection().end))
            return True
        self._pressed = True
        offset = self._offset(event.position())
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            view.selecting.move(offset, extend=True)
        else:
            picture = self._picture_at(event.position())
            if picture is not None and unit is Unit.CHARACTER:
                unit = Unit.WORD
            if unit is not Unit.CHARACTER:
                offset = self._character(event.position(), offset)
            if picture is not None:
                offset = picture.start
            view.selecting.begin(offset, unit)
        view.after_selecting(-1)
        return True

    def _move(self, event: QMouseEvent) -> bool:
        view = self._view
        self._position = event.position()
        if not self._pressed or view.selecting is None:
            self._hover(event.position())
            return False
        if self._dragged is not None:
            self._drag_end(self._dragged, self._offset(event.position()))
        else:
            view.selecting.drag(self._offset(event.position()), snapping=view.snapping)
        view.after_selecting(-1)
        inside = view.viewport().rect().contains(event.position().toPoint())
        if inside:
            self._scrolling.stop()
        elif not self._scrolling.isActive():
            self._scrolling.start()
        return True

    def _release(self, event: QMouseEvent) -> bool:
        view = self._view
        if event.button() != Qt.MouseButton.LeftButton or not self._pressed:
            return False
        self._pressed = False
        self._scrolling.stop()
        if self._dragged is not None:
            dragged, self._dragged = self._dragged, None
            span = view.selection()
            if not span.is_empty:
                view.select(Span(span.end, span.end))
                view.range_dragged.emit(dragged.annotation, span)
            return True
        view.after_selecting(_SETTLED)
        link = self._link_at(event.position())
        control = Qt.KeyboardModifier.ControlModifier
        if link is not None and view.selection().is_empty and event.modifiers() & control:
            view.link_followed.emit(link)
            return True
        # -- a click that merely ends a selection inside a mark means the selection
        selection = view.selection()
        if selection.is_empty or selection == self._picture_at(event.position()):
            view.annotations_clicked.emit(self._ids(event.position()))
        return True

    def _handle_at(self, point: QPointF) -> _Dragged | None:
        """The end of the annotation in focus whose knob is under a point.

        Only the knob below the line is taken: a press beside the end means the neighbouring text.
        """
        view = self._view
        ends = view.marks.handles()
        if ends is None or view.flow is None:
            return None
        annotation, span = ends
        first, last = view.flow.caret(span.start), view.flow.end_of(span)
        for rect, fixed in ((first, span.end), (last, span.start)):
            if rect is None:
                continue
            knob = QRectF(rect.left() - _REACH, rect.bottom() - 4, 2 * _REACH, 4 + _REACH)
            if knob.contains(point):
                return _Dragged(annotation, fixed)
        return None

    def _drag_end(self, dragged: _Dragged, offset: int) -> None:
        if self._view.selecting is not None and offset != dragged.fixed:
            low, high = sorted((dragged.fixed, offset))
            self._view.selecting.select(Span(low, high))

    def _link_at(self, point: QPointF) -> Mark | None:
        flow = self._view.flow
        return flow.link_at(self._character(point, self._offset(point))) if flow else None

    def _offset(self, point: QPointF) -> int:
        flow = self._view.flow
        height = self._view.viewport().height() - 1
        inside = QPointF(point.x(), max(0.0, min(float(height), point.y())))
        return flow.hit(inside) if flow is not None else 0

    def _character(self, point: QPointF, offset: int) -> int:
        """The character under a point: the one left of the nearest gap, if the point is left."""
        flow = self._view.flow
        rect = flow.caret(offset) if flow is not None else None
        if rect is not None and offset > 0 and point.x() < rect.left():
            return offset - 1
        return offset

    def _picture_at(self, point: QPointF) -> Span | None:
        """The one character of the picture under a point."""
        flow = self._view.flow
        if flow is None:
            return None
        left, _ = flow.column
        for layout, y in flow.visible():
            here = QPointF(point.x() - left, point.y() - y)
            if isinstance(layout, PictureLayout) and layout.covers(here):
                return layout.span
        return None

    def _label_at(self, point: QPointF) -> Label | None:
        view = self._view
        if view.flow is None:
            return None
        return label_at(view.flow, view.marks, view.look, point)

    def _hover(self, point: QPointF) -> None:
        label = self._label_at(point)
        shape = Qt.CursorShape.IBeamCursor
        if label is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif self._handle_at(point) is not None:
            shape = Qt.CursorShape.SizeHorCursor
        if self._view.viewport().cursor().shape() != shape:
            self._view.viewport().setCursor(shape)
        link = self._link_at(point) if label is None else None
        words = self._words_of(link) if label is None else _escaped(label.shown)
        if words != self._view.viewport().toolTip():
            self._view.viewport().setToolTip(words)
        ids = self._ids(point)
        if ids != self._hovered:
            self._hovered = ids
            self._view.annotations_hovered.emit(ids)

    def _words_of(self, link: Mark | None) -> str:
        """Say where a link leads; a note is shown itself."""
        document = self._view.document
        if link is None or document is None:
            return ""
        leads = link.value
        if link.kind is MarkKind.NOTE and leads.isdecimal():
            note = document.paragraphs[min(int(leads), len(document.paragraphs) - 1)]
            leads = note.span.cut(document.text)
        # -- an address is no markup, whatever it holds
        words = self._view.tr("{leads}\n按住 Ctrl 单击前往").format(leads=leads)
        return f"<p style='white-space:pre-wrap'>{_escaped(words)}</p>"

    def _ids(self, point: QPointF) -> tuple[str, ...]:
        """All annotations under a point: the whole stack, not only what lies on top."""
        view = self._view
        if view.flow is None:
            return ()
        label = self._label_at(point)
        if label is not None:
            return label.ids
        left, width = view.flow.column
        if not left - 30 <= point.x() <= left + width + 4:
            return ()
        offset = self._character(point, self._offset(point))
        ids = view.marks.at(offset)
        return ids or view.marks.at(max(0, offset - 1)) if point.x() < left else ids

    def _scroll(self) -> None:
        """Scroll on while the pointer is held above or below the view."""
        view = self._view
        height = view.viewport().height()
        y = self._position.y()
        distance = y if y < 0 else y - height
        bar = view.verticalScrollBar()
        bar.setValue(bar.value() + round(max(-height / 2, min(height / 2, distance))))
        if view.selecting is not None:
            if self._dragged is not None:
                self._drag_end(self._dragged, self._offset(self._position))
            else:
                view.selecting.drag(self._offset(self._position), snapping=view.snapping)
            view.after_selecting(-1)


def _escaped(words: str) -> str:
    from html import escape  # noqa: PLC0415  its table of entities is not for the first frame

    return escape(words)
