"""Keywords as rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reviewer.language.keywords import Keyword
from reviewer.language.references import reference
from reviewer.model.document import Document
from reviewer.ui import labels

Index = QModelIndex | QPersistentModelIndex
KEYWORD: Final = Qt.ItemDataRole.UserRole + 1
PLACE: Final = Qt.ItemDataRole.UserRole + 2
"""Where the word stands first, as people cite it."""

ORDERS: Final[tuple[Callable[[Keyword], float], ...]] = (
    lambda each: -each.weight,
    lambda each: -each.count,
    lambda each: each.first.start,
)
"""By weight, by number, by first use."""


class KeywordsModel(QAbstractListModel):
    """The words in an order of `ORDERS`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._keywords: list[Keyword] = []

    def show(self, document: Document | None, keywords: Sequence[Keyword], order: int) -> None:
        """Show these words of a report."""
        self.beginResetModel()
        self._document = document
        self._keywords = sorted(keywords, key=ORDERS[order])
        self.endResetModel()

    @property
    def keywords(self) -> list[Keyword]:
        """The words in the order shown."""
        return self._keywords

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of words."""
        return 0 if parent.isValid() else len(self._keywords)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the word, all of it, or where it stands first."""
        if not 0 <= index.row() < len(self._keywords) or self._document is None:
            return None
        keyword = self._keywords[index.row()]
        if role == KEYWORD:
            return keyword
        if role == PLACE:
            return reference(self._document, keyword.first.start)
        if role == Qt.ItemDataRole.DisplayRole:
            return keyword.word
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            words = labels.tr("{word}：{count} 次，首次出现在 {place}；权重 {weight}")
            return words.format(
                word=keyword.word,
                count=keyword.count,
                place=reference(self._document, keyword.first.start),
                weight=f"{keyword.weight:.2f}",
            )
        return None
