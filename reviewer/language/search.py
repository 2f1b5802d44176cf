"""Finding words in a text as people mean them, each hit at its true position.

An `Index` keeps the text with case, width and variants levelled (see `folding.py`) and without the
punctuation and space between its letters, and where each of these letters stood. A phrase is
searched in that copy by numpy; the hits are led back all at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final, NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from reviewer.errors import UsageError
from reviewer.language import words
from reviewer.language.folding import (
    Codes,
    Folding,
    codes_of,
    fold,
    fold_character,
    initial_bit,
    initials,
    is_gap,
    letters,
)
from reviewer.model.document import Document
from reviewer.model.spans import Span

PATIENCE: Final = 2.0
"""So many seconds may a regular expression take."""

_LONGEST_EXPRESSION: Final = 1000
_CONTEXT: Final = 20
_MOST_COPIES: Final = 2
_Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Options:
    """How exactly a phrase must be met; by default only its letters count.

    Case, width (quotes and dashes of all kinds with it) and traditional or variant characters are
    levelled unless they are to be matched. Punctuation and space inside the phrase or between its
    letters do not count unless `match_punctuation`; at the ends of the phrase punctuation always
    counts ("（一）" is not every 一), and inside a figure too ("82" is not in "2018-2020"). With
    `pinyin`, two Latin letters or more that stand nowhere in the text are the initials of words
    ("fzzf" finds 法治政府). With `regex` the phrase is a regular expression over the text as it is,
    `^` and `$` being the ends of paragraphs; of the rest only `match_case` and `whole_words` count.
    """

    match_case: bool = False
    match_width: bool = False
    match_variants: bool = False
    match_punctuation: bool = False
    whole_words: bool = False
    pinyin: bool = True
    regex: bool = False

    @property
    def folding(self) -> Folding:
        """What does not count."""
        return Folding(not self.match_case, not self.match_width, not self.match_variants)


USUAL: Final = Options()
"""Only letters count."""


class Hits(Sequence[Span]):
    """All hits in the order of the text, without overlaps; a Span is made when one is looked at."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, starts: _Places, ends: _Places) -> None:
        self._starts, self._ends = starts, ends

    @overload
    def __getitem__(self, index: int) -> Span: ...
    @overload
    def __getitem__(self, index: slice) -> Hits: ...
    def __getitem__(self, index: int | slice) -> Span | Hits:
        """Return one hit, or a run of them."""
        if isinstance(index, slice):
            return Hits(self._starts[index], self._ends[index])
        return Span(int(self._starts[index]), int(self._ends[index]))

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[Span]:
        return map(Span, self._starts.tolist(), self._ends.tolist())

    def arrays(self) -> tuple[_Places, _Places]:
        """Return where the hits begin and where they end, as arrays."""
        return self._starts, self._ends

    def next_from(self, offset: int) -> int:
        """Return the index of the first hit that begins at `offset` or later, 0 past the last."""
        index = int(self._starts.searchsorted(offset))
        return index if index < len(self) else 0

    def within(self, span: Span) -> Hits:
        """Return the hits that share a character with `span`; many others make it no slower."""
        first = int(self._ends.searchsorted(span.start, "right"))
        return self[first : int(self._starts.searchsorted(span.end))]


NO_HITS: Final = Hits(np.empty(0, np.intp), np.empty(0, np.intp))
"""Nothing found."""


