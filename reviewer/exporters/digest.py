"""What every format says about the annotations: numbered remarks, worded as offices word them.

建议将“……”修改为“……”。理由：……
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from functools import cache
from typing import Final, NamedTuple

from reviewer.exporters import Export
from reviewer.exporters.clean import legal
from reviewer.language.comment_words import Words, quoted, suggested, written
from reviewer.language.paper_terms import NO_OPINIONS, NOT_PLACED, STATES, UNSIGNED
from reviewer.language.places import range_place, section_place
from reviewer.language.terms import DISPOSITION_TERMS, WHOLE_REPORT_TERM
from reviewer.model.document import Document, ParagraphKind
from reviewer.model.records import Annotation, Reviewer, Scope
from reviewer.model.review import Review
from reviewer.model.spans import Span

_LONGEST_QUOTE: Final = 40
_QUOTED_START: Final = 18
_QUOTED_END: Final = 12
_LAST_SEEN: Final = 12
"""So many characters beside it say where an orphan stood."""


class Answer(NamedTuple):
    """A reply, ready to be written."""

    id: str
    author: str
    initials: str
    created: datetime
    text: str


class Remark(NamedTuple):
    """An annotation, ready to be written.

    `number` counts from 1 in document order. `span` is where it stands: the heading for a section,
    the title for the whole report, None for an orphan. `text` is what a comment says.
    """

    number: int
    annotation: Annotation
    span: Span | None
    author: str
    initials: str
    category: str
    text: str
    answers: tuple[Answer, ...]


def remarks(export: Export) -> list[Remark]:
    """Return every wanted annotation as a remark; none is left out."""
    title = _title_span(export.document)
    review = export.review

    @cache
    def signature(person: str) -> tuple[str, str]:
        name = name_of(review.reviewer(person))
        return name, initials(name)

    @cache
    def category_name(category: str) -> str:
        found = review.category(category)
        return found.name if found is not None else ""

    found: list[Remark] = []
    for number, annotation in enumerate(export.annotations(), 1):
        whole = annotation.target.scope is Scope.DOCUMENT
        category = category_name(annotation.category)
        answers = tuple(
            Answer(reply.id, *signature(reply.author), reply.created, legal(reply.body))
            for reply in review.replies(annotation.id)
        )
        found.append(
            Remark(
                number,
                annotation,
                title if whole else annotation.span,
                *signature(annotation.author),
                category,
                legal(written(words_of(annotation, category))),
                answers,
            )
        )
    return found


def with_place(remark: Remark, export: Export) -> Remark:
    """Let a remark that has lost its place hang on the end of the text, and say on what it was."""
    if remark.span is not None:
        return remark
    end = len(export.document.text)
    quote = legal(remark.annotation.quote)
    text = f"原文{quoted(quote)}：{remark.text}" if quote else remark.text
    return remark._replace(span=Span(end, end), text=text)


def initials(name: str) -> str:
    """Return what Word shows beside a comment: a short name whole, else its first letters."""
    words = name.split()
    if len(words) > 1 and name.isascii():
        return "".join(word[0] for word in words)[:4].upper()
    return name if len(name) <= 4 else name[:3]


def words_of(annotation: Annotation, category: str) -> Words:
    """Return what a comment says of an annotation; `category` is the name."""
    anchor = annotation.target.anchor
    quote, before = (anchor.quote, anchor.prefix) if anchor is not None else ("", "")
    return Words(
        annotation.kind,
        quote,
        before,
        annotation.suggestion,
        annotation.body,
        annotation.reason,
        category,
        annotation.severity,
        annotation.disposition,
        annotation.tags,
    )


def suggestion_text(annotation: Annotation) -> str:
    """Say a suggested wording as offices do; empty for what suggests none."""
    return suggested(words_of(annotation, ""))


def short_suggestion(annotation: Annotation) -> str:
    """Say a suggested wording where the words it is about can be read elsewhere."""
    words = words_of(annotation, "")
    return suggested(words._replace(quote=abbreviated(words.quote.replace("\n", ""))))


def abbreviated(quote: str) -> str:
    """Cut the middle out of a long quote: 刚性约束不足……进一步增强。"""
    if len(quote) <= _LONGEST_QUOTE:
        return quote
    return f"{quote[:_QUOTED_START].rstrip('，、；：,;: ')}……{quote[-_QUOTED_END:].lstrip('，、；：。,;: ')}"


def place_of(annotation: Annotation, document: Document) -> str:
    """Say where an annotation stands: 二、（三）第1段, 标题, 全文; empty for orphans."""
    scope, span = annotation.target.scope, annotation.span
    if scope is Scope.DOCUMENT:
        return WHOLE_REPORT_TERM
    if span is None:
        return ""
    if scope is Scope.SECTION:
        return section_place(document, span.start)
    return range_place(document, span)


def lost_place(annotation: Annotation) -> str:
    """Say where an orphan last stood: （未能定位）原在“……足额安排经费。”之后, a section by its path."""
    target = annotation.target
    if target.path:
        return f"{NOT_PLACED}原在{legal(''.join(target.path))}"
    before = target.anchor.prefix.splitlines() if target.anchor is not None else []
    last = next((line for line in reversed(before) if line.strip()), "").strip()
    if not last:
        return NOT_PLACED
    cut = last[-_LAST_SEEN:]
    said = f"……{cut}" if cut != last else cut
    return f"{NOT_PLACED}原在{quoted(legal(said))}之后"


def summary(found: list[Remark], review: Review) -> str:
    """Write the sentence that goes above the opinion table."""
    if not found:
        return NO_OPINIONS
    counts = Counter(remark.annotation.disposition for remark in found)
    people = {remark.annotation.author for remark in found}
    organisations = {organisation_of(review.reviewer(person)) for person in people} - {""}
    who = f"{len(organisations)}个单位{len(people)}人" if organisations else f"{len(people)}人"
    said = f"共收到{who}的意见{len(found)}条，"
    if len(counts) == 1:
        return f"{said}{'均' if len(found) > 1 else ''}{STATES[next(iter(counts))]}。"
    parts = [f"{term}{counts[kind]}条" for kind, term in DISPOSITION_TERMS.items() if counts[kind]]
    return f"{said}其中{'、'.join(parts)}。"


def _title_span(document: Document) -> Span:
    """Where a remark on the whole report hangs: the title, else the first paragraph."""
    for paragraph in document.paragraphs:
        if paragraph.kind is ParagraphKind.TITLE:
            return paragraph.span
    return document.paragraphs[0].span


def name_of(person: Reviewer | None) -> str:
    """Return a person's name, the word for nobody where there is none."""
    return legal(person.name if person is not None else "") or UNSIGNED


def organisation_of(person: Reviewer | None) -> str:
    """Return a person's organisation, empty where none is known."""
    return person.organisation if person is not None else ""
