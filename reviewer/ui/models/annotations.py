"""The cards: the annotations that a query wants, in document order."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reviewer.language import query as query_language
from reviewer.model.change import Change, RecordKey, RecordKind
from reviewer.model.document import Document
from reviewer.model.query import EVERYTHING, Query, in_document_order, place
from reviewer.model.records import Annotation
from reviewer.model.review import Review

Index = QModelIndex | QPersistentModelIndex
ANNOTATION: Final = Qt.ItemDataRole.UserRole + 1
"""The annotation itself."""


class AnnotationModel(QAbstractListModel):
    """Annotations as rows; a change touches only the rows it concerns."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._review = Review()
        self._document: Document | None = None
        self._query: Query = EVERYTHING
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

    def set_query(self, text: str) -> None:
        """Show only what a query wants."""
        if text != self._query.text:
            self._query = query_language.parse(text)
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
        self._rows = in_document_order(wanted)
        self._row_of = {annotation.id: annotation for annotation in self._rows}
        self.endResetModel()

    def _update(self, annotation_id: str) -> None:
        old = self._row_of.get(annotation_id)
        new = self._review.annotation(annotation_id)
        document = self._document
        if document is None or (new and not self._query.matches(new, self._review, document)):
            new = None
        if old is not None and new is not None and place(old) == place(new):
            row = self._find(old)
            self._rows[row] = self._row_of[annotation_id] = new
            self.dataChanged.emit(self.index(row), self.index(row))
            return
        if old is not None:
            row = self._find(old)
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._rows[row], self._row_of[annotation_id]
            self.endRemoveRows()
        if new is not None:
            row = bisect_left(self._rows, place(new), key=place)
            self.beginInsertRows(QModelIndex(), row, row)
            self._rows.insert(row, new)
            self._row_of[annotation_id] = new
            self.endInsertRows()

    def _find(self, shown: Annotation) -> int:
        return bisect_left(self._rows, place(shown), key=place)

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
