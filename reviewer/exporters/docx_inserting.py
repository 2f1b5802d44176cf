"""New comments, marks and tracked changes are put into a DOCX body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reviewer.exporters import Export
from reviewer.exporters.digest import Remark
from reviewer.exporters.docx_comments import Comments
from reviewer.exporters.docx_elements import Run
from reviewer.exporters.docx_marks import PAINTED, Deletions, paint_of, paint_xml, revision
from reviewer.exporters.docx_places import CHANGES, Places, Spot
from reviewer.exporters.docx_splice import Paint, Splice, Turn
from reviewer.exporters.docx_xml import run
from reviewer.exporters.jsonld import name_of
from reviewer.formats.ooxml import Element, W
from reviewer.importers.docx import Reading
from reviewer.importers.lines import Quoting
from reviewer.model.records import Kind, Scope
from reviewer.model.spans import Span

_PARAGRAPH: Final = W + "p"
_CONTROL: Final = W + "sdt"
_FIELD: Final = W + "fldChar"
_STEPS: Final = {"begin": 1, "end": -1}
_PLAIN: Final = frozenset({W + name for name in ("text", "date", "comboBox", "dropDownList")})
"""Controls for words without more, a day, or one of several words (17.5.2)."""
_SIGN: Final = re.compile(r"<w:r>(?:(?!</w:r>).)*<w:commentReference [^<>]*/></w:r>")


class Inserting:
    """Puts remarks in; suggestions become tracked changes where Word has a place for them."""

    def __init__(
        self,
        export: Export,
        reading: Reading,
        places: Places,
        splice: Splice,
        comments: Comments,
    ) -> None:
        self._export = export
        self._known = reading.tracked
        self._has_controls = places.has(_CONTROL)
        self._has_fields = places.has(_FIELD)
        self._quoting = Quoting(reading.text)
        self._places = places
        self._splice = splice
        self._comments = comments
        self._deletions = Deletions()
        self._edges = {at for edit in reading.walked.edits for at in (edit.start, edit.end)}
        self.tracked: set[int] = set()
        self.hung: set[int] = set()

    def put(self, new: list[Remark], revisions: Iterator[int]) -> None:
        """Put remarks in; `tracked` and `hung` then have the numbers of those they are true of."""
        for remark in new:
            span = remark.span or Span(0, 0)
            start, end = spots = self._places.spots(span)
            if start == end:
                self._hang(start, Turn.POINT, self._comments.point(remark))
            else:
                self._splice.put(start, Turn.START, self._comments.starts(remark))
                self._hang(end, Turn.END, self._comments.ends(remark))
            if not self._means(start.means, end.means, span):
                self.hung.add(remark.number)
            annotation = remark.annotation
            if annotation.kind is Kind.COMMENT or annotation.target.scope is not Scope.RANGE:
                continue
            if annotation.span is None:
                continue
            if annotation.kind in PAINTED:
                self._paint(remark, span)
            elif name_of(annotation) not in self._known:
                self._suggest(remark, span, spots, revisions)

    def _means(self, start: int, end: int, span: Span) -> bool:
        """Whether a comment on a range is read back as one on a span."""
        if (start, end) == (span.start, span.end):
            return True
        read = self._quoting.trimmed(start, max(start, end))
        return min(start, end) >= 0 and read == self._quoting.trimmed(span.start, span.end)

    def _hang(self, spot: Spot, turn: Turn, marks: str) -> None:
        """Put marks at a spot; their signs stand behind a control or field, which has words alone.

        LibreOffice loses what stands before a sign in a control for plain words, and takes a
        comment in a field for words of it; Word drops it with the old words of the field.
        """
        holder = self._holder(spot)
        if holder is not None:
            signs = "".join(_SIGN.findall(marks))
            self._splice.put_at(self._places.end_of(holder), turn, signs)
            marks = _SIGN.sub("", marks)
        self._splice.put(spot, turn, marks)

    def _holder(self, spot: Spot) -> Element | None:
        """What takes no signs of comments around a spot; a field is there as its last run."""
        control = _control(spot) if self._has_controls else None
        if control is None and self._has_fields:
            return self._end_of_field(spot)
        return control

    def _end_of_field(self, spot: Spot) -> Element | None:
        """The run that ends the outermost field around a spot, if it is in the same paragraph."""
        paragraph = (
            next(spot.beside.iterancestors(_PARAGRAPH), None) if spot.beside is not None else None
        )
        depth = 0
        for mark in paragraph.iter(_FIELD) if paragraph is not None else ():
            bearer = mark.getparent()
            if bearer is None:
                continue
            is_before = self._places.start_of(bearer) < spot.at
            if not is_before and depth <= 0:
                return None
            depth += _STEPS.get(mark.get(W + "fldCharType") or "", 0)
            if not is_before and depth <= 0:
                return bearer
        return None

    def _paint(self, remark: Remark, span: Span) -> None:
        category = self._export.review.category(remark.annotation.category)
        paint = paint_of(remark.annotation.kind, category)
        if paint is None:
            return
        wanted = Paint(paint[0], paint_xml(*paint))
        for at in self._places.lines_in(span):
            if not self._places.is_outside(self._places.line(at)):
                for element, start, end in self._places.runs(at, span):
                    self._splice.paint(element, start, end, wanted)

    def _suggest(
        self, remark: Remark, span: Span, spots: tuple[Spot, Spot], revisions: Iterator[int]
    ) -> None:
        kind, suggestion = remark.annotation.kind, remark.annotation.suggestion
        # -- beside a change that came with the file one more would be taken for a part of it
        if remark.number in self.hung or not self._edges.isdisjoint((span.start, span.end)):
            return
        if kind is Kind.INSERT or span.is_empty:
            at = Span(span.start, span.start)
            spot = self._places.spots(at)[0]
            inside = self._deletions.holds_inside(span.start)
            if kind is not Kind.DELETE and suggestion and not inside and not _is_changed(spot):
                self.tracked.add(remark.number)
                self._insert(remark, spot, Turn.POINT, revisions)
            return
        runs = self._runs(span)
        if runs is None or not self._deletions.add(span):
            return
        self.tracked.add(remark.number)
        for element, start, end in runs:
            self._splice.delete(
                element, start, end, lambda: revision("del", next(revisions), remark) + ">"
            )
        if kind is Kind.REPLACE and suggestion:
            self._insert(remark, spots[1], Turn.REPLACEMENT, revisions)

    def _runs(self, span: Span) -> list[tuple[Run, int, int]] | None:
        """The runs that a deletion covers; None where it reaches further than one can be tracked.

        A deletion over paragraphs, of formulas or of what is already changed is told by its
        comment alone.
        """
        lines = self._places.lines_in(span)
        if len(lines) > 1 or self._places.is_outside(self._places.line(lines[0])):
            return None
        pieces = list(self._places.pieces_in(lines[0], span))
        found = list(self._places.runs(lines[0], span))
        if len(found) != len(pieces) or span.end > self._places.line(lines[0]).end:
            return None
        changed = any(p.tag in CHANGES for element, _, _ in found for p in element.iterancestors())
        return None if changed else found

    def _insert(self, remark: Remark, spot: Spot, turn: Turn, revisions: Iterator[int]) -> None:
        words = run(remark.annotation.suggestion, self._splice.properties_at(spot), with_hint=False)
        head = revision("ins", next(revisions), remark)
        self._splice.put(spot, turn, f"{head}>{words}</w:ins>")


def _control(spot: Spot) -> Element | None:
    """The outermost control for plain words around a spot of a paragraph."""
    found: Element | None = None
    for parent in spot.beside.iterancestors() if spot.beside is not None else ():
        if parent.tag == _PARAGRAPH:
            break
        if parent.tag == _CONTROL:
            properties = parent.find(W + "sdtPr")
            if properties is not None and any(each.tag in _PLAIN for each in properties):
                found = parent
    return found


def _is_changed(spot: Spot) -> bool:
    return spot.beside is not None and any(p.tag in CHANGES for p in spot.beside.iterancestors())
