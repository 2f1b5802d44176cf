"""Pieces that dialogs with a preview are made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget


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
