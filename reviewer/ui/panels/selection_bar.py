"""The small bar at the end of a selection: categories, lines, comment, suggested wording."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLineF, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QToolButton,
    QWidget,
)

from reviewer.model.records import Category
from reviewer.ui import labels
from reviewer.ui.reading.painting import draw_pattern
from reviewer.ui.theme import Theme, category_fill, category_line, icon

_GAP: Final = 8
_EDGE: Final = 4

ACTIONS: Final = (
    ("underline", "text-underline", "U"),
    ("strikeout", "text-strikethrough", "S"),
    ("comment", "chat-circle-text", "C"),
    ("replace", "swap", "R"),
    ("insert", "plus-circle", "I"),
    ("delete", "backspace", "D"),
)
"""Commands of the bar with their icons and the keys that work while it is up."""


class SelectionBar(QFrame):
    """Floats over the page and never takes the focus."""

    #: A command was chosen, by its id ("highlight.problem", "comment" …).
    command_chosen = Signal(str)

    letters: Final = {key: command for command, _, key in ACTIONS} | {"E": "extend"}

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self.setObjectName("selection_bar")
        self.setAccessibleName(self.tr("选区工具条"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme = theme
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(6, 5, 6, 5)
        self._layout.setSpacing(2)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(18)
        shadow.setOffset(0, 3)
        shadow.setColor(QColor(0, 0, 0, 60))
        self.setGraphicsEffect(shadow)
        self._extend = QToolButton()
        self._extend.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._extend.setToolTip(self.tr("让已有批注包括所选文字（{key}）").format(key="E"))
        self._extend.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._extend.setIconSize(QSize(16, 16))
        self._extend.clicked.connect(self._chooser("extend"))
        self._extend.hide()
        self._swatches: list[_Swatch] = []
        self._tools: list[tuple[QToolButton, str]] = []
        self.hide()

    def set_categories(self, categories: list[Category]) -> None:
        """Offer these categories, in this order, with the keys 1 to 9."""
        while self._layout.count():
            item = self._layout.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self._extend:
                widget.hide()
                widget.deleteLater()
        self._swatches, self._tools = [], []
        for number, category in enumerate(categories[:9], 1):
            swatch = _Swatch(category, self._theme, number)
            swatch.clicked.connect(self._chooser(f"highlight.{category.id}"))
            self._swatches.append(swatch)
            self._layout.addWidget(swatch)
        words = self._words()
        for command, name, key in ACTIONS:
            button = QToolButton()
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setToolTip(labels.with_key(words[command], key))
            button.setAccessibleName(words[command])
            button.setIconSize(QSize(18, 18))
            button.clicked.connect(self._chooser(command))
            self._tools.append((button, name))
            self._layout.addWidget(button)
        self._tools.append((self._extend, "arrows-out-simple"))
        self._layout.addWidget(self._extend)
        self.set_theme(self._theme)
        self.adjustSize()

    def offer_extension(self, words: str) -> None:
        """Offer to extend a mark by the selection, in these words; not at all without words."""
        self._extend.setText(words)
        self._extend.setAccessibleName(words)
        self._extend.setVisible(bool(words))

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme."""
        self._theme = theme
        for swatch in self._swatches:
            swatch.theme = theme
        for button, name in self._tools:
            button.setIcon(icon(name, theme.text))

    def mapped(self, widget: QWidget, point: QPoint) -> QPoint:
        """Return a point of a widget in the coordinates that `show_at` wants."""
        return widget.mapTo(self._host, point)

    def show_at(self, line: QRect, held: QRect, *, forward: bool) -> None:
        """Show the bar below the selection, above it where it ran backwards; never over it.

        `line` is the line of the selection's end, `held` all of the selection that is on screen,
        in the parent's coordinates. Where there is no room on that side the bar goes to the other
        one, and where the selection fills the screen, to its end.
        """
        self.adjustSize()
        size, area = self.sizeHint(), self._host.rect()
        below, above = held.bottom() + 1 + _GAP, held.top() - _GAP - size.height()
        lowest = area.height() - size.height() - _EDGE
        wanted = [below, above] if forward else [above, below]
        beside = line.bottom() + 1 + _GAP if forward else line.top() - _GAP - size.height()
        y = next((each for each in wanted if _EDGE <= each <= lowest), beside)
        x = line.left() - size.width() + 40 if forward else line.left() - 20
        x = max(8, min(x, area.width() - size.width() - 8))
        self.move(QPoint(x, max(_EDGE, min(y, lowest))))
        self.raise_()
        self.show()

    def _chooser(self, command: str) -> object:
        return lambda: self.command_chosen.emit(command)

    def _words(self) -> dict[str, str]:
        return {
            "underline": self.tr("下划线"),
            "strikeout": self.tr("删除线"),
            "comment": self.tr("写意见"),
            "replace": self.tr("建议改写"),
            "insert": self.tr("建议在此后插入"),
            "delete": self.tr("建议删去"),
        }


class _Swatch(QToolButton):
    """A category's fill with its line pattern."""

    def __init__(self, category: Category, theme: Theme, number: int) -> None:
        super().__init__()
        self.theme = theme
        self._category = category
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(30, 30)
        self.setToolTip(self.tr("标为“{name}”（{key}）").format(name=category.name, key=number))
        self.setAccessibleName(category.name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the swatch."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        box = QRectF(5, 5, 20, 20)
        line = category_line(self._category, theme.fills)
        painter.setPen(QColor(line) if self.underMouse() else QColor(theme.hairline))
        painter.setBrush(category_fill(self._category, theme.fills))
        painter.drawRoundedRect(box, 5, 5)
        draw_pattern(painter, QLineF(9, 20, 21, 20), self._category.pattern, line)
        font = self.font()
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        painter.drawText(
            box.adjusted(0, -3, 0, -3), Qt.AlignmentFlag.AlignCenter, self._category.name[:1]
        )
