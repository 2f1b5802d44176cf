"""The remarks of another copy of a report, and where they would stand in this one.

A copy is the same report in any form: its DOCX or ODT with a colleague's comments, their review
file, W3C JSON-LD. Positions that a copy knows are carried over paragraph by paragraph; where a
paragraph differs, the quote with its context decides (`placing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from reviewer import importers
from reviewer.importers import jsonld
from reviewer.importers.given import Given
from reviewer.model.document import Document
from reviewer.model.ids import iri
from reviewer.model.records import Annotation, Kind, Reply, Ruling
from reviewer.model.review import Review


@dataclass(frozen=True, slots=True)
class Remarks:
    """What a copy says, and the text its positions count in; None where there was none."""

    given: tuple[Given, ...]
    document: Document | None = None


def read(path: Path) -> Remarks:
    """Read the remarks of a report or of a JSON-LD file; review files are the store's to open.

    Raises AnnotationSourceError or ReportError, with a sentence that names the file.
    """
    if path.suffix.lower() in (".jsonld", ".json") or not path.is_file() or _is_json(path):
        return Remarks(tuple(jsonld.read(path)))
    imported = importers.read(path)
    return Remarks(imported.given, imported.document)


def remarks_of(review: Review, document: Document) -> Remarks:
    """Return what a review says as if it came from outside."""
    replies = (record for record in review.records if isinstance(record, Reply))
    annotations = [_annotation(annotation, review) for annotation in review.annotations()]
    return Remarks((*annotations, *(_reply(reply, review) for reply in replies)), document)


def carried_over(remarks: Remarks, document: Document) -> list[Given]:
    """Return the remarks with the positions they have in `document`, as far as that is certain."""
    theirs = remarks.document
    if theirs is None or theirs.text == document.text:
        return list(remarks.given)
    alignment = _Alignment(theirs, document)
    return [alignment.moved(given) for given in remarks.given]


def _is_json(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def _annotation(annotation: Annotation, review: Review) -> Given:
    person = review.reviewer(annotation.author)
    category = review.category(annotation.category)
    anchor, span = annotation.target.anchor, annotation.span
    return Given(
        external_id=annotation.external_id or iri(annotation.id),
        kind=annotation.kind,
        scope=annotation.target.scope,
        start=span.start if span is not None else None,
        end=span.end if span is not None else None,
        quote=anchor.quote if anchor is not None else None,
        prefix=anchor.prefix if anchor is not None else "",
        suffix=anchor.suffix if anchor is not None else "",
        body=annotation.body,
        suggestion=annotation.suggestion,
        reason=annotation.reason,
        category=category.name if category is not None else "",
        tags=annotation.tags,
        severity=annotation.severity,
        resolved=annotation.resolved,
        disposition=annotation.disposition,
        creator=person.name if person is not None else "",
        organisation=person.organisation if person is not None else "",
        created=annotation.created,
        modified=annotation.modified,
        ruling=_ruling(annotation, review),
    )


def _ruling(annotation: Annotation, review: Review) -> Ruling | None:
    """The ruling, with the name of the person who made it."""
    if annotation.ruling is None:
        return None
    person = review.reviewer(annotation.ruling.by)
    return annotation.ruling._replace(by=person.name if person is not None else "")


def _reply(reply: Reply, review: Review) -> Given:
    person = review.reviewer(reply.author)
    parent = review.annotation(reply.annotation)
    return Given(
        external_id=reply.external_id or iri(reply.id),
        kind=Kind.COMMENT,
        body=reply.body,
        creator=person.name if person is not None else "",
        organisation=person.organisation if person is not None else "",
        created=reply.created,
        modified=reply.modified,
        parent=(parent.external_id if parent is not None else "") or iri(reply.annotation),
    )


class _Alignment:
    """Which paragraphs of two texts are the same, white space aside."""

    def __init__(self, theirs: Document, ours: Document) -> None:
        self._theirs = theirs
        self._ours = ours
        self._same = dict(_same_paragraphs(list(_squeezed(theirs)), list(_squeezed(ours))))

    def moved(self, given: Given) -> Given:
        """Return a remark with its place here; without one where that is not certain."""
        if given.start is None or given.end is None:
            return given
        start = self._offset(given.start, after=False)
        end = self._offset(given.end, after=given.end > given.start)
        if start is None or end is None or end < start:
            return replace(given, start=None, end=None)
        return replace(given, start=start, end=end)

    def _offset(self, offset: int, *, after: bool) -> int | None:
        """Lead a place over: right after the character before it, or right before the next one."""
        index = self._theirs.paragraph_at(offset)
        other = self._same.get(index)
        if other is None:
            return None
        there, here = self._theirs.paragraphs[index].span, self._ours.paragraphs[other].span
        count = len("".join(self._theirs.text[there.start : offset].split()))
        for at, char in enumerate(here.cut(self._ours.text)):
            if not char.isspace():
                if after and count == 1:
                    return here.start + at + 1
                if not after and count == 0:
                    return here.start + at
                count -= 1
        return here.end if count == 0 else None


def _squeezed(document: Document) -> Iterator[str]:
    for paragraph in document.paragraphs:
        yield "".join(paragraph.span.cut(document.text).split())


def _same_paragraphs(theirs: list[str], ours: list[str]) -> Iterable[tuple[int, int]]:
    """Yield the pairs of equal paragraphs, in order; what the ends share is found at once."""
    shorter = min(len(theirs), len(ours))
    head = next((at for at in range(shorter) if theirs[at] != ours[at]), shorter)
    yield from ((at, at) for at in range(head))
    tail = 0
    while tail < shorter - head and theirs[-1 - tail] == ours[-1 - tail]:
        tail += 1
        yield len(theirs) - tail, len(ours) - tail
    between = SequenceMatcher(
        None, theirs[head : len(theirs) - tail], ours[head : len(ours) - tail], autojunk=False
    )
    for block in between.get_matching_blocks():
        for at in range(block.size):
            yield head + block.a + at, head + block.b + at
