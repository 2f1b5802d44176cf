"""The dialog in which a reviewer keeps phrases with their abbreviations."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reviewer.ui.dialogs.panes import AnswerButtons, hint_of
from reviewer.ui.phrases import Phrase


class PhrasesDialog(QDialog):
    """A table of abbreviations and phrases."""

    def __init__(self, phrases: Iterable[Phrase], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("常用语"))
        self.resize(620, 420)
        hint = hint_of(
            self.tr("写意见时输入缩写再按 Tab，或按 Ctrl+J 从列表里选，即可插入常用语。")
        )
        self.table = QTableWidget(0, 2)
        self.table.setObjectName("phrases")
        self.table.setShowGrid(False)
        self.table.setAccessibleName(self.tr("常用语"))
        self.table.setHorizontalHeaderLabels([self.tr("缩写"), self.tr("常用语")])
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        for phrase in phrases:
            self._append(phrase)
        add, remove = QPushButton(self.tr("添加")), QPushButton(self.tr("删除"))
        add.clicked.connect(self.add)
        remove.clicked.connect(self.remove)
        buttons = AnswerButtons(self, self.tr("保存"), self.tr("取消"))
        buttons.yes.setProperty("primary", True)
        below = QHBoxLayout()
        below.addWidget(add)
        below.addWidget(remove)
        below.addStretch(1)
        below.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(hint)
        layout.addWidget(self.table, 1)
        layout.addLayout(below)

    def phrases(self) -> list[Phrase]:
        """Return what stands in the table."""
        rows = range(self.table.rowCount())
        return [Phrase(self._text(row, 0), self._text(row, 1)) for row in rows]

    def add(self) -> None:
        """Add an empty row and write in it."""
        self._append(Phrase("", ""))
        row = self.table.rowCount() - 1
        self.table.setCurrentCell(row, 0)
        self.table.edit(self.table.currentIndex())

    def remove(self) -> None:
        """Take the chosen row away."""
        self.table.removeRow(self.table.currentRow())

    def _append(self, phrase: Phrase) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        for column, words in enumerate(phrase):
            self.table.setItem(row, column, QTableWidgetItem(words))

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text() if item is not None else ""
