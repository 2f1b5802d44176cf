"""Which key does what: every command with its key, to be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reviewer.ui import labels
from reviewer.ui.dialogs.panes import AnswerButtons
from reviewer.ui.elided import ElidedLabel


class Binding(NamedTuple):
    """A command with its usual key and the present one, in Qt's portable form."""

    id: str
    group: str
    words: str
    usual: str
    key: str


class KeysDialog(QDialog):
    """Asks for keys; two commands never have the same one."""

    def __init__(self, bindings: Sequence[Binding], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("更改快捷键"))
        self.resize(620, 600)
        self._bindings = {binding.id: binding for binding in bindings}
        self._edits: dict[str, QKeySequenceEdit] = {}
        self._rows: dict[str, tuple[QWidget, ...]] = {}
        filter_ = QLineEdit()
        filter_.setObjectName("keys_filter")
        filter_.setPlaceholderText(self.tr("筛选命令"))
        filter_.setAccessibleName(self.tr("筛选命令"))
        filter_.textChanged.connect(self._filter)
        self._warning = QLabel()
        self._warning.setObjectName("danger")
        self._warning.setWordWrap(True)
        buttons = AnswerButtons(self, self.tr("确定"), self.tr("取消"))
        self._accept = buttons.yes
        usual = buttons.addButton(self.tr("全部恢复默认"), QDialogButtonBox.ButtonRole.ResetRole)
        usual.clicked.connect(self._take_usual)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(filter_)
        layout.addWidget(self._list(bindings), 1)
        layout.addWidget(self._warning)
        layout.addWidget(buttons)
        self._check()

    def chosen(self) -> Mapping[str, str]:
        """Return the keys that differ from the usual ones, by command."""
        keys = {command: self._key(command) for command in self._edits}
        return {c: key for c, key in keys.items() if key != self._bindings[c].usual}

    def _list(self, bindings: Sequence[Binding]) -> QScrollArea:
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for row, binding in enumerate(bindings):
            words = ElidedLabel()
            words.show_words(labels.titled(binding.group, binding.words))
            edit = QKeySequenceEdit(QKeySequence(binding.key))
            edit.setMaximumSequenceLength(1)
            edit.setClearButtonEnabled(True)
            edit.setAccessibleName(binding.words)
            edit.keySequenceChanged.connect(self._check)
            back = QPushButton(self.tr("默认"))
            back.setProperty("flat", True)
            back.setAccessibleName(self.tr("{words}：恢复默认").format(words=binding.words))
            back.clicked.connect(self._resetter(binding.id))
            row_widgets: tuple[QWidget, ...] = (words, edit, back)
            for column, widget in enumerate(row_widgets):
                grid.addWidget(widget, row, column)
            self._edits[binding.id] = edit
            self._rows[binding.id] = row_widgets
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(len(bindings), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        return area

    def _key(self, command: str) -> str:
        sequence = self._edits[command].keySequence()
        return sequence.toString(QKeySequence.SequenceFormat.PortableText)

    def _resetter(self, command: str) -> object:
        usual = self._bindings[command].usual
        return lambda: self._edits[command].setKeySequence(QKeySequence(usual))

    def _take_usual(self) -> None:
        for command, binding in self._bindings.items():
            self._edits[command].setKeySequence(QKeySequence(binding.usual))

    def _filter(self, wanted: str) -> None:
        for command, row in self._rows.items():
            binding = self._bindings[command]
            fits = wanted.lower() in f"{binding.group}{binding.words}{binding.key}".lower()
            for widget in row:
                widget.setVisible(fits)

    def _check(self) -> None:
        """Say which commands want the same key; nothing is taken over as long as two do."""
        owners: dict[str, list[str]] = {}
        for command in self._edits:
            if key := self._key(command):
                owners.setdefault(key, []).append(self._bindings[command].words)
        clashes = [(key, names) for key, names in owners.items() if len(names) > 1]
        self._warning.setText(
            "\n".join(
                self.tr("{key} 同时分给了{names}，请改其中一个。").format(
                    key=key, names=self.tr("、").join(f"“{name}”" for name in names)
                )
                for key, names in clashes
            )
        )
        self._warning.setVisible(bool(clashes))
        self._accept.setEnabled(not clashes)
