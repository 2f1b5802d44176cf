"""The remarks of another copy as a table: what becomes of each, and whether it is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from reviewer.importers.preview import Fate, Row
from reviewer.language.terms import ORPHAN_TERM, WHOLE_REPORT_TERM
from reviewer.model.records import Scope
from reviewer.ui import labels

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_TIP: Final = 400
"""How much of a text is shown when the hand rests on it, in characters."""


class RemarksModel(QAbstractTableModel):
    """The remarks of one fate, or all; each but those known already can be left out."""

    wanted_changed = Signal()

    def __init__(self, rows: Sequence[Row], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = rows
        self._left_out: set[str] = set()
        self.shown: list[Row] = list(rows)
        self._headings = (
            self.tr("定位情况"),
            self.tr("原文"),
            self.tr("批注"),
            self.tr("审阅人"),
            self.tr("位置"),
        )

    @property
    def left_out(self) -> frozenset[str]:
        """The ids of the records that are not wanted."""
        return frozenset(self._left_out)

    @property
    def wanted(self) -> int:
        """How many remarks are wanted."""
        return sum(1 for row in self._all if row.id and row.id not in self._left_out)

    def show_fate(self, fate: Fate | None) -> None:
        """Show the remarks of one fate; None shows all."""
        self.beginResetModel()
        self.shown = [row for row in self._all if fate is None or row.fate is fate]
        self.endResetModel()

    def want_shown(self, wanted: bool) -> None:
        """Take all that are shown, or leave them out."""
        ids = {row.id for row in self.shown if row.id}
        self._left_out = self._left_out - ids if wanted else self._left_out | ids
        last = self.index(len(self.shown) - 1, 0)
        self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.CheckStateRole])
        self.wanted_changed.emit()

    # Qt overrides

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many remarks are shown."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the words over a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """What is known already cannot be chosen."""
        flags = super().flags(index)
        row = self.shown[index.row()]
        if not row.id:
            return flags & ~Qt.ItemFlag.ItemIsEnabled
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, or whether a remark is wanted."""
        row = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(self._words(row, index.column()).split())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(row, index.column())[:_TIP]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0 and row.id:
            wanted = row.id not in self._left_out
            return Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a remark, or leave it out."""
        row = self.shown[index.row()]
        if role != Qt.ItemDataRole.CheckStateRole or not row.id:
            return False
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._left_out.discard(row.id)
        else:
            self._left_out.add(row.id)
        self.dataChanged.emit(index, index, [role])
        self.wanted_changed.emit()
        return True

    # inside

    def _words(self, row: Row, column: int) -> str:
        if column == 0:
            return fate_words(row.fate)
        if column == 1:
            return row.quote or (WHOLE_REPORT_TERM if row.scope is Scope.DOCUMENT else "")
        if column == 2:
            return self._said(row)
        return row.author if column == 3 else row.where

    def _said(self, row: Row) -> str:
        if row.kind is None:
            return self.tr("回复：{words}").format(words=row.body)
        suggested = self.tr("{kind}：{words}").format(
            kind=labels.kind(row.kind), words=row.suggestion
        )
        said = [suggested] if row.suggestion else []
        said += [row.body] if row.body else []
        said = said or [labels.kind(row.kind)]
        if row.replies:
            said.append(self.tr("（另有 {n} 条回复）").format(n=row.replies))
        return "\n".join(said)


def fate_words(fate: Fate) -> str:
    """Return the word for what becomes of a remark."""
    return {
        Fate.PLACED: labels.tr("定位"),
        Fate.MOVED: labels.tr("位置有变"),
        Fate.ORPHANED: labels.tr(ORPHAN_TERM),
        Fate.KNOWN: labels.tr("重复"),
    }[fate]
