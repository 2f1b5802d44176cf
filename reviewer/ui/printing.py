"""Printing: the report is typeset in a process, its pages are drawn in another and put on paper.

Painting goes on in a thread, in strips, so that the window never waits for a page.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from reviewer.ui import messages, tasks
from reviewer.ui.parts import Parts
from reviewer.ui.subjects import choices, open_export

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from reviewer.exporters import Export
    from reviewer.ui.dialogs.printing import PrintingDialog

_TYPESET: Final = 0.3
"""How much of the work is done when the pages are typeset."""


class Printing(QObject):
    """Prints what is open."""

    _advanced = Signal(float)

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._dialog: PrintingDialog | None = None
        self._export: Export | None = None
        self._task: tasks.Task | None = None
        self._stopped = threading.Event()
        self._advanced.connect(self._on_advanced, Qt.ConnectionType.QueuedConnection)

    def ask(self) -> None:
        """Open the dialog."""
        parts = self._parts
        if parts.session.document is None:
            return
        from reviewer.ui.dialogs.preview import Previewer, scratch_folder  # noqa: PLC0415
        from reviewer.ui.dialogs.printing import PrintingDialog  # noqa: PLC0415

        parts.commit()
        self._export = open_export(parts, with_original=False)
        previewer = Previewer(self._export, self)
        dialog = PrintingDialog(choices(parts), previewer, parts.settings, parts.host)
        dialog.cancelled.connect(self._cancel)
        self._dialog = dialog
        with scratch_folder() as folder:
            dialog.wanted.connect(lambda fields: self._start(fields, Path(folder) / "pages.pdf"))
            dialog.exec()
        self._dialog = None
        self._export = None
        previewer.close()
        previewer.deleteLater()
        dialog.deleteLater()

    def _start(self, fields: dict[str, Any], path: Path) -> None:
        if self._dialog is None or self._export is None:
            return
        printer = messages.ask_printer(self._dialog)
        if printer is None:
            return
        from reviewer import exporters  # noqa: PLC0415

        self._stopped = threading.Event()
        self._dialog.show_running()
        task = tasks.in_process(exporters.write, replace(self._export, **fields), path)
        task.progressed.connect(lambda share: self._on_advanced(share * _TYPESET))
        task.succeeded.connect(lambda: self._paint(printer, path))
        task.failed.connect(self._on_failed)
        self._task = task

    def _paint(self, printer: QPrinter, path: Path) -> None:
        stopped = self._stopped

        def advance(share: float) -> None:
            self._advanced.emit(_TYPESET + (1 - _TYPESET) * share)

        def work() -> int:
            from reviewer.formats.pdf_file import PdfFile  # noqa: PLC0415
            from reviewer.ui.paper import put_on_paper  # noqa: PLC0415

            with PdfFile(path.name, path.read_bytes()) as file:
                return put_on_paper(file, printer, advance, stopped)

        task = tasks.in_thread(work)
        task.succeeded.connect(self._on_printed)
        task.failed.connect(self._on_failed)
        self._task = task

    def _cancel(self) -> None:
        self._stopped.set()
        if self._task is not None:
            self._task.cancel()

    def _on_advanced(self, share: float) -> None:
        if self._dialog is not None:
            self._dialog.show_progress(share)

    def _on_printed(self, pages: int) -> None:
        if self._dialog is not None:
            self._dialog.show_done(pages)

    def _on_failed(self, sentence: str) -> None:
        if sentence.startswith("Traceback"):
            if self._dialog is not None:
                self._dialog.show_failed(_tr("打印时程序出错，没有印完。"))
            raise RuntimeError(sentence)
        if self._dialog is not None:
            self._dialog.show_failed(sentence)


def _tr(text: str) -> str:
    return QCoreApplication.translate("printing", text)
