"""The facts of a report as a table: sorted, filtered, written to a file, or sent to be checked."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QTableView,
    QVBoxLayout,
)

from reviewer.exporters.facts import COLUMNS, rows, write
from reviewer.language.figures import Fact, facts
from reviewer.model.categories import FACT_CHECK
from reviewer.model.records import Kind
from reviewer.ui import errands, labels
from reviewer.ui.choice import ChoiceBox
from reviewer.ui.panels.computed import ComputedPanel, look_chosen
from reviewer.ui.reading.view import ReadingView
from reviewer.ui.session import Session

_FACT: Final = Qt.ItemDataRole.UserRole
_ORDER: Final = Qt.ItemDataRole.UserRole + 1
_SHARES: Final = (14, 36, 20, 16, 18)
"""What of the width each column takes."""
_DEADLINE: Final = COLUMNS.index("时限")
_NARROWEST: Final = 24


class FactsPanel(ComputedPanel):
    """Figures, bodies, policy phrases, documents and commitments, with where they stand."""

    work = (errands.silently, facts)

    def __init__(self, session: Session, reader: ReadingView) -> None:
        super().__init__(session)
        self.busy = self.tr("正在查找…")
        self._reader = reader
        self._facts: list[Fact] = []
        self._model = QStandardItemModel(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._model)
        self._sorted.setSortRole(_ORDER)
        self._kind = ChoiceBox()
        self._kind.setAccessibleName(self.tr("类别"))
        self._kind.currentIndexChanged.connect(self._on_kind)
        self.table = _Table()
        self.table.setObjectName("facts")
        self.table.setAccessibleName(self.tr("数据和事实"))
        self.table.setModel(self._sorted)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(len(COLUMNS) - 1, Qt.SortOrder.AscendingOrder)
        look_chosen(self.table)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.clicked.connect(lambda _index: self._reveal())
        self._check = QPushButton(self.tr("核实"))
        self._check.setToolTip(self.tr("在这里加一条“核实”批注"))
        self._check.clicked.connect(self.check)
        self._export = QPushButton(self.tr("导出…"))
        self._export.clicked.connect(
            lambda: self.ask_export(self.tr("导出数据核对表"), self.tr("数据核对表.xlsx"))
        )
        head = QHBoxLayout()
        head.addWidget(self._kind)
        head.addWidget(self.state, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._check)
        foot.addWidget(self._export)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)

    def check(self) -> None:
        """Make fact-check annotations of the chosen rows, as one step."""
        if self.session.read_only:
            return
        chosen = [self._fact(index.row()) for index in self.table.selectionModel().selectedRows()]
        self.session.annotate_all(
            (fact.span, Kind.COMMENT, {"body": self.tr("请核实。"), "category": FACT_CHECK})
            for fact in chosen
        )

    def export(self, path: Path) -> None:
        """Write the table to a file; XLSX or CSV by its suffix. Raises ExportError."""
        if self.document is not None:
            write(self.document, self._facts, path)

    def show_found(self, found: list[Fact] | None) -> None:
        """List the facts."""
        self._facts = found or []
        self._fill()

    def _fill(self) -> None:
        self._model.clear()
        self._model.setHorizontalHeaderLabels([labels.tr(column) for column in COLUMNS])
        found = rows(self.document, self._facts) if self.document is not None else []
        shown = [(labels.tr(kind), *more) for kind, *more in found]
        for fact, row in zip(self._facts, shown, strict=True):
            items = [QStandardItem(cell) for cell in row]
            for item, cell in zip(items, row, strict=True):
                item.setData(cell, _ORDER)
                item.setToolTip(cell)
            items[0].setData(fact, _FACT)
            items[-1].setData(fact.span.start, _ORDER)
            self._model.appendRow(items)
        kinds = list(dict.fromkeys(row[0] for row in shown))
        self._kind.blockSignals(True)
        self._kind.clear()
        self._kind.addItems([self.tr("全部"), *kinds])
        self._kind.blockSignals(False)
        self._on_kind(0)
        self.table.setColumnHidden(_DEADLINE, not any(row[_DEADLINE] for row in shown))
        self.table.fit()
        able = bool(self._facts)
        self._check.setEnabled(able and not self.session.read_only)
        self._export.setEnabled(able)

    def _on_kind(self, index: int) -> None:
        self._sorted.setFilterFixedString("" if index <= 0 else self._kind.currentText())
        self.state.setText(self.tr("{n} 条").format(n=self._sorted.rowCount()))

    def _fact(self, row: int) -> Fact:
        fact = self._sorted.index(row, 0).data(_FACT)
        assert isinstance(fact, Fact)  # noqa: S101  every row is made with one
        return fact

    def _reveal(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self._reader.reveal(self._fact(row).span, flash=True)


class _Table(QTableView):
    """A table whose columns share its width; what is cut off stands in the tooltips."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(_NARROWEST)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def fit(self) -> None:
        """Share the width among the columns."""
        room = self.viewport().width()
        shown = [at for at in range(len(COLUMNS)) if not self.isColumnHidden(at)]
        whole = sum(_SHARES[at] for at in shown)
        for column in shown:
            self.setColumnWidth(column, room * _SHARES[column] // whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share another width."""
        super().resizeEvent(event)
        self.fit()
