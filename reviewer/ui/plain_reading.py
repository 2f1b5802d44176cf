"""Reading aloud: the report as an ordinary text field instead of its page, and what is remarked."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from reviewer.ui.parts import Parts
from reviewer.ui.reading import access
from reviewer.ui.settings import PLAIN_READING


class PlainReading(QObject):
    """Shows the plain text instead of the page, where that was chosen."""

    #: Something worth a line in the status bar happened.
    said = Signal(str)

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._wanted = parts.settings.number(PLAIN_READING, 0) == 1

    def shown(self) -> bool:
        """Whether the plain text stands instead of the page."""
        return self._wanted and self._parts.session.document is not None

    def toggle(self) -> None:
        """Show the plain text instead of the page, or the page again; it is remembered."""
        self._wanted = not self._wanted
        self._parts.settings.put(PLAIN_READING, int(self._wanted))
        self._show()

    def show_anew(self) -> None:
        """Show the report that was opened; where a screen reader listens, say what there is."""
        if self._wanted:
            self._show()
        elif QAccessible.isActive() and self._parts.settings.text(PLAIN_READING) == "":
            self.said.emit(
                self.tr("正文可以直接朗读；按 Ctrl+Alt+P 换成朗读模式，用普通文本框显示正文。")
            )

    def say_here(self) -> None:
        """Say what was remarked at the caret."""
        words = access.remarks_at(self._parts.reader) or self.tr("此处没有批注。")
        access.announce(self._parts.used, words)
        self.said.emit(words)

    def _show(self) -> None:
        parts, shown = self._parts, self.shown()
        if shown:
            parts.texts.join()
        plain, reader = parts.plain, parts.texts.upper
        held = parts.host.focusWidget() in (None, reader, plain)
        plain.setVisible(shown)
        # -- what goes to the text goes to the field that stands for it
        reader.setFocusProxy(cast("QWidget", plain if shown else None))
        parts.texts.box.setVisible(not shown)
        if shown:
            plain.take_over()
        if held:
            reader.setFocus()
