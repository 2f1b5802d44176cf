"""What is shown when nothing is open: recent files, opening, the sample report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reviewer.ui.theme import Theme, icon

_WIDEST: Final = 600
_BESIDE: Final = 80
"""Logical pixels: the column, and what of it an icon and margins take."""


class StartPage(QWidget):
    """The first thing a person sees."""

    #: A file was chosen from the recent ones.
    file_chosen = Signal(object)
    #: A file is to be looked for.
    open_wanted = Signal()
    #: The sample report is wanted.
    sample_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start_page")
        self._theme = theme
        title = QLabel(self.tr("审阅"))
        title.setObjectName("start_title")
        subtitle = QLabel(self.tr("打开一份公文报告，逐节批注，交出 Word 或 PDF。"))
        subtitle.setObjectName("start_subtitle")
        self._open = QPushButton(self.tr("打开报告…"))
        self._open.setProperty("primary", True)
        self._open.setToolTip("Ctrl+O")
        self._open.clicked.connect(self.open_wanted)
        self._sample = QPushButton(self.tr("试用示例报告"))
        self._sample.clicked.connect(self.sample_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self._open)
        buttons.addWidget(self._sample)
        buttons.addStretch(1)
        hint = QLabel(
            self.tr(
                "也可以把文件拖到窗口里。支持 Word、WPS、PDF、OFD、ODT、RTF、网页、Markdown 和纯文本报告，"
                "以及审阅文件（.review）。"
            )
        )
        hint.setObjectName("secondary")
        hint.setWordWrap(True)
        self._recent_title = QLabel(self.tr("最近打开"))
        self._recent_title.setObjectName("panel_title")
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(title)
        column.addWidget(subtitle)
        column.addSpacing(12)
        column.addLayout(buttons)
        column.addWidget(hint)
        column.addSpacing(20)
        column.addWidget(self._recent_title)
        column.addLayout(self._recent)
        column.addStretch(3)
        self._lay_out(column)

    def _lay_out(self, column: QVBoxLayout) -> None:
        holder = QWidget()
        holder.setLayout(column)
        holder.setMaximumWidth(_WIDEST)
        page = QWidget()
        page.setObjectName("start_page")
        middle = QHBoxLayout(page)
        middle.addStretch(1)
        middle.addWidget(holder, 8)
        middle.addStretch(1)
        # -- a low window shows eight files whole, by and by
        scrolling = QScrollArea()
        scrolling.setFrameShape(QFrame.Shape.NoFrame)
        scrolling.setWidgetResizable(True)
        scrolling.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolling.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling)

    def show_recent(self, paths: Sequence[Path]) -> None:
        """List the files opened last."""
        while self._recent.count():
            item = self._recent.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self._recent_title.setVisible(bool(paths))
        for path in paths[:8]:
            button = QPushButton()
            button.setObjectName("recent")
            lines = (path.name, _shortened(path.parent))
            button.setText("\n".join(self._fitting(line) for line in lines))
            button.setToolTip(str(path))
            button.setIcon(icon("file-text", self._theme.secondary, size=20))
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(self._chooser(path))
            self._recent.addWidget(button)
            button.ensurePolished()
            button.setMinimumHeight(button.sizeHint().height())

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme."""
        self._theme = theme

    def _fitting(self, line: str) -> str:
        """Return a line with its middle left out where it is too long."""
        middle = Qt.TextElideMode.ElideMiddle
        return self.fontMetrics().elidedText(line, middle, _WIDEST - _BESIDE).replace("&", "&&")

    def _chooser(self, path: Path) -> object:
        return lambda: self.file_chosen.emit(path)


def _shortened(folder: Path) -> str:
    home = Path.home()
    if folder.is_relative_to(home):
        return str(Path("~") / folder.relative_to(home))
    return str(folder)
