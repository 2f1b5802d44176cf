"""The annotations on a report, found by paragraph: what stands here, what is under the pointer."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from PySide6.QtCore import QObject, Signal

from reviewer.model.document import Document
from reviewer.model.records import Annotation, Category, Scope
from reviewer.model.spans import Span


class Marks(QObject):
    """All placed annotations, with which of them are in focus, and the hits of a search."""

    #: Anything drawn has changed.
    changed = Signal()
    #: Only what is drawn in these paragraphs has changed, with their indexes.
    changed_in = Signal(object)
    #: What stands where has changed.
    placed_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._all: dict[str, Annotation] = {}
        self._by_paragraph: dict[int, dict[str, Annotation]] = defaultdict(dict)
        self.categories: Mapping[str, Category] = {}
        self.focused: frozenset[str] = frozenset()
        self.hovered: frozenset[str] = frozenset()
        self.may_edit = True
        self.hits: Sequence[Span] = ()
        self.current_hit = -1
        self._findings_by_paragraph: dict[int, list[Span]] = {}

    def show(
        self,
        document: Document | None,
        annotations: Iterable[Annotation],
        categories: Mapping[str, Category],
    ) -> None:
        """Show these annotations and no others."""
        self._document = document
        self._all.clear()
        self._by_paragraph.clear()
        self.categories = categories
        self.focused = self.hovered = frozenset()
        self._findings_by_paragraph = {}
        self.show_hits((), -1)
        if document is not None:
            self._insert_all(document, annotations)
        self.changed.emit()
        self.placed_changed.emit()

    def update(self, ids: Iterable[str], found: Mapping[str, Annotation]) -> None:
        """Take over what became of some annotations; those not in `found` are gone."""
        touched: set[int] = set()
        for annotation_id in ids:
            touched.update(self._remove(annotation_id))
            if annotation_id in found:
                touched.update(self._insert(found[annotation_id]))
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
        self._findings_by_paragraph = {}
        if self._document is not None:
            for span in findings:
                for index in self._document.paragraphs_in(span):
                    self._findings_by_paragraph.setdefault(index, []).append(span)
        self.changed.emit()

    def findings_in_paragraphs(self, indexes: Iterable[int]) -> list[Span]:
        """Return what proof-reading objects to in paragraphs."""
        return [span for index in indexes for span in self._findings_by_paragraph.get(index, ())]

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

    def in_paragraphs(self, indexes: Iterable[int], within: Span | None = None) -> list[Annotation]:
        """Return the annotations on paragraphs: long ones first, the focused ones last.

        `within` leaves out those that do not meet a part of a very long paragraph.
        """
        found: dict[str, Annotation] = {}
        for index in indexes:
            found.update(self._by_paragraph.get(index, {}))
        wanted: Iterable[Annotation] = found.values()
        if within is not None:
            wanted = [a for a in wanted if a.span is None or a.span.meets(within)]
        return sorted(wanted, key=self._order)

    def hits_in_paragraphs(self, indexes: Iterable[int]) -> list[Span]:
        """Return the hits on paragraphs."""
        if self._document is None or not self.hits:
            return []
        found: list[Span] = []
        for index in indexes:
            paragraph = self._document.paragraphs[index].span
            first = bisect_right(self.hits, paragraph.start, key=attrgetter("end"))
            found += self.hits[
                first : bisect_left(self.hits, paragraph.end, key=attrgetter("start"))
            ]
        return found

    def by_paragraph(self) -> Iterable[tuple[int, Mapping[str, Annotation]]]:
        """Return the paragraphs with annotations, and these."""
        return ((index, found) for index, found in self._by_paragraph.items() if found)

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
        if self._document is None:
            return ()
        here = Span(offset, offset + 1)
        paragraph = self._document.paragraph_at(offset)
        found = [
            annotation
            for annotation in self._by_paragraph.get(paragraph, {}).values()
            if annotation.span is not None and annotation.span.meets(here)
        ]
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
        """Insert many: as `_insert` does, with one look-up each."""
        starts = [paragraph.span.start for paragraph in document.paragraphs]
        starts.append(len(document.text) + 1)
        starts[0] = 0
        by_paragraph, section = self._by_paragraph, Scope.SECTION
        self._all = {annotation.id: annotation for annotation in annotations}
        for name, annotation in self._all.items():
            placement = annotation.placement
            span = placement.span if placement is not None else None
            if span is None:
                continue
            index = bisect_right(starts, span.start) - 1
            by_paragraph[index][name] = annotation
            if starts[index + 1] < span.end and annotation.target.scope is not section:
                index += 1
                by_paragraph[index][name] = annotation
                while starts[index + 1] < span.end:
                    index += 1
                    by_paragraph[index][name] = annotation

    def _insert(self, annotation: Annotation) -> range:
        """Insert an annotation; return the paragraphs on which it stands."""
        indexes = self._paragraphs(annotation)
        for index in indexes:
            self._by_paragraph[index][annotation.id] = annotation
        self._all[annotation.id] = annotation
        return indexes

    def _remove(self, annotation_id: str) -> range:
        """Remove an annotation; return the paragraphs on which it stood."""
        old = self._all.pop(annotation_id, None)
        indexes = range(0) if old is None else self._paragraphs(old)
        for index in indexes:
            self._by_paragraph[index].pop(annotation_id, None)
        return indexes

    def _under(self, ids: Iterable[str]) -> set[int]:
        """Return the paragraphs on which annotations stand."""
        found = (self._all[each] for each in ids if each in self._all)
        return {index for annotation in found for index in self._paragraphs(annotation)}

    def _paragraphs(self, annotation: Annotation) -> range:
        if self._document is None or annotation.span is None:
            return range(0)
        if annotation.target.scope is Scope.SECTION:
            index = self._document.paragraph_at(annotation.span.start)
            return range(index, index + 1)
        return self._document.paragraphs_in(annotation.span)
