"""The section tree with the number of annotations in each section."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reviewer.language.query import NO_CATEGORY
from reviewer.model.document import Document, Section

Index = QModelIndex | QPersistentModelIndex
COUNT: Final = Qt.ItemDataRole.UserRole + 1
"""How many annotations stand in a section."""
CURRENT: Final = Qt.ItemDataRole.UserRole + 2
"""Whether the reading stands in this section."""
BY_CATEGORY: Final = Qt.ItemDataRole.UserRole + 4
"""How many annotations of each category stand in a section: pairs, the most frequent first."""
REVIEWED: Final = Qt.ItemDataRole.UserRole + 3
"""Whether a section, with all below it, was marked as reviewed."""


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
        self._document: Document | None = None
        self._root: _Node | None = None
        self._offsets: list[int] = []
        self._categories: list[str] = []
        self._reviewed: frozenset[int] = frozenset()
        self._current: _Node | None = None
        self._by_start: dict[int, _Node] = {}
        self._answers: dict[int, Callable[[_Node], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda node: node.section.label,
            Qt.ItemDataRole.ToolTipRole: lambda node: self._described(node.section),
            Qt.ItemDataRole.AccessibleTextRole: lambda node: self._spoken(node.section),
            COUNT: lambda node: self._count_in(node.section),
            BY_CATEGORY: lambda node: self._counted(node.section),
            CURRENT: lambda node: node is self._current,
            REVIEWED: lambda node: node.section.span.start in self._reviewed,
        }

    def show(self, document: Document | None, placed: Iterable[tuple[int, str]] = ()) -> None:
        """Show the sections of a report, with the annotations counted as `count` does."""
        self.beginResetModel()
        self._document = document
        self._root = _Node(document.root, None, 0) if document is not None else None
        self._current = None
        self._put(placed)
        self._by_start = {}
        pending = list(self._root.children) if self._root is not None else []
        while pending:
            node = pending.pop()
            self._by_start[node.section.span.start] = node
            pending += node.children
        self.endResetModel()

    def count(self, placed: Iterable[tuple[int, str]]) -> None:
        """Count annotations by where they begin; each comes with the name of its category."""
        self._put(placed)
        self._tell_all(self._root)

    def recount(self, before: tuple[int, str] | None, now: tuple[int, str] | None) -> None:
        """Count one annotation otherwise: where it began, where it begins, with its category."""
        if before is not None:
            at = bisect_left(self._offsets, before[0])
            at = self._categories.index(before[1], at)
            del self._offsets[at], self._categories[at]
        if now is not None:
            at = bisect_left(self._offsets, now[0])
            self._offsets.insert(at, now[0])
            self._categories.insert(at, now[1])
        for place in {before, now}:
            if place is not None:
                self._tell_at(place[0])

    def set_reviewed(self, starts: frozenset[int]) -> None:
        """Say which sections were reviewed, by where they begin."""
        if starts != self._reviewed:
            self._reviewed = starts
            self._tell_all(self._root)

    def progress(self) -> tuple[int, int]:
        """Return how many sections were reviewed, and how many there are."""
        known = self._by_start.keys()
        return len(self._reviewed & known), len(known)

    def section(self, index: Index) -> Section | None:
        """Return the section at an index."""
        node = self._node(index)
        return node.section if node is not None and node is not self._root else None

    def index_of(self, section: Section) -> QModelIndex:
        """Return the index of a section."""
        return self.index_at(section.span.start)

    def index_at(self, start: int) -> QModelIndex:
        """Return the index of the section that begins at an offset."""
        node = self._by_start.get(start)
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

    def _put(self, placed: Iterable[tuple[int, str]]) -> None:
        ordered = sorted(placed)
        self._offsets = [offset for offset, _ in ordered]
        self._categories = [category for _, category in ordered]

    def _tell_at(self, offset: int) -> None:
        """Tell that the sections around a place count otherwise."""
        path = self._document.path_at(offset) if self._document is not None else ()
        for section in path:
            index = self.index_of(section)
            self.dataChanged.emit(index, index, [COUNT])

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

    def _places_in(self, section: Section) -> slice:
        first = bisect_left(self._offsets, section.span.start)
        return slice(first, bisect_left(self._offsets, section.span.end + 1))

    def _count_in(self, section: Section) -> int:
        places = self._places_in(section)
        return int(places.stop) - int(places.start)

    def _counted(self, section: Section) -> list[tuple[str, int]]:
        return Counter(self._categories[self._places_in(section)]).most_common()

    def _described(self, section: Section) -> str:
        """The whole heading, and the annotations by category."""
        found = self._counted(section)
        counts = " · ".join(f"{name or NO_CATEGORY} {count}" for name, count in found)
        words = section.label
        if section.span.start in self._reviewed:
            words += "\n已审"
        return f"{words}\n{counts}" if counts else words

    def _spoken(self, section: Section) -> str:
        count = self._count_in(section)
        reviewed = "，已审" if section.span.start in self._reviewed else ""
        counted = f"，{count} 条批注" if count else ""
        return f"{section.label}{counted}{reviewed}"

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
        answer = self._answers.get(role)
        return answer(node) if answer is not None else None
