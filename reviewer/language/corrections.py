"""An outline put right by hand: which paragraphs are headings after all, which are none, how deep.

A correction is a small record over the edition. Its key is where the paragraph begins, its value
the level of the section it opens (0: it opens none) and, after a space, how the paragraph begins:
in an edition where something else stands at that place the correction looks for its paragraph by
these words, and does nothing where no paragraph, or more than one, begins with them. The
document as imported is never touched: `corrected` makes another one with the same text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from reviewer.model.document import Document, Paragraph, ParagraphKind, Section
from reviewer.model.query import entries
from reviewer.model.records import EntryKind
from reviewer.model.review import Review
from reviewer.model.spans import Span

DEEPEST: Final = 9
"""Headings go down to that level, as in Word."""
_KNOWN_BY: Final = 16
"""A paragraph is known again by that many characters."""


def value(document: Document, paragraph: Paragraph, level: int) -> str:
    """Return what is said of a paragraph that opens a section of a level, 0 for none."""
    return f"{level} {_beginning(document, paragraph)}"


def corrected(document: Document, review: Review) -> Document:
    """Return the report with the outline as the review has put it right."""
    levels = _levels(document, review)
    return apply(document, levels) if levels else document


def apply(document: Document, levels: Mapping[int, int]) -> Document:
    """Return the report with other levels for the paragraphs that begin at these offsets.

    0 takes a heading away. A level that leaves out one above it is drawn up to the next deeper
    one; what stood outside all sections at the end (signature, notes) stays outside.
    """
    found = {section.span.start: _Opening.of(section) for section in document.sections}
    for start, level in levels.items():
        if level <= 0:
            found.pop(start, None)
        elif start in found:
            found[start] = found[start]._replace(level=level)
        else:
            found[start] = _new(document, start, level)
    openings = _tightened(found[start] for start in sorted(found))
    root = document.root._replace(children=_Tree(document, openings).sections())
    by_start = {opening.start: opening for opening in openings}
    paragraphs: list[Paragraph] = []
    above: _Opening | None = None
    for paragraph in document.paragraphs:
        opening = by_start.get(paragraph.span.start)
        changed = paragraph.span.start in levels
        if opening is None and paragraph.level and not changed:
            paragraphs.append(_title_below(paragraph, above))
        else:
            paragraphs.append(_paragraph(paragraph, opening, document, changed=changed))
        above = opening
    return replace(document, root=root, paragraphs=tuple(paragraphs))


class _Opening(NamedTuple):
    """A heading that opens a section."""

    start: int
    level: int
    family: str
    number: str
    title: str
    heading: Span

    @classmethod
    def of(cls, section: Section) -> _Opening:
        start = section.span.start
        return cls(
            start, section.level, section.family, section.number, section.title, section.heading
        )


def _levels(document: Document, review: Review) -> dict[int, int]:
    noted = list(entries(review, EntryKind.OUTLINE))
    if not noted:
        return {}
    levels: dict[int, int] = {}
    starts = {paragraph.span.start: paragraph for paragraph in document.paragraphs}
    for entry in noted:
        level, _, words = entry.value.partition(" ")
        if not level.isdecimal() or not entry.key.isdecimal():
            continue
        paragraph = starts.get(int(entry.key))
        if paragraph is None or _beginning(document, paragraph) != words:
            alike = [p for p in document.paragraphs if _beginning(document, p) == words]
            paragraph = alike[0] if len(alike) == 1 else None
        if paragraph is not None:
            levels[paragraph.span.start] = min(int(level), DEEPEST)
    return levels


def _beginning(document: Document, paragraph: Paragraph) -> str:
    start = paragraph.span.start
    return document.text[start : min(paragraph.span.end, start + _KNOWN_BY)]


def _new(document: Document, start: int, level: int) -> _Opening:
    """A paragraph becomes a heading: by its number, else its line or its first sentence."""
    # -- few reports are corrected, and opening the others need not wait for these
    from reviewer.language.headings import heading_of  # noqa: PLC0415
    from reviewer.language.numbering import Family, ordinal_at_start  # noqa: PLC0415

    line = document.paragraphs[document.paragraph_at(start)].span.cut(document.text)
    ordinal = ordinal_at_start(line)
    if ordinal is not None:
        heading = heading_of(ordinal, line)
        span = Span(start, start + heading.end)
        return _Opening(start, level, ordinal.family.value, ordinal.written, heading.title, span)
    title, end = _unnumbered(line)
    return _Opening(start, level, Family.UNNUMBERED.value, "", title, Span(start, start + end))


def _unnumbered(line: str) -> tuple[str, int]:
    """What a line without a number is called, and where that ends."""
    from reviewer.language.headings import CLAUSE_LABEL, MAX_OWN_LINE, tidy  # noqa: PLC0415

    sentence = line.split("。", 1)[0]
    if len(sentence) <= MAX_OWN_LINE:
        return tidy(sentence), len(sentence)
    return line[:CLAUSE_LABEL] + "…", CLAUSE_LABEL


def level_for(document: Document, paragraph: Paragraph) -> int:
    """Return the level a paragraph gets that becomes a heading.

    That of the headings numbered like it; else one below the section it stands in.
    """
    opening = _new(document, paragraph.span.start, 1)
    alike = (s.level for s in document.sections if s.number and s.family == opening.family)
    below = len(document.path_at(paragraph.span.start)) + 1
    return next(alike, below) if opening.number else below


def _tightened(openings: Iterable[_Opening]) -> list[_Opening]:
    """Leave no level out: below a section of level 1 stands level 2, whatever was said."""
    stack: list[int] = []
    found = []
    for opening in openings:
        while stack and stack[-1] >= opening.level:
            stack.pop()
        stack.append(opening.level)
        found.append(opening._replace(level=len(stack)))
    return found


class _Tree:
    """Puts openings together to sections."""

    def __init__(self, document: Document, openings: list[_Opening]) -> None:
        self._openings = openings
        # -- where the report itself ends its sections: signatures stand behind
        self._starts = sorted(section.span.start for section in document.sections)
        self._ends = sorted(section.span.end for section in document.sections)
        notes = (p.span.start for p in document.paragraphs if p.kind is ParagraphKind.NOTE)
        self._end = max(0, next(notes, len(document.text) + 1) - 1)
        self._at = 0

    def sections(self) -> tuple[Section, ...]:
        """Return the sections of the first level."""
        return self._below(0)

    def _below(self, level: int) -> tuple[Section, ...]:
        found = []
        while self._at < len(self._openings) and self._openings[self._at].level > level:
            opening = self._openings[self._at]
            self._at += 1
            children = self._below(opening.level)
            last = max([self._end_of(opening), *(child.span.end for child in children[-1:])])
            found.append(
                Section(
                    opening.level,
                    opening.family,
                    opening.number,
                    opening.title,
                    Span(opening.start, last),
                    opening.heading,
                    children,
                )
            )
        return tuple(found)

    def _end_of(self, opening: _Opening) -> int:
        """Where it ends of itself: before the next heading, or where the report's part ended."""
        following = self._openings[self._at :][:1]
        end = following[0].start - 1 if following else max(self._end, opening.heading.end)
        ended = _last_below(self._ends, end)
        begun = _last_below(self._starts, end)
        return ended if opening.start < ended and begun <= ended else end


