"""The selection: an anchor, a caret, and how the two move by characters, words and lines."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from functools import lru_cache

from reviewer.model.document import Document
from reviewer.model.spans import Span

Words = Callable[[str], list[Span]]
"""Cuts a paragraph into words."""


class Unit(Enum):
    """What one more click selects, and what dragging then extends by."""

    CHARACTER = auto()
    WORD = auto()
    SENTENCE = auto()
    PARAGRAPH = auto()


def _no_words(text: str) -> list[Span]:
    return [Span(at, at + 1) for at in range(len(text))]


class Selection:
    """A range with a direction, in code points of the document's text."""

    def __init__(self, document: Document, words: Words = _no_words) -> None:
        self._document = document
        self._words = words
        self._cut = lru_cache(maxsize=64)(self._cut_paragraph)
        self.anchor = 0
        self.caret = 0
        self._unit = Unit.CHARACTER
        self._origin = Span(0, 0)

    @property
    def span(self) -> Span:
        """What is selected; empty at the caret where nothing is."""
        return Span(min(self.anchor, self.caret), max(self.anchor, self.caret))

    @property
    def is_forward(self) -> bool:
        """Whether the caret stands at the selection's end."""
        return self.caret >= self.anchor

    def set_words(self, words: Words) -> None:
        """Cut words another way from now on."""
        self._words = words
        self._cut.cache_clear()

    def select(self, span: Span) -> None:
        """Select a range, the caret at its end."""
        self.anchor, self.caret = self._clamped(span.start), self._clamped(span.end)
        self._unit, self._origin = Unit.CHARACTER, span

    def move(self, offset: int, *, extend: bool) -> None:
        """Move the caret; the selection goes along or ends."""
        self.caret = self._clamped(offset)
        if not extend:
            self.anchor = self.caret

    def begin(self, offset: int, unit: Unit) -> None:
        """Begin selecting at a click; `unit` is what the click selects."""
        self._unit = unit
        self._origin = self.unit_at(offset, unit)
        self.anchor, self.caret = self._origin.start, self._origin.end

    def drag(self, offset: int, *, snapping: bool = False) -> None:
        """Extend to a position by the unit that the selecting began with.

        `snapping` takes whole words also where it began with a character.
        """
        if self._unit is Unit.CHARACTER:
            self.anchor, self.caret = self._origin.start, self._clamped(offset)
            if snapping and not self.span.is_empty:
                self._snap()
            return
        here = self.unit_at(offset, self._unit)
        if here.start < self._origin.start:
            self.anchor, self.caret = self._origin.end, here.start
        else:
            self.anchor, self.caret = self._origin.start, max(here.end, self._origin.end)

    def _snap(self) -> None:
        """Let the selection begin and end where words do."""
        span = self.span
        first = self.unit_at(span.start, Unit.WORD)
        last = self.unit_at(span.end - 1, Unit.WORD)
        low, high = min(first.start, span.start), max(last.end, span.end)
        self.anchor, self.caret = (low, high) if self.is_forward else (high, low)

    def unit_at(self, offset: int, unit: Unit) -> Span:
        """Return the word, sentence or paragraph at a position."""
        offset = self._clamped(offset)
        if unit is Unit.CHARACTER or not self._document.paragraphs:
            return Span(offset, offset)
        index = self._document.paragraph_at(offset)
        own = self._document.paragraphs[index].span
        if unit is Unit.PARAGRAPH:
            return own
        inside = min(offset - own.start, max(0, len(own) - 1))
        if unit is Unit.SENTENCE:
            from reviewer.language.sentences import sentence_at  # noqa: PLC0415

            return sentence_at(own.cut(self._document.text), inside).shifted(own.start)
        for word in self._cut(index):
            if inside in word:
                return word.shifted(own.start)
        return Span(offset, offset)

    def word_from(self, offset: int, *, forward: bool) -> int:
        """Return where the next word begins, or the one before."""
        index = self._document.paragraph_at(offset)
        own = self._document.paragraphs[index].span
        text = self._document.text
        starts = [
            word.start + own.start
            for word in self._cut(index)
            if not text[word.start + own.start].isspace()
        ]
        if forward:
            later = [start for start in starts if start > offset]
            if later:
                return later[0]
            return own.end if offset < own.end else self._clamped(own.end + 1)
        earlier = [start for start in starts if start < offset]
        return earlier[-1] if earlier else self._clamped(max(0, own.start - 1))

    def _cut_paragraph(self, index: int) -> list[Span]:
        span = self._document.paragraphs[index].span
        return self._words(span.cut(self._document.text))

    def _clamped(self, offset: int) -> int:
        return max(0, min(offset, len(self._document.text)))