class Index:
    """A text made ready to be searched; everything is made once, when it is first needed.

    It may be used from several threads: at worst something is made twice.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._codes = codes_of(text)
        self._copies: dict[tuple[Folding, bool], _Copy] = {}
        self._initials: Codes | None = None
        self._words = _WordEnds(text)

    def prepare(self) -> None:
        """Make what the usual options need; for a background thread."""
        self._copy(USUAL.folding, dense=True)

    def find(self, phrase: str, options: Options = USUAL) -> Hits:
        """Return every hit; none for an empty phrase.

        Raises UsageError for a regular expression that is none, or that takes too long.
        """
        if not phrase:
            return NO_HITS
        if options.regex:
            hits = _by_expression(self._text, phrase, options)
        else:
            wanted = _wanted(phrase, options)
            hits = self._copy(options.folding, dense=not options.match_punctuation).find(wanted)
            if not hits and options.pinyin and _are_initials(phrase):
                hits = self._by_initials(phrase.strip().lower())
        return self._words.whole(hits) if options.whole_words else hits

    def _copy(self, folding: Folding, *, dense: bool) -> _Copy:
        copy = self._copies.get((folding, dense))
        if copy is None:
            copy = _Copy(self._codes, folding, dense=dense)
            if len(self._copies) >= _MOST_COPIES:
                self._copies = {}
            self._copies[folding, dense] = copy
        return copy

    def _by_initials(self, phrase: str) -> Hits:
        """Find characters that stand together: punctuation and space have no initials."""
        if self._initials is None:
            self._initials = initials(self._codes)
        bits = self._initials
        found = np.flatnonzero(bits[: max(0, len(bits) - len(phrase) + 1)] & initial_bit(phrase[0]))
        for at, letter in enumerate(phrase[1:], 1):
            found = found[(bits[found + at] & initial_bit(letter)) != 0]
        return _apart(Hits(found, found + len(phrase)))


class _Wanted(NamedTuple):
    """A phrase in parts: punctuation before, its letters, punctuation after.

    `together` are the places in `letters` after which no gap may be: inside a figure.
    """

    before: str
    letters: str
    after: str
    together: tuple[int, ...]


class _Copy:
    """A folded text, its gaps left out where it is `dense`."""

    def __init__(self, codes: Codes, folding: Folding, *, dense: bool) -> None:
        self._folded = fold(codes, folding)
        self._origins = letters(codes) if dense else None
        self._letters = self._folded if self._origins is None else self._folded[self._origins]

    def find(self, wanted: _Wanted) -> Hits:
        """Return every place of a phrase."""
        if not wanted.letters:
            return self._literally(wanted.before)
        length = len(wanted.letters)
        starts = _places(wanted.letters, self._letters)
        if self._origins is None:
            return _apart(Hits(starts, starts + length))
        for at in wanted.together:
            starts = starts[self._origins[starts + at + 1] - self._origins[starts + at] == 1]
        hits = Hits(self._origins[starts], self._origins[starts + length - 1] + 1)
        return _apart(self._with_ends(hits, wanted) if wanted.before or wanted.after else hits)

    def _literally(self, phrase: str) -> Hits:
        """Find punctuation alone."""
        starts = _places(phrase, self._folded)
        return _apart(Hits(starts, starts + len(phrase)))

    def _with_ends(self, hits: Hits, wanted: _Wanted) -> Hits:
        """Keep the hits that have the phrase's punctuation around them, and take it in."""
        before, after = codes_of(wanted.before), codes_of(wanted.after)
        starts, ends = hits.arrays()
        room = (starts >= len(before)) & (ends + len(after) <= len(self._folded))
        starts, ends = starts[room] - len(before), ends[room]
        for at, code in enumerate(before):
            fits = self._folded[starts + at] == code
            starts, ends = starts[fits], ends[fits]
        for at, code in enumerate(after):
            fits = self._folded[ends + at] == code
            starts, ends = starts[fits], ends[fits]
        return Hits(starts, ends + len(after))