def _last_below(ordered: list[int], most: int) -> int:
    """Return the greatest that is at most so much, -1 where none is."""
    at = bisect_right(ordered, most)
    return ordered[at - 1] if at else -1


def _title_below(paragraph: Paragraph, number: _Opening | None) -> Paragraph:
    """The title of a number alone on the line above goes with it."""
    return paragraph._replace(level=number.level) if number is not None else _plain(paragraph)


def _plain(paragraph: Paragraph) -> Paragraph:
    kind = paragraph.kind
    kind = ParagraphKind.BODY if kind is ParagraphKind.HEADING else kind
    return paragraph._replace(kind=kind, level=0, heading=None)


def _paragraph(
    paragraph: Paragraph, opening: _Opening | None, document: Document, *, changed: bool
) -> Paragraph:
    if opening is None:
        return _plain(paragraph) if changed else paragraph
    if paragraph.level:
        return paragraph._replace(level=opening.level)
    if not changed:
        return paragraph
    end = opening.heading.end
    rest = document.text[end : paragraph.span.end]
    stopped = rest[:1] in ("。", "：", ":")
    heading = Span(opening.start, end + stopped)
    alone = len(rest) <= stopped
    return paragraph._replace(
        kind=ParagraphKind.HEADING if alone else ParagraphKind.BODY,
        level=opening.level,
        heading=heading,
    )
