"""What can be done with several chosen cards at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from reviewer.model.records import Disposition, Severity
from reviewer.model.review import Review
from reviewer.ui import labels
from reviewer.ui.choice import ChoiceBox


class BulkBar(QFrame):
    """Stands below the list while more than one card is chosen."""

    #: These fields of all chosen annotations are to change.
    edit_wanted = Signal(object)
    #: All chosen annotations are to bear this tag too.
    tag_wanted = Signal(str)
    #: All chosen annotations are to go.
    removal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._title = QLabel()
        self._title.setObjectName("panel_title")
        self._category = self._choice(self.tr("类别…"))
        self._disposition = self._choice(self.tr("处理情况…"))
        self._severity = self._choice(self.tr("重要程度…"))
        for disposition in Disposition:
            self._disposition.addItem(labels.disposition(disposition), disposition)
        for severity in Severity:
            self._severity.addItem(labels.severity(severity), severity)
        self._tag = QLineEdit()
        self._tag.setPlaceholderText(self.tr("添加标签，回车"))
        self._tag.setAccessibleName(self.tr("添加标签"))
        resolve = QPushButton(self.tr("标为已解决"))
        reopen = QPushButton(self.tr("标为未解决"))
        remove = QPushButton(self.tr("删除"))
        layout = QGridLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self._title, 0, 0, 1, 2)
        layout.addWidget(self._category, 1, 0)
        layout.addWidget(self._disposition, 1, 1)
        layout.addWidget(self._severity, 2, 0)
        layout.addWidget(self._tag, 2, 1)
        layout.addWidget(resolve, 3, 0)
        layout.addWidget(reopen, 3, 1)
        layout.addWidget(remove, 4, 0, 1, 2)
        layout.setRowStretch(5, 1)
        self._category.activated.connect(lambda: self._emit(self._category, "category", str))
        self._disposition.activated.connect(
            lambda: self._emit(self._disposition, "disposition", Disposition)
        )
        self._severity.activated.connect(lambda: self._emit(self._severity, "severity", Severity))
        self._tag.returnPressed.connect(self._on_tag)
        resolve.clicked.connect(lambda: self.edit_wanted.emit({"resolved": True}))
        reopen.clicked.connect(lambda: self.edit_wanted.emit({"resolved": False}))
        remove.clicked.connect(self.removal_wanted)

    def show_for(self, count: int, review: Review) -> None:
        """Show the bar for so many annotations."""
        self._title.setText(self.tr("已选 {count} 条批注").format(count=count))
        while self._category.count() > 1:
            self._category.removeItem(1)
        self._category.addItem(self.tr("（无）"), "")
        for category in review.categories():
            self._category.addItem(category.name, category.id)
        for choice in (self._category, self._disposition, self._severity):
            choice.setCurrentIndex(0)
        self.show()

    def _choice(self, words: str) -> ChoiceBox:
        choice = ChoiceBox()
        choice.setAccessibleName(words)
        choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        choice.addItem(words, None)
        return choice

    def _emit(self, choice: ChoiceBox, field: str, kind: Any) -> None:
        if choice.currentIndex() > 0:
            self.edit_wanted.emit({field: kind(choice.currentData())})

    def _on_tag(self) -> None:
        tag = self._tag.text().strip()
        if tag:
            self.tag_wanted.emit(tag)
            self._tag.clear()
