"""The rows of the card list as Qt sees them: cards and headings, put in and taken out one by one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from reviewer.model.records import Annotation
from reviewer.model.review import Review
from reviewer.ui.models.cards import Heading, Row, Sorter

Index = QModelIndex | QPersistentModelIndex
ANNOTATION: Final = Qt.ItemDataRole.UserRole + 1
"""The annotation itself; None in a row that is a heading."""
HEADING: Final = Qt.ItemDataRole.UserRole + 2
"""The words of a row that is a heading; None in a card."""
MIME: Final = "application/x-reviewer-annotations"
"""Ids of annotations that are dragged, one a line."""


class CardRows(QAbstractListModel):
    """Rows in the order of a sorter; a heading is there as long as a card stands below it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sorter = Sorter(Review(), None)
        self._rows: list[Row] = []

    @property
    def grouped(self) -> bool:
        """Whether sections stand above their cards."""
        return self._sorter.grouped

    def annotation(self, index: Index) -> Annotation | None:
        """Return the annotation at an index, None for a heading."""
        row = self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None
        return row if isinstance(row, Annotation) else None

    def annotations(self) -> list[Annotation]:
        """Return what is shown, in the order of the rows."""
        return [row for row in self._rows if isinstance(row, Annotation)]

    def headings(self, first: int, last: int) -> list[int]:
        """Return which rows from the first to the last are headings."""
        if not self.grouped:
            return []
        rows = enumerate(self._rows[first : last + 1], first)
        return [at for at, row in rows if isinstance(row, Heading)]

    def _set_rows(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _change_row(self, row: int, new: Annotation) -> None:
        """Show a card anew, and where it now belongs; it stays chosen if it was."""
        if self._sorter.key(self._rows[row]) == self._sorter.key(new):
            self._rows[row] = new
            self.dataChanged.emit(self.index(row), self.index(row))
        elif self.grouped:
            self._take_out(row)
            self._put_in(new)
        else:
            self._move(row, new)

    def _take_out(self, row: int) -> None:
        self._remove_row(row)
        if self.grouped and isinstance(self._rows[row - 1], Heading):
            following = self._rows[row] if row < len(self._rows) else None
            if following is None or isinstance(following, Heading):
                self._remove_row(row - 1)

    def _put_in(self, new: Annotation) -> None:
        if self.grouped:
            heading = self._sorter.heading(self._sorter.group(new))
            at = self._find(heading)
            if at == len(self._rows) or self._rows[at] != heading:
                self._insert_row(at, heading)
        self._insert_row(self._find(new), new)

    def _remove_row(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._rows[row]
        self.endRemoveRows()

    def _insert_row(self, at: int, row: Row) -> None:
        self.beginInsertRows(QModelIndex(), at, at)
        self._rows.insert(at, row)
        self.endInsertRows()

    def _move(self, source: int, new: Annotation) -> None:
        target = self._find(new)
        moves = target not in (source, source + 1)
        if moves:
            self.beginMoveRows(QModelIndex(), source, source, QModelIndex(), target)
        del self._rows[source]
        row = target - (target > source)
        self._rows.insert(row, new)
        if moves:
            self.endMoveRows()
        self.dataChanged.emit(self.index(row), self.index(row))

    def _find(self, row: Row) -> int:
        key = self._sorter.key
        return bisect_left(self._rows, key(row), key=key)

    def _row_of(self, annotation: Annotation) -> int:
        """Return the row of an annotation as it is known, -1 where it is not shown."""
        at = self._find(annotation)
        row = self._rows[at] if at < len(self._rows) else None
        return at if isinstance(row, Annotation) and row.id == annotation.id else -1

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def mimeTypes(self) -> list[str]:
        """Cards can be dragged onto the chips of the filter."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the ids of the cards that are dragged."""
        found = (self.annotation(index) for index in indexes)
        data = QMimeData()
        ids = "\n".join(annotation.id for annotation in found if annotation is not None)
        data.setData(MIME, ids.encode())
        return data

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let cards be chosen and dragged; headings are neither."""
        if not index.isValid():
            return super().flags(index)
        if self.annotation(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row says."""
        row = self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None
        if row is None:
            return None
        spoken = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if isinstance(row, Heading):
            return row.label if spoken or role == HEADING else None
        if spoken:
            return row.body or row.suggestion or row.quote
        return row if role == ANNOTATION else None
