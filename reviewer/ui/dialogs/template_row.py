"""Which template a paper is made with: the program's, one of the person's own, or a folder of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from reviewer.exporters import templates
from reviewer.exporters.options import Paper
from reviewer.ui import messages


class TemplateRow(QWidget):
    """A line with the path of the template, a menu of those at hand, and what is done with them.

    `own` is the folder where the person's templates usually lie; it need not be there.
    """

    changed = Signal()
    #: The template in use is to be opened for editing.
    editing_wanted = Signal()
    #: A copy of the template in use is to be made, taken, and opened for editing.
    copy_wanted = Signal()
    #: The folder of templates is to be shown.
    folder_wanted = Signal()

    def __init__(self, own: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own = own
        self.paper = Paper.OPINIONS
        self.line = QLineEdit()
        self.line.setObjectName("export_templates")
        self.line.setPlaceholderText(self.tr("用程序自带的模板"))
        self.line.setAccessibleName(self.tr("模板"))
        self.line.textChanged.connect(self.changed)
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self.fill)
        choosing = QPushButton(self.tr("选择"))
        choosing.setMenu(self.menu)
        editing = QPushButton(self.tr("编辑模板"))
        editing.clicked.connect(self.editing_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.line, 1)
        for button in (choosing, editing):
            button.setAutoDefault(False)
            layout.addWidget(button)

    @property
    def path(self) -> Path | None:
        """The template or folder that is wanted; None is the program's own."""
        name = self.line.text().strip()
        return Path(name) if name else None

    @property
    def folder(self) -> Path:
        """Where the person's own templates are kept."""
        path = self.path
        return path if path is not None and not path.suffix else self._own

    def take(self, path: Path) -> None:
        """Take another template or folder."""
        self.line.setText(str(path))

    def fill(self) -> None:
        """List the templates there are now; the one in use is ticked."""
        self.menu.clear()
        usual, path = templates.template_of(self.paper, None), self.path
        used = usual if path is None else path
        folders = [self.folder, self._own]
        if path is not None and path.is_dir():
            used = templates.template_of(self.paper, path)
        elif path is not None:
            folders.insert(0, path.parent)
        self._offer(self.tr("程序自带的“{name}”").format(name=usual.stem), "", used == usual)
        for path in templates.listed(dict.fromkeys(folders)):
            words = path.stem if path.parent == self._own else f"{path.stem}（{path.parent.name}）"
            self._offer(words, str(path), path == used)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("选择模板文件…")).triggered.connect(self._choose_file)
        self.menu.addAction(self.tr("选择模板文件夹…")).triggered.connect(self._choose_folder)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("复制一份来改")).triggered.connect(self.copy_wanted)
        self.menu.addAction(self.tr("打开模板文件夹")).triggered.connect(self.folder_wanted)

    def _offer(self, words: str, text: str, is_used: bool) -> None:
        action = self.menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(is_used)
        action.triggered.connect(lambda: self.line.setText(text))

    def _choose_file(self) -> None:
        chosen = messages.ask_template(self, self.folder)
        if chosen is not None:
            self.take(chosen)

    def _choose_folder(self) -> None:
        chosen = messages.ask_folder(self, self.tr("模板文件夹"), self.folder)
        if chosen is not None:
            self.take(chosen)
