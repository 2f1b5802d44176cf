"""The panel of proof-reading: what was found, by severity; taken over or ignored with one key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reviewer.language.checks import RULES, Finding, Level
from reviewer.ui.models.findings import Findings
from reviewer.ui.reading.view import ReadingView
from reviewer.ui.session import Session

_FINDING: Final = Qt.ItemDataRole.UserRole
_SHORT: Final = 26
_SLICE: Final = 200
"""So many rows take a few milliseconds."""


class FindingsPanel(QWidget):
    """A list beside the text; Enter makes a suggestion of a finding, Del ignores its place."""

    #: The panel asks to be looked at.
    wanted = Signal(bool)

    def __init__(self, session: Session, findings: Findings, reader: ReadingView) -> None:
        super().__init__()
        self._session = session
        self._reader = reader
        self.findings = findings
        self._is_stale = True
        self._rest: Iterator[tuple[QTreeWidgetItem, Finding]] = iter(())
        self._row_after = 0
        self._filling = QTimer(self)
        self._filling.setInterval(0)
        self._filling.timeout.connect(self._fill_on)
        self._levels = {
            Level.ERROR: self.tr("错误"),
            Level.WARNING: self.tr("疑似"),
            Level.INFO: self.tr("提示"),
        }
        self._state = QLabel()
        self._state.setObjectName("secondary")
        self._state.setWordWrap(True)
        self.tree = QTreeWidget()
        self.tree.setObjectName("findings")
        self.tree.setAccessibleName(self.tr("核对结果"))
        self.tree.setHeaderHidden(True)
        self.tree.setWordWrap(True)
        self.tree.setIndentation(10)
        self.tree.setRootIsDecorated(False)
        self.tree.setStyleSheet(
            "QTreeView::item { padding: 5px 4px; }"
            "QTreeView::item:selected { background: palette(highlight); }"
        )
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._said.setMinimumHeight(64)
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._on_menu)
        self.tree.currentItemChanged.connect(self._on_current)
        self.tree.itemClicked.connect(self._on_current)
        self.tree.installEventFilter(self)
        self._take = QPushButton(self.tr("转为建议"))
        self._take.setToolTip(self.tr("回车"))
        self._take.clicked.connect(self.take_over)
        self._ignore = QPushButton(self.tr("忽略此处"))
        self._ignore.setToolTip(self.tr("Delete"))
        self._ignore.clicked.connect(self.ignore)
        self._rules = QPushButton(self.tr("规则"))
        self._rules.clicked.connect(self._on_rules)
        self._lay_out()
        self.findings.changed.connect(self._on_changed)
        self.findings.progressed.connect(self._on_progress)
        self.findings.failed.connect(self._state.setText)
        session.document_opened.connect(self._on_opened)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for button in (self._take, self._ignore, self._rules):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self._state)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self._said)
        layout.addLayout(row)

    # what can be done

    def current(self) -> list[Finding]:
        """Return the finding looked at; all of a group where its head is."""
        item = self.tree.currentItem()
        if item is None:
            return []
        items = [item.child(at) for at in range(item.childCount())] or [item]
        found = (each.data(0, _FINDING) for each in items if each is not None)
        return [finding for finding in found if isinstance(finding, Finding)]

    def take_over(self) -> None:
        """Make suggestions of what is looked at."""
        if self._may_say():
            self.findings.take_over(self.current())

    def ignore(self) -> None:
        """Ignore what is looked at, in this report."""
        if self._may_say():
            self.findings.ignore(self.current())

    def _may_say(self) -> bool:
        return bool(self.current()) and not self._session.read_only

    # what is shown

    def _on_opened(self) -> None:
        if self.isVisible():
            self.findings.check()
        self._on_changed()

    def _on_changed(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        self._is_stale = False
        # -- what is still being filled has not come to the row looked at
        self._row_after = max(self._row(), self._row_after)
        self.tree.clear()
        heads: list[tuple[QTreeWidgetItem, Level]] = []
        counts = Counter(finding.severity for finding in self.findings.shown)
        for level, words in self._levels.items():
            if not counts[level]:
                continue
            head = QTreeWidgetItem(self.tree, [f"{words}　{counts[level]}"])
            heads.append((head, level))
            head.setExpanded(True)
        self._rest = iter(
            [
                (head, finding)
                for head, level in heads
                for finding in self.findings.shown
                if finding.severity is level
            ]
        )
        self._tell()
        self._fill_on()

    def _fill_on(self) -> None:
        """Fill in some rows; thousands in one go would stop the window."""
        some = list(islice(self._rest, _SLICE))
        for head, finding in some:
            item = QTreeWidgetItem([self._words(finding)])
            item.setData(0, _FINDING, finding)
            item.setToolTip(0, f"{finding.code}　{RULES[finding.code].source}")
            head.addChild(item)
            if head.childCount() == 1:
                head.setExpanded(True)
        if len(some) == _SLICE:
            self._filling.start()
        else:
            self._filling.stop()
            row, self._row_after = self._row_after, 0
            self._restore(row)

    def _row(self) -> int:
        """Return how far down the finding looked at stands, to go on there."""
        item, row = self.tree.currentItem(), 0
        while item is not None and (item := self.tree.itemAbove(item)) is not None:
            row += 1
        return row

    def _restore(self, row: int) -> None:
        item = self.tree.topLevelItem(0) if row else None
        for _ in range(row):
            below = self.tree.itemBelow(item) if item is not None else None
            item = below or item
        if item is not None and item.childCount():
            # -- never on a head unasked: one more key would do the same to its whole group
            item = item.child(0)
        if item is not None:
            self.tree.blockSignals(True)
            self.tree.setCurrentItem(item)
            self.tree.blockSignals(False)
        self._explain()
        self._tell()

    def _tell(self) -> None:
        shown = self.findings.shown
        if self._session.document is None:
            words = ""
        elif self.findings.is_busy:
            words = self.tr("正在核对…")
        elif shown:
            words = self.tr("核对结果 {n} 条：回车转为修改建议，Delete 忽略此处。").format(
                n=len(shown)
            )
        else:
            words = self.tr("没有核对结果。")
        self._state.setText(words)
        able = self._may_say()
        self._take.setEnabled(able)
        self._ignore.setEnabled(able)

    def _words(self, finding: Finding) -> str:
        document = self._session.document
        quote = finding.span.cut(document.text) if document is not None else ""
        shown = quote if len(quote) <= _SHORT else quote[:_SHORT] + "…"
        if finding.suggestion == "":
            shown = self.tr("删去“{quote}”").format(quote=shown)
        elif finding.suggestion is not None:
            wording = finding.suggestion
            wording = wording if len(wording) <= _SHORT else wording[:_SHORT] + "…"
            shown = f"{shown} → {wording}"
        return f"{shown}\n{finding.code}　{finding.message}"

    def _on_progress(self, share: float) -> None:
        self._state.setText(self.tr("正在核对… {percent}%").format(percent=round(share * 100)))

    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        finding = item.data(0, _FINDING) if item is not None else None
        if isinstance(finding, Finding):
            self._reader.reveal(finding.span, flash=True)
        self._explain()
        able = self._may_say()
        self._take.setEnabled(able)
        self._ignore.setEnabled(able)

    def _explain(self) -> None:
        """Say what is the matter with the finding looked at."""
        item = self.tree.currentItem()
        finding = item.data(0, _FINDING) if item is not None else None
        words = ""
        if isinstance(finding, Finding):
            source = self.tr("依据：{source}").format(source=RULES[finding.code].source)
            words = f"{finding.message}。\n{source}"
        self._said.setText(words)

    def _on_menu(self, place: QPoint) -> None:
        found = self.current()
        if not found:
            return
        menu = QMenu(self)
        menu.addAction(self.tr("转为建议"), self.take_over)
        menu.addAction(self.tr("忽略此处"), self.ignore)
        code = found[0].code
        title = self.tr("不再用规则“{title}”").format(title=RULES[code].title)
        menu.addAction(title, lambda: self.findings.turn(code, on=False))
        menu.exec(self.tree.viewport().mapToGlobal(place))

    def _on_rules(self) -> None:
        """Offer the rules by their groups, to be turned on and off."""
        menu = QMenu(self)
        groups = {
            "BD": self.tr("标点"),
            "SZ": self.tr("数字、日期"),
            "JG": self.tr("结构"),
            "YZ": self.tr("名称一致"),
            "CY": self.tr("词语"),
        }
        submenus = {key: menu.addMenu(words) for key, words in groups.items()}
        for code, rule in RULES.items():
            action = submenus[code[:2]].addAction(f"{code}　{rule.title}")
            action.setCheckable(True)
            action.setChecked(self.findings.is_on(code))
            action.setToolTip(f"{rule.message}（{rule.source}）")
            action.toggled.connect(lambda on, code=code: self.findings.turn(code, on=on))
        menu.exec(self._rules.mapToGlobal(QPoint(0, 0)))

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the check, and show what changed while nobody looked."""
        super().showEvent(event)
        self.findings.check()
        if self._is_stale:
            self._fill()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear Enter and Del in the list."""
        pressed = watched is self.tree and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take_over()
                return True
            if event.key() == Qt.Key.Key_Delete:
                self.ignore()
                return True
        return super().eventFilter(watched, event)
