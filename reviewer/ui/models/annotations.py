"""The cards: what a query wants of a review, kept up to date change by change."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal

from reviewer.language import query as query_language
from reviewer.model.change import Change, RecordKey, RecordKind
from reviewer.model.document import Document
from reviewer.model.query import (
    EVERYTHING,
    Query,
    Steps,
    finished,
    first_orphan,
    ordering,
    place,
)
from reviewer.model.records import Annotation
from reviewer.model.review import Review
from reviewer.ui.models.card_rows import ANNOTATION, HEADING, MIME, CardRows
from reviewer.ui.models.cards import Order, Sorter

__all__ = ["ANNOTATION", "HEADING", "MIME", "AnnotationModel", "Order"]

_MANY: Final = 200
"""So many changed cards are sorted anew at once."""
_VERY_MANY: Final = 20_000
"""So many cards are sorted step by step: between two the window goes on."""


class Totals(NamedTuple):
    """Numbers of annotations: all, those still talked about, those that have lost their place."""

    everything: int
    unresolved: int
    orphans: int


class AnnotationModel(CardRows):
    """Annotations as rows; a change touches only the rows it concerns.

    Very many are there some moments after `show`, or as soon as anything is asked about them.
    """

    #: Very many rows are there.
    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Steps | None = None
        self._step = QTimer(self)
        self._step.setSingleShot(True)
        self._step.timeout.connect(self._on_step)
        self._query: Query = EVERYTHING
        self._placed: list[Annotation] | None = None
        self._by_id: dict[str, Annotation] | None = None
        self._unresolved = 0

    @property
    def totals(self) -> Totals:
        """How many annotations there are, shown or not."""
        placed = self._in_order()
        return Totals(len(placed), self._unresolved, len(placed) - first_orphan(placed))

    @property
    def review(self) -> Review:
        """The review shown."""
        return self._sorter.review

    @property
    def document(self) -> Document | None:
        """The report it is about."""
        return self._sorter.document

    @property
    def is_narrowed(self) -> bool:
        """Whether a query hides some."""
        return bool(self._query.tests)

    @property
    def is_sorting(self) -> bool:
        """Whether the rows are still to come."""
        return self._step.isActive()

    def show(self, review: Review, document: Document | None) -> None:
        """Show another review, or the same with another outline."""
        before, self._sorter = self._sorter, Sorter(review, document)
        self._sorter.order, self._sorter.grouped = before.order, before.grouped
        self._placed = None
        known = list(review.annotations()) if document is not None else []
        self._steps = ordering(known)
        if len(known) > _VERY_MANY:
            self._set_rows([])
            self._step.start()
        else:
            self._rebuild()

    def set_query(self, text: str) -> None:
        """Show only what a query wants."""
        if text != self._query.text:
            self._query = query_language.parse(text)
            self._rebuild()

    def set_order(self, order: Order, *, grouped: bool | None = None) -> None:
        """Sort by something else, with the sections above their cards or without."""
        grouped = self.grouped if grouped is None else grouped
        if (order, grouped) != (self._sorter.order, self.grouped):
            self._sorter.order, self._sorter.grouped = order, grouped
            self._rebuild()

    def take_over(self, change: Change) -> None:
        """Bring the touched rows up to date."""
        touched = dict.fromkeys(change.ids(RecordKind.ANNOTATION))
        for reply_id in change.ids(RecordKind.REPLY):
            annotation_id = _answered(self.review, reply_id)
            if annotation_id:
                touched[annotation_id] = None
        others = (RecordKind.REPLY, RecordKind.CATEGORY, RecordKind.REVIEWER)
        if any(change.ids(kind) for kind in others):
            # -- a query remembers what it found of these
            self._query = query_language.parse(self._query.text)
        anew = change.ids(RecordKind.CATEGORY) or change.ids(RecordKind.REVIEWER)
        if len(touched) > _MANY or anew:
            self._placed = self._steps = None
            self._rebuild()
            return
        for annotation_id in touched:
            self._update(annotation_id)

    def matching(self, text: str) -> list[Annotation]:
        """Return what a query wants, whether it is shown or not."""
        if self.document is None:
            return []
        found = list(self.review.annotations())
        return query_language.parse(text).select(found, self.review, self.document)

    def index_of(self, annotation_id: str) -> QModelIndex:
        """Return the index of an annotation; invalid where it is not shown."""
        known = self._known().get(annotation_id)
        row = self._row_of(known) if known is not None else -1
        return self.index(row) if row >= 0 else QModelIndex()

    def _on_step(self) -> None:
        """Sort a little further, once everything else has had its turn."""
        if self._steps is None:
            return
        try:
            next(self._steps)
        except StopIteration as done:
            self._take(done.value)
            self._rebuild()
            self.arrived.emit()
        else:
            self._step.start()

    def _in_order(self) -> list[Annotation]:
        """All annotations in document order."""
        if self._placed is None:
            self._rebuild()
        return self._placed or []

    def _take(self, placed: list[Annotation]) -> None:
        self._placed, self._by_id, self._steps = placed, None, None
        self._unresolved = len([a for a in placed if not a.resolved])

    def _rebuild(self) -> None:
        sorter, document = self._sorter, self.document
        late = self._step.isActive()
        self._step.stop()
        if self._placed is None:
            known = self.review.annotations() if document is not None else ()
            self._take(finished(self._steps or ordering(known)))
        wanted = self._placed or []
        if document is not None and self._query.tests:
            # -- asked in the order in which they lie in memory: twice as fast as in any other
            found = self._query.select(list(self.review.annotations()), self.review, document)
            kept = set(map(id, found))
            wanted = [annotation for annotation in wanted if id(annotation) in kept]
        self._set_rows(sorter.under_headings(sorter.resort(wanted)))
        if late:
            self.arrived.emit()

    def _known(self) -> dict[str, Annotation]:
        """All annotations by id as the rows know them; made when it is first asked for."""
        if self._by_id is None:
            self._by_id = {annotation.id: annotation for annotation in self._in_order()}
        return self._by_id

    def _update(self, annotation_id: str) -> None:
        old = self._known().get(annotation_id)
        new = self.review.annotation(annotation_id)
        row = self._row_of(old) if old is not None else -1
        self._replace(old, new)
        wanted = new if new is not None and self._wants(new) else None
        if row >= 0 and wanted is not None:
            self._change_row(row, wanted)
        elif row >= 0:
            self._take_out(row)
        elif wanted is not None:
            self._put_in(wanted)

    def _wants(self, annotation: Annotation) -> bool:
        document = self.document
        return document is not None and self._query.matches(annotation, self.review, document)

    def _replace(self, old: Annotation | None, new: Annotation | None) -> None:
        """Take a change over into what all queries choose from."""
        placed, known = self._placed, self._known()
        if placed is None:
            return
        if old is not None:
            del placed[bisect_left(placed, place(old), key=place)], known[old.id]
            self._unresolved -= not old.resolved
        if new is not None:
            placed.insert(bisect_left(placed, place(new), key=place), new)
            known[new.id] = new
            self._unresolved += not new.resolved


def _answered(review: Review, reply_id: str) -> str:
    # -- deleted replies too still say what they answered
    return str(review.fields(RecordKey(RecordKind.REPLY, reply_id)).get("annotation", ""))
