"""Opening reports and reviews, saving copies, moving; bad files get a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, QTimer, Signal

from reviewer import importers
from reviewer.errors import ReviewerError
from reviewer.importers import Imported
from reviewer.model.spans import Span
from reviewer.resources import SAMPLE_REPORT, seed
from reviewer.store import places
from reviewer.store.places import is_review
from reviewer.ui import messages, tasks
from reviewer.ui.parts import Parts
from reviewer.ui.settings import data_folder

_AT_ONCE: Final = 300_000
"""Smaller text files are read in a few milliseconds, without a thread."""
_BY_ITSELF: Final = 2_000_000
"""Larger files are read in a process of their own: it can be stopped, and the window runs on."""
_PACKED: Final = (b"PK", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"<")
""" What takes longer than its size tells."""


class Opening(QObject):
    """How files get into the window."""

    #: Something worth a line in the status bar happened.
    said = Signal(str)

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts

    def ask(self) -> None:
        """Ask for a file and open it."""
        path = messages.ask_open(self._parts.host, self._folder())
        if path is not None:
            self.open(path)

    def open_sample(self) -> None:
        """Open the sample report."""
        self.open(seed(SAMPLE_REPORT))

    def open(self, path: Path) -> None:
        """Open a report or a review; where that fails, what is open stays open."""
        self._parts.commit()
        try:
            if is_review(path):
                self._open_review(path)
                return
            data = importers.load(path)
            if len(data) <= _AT_ONCE and not data.startswith(_PACKED):
                self._open_imported(path, importers.read_bytes(path.name, data))
                return
        except ReviewerError as error:
            self._tell(str(error))
            return
        self._open_later(path, data)

    def _open_later(self, path: Path, data: bytes) -> None:
        """Read what takes longer in the background, with a way to stop."""
        if len(data) > _BY_ITSELF:
            task = tasks.in_process(_read, path.name, data)
        else:
            task = tasks.in_thread(lambda: importers.read_bytes(path.name, data))
        words = self._tr("正在读取“{name}”…").format(name=path.name)
        done = messages.wait(self._parts.host, words, task.cancel)
        task.ended.connect(done)
        task.succeeded.connect(lambda imported: self._on_imported(path, imported))
        task.failed.connect(self._on_failed)

    def reread(self, encoding: str) -> None:
        """Read the open report again in another encoding; only before anything was said on it."""
        session = self._parts.session
        path = session.report_path
        if path is None or session.path is not None:
            self.said.emit(self._tr("已经有批注的报告不能再换编码。"))
            return
        try:
            self._parts.session.open_report(path, importers.read(path, encoding))
        except ReviewerError as error:
            messages.tell(self._parts.host, str(error))

    def save_copy(self) -> None:
        """Ask for a place and save a copy of the review there."""
        session = self._parts.session
        if session.path is None:
            return
        suggested = session.path.with_name(f"{session.path.stem} 副本.review")
        target = messages.ask_save(
            self._parts.host, self._tr("另存副本"), suggested, self._tr("审阅文件 (*.review)")
        )
        if target is not None:
            self._try(lambda: self._copy(target))

    def move(self) -> None:
        """Ask for a folder and keep the review there from now on."""
        session = self._parts.session
        if session.path is None:
            return
        folder = messages.ask_folder(
            self._parts.host, self._tr("移动审阅文件到…"), session.path.parent
        )
        if folder is not None and folder != session.path.parent:
            target = folder / session.path.name
            self._try(lambda: session.move_to(target))

    def close(self) -> None:
        """Close what is open."""
        self._keep_place()
        self._parts.commit()
        self._parts.session.close()
        self._parts.session.document_opened.emit()

    def _open_review(self, path: Path) -> None:
        self._keep_place()
        self._parts.session.open_review(path)
        self._parts.settings.add_recent(path)
        self._restore_place()

    def _open_imported(self, path: Path, imported: Imported) -> None:
        existing = places.existing_review(path, imported.document.source.sha256, data_folder())
        if existing is not None:
            self._open_review(existing)
            self._parts.session.report_path = path
            self.said.emit(self._tr("接着上次的审阅：{path}").format(path=existing))
            return
        self._keep_place()
        self._parts.session.open_report(path, imported)
        self._parts.settings.add_recent(path)
        self._restore_place()
        if imported.notices:
            self.said.emit("　".join(imported.notices))

    def _on_imported(self, path: Path, imported: object) -> None:
        if isinstance(imported, Imported):
            try:
                self._open_imported(path, imported)
            except ReviewerError as error:
                messages.tell(self._parts.host, str(error))

    def _on_failed(self, sentence: str) -> None:
        if sentence.startswith("Traceback"):
            raise RuntimeError(sentence)
        messages.tell(self._parts.host, sentence)

    def _copy(self, target: Path) -> None:
        # -- the system's dialog has asked before an existing copy gives way
        if target.exists() and target != self._parts.session.path:
            target.unlink()
        self._parts.session.copy_to(target)
        self.said.emit(self._tr("已存副本：{path}").format(path=target))

    def _tell(self, sentence: str) -> None:
        host = self._parts.host
        if host.isVisible():
            messages.tell(host, sentence)
        else:
            # -- a box wants a window to stand over
            QTimer.singleShot(0, host, lambda: messages.tell(host, sentence))

    def _try(self, do: object) -> None:
        try:
            do()  # type: ignore[operator]
        except (ReviewerError, OSError) as error:
            messages.tell(self._parts.host, str(error))

    def _keep_place(self) -> None:
        document, offset = self._parts.session.document, self._parts.reader.top_offset()
        if document is not None and self._parts.session.path is None:
            self._parts.settings.keep_place(document.source.sha256, offset)
        elif document is not None:
            try:
                self._parts.session.keep_place(offset)
            except ReviewerError as error:
                self.said.emit(str(error))

    def _restore_place(self) -> None:
        offset = self._parts.session.kept_place()
        document = self._parts.session.document
        if document is not None and self._parts.session.path is None:
            offset = self._parts.settings.kept_place(document.source.sha256)
        if document is not None and 0 < offset < len(document.text):
            self._parts.reader.reveal(Span(offset, offset), share=0.0)

    def _folder(self) -> Path:
        recent = self._parts.settings.recent()
        if recent:
            return recent[0].parent
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(QStandardPaths.writableLocation(documents))

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("opening", text)


def _read(name: str, data: bytes, _progress: Callable[[float], None]) -> Imported:
    return importers.read_bytes(name, data)
