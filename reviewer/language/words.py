"""The only door to segmentation: where do Chinese words begin and end?

rjieba cuts (the dictionary of jieba in Rust, 25 times faster, identical with the hidden Markov
model off); of jieba itself come the figures of how rare words are. The words of the field stand in
`resources/dictionaries/official.txt`, those of the user are given with `set_user_words`. Loading
takes a quarter of a second and is for a background thread; until then `cut` falls back to runs of
equal characters and never waits.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from reviewer.errors import ReviewerError
from reviewer.model.spans import Span
from reviewer.resources import lines_of

_Result = TypeVar("_Result")

LONGEST: Final = 24
"""A word has so many characters at most."""

_DOMAIN_WORDS: Final = "dictionaries/official.txt"
_USUAL: Final = 20_000
"""How often a word of the field is taken to occur, in 60 million words."""
_HAN_RANGE: Final = r"\u3400-\u9fff\U00020000-\U0003ffff々〇"
# -- figures with their decimals and per cent signs, Latin words, white space, single others
_RUNS: Final = re.compile(
    rf"\d+(?:[.,]\d+)*[%％‰]?|[A-Za-z][A-Za-z0-9'’_-]*|[{_HAN_RANGE}]+|\s+|.",
    re.DOTALL,
)
_HAN: Final = re.compile(rf"[{_HAN_RANGE}]")
_ALL_HAN: Final = re.compile(rf"[{_HAN_RANGE}]+")
_NO_WORD: Final = re.compile(r"[\s\x00-\x1f\u2028\ufffc，。；：！？、,;!?]")


class Word(NamedTuple):
    """A word where it stands, with its part of speech as ICTCLAS names it: n, v, vn, ns, m …"""

    span: Span
    kind: str


class _Segmenter:
    """rjieba with our words in it, once it is loaded."""

    def __init__(self) -> None:
        self._building = threading.Lock()
        # -- words are added in place, which rjieba refuses while another thread cuts
        self._using = threading.Lock()
        self._cutter: Any = None
        self._user: tuple[str, ...] = ()
        self._mixed: re.Pattern[str] | None = None
        self.generation = 0

    @property
    def is_loaded(self) -> bool:
        return self._cutter is not None

    @property
    def user_words(self) -> tuple[str, ...]:
        return self._user

    def load(self) -> None:
        with self._building:
            if self._cutter is None:
                self._mixed = _mixed_pattern((*_domain_words(), *self._user))
                self._cutter = self._built()
                self.generation += 1

    def set_user_words(self, given: tuple[str, ...]) -> None:
        with self._building:
            known, self._user = self._user, given
            if self._cutter is None or given == known:
                return
            self._mixed = _mixed_pattern((*_domain_words(), *given))
            if set(known) <= set(given):
                with self._using:
                    _teach(self._cutter, (word for word in given if word not in known))
            else:
                # -- nothing can be taken out of a dictionary in use
                self._cutter = self._built()
            self.generation += 1

    def cut(self, text: str) -> list[str] | None:
        if self._cutter is None:
            return None
        with self._using:
            found: list[str] = self._cutter.cut(text, False)
            return found

    def tag(self, text: str) -> list[tuple[str, str]]:
        self.load()
        with self._using:
            found: list[tuple[str, str]] = self._cutter.tag(text, False)
            return found

    def runs(self, text: str) -> Iterator[tuple[int, str, bool]]:
        """Yield where each run begins, the run, and whether it is a word with more than Han."""
        at = 0
        for match in self._mixed.finditer(text) if self._mixed is not None else ():
            yield from (
                (m.start(), m.group(), False) for m in _RUNS.finditer(text, at, match.start())
            )
            yield match.start(), match.group(), True
            at = match.end()
        yield from ((m.start(), m.group(), False) for m in _RUNS.finditer(text, at))

    def _built(self) -> Any:
        import rjieba  # noqa: PLC0415

        cutter = rjieba.Jieba()
        for word in _domain_words():
            cutter.add_word(word, _USUAL, "n")
        _teach(cutter, self._user)
        return cutter


_segmenter = _Segmenter()


def load() -> None:
    """Load the dictionary; for a background thread. Loading twice does nothing."""
    _segmenter.load()


def is_loaded() -> bool:
    """Whether words are words yet, and not mere runs."""
    return _segmenter.is_loaded


def generation() -> int:
    """Return a number that is another one whenever texts may be cut otherwise than before."""
    return _segmenter.generation


def set_user_words(given: Iterable[str]) -> None:
    """Let these be the user's words, and no others; they count at once.

    Taking one away builds the dictionary anew, a quarter of a second: for a background thread.
    """
    _segmenter.set_user_words(tuple(dict.fromkeys(map(checked, given))))


def knowing(given: Iterable[str], work: Callable[..., _Result], *arguments: object) -> _Result:
    """Do work with these as the user's words; for a process of its own, which knows none."""
    set_user_words(given)
    return work(*arguments)


