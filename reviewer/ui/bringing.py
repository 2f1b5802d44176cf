"""Bringing in the annotations of another copy of the report: read beside the window, shown, taken over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from reviewer.model.records import Reviewer
from reviewer.ui import messages, tasks
from reviewer.ui.parts import Parts

if TYPE_CHECKING:
    from reviewer.store.bringing import Prospect


class Bringing(QObject):
    """Shows what another copy says before any of it is taken over."""

    #: Something worth a line in the status bar happened.
    said = Signal(str)

    def __init__(
        self, parts: Parts, identify: Callable[[], Reviewer | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._identify = identify

    def ask(self) -> None:
        """Ask for another copy and bring in what it says."""
        session = self._parts.session
        near = session.report_path or session.path
        path = messages.ask_copy(self._parts.host, near.parent if near else Path.home())
        if path is not None:
            self.bring_in(path)

    def bring_in(self, path: Path) -> None:
        """Read another copy and offer what it says; nothing changes before the person agrees."""
        self._parts.commit()
        session = self._parts.session
        document, author = session.as_imported, self._identify()
        if document is None or author is None:
            return
        from reviewer.store.bringing import work_out  # noqa: PLC0415

        task = tasks.in_process(work_out, path, document, session.review, author)
        words = self._tr("正在读取“{name}”里的批注…").format(name=path.name)
        done = messages.wait(self._parts.host, words, task.cancel, task.progressed)
        task.ended.connect(done)
        task.succeeded.connect(lambda found: self._offer(path.name, found))
        task.failed.connect(self._on_failed)

    def _offer(self, name: str, found: Prospect) -> None:
        if not found.rows:
            sentence = self._tr("“{name}”里没有批注，请确认选的是带批注的那一份。")
            messages.tell(self._parts.host, sentence.format(name=name))
            return
        from reviewer.importers.preview import kept  # noqa: PLC0415
        from reviewer.ui.dialogs.remarks import RemarksDialog  # noqa: PLC0415

        dialog = RemarksDialog(name, found.rows, self._parts.host)
        if not dialog.exec():
            return
        records = kept(found.placing.records, dialog.left_out())
        count = dialog.count()
        if self._parts.session.bring_in(records) is not None:
            self.said.emit(
                self._tr("已从“{name}”导入 {n} 条批注，可一步撤销。").format(name=name, n=count)
            )

    def _on_failed(self, sentence: str) -> None:
        if sentence.startswith("Traceback"):
            raise RuntimeError(sentence)
        messages.tell(self._parts.host, sentence)

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("bringing", text)
