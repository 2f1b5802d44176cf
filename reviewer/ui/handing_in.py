"""Handing in: the export dialog, and the export in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from reviewer.errors import ReviewerError
from reviewer.ui import messages, tasks
from reviewer.ui.parts import Parts
from reviewer.ui.settings import cache_folder

if TYPE_CHECKING:
    from reviewer.ui.dialogs.export import ExportChoice, ExportDialog


class HandingIn(QObject):
    """Exports what is open."""

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._dialog: ExportDialog | None = None
        self._task: tasks.Task | None = None

    def ask(self) -> None:
        """Open the export dialog."""
        if self._parts.session.document is None:
            return
        from reviewer.ui.dialogs.export import ExportDialog  # noqa: PLC0415

        self._parts.commit()
        dialog = ExportDialog(self._suggested(), self._filters(), self._parts.host)
        dialog.wanted.connect(self._start)
        dialog.cancelled.connect(self._cancel)
        dialog.opening_wanted.connect(self._open)
        self._dialog = dialog
        dialog.exec()
        self._dialog = None

    def _filters(self) -> list[tuple[str, str]]:
        session = self._parts.session
        filters = [
            (self._tr("全部批注"), ""),
            (self._tr("只要未解决的"), "状态:未解决"),
        ]
        names = [person.name for person in session.review.reviewers()]
        filters += [
            (self._tr("只要 {name} 的").format(name=name), f"作者:“{name}”") for name in names
        ]
        document = session.document
        path = document.path_at(self._parts.reader.selection().start) if document else ()
        if path:
            label = path[-1].label
            filters.append((self._tr("只要本节：{label}").format(label=label), f"章节:“{label}”"))
        return filters

    def _suggested(self) -> Path:
        session = self._parts.session
        base = session.report_path or session.path or Path.home() / "报告"
        return base.with_name(f"{base.stem}（审阅）.docx")

    def _start(self, choice: ExportChoice) -> None:
        session, dialog = self._parts.session, self._dialog
        if session.document is None or dialog is None:
            return
        if choice.path.exists() and not messages.ask(
            dialog,
            self._tr("“{name}”已经存在，要替换它吗？").format(name=choice.path.name),
            self._tr("替换"),
        ):
            return
        from datetime import UTC, datetime  # noqa: PLC0415

        from reviewer import exporters  # noqa: PLC0415

        try:
            source_data, page_map = session.original()
        except ReviewerError as error:
            dialog.show_failed(str(error))
            return
        export = exporters.Export(
            document=session.document,
            review=session.review,
            exported_at=datetime.now(UTC),
            query=choice.query,
            opinion_table=choice.opinion_table,
            font_cache=cache_folder() / "fonts",
            source_data=source_data,
            page_map=page_map,
        )
        dialog.show_running()
        self._task = tasks.in_process(exporters.write, export, choice.path)
        self._task.progressed.connect(dialog.show_progress)
        self._task.succeeded.connect(lambda: dialog.show_done(choice.path))
        self._task.failed.connect(self._on_failed)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_failed(self, sentence: str) -> None:
        if sentence.startswith("Traceback"):
            if self._dialog is not None:
                self._dialog.show_failed(self._tr("导出时程序出错，没有写出文件。"))
            raise RuntimeError(sentence)
        if self._dialog is not None:
            self._dialog.show_failed(sentence)

    def _open(self, path: Path, is_file: bool) -> None:
        from PySide6.QtCore import QUrl  # noqa: PLC0415
        from PySide6.QtGui import QDesktopServices  # noqa: PLC0415

        target = path if is_file else path.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("handing_in", text)
