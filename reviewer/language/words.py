"""The only door to segmentation: where do Chinese words begin and end?

rjieba cuts (the dictionary of jieba in Rust, 25 times faster, identical with the hidden Markov
model off); jieba itself is there for what only it can do. User and domain words go to both
through `add_words`. Loading takes a tenth of a second and is for a background thread; until then
`cut` falls back to runs of equal characters and never waits.
"""

from __future__ import annotations

import logging
import re
import threading
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from reviewer.model.spans import Span
from reviewer.resources import resource

_DOMAIN_WORDS: Final = "dictionaries/official.txt"
# -- figures with their decimals and per cent signs, Latin words, white space, single others
_RUNS: Final = re.compile(
    r"\d+(?:[.,]\d+)*[%％‰]?|[A-Za-z][A-Za-z0-9'’_-]*|[\u3400-\u9fff\U00020000-\U0003ffff々〇]+|\s+|.",
    re.DOTALL,
)
_HAN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff々〇]")


class _Segmenter:
    """rjieba, once it is loaded."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cutter: Any = None
        self._added: list[tuple[str, int]] = []
        self.generation = 0

    @property
    def is_loaded(self) -> bool:
        return self._cutter is not None

    def load(self) -> None:
        with self._lock:
            if self._cutter is None:
                import rjieba  # noqa: PLC0415

                cutter = rjieba.Jieba()
                for word, frequency in [*_domain_words(), *self._added]:
                    cutter.add_word(word, frequency, "n")
                self._cutter = cutter
                self.generation += 1

    def add(self, words: Iterable[tuple[str, int]]) -> None:
        with self._lock:
            for word, frequency in words:
                self._added.append((word, frequency))
                if self._cutter is not None:
                    self._cutter.add_word(word, frequency, "n")
            self.generation += 1

    def added(self) -> list[tuple[str, int]]:
        return [*_domain_words(), *self._added]

    def cut(self, text: str) -> list[str] | None:
        cutter = self._cutter
        return None if cutter is None else cutter.cut(text, False)


_segmenter = _Segmenter()
_jieba: list[ModuleType] = []


def load() -> None:
    """Load the dictionary; for a background thread. Loading twice does nothing."""
    _segmenter.load()


def is_loaded() -> bool:
    """Whether words are words yet, and not mere runs."""
    return _segmenter.is_loaded


def generation() -> int:
    """Return a number that is another one whenever texts may be cut otherwise than before."""
    return _segmenter.generation


def add_words(words: Iterable[str], frequency: int = 20_000) -> None:
    """Teach both segmenters words of the user or of the field; they count at once."""
    new = [(word.strip(), frequency) for word in words if word.strip()]
    _segmenter.add(new)
    for module in _jieba:
        for word, weight in new:
            module.add_word(word, weight)


def jieba_module(cache_folder: Path) -> ModuleType:
    """Return jieba itself, with our words in it; slow the first time.

    Its cache goes into the user's own folder: in the shared temporary folder another user could
    plant one.
    """
    if not _jieba:
        import jieba as module  # noqa: PLC0415

        module.setLogLevel(logging.WARNING)
        cache_folder.mkdir(parents=True, exist_ok=True)
        module.dt.tmp_dir = str(cache_folder)
        module.initialize()
        for word, frequency in _segmenter.added():
            module.add_word(word, frequency)
        _jieba.append(module)
    return _jieba[0]


def cut(text: str) -> list[Span]:
    """Cut a paragraph into words; the spans tile it, in code points."""
    return [Span(start, end) for start, end in pairwise(boundaries(text))]


def boundaries(text: str) -> list[int]:
    """Return where the words of a paragraph begin, and where the last one ends."""
    found = [0]
    for run in _RUNS.finditer(text):
        words = _segmenter.cut(run.group()) if _HAN.match(run.group()) else [run.group()]
        at = run.start()
        # -- without the dictionary every character is a word
        for word in run.group() if words is None else words:
            at += len(word)
            found.append(at)
    return found


def word_at(text: str, offset: int, words: list[Span] | None = None) -> Span:
    """Return the word at an offset of a paragraph; at its end the last word."""
    found = cut(text) if words is None else words
    if not found:
        return Span(0, 0)
    index = bisect_right([word.start for word in found], offset) - 1
    return found[max(0, index)]


def next_boundary(text: str, offset: int) -> int:
    """Return where the next word begins, the end of the paragraph after the last one."""
    starts = [word.start for word in cut(text) if not text[word.start].isspace()]
    index = bisect_right(starts, offset)
    return starts[index] if index < len(starts) else len(text)


def previous_boundary(text: str, offset: int) -> int:
    """Return where the word before an offset begins, 0 at the beginning."""
    starts = [word.start for word in cut(text) if not text[word.start].isspace()]
    index = bisect_left(starts, offset) - 1
    return starts[index] if index >= 0 else 0


def are_tiling(spans: list[Span], text: str) -> bool:
    """Whether spans follow each other from the first to the last character of a text."""
    if not spans:
        return not text
    meet = all(a.end == b.start for a, b in pairwise(spans))
    return meet and spans[0].start == 0 and spans[-1].end == len(text)


def _domain_words() -> list[tuple[str, int]]:
    lines = resource(_DOMAIN_WORDS).read_text(encoding="utf-8").splitlines()
    return [(line.strip(), 20_000) for line in lines if line.strip() and not line.startswith("#")]
