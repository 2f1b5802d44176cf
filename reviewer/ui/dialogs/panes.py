"""Pieces that dialogs are made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)


def title_of(words: str) -> QLabel:
    """Return the heading of a group of choices."""
    label = QLabel(words)
    label.setObjectName("panel_title")
    return label


def options_area(*parts: QWidget) -> QScrollArea:
    """Return headings and choices below each other, scrolled where there is no room."""
    inside = QWidget()
    inside.setObjectName("options")
    layout = QVBoxLayout(inside)
    layout.setContentsMargins(0, 0, 12, 0)
    layout.setSpacing(8)
    for part in parts:
        if part.objectName() == "panel_title" and layout.count():
            layout.addSpacing(4)
        layout.addWidget(part)
    layout.addStretch(1)
    area = QScrollArea()
    area.setObjectName("dialog_options")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def fitted(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialog a size, a smaller one where the screen has no room for it."""
    room = dialog.screen().availableGeometry()
    dialog.resize(min(width, room.width() - 40), min(height, room.height() - 60))


class ButtonRow(QHBoxLayout):
    """`extras` at the left, at the right what closes the dialog and what begins the work."""

    def __init__(self, closing: str, beginning: str, *extras: QPushButton) -> None:
        super().__init__()
        self.setSpacing(8)
        for button in extras:
            self.addWidget(button)
        self.addStretch(1)
        self.close = QPushButton(closing)
        self.close.setAutoDefault(False)
        self.begin = QPushButton(beginning)
        self.begin.setProperty("primary", True)
        self.begin.setDefault(True)
        self.addWidget(self.close)
        self.addWidget(self.begin)


def hint_of(words: str) -> QLabel:
    """Return a sentence that says what a dialog is for."""
    label = QLabel(words)
    label.setObjectName("secondary")
    label.setWordWrap(True)
    return label


class AnswerButtons(QDialogButtonBox):
    """The buttons that accept (`yes`) or reject a dialog.

    Without `by_enter` Enter presses neither: it means something in a field of the dialog.
    """

    def __init__(self, dialog: QDialog, yes: str, no: str, *, by_enter: bool = True) -> None:
        super().__init__()
        self.yes = self.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        self.no = self.addButton(no, QDialogButtonBox.ButtonRole.RejectRole)
        if not by_enter:
            self.yes.setAutoDefault(False)
            self.no.setAutoDefault(False)
        self.accepted.connect(dialog.accept)
        self.rejected.connect(dialog.reject)


class Footing(QWidget):
    """How far the work is, and what came of it; nothing as long as nothing was begun."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(name)
        self.bar.hide()
        self.words = QLabel()
        self.words.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.bar)
        layout.addWidget(self.words)
        self.hide()

    def begin(self, words: str) -> None:
        """Show that work is under way."""
        self.bar.setValue(0)
        self.bar.show()
        self.words.setText(words)
        self.show()

    def advance(self, share: float) -> None:
        """Show how much is done, from 0 to 1."""
        self.bar.setValue(round(share * 1000))

    def end(self, words: str) -> None:
        """Say what came of it."""
        self.bar.hide()
        self.words.setText(words)
        self.show()