class _WordEnds:
    """Where words begin and end; paragraphs are cut as they are asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._generation = -1
        self._known = self._ends = bytearray()

    def whole(self, hits: Hits) -> Hits:
        """Keep the hits that begin and end where words do."""
        words.load()
        if self._generation != words.generation():
            # -- a word was added: everything may be cut otherwise now
            self._generation = words.generation()
            self._known, self._ends = (bytearray(len(self._text) + 1) for _ in range(2))
        starts, ends = hits.arrays()
        known = np.frombuffer(self._known, np.bool_)
        for places in (starts, ends):
            for offset in places[~known[places]].tolist():
                if not self._known[offset]:
                    self._cut_paragraph(offset)
        are_ends = np.frombuffer(self._ends, np.bool_)
        whole = are_ends[starts] & are_ends[ends]
        return Hits(starts[whole], ends[whole])

    def _cut_paragraph(self, offset: int) -> None:
        """Cut the paragraph around an offset, which may be its end."""
        start = self._text.rfind("\n", 0, offset) + 1
        end = self._text.find("\n", offset)
        end = len(self._text) if end < 0 else end
        for at in words.boundaries(self._text[start:end]):
            self._ends[start + at] = True
        self._known[start : end + 1] = b"\1" * (end + 1 - start)


@lru_cache(maxsize=2)
def index_of(text: str) -> Index:
    """Return the index of a text; that of the reports last asked for is kept."""
    return Index(text)


def find(text: str, phrase: str, options: Options = USUAL) -> Hits:
    """Return every place where a phrase stands in a text; see `Index.find`."""
    return index_of(text).find(phrase, options)


def hits_json(document: Document, phrase: str, options: Options = USUAL) -> list[dict[str, Any]]:
    """Return all hits in a report as plain values: offsets, text, sections around, context."""
    found: list[dict[str, Any]] = []
    for hit in find(document.text, phrase, options):
        paragraph = document.paragraphs[document.paragraph_at(hit.start)].span
        around = Span(
            max(paragraph.start, hit.start - _CONTEXT),
            max(hit.end, min(paragraph.end, hit.end + _CONTEXT)),
        )
        found.append(
            {
                "start": hit.start,
                "end": hit.end,
                "text": hit.cut(document.text),
                "section": [section.label for section in document.path_at(hit.start)],
                "context": around.cut(document.text),
            }
        )
    return found


def _places(phrase: str, codes: Codes) -> _Places:
    """Return every place of a phrase, overlapping ones too."""
    wanted = codes_of(phrase)
    found = np.flatnonzero(codes[: max(0, len(codes) - len(wanted) + 1)] == wanted[0])
    for at, code in enumerate(wanted[1:], 1):
        found = found[codes[found + at] == code]
    return found


def _apart(hits: Hits) -> Hits:
    """Leave out the hits that overlap one that is kept before them."""
    starts, ends = hits.arrays()
    if len(starts) < 2 or (starts[1:] >= ends[:-1]).all():
        return hits
    kept, last = [], 0
    for index, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        if start >= last:
            kept.append(index)
            last = end
    return Hits(starts[kept], ends[kept])


def _are_initials(phrase: str) -> bool:
    typed = phrase.strip()
    return len(typed) > 1 and typed.isascii() and typed.isalpha()


def _wanted(phrase: str, options: Options) -> _Wanted:
    folded = "".join(fold_character(character, options.folding) for character in phrase)
    if options.match_punctuation:
        return _Wanted("", folded, "", ())
    # -- a phrase is one line; where two were pasted, the end of the first is a space
    folded = folded.replace("\n", " ")
    folded = folded.strip() or folded
    found = [at for at, character in enumerate(folded) if not is_gap(character)]
    if not found:
        return _Wanted(folded, "", "", ())
    figures = (
        index
        for index, (at, following) in enumerate(pairwise(found))
        if following == at + 1 and folded[at].isdecimal() and folded[following].isdecimal()
    )
    return _Wanted(
        folded[: found[0]],
        "".join(folded[at] for at in found),
        folded[found[-1] + 1 :],
        tuple(figures),
    )


def _by_expression(text: str, expression: str, options: Options) -> Hits:
    import regex  # noqa: PLC0415

    if len(expression) > _LONGEST_EXPRESSION:
        raise UsageError(
            f"正则表达式太长（{len(expression)} 字），请不要超过 {_LONGEST_EXPRESSION} 字。"
        )
    flags = regex.MULTILINE | (0 if options.match_case else regex.IGNORECASE)
    try:
        matches = regex.finditer(expression, text, flags, timeout=PATIENCE, concurrent=True)
        pairs = [match.span() for match in matches if match.start() < match.end()]
    except regex.error as error:
        raise UsageError(f"正则表达式“{expression}”写得不对，请检查（{error}）。") from error
    except TimeoutError:
        raise UsageError(
            f"正则表达式“{expression}”在 {PATIENCE:g} 秒内没有找完，已经停下；请写得更具体一些。"
        ) from None
    places = np.array(pairs, np.intp).reshape(-1, 2)
    return Hits(places[:, 0], places[:, 1])
