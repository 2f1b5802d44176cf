"""What follows the first frame, in steps with the event loop between them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class Step(NamedTuple):
    """Something that the first frame does not show; what was done before is not done again."""

    name: str
    do: Callable[[], object]


class Afterwards(QObject):
    """Does steps one by one, once the first frame of a window is painted and on the screen.

    The event loop goes round before each of them, so that nobody waits for more than one. The
    first step gives commands their keys: who presses one earlier is served by doing it at once.
    """

    def __init__(self, window: QWidget, steps: Iterable[Step]) -> None:
        super().__init__(window)
        self._window = window
        self._steps = deque(steps)
        self._is_painted = False
        self._rounds = QTimer(self)
        self._rounds.timeout.connect(self._go_on)
        window.installEventFilter(self)

    @property
    def is_over(self) -> bool:
        """Whether all steps were done."""
        return self._is_painted and not self._steps

    def finish(self) -> None:
        """Do at once what is left."""
        while self._steps:
            self._steps.popleft().do()

    def _go_on(self) -> None:
        self._window.removeEventFilter(self)
        if self._steps:
            self._steps.popleft().do()
        else:
            self._rounds.stop()

    # Qt overrides

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Wait for the first painted frame, then for a key or the first step."""
        kind = event.type()
        if not self._is_painted:
            if kind == QEvent.Type.Paint:
                self._is_painted = True
                QTimer.singleShot(0, self, self._rounds.start)
        elif kind == QEvent.Type.ShortcutOverride:
            self._go_on()
        return False
