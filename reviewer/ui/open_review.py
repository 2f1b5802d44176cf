"""The open report with its review file: opening, saving, drafts, and where the reading stands."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer import store
from reviewer.errors import ReviewerError, reason
from reviewer.importers import Imported
from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.change import Change, RecordKind, key_of
from reviewer.model.document import Document
from reviewer.model.ids import HybridClock
from reviewer.model.records import EntryKind, Record, Reviewer
from reviewer.model.review import Review, Way
from reviewer.store.places import Location, location_for
from reviewer.ui.drafts import Drafts, LooseDrafts
from reviewer.ui.reports import begun

if TYPE_CHECKING:
    from reviewer.store import Holder, ReviewFile

_SETTLED_AFTER: Final = 3000
"""Milliseconds after the last edit: then the file has everything, for people mail it while it is open."""


def milliseconds() -> int:
    """Return the time since 1970."""
    return int(time.time() * 1000)


class OpenReview(QObject):
    """One open report with its review.

    `ask_identity` returns who is reviewing, asking the person if need be; None means that they
    would rather not say, and the edit is dropped.
    """

    document_opened = Signal()
    #: `document` is another one: the same text with another outline.
    outline_changed = Signal()
    review_changed = Signal(object)
    history_changed = Signal()
    file_changed = Signal()
    edit_failed = Signal(str)

    def __init__(
        self,
        user_folder: Path,
        ask_identity: Callable[[], Reviewer | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._user_folder = user_folder
        self._ask_identity = ask_identity
        self._clock = HybridClock(milliseconds)
        self._imported: Imported | None = None
        self._file: ReviewFile | None = None
        self._drafts = Drafts()
        self.document: Document | None = None
        #: The document without corrections of its outline.
        self.as_imported: Document | None = None
        self.report_path: Path | None = None
        self.location: Location | None = None
        self.review = Review(DEFAULT_CATEGORIES)
        self._edition = ""
        self.draft_keys: set[str] = set()
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.timeout.connect(
            lambda: self._file.settle() if self._file is not None else None
        )

    # queries

    @property
    def path(self) -> Path | None:
        """The review file; None as long as nothing was said."""
        return self._file.path if self._file is not None else None

    @property
    def edition(self) -> str:
        """Which text positions count in; worked out when it is first asked for."""
        if not self._edition and self.as_imported is not None:
            from reviewer.model.edition import edition_id  # noqa: PLC0415

            self._edition = edition_id(self.as_imported)
        return self._edition

    @property
    def read_only(self) -> bool:
        """Whether the review cannot be changed here."""
        return self._file is not None and self._file.read_only

    @property
    def held_by(self) -> Holder | None:
        """Who else has the review open."""
        return self._file.held_by if self._file is not None else None

    @property
    def may_undo(self) -> bool:
        """Whether there is something to undo."""
        return not self.read_only and self.review.undo_label is not None

    @property
    def may_redo(self) -> bool:
        """Whether there is something to redo."""
        return not self.read_only and self.review.redo_label is not None

    def resource(self, name: str) -> bytes:
        """Return the bytes of a picture by the value of its mark; empty where there is none."""
        if self._imported is not None:
            return self._imported.resources.get(name, ("", b""))[1]
        return self._file.resource(name)[1] if self._file is not None else b""

    def original(self) -> tuple[bytes, tuple[bytes, ...]]:
        """Return the report's file as it came, and where characters stand on each of its pages."""
        if self._imported is not None:
            return self._imported.data, self._imported.page_map
        if self._file is None:
            return b"", ()
        pages = tuple(self._file.page_map(page) for page in range(self._file.pages()))
        return self._file.source_bytes(), pages

    # opening

    def open_report(
        self, path: Path | None, imported: Imported, review: Review | None = None
    ) -> None:
        """Show a report on which nothing was said yet; no file is made.

        `review` is what it begins with, where somebody has made it ready.
        """
        self.close()
        self._imported = imported
        self.report_path = path
        self.document = self.as_imported = imported.document
        self.review = review if review is not None else begun(imported)
        # -- very many objects, none of them rubbish: not to be looked through
        gc.freeze()
        self._drafts = Drafts(LooseDrafts(self._user_folder, imported.document.source.sha256))
        self.draft_keys = set(self.drafts())
        self.document_opened.emit()
        self.history_changed.emit()

    def open_review(self, path: Path) -> None:
        """Open a review file. Raises ReviewerError; then what was open stays open."""
        if self._file is not None and self._file.path == path and not self._file.read_only:
            return
        opened = store.ReviewFile.open(path, _holder())
        self.close()
        self._take_over(opened)
        gc.freeze()
        self.draft_keys = set(self.drafts())
        self.document_opened.emit()
        self.history_changed.emit()

    def close(self) -> None:
        """Let go of the open review; everything said is on disk already."""
        if self._file is not None:
            self._file.close()
        self._file = self._imported = None
        self._drafts = Drafts()
        self.document = self.as_imported = self.report_path = self.location = None
        self._edition = ""
        self.review = Review(DEFAULT_CATEGORIES)

    # the file

    def copy_to(self, path: Path, *, replacing: bool = False) -> None:
        """Save a copy of the review, in place of a file if so wished. Raises ReviewerError."""
        if self._file is not None:
            self._file.copy_to(path, replacing=replacing)

    def move_to(self, path: Path) -> None:
        """Keep the review at another place from now on. Raises ReviewerError."""
        if self._file is None:
            return
        old = self._file.path
        self._file.copy_to(path)
        moved = store.ReviewFile.open(path, _holder())
        report = self.report_path
        self._file.close()
        self._take_over(moved)
        self.report_path, self.location = report, None
        self.file_changed.emit()
        try:
            old.unlink(missing_ok=True)
        except OSError as error:
            raise ReviewerError(
                self.tr("已移动到“{new}”，但原处的“{old}”删不掉（{why}），请自行删除。").format(
                    new=path, old=old, why=reason(error)
                )
            ) from error

    # drafts and the place of reading

    @property
    def has_unkept(self) -> bool:
        """Whether there are half-written notes that no disk would take."""
        return bool(self._drafts.unkept)

    def save_draft(self, key: str, text: str) -> None:
        """Keep a half-written note; that no disk takes it is told, once."""
        self.draft_keys.add(key)
        told = self.has_unkept
        try:
            self._drafts.put(key, text)
        except OSError:
            if not told:
                self.edit_failed.emit(
                    self.tr(
                        "写了一半的文字现在无处保存，只在窗口里；请腾出磁盘空间，不要关闭窗口。"
                    )
                )

    def draft(self, key: str) -> str:
        """Return a half-written note, empty where there is none."""
        return self.drafts().get(key, "")

    def drafts(self) -> dict[str, str]:
        """Return the half-written notes by key."""
        return self._drafts.all()

    def drop_draft(self, key: str) -> None:
        """Forget a draft."""
        self.draft_keys.discard(key)
        try:
            self._drafts.drop(key)
        except (ReviewerError, OSError) as error:
            self.edit_failed.emit(str(error))

    def keep_place(self, offset: int) -> None:
        """Remember where the reading stands."""
        if self._file is not None and not self._file.read_only:
            self._file.put_state("place", str(offset))

    def kept_place(self) -> int:
        """Return where the reading stood."""
        value = self._file.state("place") if self._file is not None else ""
        return int(value) if value.isdecimal() else 0

    # inside

    def _identity(self) -> Reviewer | None:
        if self.read_only:
            self.edit_failed.emit(read_only_sentence(self))
            return None
        return self._ask_identity()

    def _commit(self, change: Change | None, way: Way = Way.DO) -> Change | None:
        if not change:
            return None
        me = self._identity()
        if me is None:
            return None
        try:
            file = self._file or self._new_file(me)
            stamp = self._clock.stamp(me.id)
            file.save(change, stamp, way)
        except ReviewerError as error:
            self.edit_failed.emit(str(error))
            return None
        self._settling.start(_SETTLED_AFTER)
        self.review.apply(change, stamp, way)
        if self.as_imported is not None and _corrects_outline(self.review, change):
            self.document = _corrected(self.as_imported, self.review)
            self.outline_changed.emit()
        self.review_changed.emit(change)
        self.history_changed.emit()
        return change

    def _new_file(self, me: Reviewer) -> ReviewFile:
        """Make the review file at the first edit."""
        imported = self._imported
        if imported is None:
            raise RuntimeError("an edit without a report")
        name = self.report_path or self._user_folder / imported.document.source.name
        location = location_for(name, self._user_folder)
        records: list[Record] = [me, *self.review.records]
        stamp = self._clock.stamp(me.id)
        store.ReviewFile.create(location.path, imported, records, stamp)
        opened = store.ReviewFile.open(location.path, _holder())
        # -- everybody goes on with the review they know; it now also knows who speaks
        self.review.apply(self.review.change("create", me), stamp, Way.MERGE)
        self.review.restore((), {key_of(record): stamp for record in records}, {})
        opened.review = self.review
        report, drafts = self.report_path, self._drafts
        self._take_over(opened)
        self.report_path, self.location, self._drafts = report, location, drafts
        drafts.carry_into(opened)
        self.file_changed.emit()
        return opened

    def _take_over(self, file: ReviewFile) -> None:
        self._file = file
        self._drafts = Drafts(LooseDrafts(self._user_folder, file.document.source.sha256), file)
        self._imported = None
        self.as_imported = file.imported_document
        self.document = _corrected(self.as_imported, file.review)
        self.review = file.review
        self._edition = file.edition
        self._clock.advance(file.latest_time)


def _corrected(document: Document, review: Review) -> Document:
    from reviewer.language.corrections import corrected  # noqa: PLC0415

    return corrected(document, review)


def read_only_sentence(session: OpenReview) -> str:
    """Return who holds the review, or that it cannot be written, and how to work on."""
    name = session.path.name if session.path is not None else ""
    if session.held_by is not None:
        return session.tr(
            "“{name}”正由 {who} 打开，这里只能阅读；请在那个窗口批注，或等对方关闭后重新打开，"
            "也可以用“文件”菜单的“另存副本”，在副本里批注。"
        ).format(name=name, who=session.held_by.name or session.tr("另一个窗口"))
    return session.tr("“{name}”是只读的，不能批注；请复制到可写的文件夹再打开。").format(name=name)


def _corrects_outline(review: Review, change: Change) -> bool:
    keys = (key for key in change.records if key.kind is RecordKind.ENTRY)
    return EntryKind.OUTLINE in (review.fields(key).get("kind") for key in keys)


def _holder() -> Holder:
    import getpass  # noqa: PLC0415
    import socket  # noqa: PLC0415

    return store.Holder(getpass.getuser(), socket.gethostname(), os.getpid(), int(time.time()))
