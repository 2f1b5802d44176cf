"""The user's own words: added from the selection, taken away in a list; they count at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from shiboken6 import isValid

from reviewer.errors import ReviewerError
from reviewer.ui import messages, tasks
from reviewer.ui.parts import Parts

if TYPE_CHECKING:
    from reviewer.store.word_list import WordList


class Dictionary(QObject):
    """Keeps the list of words, the segmenter and those who cut texts together."""

    #: Something worth a line in the status bar happened.
    said = Signal(str)

    def __init__(self, parts: Parts, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._folder = folder

    def load(self) -> None:
        """Load the dictionary and the user's words in the background; after the first frame."""
        self._take(lambda: None, "")

    def add_selection(self) -> None:
        """Add what is selected."""
        document = self._parts.session.document
        if document is not None:
            self.add(self._parts.selected().cut(document.text))

    def add(self, word: str) -> None:
        """Add a word."""
        said = self._tr("已把“{word}”加入词典。").format(word=word.strip())
        self._take(lambda: self._list().add(word), said)

    def manage(self) -> None:
        """Show the words, and keep what was made of them."""
        from reviewer.ui.dialogs.words import WordsDialog  # noqa: PLC0415

        try:
            known = self._list().words()
        except ReviewerError as error:
            messages.tell(self._parts.host, str(error))
            return
        dialog = WordsDialog(known, self._parts.host)
        if dialog.exec():
            self.change(known, dialog.words())
        dialog.deleteLater()

    def change(self, known: list[str], wanted: list[str]) -> None:
        """Take away what is no longer wanted of the words known, and add what is new."""
        removed = [word for word in known if word not in wanted]
        added = [word for word in wanted if word not in known]
        if not removed and not added:
            return

        def keep() -> None:
            kept = self._list()
            for word in removed:
                kept.remove(word)
            for word in added:
                kept.add(word)

        self._take(keep, self._tr("词典已更新。"))

    def _take(self, change: Callable[[], object], said: str) -> None:
        """Change the list on disk, then cut with the words that are there."""

        def work() -> str:
            from reviewer.language import words  # noqa: PLC0415

            words.load()
            kept = self._list()
            try:
                change()
            finally:
                # -- what another window added counts here too, and what was kept before a fault
                words.set_user_words(kept.words())
            return said

        task = tasks.in_thread(work)
        # -- a method of its own: not called once the window is gone
        task.succeeded.connect(self._on_taken)
        task.failed.connect(self._on_failed)

    def _on_taken(self, said: str) -> None:
        from reviewer.language import words  # noqa: PLC0415

        # -- the window may have been closed before the words were there
        if not isValid(self):
            return
        self._parts.texts.set_words(words.cut)
        self._parts.words_changed.emit()
        if said:
            self.said.emit(said)

    def _on_failed(self, sentence: str) -> None:
        if sentence.startswith("Traceback"):
            raise RuntimeError(sentence)
        self._on_taken("")
        messages.tell(self._parts.host, sentence)

    def _list(self) -> WordList:
        from reviewer.store.word_list import WordList  # noqa: PLC0415

        return WordList(self._folder)

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("dictionary", text)
