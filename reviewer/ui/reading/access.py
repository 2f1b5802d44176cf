"""The report for screen readers: text, caret and the place of every character.

Assistive programs count UTF-16 units, as Qt does. What PySide cannot hand over is left out: the
range of the selection and the looks of characters (both go through pointers to numbers), so a
screen reader hears that the selection changed and reads the text around the caret, but cannot ask
what is selected. The plain reading mode (`plain.py`), a stock text field, answers that too.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QObject, QPoint, QPointF, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QAccessibleTextInterface,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import VoidPtr, getCppPointer

from reviewer.model.document import Document
from reviewer.model.spans import Span
from reviewer.ui.reading.offsets import Offsets
from reviewer.ui.reading.view import ReadingView

_kept: Final[list[QAccessibleInterface]] = []
"""Qt holds pointers only; the objects behind them must stay."""


class _Text(QAccessibleTextInterface):
    """Answers questions about the text of a view."""

    def __init__(self, view: ReadingView) -> None:
        super().__init__()
        self._view = view
        self._known: tuple[Document | None, Offsets] = (None, Offsets(""))

    def text(self, start: int, end: int) -> str:
        """Return the characters between two units."""
        offsets = self.offsets()
        low, high = sorted((max(0, start), max(0, end)))
        return self._whole()[offsets.from_qt(low) : offsets.from_qt(high)]

    def characterCount(self) -> int:
        """Return the length in units."""
        return self.offsets().to_qt(len(self._whole()))

    def cursorPosition(self) -> int:
        """Return where the caret stands."""
        selecting = self._view.selecting
        return self.offsets().to_qt(selecting.caret) if selecting is not None else 0

    def setCursorPosition(self, position: int) -> None:
        """Put the caret somewhere, and bring it on screen."""
        offset = self.offsets().from_qt(max(0, position))
        self._view.select(Span(offset, offset))
        self._view.reveal(Span(offset, offset))

    def characterRect(self, position: int) -> QRect:
        """Return where a character stands on the screen; empty for one that is scrolled away."""
        flow = self._view.flow
        offset = self.offsets().from_qt(position)
        if flow is None:
            return QRect()
        rect = next(flow.rects(Span(offset, offset + 1)), None) or flow.caret(offset)
        if rect is None:
            return QRect()
        shown = rect.toAlignedRect()
        return QRect(self._view.viewport().mapToGlobal(shown.topLeft()), shown.size())

    def offsetAtPoint(self, point: QPoint) -> int:
        """Return the unit nearest to a point of the screen."""
        flow = self._view.flow
        if flow is None:
            return 0
        inside = QPointF(self._view.viewport().mapFromGlobal(point))
        return self.offsets().to_qt(flow.hit(inside))

    def selectionCount(self) -> int:
        """Return none: the range itself cannot be handed over from Python."""
        return 0

    def selection(self, _index: int) -> tuple[int, int]:
        """Return nothing: see `selectionCount`."""
        return 0, 0

    def setSelection(self, _index: int, start: int, end: int) -> None:
        """Select a range."""
        offsets = self.offsets()
        low, high = sorted((max(0, start), max(0, end)))
        self._view.select(Span(offsets.from_qt(low), offsets.from_qt(high)))

    def addSelection(self, start: int, end: int) -> None:
        """Select a range: there is one selection."""
        self.setSelection(0, start, end)

    def removeSelection(self, _index: int) -> None:
        """Select nothing."""
        caret = self._view.selecting.caret if self._view.selecting is not None else 0
        self._view.select(Span(caret, caret))

    def scrollToSubstring(self, start: int, end: int) -> None:
        """Bring a range on screen."""
        offsets = self.offsets()
        low, high = sorted((max(0, start), max(0, end)))
        self._view.reveal(Span(offsets.from_qt(low), offsets.from_qt(high)))

    def attributes(self, _offset: int) -> str:
        """Return nothing: the looks of characters cannot be handed over from Python."""
        return ""

    def offsets(self) -> Offsets:
        """Return the way between code points and units of the whole report."""
        document = self._view.document
        if self._known[0] is not document:
            self._known = (document, Offsets(self._whole()))
        return self._known[1]

    def _whole(self) -> str:
        return self._view.document.text if self._view.document is not None else ""


class _View(QAccessibleWidget):
    """Tells what the view is, and who answers about its text."""

    def __init__(self, view: ReadingView) -> None:
        super().__init__(view, QAccessible.Role.Document)
        self._view = view
        self.answers = _Text(view)

    def interface_cast(  # type: ignore[override]
        self, kind: QAccessible.InterfaceType
    ) -> object:
        """Return the address of who answers; anything but an address ends the process."""
        if kind == QAccessible.InterfaceType.TextInterface:
            return VoidPtr(getCppPointer(self.answers)[0])
        found = super().interface_cast(kind)
        return found if found is not None else VoidPtr(0)

    def text(self, kind: QAccessible.Text) -> str:
        """Return name and description: what was said about the character at the caret."""
        if kind == QAccessible.Text.Name:
            return self._view.accessibleName()
        if kind == QAccessible.Text.Description:
            return described(self._view)
        return ""


def described(view: ReadingView) -> str:
    """Say which annotations stand at the caret; where there are none, what is read."""
    return remarks_at(view) or (view.document.title if view.document is not None else "")


def announce(widget: QWidget, words: str) -> None:
    """Let a screen reader say something."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def remarks_at(view: ReadingView) -> str:
    """Say which annotations stand at the caret, with their categories and remarks; none: nothing."""
    offset = view.selecting.caret if view.selecting is not None else 0
    words = []
    for name in view.marks.at(offset):
        annotation = view.marks.get(name)
        if annotation is not None:
            category = view.marks.category_of(annotation)
            parts = (category.name if category is not None else "", annotation.body)
            words.append("：".join(part for part in parts if part))
    if not words:
        return ""
    return view.tr("此处有 {count} 条批注。").format(count=len(words)) + "；".join(
        filter(None, words)
    )


def _made(_class_name: str, thing: QObject | None) -> QAccessibleInterface | None:
    if not isinstance(thing, ReadingView):
        return None
    made = _View(thing)
    _kept.append(made)
    thing.selection_changed.connect(lambda: _tell(thing, made.answers))
    return made


def _tell(view: ReadingView, answers: _Text) -> None:
    """Let screen readers hear where the caret is now."""
    if QAccessible.isActive():
        event = QAccessibleTextCursorEvent(view, answers.cursorPosition())
        QAccessible.updateAccessibility(event)


@cache
def install() -> None:
    """Answer for every reading view from now on; nothing is made before somebody asks."""
    QAccessible.installFactory(_made)


def answer_for(view: ReadingView) -> None:
    """Answer for every reading view from now on, and for this one.

    Who has asked about this view already was given what Qt answers for any widget, and is told to
    ask again.
    """
    install()
    if QAccessible.isActive():
        known = QAccessible.queryAccessibleInterface(view)
        if known is not None and known.role() != QAccessible.Role.Document:
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(known))
            if view.hasFocus():
                QAccessible.updateAccessibility(QAccessibleEvent(view, QAccessible.Event.Focus))
