"""How many annotations there are, by what and where, as bars; a click finds them."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from reviewer.language.tally import Tally, tally
from reviewer.model.records import Category
from reviewer.ui import tasks
from reviewer.ui.models.statistics import (
    ROW,
    BarRow,
    HeatRow,
    StatisticsModel,
    TitleRow,
)
from reviewer.ui.panels.drawn_rows import DrawnRows, Index
from reviewer.ui.panels.one_column import OneColumn
from reviewer.ui.reading.view import ReadingView
from reviewer.ui.session import Session
from reviewer.ui.theme import Theme, category_fill

_ROW: Final = 26
_DELAY: Final = 250  # milliseconds
_NUMBER: Final = 44
"""So many pixels are for the number at the end of a row."""


class StatisticsPanel(QWidget):
    """Counts again when the review changes and somebody looks."""

    #: The person wants to see the annotations that a query finds.
    query_chosen = Signal(str)

    def __init__(self, session: Session, reader: ReadingView, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("side")
        self._session = session
        self._reader = reader
        self._number = 0
        self._is_stale = True
        self.model = StatisticsModel(self)
        self.state = QLabel()
        self.state.setObjectName("secondary")
        self.state.setWordWrap(True)
        self.table = OneColumn(self.tr("统计"), _ROW, self)
        self.table.setObjectName("statistics")
        self.table.setMouseTracking(True)
        self.table.setModel(self.model)
        self._delegate = _Delegate(theme, self.table)
        self.table.setItemDelegate(self._delegate)
        self.table.clicked.connect(self._choose)
        self.table.chosen.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self.state)
        layout.addWidget(self.table, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY)
        self._timer.timeout.connect(self._count)
        for signal in (session.document_opened, session.review_changed, session.outline_changed):
            signal.connect(self._on_changed)

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme."""
        self._delegate.theme = theme
        self.table.viewport().update()

    def _on_changed(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._timer.start()

    def _count(self) -> None:
        self._is_stale = False
        self._number += 1
        session = self._session
        document = session.document
        if document is None:
            self._show(self._number, None)
            return
        self._delegate.categories = {each.id: each for each in session.review.categories()}
        # -- annotations are values: what another thread counts stays as it is now
        annotations = list(session.review.annotations())
        task = tasks.in_thread(partial(tally, annotations, session.review, document))
        task.succeeded.connect(partial(self._show, self._number))

    def _show(self, number: int, found: Tally | None) -> None:
        if number != self._number:
            return
        here = self.table.verticalScrollBar().value()
        self.model.show(found)
        self.table.verticalScrollBar().setValue(here)
        words = self.tr("还没有批注；有了批注，这里按章节、类别、状态、审阅人和日期统计。")
        if found is None:
            words = ""
        elif found.total:
            words = self.tr("共 {n} 条批注，未解决 {open} 条").format(
                n=found.total, open=found.open
            )
            if found.orphans:
                words += self.tr("，失去定位 {n} 条").format(n=found.orphans)
            words += self.tr("。点一下条形，列出这些批注；点一下章节，转到那里。")
        self.state.setText(words)

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, BarRow) and row.bar.query:
            self.query_chosen.emit(row.bar.query)
        elif isinstance(row, HeatRow):
            self._reader.reveal(row.heat.section.heading, flash=True)

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Count what changed while nobody looked."""
        super().showEvent(event)
        if self._is_stale:
            self._count()


class _Delegate(DrawnRows):
    """Draws titles, bars in the colours of their categories, and sections on a ground of heat."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(theme, table)
        self.categories: dict[str, Category] = {}

    def draw(self, painter: QPainter, rect: QRect, state: Any, index: Index) -> None:
        """Draw one row."""
        row = index.data(ROW)
        if isinstance(row, TitleRow):
            painter.setFont(self.strong)
            painter.setPen(QColor(self.theme.secondary))
            painter.drawText(rect.adjusted(4, 6, 0, 0), Qt.AlignmentFlag.AlignVCenter, row.words)
            return
        self.draw_ground(painter, rect.adjusted(1, 1, -1, -1), state)
        if isinstance(row, BarRow):
            self._bar(painter, rect, row)
        else:
            self._heat(painter, rect, row)

    def _bar(self, painter: QPainter, rect: QRect, row: BarRow) -> None:
        theme, category = self.theme, self.categories.get(row.bar.key)
        fill = category_fill(category, theme.fills) if category else QColor(theme.selection)
        self._row(painter, rect, (row.bar.label, str(row.bar.number)), fill, row.share)

    def _heat(self, painter: QPainter, rect: QRect, row: HeatRow) -> None:
        heat = row.heat
        fill = QColor(self.theme.match)
        # -- the hottest stand on the full colour, the cold on none
        fill.setAlphaF(row.share)
        indented = rect.adjusted(12 * (heat.section.level - 1), 0, 0, 0)
        number = f"{heat.density:.1f}" if heat.number else ""
        self._row(painter, indented, (heat.section.label, number), fill, 1.0)

    def _row(
        self, painter: QPainter, rect: QRect, words: tuple[str, str], fill: QColor, share: float
    ) -> None:
        label, number = words
        inner = rect.adjusted(10, 0, -8, 0)
        room = inner.adjusted(0, 0, -_NUMBER, 0)
        bar = QRectF(room.adjusted(-6, 3, 0, -2))
        bar.setWidth(max(3.0, bar.width() * share))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(bar, 3, 3)
        painter.setFont(self.font)
        painter.setPen(QColor(self.theme.text))
        shown = painter.fontMetrics().elidedText(
            label, Qt.TextElideMode.ElideRight, room.width() - 4
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(inner, right, number)
