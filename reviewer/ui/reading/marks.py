"""The annotations on a report, found by place: what stands here, what is under the pointer."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from reviewer.model.document import Document
from reviewer.model.records import Annotation, Category, Scope
from reviewer.model.spans import Span

_PARTS: Final = 4096
"""Into about so many parts of equal length a report is cut, in which annotations are found."""
_SHORTEST_PART: Final = 6
"""A part is at least that power of two characters long."""
_KEPT_BLOCKS: Final = 64
"""Of so many blocks it is kept what stands on them."""


class Standing(NamedTuple):
    """An annotation in a block: its range, the lane of its line, how far below others it lies.

    Lines of overlapping annotations have lanes of their own; what has no line is in none (-1).
    """

    span: Span
    lane: int
    depth: tuple[int, str]
    annotation: Annotation


class Marks(QObject):
    """All placed annotations, with which of them are in focus, and the hits of a search."""

    #: Anything drawn has changed.
    changed = Signal()
    #: Only what is drawn on these ranges has changed, with a list of them.
    changed_in = Signal(object)
    #: What stands where has changed.
    placed_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._all: dict[str, Annotation] = {}
        self._parts: dict[int, list[Annotation]] = defaultdict(list)
        self._bits = _SHORTEST_PART
        self._standing: dict[Span, list[Standing]] = {}
        self.categories: Mapping[str, Category] = {}
        self.focused: frozenset[str] = frozenset()
        self.hovered: frozenset[str] = frozenset()
        self.may_edit = True
        self.hits: Sequence[Span] = ()
        self.current_hit = -1
        self._findings: list[Span] = []
        self._longest_finding = 0

    def show(
        self,
        document: Document | None,
        annotations: Iterable[Annotation],
        categories: Mapping[str, Category],
    ) -> None:
        """Show these annotations and no others."""
        self._document = document
        self._all.clear()
        self._parts.clear()
        self._standing.clear()
        self.categories = categories
        self.focused = self.hovered = frozenset()
        self._findings = []
        self.show_hits((), -1)
        if document is not None:
            self._insert_all(document, annotations)
        self.changed.emit()
        self.placed_changed.emit()

    def update(self, ids: Iterable[str], found: Mapping[str, Annotation]) -> None:
        """Take over what became of some annotations; those not in `found` are gone."""
        touched: list[Span] = []
        self._standing.clear()
        for annotation_id in ids:
            touched += self._remove(annotation_id)
            if annotation_id in found:
                touched += self._insert(found[annotation_id])
        self.changed_in.emit(touched)
        self.placed_changed.emit()

    def show_hits(self, hits: Sequence[Span], current: int) -> None:
        """Show the hits of a search, in the order of the text; `current` is the index of the one looked at."""
        others = hits is not self.hits
        self.hits, self.current_hit = hits, current
        self.changed.emit()
        if others:
            self.placed_changed.emit()

    def show_findings(self, findings: Iterable[Span]) -> None:
        """Draw a wavy line under what proof-reading objects to."""
        self._findings = sorted(findings) if self._document is not None else []
        self._longest_finding = max(map(len, self._findings), default=0)
        self.changed.emit()

    def findings_on(self, span: Span) -> list[Span]:
        """Return what proof-reading objects to on a range."""
        earliest = span.start - self._longest_finding
        first = bisect_left(self._findings, earliest, key=attrgetter("start"))
        last = bisect_right(self._findings, span.end, key=attrgetter("start"))
        return [each for each in self._findings[first:last] if each.meets(span)]

    def focus(self, ids: Iterable[str]) -> None:
        """Put annotations into focus: they are drawn on top."""
        wanted = frozenset(ids)
        if wanted != self.focused:
            touched = self._under(self.focused ^ wanted)
            self.focused = wanted
            self.changed_in.emit(touched)

    def hover(self, ids: Iterable[str]) -> None:
        """Light annotations up."""
        wanted = frozenset(ids)
        if wanted != self.hovered:
            touched = self._under(self.hovered ^ wanted)
            self.hovered = wanted
            self.changed_in.emit(touched)

    def on(self, span: Span) -> list[Annotation]:
        """Return the annotations that stand on a range: long ones first, the focused ones last.

        Those on a section stand on its first paragraph.
        """
        first, last = max(0, span.start - 1) >> self._bits, span.end >> self._bits
        found = {
            annotation.id: annotation
            for part in range(first, last + 1)
            for annotation in self._parts.get(part, ())
        }
        standing = [a for a in found.values() if any(r.meets(span) for r in self._reach(a))]
        return sorted(standing, key=self._order)

    def standing_on(self, block: Span) -> list[Standing]:
        """Return what stands on a block, in the order of the text, with the lanes of the lines."""
        found = self._standing.get(block)
        if found is None:
            if len(self._standing) >= _KEPT_BLOCKS:
                self._standing.clear()
            found = self._standing[block] = list(_in_lanes(self.on(block)))
        return found

    def entangled(self, span: Span, within: Span) -> Span:
        """Return how far those reach that overlap a range, themselves or through others.

        Only what stands on `within` counts: the lines of marks are set apart in one block.
        """
        knots: list[list[int]] = []
        for each in self.standing_on(within):
            if each.lane < 0:
                continue
            if knots and each.span.start < knots[-1][1]:
                knots[-1][1] = max(knots[-1][1], each.span.end)
            else:
                knots.append([each.span.start, each.span.end])
        met = [Span(*knot) for knot in knots if Span(*knot).meets(span)]
        return Span(
            min([span.start, *(knot.start for knot in met)]),
            max([span.end, *(knot.end for knot in met)]),
        )

    def hits_on(self, span: Span) -> Sequence[Span]:
        """Return the hits on a range."""
        first = bisect_right(self.hits, span.start, key=attrgetter("end"))
        return self.hits[first : bisect_left(self.hits, span.end, key=attrgetter("start"))]

    def by_part(self) -> Iterable[tuple[int, Sequence[Annotation]]]:
        """Return where short parts of the text begin, and the annotations on each."""
        return ((part << self._bits, found) for part, found in self._parts.items() if found)

    @property
    def count(self) -> int:
        """How many annotations stand somewhere."""
        return len(self._all)

    def get(self, annotation_id: str) -> Annotation | None:
        """Return an annotation by id."""
        return self._all.get(annotation_id)

    def handles(self) -> tuple[str, Span] | None:
        """Return the annotation in focus whose ends can be dragged, with its range."""
        if len(self.focused) != 1 or not self.may_edit:
            return None
        annotation = self.get(next(iter(self.focused)))
        if annotation is None or annotation.span is None or annotation.span.is_empty:
            return None
        ranged = annotation.target.scope is Scope.RANGE
        return (annotation.id, annotation.span) if ranged else None

    def at(self, offset: int) -> tuple[str, ...]:
        """Return the ids of all annotations on a character, the shortest first."""
        here = Span(offset, offset + 1)
        found = [a for a in self.on(here) if a.span is not None and a.span.meets(here)]
        found.sort(key=lambda annotation: len(annotation.span or here))
        return tuple(annotation.id for annotation in found)

    def category_of(self, annotation: Annotation) -> Category | None:
        """Return an annotation's category."""
        return self.categories.get(annotation.category)

    def placed(self) -> Iterable[Annotation]:
        """Return every annotation that stands somewhere."""
        return self._all.values()

    def _order(self, annotation: Annotation) -> tuple[bool, int, str]:
        length = len(annotation.span) if annotation.span is not None else 0
        return (annotation.id in self.focused, -length, annotation.id)

    def _insert_all(self, document: Document, annotations: Iterable[Annotation]) -> None:
        """Insert many: as `_insert` does, with little done for each."""
        self._bits = bits = max(_SHORTEST_PART, (len(document.text) // _PARTS).bit_length())
        parts, section = self._parts, Scope.SECTION
        self._all = {annotation.id: annotation for annotation in annotations}
        for annotation in self._all.values():
            placement = annotation.placement
            span = placement.span if placement is not None else None
            if span is None:
                continue
            if annotation.target.scope is section:
                self._insert(annotation)
                continue
            first, last = span.start >> bits, (span.end - 1) >> bits
            parts[first].append(annotation)
            if last > first:
                for part in range(first + 1, last + 1):
                    parts[part].append(annotation)

    def _insert(self, annotation: Annotation) -> list[Span]:
        """Insert an annotation; return where it stands."""
        reach = self._reach(annotation)
        for part in _parts_of(reach, self._bits):
            self._parts[part].append(annotation)
        self._all[annotation.id] = annotation
        return reach

    def _remove(self, annotation_id: str) -> list[Span]:
        """Remove an annotation; return where it stood."""
        old = self._all.pop(annotation_id, None)
        reach = self._reach(old) if old is not None else []
        for part in _parts_of(reach, self._bits):
            self._parts[part] = [a for a in self._parts[part] if a.id != annotation_id]
        return reach

    def _under(self, ids: Iterable[str]) -> list[Span]:
        """Return where annotations stand."""
        found = (self._all[each] for each in ids if each in self._all)
        return [span for annotation in found for span in self._reach(annotation)]

    def _reach(self, annotation: Annotation) -> list[Span]:
        """Where an annotation is drawn, none for one without a place."""
        span = annotation.span
        if span is None or self._document is None:
            return []
        if annotation.target.scope is Scope.SECTION:
            index = self._document.paragraph_at(span.start)
            return [Span(span.start, max(span.start, self._document.paragraphs[index].span.end))]
        return [span]


def _parts_of(reach: Iterable[Span], bits: int) -> Iterable[int]:
    for span in reach:
        last = max(span.start, span.end - 1)
        yield from range(span.start >> bits, (last >> bits) + 1)


def _in_lanes(annotations: Iterable[Annotation]) -> Iterator[Standing]:
    lanes: list[int] = []
    spans = ((a.span, a) for a in annotations)
    placed = [(span.start, -span.end, a.id, span, a) for span, a in spans if span is not None]
    for start, ending, name, span, annotation in sorted(placed, key=itemgetter(0, 1, 2)):
        lane = -1
        if annotation.target.scope is Scope.RANGE:
            lane = next((at for at, end in enumerate(lanes) if end <= start), len(lanes))
            lanes[lane : lane + 1] = [span.end]
        yield Standing(span, lane, (start + ending, name), annotation)
