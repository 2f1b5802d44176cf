"""Find as you type: in the text, and in what annotations say."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject

from reviewer.model.query import in_document_order
from reviewer.ui import tasks
from reviewer.ui.parts import Parts
from reviewer.ui.sides import HITS

if TYPE_CHECKING:
    from reviewer.language.search import Hits
    from reviewer.ui.models.hits import RemarkHit

_OPTIONS: Final = "find/options"
_AT_ONCE: Final = 0.03
"""So many seconds may the window wait for a search; what takes longer arrives when it is done."""
_PHRASE: Final = 40
"""A selection up to that long is searched when the bar opens."""


class _Said(NamedTuple):
    """What annotations say: each begins at a start, and has an id."""

    text: str
    starts: list[int]
    ids: list[str]


class Searching(QObject):
    """Keeps the find bar, the hits in the text, their list and the place of reading together."""

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._hits: Hits | None = None
        self._remark_hits: list[RemarkHit] = []
        self._remarks: _Said | None = None
        self._current = -1
        self._from = 0
        self._search_number = 0
        self._running: tasks.Task | None = None
        self._running_number = 0
        self._next: Callable[[], object] | None = None
        self._is_warm = False
        self._word = ""
        parts.word_wanted.connect(self.show_word)
        parts.words_changed.connect(self._on_words_changed)
        parts.built.connect(self._on_built)
        parts.session.document_opened.connect(self._forget)
        parts.session.outline_changed.connect(self._list)
        parts.session.review_changed.connect(self._on_review_changed)

    def open(self) -> None:
        """Open the find bar; a short selection is searched at once."""
        selection = self._parts.reader.selection()
        self._from = selection.start
        document = self._parts.session.document
        phrase = selection.cut(document.text) if document is not None else ""
        short = len(phrase) <= _PHRASE and "\n" not in phrase
        self._parts.find_bar.open_bar(phrase if short else "")

    def show_word(self, word: str, listed: bool) -> None:
        """Show where a word stands as a word, whatever the options are; list the places if wished."""
        self._word = word
        self._from = 0
        self._parts.find_bar.show_phrase(word)
        if listed:
            self.list_all()

    def step(self, direction: int) -> None:
        """Go to the next hit (1) or the one before (-1)."""
        if not self._hits:
            if not (self._parts.has("find_bar") and self._parts.find_bar.isVisible()):
                self.open()
            return
        self._show((self._current + direction) % len(self._hits))

    def list_all(self) -> None:
        """List all hits at the right."""
        self._parts.side_wanted.emit(HITS)

    def _on_built(self, name: str) -> None:
        parts = self._parts
        if name == "find_bar":
            bar = parts.find_bar
            bar.choose(frozenset(parts.settings.text(_OPTIONS).split()))
            bar.searched.connect(self._search)
            bar.stepped.connect(self.step)
            bar.list_wanted.connect(self.list_all)
            bar.closed.connect(self._close)
        elif name == HITS:
            parts.hits.hit_chosen.connect(self._show)
            parts.hits.remark_chosen.connect(self._show_remark)
            parts.hits.left.connect(parts.reader.setFocus)
            self._list()

    # searching

    def _search(self, phrase: str) -> None:
        from reviewer.ui.panels.find_bar import REMARKS  # noqa: PLC0415

        document, bar = self._parts.session.document, self._parts.find_bar
        self._search_number += 1
        self._next = None
        chosen = bar.chosen
        self._parts.settings.put(_OPTIONS, " ".join(sorted(chosen)))
        if document is None:
            return
        if not phrase:
            self._take((None, []))
            return
        if phrase == self._word:
            exactly = frozenset({"whole_words"})
        else:
            self._word = ""
            exactly = chosen - {REMARKS}
        said = self._said() if REMARKS in chosen else None
        self._next = partial(_found, document.text, said, phrase, exactly)
        if self._running is None:
            self._start()
        else:
            bar.set_searching()

    def _start(self) -> None:
        """Start the newest search: one at a time, what was typed meanwhile is left out."""
        work, self._next = self._next, None
        if work is None:
            return
        task = self._running = tasks.in_thread(work)
        self._running_number = self._search_number
        # -- not through partials: what comes when the window is gone must not be heard
        task.succeeded.connect(self._on_found)
        task.failed.connect(self._on_failed)
        task.ended.connect(self._on_ended)
        if not task.finish(_AT_ONCE):
            self._parts.find_bar.set_searching()

    def _on_ended(self) -> None:
        self._running = None
        self._start()

    def _prepare(self) -> None:
        """Make the report ready to be searched, once the first frame and the dictionary are there."""
        document = self._parts.session.document
        if self._is_warm and document is not None:
            tasks.in_thread(partial(_prepare, document.text)).failed.connect(_on_unprepared)

    def _on_found(self, found: tuple[Hits, list[RemarkHit]]) -> None:
        if self._running_number == self._search_number:
            self._take(found)

    def _take(self, found: tuple[Hits | None, list[RemarkHit]]) -> None:
        hits, self._remark_hits = found
        self._hits = hits
        self._list()
        if hits:
            self._show(hits.next_from(self._from))
        else:
            self._current = -1
            self._parts.reader.marks.show_hits((), -1)
            self._parts.find_bar.set_hits(-1, 0, len(self._remark_hits))

    def _on_failed(self, sentence: str) -> None:
        if self._running_number != self._search_number:
            return
        if sentence.startswith("Traceback"):
            raise RuntimeError(sentence)
        self._hits, self._remark_hits, self._current = None, [], -1
        self._parts.reader.marks.show_hits((), -1)
        self._parts.find_bar.set_fault(sentence)
        self._list()

    def _said(self) -> _Said:
        """What annotations and their replies say, as one text."""
        if self._remarks is not None:
            return self._remarks
        review = self._parts.session.review
        starts: list[int] = []
        ids: list[str] = []
        said: list[str] = []
        at = 0
        for annotation in in_document_order(review.annotations()):
            replies = (reply.body for reply in review.replies(annotation.id))
            parts = (annotation.body, annotation.suggestion, annotation.reason, *replies)
            words = "\n".join(part for part in parts if part)
            starts.append(at)
            ids.append(annotation.id)
            said.append(words)
            at += len(words) + 1
        self._remarks = _Said("\n".join(said), starts, ids)
        return self._remarks

    # showing

    def _list(self) -> None:
        """Bring the list up to date, where there is one."""
        if not self._parts.has(HITS):
            return
        panel = self._parts.hits
        panel.model.show(self._parts.session.document, self._hits, self._remark_hits)
        count = len(self._hits) if self._hits is not None else 0
        words = ""
        if count or self._remark_hits:
            phrase = self._parts.find_bar.phrase
            words = self._tr("“{phrase}”：正文 {count} 处").format(phrase=phrase, count=count)
        if count and self._word:
            words += self._tr("（整词）")
        if self._remark_hits:
            words += self._tr("，批注 {count} 条").format(count=len(self._remark_hits))
        panel.summarise(words)
        panel.mark(self._current)

    def _show(self, index: int) -> None:
        hits = self._hits
        if hits is None:
            return
        self._current = index
        self._parts.reader.marks.show_hits(hits, index)
        self._parts.find_bar.set_hits(index, len(hits), len(self._remark_hits))
        self._parts.reader.reveal(hits[index])
        if self._parts.has(HITS):
            self._parts.hits.mark(index)

    def _show_remark(self, annotation_id: str) -> None:
        self._parts.cards.show_annotation(annotation_id)

    def _close(self) -> None:
        """Leave the hit selected, so that one can go on from it."""
        if self._hits is not None and 0 <= self._current < len(self._hits):
            self._parts.reader.select(self._hits[self._current])
        self._clear()
        self._parts.reader.setFocus()

    def _forget(self) -> None:
        self._clear()
        if self._parts.has("find_bar"):
            self._parts.find_bar.hide()
        self._prepare()

    def _clear(self) -> None:
        self._search_number += 1
        self._next = None
        self._word = ""
        self._hits, self._remark_hits, self._current = None, [], -1
        self._remarks = None
        self._parts.reader.marks.show_hits((), -1)
        self._list()

    def _on_words_changed(self) -> None:
        if not self._is_warm:
            self._is_warm = True
            self._prepare()
        if self._parts.has("find_bar") and self._parts.find_bar.isVisible() and self._hits:
            self._from = self._hits[max(0, self._current)].start
            self._search(self._parts.find_bar.phrase)

    def _on_review_changed(self) -> None:
        self._remarks = None

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("searching", text)


def _found(
    text: str, said: _Said | None, phrase: str, exactly: frozenset[str]
) -> tuple[Hits, list[RemarkHit]]:
    """Search a text, and what annotations say; each annotation is found once."""
    from reviewer.language import search  # noqa: PLC0415
    from reviewer.ui.models.hits import RemarkHit, excerpt  # noqa: PLC0415

    options = search.Options(**dict.fromkeys(exactly, True))
    hits = search.find(text, phrase, options)
    remarks: dict[str, RemarkHit] = {}
    if said is not None:
        for hit in search.find(said.text, phrase, options):
            each = said.ids[bisect_right(said.starts, hit.start) - 1]
            if each not in remarks:
                remarks[each] = RemarkHit(each, excerpt(said.text, hit))
    return hits, list(remarks.values())


def _prepare(text: str) -> None:
    from reviewer.language import search  # noqa: PLC0415

    search.index_of(text).prepare()


def _on_unprepared(trace: str) -> None:
    raise RuntimeError(trace)
