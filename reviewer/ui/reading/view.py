"""The report on its page: reading, selecting with mouse and keyboard, marks where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from reviewer.model.document import Document
from reviewer.model.spans import Span
from reviewer.ui.look import Look
from reviewer.ui.reading.caret import Blink
from reviewer.ui.reading.flow import PADDING, Flow
from reviewer.ui.reading.lanes import ROW
from reviewer.ui.reading.marks import Marks
from reviewer.ui.reading.painting import STANDS_OUT, PagePainter, Selected, fill
from reviewer.ui.reading.pictures import Resources, no_resources
from reviewer.ui.reading.pointer import Pointer
from reviewer.ui.reading.selecting import Selection, Words

if TYPE_CHECKING:
    from reviewer.ui.reading.keys import Keys

ZOOMS: Final = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400)
_SETTLED_AFTER_KEYS: Final = 100  # milliseconds
_SETTLED_AFTER_MOUSE: Final = 10
_FLASH: Final = 2000


def within_zooms(zoom: int) -> int:
    """Return the nearest zoom there is, in per cent."""
    return max(ZOOMS[0], min(ZOOMS[-1], zoom))


def next_zoom(zoom: int, direction: int) -> int:
    """Return the zoom one step further in (1) or out (-1), in per cent."""
    steps = ZOOMS if direction > 0 else tuple(reversed(ZOOMS))
    return next((step for step in steps if (step - zoom) * direction > 0), zoom)


class ReadingView(QAbstractScrollArea):
    """Shows a report and what is said about it.

    All offsets are code points of the document's text.
    """

    #: What is selected has changed, with the span.
    selection_changed = Signal(object)
    #: The selection has come to rest, with the span; empty ones too.
    selection_settled = Signal(object)
    #: Another character stands where people read, with its offset.
    place_changed = Signal(int)
    #: The caret went somewhere, or something was to be seen, with its offset; until the text is
    #: scrolled on, people are there.
    place_visited = Signal(int)
    #: The pointer is over these annotations, with their ids.
    annotations_hovered = Signal(object)
    #: These annotations were clicked, with their ids; none where there are none.
    annotations_clicked = Signal(object)
    #: The end of an annotation was dragged, with its id and the new range.
    range_dragged = Signal(str, object)
    #: The text jumped further than a screen, with the offset it left.
    jumped = Signal(int)
    #: A range was to be brought on screen.
    revealed = Signal(object)
    #: A link or the reference of a note was clicked with Ctrl, with its mark.
    link_followed = Signal(object)
    #: The zoom was changed here, in per cent.
    zoom_changed = Signal(int)

    def __init__(
        self, look: Look, parent: QWidget | None = None, *, marks: Marks | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("reader")
        self.setAccessibleName(self.tr("报告正文"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # -- the view takes no text: with an input method on, single keys would never arrive
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.marks = marks if marks is not None else Marks(self)
        self.marks.changed.connect(self.viewport().update)
        self.marks.changed_in.connect(partial(_draw_again, self))
        self.look = look
        self.document: Document | None = None
        self.flow: Flow | None = None
        self.selecting: Selection | None = None
        self._words: Words | None = None
        self.snapping = False
        """Whether dragging takes whole words."""
        self._painter = PagePainter(look)
        self._pointer = Pointer(self)
        self._keys: Keys | None = None
        self._flash: Span | None = None
        self._last_place = -1
        self._syncing = False
        self._told = 0
        self._blink = Blink(self)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(lambda: self.selection_settled.emit(self.selection()))
        self._flash_end = QTimer(self)
        self._flash_end.setSingleShot(True)
        self._flash_end.timeout.connect(self._on_flash_end)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def show_document(self, document: Document | None, resources: Resources = no_resources) -> None:
        """Show a report from its beginning, or nothing; `resources` gives its pictures."""
        self.document = document
        self.flow = None
        if document is not None:
            size = (self.viewport().width(), self.viewport().height())
            self.flow = Flow(document, self.look, size, resources)
        self.selecting = Selection(document) if document is not None else None
        if self._words is not None:
            self.set_words(self._words)
        self._flash = None
        self._last_place = -1
        self._resize_flow()
        self.viewport().update()

    def set_words(self, words: Words) -> None:
        """Say how paragraphs are cut into words."""
        self._words = words
        if self.selecting is not None:
            self.selecting.set_words(words)
        if self.flow is not None:
            self.flow.set_words(words)
            self.viewport().update()

    def set_look(self, look: Look) -> None:
        """Draw with another look; the text at the top stays there."""
        self.look = look
        self._painter = PagePainter(look)
        if self.flow is not None:
            self.flow.set_look(look)
        self.sync()
        self.viewport().update()

    def set_zoom(self, zoom: int) -> None:
        """Zoom, in per cent from 50 to 400."""
        zoom = within_zooms(zoom)
        if zoom != self.look.zoom:
            self.set_look(self.look.zoomed(zoom))
            self.zoom_changed.emit(zoom)

    def step_zoom(self, direction: int) -> None:
        """Zoom one step in (1) or out (-1)."""
        self.set_zoom(next_zoom(self.look.zoom, direction))

    def selection(self) -> Span:
        """Return what is selected; empty at the caret where nothing is."""
        return self.selecting.span if self.selecting is not None else Span(0, 0)

    def select(self, span: Span) -> None:
        """Select a range."""
        if self.selecting is not None:
            self.selecting.select(span)
            self.after_selecting(_SETTLED_AFTER_KEYS)

    def copy(self) -> None:
        """Put what is selected on the clipboard."""
        if self.document is not None and not self.selection().is_empty:
            QGuiApplication.clipboard().setText(self.selection().cut(self.document.text))

    def reveal(self, span: Span, *, flash: bool = False, share: float = 0.36) -> None:
        """Bring a range on screen if it is not there; `flash` shows it for two seconds."""
        if self.flow is None:
            return
        rect = self.flow.caret(span.start)
        height = self.viewport().height()
        if rect is None or rect.top() < PADDING or rect.bottom() > height - PADDING:
            left, before = self.flow.top_offset(), self.flow.scrolled
            self.flow.show(span.start, share)
            self.sync()
            if abs(self.flow.scrolled - before) > height:
                self.jumped.emit(left)
            self.viewport().update()
        if flash:
            self._flash = span
            self._flash_end.start(_FLASH)
            self.viewport().update()
        self.place_visited.emit(span.start)
        self.revealed.emit(span)

    def top_offset(self) -> int:
        """Return the offset of the first character on screen."""
        return self.flow.top_offset() if self.flow is not None else 0

    def selection_rect(self) -> QRect:
        """Return the line of the selection's end, in viewport coordinates; empty if off screen."""
        if self.flow is None or self.selecting is None:
            return QRect()
        forward = self.selecting.is_forward and not self.selection().is_empty
        rect = self.flow.caret(self.selecting.caret, at_line_end=forward)
        return rect.toAlignedRect() if rect is not None else QRect()

    def after_selecting(self, delay: int) -> None:
        """Show the new selection and tell of it; of its coming to rest after a delay."""
        self._blink.restart(alive=self.hasFocus())
        if self.selecting is not None:
            self.place_visited.emit(self.selecting.caret)
        self.selection_changed.emit(self.selection())
        if delay >= 0:
            self._settled.start(delay)
        else:
            self._settled.stop()

    def sync(self) -> None:
        """Make the scroll bar agree with the flow, and tell of a new place."""
        if self.flow is None:
            return
        bar = self.verticalScrollBar()
        self._syncing = True
        bar.setRange(0, max(0, self.flow.height - self.viewport().height()))
        bar.setPageStep(max(1, self.viewport().height() - self.look.pixels * 2))
        bar.setSingleStep(round(self.look.pixels * self.look.line_height))
        bar.setValue(self.flow.scrolled)
        self._told = bar.value()
        self._syncing = False
        place = self.flow.place()
        if place != self._last_place:
            self._last_place = place
            self.place_changed.emit(place)

    def _resize_flow(self) -> None:
        if self.flow is not None:
            self.flow.resize(self.viewport().width(), self.viewport().height())
            if self.isVisible():
                self.sync()

    def _on_flash_end(self) -> None:
        self._flash = None
        self.viewport().update()

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is on screen."""
        painter = QPainter(self.viewport())
        if self.flow is None or self.selecting is None:
            fill(painter, event.rect(), self.look.window)
            return
        total = self.flow.heights.total
        forward = not self.selection().is_empty and self.selecting.is_forward
        caret = self.flow.caret(self.selecting.caret, at_line_end=forward)
        strong = self.hasFocus()
        shown = caret if self._blink.shown or not strong else None
        selected = Selected(self.selection(), shown, strong, self._flash)
        self._painter.paint(painter, event.rect(), self.flow, self.marks, selected)
        painter.end()
        if self.flow.heights.total != total:
            QTimer.singleShot(0, self.sync)

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Follow the scroll bar."""
        if self._syncing or self.flow is None:
            return
        before = self.flow.scrolled
        value = self.verticalScrollBar().value()
        # -- drawing may have corrected heights since the bar was told: steps count from where it was
        near = abs(value - self._told) < self.viewport().height()
        moved = self.flow.scroll_to(before + value - self._told if near else value)
        if moved and abs(moved) < self.viewport().height():
            self.viewport().scroll(0, -moved)
        elif moved != 0:
            self.viewport().update()
        self.sync()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure: what is not shown has no width yet."""
        super().showEvent(event)
        self.sync()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew; the text at the top stays there."""
        super().resizeEvent(event)
        self._resize_flow()

    def viewportEvent(self, event: QEvent) -> bool:
        """Hand the pointer's doings to the pointer."""
        kind = event.type()
        if isinstance(event, QMouseEvent) and self._pointer.handle(kind, event):
            return True
        if kind == QEvent.Type.Leave:
            self.annotations_hovered.emit(())
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and select with the keyboard; what is no such key goes on."""
        if self._keys is None:
            from reviewer.ui.reading.keys import Keys  # noqa: PLC0415  the first frame wants none

            self._keys = Keys(self)
        if not self._keys.handle(event):
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the caret blink."""
        super().focusInEvent(event)
        self._blink.restart(alive=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let the caret rest, still visible."""
        super().focusOutEvent(event)
        self._blink.restart(alive=False)


def _draw_again(view: ReadingView, spans: Sequence[Span]) -> None:
    """Draw ranges again, with the marks whose lines move aside for them."""
    if view.flow is None:
        return
    width = view.viewport().width()
    for layout, y in view.flow.visible():
        # -- a range may begin with the line break behind a block
        own = Span(layout.span.start, layout.span.end + 1)
        for span in spans:
            if span.meets(own):
                wide = view.marks.entangled(span, layout.span)
                if view.look.lanes and layout.style.pitch < ROW:
                    # -- labels of several lines are one group, which another remark may divide
                    wide = layout.span
                top, bottom = layout.rows(wide)
                rows = QRectF(0, y + top, width, bottom - top).toAlignedRect()
                view.viewport().update(rows.adjusted(0, -STANDS_OUT, 0, STANDS_OUT))
