"""The matrix of problems and suggestions: which answers which, confirmed or only computed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from reviewer.language.links import Answer, Matrix, decided, link_key, matrix
from reviewer.language.parts import Item
from reviewer.model.change import Change, RecordKind
from reviewer.model.query import entries
from reviewer.model.records import EntryKind
from reviewer.ui import errands
from reviewer.ui.panels.computed import ComputedPanel, look_chosen
from reviewer.ui.reading.view import ReadingView
from reviewer.ui.session import Session

LINKED: Final = "linked"
REMOVED: Final = "removed"
_SHORT: Final = 7


class LinksPanel(ComputedPanel):
    """Problems down, suggestions across; Enter confirms or adds a link, Del removes one."""

    work = (errands.silently, matrix)

    def __init__(self, session: Session, reader: ReadingView) -> None:
        super().__init__(session)
        self.busy = self.tr("正在查找对应…")
        self._reader = reader
        self._rows: list[tuple[Item, list[Answer]]] = []
        self._offered: list[Item] = []
        self.table = QTableWidget()
        self.table.setObjectName("links")
        self.table.setAccessibleName(self.tr("问题与建议的对应"))
        look_chosen(self.table)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(40)
        self.table.horizontalHeader().setMinimumSectionSize(52)
        self.table.currentCellChanged.connect(lambda row, column, *_: self._on_cell(row, column))
        self.table.cellClicked.connect(self._on_cell)
        self.table.verticalHeader().sectionClicked.connect(self._on_problem)
        self.table.horizontalHeader().sectionClicked.connect(self._on_suggestion)
        self.table.installEventFilter(self)
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._said.setMinimumHeight(110)
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._confirm = QPushButton(self.tr("确认对应"))
        self._confirm.setToolTip(self.tr("回车"))
        self._confirm.clicked.connect(lambda: self.say(LINKED))
        self._remove = QPushButton(self.tr("取消对应"))
        self._remove.setToolTip(self.tr("Delete"))
        self._remove.clicked.connect(lambda: self.say(REMOVED))
        self._lay_out()
        session.review_changed.connect(self._on_review_changed)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._confirm)
        row.addWidget(self._remove)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self.state)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._said)
        layout.addLayout(row)

    def say(self, value: str) -> None:
        """Confirm, add or remove the link looked at: a step that can be undone."""
        row, column = self.table.currentRow(), self.table.currentColumn()
        if self.session.read_only or not self._is_cell(row, column):
            return
        key = link_key(self._rows[row][0], self._offered[column])
        self.session.note_all("link", EntryKind.LINK, {key: value})

    def show_found(self, found: Matrix | None) -> None:
        """Draw the matrix."""
        self._rows, self._offered = found or ([], [])
        self._fill()

    def _on_review_changed(self, change: Change) -> None:
        if change.ids(RecordKind.ENTRY):
            self._fill()

    def _fill(self) -> None:
        here = self.table.currentRow(), self.table.currentColumn()
        said = decided(entries(self.session.review, EntryKind.LINK))
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._rows))
        self.table.setColumnCount(len(self._offered))
        self.table.setHorizontalHeaderLabels([_short(item) for item in self._offered])
        self.table.setVerticalHeaderLabels([_titled(item) for item, _ in self._rows])
        uncovered = 0
        for row, (problem, answers) in enumerate(self._rows):
            scores = {answer.suggestion.span.start: answer for answer in answers}
            linked = False
            for column, offered in enumerate(self._offered):
                answer = scores.get(offered.span.start)
                word = said.get((problem.span.start, offered.span.start))
                cell = self._cell(answer, word)
                linked = linked or bool(cell.text())
                self.table.setItem(row, column, cell)
            uncovered += not linked
            self._mark(row, problem, linked=linked)
        for column, offered in enumerate(self._offered):
            head = self.table.horizontalHeaderItem(column)
            if head is not None:
                head.setToolTip(offered.label)
        self.table.setCurrentCell(*here)
        self.table.blockSignals(False)
        self._tell(uncovered)

    def _cell(self, answer: Answer | None, word: bool | None) -> QTableWidgetItem:
        """Draw a link: ● confirmed, ○ with its score computed, nothing where there is none."""
        sign = "●" if word else f"○ {answer.score:.2f}" if answer and word is None else ""
        cell = QTableWidgetItem(sign)
        cell.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        if sign:
            fill = QColor(self.palette().link().color())
            share = 1.0 if word else answer.score if answer is not None else 0.0
            fill.setAlphaF(0.12 + 0.4 * min(1.0, share))
            cell.setBackground(fill)
        return cell

    def _mark(self, row: int, problem: Item, *, linked: bool) -> None:
        head = self.table.verticalHeaderItem(row)
        head.setToolTip(problem.label)
        if not linked:
            head.setText(f"✕ {_titled(problem)}")
            head.setToolTip(self.tr("{label}：没有对应的建议").format(label=problem.label))

    def _tell(self, uncovered: int) -> None:
        if self.session.document is None:
            words = ""
        elif not self._rows or not self._offered:
            words = self.tr("没有找到报告的问题部分或建议部分。")
        else:
            words = self.tr("问题 {p} 个，建议 {s} 个；").format(
                p=len(self._rows), s=len(self._offered)
            )
            words += (
                self.tr("{n} 个问题没有对应的建议（✕）。").format(n=uncovered)
                if uncovered
                else self.tr("每个问题都有对应的建议。")
            )
        self.state.setText(words)
        able = bool(self._rows and self._offered) and not self.session.read_only
        self._confirm.setEnabled(able)
        self._remove.setEnabled(able)

    def _is_cell(self, row: int, column: int) -> bool:
        return 0 <= row < len(self._rows) and 0 <= column < len(self._offered)

    def _on_cell(self, row: int, column: int) -> None:
        if not self._is_cell(row, column):
            return
        problem, answers = self._rows[row]
        offered = self._offered[column]
        found = next((a for a in answers if a.suggestion.span == offered.span), None)
        evidence = "、".join(found.evidence) if found is not None else ""
        said = self.tr("问题：{p}\n建议：{s}").format(p=problem.label, s=offered.label)
        if evidence:
            said += self.tr("\n相同的词：{words}").format(words=evidence)
        self._said.setText(said)
        self._reader.reveal(offered.span, flash=True)

    def _on_problem(self, row: int) -> None:
        self._reader.reveal(self._rows[row][0].span, flash=True)

    def _on_suggestion(self, column: int) -> None:
        self._reader.reveal(self._offered[column].span, flash=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear Enter and Del in the matrix."""
        pressed = watched is self.table and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.say(LINKED)
                return True
            if event.key() == Qt.Key.Key_Delete:
                self.say(REMOVED)
                return True
        return super().eventFilter(watched, event)


def _titled(item: Item) -> str:
    title = item.title if len(item.title) <= _SHORT else item.title[:_SHORT] + "…"
    return f"{item.number}{title}"


def _short(item: Item) -> str:
    return item.number or item.title[:4]
