"""The cards: the annotations that a query wants, in document order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reviewer.language import query as query_language
from reviewer.model.change import Change, RecordKey, RecordKind
from reviewer.model.document import Document
from reviewer.model.query import EVERYTHING, Query, place
from reviewer.model.records import Annotation, Disposition, Severity
from reviewer.model.review import Review

_DISPOSITIONS: Final = tuple(Disposition)
_SEVERITIES: Final = tuple(Severity)
Index = QModelIndex | QPersistentModelIndex
ANNOTATION: Final = Qt.ItemDataRole.UserRole + 1
"""The annotation itself."""


class Order(StrEnum):
    """What cards are sorted by; within that, by their place in the report."""

    PLACE = "place"
    NEWEST = "newest"
    AUTHOR = "author"
    DISPOSITION = "disposition"
    SEVERITY = "severity"


class AnnotationModel(QAbstractListModel):
    """Annotations as rows; a change touches only the rows it concerns."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._review = Review()
        self._document: Document | None = None
        self._query: Query = EVERYTHING
        self._order = Order.PLACE
        self._keys: dict[Order, Callable[[Annotation], tuple[object, ...]]] = {
            Order.PLACE: place,
            Order.NEWEST: lambda a: (-a.modified.timestamp(), *place(a)),
            Order.AUTHOR: lambda a: (self._author(a), *place(a)),
            Order.DISPOSITION: lambda a: (_DISPOSITIONS.index(a.disposition), *place(a)),
            Order.SEVERITY: lambda a: (-_SEVERITIES.index(a.severity), *place(a)),
        }
        self._rows: list[Annotation] = []
        self._row_of: dict[str, Annotation] = {}

    @property
    def review(self) -> Review:
        """The review shown."""
        return self._review

    def show(self, review: Review, document: Document | None) -> None:
        """Show another review."""
        self._review, self._document = review, document
        self._rebuild()

    def set_document(self, document: Document | None) -> None:
        """Take the same report with another outline."""
        self._document = document
        self._rebuild()

    def set_query(self, text: str) -> None:
        """Show only what a query wants."""
        if text != self._query.text:
            self._query = query_language.parse(text)
            self._rebuild()

    def set_order(self, order: Order) -> None:
        """Sort by something else."""
        if order is not self._order:
            self._order = order
            self._rebuild()

    def take_over(self, change: Change) -> None:
        """Bring the touched rows up to date."""
        touched = dict.fromkeys(change.ids(RecordKind.ANNOTATION))
        for reply_id in change.ids(RecordKind.REPLY):
            annotation_id = self._answered(reply_id)
            if annotation_id:
                touched[annotation_id] = None
        if len(touched) > 200 or change.ids(RecordKind.CATEGORY):
            self._rebuild()
            return
        for annotation_id in touched:
            self._update(annotation_id)

    def annotation(self, index: Index) -> Annotation | None:
        """Return the annotation at an index."""
        return self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None

    def matching(self, text: str) -> list[Annotation]:
        """Return what a query wants, whether it is shown or not."""
        query, document = query_language.parse(text), self._document
        if document is None:
            return []
        found = self._review.annotations()
        return [a for a in found if query.matches(a, self._review, document)]

    def index_of(self, annotation_id: str) -> QModelIndex:
        """Return the index of an annotation; invalid where it is not shown."""
        shown = self._row_of.get(annotation_id)
        return self.index(self._find(shown)) if shown is not None else QModelIndex()

    def _answered(self, reply_id: str) -> str:
        # -- deleted replies too still say what they answered
        return str(self._review.fields(RecordKey(RecordKind.REPLY, reply_id)).get("annotation", ""))

    def _rebuild(self) -> None:
        self.beginResetModel()
        document = self._document
        wanted = (
            [
                a
                for a in self._review.annotations()
                if self._query.matches(a, self._review, document)
            ]
            if document is not None
            else []
        )
        self._rows = sorted(wanted, key=self._key)
        self._row_of = {annotation.id: annotation for annotation in self._rows}
        self.endResetModel()

    def _update(self, annotation_id: str) -> None:
        old = self._row_of.get(annotation_id)
        new = self._review.annotation(annotation_id)
        document = self._document
        if document is None or (new and not self._query.matches(new, self._review, document)):
            new = None
        if old is not None and new is not None and self._key(old) == self._key(new):
            row = self._find(old)
            self._rows[row] = self._row_of[annotation_id] = new
            self.dataChanged.emit(self.index(row), self.index(row))
            return
        if old is not None and new is not None:
            self._move(old, new)
            return
        if old is not None:
            row = self._find(old)
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._rows[row], self._row_of[annotation_id]
            self.endRemoveRows()
        if new is not None:
            row = bisect_left(self._rows, self._key(new), key=self._key)
            self.beginInsertRows(QModelIndex(), row, row)
            self._rows.insert(row, new)
            self._row_of[annotation_id] = new
            self.endInsertRows()

    def _move(self, old: Annotation, new: Annotation) -> None:
        """Put a card where it now belongs; it stays chosen if it was."""
        source = self._find(old)
        target = bisect_left(self._rows, self._key(new), key=self._key)
        moves = target not in (source, source + 1)
        if moves:
            self.beginMoveRows(QModelIndex(), source, source, QModelIndex(), target)
        del self._rows[source]
        row = target - (target > source)
        self._rows.insert(row, new)
        self._row_of[new.id] = new
        if moves:
            self.endMoveRows()
        self.dataChanged.emit(self.index(row), self.index(row))

    def _find(self, shown: Annotation) -> int:
        return bisect_left(self._rows, self._key(shown), key=self._key)

    def _key(self, annotation: Annotation) -> Any:
        return self._keys[self._order](annotation)

    def _author(self, annotation: Annotation) -> str:
        person = self._review.reviewer(annotation.author)
        return person.name if person is not None else ""

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of cards."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a card says."""
        annotation = self.annotation(index) if index.isValid() else None
        if annotation is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return annotation.body or annotation.suggestion or annotation.quote
            case _ if role == ANNOTATION:
                return annotation
        return None
