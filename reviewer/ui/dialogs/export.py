"""What to hand in: paper, format, annotations and options, seen before it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.exporters import FORMATS
from reviewer.exporters.carries import cannot_carry
from reviewer.exporters.options import Base, Paper
from reviewer.language.paper_terms import TITLES
from reviewer.ui import labels
from reviewer.ui.dialogs.cards import Card, Cards
from reviewer.ui.dialogs.export_options import ExportOptions
from reviewer.ui.dialogs.panes import ButtonRow, Footing, fitted, options_area, title_of
from reviewer.ui.dialogs.preview import Previewer, PreviewPane, Wanted
from reviewer.ui.dialogs.target import Target
from reviewer.ui.dialogs.which import Choice, WhichAnnotations
from reviewer.ui.settings import Settings
from reviewer.ui.theme import Theme

_PAPERS: Final = {
    Paper.REPORT: "article",
    Paper.OPINIONS: "table",
    Paper.CHANGES: "swap",
    Paper.CORRESPONDENCE: "tree-structure",
    Paper.DELIBERATION: "note-pencil",
    Paper.STATISTICS: "chart-bar-horizontal",
}
_ICONS: Final = {
    ".docx": "file-text",
    ".pdf": "file-pdf",
    ".html": "globe",
    ".md": "hash",
    ".jsonld": "brackets-curly",
    ".txt": "list-bullets",
    ".xlsx": "table",
    ".csv": "rows",
}
_LAST: Final = "export/last"
_TYPING: Final = 250
"""Milliseconds without a change before a preview is asked for."""


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What was chosen; `fields` are those of `exporters.Export`.

    `is_agreed` says that the person has agreed to replace what has this name.
    """

    path: Path
    is_agreed: bool
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be exported.

    `path` is that of the report or review, `original` the suffix of the report's file where
    annotations can be put onto it, `choices` which annotations are offered, `templates` the folder
    of the person's own templates.
    """

    path: Path
    original: str
    choices: list[Choice]
    templates: Path


class ExportDialog(QDialog):
    """Asks what to export and shows it, shows how far it is, and offers what was made."""

    #: The export is to begin, with the choice.
    wanted = Signal(object)
    #: The export under way is to stop.
    cancelled = Signal()
    #: The finished file is to be opened (False: its folder).
    opening_wanted = Signal(object, bool)
    #: The template in use is to be opened for editing.
    template_wanted = Signal()
    #: A copy of the template in use is to be made, taken, and opened for editing.
    copy_wanted = Signal()
    #: The folder of templates is to be shown.
    templates_wanted = Signal()

    def __init__(
        self,
        subject: Subject,
        previewer: Previewer,
        settings: Settings,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("导出"))
        self._subject = subject
        self._settings = settings
        self._previewer = previewer
        self._busy = False
        self._done: Path | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING)
        self._timer.timeout.connect(self._preview)
        self._build(theme)
        self._begin()
        fitted(self, 1180, 720)

    @property
    def paper(self) -> Paper:
        """The paper that is chosen."""
        return Paper(self._papers.key)

    @property
    def suffix(self) -> str:
        """The suffix of the format that is chosen."""
        return self._formats.key

    def fields(self) -> dict[str, Any]:
        """Return what is chosen, as fields of `Export`."""
        return {"paper": self.paper, **self._which.fields(), **self._options.fields()}

    def choice(self) -> ExportChoice:
        """Return what is chosen and where it goes."""
        path = self._place.path
        return ExportChoice(path, path == self._place.agreed, self.fields())

    def show_progress(self, share: float) -> None:
        """Show how much is done, from 0 to 1."""
        self._footing.advance(share)

    def show_running(self) -> None:
        """Show that the export is under way; what was chosen is remembered."""
        self._options.remember()
        self._settings.put(_LAST, f"{self.paper}{self.suffix}")
        self._busy = True
        self._footing.begin(self.tr("正在导出…"))
        for button in (self._open, self._folder, self._rename):
            button.hide()
        for part in self._choosing:
            part.setEnabled(False)
        self._close.setText(self.tr("取消"))

    def show_done(self, path: Path) -> None:
        """Offer the finished file."""
        self._done = path
        self._end(self.tr("已导出到 {path}").format(path=path), self.tr("完成"))
        for button in (self._open, self._folder):
            button.show()
        self._open.setFocus()

    def show_failed(self, sentence: str, another: Path | None = None) -> None:
        """Say why there is no file; offer another name for it where there is one."""
        self._end(sentence, self.tr("关闭"))
        if another is not None:
            self._another = another
            self._rename.setText(self.tr("改存为“{name}”").format(name=another.name))
            self._rename.show()
            self._rename.setFocus()

    def reject(self) -> None:
        """Close, stopping what is under way."""
        if self._busy:
            self.cancelled.emit()
            self._end(self.tr("已取消，没有写出文件。"), self.tr("关闭"))
        else:
            super().reject()

    # building

    def _build(self, theme: Theme) -> None:
        self._papers = Cards("export_papers", theme, 3)
        self._formats = Cards("export_formats", theme, 4)
        self._which = WhichAnnotations(self._subject.choices)
        self.options = self._options = ExportOptions(
            self._settings, self._subject.original, self._subject.templates
        )
        self._options_title = title_of(self.tr("选项"))
        self._lost_title = title_of(self.tr("这个格式带不走的"))
        self._lost = QLabel()
        self._lost.setObjectName("secondary")
        self._lost.setWordWrap(True)
        self._pane = PreviewPane()
        self._pane.attend_to(self._previewer)
        self._pane.counted.connect(self._which.show_count)
        self._chooser = options_area(
            title_of(self.tr("内容")),
            self._papers,
            title_of(self.tr("格式")),
            self._formats,
            title_of(self.tr("批注")),
            self._which,
            self._options_title,
            self._options,
            self._lost_title,
            self._lost,
        )
        self._chooser.setFixedWidth(520)
        self._place = Target(self._subject.path)
        self._target = self._place.line
        self._footing = Footing(self.tr("导出进度"))
        self._progress, self._words = self._footing.bar, self._footing.words
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self._chooser)
        middle.addWidget(self._pane, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(middle, 1)
        layout.addWidget(self._place)
        layout.addWidget(self._footing)
        layout.addLayout(self._button_row())
        self._choosing = (self._chooser, self._place, self._start)

    def _begin(self) -> None:
        """Show what was chosen last, and listen."""
        paper, _, suffix = self._settings.text(_LAST, "report.docx").partition(".")
        known = [str(each) for each in Paper]
        paper = paper if paper in known else str(Paper.REPORT)
        self._papers.show_cards(
            [Card(str(each), _PAPERS[each], labels.tr(TITLES[each])) for each in Paper], paper
        )
        self._show_formats(f".{suffix}")
        self._on_format()
        self._papers.chosen.connect(self._on_paper)
        self._formats.chosen.connect(self._on_format)
        self._which.changed.connect(self._on_changed)
        self._options.changed.connect(self._on_changed)
        template = self._options.template
        template.editing_wanted.connect(self.template_wanted)
        template.copy_wanted.connect(self.copy_wanted)
        template.folder_wanted.connect(self.templates_wanted)
        self._place.suffix_given.connect(self._on_suffix)
        self._formats.button(self.suffix).setFocus()
        self._preview()

    def _button_row(self) -> QHBoxLayout:
        opening = self.opening_wanted
        self._open = self._extra(self.tr("打开"), lambda: opening.emit(self._done, True))
        self._folder = self._extra(
            self.tr("打开所在文件夹"), lambda: opening.emit(self._done, False)
        )
        self._rename = self._extra("", self._take_another)
        extras = (self._open, self._folder, self._rename)
        row = ButtonRow(self.tr("取消"), self.tr("导出"), *extras)
        self._close, self._start = row.close, row.begin
        self._close.clicked.connect(self.reject)
        self._start.setObjectName("export_start")
        self._start.clicked.connect(lambda: self.wanted.emit(self.choice()))
        return row

    def _extra(self, words: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.hide()
        button.clicked.connect(do)
        return button

    # what happens

    def _on_paper(self) -> None:
        self._show_formats(self.suffix)
        self._on_format()

    def _show_formats(self, suffix: str) -> None:
        words = {
            ".docx": "Word",
            ".pdf": "PDF",
            ".html": self.tr("网页"),
            ".md": "Markdown",
            ".jsonld": "JSON-LD",
            ".txt": self.tr("批注清单"),
            ".xlsx": "Excel",
            ".csv": "CSV",
        }
        cards = [Card(each, _ICONS[each], words[each], each) for each in FORMATS[self.paper]]
        self._formats.blockSignals(True)
        self._formats.show_cards(cards, suffix)
        self._formats.blockSignals(False)

    def _on_format(self) -> None:
        self._options.show_for(self.paper, self.suffix)
        self._options.setVisible(not self._options.is_empty)
        self._options_title.setVisible(not self._options.is_empty)
        # -- the papers are Chinese, and so are their files' names
        kind = "审阅" if self.paper is Paper.REPORT else TITLES[self.paper]
        self._place.suggest(kind, self.suffix)
        self._on_changed()

    def _on_changed(self) -> None:
        base = Base.OFFICIAL
        if self.paper is Paper.REPORT and self._options.onto_original:
            base = Base.ORIGINAL
        # -- the other papers are about annotations, nobody looks for them there
        ways = self._options.fields()["remarks"]
        said = cannot_carry(self.suffix, base, ways)
        sentences = said if self.paper is Paper.REPORT else ()
        self._lost.setText("\n".join(f"· {sentence}" for sentence in sentences))
        for part in (self._lost, self._lost_title):
            part.setVisible(bool(sentences))
        self._timer.start()
        self._pane.show_busy()

    def _preview(self) -> None:
        self._timer.stop()
        self._pane.show_busy()
        self._previewer.show(Wanted(self.fields(), self.suffix))

    def _on_suffix(self, suffix: str) -> None:
        if suffix in self._formats.keys():  # noqa: SIM118
            self._formats.choose(suffix)

    def _take_another(self) -> None:
        self._target.setText(str(self._another))
        self.wanted.emit(self.choice())

    def _end(self, words: str, close: str) -> None:
        self._busy = False
        self._footing.end(words)
        for part in self._choosing:
            part.setEnabled(True)
        self._close.setText(close)
