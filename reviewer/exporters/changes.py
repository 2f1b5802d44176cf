"""修改对照表: the sentences of a report before and after what is suggested.

Changes of one sentence stand in one row, as they will stand in the report, unless they contradict
each other. What was not adopted changes nothing and is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reviewer.exporters import Export
from reviewer.exporters.digest import Remark, lost_place, place_of, remarks
from reviewer.exporters.grouping import label_of, signed
from reviewer.language import paper_terms as terms
from reviewer.language.sentences import sentence_at
from reviewer.language.terms import DISPOSITION_TERMS
from reviewer.model.document import Document
from reviewer.model.records import Annotation, Disposition, Kind, Scope
from reviewer.model.spans import Span


class Change(NamedTuple):
    """A suggested wording: what it replaces, and the sentences around that.

    Both are None where it has no place in the text.
    """

    remark: Remark
    wording: str
    span: Span | None
    around: Span | None


def is_change(annotation: Annotation) -> bool:
    """Whether an annotation says how the text is to read."""
    return annotation.kind.is_suggestion or bool(annotation.ruling and annotation.ruling.wording)


def changes(export: Export) -> list[list[Change]]:
    """Return the rows of the table, each with its changes in the order of the text."""
    rows: list[list[Change]] = []
    last: dict[str, list[Change]] = {}
    for remark in remarks(export):
        if not is_change(remark.annotation):
            continue
        if remark.annotation.disposition is Disposition.REJECTED:
            continue
        change = _change(remark, export.document)
        label = label_of(export.grouping, remark, export)
        if _fits(change, last.get(label, ())):
            last[label].append(change)
        else:
            last[label] = [change]
            rows.append(last[label])
    return rows


def change_row(number: int, row: Sequence[Change], export: Export) -> dict[str, str]:
    """Return the cells of a row by the names of the columns."""
    found = [change.remark.annotation for change in row]
    before, after = _wordings(row, export.document)
    return {
        "序号": str(number),
        "原文位置": place_of(found[0], export.document) or lost_place(found[0]),
        "原文": before,
        "修改后": after,
        "修改说明": _once(
            (terms.NOT_PLACED if a.is_orphan else "", a.reason, a.body) for a in found
        ),
        "提出单位/人": _once((signed(change.remark, export),) for change in row),
        "采纳情况": _once((DISPOSITION_TERMS[a.disposition],) for a in found),
    }


def _once(said: Iterable[Iterable[str]]) -> str:
    """Join what is said, each once."""
    return "\n".join(dict.fromkeys(part for parts in said for part in parts if part))


def _change(remark: Remark, document: Document) -> Change:
    """A ruling's wording is the last word on a change."""
    annotation = remark.annotation
    new = "" if annotation.kind is Kind.DELETE else annotation.suggestion
    if annotation.ruling is not None and annotation.ruling.wording:
        new = annotation.ruling.wording
    span = annotation.span
    if span is None or annotation.target.scope is not Scope.RANGE:
        return Change(remark, new, None, None)
    return Change(remark, new, span, _sentences_around(document, span))


def _fits(change: Change, row: Sequence[Change]) -> bool:
    """Whether a change can be made in the sentences of a row together with those there."""
    if change.span is None or change.around is None:
        return False
    return any(
        other.around is not None and change.around.start < other.around.end for other in row
    ) and all(other.span is not None and other.span.end <= change.span.start for other in row)


def _wordings(row: Sequence[Change], document: Document) -> tuple[str, str]:
    """Return the sentences of a row before and after; an orphan has only what it quotes."""
    arounds = [change.around for change in row if change.around is not None]
    if not arounds:
        return row[0].remark.annotation.quote, row[0].wording or terms.DELETED
    text = document.text
    around = Span(min(a.start for a in arounds), max(a.end for a in arounds))
    at, after = around.start, ""
    for change in row:
        if change.span is not None:
            after += text[at : change.span.start] + change.wording
            at = change.span.end
    after += text[at : around.end]
    return around.cut(text).strip(), after.strip() or terms.DELETED


def _sentences_around(document: Document, span: Span) -> Span:
    """Return the range from the start of the first sentence touched to the end of the last."""
    touched = document.paragraphs_in(span)
    first = document.paragraphs[touched[0]].span
    last = document.paragraphs[touched[-1]].span
    begins = sentence_at(first.cut(document.text), span.start - first.start)
    ends = sentence_at(last.cut(document.text), max(span.start, span.end - 1) - last.start)
    start, end = first.start + begins.start, last.start + ends.end
    return Span(min(start, span.start), max(end, span.end))