def user_words() -> tuple[str, ...]:
    """Return the user's words."""
    return _segmenter.user_words


def checked(word: str) -> str:
    """Return a word without the space around it; raise ReviewerError where it can be none.

    A word has 2 to `LONGEST` characters without punctuation between clauses, at least one a letter.
    """
    word = word.strip()
    if len(word) < 2:
        raise ReviewerError(f"“{word}”太短，不能加入词典；请选中两个字以上的词。")
    if len(word) > LONGEST:
        raise ReviewerError(f"“{word[:8]}…”太长，不能加入词典；请选中不超过 {LONGEST} 字的词。")
    if _NO_WORD.search(word) or not (word[0].isalnum() and any(map(str.isalpha, word))):
        raise ReviewerError(f"“{word}”里有空格或标点，不能加入词典；请只选中一个词。")
    return word


def jieba_tokenizer(cache_folder: Path) -> Any:
    """Return jieba itself with the words of field and user as they are now; slow the first time.

    Its cache goes into the user's own folder: in the shared temporary folder another user could
    plant one. Several processes may make it at once: each writes its own and moves it there.
    """
    import jieba  # noqa: PLC0415

    jieba.setLogLevel(logging.WARNING)
    cache_folder.mkdir(parents=True, exist_ok=True)
    made = jieba.Tokenizer()
    made.tmp_dir = str(cache_folder)
    made.initialize()
    for word in _domain_words():
        made.add_word(word, _USUAL, "n")
    for word in user_words():
        made.add_word(word, max(_USUAL, made.suggest_freq(word)), "n")
    return made


@cache
def rareness() -> dict[str, float]:
    """Return how rare words are (the natural logarithm of texts for each text with it): jieba's figures."""
    found = find_spec("jieba")
    places = found.submodule_search_locations if found is not None else None
    if not places:
        raise ReviewerError("程序安装不完整，缺少分词词典 jieba，请重新安装。")
    lines = (Path(places[0]) / "analyse" / "idf.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" ") for line in lines)
    return {word: float(value) for word, value in pairs}


def cut(text: str) -> list[Span]:
    """Cut a paragraph into words; the spans tile it, in code points."""
    return [Span(start, end) for start, end in pairwise(boundaries(text))]


def boundaries(text: str) -> list[int]:
    """Return where the words of a paragraph begin, and where the last one ends."""
    found = [0]
    for start, run, is_word in _segmenter.runs(text):
        words = _segmenter.cut(run) if not is_word and _HAN.match(run) else [run]
        at = start
        # -- without the dictionary every character is a word
        for word in run if words is None else words:
            at += len(word)
            found.append(at)
    return found


def tagged(text: str) -> list[Word]:
    """Cut a paragraph into words with their parts of speech; x is what is no word."""
    _segmenter.load()
    found: list[Word] = []
    for start, run, is_word in _segmenter.runs(text):
        if is_word:
            found.append(Word(Span(start, start + len(run)), "n"))
        elif _HAN.match(run):
            at = start
            for word, kind in _segmenter.tag(run):
                found.append(Word(Span(at, at + len(word)), kind))
                at += len(word)
        else:
            kind = "eng" if run[0].isalpha() else "m" if run[0].isdecimal() else "x"
            found.append(Word(Span(start, start + len(run)), kind))
    return found


@cache
def _domain_words() -> tuple[str, ...]:
    return tuple(lines_of(_DOMAIN_WORDS))


def _teach(cutter: Any, words: Iterable[str]) -> None:
    """Add words of the user, so often that they are not cut apart again."""
    for word in words:
        cutter.add_word(word, max(_USUAL, cutter.suggest_freq(word)), "n")


def _mixed_pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds the words that are not of Han characters alone (互联网+监管, B超)."""
    mixed = sorted((w for w in words if not _ALL_HAN.fullmatch(w)), key=len, reverse=True)
    edge = "[A-Za-z0-9]"
    found = (
        (f"(?<!{edge})" if re.match(edge, word) else "")
        + re.escape(word)
        + (f"(?!{edge})" if re.match(edge, word[-1]) else "")
        for word in mixed
    )
    return re.compile("|".join(found)) if mixed else None
