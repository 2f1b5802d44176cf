"""What a search found, as rows: each hit with what stands around it, below its section."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reviewer.model.document import Document
from reviewer.model.spans import Span
from reviewer.ui import labels
from reviewer.ui.models.cards import section_labels

if TYPE_CHECKING:
    from reviewer.language.search import Hits

Index = QModelIndex | QPersistentModelIndex
EXCERPT: Final = Qt.ItemDataRole.UserRole + 1
"""The excerpt of a row that is a hit; None for a heading."""
_BEFORE: Final = 12
_AFTER: Final = 40


class Excerpt(NamedTuple):
    """A hit with the characters around it."""

    before: str
    hit: str
    after: str


class RemarkHit(NamedTuple):
    """A hit in what an annotation says."""

    annotation: str
    excerpt: Excerpt


class HitsModel(QAbstractListModel):
    """Nothing is made of a hit before its row is looked at, so that many are listed at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._labels: dict[int, str] = {}
        self._hits: Hits | None = None
        self._remarks: list[RemarkHit] = []
        self._heads: list[int] = []
        self._names: list[str] = []

    def show(self, document: Document | None, hits: Hits | None, remarks: list[RemarkHit]) -> None:
        """Show what was found in the text, and behind it what was found in annotations."""
        self.beginResetModel()
        if document is not self._document:
            self._document = document
            self._labels = section_labels(document) if document is not None else {}
        self._hits, self._remarks = hits, remarks
        self._heads, self._names = [], []
        if hits is not None and len(hits) and document is not None:
            self._head_sections(document, hits)
        if remarks:
            self._heads.append(self._count + len(self._heads))
            self._names.append(labels.tr("批注"))
        self.endResetModel()

    def row_of(self, hit: int) -> int:
        """Return the row of a hit in the text."""
        # -- a heading stands at the row of its first hit plus the headings before it
        low, high = 0, len(self._heads)
        while low < high:
            middle = (low + high) // 2
            if self._heads[middle] - middle <= hit:
                low = middle + 1
            else:
                high = middle
        return hit + low

    def hit_at(self, index: Index) -> int:
        """Return the number of the hit in the text, -1 for other rows."""
        at = self._at(index.row())
        return at if 0 <= at < self._count else -1

    def remark_at(self, index: Index) -> str:
        """Return the id of the annotation in which the hit of a row is, empty for other rows."""
        at = self._at(index.row()) - self._count
        return self._remarks[at].annotation if 0 <= at < len(self._remarks) else ""

    @property
    def _count(self) -> int:
        return len(self._hits) if self._hits is not None else 0

    def _head_sections(self, document: Document, hits: Hits) -> None:
        starts = [section.span.start for section in document.sections]
        firsts = [0, *hits.arrays()[0].searchsorted(starts).tolist(), len(hits)]
        for at, (first, following) in enumerate(pairwise(firsts)):
            if first < following:
                self._heads.append(first + len(self._heads))
                name = self._labels[starts[at - 1]] if at else labels.tr("章节之外")
                self._names.append(name)

    def _at(self, row: int) -> int:
        """Return which hit a row shows, counted through text and annotations; -1 for a heading."""
        heads = bisect_right(self._heads, row)
        if row < 0 or (heads and self._heads[heads - 1] == row):
            return -1
        return row - heads

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else self._count + len(self._remarks) + len(self._heads)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let hits be chosen; headings are not."""
        if index.isValid() and self._at(index.row()) < 0:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a heading, or a hit with what stands around it."""
        if not 0 <= index.row() < self.rowCount():
            return None
        at = self._at(index.row())
        spoken = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if at < 0:
            head = self._heads.index(index.row()) if spoken else -1
            return self._names[head] if spoken else None
        if not spoken and role != EXCERPT:
            return None
        excerpt = self._excerpt(at)
        return excerpt if role == EXCERPT else "".join(excerpt)

    def _excerpt(self, at: int) -> Excerpt:
        if at >= self._count:
            return self._remarks[at - self._count].excerpt
        if self._hits is None or self._document is None:
            return Excerpt("", "", "")
        return excerpt(self._document.text, self._hits[at])


def excerpt(text: str, hit: Span) -> Excerpt:
    """Return a hit with what stands around it in its paragraph."""
    before = text[max(0, hit.start - _BEFORE) : hit.start].rsplit("\n", 1)[-1]
    after = text[hit.end : hit.end + _AFTER].split("\n", 1)[0]
    return Excerpt(before.lstrip(), hit.cut(text).replace("\n", " "), after)
