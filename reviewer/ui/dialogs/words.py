"""The dialog in which a reviewer sees, adds and takes away words of the own dictionary."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.errors import ReviewerError
from reviewer.language.words import checked
from reviewer.ui.dialogs.panes import AnswerButtons, hint_of


class WordsDialog(QDialog):
    """A list of words, and a field for a new one."""

    def __init__(self, words: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("用户词典"))
        self.resize(420, 440)
        hint = hint_of(
            self.tr(
                "词典里的词在双击选词、按词移动、查找整词和关键词里都算一个词，对所有报告有效。"
            )
        )
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("新词"))
        self.field.setPlaceholderText(self.tr("新词"))
        self.field.returnPressed.connect(self.add)
        self.list = QListWidget()
        self.list.setObjectName("phrases")
        self.list.setAccessibleName(self.tr("用户词典"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.addItems(list(words))
        self.fault = QLabel()
        self.fault.setObjectName("danger")
        self.fault.setWordWrap(True)
        self.fault.hide()
        add, remove = QPushButton(self.tr("添加")), QPushButton(self.tr("删除"))
        for button, do in ((add, self.add), (remove, self.remove)):
            button.setAutoDefault(False)
            button.clicked.connect(do)
        buttons = AnswerButtons(self, self.tr("保存"), self.tr("取消"), by_enter=False)
        buttons.yes.setProperty("primary", True)
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(self.field, 1)
        above.addWidget(add)
        below.addWidget(remove)
        below.addStretch(1)
        below.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(hint)
        layout.addLayout(above)
        layout.addWidget(self.fault)
        layout.addWidget(self.list, 1)
        layout.addLayout(below)

    def words(self) -> list[str]:
        """Return what stands in the list."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def add(self) -> None:
        """Add the word in the field; what is none stays there, with the reason."""
        try:
            word = checked(self.field.text())
        except ReviewerError as error:
            self.fault.setText(str(error))
            self.fault.show()
            return
        self.fault.hide()
        self.field.clear()
        if word not in self.words():
            self.list.insertItem(0, word)

    def remove(self) -> None:
        """Take the chosen words away."""
        for item in self.list.selectedItems():
            self.list.takeItem(self.list.row(item))
