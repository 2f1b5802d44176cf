"""What people type to find annotations: words, and fields like 类别:问题 or author:某局.

Words must all occur in quote, note, suggested wording, reason, replies or the author's name.
Fields narrow; several values of one field, with commas between (类别:问题,建议), are alternatives;
"…" and “…” keep words with spaces together; a leading - turns a term round.
What is no field is a word, so that http://… or 9:30 can be searched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from reviewer.language.terms import (
    DISPOSITION_TERMS,
    KIND_TERMS,
    ORPHAN_TERM,
    RESOLVED_TERMS,
    SEVERITY_TERMS,
)
from reviewer.model.document import Document
from reviewer.model.query import Query, Test, section_of
from reviewer.model.records import Annotation
from reviewer.model.review import Review

if TYPE_CHECKING:
    from datetime import datetime

NO_CATEGORY: Final = "未分类"
"""What annotations without a category are called."""
_TERM: Final = re.compile(r'(-?)(?:(\w+)[:：])?("[^"]*"|“[^”]*”|[^\s]+)')

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
        tests = [maker(each) for each in _ALTERNATIVES.split(value) if each]
        test = tests[0] if len(tests) == 1 else _any(tests or [maker(value)])
    return _not(test) if minus else test


def _any(tests: list[Test]) -> Test:
    def test(annotation: Annotation, review: Review, document: Document) -> bool:
        return any(each(annotation, review, document) for each in tests)

    return test


def _not(test: Test) -> Test:
    def turned(annotation: Annotation, review: Review, document: Document) -> bool:
        return not test(annotation, review, document)

    return turned


def _says(word: str) -> Test:
    wanted = word.casefold()

    def test(annotation: Annotation, review: Review, _document: Document) -> bool:
        parts = [
            annotation.quote,
            annotation.body,
            annotation.suggestion,
            annotation.reason,
            *annotation.tags,
            _author(annotation, review),
            *(reply.body for reply in review.replies(annotation.id)),
        ]
        return any(wanted in part.casefold() for part in parts)

    return test


def _author(annotation: Annotation, review: Review) -> str:
    person = review.reviewer(annotation.author)
    return f"{person.name} {person.organisation}" if person is not None else ""


def _holds(read: Callable[[Annotation, Review, Document], str]) -> Callable[[str], Test]:
    """Make a test that asks whether what is read of an annotation holds the wanted word."""

    def maker(value: str) -> Test:
        wanted = value.casefold()

        def test(annotation: Annotation, review: Review, document: Document) -> bool:
            return wanted in read(annotation, review, document).casefold()

        return test

    return maker


def _is(read: Callable[[Annotation, Review], tuple[str, ...]]) -> Callable[[str], Test]:
    """Make a test that asks whether one of an annotation's names begins with the wanted word."""

    def maker(value: str) -> Test:
        wanted = value.casefold()

        def test(annotation: Annotation, review: Review, _document: Document) -> bool:
            return any(name.casefold().startswith(wanted) for name in read(annotation, review))

        return test

    return maker


def _category(annotation: Annotation, review: Review) -> tuple[str, ...]:
    category = review.category(annotation.category)
    return (annotation.category, category.name) if category is not None else ("", NO_CATEGORY)


def _status(annotation: Annotation, _review: Review) -> tuple[str, ...]:
    names = [RESOLVED_TERMS[annotation.resolved], "resolved" if annotation.resolved else "open"]
    return (*names, ORPHAN_TERM, "orphan") if annotation.is_orphan else tuple(names)


def _section(annotation: Annotation, _review: Review, document: Document) -> str:
    return "\n".join(section.label for section in section_of(annotation, document))


def _modified(value: str) -> Test:
    """2024, 2024-03 or 2024-03-01: in that year, month or day; 2024-03-01.. since then."""
    since = value.endswith("..")
    wanted = value.removesuffix("..").replace("年", "-").replace("月", "-").strip("日-")

    def test(annotation: Annotation, _review: Review, _document: Document) -> bool:
        day = _day(annotation.modified)
        return day >= wanted if since else day.startswith(wanted)

    return test


def _day(time: datetime) -> str:
    return time.astimezone().date().isoformat()


_MAKERS: Final[Mapping[str, Callable[[str], Test]]] = {
    "category": _is(_category),
    "disposition": _is(lambda a, _: (a.disposition.value, DISPOSITION_TERMS[a.disposition])),
    "author": _holds(lambda a, review, _: _author(a, review)),
    "section": _holds(_section),
    "tag": _is(lambda a, _: tuple(a.tags)),
    "quote": _holds(lambda a, _, __: a.quote),
    "note": _holds(lambda a, _, __: a.body),
    "kind": _is(lambda a, _: (a.kind.value, KIND_TERMS[a.kind])),
    "severity": _is(lambda a, _: (a.severity.value, SEVERITY_TERMS[a.severity])),
    "status": _is(_status),
    "modified": _modified,
}
