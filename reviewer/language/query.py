"""What people type to find annotations: words, and fields like 类别:问题 or author:某局.

Words must all occur in quote, note, suggested wording, reason, replies or the author's name.
Fields narrow; several values of one field, with commas between (类别:问题,建议), are alternatives;
"…" and “…” keep words with spaces together; a leading - turns a term round.
What is no field is a word, so that http://… or 9:30 can be searched.

A query remembers what it found of categories, persons and replies: parse it anew where these
change.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from reviewer.language.terms import (
    DISPOSITION_TERMS,
    KIND_TERMS,
    ORPHAN_TERM,
    RESOLVED_TERMS,
    SEVERITY_TERMS,
)
from reviewer.model.document import Document
from reviewer.model.query import Query, Test
from reviewer.model.records import Annotation, Reply
from reviewer.model.review import Review

if TYPE_CHECKING:
    from datetime import datetime

Maker = Callable[[Sequence[str]], Test]
"""Makes the test of a field; its values are alternatives."""
NO_CATEGORY: Final = "未分类"
"""What annotations without a category are called."""
_TERM: Final = re.compile(r'(-?)(?:(\w+)[:：])?("[^"]*"|“[^”]*”|[^\s]+)')

QUARTER: Final = 900
_ALONE: Final = re.compile(r"-(?=\d(?:-|$))")
"""Seconds; in no time zone does a day begin within a quarter of an hour."""
_ALTERNATIVES: Final = re.compile("[,，|]")
_FIELDS: Final[Mapping[str, str]] = {
    "类别": "category",
    "处理": "disposition",
    "处理情况": "disposition",
    "作者": "author",
    "审阅人": "author",
    "章节": "section",
    "标签": "tag",
    "引文": "quote",
    "原文": "quote",
    "意见": "note",
    "类型": "kind",
    "重要": "severity",
    "重要程度": "severity",
    "状态": "status",
    "修改于": "modified",
    "提出于": "created",
}


def parse(text: str) -> Query:
    """Understand a query; the empty one wants everything."""
    return Query(text, tuple(_test(*found.groups()) for found in _TERM.finditer(text)))


def _test(minus: str, field: str | None, value: str) -> Test:
    if value.startswith(('"', "“")) and value.endswith(('"', "”")) and len(value) > 1:
        value = value[1:-1]
    maker = _MAKERS.get(_FIELDS.get(field or "", (field or "").lower())) if field else None
    word = f"{field}:{value}" if field else value
    if maker is None:
        test = _says(word)
    else:
        values = [each for each in _ALTERNATIVES.split(value) if each] or [value]
        test = maker(values)
    return _not(test) if minus else test


def _each(maker: Callable[[str], Test]) -> Maker:
    """Make the test of one value that of several alternatives."""

    def made(values: Sequence[str]) -> Test:
        tests = [maker(value) for value in values]
        if len(tests) == 1:
            return tests[0]

        def test(annotation: Annotation, review: Review, document: Document) -> bool:
            return any(each(annotation, review, document) for each in tests)

        return test

    return made


def _not(test: Test) -> Test:
    def turned(annotation: Annotation, review: Review, document: Document) -> bool:
        return not test(annotation, review, document)

    return turned


def _says(word: str) -> Test:
    wanted = word.casefold()
    # -- Chinese has no case: levelling a hundred thousand remarks would take most of the time
    has_case = wanted != word or wanted.upper() != wanted
    by_author = _by_author(word)
    answered: set[str] | None = None

    def test(annotation: Annotation, review: Review, document: Document) -> bool:
        nonlocal answered
        anchor = annotation.target.anchor
        if has_case:
            if any(wanted in part.casefold() for part in _said(annotation)):
                return True
        elif (
            wanted in annotation.body
            or (anchor is not None and wanted in anchor.quote)
            or wanted in annotation.suggestion
            or wanted in annotation.reason
            or (annotation.tags and any(wanted in tag for tag in annotation.tags))
        ):
            return True
        if answered is None:
            answered = {r.annotation for r in _replies(review) if wanted in r.body.casefold()}
        return annotation.id in answered or by_author(annotation, review, document)

    return test


def _said(annotation: Annotation) -> tuple[str, ...]:
    said = annotation.body, annotation.quote, annotation.suggestion, annotation.reason
    return (*said, *annotation.tags)


def _replies(review: Review) -> Iterator[Reply]:
    return (record for record in review.records if isinstance(record, Reply))


def _author(annotation: Annotation, review: Review) -> str:
    person = review.reviewer(annotation.author)
    return f"{person.name} {person.organisation}" if person is not None else ""


def _holds(read: Callable[[Annotation], str]) -> Maker:
    """Make a test that asks whether what is read of an annotation holds the wanted word."""

    def maker(value: str) -> Test:
        wanted = value.casefold()

        def test(annotation: Annotation, _review: Review, _document: Document) -> bool:
            return wanted in read(annotation).casefold()

        return test

    return _each(maker)


def _is(
    read: Callable[[Annotation, Review], tuple[str, ...]],
    of: Callable[[Annotation], Hashable],
) -> Maker:
    """Make a test that asks whether one of an annotation's names begins with a wanted word.

    `of` is what the names follow from: asked once for each of its values.
    """

    def maker(values: Sequence[str]) -> Test:
        wanted = tuple(value.casefold() for value in values)
        known: dict[Hashable, bool] = {}

        def test(annotation: Annotation, review: Review, _document: Document) -> bool:
            key = of(annotation)
            found = known.get(key)
            if found is None:
                names = read(annotation, review)
                found = any(name.casefold().startswith(wanted) for name in names)
                known[key] = found
            return found

        return test

    return maker


def _by_author(value: str) -> Test:
    wanted = value.casefold()
    known: dict[str, bool] = {}

    def test(annotation: Annotation, review: Review, _document: Document) -> bool:
        found = known.get(annotation.author)
        if found is None:
            found = known[annotation.author] = wanted in _author(annotation, review).casefold()
        return found

    return test


def _category(annotation: Annotation, review: Review) -> tuple[str, ...]:
    category = review.category(annotation.category)
    return (annotation.category, category.name) if category is not None else ("", NO_CATEGORY)


def _status(annotation: Annotation, _review: Review) -> tuple[str, ...]:
    names = [RESOLVED_TERMS[annotation.resolved], "resolved" if annotation.resolved else "open"]
    return (*names, ORPHAN_TERM, "orphan") if annotation.is_orphan else tuple(names)


def _by_section(value: str) -> Test:
    """Whether the section, or one around it, is called so."""
    wanted = value.casefold()
    known: tuple[list[int], list[int], list[bool]] = ([], [], [])
    asked: Document | None = None

    def test(annotation: Annotation, _review: Review, document: Document) -> bool:
        nonlocal known, asked
        if asked is not document:
            known, asked = _called(document, wanted), document
        span = annotation.span
        if span is None:
            return False
        starts, ends, called = known
        at = bisect_right(starts, span.start) - 1
        if at >= 0 and span.start <= ends[at]:
            return called[at]
        path = document.path_at(span.start)
        return bool(path) and called[bisect_right(starts, path[-1].span.start) - 1]

    return test


def _called(document: Document, wanted: str) -> tuple[list[int], list[int], list[bool]]:
    """Where sections begin and end, and whether they or one around them are called so."""
    paths = [document.path_at(section.span.start) for section in document.sections]
    called = [any(wanted in step.label.casefold() for step in path) for path in paths]
    spans = [section.span for section in document.sections]
    return [span.start for span in spans], [span.end for span in spans], called


def _onday_of(value: str, read: Callable[[Annotation], datetime]) -> Test:
    """2024, 2024-03 or 2024年3月1日: in that year, month or day; 2024-03-01.. since then."""
    since = value.endswith("..")
    wanted = value.removesuffix("..").replace("年", "-").replace("月", "-").strip("日-")
    # -- a month or day may be written without its zero
    wanted = _ALONE.sub("-0", wanted)
    known: dict[int, bool] = {}

    def test(annotation: Annotation, _review: Review, _document: Document) -> bool:
        time = read(annotation)
        quarter = int(time.timestamp() // QUARTER)
        found = known.get(quarter)
        if found is None:
            day = day_of(time)
            found = known[quarter] = day >= wanted if since else day.startswith(wanted)
        return found

    return test


def day_of(time: datetime) -> str:
    """Return the day of a time here: 2024-03-01."""
    return time.astimezone().date().isoformat()


_MAKERS: Final[Mapping[str, Maker]] = {
    "category": _is(_category, attrgetter("category")),
    "disposition": _is(
        lambda a, _: (a.disposition.value, DISPOSITION_TERMS[a.disposition]),
        attrgetter("disposition"),
    ),
    "author": _each(_by_author),
    "section": _each(_by_section),
    "tag": _is(lambda a, _: tuple(a.tags), attrgetter("tags")),
    "quote": _holds(lambda a: a.quote),
    "note": _holds(lambda a: a.body),
    "kind": _is(lambda a, _: (a.kind.value, KIND_TERMS[a.kind]), attrgetter("kind")),
    "severity": _is(
        lambda a, _: (a.severity.value, SEVERITY_TERMS[a.severity]), attrgetter("severity")
    ),
    "status": _is(_status, lambda a: (a.resolved, a.is_orphan)),
    "modified": _each(lambda value: _onday_of(value, attrgetter("modified"))),
    "created": _each(lambda value: _onday_of(value, attrgetter("created"))),
}
