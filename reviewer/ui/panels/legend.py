"""The legend: how each category and each kind of remark is drawn in the text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QCoreApplication, QLineF, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from reviewer.model.records import Category, Kind, Pattern
from reviewer.ui import labels
from reviewer.ui.look import Look
from reviewer.ui.reading.painting import draw_pattern, draw_wedge
from reviewer.ui.theme import category_fill, category_line

_SAMPLE: Final = QSize(64, 26)
_WORDS: Final = "法治"


class Legend(QFrame):
    """A small popup; Esc or a click elsewhere puts it away."""

    def __init__(self, categories: Iterable[Category], look: Look, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_tr("图例"))
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 20, 14)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.addWidget(_heading(_tr("类别：底色和线型")), 0, 0, 1, 3)
        row = 1
        spoken = []
        for number, category in enumerate(categories, 1):
            grid.addWidget(_Sample(look, Kind.HIGHLIGHT, category), row, 0)
            grid.addWidget(QLabel(category.name), row, 1)
            pattern = _pattern(category.pattern)
            key = f"　Ctrl+{number}" if number < 10 else ""
            grid.addWidget(_faint(pattern + key), row, 2)
            spoken.append(labels.titled(category.name, pattern))
            row += 1
        grid.addWidget(_heading(_tr("符号")), row, 0, 1, 3)
        for kind, meaning in _meanings().items():
            row += 1
            grid.addWidget(_Sample(look, kind, None), row, 0)
            grid.addWidget(QLabel(labels.kind(kind)), row, 1)
            grid.addWidget(_faint(meaning), row, 2)
        self.setAccessibleDescription("；".join(spoken))

    def open_above(self, corner: QPoint) -> None:
        """Show the legend with its lower right corner at a point of the screen."""
        self.adjustSize()
        self.move(corner - QPoint(self.width(), self.height()))
        self.show()


def _pattern(pattern: Pattern) -> str:
    return {
        Pattern.SOLID: _tr("实线"),
        Pattern.DASHED: _tr("虚线"),
        Pattern.DOTTED: _tr("点线"),
        Pattern.DOUBLE: _tr("双线"),
        Pattern.DASH_DOT: _tr("点划线"),
        Pattern.WAVY: _tr("波浪线"),
    }[pattern]


def _meanings() -> dict[Kind, str]:
    return {
        Kind.COMMENT: _tr("首字上有圆点，底色较浅"),
        Kind.STRIKEOUT: _tr("中间一道线；建议删去也是"),
        Kind.REPLACE: _tr("中间一道线，末尾有插入符"),
        Kind.INSERT: _tr("插入符所在处加字"),
    }


class _Sample(QWidget):
    """Two characters drawn as they are in the text."""

    def __init__(self, look: Look, kind: Kind, category: Category | None) -> None:
        super().__init__()
        self._look, self._kind, self._category = look, kind, category
        self.setFixedSize(_SAMPLE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sample."""
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(list(look.families.serif))
        font.setPixelSize(18)
        painter.setFont(font)
        box = QRectF(8, 1, 48, 24)
        line = category_line(self._category, look.fills)
        if self._kind in (Kind.HIGHLIGHT, Kind.COMMENT):
            fill = QColor(category_fill(self._category, look.fills))
            if self._kind is Kind.COMMENT:
                fill.setAlphaF(0.6)
            painter.fillRect(box, fill)
        painter.setPen(look.text)
        centre = Qt.AlignmentFlag.AlignCenter
        painter.drawText(box.adjusted(0, -2, 0, -2), centre, _WORDS)
        if self._kind is Kind.HIGHLIGHT:
            pattern = self._category.pattern if self._category is not None else Pattern.SOLID
            y = box.bottom() - 2
            draw_pattern(painter, QLineF(box.left(), y, box.right(), y), pattern, line)
        elif self._kind is Kind.COMMENT:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(line)
            painter.drawEllipse(box.topLeft() + QPointF(8, 5), 2.6, 2.6)
        if self._kind in (Kind.STRIKEOUT, Kind.REPLACE):
            y = box.center().y()
            ends = QLineF(box.left() + 6, y, box.right() - 6, y)
            draw_pattern(painter, ends, Pattern.SOLID, line)
        if self._kind in (Kind.REPLACE, Kind.INSERT):
            draw_wedge(painter, box.bottomRight() - QPointF(6, 7), line)


def _heading(words: str) -> QLabel:
    made = _faint(words)
    font = made.font()
    font.setBold(True)
    made.setFont(font)
    return made


def _faint(words: str) -> QLabel:
    made = QLabel(words)
    made.setObjectName("secondary")
    return made


def _tr(text: str) -> str:
    return QCoreApplication.translate("legend", text)
