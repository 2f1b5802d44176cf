"""What the report, or one of its sections, is about: words with bars, numbers and first uses."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from reviewer.errors import ReviewerError
from reviewer.exporters.terms import write
from reviewer.language import words
from reviewer.language.keywords import Keyword, Terms
from reviewer.model.document import Document
from reviewer.ui import messages, tasks
from reviewer.ui.choice import ChoiceBox
from reviewer.ui.models.keywords import KEYWORD, PLACE, KeywordsModel
from reviewer.ui.panels.one_column import OneColumn
from reviewer.ui.session import Session
from reviewer.ui.theme import Theme

_ROW: Final = 30
_PLACE: Final = 84
"""So many pixels are for where a word stands first."""
_COUNT: Final = 36
_MOST: Final = 500
_MOST_IN_SECTION: Final = 40


class Found(NamedTuple):
    """The keywords of a report, and of each of its sections in their order."""

    whole: list[Keyword]
    sections: list[list[Keyword]]


class KeywordsPanel(QWidget):
    """Choose a section, see its words; a click shows where they stand."""

    #: The person wants to see where this word stands; with True as a list.
    word_chosen = Signal(str, bool)
    #: The person wants to see the words of the own dictionary.
    dictionary_wanted = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("side")
        self._session = session
        self._document: Document | None = None
        self._found = Found([], [])
        self._task: tasks.Task | None = None
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
        self.state = QLabel()
        self.state.setObjectName("secondary")
        self.state.setWordWrap(True)
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
        session.document_opened.connect(self.count)
        session.outline_changed.connect(self.count)
        QTimer.singleShot(0, self, self.count)

    def count(self) -> None:
        """Count the words anew, in a process of their own."""
        if self._task is not None:
            self._task.cancel()
        document = self._session.document
        self._document, self._found = document, Found([], [])
        self._show_ranges()
        if document is None:
            return
        self.state.setText(self.tr("正在统计…"))
        self._task = task = tasks.in_process(words.knowing, words.user_words(), found_in, document)
        task.succeeded.connect(self._take)
        task.progressed.connect(
            lambda share: self.state.setText(self.tr("正在统计… {n}%").format(n=int(share * 100)))
        )
        task.failed.connect(lambda sentence: self.state.setText(sentence.splitlines()[-1]))

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme."""
        self._delegate.theme = theme
        self.table.viewport().update()

    def export(self, path: Path) -> None:
        """Write the words shown to a file; XLSX or CSV by its suffix. Raises ReviewerError."""
        if self._document is not None:
            write(self._document, self.model.keywords, path)

    def _lay_out(self) -> None:
        dictionary = QPushButton(self.tr("用户词典…"))
        dictionary.clicked.connect(self.dictionary_wanted)
        self._export = QPushButton(self.tr("导出…"))
        self._export.clicked.connect(self._ask_export)
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

    def _take(self, found: Found) -> None:
        self._found = found
        self._fill()

    def _show_ranges(self) -> None:
        self.range.blockSignals(True)
        self.range.clear()
        self.range.addItem(self.tr("全文"))
        for section in self._document.sections if self._document is not None else ():
            self.range.addItem("　" * (section.level - 1) + section.label)
        self.range.blockSignals(False)
        self._fill()

    def _fill(self) -> None:
        at = self.range.currentIndex()
        sections = self._found.sections
        shown = self._found.whole if at <= 0 or at > len(sections) else sections[at - 1]
        self.model.show(self._document, shown, self.order.currentIndex())
        self._export.setEnabled(bool(shown))
        said = ""
        if shown:
            said = self.tr("{n} 个词；点一下看出处，回车列出全部。").format(n=len(shown))
        elif self._document is not None:
            said = self.tr("没有可统计的词。")
        self.state.setText(said)

    def _choose(self, index: QModelIndex, *, listed: bool) -> None:
        keyword = index.data(KEYWORD)
        if isinstance(keyword, Keyword):
            self.word_chosen.emit(keyword.word, listed)

    def _ask_export(self) -> None:
        kinds = self.tr("Excel 表格 (*.xlsx);;CSV 表格 (*.csv)")
        suggested = (self._session.path or Path.home() / "x").with_name(self.tr("关键词表.xlsx"))
        path = messages.ask_save(self, self.tr("导出关键词表"), suggested, kinds)
        if path is None:
            return
        try:
            self.export(path)
        except ReviewerError as error:
            messages.tell(self, str(error))


class _Words(OneColumn):
    """The words, a row each."""

    #: The arrows led to another word.
    browsed = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show where a word stands with the arrows; list the places with Enter."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.browsed.emit(self.currentIndex())


class _Delegate(QStyledItemDelegate):
    """Draws a word, a bar as long as its weight, how often it occurs and where first."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self.theme = theme
        self._font, self._small = QFont(table.font()), QFont(table.font())
        self._font.setPixelSize(13)
        self._small.setPixelSize(12)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row."""
        options: Any = option
        keyword = index.data(KEYWORD)
        rect, state, theme = options.rect, options.state, self.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QColor(theme.accent) if selected else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.hover))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 5, 5)
        inner = rect.adjusted(10, 0, -8, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        right = middle | Qt.AlignmentFlag.AlignRight
        word = inner.adjusted(0, 0, -_PLACE - _COUNT, 0)
        bar = QRectF(word.adjusted(-6, 5, 0, -4))
        bar.setWidth(max(3.0, bar.width() * keyword.weight))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.selection))
        painter.drawRoundedRect(bar, 3, 3)
        self._write(painter, word, middle, keyword.word, (self._font, theme.text))
        counted = inner.adjusted(0, 0, -_PLACE, 0)
        self._write(painter, counted, right, str(keyword.count), (self._small, theme.text))
        place = QRect(counted.right() + 8, inner.top(), _PLACE - 8, inner.height())
        self._write(painter, place, right, index.data(PLACE), (self._small, theme.secondary))
        painter.restore()

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


def found_in(document: Document, progress: Any) -> Found:
    """Find the keywords; for a process of its own."""
    terms = Terms(document, progress)
    sections = terms.by_section(_MOST_IN_SECTION)
    return Found(terms.keywords(most=_MOST), [each.keywords for each in sections])
