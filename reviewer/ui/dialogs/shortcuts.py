"""All commands with their keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)


class ShortcutsDialog(QDialog):
    """Lists groups of words and keys; made from the command table."""

    def __init__(
        self,
        groups: Sequence[tuple[str, Sequence[tuple[str, str]]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("快捷键"))
        self.resize(640, 560)
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(24, 16, 24, 16)
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(6)
        row = 0
        for title, entries in groups:
            heading = QLabel(title)
            heading.setObjectName("help_heading")
            grid.addWidget(heading, row, 0, 1, 2)
            row += 1
            for words, key in entries:
                shown = QLabel(key)
                shown.setObjectName("secondary")
                grid.addWidget(QLabel(words), row, 0)
                grid.addWidget(shown, row, 1, Qt.AlignmentFlag.AlignRight)
                row += 1
            grid.setRowMinimumHeight(row, 12)
            row += 1
        grid.setColumnStretch(0, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
