"""问题—建议对应表: which suggestion answers which problem.

Links that somebody confirmed stand; without any, the customary order decides: suggestion (n)
answers problem (n). Nothing is left out on either side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import zip_longest
from typing import Final

from reviewer.exporters import Export
from reviewer.language import paper_terms as terms
from reviewer.language.sentences import sentences
from reviewer.model.document import Document, Section
from reviewer.model.query import entries
from reviewer.model.records import EntryKind

_NUMBER: Final = re.compile(r"\d+")
_POINTS: Final = 4
"""How many sentences of a part are quoted."""

Pair = tuple[Section | None, Section | None, str]
"""A problem, a suggestion, and how sure the correspondence is."""


def correspondence_rows(export: Export) -> list[dict[str, str]]:
    """Return the rows of the table, by the names of its columns."""
    rows: list[dict[str, str]] = []
    for number, (problem, suggestion, remark) in enumerate(_pairs(export), 1):
        both = problem is not None and suggestion is not None
        rows.append(
            {
                "序号": str(number),
                "问题": problem.label if problem is not None else terms.NO_PROBLEM,
                "问题要点": _points(problem, export.document),
                "对应建议": suggestion.label if suggestion is not None else terms.NO_ANSWER,
                "对应句": _points(suggestion, export.document),
                "对应程度": (terms.PARTLY if remark else terms.DIRECT) if both else terms.NONE,
                "备注": "；".join(filter(None, (remark, _said(export, problem, suggestion)))),
            }
        )
    return rows


def _pairs(export: Export) -> list[Pair]:
    problems = _items(export.document, terms.PROBLEM_WORDS, ())
    suggestions = _items(export.document, terms.SUGGESTION_WORDS, terms.PROBLEM_WORDS)
    links = _links(export)
    if not links:
        return [
            (problem, suggestion, terms.BY_ORDER if problem and suggestion else "")
            for problem, suggestion in zip_longest(problems, suggestions)
        ]
    pairs: list[Pair] = []
    answered: set[int] = set()
    for problem in problems:
        answers = [s for s in suggestions if (problem.span.start, s.span.start) in links]
        answered.update(answer.span.start for answer in answers)
        pairs += [(problem, answer, "") for answer in answers] or [(problem, None, "")]
    pairs += [(None, s, "") for s in suggestions if s.span.start not in answered]
    return pairs


def _links(export: Export) -> set[tuple[int, int]]:
    """The confirmed links, as the offsets at which the two sections start."""
    found: set[tuple[int, int]] = set()
    for entry in entries(export.review, EntryKind.LINK):
        numbers = [int(number) for number in _NUMBER.findall(entry.key)]
        if len(numbers) == 2:
            found.add((numbers[0], numbers[1]))
    return found


def _items(document: Document, words: Iterable[str], others: Iterable[str]) -> list[Section]:
    """Return the items of the outermost section about something, itself where it has none."""
    for section in document.sections:
        if any(word in section.title for word in words) and not any(
            word in section.title for word in others
        ):
            return list(section.children) or [section]
    return []


def _points(section: Section | None, document: Document) -> str:
    """Quote the first sentences below a heading."""
    if section is None:
        return ""
    text = document.text[section.heading.end : section.span.end].lstrip("。：:\n ")
    parts = [span.cut(text).strip() for span in sentences(text.replace("\n", "\u2028"))]
    kept = [part for part in parts if part.strip("\u2028")]
    more = "……" if len(kept) > _POINTS else ""
    return "".join(kept[:_POINTS]).replace("\u2028", "\n") + more


def _said(export: Export, *sections: Section | None) -> str:
    count = sum(
        annotation.span is not None and section.span.encloses(annotation.span)
        for section in sections
        if section is not None
        for annotation in export.annotations()
    )
    return f"批注{count}条" if count else ""
