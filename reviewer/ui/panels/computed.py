"""A panel of what is computed of the open report, in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QTableView, QWidget

from reviewer.errors import ReviewerError
from reviewer.language import words
from reviewer.model.document import Document
from reviewer.ui import messages, tasks
from reviewer.ui.session import Session


class ComputedPanel(QWidget):
    """Computes anew where the report, its outline or the user's words are others.

    `work` is what is called with the document and with what hears the share that is done: a
    function of a module that knows no Qt, and perhaps arguments before these. `state` is a line
    for `busy`, what is said meanwhile.
    """

    work: ClassVar[tuple[Callable[..., object] | int, ...]]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.document: Document | None = None
        self.busy = ""
        self.state = QLabel()
        self.state.setObjectName("secondary")
        self.state.setWordWrap(True)
        self._words: tuple[str, ...] = ()
        self._task: tasks.Task | None = None
        session.document_opened.connect(self.compute)
        session.outline_changed.connect(self.compute)
        # -- the panel is seen before the words are loaded
        QTimer.singleShot(0, self, self.compute)

    def show_found(self, found: Any) -> None:
        """Show what came of the work; None: nothing is known yet."""
        raise NotImplementedError

    def export(self, path: Path) -> None:
        """Write what is shown to a file. Raises ReviewerError."""
        raise NotImplementedError

    def compute(self) -> None:
        """Compute what is shown of the open report."""
        if self._task is not None:
            self._task.cancel()
        document = self.document = self.session.document
        self.show_found(None)
        if document is None:
            return
        self.state.setText(self.busy)
        self._words = words.user_words()
        self._task = task = tasks.in_process(words.knowing, self._words, *self.work, document)
        task.succeeded.connect(self.show_found)
        task.progressed.connect(lambda share: self.state.setText(f"{self.busy} {share:.0%}"))
        task.failed.connect(lambda sentence: self.state.setText(sentence.splitlines()[-1]))

    def on_words_changed(self) -> None:
        """Compute anew where the user's words are no longer those it was computed with."""
        if self._words != words.user_words():
            self.compute()

    def ask_export(self, title: str, name: str) -> None:
        """Ask where to write what is shown as a table, and do."""
        kinds = self.tr("Excel 表格 (*.xlsx);;CSV 表格 (*.csv)")
        suggested = (self.session.path or Path.home() / "x").with_name(name)
        path = messages.ask_save(self, title, suggested, kinds)
        if path is None:
            return
        try:
            self.export(path)
        except ReviewerError as error:
            messages.tell(self, str(error))


def look_chosen(table: QTableView) -> None:
    """Let what is chosen in a table stand on a ground of its own; nobody edits in place."""
    table.setStyleSheet(
        "QTableView::item:selected { background: palette(highlight); color: palette(text); }"
    )
    table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
