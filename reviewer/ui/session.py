"""The open report and what is said about it; views speak to the session and hear the session.

Every edit goes one way: worked out, committed to disk, taken over, announced. An edit that cannot
be written did not happen, and a sentence says why.
"""

from __future__ import annotations

import getpass
import os
import secrets
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from reviewer.errors import ReviewerError
from reviewer.importers import Imported
from reviewer.model.anchor import Placement, describe
from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.change import Change, RecordKey, RecordKind
from reviewer.model.document import Document, Section
from reviewer.model.edition import edition_id
from reviewer.model.ids import HybridClock, new_id
from reviewer.model.records import Annotation, Kind, Record, Reply, Reviewer, Scope, Target
from reviewer.model.review import Review, Way
from reviewer.model.spans import Span
from reviewer.store import Holder, ReviewFile
from reviewer.store.places import Location, location_for
from reviewer.ui.drafts import LooseDrafts


def _milliseconds() -> int:
    return int(time.time() * 1000)


class Session(QObject):
    """One open report with its review.

    `ask_identity` returns who is reviewing, asking the person if need be; None means that they
    would rather not say, and the edit is dropped.
    """

    document_opened = Signal()
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
        self._clock = HybridClock(_milliseconds)
        self._imported: Imported | None = None
        self._file: ReviewFile | None = None
        self._loose_drafts: LooseDrafts | None = None
        self.document: Document | None = None
        self.report_path: Path | None = None
        self.location: Location | None = None
        self.review = Review()
        self.edition = ""

    # queries

    @property
    def path(self) -> Path | None:
        """The review file; None as long as nothing was said."""
        return self._file.path if self._file is not None else None

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
        return not self.read_only and self.review.undoing() is not None

    @property
    def may_redo(self) -> bool:
        """Whether there is something to redo."""
        return not self.read_only and self.review.redoing() is not None

    # opening

    def open_report(self, path: Path | None, imported: Imported) -> None:
        """Show a report on which nothing was said yet; no file is made."""
        self.close()
        self._imported = imported
        self.report_path = path
        self.document = imported.document
        self.edition = edition_id(imported.document)
        self.review = Review(DEFAULT_CATEGORIES)
        self._loose_drafts = LooseDrafts(self._user_folder, imported.document.source.sha256)
        self.document_opened.emit()
        self.history_changed.emit()

    def open_review(self, path: Path) -> None:
        """Open a review file. Raises ReviewerError; then what was open stays open."""
        if self._file is not None and self._file.path == path and not self._file.read_only:
            return
        opened = ReviewFile.open(path, _holder())
        self.close()
        self._take_over(opened)
        self.document_opened.emit()
        self.history_changed.emit()

    def close(self) -> None:
        """Let go of the open review; everything said is on disk already."""
        if self._file is not None:
            self._file.close()
        self._file = self._imported = self._loose_drafts = None
        self.document = self.report_path = self.location = None
        self.review = Review()

    # edits

    def annotate(self, span: Span, kind: Kind, **fields: Any) -> str | None:
        """Say something about characters; return the new annotation's id."""
        if self.document is None:
            return None
        target = Target(Scope.RANGE, describe(self.document, span, self.edition))
        return self._say(target, Placement(self.edition, span), kind, fields)

    def annotate_section(self, section: Section, **fields: Any) -> str | None:
        """Say something about a section."""
        if self.document is None:
            return None
        path = self.document.path_at(section.span.start)
        target = Target(
            Scope.SECTION,
            describe(self.document, section.heading, self.edition),
            section.number,
            tuple(step.label for step in path),
        )
        placement = Placement(self.edition, section.heading)
        return self._say(target, placement, Kind.COMMENT, fields)

    def annotate_document(self, **fields: Any) -> str | None:
        """Say something about the whole report."""
        return self._say(Target(Scope.DOCUMENT), None, Kind.COMMENT, fields)

    def edit(self, annotation_id: str, label: str = "edit", **fields: Any) -> Change | None:
        """Change fields of an annotation."""
        return self.edit_all((annotation_id,), label, **fields)

    def edit_all(
        self, annotation_ids: Iterable[str], label: str = "edit", **fields: Any
    ) -> Change | None:
        """Change the same fields of several annotations, as one step."""
        found = [self.review.annotation(each) for each in annotation_ids]
        kept = [annotation for annotation in found if annotation is not None]
        changed = [replace(annotation, **fields) for annotation in kept]
        if changed == kept:
            return None
        now = datetime.now(UTC)
        return self._do(label, *(replace(annotation, modified=now) for annotation in changed))

    def reply(self, annotation_id: str, body: str) -> Change | None:
        """Answer an annotation."""
        me = self._identity()
        if me is None or self.review.annotation(annotation_id) is None:
            return None
        now = datetime.now(UTC)
        reply = Reply(
            id=_new_id(),
            annotation=annotation_id,
            body=body,
            author=me.id,
            created=now,
            modified=now,
        )
        return self._do("reply", reply)

    def edit_reply(self, reply_id: str, body: str) -> Change | None:
        """Change the words of a reply."""
        record = self.review.get(RecordKind.REPLY, reply_id)
        if not isinstance(record, Reply) or record.body == body:
            return None
        return self._do("edit_reply", replace(record, body=body, modified=datetime.now(UTC)))

    def remove(self, *annotation_ids: str) -> Change | None:
        """Take annotations away, with their replies."""
        keys = (RecordKey(RecordKind.ANNOTATION, each) for each in annotation_ids)
        return self._commit(self.review.deletion("remove", *keys))

    def remove_reply(self, reply_id: str) -> Change | None:
        """Take a reply away."""
        key = RecordKey(RecordKind.REPLY, reply_id)
        return self._commit(self.review.deletion("remove_reply", key))

    def undo(self) -> Change | None:
        """Undo the last edit."""
        return self._commit(self.review.undoing(), Way.UNDO)

    def redo(self) -> Change | None:
        """Do the last undone edit again."""
        return self._commit(self.review.redoing(), Way.REDO)

    # the file

    def copy_to(self, path: Path) -> None:
        """Save a copy of the review. Raises ReviewerError."""
        if self._file is not None:
            self._file.copy_to(path)

    def move_to(self, path: Path) -> None:
        """Keep the review at another place from now on. Raises ReviewerError."""
        if self._file is None:
            return
        old = self._file.path
        self._file.copy_to(path)
        moved = ReviewFile.open(path, _holder())
        self._file.close()
        self._take_over(moved)
        old.unlink(missing_ok=True)
        self.location = None
        self.file_changed.emit()

    # drafts and the place of reading

    def save_draft(self, key: str, text: str) -> None:
        """Keep a half-written note; a fault is told, the text stays in its editor."""
        try:
            if self._file is not None and not self._file.read_only:
                self._file.put_draft(key, text)
            elif self._loose_drafts is not None:
                self._loose_drafts.put(key, text)
        except (ReviewerError, OSError) as error:
            self.edit_failed.emit(str(error))

    def draft(self, key: str) -> str:
        """Return a half-written note, empty where there is none."""
        return self.drafts().get(key, "")

    def drafts(self) -> dict[str, str]:
        """Return the half-written notes by key."""
        kept = self._loose_drafts.all() if self._loose_drafts is not None else {}
        return kept | (self._file.drafts() if self._file is not None else {})

    def drop_draft(self, key: str) -> None:
        """Forget a draft."""
        try:
            if self._file is not None:
                self._file.drop_draft(key)
            if self._loose_drafts is not None:
                self._loose_drafts.drop(key)
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

    def _say(
        self, target: Target, placement: Placement | None, kind: Kind, fields: dict[str, Any]
    ) -> str | None:
        me = self._identity()
        if me is None:
            return None
        now = datetime.now(UTC)
        annotation = Annotation(
            id=_new_id(),
            target=target,
            placement=placement,
            kind=kind,
            author=me.id,
            created=now,
            modified=now,
            **fields,
        )
        return annotation.id if self._do("annotate", annotation) is not None else None

    def _identity(self) -> Reviewer | None:
        if self.read_only:
            self.edit_failed.emit(self._read_only_sentence())
            return None
        return self._ask_identity()

    def _do(self, label: str, *records: Record) -> Change | None:
        me = self._identity()
        if me is None:
            return None
        known = self.review.reviewer(me.id) == me
        change = self.review.change(label, *(() if known else (me,)), *records)
        return self._commit(change)

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
        self.review.apply(change, stamp, way)
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
        records = [me, *self.review.categories()]
        ReviewFile.create(
            location.path, imported.document, imported.data, records, self._clock.stamp(me.id)
        )
        opened = ReviewFile.open(location.path, _holder())
        report, drafts = self.report_path, self._loose_drafts
        self._take_over(opened)
        self.report_path, self.location, self._loose_drafts = report, location, drafts
        self._carry_drafts()
        self.file_changed.emit()
        return opened

    def _carry_drafts(self) -> None:
        if self._loose_drafts is None or self._file is None:
            return
        for key, text in self._loose_drafts.all().items():
            self._file.put_draft(key, text)
            self._loose_drafts.drop(key)

    def _take_over(self, file: ReviewFile) -> None:
        self._file = file
        self._imported = None
        self.document = file.document
        self.review = file.review
        self.edition = file.edition
        self._clock.advance(file.latest_time)

    def _read_only_sentence(self) -> str:
        name = self._file.path.name if self._file is not None else ""
        if self.held_by is not None:
            return self.tr("“{name}”正由 {who} 打开，这里只能阅读；请在那个窗口批注。").format(
                name=name, who=self.held_by.name or self.tr("另一个窗口")
            )
        return self.tr("“{name}”是只读的，不能批注；请复制到可写的文件夹再打开。").format(name=name)


def _holder() -> Holder:
    return Holder(getpass.getuser(), socket.gethostname(), os.getpid(), int(time.time()))


def _new_id() -> str:
    return new_id(_milliseconds(), secrets.token_bytes(10))
