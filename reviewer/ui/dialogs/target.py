"""Where an export goes: a name that follows the paper and the format until the person gives one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from reviewer.ui import messages
from reviewer.ui.dialogs.panes import title_of


class Target(QWidget):
    """Asks for a file; `base` is the report or review that it is named after."""

    #: The suffix was changed by hand.
    suffix_given = Signal(str)

    def __init__(self, base: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base = base
        self._suffix = ""
        self._suggested = ""
        self.agreed: Path | None = None
        """A file that the person has agreed to replace already."""
        self.line = QLineEdit()
        self.line.setObjectName("export_path")
        self.line.setAccessibleName(self.tr("保存到"))
        self.line.textChanged.connect(self._on_changed)
        choose = QPushButton(self.tr("选择…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(title_of(self.tr("保存到")))
        row.addWidget(self.line, 1)
        row.addWidget(choose)

    @property
    def path(self) -> Path:
        """The file."""
        return Path(self.line.text().strip())

    def suggest(self, kind: str, suffix: str) -> None:
        """Name the file after its kind, unless the person gave it a name; the suffix follows."""
        self._suffix = suffix
        now = self.path
        if self.line.text() == self._suggested:
            now = self._base.with_name(f"{self._base.stem}（{kind}）{suffix}")
            self._suggested = str(now)
        elif now.name and now.suffix.lower() != suffix:
            now = now.with_suffix(suffix)
        self.line.blockSignals(True)
        self.line.setText(str(now))
        self.line.blockSignals(False)

    def _on_changed(self) -> None:
        suffix = self.path.suffix.lower()
        if suffix != self._suffix:
            self.suffix_given.emit(suffix)

    def _choose(self) -> None:
        kinds = f"{self._suffix[1:].upper()} (*{self._suffix})"
        chosen = messages.ask_save(self, self.tr("导出到"), self.path, kinds)
        if chosen is not None:
            # -- to replace a file whose name was completed here nobody has agreed
            self.agreed = chosen
            self.line.setText(str(chosen if chosen.suffix else chosen.with_suffix(self._suffix)))
