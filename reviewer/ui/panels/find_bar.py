"""The find bar: what is searched, which hit one looks at, how many there are."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from reviewer.ui.theme import Theme, icon


class FindBar(QFrame):
    """A line above the page."""

    #: Another phrase is searched.
    searched = Signal(str)
    #: The next hit (1) or the one before (-1) is wanted.
    stepped = Signal(int)
    #: The bar was closed.
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_bar")
        self._field = QLineEdit()
        self._field.setObjectName("find_field")
        self._field.setAccessibleName(self.tr("查找"))
        self._field.setPlaceholderText(self.tr("在报告中查找"))
        self._field.setClearButtonEnabled(True)
        self._field.textChanged.connect(self.searched)
        self._count = QLabel()
        self._count.setObjectName("secondary")
        self._count.setMinimumWidth(72)
        self._buttons: list[tuple[QToolButton, str]] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(8)
        layout.addWidget(self._field, 1)
        layout.addWidget(self._count)
        layout.addWidget(
            self._button("caret-up", self.tr("上一处（Shift+F3）"), lambda: self.stepped.emit(-1))
        )
        layout.addWidget(
            self._button("caret-down", self.tr("下一处（F3）"), lambda: self.stepped.emit(1))
        )
        layout.addWidget(self._button("x", self.tr("关闭（Esc）"), self.close_bar))
        self.set_theme(theme)
        self.hide()

    def open_bar(self, phrase: str = "") -> None:
        """Show the bar with the caret in it; `phrase` is searched at once."""
        self.show()
        if phrase:
            self._field.setText(phrase)
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()
        self.searched.emit(self._field.text())

    def close_bar(self) -> None:
        """Hide the bar."""
        self.hide()
        self.closed.emit()

    def set_hits(self, current: int, total: int) -> None:
        """Show which hit one looks at, from 0, of how many."""
        if not self._field.text():
            self._count.setText("")
        elif total == 0:
            self._count.setText(self.tr("没有找到"))
        else:
            self._count.setText(f"{current + 1}/{total}")

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme."""
        for button, name in self._buttons:
            button.setIcon(icon(name, theme.secondary, size=16))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with Enter, close with Esc."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _button(self, name: str, words: str, do: object) -> QToolButton:
        button = QToolButton()
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(do)
        self._buttons.append((button, name))
        return button
