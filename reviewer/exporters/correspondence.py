"""问题—建议对应表: which suggestion answers which problem.

Links that somebody confirmed stand; for other problems they are computed, and the table says so.
Nothing is left out on either side.
"""

from __future__ import annotations

from collections.abc import Sequence
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


def correspondence_rows(pairs: Sequence[Pair], export: Export) -> list[dict[str, str]]:
    """Return the rows of the table, by the names of its columns."""
    rows: list[dict[str, str]] = []
    for number, (problem, suggestion, remark) in enumerate(pairs, 1):
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


def correspondence_summary(pairs: Sequence[Pair]) -> str:
    """Write the sentence above the table; an item counts once, however many rows it stands in."""
    if not pairs:
        return terms.NO_PARTS
    problems = len({problem.span for problem, _, _ in pairs if problem is not None})
    suggested = len({suggestion.span for _, suggestion, _ in pairs if suggestion is not None})
    said = terms.PARTS.format(problems=problems, suggestions=suggested)
    unanswered = sum(suggestion is None for _, suggestion, _ in pairs)
    unasked = sum(problem is None for problem, _, _ in pairs)
    if not unanswered + unasked:
        return said + terms.ALL_LINKED
    if unanswered + unasked == problems + suggested:
        return said + terms.NONE_LINKED
    counts = (("问题", unanswered), ("建议", unasked))
    parts = "、".join(f"{name}{count}项" for name, count in counts if count)
    return said + terms.SOME_UNLINKED.format(parts=parts)


def pairs_of(export: Export) -> list[Pair]:
    """Return the rows as items: problems with what answers them, then suggestions nobody asked."""
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
