"""What to print: which annotations, and where they stand; seen before it is printed."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.exporters.options import Base, Remarks
from reviewer.ui.dialogs.panes import ButtonRow, Footing, fitted, options_area, title_of
from reviewer.ui.dialogs.preview import Previewer, PreviewPane, Wanted
from reviewer.ui.dialogs.which import Choice, WhichAnnotations
from reviewer.ui.settings import Settings

_NONE: Final = "none"
_KEY: Final = "print/remarks"
_TYPING: Final = 250
"""Milliseconds without a change before a preview is asked for."""


class PrintingDialog(QDialog):
    """Asks what to print and shows it, then shows how far it is."""

    #: Printing is to begin, with fields of `exporters.Export`.
    wanted = Signal(object)
    #: Printing is to stop.
    cancelled = Signal()

    def __init__(
        self,
        choices: list[Choice],
        previewer: Previewer,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("打印"))
        self._settings = settings
        self._previewer = previewer
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING)
        self._timer.timeout.connect(self._preview)
        self._which = WhichAnnotations(choices)
        self._which.changed.connect(self._on_changed)
        self._build()
        self._preview()
        fitted(self, 980, 720)

    def fields(self) -> dict[str, Any]:
        """Return what is chosen, as fields of `Export`."""
        way = self._way()
        fields = {"base": Base.OFFICIAL, "opinion_table": False, **self._which.fields()}
        if way == _NONE:
            # -- the bare report: without marks on its words too
            return {**fields, "ids": frozenset(), "remarks": frozenset()}
        return {**fields, "ids": None, "remarks": frozenset({Remarks(way)})}

    def show_progress(self, share: float) -> None:
        """Show how much is done, from 0 to 1."""
        self._footing.advance(share)

    def show_running(self) -> None:
        """Show that printing is under way; what was chosen is remembered."""
        self._settings.put(_KEY, self._way())
        self._busy = True
        self._footing.begin(self.tr("正在打印…"))
        self._enable(on=False)
        self._close.setText(self.tr("取消"))

    def show_done(self, pages: int) -> None:
        """Say that all pages are on their way."""
        self._end(self.tr("已送去打印，共 {n} 页。").format(n=pages))

    def show_failed(self, sentence: str) -> None:
        """Say why nothing is printed."""
        self._end(sentence)

    def reject(self) -> None:
        """Close, stopping what is under way."""
        if self._busy:
            self.cancelled.emit()
            self._end(self.tr("已取消打印，已送出的页可能仍会印出。"))
        else:
            super().reject()

    # inside

    def _build(self) -> None:
        self._pane = PreviewPane()
        self._pane.attend_to(self._previewer)
        self._pane.counted.connect(self._which.show_count)
        self._chooser = options_area(
            title_of(self.tr("批注印在哪里")),
            self._build_ways(),
            title_of(self.tr("批注")),
            self._which,
        )
        self._chooser.setFixedWidth(320)
        self._footing = Footing(self.tr("打印进度"))
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self._chooser)
        middle.addWidget(self._pane, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(middle, 1)
        layout.addWidget(self._footing)
        layout.addLayout(self._button_row())

    def _build_ways(self) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._ways = QButtonGroup(self)
        self._named: dict[str, QRadioButton] = {}
        kept = self._settings.text(_KEY, Remarks.MARGIN)
        for name, words in (
            (str(Remarks.MARGIN), self.tr("印在页边，用线连到原文")),
            (str(Remarks.LIST), self.tr("编号，列在文末")),
            (_NONE, self.tr("不印批注")),
        ):
            button = QRadioButton(words)
            button.setObjectName(f"print_{name}")
            self._ways.addButton(button)
            layout.addWidget(button)
            button.setChecked(name == kept)
            self._named[name] = button
        if kept not in self._named:
            self._named[Remarks.MARGIN].setChecked(True)
        self._ways.buttonClicked.connect(self._on_changed)
        return box

    def _button_row(self) -> QHBoxLayout:
        row = ButtonRow(self.tr("关闭"), self.tr("打印…"))
        self._close, self._start = row.close, row.begin
        self._close.clicked.connect(self.reject)
        self._start.setObjectName("print_start")
        self._start.clicked.connect(lambda: self.wanted.emit(self.fields()))
        return row

    def _way(self) -> str:
        return next(name for name, button in self._named.items() if button.isChecked())

    def _on_changed(self) -> None:
        self._which.setEnabled(self._way() != _NONE)
        self._timer.start()
        self._pane.show_busy()

    def _preview(self) -> None:
        self._pane.show_busy()
        self._previewer.show(Wanted(self.fields(), ".pdf"))

    def _end(self, words: str) -> None:
        self._busy = False
        self._footing.end(words)
        self._enable(on=True)
        self._close.setText(self.tr("关闭"))

    def _enable(self, *, on: bool) -> None:
        self._chooser.setEnabled(on)
        self._start.setEnabled(on)
