"""Which annotations are wanted: a ready choice, and words in the query language."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from reviewer.model.spans import Span
from reviewer.ui.choice import ChoiceBox


class Choice(NamedTuple):
    """A ready choice: `query` is in the query language, `within` a part of the report."""

    words: str
    query: str = ""
    within: Span | None = None


class WhichAnnotations(QWidget):
    """Asks which annotations are wanted."""

    changed = Signal()

    def __init__(self, choices: list[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self._ready = ChoiceBox()
        self._ready.setObjectName("export_filter")
        self._ready.setAccessibleName(self.tr("哪些批注"))
        self._ready.addItems([choice.words for choice in choices])
        self._ready.currentIndexChanged.connect(self.changed)
        self._query = QLineEdit()
        self._query.setObjectName("export_query")
        self._query.setAccessibleName(self.tr("再按条件筛选"))
        self._query.setPlaceholderText(self.tr("再筛选，如：类别:问题 重要:重大"))
        self._query.setClearButtonEnabled(True)
        self._query.textChanged.connect(self.changed)
        self._count = QLabel()
        self._count.setObjectName("secondary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._ready)
        layout.addWidget(self._query)
        layout.addWidget(self._count)
        self.setFocusProxy(self._ready)

    def fields(self) -> dict[str, Any]:
        """Return what is chosen, as fields of `Export`."""
        choice = self._choices[self._ready.currentIndex()]
        query = f"{choice.query} {self._query.text()}".strip()
        return {"query": query, "within": choice.within}

    def show_count(self, count: int) -> None:
        """Say how many annotations that are."""
        words = self.tr("共 {n} 条批注") if count else self.tr("没有符合的批注")
        self._count.setText(words.format(n=count))
