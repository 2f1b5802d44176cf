"""What another copy of the report says, before any of it is taken over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.importers.preview import Fate, Row
from reviewer.ui.models.remarks import RemarksModel, fate_words

_WIDTHS: Final = (110, 240, 300, 90)
"""Of all columns but the last, in pixels."""


class RemarksDialog(QDialog):
    """Asks which of these remarks are wanted; by default all that the review does not have yet."""

    def __init__(self, name: str, rows: Sequence[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("remarks_dialog")
        self.setWindowTitle(self.tr("导入批注"))
        self.resize(960, 560)
        self.model = RemarksModel(rows, self)
        head = QLabel(
            self.tr("“{name}”里有 {n} 条批注。确认之前，审阅不会有任何改动。").format(
                name=name, n=len(rows)
            )
        )
        head.setWordWrap(True)
        self._hint = QLabel()
        self._hint.setObjectName("secondary")
        self._hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(head)
        layout.addLayout(self._build_tabs(rows))
        layout.addWidget(self._build_table(), 1)
        layout.addWidget(self._hint)
        layout.addLayout(self._build_foot())
        self.model.wanted_changed.connect(self._count)
        self.show_fate(None)
        self._count()

    def left_out(self) -> frozenset[str]:
        """Return the ids of the records that are not wanted."""
        return self.model.left_out

    def count(self) -> int:
        """Return how many remarks are wanted."""
        return self.model.wanted

    def show_fate(self, fate: Fate | None) -> None:
        """Show the remarks of one fate; None shows all."""
        self.tabs[fate].setChecked(True)
        self.model.show_fate(fate)
        hints = {
            Fate.MOVED: self.tr("这些批注的原文与那一份里的位置不同，或有几处相同，导入后请核对。"),
            Fate.ORPHANED: self.tr(
                "这些批注的原文在本报告里找不到；导入后列在批注栏末尾，可手动定位。"
            ),
            Fate.KNOWN: self.tr("这些批注审阅里已经有了（包括删除过的），不会再导入。"),
        }
        self._hint.setText(hints.get(fate, "") if fate is not None else "")
        self._hint.setVisible(bool(self._hint.text()))
        if self.model.shown:
            self.table.selectRow(0)

    def _build_tabs(self, rows: Sequence[Row]) -> QHBoxLayout:
        counts = Counter(row.fate for row in rows)
        row = QHBoxLayout()
        row.setSpacing(4)
        group = QButtonGroup(self)
        self.tabs: dict[Fate | None, QToolButton] = {}
        for fate in (None, *Fate):
            words = fate_words(fate) if fate is not None else self.tr("全部")
            number = counts[fate] if fate is not None else len(rows)
            tab = QToolButton()
            tab.setObjectName(f"remarks_{fate.value if fate is not None else 'all'}")
            tab.setText(f"{words} {number}")
            tab.setAccessibleName(self.tr("{words}，{n} 条").format(words=words, n=number))
            tab.setCheckable(True)
            tab.setEnabled(number > 0)
            tab.clicked.connect(self._shower(fate))
            group.addButton(tab)
            row.addWidget(tab)
            self.tabs[fate] = tab
        row.addStretch(1)
        for words, wanted in ((self.tr("全选"), True), (self.tr("全不选"), False)):
            button = QPushButton(words)
            button.setObjectName("remarks_take" if wanted else "remarks_leave")
            button.setProperty("flat", True)
            button.setAutoDefault(False)
            button.clicked.connect(self._wanter(wanted))
            row.addWidget(button)
        return row

    def _build_table(self) -> QTableView:
        self.table = QTableView()
        self.table.setObjectName("remarks")
        self.table.setAccessibleName(self.tr("要导入的批注"))
        self.table.setModel(self.model)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, width)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(len(_WIDTHS), QHeaderView.ResizeMode.Interactive)
        self.table.setColumnWidth(len(_WIDTHS), 170)
        return self.table

    def _build_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        close = QPushButton(self.tr("取消"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        self.accept_button = QPushButton()
        self.accept_button.setObjectName("remarks_accept")
        self.accept_button.setProperty("primary", True)
        self.accept_button.setMinimumWidth(120)
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self.accept)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.accept_button)
        return row

    def _shower(self, fate: Fate | None) -> object:
        return lambda: self.show_fate(fate)

    def _wanter(self, wanted: bool) -> object:
        return lambda: self.model.want_shown(wanted)

    def _count(self) -> None:
        number = self.model.wanted
        words = self.tr("导入 {n} 条").format(n=number)
        self.accept_button.setText(words if number else self.tr("没有可导入的"))
        self.accept_button.setEnabled(number > 0)
