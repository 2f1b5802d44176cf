"""Proof-reading of its own accord: some time after a report was opened, when nobody is busy with it."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.ui import tasks
from reviewer.ui.parts import Parts

_IDLE: Final = 3000
"""So many milliseconds nobody scrolled or wrote."""
_SOON: Final = 700
"""So many milliseconds after a report was opened the rules are loaded, for whoever looks at once."""


class Checking(QObject):
    """Asks for the check in the background and shows what it found: lines in the text, a count."""

    #: How many findings there are to see.
    counted = Signal(int)

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._begin)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._load)
        parts.session.document_opened.connect(self._wait)
        parts.words_changed.connect(self._wait)
        parts.session.review_changed.connect(self._wait_on)
        parts.reader.place_changed.connect(self._wait_on)
        parts.built.connect(self._on_built)
        self._wait()

    def _wait(self) -> None:
        if self._parts.session.document is not None:
            self._idle.start(_IDLE)
            self._soon.start()
        else:
            self._idle.stop()
            self._soon.stop()

    def _wait_on(self) -> None:
        if self._idle.isActive():
            self._idle.start()

    def _load(self) -> tasks.Task:
        # -- the rules are a hundred milliseconds of patterns, the first time
        return tasks.in_thread(lambda: import_module("reviewer.ui.models.findings"))

    def _begin(self) -> None:
        self._load().succeeded.connect(self._check)

    def _check(self) -> None:
        self._parts.findings.check()

    def _on_built(self, name: str) -> None:
        if name == "findings":
            self._parts.findings.changed.connect(self._show)

    def _show(self) -> None:
        findings = self._parts.findings
        self._parts.reader.marks.show_findings(findings.places())
        self.counted.emit(len(findings.shown))
