"""Handing in: the export dialog, and the export in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from reviewer.errors import ReviewerError, reason
from reviewer.ui import messages, tasks
from reviewer.ui.parts import Parts
from reviewer.ui.settings import data_folder
from reviewer.ui.subjects import choices, open_export

if TYPE_CHECKING:
    from reviewer.exporters import Export
    from reviewer.ui.dialogs.export import ExportChoice, ExportDialog
    from reviewer.ui.dialogs.template_row import TemplateRow

_ORIGINALS = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
"""Files that annotations can be put onto."""


class HandingIn(QObject):
    """Exports what is open."""

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._dialog: ExportDialog | None = None
        self._export: Export | None = None
        self._task: tasks.Task | None = None

    def ask(self) -> None:
        """Open the export dialog."""
        parts = self._parts
        document = parts.session.document
        if document is None:
            return
        from reviewer.ui.dialogs.export import ExportDialog, Subject  # noqa: PLC0415
        from reviewer.ui.dialogs.preview import Previewer  # noqa: PLC0415

        parts.commit()
        original = _ORIGINALS.get(document.source.media_type, "")
        try:
            self._export = open_export(parts, with_original=bool(original))
        except ReviewerError as error:
            messages.tell(parts.host, str(error))
            return
        base = parts.session.report_path or parts.session.path or Path.home() / self._tr("报告")
        own = data_folder() / self._tr("模板")
        subject = Subject(base, original, choices(parts), own)
        previewer = Previewer(self._export, self)
        dialog = ExportDialog(subject, previewer, parts.settings, parts.theme, parts.host)
        dialog.wanted.connect(self._start)
        dialog.cancelled.connect(self._cancel)
        dialog.opening_wanted.connect(_open)
        dialog.template_wanted.connect(self._edit_template)
        dialog.copy_wanted.connect(self._copy_template)
        dialog.templates_wanted.connect(self._show_templates)
        self._dialog = dialog
        dialog.exec()
        self._dialog = None
        self._export = None
        previewer.close()
        previewer.deleteLater()
        dialog.deleteLater()

    def _start(self, choice: ExportChoice) -> None:
        dialog, export = self._dialog, self._export
        if dialog is None or export is None or not self._may_write(choice, dialog):
            return
        from dataclasses import replace  # noqa: PLC0415
        from datetime import UTC, datetime  # noqa: PLC0415

        from reviewer import exporters  # noqa: PLC0415

        export = replace(export, exported_at=datetime.now(UTC), **choice.fields)
        dialog.show_running()
        self._task = tasks.in_process(exporters.write, export, choice.path)
        self._task.progressed.connect(dialog.show_progress)
        self._task.succeeded.connect(lambda: dialog.show_done(choice.path))
        self._task.failed.connect(lambda sentence: self._on_failed(sentence, choice.path))

    def _may_write(self, choice: ExportChoice, dialog: ExportDialog) -> bool:
        """Whether there may be a file of that name; a report or a review is never replaced."""
        path = choice.path
        if not path.name:
            dialog.show_failed(self._tr("请先写上文件名。"))
            return False
        if not path.exists() or choice.is_agreed:
            agreed = True
        else:
            question = self._tr("“{name}”已经存在，要替换它吗？").format(name=path.name)
            agreed = messages.ask(dialog, question, self._tr("替换"), self._tr("不替换"))
        session = self._parts.session
        kept = [each for each in (session.report_path, session.path) if each is not None]
        if agreed and path.exists() and any(each.exists() and path.samefile(each) for each in kept):
            sentence = self._tr("“{name}”是正在审阅的文件，不能被导出的文件替换，请换一个文件名。")
            dialog.show_failed(sentence.format(name=path.name), _another(path))
            return False
        return agreed

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_failed(self, sentence: str, path: Path) -> None:
        dialog = self._dialog
        if sentence.startswith("Traceback"):
            if dialog is not None:
                dialog.show_failed(self._tr("导出时程序出错，没有写出文件。"))
            raise RuntimeError(sentence)
        if dialog is not None:
            # -- a file that is there already may be held by another program
            dialog.show_failed(sentence, _another(path) if path.exists() else None)

    def _edit_template(self) -> None:
        from reviewer.exporters import templates  # noqa: PLC0415

        def provide(row: TemplateRow) -> Path:
            own = row.path or row.folder
            template = templates.provide(row.paper, own)
            row.take(own)
            return template

        self._with_templates(provide, is_file=True)

    def _copy_template(self) -> None:
        from reviewer.exporters import templates  # noqa: PLC0415

        def copy(row: TemplateRow) -> Path:
            made = templates.copied(row.paper, row.path, row.folder)
            row.take(made)
            return made

        self._with_templates(copy, is_file=True)

    def _show_templates(self) -> None:
        from reviewer.exporters import templates  # noqa: PLC0415

        def guide(row: TemplateRow) -> Path:
            templates.give_guide(row.folder)
            return row.folder / templates.GUIDE

        self._with_templates(guide, is_file=False)

    def _with_templates(self, do: Callable[[TemplateRow], Path], *, is_file: bool) -> None:
        """Do something in the folder of templates, and open what comes of it (or its folder)."""
        if self._dialog is None:
            return
        row = self._dialog.options.template
        try:
            made = do(row)
        except ReviewerError as error:
            messages.tell(self._dialog, str(error))
            return
        except OSError as error:
            sentence = self._tr("无法在“{folder}”里放入模板（{why}），请换一个文件夹。")
            messages.tell(self._dialog, sentence.format(folder=row.folder, why=reason(error)))
            return
        _open(made, is_file)

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("handing_in", text)


def _another(path: Path) -> Path:
    """Return a name beside a file that nothing has."""
    from reviewer.exporters import numbered  # noqa: PLC0415

    return next(other for other in numbered(path) if not other.exists())


def _open(path: Path, is_file: bool) -> None:
    from PySide6.QtCore import QUrl  # noqa: PLC0415
    from PySide6.QtGui import QDesktopServices  # noqa: PLC0415

    target = path if is_file else path.parent
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))
