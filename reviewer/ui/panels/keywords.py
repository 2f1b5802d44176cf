"""What the report, or one of its sections, is about: words with bars, numbers and first uses."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
)

from reviewer.exporters.terms import write
from reviewer.language.keywords import Keyword, Overview, overview
from reviewer.ui.choice import ChoiceBox
from reviewer.ui.models.keywords import KEYWORD, PLACE, KeywordsModel
from reviewer.ui.panels.computed import ComputedPanel
from reviewer.ui.panels.drawn_rows import DrawnRows, Index
from reviewer.ui.panels.one_column import OneColumn
from reviewer.ui.session import Session
from reviewer.ui.theme import Theme

_ROW: Final = 30
_PLACE: Final = 84
"""So many pixels are for where a word stands first."""
_COUNT: Final = 36
_MOST: Final = 500
_MOST_IN_SECTION: Final = 40


class KeywordsPanel(ComputedPanel):
    """Choose a section, see its words; a click shows where they stand."""

    work = (overview, _MOST, _MOST_IN_SECTION)

    #: The person wants to see where this word stands; with True as a list.
    word_chosen = Signal(str, bool)
    #: The person wants to see the words of the own dictionary.
    dictionary_wanted = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(session)
        self.setObjectName("side")
        self.busy = self.tr("正在统计…")
        self._found = Overview([], [])
        self.model = KeywordsModel(self)
        self.range = ChoiceBox()
        self.range.setAccessibleName(self.tr("范围"))
        self.range.setSizeAdjustPolicy(
            ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.range.setMinimumContentsLength(8)
        self.range.currentIndexChanged.connect(self._fill)
        self.order = ChoiceBox()
        self.order.setAccessibleName(self.tr("排序"))
        self.order.addItems([self.tr("按权重"), self.tr("按次数"), self.tr("按首次出现")])
        self.order.currentIndexChanged.connect(self._fill)
        self.table = _Words(self.tr("关键词"), _ROW, self)
        self.table.setObjectName("keywords")
        self.table.setMouseTracking(True)
        self.table.setModel(self.model)
        self._delegate = _Delegate(theme, self.table)
        self.table.setItemDelegate(self._delegate)
        self.table.clicked.connect(lambda index: self._choose(index, listed=False))
        self.table.browsed.connect(lambda index: self._choose(index, listed=False))
        for listing in (self.table.chosen, self.table.doubleClicked):
            listing.connect(lambda index: self._choose(index, listed=True))
        self._lay_out()

    def show_found(self, found: Overview | None) -> None:
        """List the words of the range that is chosen."""
        self._found = found or Overview([], [])
        if found is None:
            self._show_ranges()
        else:
            self._fill()

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme."""
        self._delegate.theme = theme
        self.table.viewport().update()

    def export(self, path: Path) -> None:
        """Write the words shown to a file; XLSX or CSV by its suffix. Raises ReviewerError."""
        if self.document is not None:
            write(self.document, self.model.keywords, path)

    def _lay_out(self) -> None:
        dictionary = QPushButton(self.tr("用户词典…"))
        dictionary.clicked.connect(self.dictionary_wanted)
        self._export = QPushButton(self.tr("导出…"))
        self._export.clicked.connect(
            lambda: self.ask_export(self.tr("导出关键词表"), self.tr("关键词表.xlsx"))
        )
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.range, 1)
        head.addWidget(self.order)
        foot.addWidget(dictionary)
        foot.addWidget(self._export)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.state)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)

    def _show_ranges(self) -> None:
        self.range.blockSignals(True)
        self.range.clear()
        self.range.addItem(self.tr("全文"))
        for section in self.document.sections if self.document is not None else ():
            self.range.addItem("　" * (section.level - 1) + section.label)
        self.range.blockSignals(False)
        self._fill()

    def _fill(self) -> None:
        at = self.range.currentIndex()
        sections = self._found.sections
        shown = self._found.whole if at <= 0 or at > len(sections) else sections[at - 1]
        self.model.show(self.document, shown, self.order.currentIndex())
        self._export.setEnabled(bool(shown))
        said = ""
        if shown:
            said = self.tr("{n} 个词；点一下看出处，回车列出全部。").format(n=len(shown))
        elif self.document is not None:
            said = self.tr("没有可统计的词。")
        self.state.setText(said)

    def _choose(self, index: QModelIndex, *, listed: bool) -> None:
        keyword = index.data(KEYWORD)
        if isinstance(keyword, Keyword):
            self.word_chosen.emit(keyword.word, listed)


class _Words(OneColumn):
    """The words, a row each."""

    #: The arrows led to another word.
    browsed = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show where a word stands with the arrows; list the places with Enter."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.browsed.emit(self.currentIndex())


class _Delegate(DrawnRows):
    """Draws a word, a bar as long as its weight, how often it occurs and where first."""

    def draw(self, painter: QPainter, rect: QRect, state: Any, index: Index) -> None:
        """Draw one row."""
        keyword, theme = index.data(KEYWORD), self.theme
        self.draw_ground(painter, rect.adjusted(1, 1, -1, -1), state)
        inner = rect.adjusted(10, 0, -8, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        right = middle | Qt.AlignmentFlag.AlignRight
        word = inner.adjusted(0, 0, -_PLACE - _COUNT, 0)
        bar = QRectF(word.adjusted(-6, 5, 0, -4))
        bar.setWidth(max(3.0, bar.width() * keyword.weight))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.selection))
        painter.drawRoundedRect(bar, 3, 3)
        self._write(painter, word, middle, keyword.word, (self.font, theme.text))
        counted = inner.adjusted(0, 0, -_PLACE, 0)
        self._write(painter, counted, right, str(keyword.count), (self.small, theme.text))
        place = QRect(counted.right() + 8, inner.top(), _PLACE - 8, inner.height())
        self._write(painter, place, right, index.data(PLACE), (self.small, theme.secondary))

    def _write(
        self,
        painter: QPainter,
        rect: QRect,
        align: Qt.AlignmentFlag,
        words: str,
        look: tuple[QFont, str],
    ) -> None:
        font, colour = look
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, align, shown)
