"""Keeps the bar of tools at the end of a selection: up when it has settled, gone with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QKeyEvent

from reviewer.model.spans import Span
from reviewer.ui.parts import Parts
from reviewer.ui.reading.view import ReadingView

if TYPE_CHECKING:
    from reviewer.ui.pages.view import PagesView
    from reviewer.ui.reading.plain import PlainText


class SelectionTools(QObject):
    """Shows, moves and hides the selection bar.

    `offer` says what to call the extension of a mark by a selection, nothing where there is none.
    """

    def __init__(self, parts: Parts, offer: Callable[[Span], str], parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._offer = offer
        reader = parts.reader
        reader.selection_changed.connect(self._on_changed)
        reader.selection_settled.connect(self._on_settled)
        reader.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._over: ReadingView | PagesView | PlainText = reader
        parts.built.connect(self._on_built)
        parts.texts.used_changed.connect(self._on_used)

    @property
    def is_up(self) -> bool:
        """Whether the bar is shown."""
        return self._parts.has("selection_bar") and self._parts.selection_bar.isVisible()

    def hide(self) -> None:
        """Put the bar away."""
        if self._parts.has("selection_bar"):
            self._parts.selection_bar.hide()

    def _on_changed(self, span: Span) -> None:
        if span.is_empty:
            self.hide()

    def _on_settled(self, span: Span) -> None:
        if span.is_empty or self._parts.session.read_only:
            self.hide()
        else:
            self._over = self._parts.used
            self._parts.selection_bar.offer_extension(self._offer(self._parts.selected()))
            self._place()

    def _on_used(self, view: ReadingView) -> None:
        self.hide()
        view.verticalScrollBar().valueChanged.connect(
            self._on_scrolled, Qt.ConnectionType.UniqueConnection
        )

    def _on_built(self, name: str) -> None:
        if name == "plain":
            self._parts.plain.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        elif name == "pages":
            pages = self._parts.pages
            pages.verticalScrollBar().valueChanged.connect(self._on_scrolled)
            pages.zoom_changed.connect(self._on_scrolled)

    def _on_scrolled(self) -> None:
        if self.is_up:
            self._place()

    def _place(self) -> None:
        bar, over = self._parts.selection_bar, self._over
        line = over.selection_rect()
        if not line.isValid() or line.bottom() < 0 or line.top() > over.viewport().height():
            bar.hide()
            return
        held = QRectF(line)
        shown = over.flow if isinstance(over, ReadingView) else over
        for rect in shown.rects(self._parts.selected()) if shown is not None else ():
            held = held.united(rect)
        held = held.intersected(QRectF(over.viewport().rect()))
        selecting = self._parts.reader.selecting
        forward = selecting is None or selecting.is_forward
        shift = bar.mapped(over.viewport(), QPoint(0, 0))
        bar.show_at(line.translated(shift), held.toAlignedRect().translated(shift), forward=forward)


def is_mark_key(event: QKeyEvent) -> bool:
    """Whether a key would mark what is selected, were the bar up."""
    from reviewer.ui.panels.selection_bar import SelectionBar  # noqa: PLC0415

    return not event.modifiers() and event.text().upper() in (*SelectionBar.letters, *"123456789")
