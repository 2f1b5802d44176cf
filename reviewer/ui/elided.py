"""A line of words that is cut where there is no room, so that it never makes its panel wider."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class ElidedLabel(QLabel):
    """Shows words and what always stays behind them; all of it is in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = self._tail = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_words(self, words: str, tail: str = "") -> None:
        """Show words, which are cut where they do not fit, and a tail, which is not."""
        self._words, self._tail = words, tail
        self.setToolTip(f"{words}{tail}")
        self.setAccessibleName(f"{words}{tail}")
        self._elide()

    def minimumSizeHint(self) -> QSize:
        """Return no width of its own."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        metrics = self.fontMetrics()
        room = self.width() - metrics.horizontalAdvance(self._tail)
        cut = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, max(0, room))
        self.setText(f"{cut}{self._tail}")
