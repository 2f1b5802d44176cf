"""A DOCX that this program wrote comes back whole: what it carries is matched with its comments.

See `formats.carried` for what is carried. A comment leads to its item by author and text; where
several have both, by nearness. What no item explains was said by somebody else and stays. Where
the part is lost or broken, our comments are known by the bookmarks around them, and read as text.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from reviewer.errors import AnnotationSourceError
from reviewer.formats import carried
from reviewer.formats.carried import BOOKMARK, COMMENT, HUNG, PREFIX, SIGNED, TRACKED, plain
from reviewer.formats.ooxml import Package
from reviewer.formats.walked import Walked
from reviewer.importers import jsonld
from reviewer.importers.given import Given
from reviewer.importers.lines import Quoting
from reviewer.language.comment_words import Words, reread
from reviewer.model.anchor import CONTEXT
from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.records import Kind, Scope

Item = tuple[Given, dict[str, object]]


class Sorted(NamedTuple):
    """What a file says, sorted: carried by us, and what nothing carried explains.

    `names` leads from the id of a comment to that of the item it shows; `tracked` are the ids of
    what tracked changes show beside, `bookmarks` names what stands around an item's characters.
    """

    own: list[Given]
    changes: list[Given]
    said: list[Given]
    names: Mapping[str, str]
    tracked: frozenset[str]
    bookmarks: Mapping[str, str]


# -- LibreOffice moves the end of a bookmark by one for each sign of a comment
_SHIFTS: Final = [(before, after) for before in (-1, 0, 1) for after in (-2, -1, 0, 1, 2)]


def with_carried(
    package: Package,
    walked: Walked,
    changes: Sequence[Given],
    said: Sequence[Given],
    quoting: Quoting,
) -> Sorted:
    """Sort the changes and comments of a file by what is carried in it."""
    items = _items(package)
    if items:
        return _Matching(items, walked, said, quoting).result(changes)
    said = _read_as_text(walked, said)
    shown = _Shown((given.creator, given) for given in said if given.kind.is_suggestion)
    rest = [change for change in changes if not shown.explains(change)]
    tracked = frozenset(given.external_id for given in said if given.kind.is_suggestion)
    return Sorted([], rest, said, {}, tracked, {})


def _read_as_text(walked: Walked, said: Sequence[Given]) -> list[Given]:
    """Read the particulars out of the comments that stand between our bookmarks."""
    ours = {
        (start + before, end + after)
        for key, (start, end) in walked.ranges.items()
        if key.startswith(f"bookmark {PREFIX}")
        for before, after in _SHIFTS
    }
    return [
        _rewritten(comment, comment.body)
        if not comment.parent and (comment.start, comment.end) in ours
        else comment
        for comment in said
    ]


def _rewritten(given: Given, text: str) -> Given:
    """What was given, as the text of its comment says now."""
    words = reread(
        text,
        Words(
            kind=given.kind,
            quote=given.quote or "",
            before=given.prefix,
            suggestion=given.suggestion,
            reason=given.reason,
            category=given.category,
            severity=given.severity,
            disposition=given.disposition,
            tags=given.tags,
        ),
        [category.name for category in DEFAULT_CATEGORIES],
    )
    return replace(
        given,
        kind=words.kind,
        suggestion=words.suggestion,
        body=words.body,
        reason=words.reason,
        category=words.category,
        severity=words.severity,
        disposition=words.disposition,
        tags=words.tags,
    )


def _items(package: Package) -> list[Item]:
    for relation in package.relations(package.main):
        data = package.bytes_of(relation.target) if relation.kind == "customXml" else None
        if data is not None and carried.is_carried(data):
            found = carried.unpack(package.name, relation.target, data)
            try:
                return list(zip(jsonld.understood(found, Path(package.name)), found, strict=True))
            except AnnotationSourceError:
                # -- somebody wrote in it: the comments themselves say what there is to say
                return []
    return []


class _Matching:
    def __init__(
        self, items: list[Item], walked: Walked, said: Sequence[Given], quoting: Quoting
    ) -> None:
        self._quoting = quoting
        self._items = items
        self._walked = walked
        self._said = said
        self._free = set(range(len(said)))
        self._by_words: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_time: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, comment in enumerate(said):
            self._by_words[comment.creator, plain(comment.body)].append(at)
            self._by_time[comment.creator, _second(comment)].append(at)
        self._comment_of: dict[int, int] = {}

    def result(self, changes: Sequence[Given]) -> Sorted:
        """Match everything: first by words, then, what was rewritten, by author and second."""
        for number, (given, raw) in enumerate(self._items):
            if COMMENT in raw:
                words = (str(raw.get(SIGNED, "")), plain(str(raw[COMMENT])))
                self._take(number, self._by_words.get(words, ()), given, raw)
        for number, (given, raw) in enumerate(self._items):
            if COMMENT in raw and number not in self._comment_of:
                moment = (str(raw.get(SIGNED, "")), _second(given))
                self._take(number, self._by_time.get(moment, ()), given, raw)
        carried_over = [
            self._given(number, given, raw)
            for number, (given, raw) in enumerate(self._items)
            if COMMENT not in raw or number in self._comment_of
        ]
        names = {
            self._said[at].external_id: self._items[number][0].external_id
            for number, at in self._comment_of.items()
        }
        others = [
            replace(self._said[at], parent=names.get(self._said[at].parent, self._said[at].parent))
            for at in sorted(self._free)
        ]
        # -- a comment may lose its range where the change beside it keeps its own
        tracked = [
            (str(raw.get(SIGNED, "")), place)
            for number, (given, raw) in enumerate(self._items)
            if raw.get(TRACKED) is True and number in self._comment_of
            for place in (given, self._given(number, given, raw))
        ]
        shown = _Shown(tracked)
        return Sorted(
            carried_over,
            [change for change in changes if not shown.explains(change)],
            others,
            names,
            frozenset(given.external_id for _, given in tracked),
            {g.external_id: str(raw[BOOKMARK]) for g, raw in self._items if BOOKMARK in raw},
        )

    def _take(
        self, number: int, candidates: Sequence[int], given: Given, raw: dict[str, object]
    ) -> None:
        free = [at for at in candidates if at in self._free]
        if free:
            near = self._expected(given, raw)
            at = min(free, key=lambda at: (_distance(self._said[at], near), at))
            self._free.discard(at)
            self._comment_of[number] = at

    def _expected(self, given: Given, raw: dict[str, object]) -> tuple[int, int]:
        found = self._walked.ranges.get(f"bookmark {raw.get(BOOKMARK, '')}")
        return found or (given.start or 0, given.end or 0)

    def _given(self, number: int, given: Given, raw: dict[str, object]) -> Given:
        """The item, where and as the file has it now."""
        at = self._comment_of.get(number)
        if at is None:
            return given
        comment = self._said[at]
        # -- LibreOffice loses the words of comments around fields and controls, people delete them
        if plain(comment.body) not in ("", plain(str(raw[COMMENT]))):
            new = replace(given, body=comment.body)
            given = new if given.parent else _rewritten(given, comment.body)
        if given.parent:
            return given
        given = replace(given, resolved=comment.resolved)
        if given.scope is Scope.DOCUMENT or self._still_stands(given, comment):
            return given
        if raw.get(HUNG) is True:
            return given if self._has_quote(given) else replace(given, start=None, end=None)
        return replace(given, start=comment.start, end=comment.end)

    def _still_stands(self, given: Given, comment: Given) -> bool:
        """Whether an item's own place is that of the comment, or nothing around it has changed.

        A comment loses line ends; LibreOffice moves its edges out of fields, or loses its range.
        """
        if given.start is None or given.end is None or not self._has_quote(given):
            return False
        before, after = max(0, given.start - CONTEXT), given.end + CONTEXT
        around = self._quoting.quote(before, given.start), self._quoting.quote(given.end, after)
        if around == (given.prefix, given.suffix) and any(around):
            return True
        place = self._quoting.trimmed(given.start, given.end)
        return place == (comment.start, comment.end)

    def _has_quote(self, given: Given) -> bool:
        if given.start is None or given.end is None:
            return False
        return self._quoting.quote(given.start, given.end) == (given.quote or "")


def _second(given: Given) -> str:
    return given.created.isoformat(timespec="seconds") if given.created is not None else ""


def _distance(comment: Given, near: tuple[int, int]) -> int:
    return abs((comment.start or 0) - near[0]) + abs((comment.end or 0) - near[1])


class _Shown:
    """Suggestions that tracked changes show.

    What one person changed in one place comes as one change, and what stands in the middle of a
    deletion tears it in several: so neither need be one suggestion. A change is explained where
    its author's suggestions delete all its characters and have all its words.
    """

    def __init__(self, suggestions: Iterable[tuple[str, Given]]) -> None:
        self._of: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        self._deleted: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for signed, given in suggestions:
            if given.start is not None and given.end is not None:
                end = given.start if given.kind is Kind.INSERT else given.end
                words = "" if given.kind is Kind.DELETE else given.suggestion
                self._of[signed].append((given.start, end, plain(words)))
        self._longest = 0
        for signed, pieces in self._of.items():
            pieces.sort()
            deleted = self._deleted[signed]
            for start, end, _ in pieces:
                self._longest = max(self._longest, end - start)
                if deleted and start <= deleted[-1][1]:
                    deleted[-1] = deleted[-1][0], max(end, deleted[-1][1])
                else:
                    deleted.append((start, end))

    def explains(self, change: Given) -> bool:
        """Whether a tracked change is how suggestions are shown."""
        start, end = change.start or 0, change.end or 0
        deleted, pieces = self._deleted[change.creator], self._of[change.creator]
        at = bisect_right(deleted, (start, sys.maxsize)) - 1
        if at < 0 or deleted[at][1] < end:
            return False
        near = pieces[
            bisect_left(pieces, (start - self._longest,)) : bisect_left(pieces, (end + 1,))
        ]
        words = [words for _, high, words in near if high >= start and words]
        return _is_made_of(plain(change.suggestion), words)


def _is_made_of(text: str, words: Sequence[str]) -> bool:
    """Whether a text is some of the words in whatever order, and no more than all of them.

    A word that comes twice is taken for two words of one length: who counts them exactly takes
    exponential time.
    """
    if len(text) > sum(map(len, words)):
        return False
    distinct = set(words)
    reached = {0}
    for at in range(len(text)):
        if at in reached:
            reached.update(at + len(word) for word in distinct if text.startswith(word, at))
    return len(text) in reached
