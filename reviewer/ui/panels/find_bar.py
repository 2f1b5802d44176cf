"""The find bar: what is searched and how, which hit one looks at, how many there are."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QWidget

from reviewer.ui.theme import Theme, icon

REMARKS: Final = "remarks"
"""The option to search annotations too; the others are fields of `language.search.Options`."""


class FindBar(QFrame):
    """A line above the page."""

    #: Another phrase is searched, or in another way.
    searched = Signal(str)
    #: The next hit (1) or the one before (-1) is wanted.
    stepped = Signal(int)
    #: All hits are to be listed.
    list_wanted = Signal()
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
        self._options: dict[str, QAction] = {}
        self._choose = self._button("funnel", self.tr("查找选项"), lambda: None)
        self._choose.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._choose.setMenu(self._option_menu())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(8)
        layout.addWidget(self._field, 1)
        layout.addWidget(self._count)
        layout.addWidget(self._choose)
        for name, words, do in (
            ("caret-up", self.tr("上一处（Shift+F3）"), lambda: self.stepped.emit(-1)),
            ("caret-down", self.tr("下一处（F3）"), lambda: self.stepped.emit(1)),
            ("list-bullets", self.tr("列出全部（Ctrl+Enter）"), self.list_wanted.emit),
            ("x", self.tr("关闭（Esc）"), self.close_bar),
        ):
            layout.addWidget(self._button(name, words, do))
        self.set_theme(theme)
        self.hide()

    @property
    def phrase(self) -> str:
        """What is searched."""
        return self._field.text()

    @property
    def chosen(self) -> frozenset[str]:
        """The options that are on."""
        return frozenset(name for name, action in self._options.items() if action.isChecked())

    def choose(self, chosen: frozenset[str]) -> None:
        """Turn these options on and the others off."""
        for name, action in self._options.items():
            action.setChecked(name in chosen)

    def show_phrase(self, phrase: str) -> None:
        """Show the bar and search a phrase; the focus stays where it is."""
        self.show()
        self._field.setText(phrase)
        self.searched.emit(phrase)

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

    def set_hits(self, current: int, total: int, remarks: int = 0) -> None:
        """Show which hit one looks at, from 0, of how many; and how many are in annotations."""
        words = ""
        if self._field.text():
            words = f"{current + 1}/{total}" if total else self.tr("没有找到")
            if remarks:
                inside = self.tr("批注 {count}").format(count=remarks)
                words = f"{words} · {inside}" if total else inside
        self._say(words, "secondary")

    def set_searching(self) -> None:
        """Say that the search is under way."""
        self._say(self.tr("正在查找…"), "secondary")

    def set_fault(self, sentence: str) -> None:
        """Say why nothing can be searched."""
        self._say(self.tr("写法有误"), "danger")
        self._count.setToolTip(sentence)

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme."""
        for button, name in self._buttons:
            button.setIcon(icon(name, theme.secondary, size=16))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with Enter, list with Ctrl+Enter, close with Esc."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.list_wanted.emit()
                return
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _say(self, words: str, name: str) -> None:
        self._count.setText(words)
        self._count.setToolTip("")
        if self._count.objectName() != name:
            self._count.setObjectName(name)
            self._count.style().unpolish(self._count)
            self._count.style().polish(self._count)

    def _option_menu(self) -> QMenu:
        menu = QMenu(self)
        for name, words, key in (
            ("match_case", self.tr("区分大小写"), "Alt+C"),
            ("match_width", self.tr("区分全角半角"), ""),
            ("match_variants", self.tr("区分繁体和异体字"), ""),
            ("match_punctuation", self.tr("标点也要相同"), "Alt+P"),
            ("whole_words", self.tr("只找整个词"), "Alt+W"),
            ("regex", self.tr("正则表达式"), "Alt+R"),
            (REMARKS, self.tr("也查批注里的话"), "Alt+N"),
        ):
            action = QAction(words, self)
            action.setCheckable(True)
            action.setShortcut(key)
            # -- heard only while the caret is in the bar
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.toggled.connect(self._on_option)
            self.addAction(action)
            menu.addAction(action)
            self._options[name] = action
        return menu

    def _on_option(self) -> None:
        self._choose.setDown(False)
        self._choose.setProperty("active", bool(self.chosen))
        self._choose.style().unpolish(self._choose)
        self._choose.style().polish(self._choose)
        if self.isVisible():
            self.searched.emit(self._field.text())

    def _button(self, name: str, words: str, do: object) -> QToolButton:
        button = QToolButton()
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(do)
        self._buttons.append((button, name))
        return button
