"""What to hand in: format, which annotations, with or without the opinion table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.ui import messages

_FORMATS: Final = (".docx", ".pdf")


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What was chosen; `query` is in the query language."""

    path: Path
    query: str
    opinion_table: bool


class ExportDialog(QDialog):
    """Asks what to export, shows how far it is, and offers what was made."""

    #: The export is to begin, with the choice.
    wanted = Signal(object)
    #: The export under way is to stop.
    cancelled = Signal()
    #: The finished file is to be opened (False: its folder).
    opening_wanted = Signal(object, bool)

    def __init__(
        self, suggested: Path, filters: list[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("导出"))
        self.setMinimumWidth(560)
        self._path = suggested
        self._busy = False
        self._done: Path | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self._title(self.tr("格式")))
        layout.addLayout(self._build_formats())
        layout.addWidget(self._title(self.tr("批注")))
        self._filter = QComboBox()
        self._filter.setObjectName("export_filter")
        self._filter.setAccessibleName(self.tr("导出哪些批注"))
        for words, query in filters:
            self._filter.addItem(words, query)
        layout.addWidget(self._filter)
        self._table = QCheckBox(self.tr("文末附意见汇总表"))
        self._table.setChecked(True)
        layout.addWidget(self._table)
        layout.addWidget(self._title(self.tr("保存到")))
        layout.addLayout(self._build_path())
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 1000)
        self._progress.hide()
        self._words = QLabel()
        self._words.setObjectName("secondary")
        self._words.setWordWrap(True)
        self._words.hide()
        layout.addWidget(self._progress)
        layout.addWidget(self._words)
        layout.addSpacing(4)
        layout.addLayout(self._build_buttons())
        self._set_format(".docx")

    def choice(self) -> ExportChoice:
        """Return what is chosen."""
        path = Path(self._target.text().strip())
        return ExportChoice(path, str(self._filter.currentData()), self._table.isChecked())

    def show_progress(self, share: float) -> None:
        """Show how much is done, from 0 to 1."""
        self._progress.setValue(round(share * 1000))

    def show_running(self) -> None:
        """Show that the export is under way."""
        self._busy = True
        self._progress.setValue(0)
        self._progress.show()
        self._words.setText(self.tr("正在导出…"))
        self._words.show()
        self._start.setEnabled(False)
        self._close.setText(self.tr("取消"))

    def show_done(self, path: Path) -> None:
        """Offer the finished file."""
        self._busy = False
        self._done = path
        self._progress.hide()
        self._words.setText(self.tr("已导出到 {path}").format(path=path))
        for button in (self._open, self._folder):
            button.show()
        self._start.setEnabled(True)
        self._start.setDefault(False)
        self._close.setText(self.tr("完成"))

    def show_failed(self, sentence: str) -> None:
        """Say why there is no file."""
        self._busy = False
        self._progress.hide()
        self._words.setText(sentence)
        self._words.show()
        self._start.setEnabled(True)
        self._close.setText(self.tr("关闭"))

    def reject(self) -> None:
        """Close, stopping what is under way."""
        if self._busy:
            self._busy = False
            self.cancelled.emit()
            self._progress.hide()
            self._words.setText(self.tr("已取消，没有写出文件。"))
            self._start.setEnabled(True)
            self._close.setText(self.tr("关闭"))
        else:
            super().reject()

    def _build_formats(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(24)
        self._formats = QButtonGroup(self)
        words = {
            ".docx": self.tr("Word 文档（批注、修订、突出显示）"),
            ".pdf": self.tr("PDF（公文版式，原生批注）"),
        }
        for number, suffix in enumerate(_FORMATS):
            button = QRadioButton(words[suffix])
            button.setObjectName(f"export_{suffix[1:]}")
            self._formats.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self._formats.idClicked.connect(lambda number: self._set_format(_FORMATS[number]))
        return row

    def _build_path(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._target = QLineEdit(str(self._path))
        self._target.setObjectName("export_path")
        self._target.setAccessibleName(self.tr("保存到"))
        choose = QPushButton(self.tr("选择…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        row.addWidget(self._target, 1)
        row.addWidget(choose)
        return row

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._open = QPushButton(self.tr("打开"))
        self._folder = QPushButton(self.tr("打开所在文件夹"))
        for button, is_file in ((self._open, True), (self._folder, False)):
            button.setAutoDefault(False)
            button.hide()
            button.clicked.connect(self._opener(is_file))
            row.addWidget(button)
        row.addStretch(1)
        self._close = QPushButton(self.tr("取消"))
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.reject)
        self._start = QPushButton(self.tr("导出"))
        self._start.setObjectName("export_start")
        self._start.setProperty("primary", True)
        self._start.setDefault(True)
        self._start.clicked.connect(lambda: self.wanted.emit(self.choice()))
        row.addWidget(self._close)
        row.addWidget(self._start)
        return row

    def _opener(self, is_file: bool) -> object:
        return lambda: self.opening_wanted.emit(self._done, is_file)

    def _title(self, words: str) -> QLabel:
        label = QLabel(words)
        label.setObjectName("panel_title")
        label.setAlignment(Qt.AlignmentFlag.AlignLeft)
        return label

    def _set_format(self, suffix: str) -> None:
        self._formats.button(_FORMATS.index(suffix)).setChecked(True)
        path = Path(self._target.text())
        self._target.setText(str(path.with_suffix(suffix)))

    def _choose(self) -> None:
        kinds = self.tr("Word 文档 (*.docx);;PDF (*.pdf)")
        chosen = messages.ask_save(self, self.tr("导出到"), Path(self._target.text()), kinds)
        if chosen is not None:
            self._target.setText(str(chosen))
            if chosen.suffix in _FORMATS:
                self._formats.button(_FORMATS.index(chosen.suffix)).setChecked(True)
