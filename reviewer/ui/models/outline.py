"""The section tree with the number of annotations in each section."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reviewer.model.document import Document, Section

Index = QModelIndex | QPersistentModelIndex
COUNT: Final = Qt.ItemDataRole.UserRole + 1
"""How many annotations stand in a section."""
CURRENT: Final = Qt.ItemDataRole.UserRole + 2
"""Whether the reading stands in this section."""


class _Node:
    __slots__ = ("children", "parent", "row", "section")

    def __init__(self, section: Section, parent: _Node | None, row: int) -> None:
        self.section = section
        self.parent = parent
        self.row = row
        self.children = [_Node(child, self, at) for at, child in enumerate(section.children)]


class OutlineModel(QAbstractItemModel):
    """Sections as a tree; `show` takes another document."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root: _Node | None = None
        self._offsets: list[int] = []
        self._current: _Node | None = None
        self._by_start: dict[int, _Node] = {}

    def show(self, document: Document | None) -> None:
        """Show the sections of a report."""
        self.beginResetModel()
        self._root = _Node(document.root, None, 0) if document is not None else None
        self._current = None
        self._offsets = []
        self._by_start = {}
        pending = list(self._root.children) if self._root is not None else []
        while pending:
            node = pending.pop()
            self._by_start[node.section.span.start] = node
            pending += node.children
        self.endResetModel()

    def count(self, offsets: Iterable[int]) -> None:
        """Count annotations that begin at these offsets."""
        self._offsets = sorted(offsets)
        self._tell_all(self._root)

    def section(self, index: Index) -> Section | None:
        """Return the section at an index."""
        node = self._node(index)
        return node.section if node is not None and node is not self._root else None

    def index_of(self, section: Section) -> QModelIndex:
        """Return the index of a section."""
        node = self._by_start.get(section.span.start)
        return self._index(node) if node is not None else QModelIndex()

    def mark(self, section: Section | None) -> None:
        """Mark the section in which the reading stands."""
        node = self._by_start.get(section.span.start) if section is not None else None
        if node is self._current:
            return
        before, self._current = self._current, node
        for touched in (before, node):
            if touched is not None:
                index = self._index(touched)
                self.dataChanged.emit(index, index, [CURRENT])

    def _tell_all(self, node: _Node | None) -> None:
        if node is None or not node.children:
            return
        first, last = self._index(node.children[0]), self._index(node.children[-1])
        self.dataChanged.emit(first, last, [COUNT])
        for child in node.children:
            self._tell_all(child)

    def _index(self, node: _Node) -> QModelIndex:
        return QModelIndex() if node is self._root else self.createIndex(node.row, 0, node)

    def _node(self, index: Index) -> _Node | None:
        if not index.isValid():
            return self._root
        node = index.internalPointer()
        return node if isinstance(node, _Node) else None

    def _count_in(self, section: Section) -> int:
        return bisect_left(self._offsets, section.span.end + 1) - bisect_left(
            self._offsets, section.span.start
        )

    # Qt overrides

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Return a child's index."""
        node = self._node(parent)
        if node is None or column != 0 or not 0 <= row < len(node.children):
            return QModelIndex()
        return self.createIndex(row, 0, node.children[row])

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """Return the parent's index."""
        node = self._node(index) if index.isValid() else None
        if node is None or node.parent is None:
            return QModelIndex()
        return self._index(node.parent)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of sub-sections."""
        node = self._node(parent)
        return len(node.children) if node is not None else 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return one: the heading."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a heading, its count, or whether it is the current one."""
        node = self._node(index) if index.isValid() else None
        if node is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return node.section.label
            case Qt.ItemDataRole.AccessibleTextRole:
                count = self._count_in(node.section)
                return f"{node.section.label}，{count} 条批注" if count else node.section.label
            case _ if role == COUNT:
                return self._count_in(node.section)
            case _ if role == CURRENT:
                return node is self._current
        return None
