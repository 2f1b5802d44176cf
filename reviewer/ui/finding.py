"""Find as you type."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QObject

from reviewer.model.spans import Span
from reviewer.ui.parts import Parts


class Finding(QObject):
    """Keeps the find bar, the hits in the text and the place of reading together."""

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._hits: list[Span] = []
        self._current = -1
        self._from = 0
        parts.built.connect(self._on_built)
        parts.session.document_opened.connect(self._forget)

    def open(self) -> None:
        """Open the find bar; a short selection is searched at once."""
        selection = self._parts.reader.selection()
        self._from = selection.start
        document = self._parts.session.document
        phrase = selection.cut(document.text) if document is not None else ""
        self._parts.find_bar.open_bar(phrase if len(phrase) <= 40 and "\n" not in phrase else "")

    def _on_built(self, name: str) -> None:
        if name == "find_bar":
            bar = self._parts.find_bar
            bar.searched.connect(self._search)
            bar.stepped.connect(self.step)
            bar.closed.connect(self._close)

    def step(self, direction: int) -> None:
        """Go to the next hit (1) or the one before (-1)."""
        if not self._hits:
            if not (self._parts.has("find_bar") and self._parts.find_bar.isVisible()):
                self.open()
            return
        self._show((self._current + direction) % len(self._hits))

    def _search(self, phrase: str) -> None:
        from reviewer.language.search import find  # noqa: PLC0415

        document = self._parts.session.document
        self._hits = find(document.text, phrase) if document is not None else []
        if self._hits:
            starts = [hit.start for hit in self._hits]
            self._show(bisect_left(starts, self._from) % len(starts))
        else:
            self._current = -1
            self._parts.reader.marks.show_hits([], -1)
            self._parts.find_bar.set_hits(-1, 0)

    def _show(self, index: int) -> None:
        self._current = index
        self._parts.reader.marks.show_hits(self._hits, index)
        self._parts.find_bar.set_hits(index, len(self._hits))
        self._parts.reader.reveal(self._hits[index])

    def _close(self) -> None:
        """Leave the hit selected, so that one can go on from it."""
        if 0 <= self._current < len(self._hits):
            self._parts.reader.select(self._hits[self._current])
        self._parts.reader.marks.show_hits([], -1)
        self._hits, self._current = [], -1
        self._parts.reader.setFocus()

    def _forget(self) -> None:
        self._hits, self._current = [], -1
        if self._parts.has("find_bar"):
            self._parts.find_bar.hide()
