"""Keeps the bar of tools at the end of a selection: up when it has settled, gone with it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect

from reviewer.model.spans import Span
from reviewer.ui.parts import Parts


class SelectionTools(QObject):
    """Shows, moves and hides the selection bar."""

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        reader = parts.reader
        reader.selection_changed.connect(self._on_changed)
        reader.selection_settled.connect(self._on_settled)
        reader.verticalScrollBar().valueChanged.connect(self._on_scrolled)

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
            self._place()

    def _on_scrolled(self) -> None:
        if self.is_up:
            self._place()

    def _place(self) -> None:
        bar, reader = self._parts.selection_bar, self._parts.reader
        line = reader.selection_rect()
        if not line.isValid() or line.bottom() < 0 or line.top() > reader.viewport().height():
            bar.hide()
            return
        corner = bar.mapped(reader.viewport(), line.topLeft())
        forward = reader.selecting is None or reader.selecting.is_forward
        bar.show_at(QRect(corner, line.size()), forward=forward)
