"""The blinking of the caret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from reviewer.ui.reading.view import ReadingView


class Blink:
    """Whether the caret is shown just now; without the focus it rests, still visible."""

    def __init__(self, view: ReadingView) -> None:
        self._view = view
        self.shown = True
        self._timer = QTimer(view)
        self._timer.timeout.connect(self._turn)

    def restart(self, *, alive: bool) -> None:
        """Show the caret, and let it blink from now on or rest."""
        self.shown = True
        half = QGuiApplication.styleHints().cursorFlashTime() // 2
        # -- where the system says zero, nothing blinks
        if alive and half > 0:
            self._timer.start(half)
        else:
            self._timer.stop()
        self._view.viewport().update()

    def _turn(self) -> None:
        self.shown = not self.shown
        rect = self._view.selection_rect()
        if rect.isValid():
            self._view.viewport().update(rect.adjusted(-3, 0, 3, 0))
