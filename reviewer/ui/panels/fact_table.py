"""The facts of a report as a table: sorted, filtered, written to a file, or sent to be checked."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSortFilterProxyModel, Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from reviewer.errors import ReviewerError
from reviewer.exporters.facts import COLUMNS, rows, write
from reviewer.language import words
from reviewer.language.figures import Fact, facts
from reviewer.model.categories import FACT_CHECK
from reviewer.model.document import Document
from reviewer.model.records import Kind
from reviewer.ui import labels, messages, tasks
from reviewer.ui.choice import ChoiceBox
from reviewer.ui.reading.view import ReadingView
from reviewer.ui.session import Session

_FACT: Final = Qt.ItemDataRole.UserRole
_ORDER: Final = Qt.ItemDataRole.UserRole + 1


class FactsPanel(QWidget):
    """Figures, bodies, policy phrases, documents and commitments, with where they stand."""

    def __init__(self, session: Session, reader: ReadingView) -> None:
        super().__init__()
        self._session = session
        self._reader = reader
        self._document: Document | None = None
        self._words: tuple[str, ...] = ()
        self._task: tasks.Task | None = None
        self._facts: list[Fact] = []
        self._model = QStandardItemModel(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._model)
        self._sorted.setSortRole(_ORDER)
        self._kind = ChoiceBox()
        self._kind.setAccessibleName(self.tr("类别"))
        self._kind.currentIndexChanged.connect(self._on_kind)
        self._state = QLabel()
        self._state.setObjectName("secondary")
        self.table = QTableView()
        self.table.setObjectName("facts")
        self.table.setAccessibleName(self.tr("数据和事实"))
        self.table.setModel(self._sorted)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(len(COLUMNS) - 1, Qt.SortOrder.AscendingOrder)
        self.table.setStyleSheet(
            "QTableView::item:selected { background: palette(highlight); color: palette(text); }"
        )
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.clicked.connect(lambda _index: self._reveal())
        self._check = QPushButton(self.tr("核实"))
        self._check.setToolTip(self.tr("在这里加一条“核实”批注"))
        self._check.clicked.connect(self.check)
        self._export = QPushButton(self.tr("导出…"))
        self._export.clicked.connect(self._ask_export)
        head = QHBoxLayout()
        head.addWidget(self._kind)
        head.addWidget(self._state, 1)
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
        session.document_opened.connect(self._find)
        QTimer.singleShot(0, self, self._find)

    def check(self) -> None:
        """Make fact-check annotations of the chosen rows, as one step."""
        if self._session.read_only:
            return
        chosen = [self._fact(index.row()) for index in self.table.selectionModel().selectedRows()]
        self._session.annotate_all(
            (fact.span, Kind.COMMENT, {"body": self.tr("请核实。"), "category": FACT_CHECK})
            for fact in chosen
        )

    def export(self, path: Path) -> None:
        """Write the table to a file; XLSX or CSV by its suffix. Raises ExportError."""
        if self._document is not None:
            write(self._document, self._facts, path)

    def _ask_export(self) -> None:
        kinds = self.tr("Excel 表格 (*.xlsx);;CSV 表格 (*.csv)")
        suggested = (self._session.path or Path.home() / "x").with_name(self.tr("数据核对表.xlsx"))
        path = messages.ask_save(self, self.tr("导出数据核对表"), suggested, kinds)
        if path is None:
            return
        try:
            self.export(path)
        except ReviewerError as error:
            messages.tell(self, str(error))

    def on_words_changed(self) -> None:
        """Find anew where the user's words are no longer those it was found with."""
        if self._words != words.user_words():
            self._find()

    def _find(self) -> None:
        document = self._session.document
        self._document, self._facts = document, []
        self._fill()
        if self._task is not None:
            self._task.cancel()
        if document is not None:
            self._state.setText(self.tr("正在查找…"))
            self._words = words.user_words()
            task = self._task = tasks.in_process(words.knowing, self._words, find, document)
            task.succeeded.connect(lambda found: self._take(document, found))
            task.failed.connect(lambda sentence: self._state.setText(sentence.splitlines()[-1]))

    def _take(self, document: Document, found: list[Fact]) -> None:
        if document is self._document:
            self._facts = found
            self._fill()

    def _fill(self) -> None:
        self._model.clear()
        self._model.setHorizontalHeaderLabels([labels.tr(column) for column in COLUMNS])
        found = rows(self._document, self._facts) if self._document is not None else []
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
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate((48, 150, 90, 70, 80)):
            self.table.setColumnWidth(column, max(width, header.sectionSizeHint(column)))
        able = bool(self._facts)
        self._check.setEnabled(able and not self._session.read_only)
        self._export.setEnabled(able)

    def _on_kind(self, index: int) -> None:
        self._sorted.setFilterFixedString("" if index <= 0 else self._kind.currentText())
        self._state.setText(self.tr("{n} 条").format(n=self._sorted.rowCount()))

    def _fact(self, row: int) -> Fact:
        fact = self._sorted.index(row, 0).data(_FACT)
        assert isinstance(fact, Fact)  # noqa: S101  every row is made with one
        return fact

    def _reveal(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self._reader.reveal(self._fact(row).span, flash=True)


def find(document: Document, _progress: object) -> list[Fact]:
    """Return the facts; for a process of its own."""
    return facts(document)
