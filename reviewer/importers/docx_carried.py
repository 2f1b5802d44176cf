"""A DOCX that this program wrote comes back whole: what it carries is matched with its comments.

See `formats.carried` for what is carried. A comment leads to its item by author and text; where
several have both, by nearness. What no item explains was said by somebody else and stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reviewer.errors import AnnotationSourceError
from reviewer.formats import carried
from reviewer.formats.carried import BOOKMARK, COMMENT, SIGNED, plain
from reviewer.formats.ooxml import Package
from reviewer.formats.walked import Walked
from reviewer.importers import jsonld
from reviewer.importers.given import Given
from reviewer.model.records import Scope

Item = tuple[Given, dict[str, object]]


def with_carried(
    package: Package, walked: Walked, changes: Sequence[Given], said: Sequence[Given]
) -> tuple[list[Given], list[Given], list[Given]]:
    """Return what was carried, and the changes and comments that nothing carried explains."""
    items = _items(package)
    if not items:
        return [], list(changes), list(said)
    return _Matching(items, walked, said).result(changes)


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
    def __init__(self, items: list[Item], walked: Walked, said: Sequence[Given]) -> None:
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

    def result(self, changes: Sequence[Given]) -> tuple[list[Given], list[Given], list[Given]]:
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
        return carried_over, [c for c in changes if not _explained(c, carried_over)], others

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
        if plain(comment.body) != plain(str(raw[COMMENT])):
            given = replace(given, body=comment.body, suggestion=given.suggestion)
        if given.parent:
            return given
        given = replace(given, resolved=comment.resolved)
        if given.scope is Scope.DOCUMENT:
            return given
        return replace(given, start=comment.start, end=comment.end)


def _second(given: Given) -> str:
    return given.created.isoformat(timespec="seconds") if given.created is not None else ""


def _distance(comment: Given, near: tuple[int, int]) -> int:
    return abs((comment.start or 0) - near[0]) + abs((comment.end or 0) - near[1])


def _explained(change: Given, items: Sequence[Given]) -> bool:
    """Whether a tracked change is how carried suggestions are shown.

    What one person changed in one place comes as one change: several suggestions may explain it.
    """
    start, end = change.start or 0, change.end or 0
    inside = [
        item
        for item in items
        if item.kind.is_suggestion
        and item.creator == change.creator
        and item.start is not None
        and item.end is not None
        and start <= item.start <= item.end <= end
    ]
    inside.sort(key=lambda item: (item.start or 0, item.end or 0))
    at = start
    for item in inside:
        at = max(at, item.end or 0) if (item.start or 0) <= at else at
    said = "".join(item.suggestion for item in inside)
    return bool(inside) and at >= end and plain(change.suggestion) in (plain(said), "")
