"""问题—建议对应表: which suggestion answers which problem.

Links that somebody confirmed stand; for other problems they are computed, and the table says so.
Nothing is left out on either side.
"""

from __future__ import annotations

from typing import Final

from reviewer.exporters import Export
from reviewer.language import paper_terms as terms
from reviewer.language.links import agreed, decided
from reviewer.language.parts import Item, suggestions
from reviewer.language.places import numbers_of
from reviewer.language.sentences import sentences
from reviewer.model.document import Document
from reviewer.model.query import entries
from reviewer.model.records import EntryKind

_POINTS: Final = 4
"""How many sentences of a part are quoted."""

Pair = tuple[Item | None, Item | None, str]
"""A problem, a suggestion, and how sure the correspondence is."""


def correspondence_rows(export: Export) -> list[dict[str, str]]:
    """Return the rows of the table, by the names of its columns."""
    rows: list[dict[str, str]] = []
    for number, (problem, suggestion, remark) in enumerate(_pairs(export), 1):
        both = problem is not None and suggestion is not None
        rows.append(
            {
                "序号": str(number),
                "问题": _named(problem, export.document) or terms.NO_PROBLEM,
                "问题要点": _points(problem, export.document),
                "对应建议": _named(suggestion, export.document) or terms.NO_ANSWER,
                "对应句": _points(suggestion, export.document),
                "对应程度": (terms.TO_CHECK if remark else terms.DIRECT) if both else terms.NONE,
                "备注": "；".join(filter(None, (remark, _said(export, problem, suggestion)))),
            }
        )
    return rows


def _pairs(export: Export) -> list[Pair]:
    said = list(entries(export.review, EntryKind.LINK))
    confirmed = {pair for pair, linked in decided(said).items() if linked}
    pairs: list[Pair] = []
    answered: set[int] = set()
    for problem, answers in agreed(export.document, said):
        answered.update(answer.span.start for answer in answers)
        for answer in answers:
            sure = (problem.span.start, answer.span.start) in confirmed
            pairs.append((problem, answer, "" if sure else terms.BY_WORDS))
        if not answers:
            pairs.append((problem, None, ""))
    unasked = (s for s in suggestions(export.document) if s.span.start not in answered)
    return pairs + [(None, suggestion, "") for suggestion in unasked]


def _named(item: Item | None, document: Document) -> str:
    """Number and title of an item, after the numbers of what it stands under: 三、(二)…."""
    if item is None:
        return ""
    around = document.path_at(item.span.start)
    outer = tuple(section for section in around if section.span.start < item.span.start)
    return numbers_of(outer) + item.label


def _points(item: Item | None, document: Document) -> str:
    """Quote the first sentences below a heading."""
    if item is None:
        return ""
    whole = item.span.cut(document.text)
    below = whole.removeprefix(item.number).lstrip().removeprefix(item.title)
    text = below.lstrip("。：:；;\n ") or whole
    parts = [span.cut(text).strip() for span in sentences(text.replace("\n", "\u2028"))]
    kept = [part for part in parts if part.strip("\u2028")]
    more = "……" if len(kept) > _POINTS else ""
    return "".join(kept[:_POINTS]).replace("\u2028", "\n") + more


def _said(export: Export, *items: Item | None) -> str:
    count = sum(
        annotation.span is not None and item.span.encloses(annotation.span)
        for item in items
        if item is not None
        for annotation in export.annotations()
    )
    return f"批注{count}条" if count else ""
