"""Cards with an icon and a name, of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QToolButton, QWidget

from reviewer.ui.theme import Theme, icon

_ICON: Final = 22


class Card(NamedTuple):
    """One card; `icon` is a name of `resources/icons/icons.json`, `hint` its tool tip."""

    key: str
    icon: str
    words: str
    hint: str = ""


class Cards(QWidget):
    """Shows cards in rows; the arrow keys go from one to the next."""

    #: Another card is chosen; its key.
    chosen = Signal(str)

    def __init__(
        self, name: str, theme: Theme, columns: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._columns = columns
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        for column in range(columns):
            self._layout.setColumnStretch(column, 1)

    def show_cards(self, cards: Sequence[Card], key: str) -> None:
        """Show other cards; the one with `key` is chosen, the first where there is none."""
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self._buttons.clear()
        for at, card in enumerate(cards):
            self._buttons[card.key] = self._made(card)
            self._layout.addWidget(self._buttons[card.key], at // self._columns, at % self._columns)
        self.choose(key if key in self._buttons else cards[0].key)

    @property
    def key(self) -> str:
        """The key of the card that is chosen."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def keys(self) -> list[str]:
        """The keys of all cards."""
        return list(self._buttons)

    def choose(self, key: str) -> None:
        """Choose a card."""
        self._buttons[key].setChecked(True)

    def button(self, key: str) -> QToolButton:
        """Return the button of a card."""
        return self._buttons[key]

    def _made(self, card: Card) -> QToolButton:
        button = QToolButton()
        button.setObjectName("choice_card")
        button.setCheckable(True)
        button.setText(card.words)
        button.setAccessibleName(card.words)
        button.setAccessibleDescription(card.hint)
        button.setToolTip(card.hint)
        button.setIcon(icon(card.icon, self._theme.text, size=_ICON))
        button.setIconSize(QSize(_ICON, _ICON))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._group.addButton(button)
        button.toggled.connect(lambda on: self.chosen.emit(card.key) if on else None)
        return button
