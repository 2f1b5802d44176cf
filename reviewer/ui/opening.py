"""Opening reports and reviews, saving copies, moving; bad files get a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, QTimer, Signal

from reviewer import importers
from reviewer.errors import ReviewerError
from reviewer.importers import Imported
from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.resources import SAMPLE_REPORT, seed
from reviewer.store import places
from reviewer.store.places import is_review
from reviewer.ui import messages, reports, tasks
from reviewer.ui.parts import Parts
from reviewer.ui.reports import Report
from reviewer.ui.settings import data_folder

_AT_ONCE: Final = 300_000
"""Smaller text files are read in a few milliseconds, without a thread."""
_BY_ITSELF: Final = 1_000_000
"""What is more work is done in a process of its own: it can be stopped, and the window runs on."""
_PACKED: Final = (b"PK", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"<")
"""What takes longer than its size tells."""
_CHANGES: Final = (Kind.INSERT, Kind.DELETE, Kind.REPLACE)
"""What a tracked change becomes."""


class Opening(QObject):
    """How files get into the window."""

    #: Something worth a line in the status bar happened.
    said = Signal(str)
    #: The review of an earlier text of the report that was opened is to be brought in.
    earlier_wanted = Signal(object)

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._with_changes = False
        self._stop: Callable[[], None] = _nothing
        parts.session.file_changed.connect(partial(_remember, parts))

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
        if not self._may_leave():
            return
        self._stop()
        try:
            if is_review(path):
                self._open_review(path)
                return
            self._read(path, "", lambda report: self._open_read(path, report))
        except ReviewerError as error:
            self._tell(str(error))

    def open_all(self, paths: Sequence[Path]) -> None:
        """Open the first of several files; the others are on the start page for later."""
        for path in reversed(paths[1:]):
            self._parts.settings.add_recent(path)
        if paths:
            self.open(paths[0])
        if paths[1:]:
            words = self._tr("一次打开一份，打开的是“{name}”；其余 {n} 份在开始页的最近打开里。")
            self.said.emit(words.format(name=paths[0].name, n=len(paths) - 1))

    def reread(self, encoding: str) -> None:
        """Read the open report again in another encoding, or with its changes accepted.

        Only before anything was said on it.
        """
        session = self._parts.session
        path = session.report_path
        if path is None or session.path is not None:
            self.said.emit(self._tr("已经有批注的报告不能再换编码。"))
            return
        self._stop()
        try:
            self._read(path, encoding, lambda report: self._show(path, report))
        except ReviewerError as error:
            self._tell(str(error))

    def has_changes(self) -> bool:
        """Whether the open report came with tracked changes, and its text may yet be chosen."""
        session = self._parts.session
        return self._with_changes and session.report_path is not None and session.path is None

    def _read(self, path: Path, encoding: str, then: Callable[[Report], None]) -> None:
        """Read a report: what takes longer in the background, with a way to stop.

        What is opened meanwhile is wanted instead.

        Raises ReviewerError for what is read at once.
        """
        size = _size(path)
        if size == 0:
            then(reports.read(path, encoding))
            return
        if size > _BY_ITSELF:
            task = tasks.in_process(reports.read, path, encoding)
        else:
            task = tasks.in_thread(lambda: reports.read(path, encoding))
        words = self._tr("正在读取“{name}”…").format(name=path.name)
        done = messages.wait(self._parts.host, words, task.cancel, task.progressed)

        def stop() -> None:
            if self._stop is stop:
                self._stop = _nothing
                task.cancel()
                done()

        def take(report: Report) -> None:
            stop()
            self._try(lambda: then(report))

        self._stop = stop
        task.ended.connect(stop)
        task.succeeded.connect(take)
        task.failed.connect(self._on_failed)

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

    def close(self) -> bool:
        """Close what is open; whether that was done."""
        if not self._may_leave():
            return False
        self._stop()
        self._keep_place()
        self._parts.session.close()
        self._parts.session.document_opened.emit()
        return True

    def _may_leave(self) -> bool:
        """Commit what is being written; where no disk takes it, ask before it is lost."""
        self._parts.commit()
        if not self._parts.session.has_unkept:
            return True
        question = self._tr("写了一半的文字没有地方保存，离开后会丢失。请先腾出磁盘空间。")
        return messages.ask(self._parts.host, question, self._tr("放弃这些文字"), self._tr("留下"))

    def _open_review(self, path: Path) -> None:
        self._keep_place()
        self._parts.session.open_review(path)
        _remember(self._parts)
        self._parts.settings.add_recent(path)
        self._restore_place()

    def _open_read(self, path: Path, report: Report) -> None:
        # -- it was read beside the window, where somebody may have been writing
        if not self._may_leave():
            return
        sha256 = report.imported.document.source.sha256
        known = self._parts.settings.reviews()
        existing = places.existing_review(path, sha256, data_folder(), known)
        twins, earlier = places.further_reviews(path, sha256, existing)
        if existing is not None:
            self._open_review(existing)
            self._parts.session.report_path = path
            words = self._tr("接着上次的审阅：{path}").format(path=existing)
            if twins:
                also = self._tr(
                    "旁边还有这份报告的另一份审阅“{name}”，可用“导入或合并批注”并进来。"
                )
                words += "　" + also.format(name=twins[0].name)
            self.said.emit(words)
            return
        self._keep_place()
        self._show(path, report)
        self._parts.settings.add_recent(path)
        self._restore_place()
        if earlier:
            self._offer(earlier[-1])

    def _offer(self, earlier: Path) -> None:
        """Offer the review of an earlier text: the report was changed since."""
        question = self._tr(
            "旁边的“{name}”审阅的是这份报告的另一个文本：报告后来有改动。"
            "要把其中的批注带到现在的文本上吗？带入前可以逐条查看，原来的审阅不变。"
        ).format(name=earlier.name)

        def ask() -> None:
            yes, no = self._tr("带入批注…"), self._tr("暂不带入")
            if messages.ask(self._parts.host, question, yes, no):
                self.earlier_wanted.emit(earlier)

        self._when_shown(ask)

    def _show(self, path: Path, report: Report) -> None:
        imported = report.imported
        self._with_changes = _has_changes(imported)
        self._parts.session.open_report(path, imported, report.review)
        notices = list(imported.notices)
        if self._with_changes:
            notices.append(self._tr("可在“文件”菜单的“带修订的正文”中改选。"))
        if notices:
            self.said.emit("　".join(notices))

    def _on_failed(self, sentence: str) -> None:
        if sentence.startswith("Traceback"):
            raise RuntimeError(sentence)
        messages.tell(self._parts.host, sentence)

    def _copy(self, target: Path) -> None:
        # -- the system's dialog has asked before an existing copy gives way
        other = target.resolve() != self._parts.session.path
        self._parts.session.copy_to(target, replacing=other)
        self.said.emit(self._tr("已存副本：{path}").format(path=target))

    def _tell(self, sentence: str) -> None:
        self._when_shown(lambda: messages.tell(self._parts.host, sentence))

    def _when_shown(self, do: Callable[[], None]) -> None:
        """Open a box as soon as there is a window for it to stand over."""
        host = self._parts.host
        if host.isVisible():
            do()
        else:
            QTimer.singleShot(0, host, do)

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
        """Return the first folder that is there: of what was opened last, of documents, one's own."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        likely = [path.parent for path in self._parts.settings.recent()[:1]]
        likely.append(Path(QStandardPaths.writableLocation(documents)))
        return next((folder for folder in likely if folder.is_dir()), Path.home())

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("opening", text)


def _remember(parts: Parts) -> None:
    """Remember where the review is."""
    path = parts.session.path
    if path is not None:
        parts.settings.add_review(path)


def _nothing() -> None:
    pass


def _size(path: Path) -> int:
    """Return how much work a report is, in bytes; 0 where it is read in a few milliseconds."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(8)
        if head.startswith(b"PK"):
            return _unpacked(path)
    except (OSError, ValueError):
        # -- reading it says what is wrong
        return 0
    return size if head.startswith(_PACKED) or size > _AT_ONCE else 0


def _unpacked(path: Path) -> int:
    """Return the size of the texts in an archive; a million characters pack into 100 kB."""
    from zipfile import BadZipFile, ZipFile  # noqa: PLC0415

    try:
        with ZipFile(path) as archive:
            entries = archive.infolist()
    except BadZipFile:
        return 1
    return max(1, sum(entry.file_size for entry in entries if entry.filename.endswith(".xml")))


def _has_changes(imported: Imported) -> bool:
    accepted = imported.document.source.encoding == importers.ACCEPTED
    if imported.document.source.importer == "pdf":
        # -- its suggestions are annotations; its text is one and the same
        return False
    return accepted or any(given.kind in _CHANGES for given in imported.given)
