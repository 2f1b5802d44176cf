"""The keyboard in the reading view: the caret by characters, words, lines, pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSlider

from reviewer.model.spans import Span

if TYPE_CHECKING:
    from reviewer.ui.reading.view import ReadingView

_SETTLED: Final = 100


class Keys:
    """Turns key events into movements of the caret.

    `area` is what is scrolled by the page where that is not the text itself.
    """

    def __init__(self, view: ReadingView, area: QAbstractScrollArea | None = None) -> None:
        self._view = view
        self._area = area if area is not None else view
        self._wanted_x: float | None = None
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
        view = self._view
        if view.selecting is None:
            return
        if key not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._wanted_x = None
        view.selecting.move(offset, extend=extend)
        caret = view.selecting.caret
        self._show(caret, 0.1 if key in (Qt.Key.Key_Up, Qt.Key.Key_Left) else 0.85)
        view.after_selecting(_SETTLED)

    def _show(self, caret: int, share: float) -> None:
        self._view.reveal(Span(caret, caret), share=share)

    def _page(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        bar = self._area.verticalScrollBar()
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        down = key == Qt.Key.Key_PageDown or (key == Qt.Key.Key_Space and not shift)
        up = key == Qt.Key.Key_PageUp or (key == Qt.Key.Key_Space and shift)
        if modifiers & Qt.KeyboardModifier.ControlModifier or not (down or up):
            return False
        action = QAbstractSlider.SliderAction
        bar.triggerAction(action.SliderPageStepAdd if down else action.SliderPageStepSub)
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

    def _beside_line(self, caret: int, step: int) -> int:
        """Return the place above or below a caret."""
        view = self._view
        if view.flow is None:
            return caret
        view.reveal(Span(caret, caret))
        rect = view.flow.caret(caret)
        if rect is None:
            return caret
        if self._wanted_x is None:
            self._wanted_x = rect.left()
        target = self._beside(rect.top(), rect.bottom(), step)
        if not 0 <= target < view.viewport().height():
            view.flow.scroll_by(round(step * rect.height() * 2))
            view.sync()
            rect = view.flow.caret(caret) or rect
            target = self._beside(rect.top(), rect.bottom(), step)
        found = view.flow.hit(QPointF(self._wanted_x, target))
        there = view.flow.caret(found)
        if there is not None and there.top() == rect.top():
            # -- there is no further line
            return 0 if step < 0 else len(self._text())
        return found

    def _beside(self, top: float, bottom: float, step: int) -> float:
        """A height inside the next line, past the space between two paragraphs."""
        view = self._view
        if view.flow is None:
            return 0.0
        edge = bottom if step > 0 else top
        target = edge + step * view.look.pixels * 0.5
        for layout, y in view.flow.visible():
            text_top, text_bottom = y + layout.text_top, y + layout.text_bottom
            if step > 0 and text_top >= bottom - 1:
                return max(target, text_top + 2)
            if step < 0 and text_top <= top - 1 < y + layout.height:
                return min(target, text_bottom - 2)
        return target

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
