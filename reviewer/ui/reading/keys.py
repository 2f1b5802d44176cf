"""The keyboard in the reading view: the caret by characters, words, lines, pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSlider

from reviewer.model.spans import Span

if TYPE_CHECKING:
    from reviewer.ui.reading.flow import Flow
    from reviewer.ui.reading.view import ReadingView

_SETTLED: Final = 100


class Keys:
    """Turns key events into movements of the caret.

    `area` is what is scrolled by the page where that is not the text itself.
    """

    def __init__(self, view: ReadingView, area: QAbstractScrollArea | None = None) -> None:
        self._view = view
        self._area = area if area is not None else view
        self._column: tuple[int, float] | None = None
        self._moves: dict[int, Callable[[bool], int]] = {
            Qt.Key.Key_Left: lambda by_word: self._sideways(-1, by_word=by_word),
            Qt.Key.Key_Right: lambda by_word: self._sideways(1, by_word=by_word),
            Qt.Key.Key_Up: lambda by_paragraph: self._vertically(-1, by_paragraph=by_paragraph),
            Qt.Key.Key_Down: lambda by_paragraph: self._vertically(1, by_paragraph=by_paragraph),
            Qt.Key.Key_Home: lambda whole: self._edge(whole=whole, end=False),
            Qt.Key.Key_End: lambda whole: self._edge(whole=whole, end=True),
        }

    def handle(self, event: QKeyEvent) -> bool:
        """Deal with a key; whether that was done."""
        view = self._view
        if view.flow is None or view.selecting is None or view.document is None:
            return False
        if event.matches(QKeySequence.StandardKey.Copy):
            view.copy()
            return True
        if event.matches(QKeySequence.StandardKey.SelectAll):
            view.select(Span(0, len(view.document.text)))
            return True
        key = event.key()
        modifiers = event.modifiers()
        if modifiers & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
            return False
        if key in self._moves:
            control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            self._go(self._moves[key](control), key, extend=shift)
            return True
        return self._page(key, modifiers)

    def _go(self, offset: int, key: int, *, extend: bool) -> None:
        caret = self._move(offset, extend=extend)
        if self._column is not None:
            # -- wherever else the caret goes, or is put with the mouse, it wants to be there
            upright = key in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            self._column = (caret, self._column[1]) if upright else None
        self._show(caret, 0.1 if key in (Qt.Key.Key_Up, Qt.Key.Key_Left) else 0.85)

    def _move(self, offset: int, *, extend: bool) -> int:
        """Put the caret somewhere, and return where it is now."""
        selecting = self._view.selecting
        if selecting is None:
            return 0
        selecting.move(offset, extend=extend)
        self._view.after_selecting(_SETTLED)
        return selecting.caret

    def _show(self, caret: int, share: float) -> None:
        self._view.reveal(Span(caret, caret), share=share)

    def _page(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Scroll by a page; the caret goes along, but not with the space bar: that only reads."""
        bar, flow = self._area.verticalScrollBar(), self._view.flow
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        down = key == Qt.Key.Key_PageDown or (key == Qt.Key.Key_Space and not shift)
        up = key == Qt.Key.Key_PageUp or (key == Qt.Key.Key_Space and shift)
        if modifiers & Qt.KeyboardModifier.ControlModifier or not (down or up):
            return False
        action = QAbstractSlider.SliderAction
        selecting = self._view.selecting
        caret = selecting.caret if selecting is not None else 0
        rect = flow.caret(caret) if flow is not None else None
        before = bar.value()
        bar.triggerAction(action.SliderPageStepAdd if down else action.SliderPageStepSub)
        if key != Qt.Key.Key_Space and flow is not None and self._area is self._view:
            x = self._wanted(caret, _left(flow, caret))
            y = rect.center().y() if rect is not None else self._view.viewport().height() / 2
            found = flow.hit(QPointF(flow.column[0] + x, y))
            if bar.value() == before:
                found = len(self._text()) if down else 0
            self._move(found, extend=shift)
            self._column = (found, x)
        return True

    def _sideways(self, step: int, *, by_word: bool) -> int:
        selecting = self._view.selecting
        if selecting is None:
            return 0
        if by_word:
            return selecting.word_from(selecting.caret, forward=step > 0)
        return selecting.caret + step

    def _vertically(self, step: int, *, by_paragraph: bool) -> int:
        selecting = self._view.selecting
        if selecting is None:
            return 0
        move = self._paragraph if by_paragraph else self._beside_line
        return move(selecting.caret, step)

    def _text(self) -> str:
        document = self._view.document
        return document.text if document is not None else ""

    def _wanted(self, caret: int, here: float) -> float:
        """Return where in its line the caret wants to be: where it was before it went up or down."""
        if self._column is None or self._column[0] != caret:
            self._column = (caret, here)
        return self._column[1]

    def _beside_line(self, caret: int, step: int) -> int:
        """Return the place above or below a caret; at the edge of the report its end."""
        view, flow = self._view, self._view.flow
        if flow is None:
            return caret
        view.reveal(Span(caret, caret))
        x = self._wanted(caret, _left(flow, caret))
        found = _beside(flow, caret, step, x, last=flow.block_at(len(self._text())))
        if found is None:
            return 0 if step < 0 else len(self._text())
        rect = flow.caret(found)
        if rect is None or not 0 <= rect.top() <= rect.bottom() <= view.viewport().height():
            # -- the text goes on by lines, not by leaps
            flow.scroll_by(round(step * view.look.pixels * view.look.line_height * 2))
            view.sync()
        return found

    def _paragraph(self, caret: int, step: int) -> int:
        document = self._view.document
        if document is None:
            return caret
        index = document.paragraph_at(caret)
        own = document.paragraphs[index].span
        if step < 0:
            if caret > own.start:
                return own.start
            return document.paragraphs[max(0, index - 1)].span.start
        following = min(index + 1, len(document.paragraphs) - 1)
        return document.paragraphs[following].span.start if following > index else own.end

    def _edge(self, *, whole: bool, end: bool) -> int:
        view = self._view
        if view.document is None or view.selecting is None:
            return 0
        if whole:
            return len(view.document.text) if end else 0
        caret = view.selecting.caret
        line = self._line(caret)
        own = view.document.paragraphs[view.document.paragraph_at(caret)].span
        if end and line.end < own.end:
            # -- the end of a wrapped line is also the next one's beginning: stay on this line
            return max(line.start, line.end - 1)
        return line.end if end else line.start

    def _line(self, caret: int) -> Span:
        """Return the line that a caret is on."""
        flow = self._view.flow
        if flow is None:
            return Span(caret, caret)
        return flow.layout(flow.block_at(caret)).line_span(caret)


def _left(flow: Flow, caret: int) -> float:
    """Return how far into the column a caret stands."""
    return flow.layout(flow.block_at(caret)).caret(caret).left()


def _beside(flow: Flow, caret: int, step: int, x: float, *, last: int) -> int | None:
    """Return the place in the line below (1) or above (-1), `x` pixels into the column.

    None beyond the first and the last line; `last` is the index of the last block.
    """
    index = flow.block_at(caret)
    layout = flow.layout(index)
    line = layout.caret(caret)
    near = layout.style.pitch * 0.25
    y = line.bottom() + near if step > 0 else line.top() - near
    while layout.text_top < y < layout.text_bottom:
        found = layout.hit(QPointF(x, y))
        # -- beside a cell of many lines there may be one of few
        if (layout.caret(found).top() - line.top()) * step > 1:
            return found
        y += step * near
    if not 0 <= index + step <= last:
        return None
    layout = flow.layout(index + step)
    return layout.hit(QPointF(x, layout.text_top + 2 if step > 0 else layout.text_bottom - 2))
