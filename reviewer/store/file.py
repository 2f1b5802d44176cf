"""A review in its file.

Decision: write-through. Every change is one commit with one fsync before anybody sees it as
saved, so there is no Save command and nothing to lose; a change that cannot be written did not
happen. While open the file is in WAL mode (one fsync a commit); closing folds everything back into
one plain file that can be mailed.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from reviewer.errors import DamagedReviewFile, ReviewFileError, StorageFailed
from reviewer.language.corrections import corrected
from reviewer.model.change import Change, RecordKey, Stamp
from reviewer.model.records import Record
from reviewer.model.review import Review, Way
from reviewer.store import connection as connections
from reviewer.store import journal, report, rows
from reviewer.store.lock import FileLock, Holder
from reviewer.store.places import has_left_overs
from reviewer.store.report import Report


class ReviewFile:
    """An open review file: its document, its review, and the door through which changes go."""

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        lock: FileLock | None,
        held_by: Holder | None,
    ) -> None:
        self.path = path
        self.held_by = held_by
        self.read_only = lock is None
        self._connection = connection
        self._lock = lock
        #: The report as its importer read it; `document` has the outline as the review corrects it.
        self.imported_document, self.edition = report.read_document(connection)
        self.review = self._read_review()
        self.document = corrected(self.imported_document, self.review)
        self.latest_time = journal.latest_time(connection)
        self._position = journal.position(connection)
        self._identity = connections.identity(path)
        self._log = connections.identity(connections.log_of(path))

    # opening and closing

    @classmethod
    def create(cls, path: Path, brought: Report, records: Iterable[Record], stamp: Stamp) -> None:
        """Write a new review file; it appears under its name whole or not at all.

        `brought` is what an importer read, `records` what is said on it from the start.

        Raises ReviewFileError where a file of that name exists, StorageFailed where the place
        cannot be written.
        """
        scratch = _scratch(path)
        try:
            connection = connections.create(scratch)
            try:
                with connections.transaction(connection, path):
                    report.write(connection, brought)
                    review = Review()
                    change = review.change("create", *records)
                    _write_change(connection, review, change, stamp, Way.MERGE)
            finally:
                connection.close()
            _publish(scratch, path)
        finally:
            with suppress(OSError):
                scratch.unlink(missing_ok=True)

    @classmethod
    def open(cls, path: Path, holder: Holder) -> ReviewFile:
        """Open a review file, read-only where somebody else holds it or it cannot be written.

        A link leads to the file itself: under both names it is one file with one lock.

        Raises ReviewFileError and its kind.
        """
        path = Path(os.path.realpath(path))
        lock: FileLock | None = FileLock(path, holder)
        held_by: Holder | None = None
        connection: sqlite3.Connection | None = None
        try:
            if not _take(lock, path):
                held_by, lock = (lock.held_by if lock is not None else None), None
            connection = connections.connect(path, read_only=lock is None)
            with connections.faults(path), _readable(path):
                return cls(path, connection, lock, held_by)
        except BaseException:
            if connection is not None:
                connection.close()
            if lock is not None:
                lock.release()
            raise

    def close(self) -> None:
        """Fold everything into one plain file and give the lock back."""
        try:
            connections.close(self._connection, read_only=self.read_only)
        finally:
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    # changes

    def save(self, change: Change, stamp: Stamp, way: Way = Way.DO) -> None:
        """Put a change on disk, flushed. The review is not touched: apply it afterwards.

        Raises StorageFailed; then nothing of the change is in the file.
        """
        self._require_writable()
        with connections.transaction(self._connection, self.path):
            if journal.position(self._connection) != self._position:
                raise StorageFailed(
                    f"“{self.path.name}”已被另一个程序改动，这次修改没有保存；请关闭后重新打开它再改。"
                )
            _write_change(self._connection, self.review, change, stamp, way)
            position = journal.position(self._connection)
        self._position = position

    def settle(self) -> None:
        """Fold what was saved into the one file, for whoever copies it while it is open.

        Where that cannot be done just now everything stays in the log beside it.
        """
        if self._log is not None and not self.read_only and self._stands():
            connections.settle(self._connection)

    def copy_to(self, path: Path, *, replacing: bool = False) -> None:
        """Write a copy of the present state; what it replaces stays until the copy is whole.

        Raises ReviewFileError where the name is taken and not to be replaced.
        """
        scratch = _scratch(path)
        try:
            with connections.faults(path):
                self._connection.execute("VACUUM INTO ?", (str(scratch),))
                if replacing and path.exists():
                    connections.log_of(path).unlink(missing_ok=True)
                    scratch.replace(path)
                    return
            _publish(scratch, path)
        finally:
            with suppress(OSError):
                scratch.unlink(missing_ok=True)

    # drafts and state: kept, not journalled

    def put_draft(self, key: str, text: str) -> None:
        """Keep a half-written note. Raises StorageFailed."""
        self._put("draft", "text", key, text)

    def drop_draft(self, key: str) -> None:
        """Forget a draft."""
        if not self.read_only:
            with connections.transaction(self._connection, self.path):
                self._connection.execute("DELETE FROM draft WHERE key = ?", (key,))

    def drafts(self) -> dict[str, str]:
        """Return the half-written notes by key."""
        return dict(self._connection.execute("SELECT key, text FROM draft").fetchall())

    def put_state(self, key: str, value: str) -> None:
        """Keep something about the reading, such as the place."""
        self._put("state", "value", key, value)

    def state(self, key: str) -> str:
        """Return what was kept about the reading, empty where nothing was."""
        query = "SELECT value FROM state WHERE key = ?"
        row = self._connection.execute(query, (key,)).fetchone()
        return str(row[0]) if row is not None else ""

    def source_bytes(self) -> bytes:
        """Return the report as it came."""
        with connections.faults(self.path), _readable(self.path):
            return report.read_bytes(self._connection, self.document.source.sha256)

    def resource(self, name: str) -> tuple[str, bytes]:
        """Return media type and bytes of a picture by its mark's value; empty where there is none."""
        with connections.faults(self.path), _readable(self.path):
            return report.read_resource(self._connection, self.edition, name)

    def page_map(self, page: int) -> bytes:
        """Return where the characters of a page of the source stand; empty where unknown."""
        with connections.faults(self.path), _readable(self.path):
            return report.read_page(self._connection, self.edition, page)

    def pages(self) -> int:
        """Return how many pages of the source are mapped; 0 for a source without pages."""
        with connections.faults(self.path):
            return report.count_pages(self._connection, self.edition)

    # inside

    def _put(self, table: str, column: str, key: str, value: str) -> None:
        self._require_writable()
        with connections.transaction(self._connection, self.path):
            self._connection.execute(
                f"INSERT OR REPLACE INTO {table} (key, {column}) VALUES (?, ?)",  # noqa: S608
                (key, value),
            )

    def _require_writable(self) -> None:
        if self.read_only:
            raise StorageFailed(
                f"“{self.path.name}”是以只读方式打开的，不能修改；请在另一个窗口编辑或另存副本。"
            )
        if not self._stands():
            raise StorageFailed(connections.gone(self.path))
        if self._log != connections.identity(connections.log_of(self.path)):
            # -- another program folded the log into the file and took it away: what was saved
            # -- is in the file, what is saved through this connection would be nowhere
            self._connection.close()
            self._connection = connections.connect(self.path, read_only=False)
            journal.position(self._connection)
            self._log = connections.identity(connections.log_of(self.path))

    def _stands(self) -> bool:
        """Whether the file that was opened is the one of its name; without a log SQLite looks."""
        return self._log is None or self._identity == connections.identity(self.path)

    def _read_review(self) -> Review:
        stored = list(rows.read_all(self._connection, self.edition))
        undo, redo = journal.history(self._connection)
        review = Review(item.record for item in stored if not item.deleted)
        review.restore(
            (item.record for item in stored if item.deleted),
            {item.key: item.born for item in stored},
            {item.key: item.stamps for item in stored if item.stamps},
            undo,
            redo,
        )
        return review


def _write_change(
    connection: sqlite3.Connection, review: Review, change: Change, stamp: Stamp, way: Way
) -> None:
    journal.append(connection, change, stamp, way)
    touched: dict[RecordKey, list[str]] = {}
    for key in change.edits:
        touched.setdefault(key.record, []).append(key.field)
    for record_key, deleted, record in review.outcome(change):
        born = review.birth(record_key) or stamp
        stamps = dict(review.later_stamps(record_key))
        if born != stamp:
            stamps.update(dict.fromkeys(touched[record_key], stamp))
        rows.write(connection, rows.Stored(record_key, deleted, record, born, stamps))


def _take(lock: FileLock | None, path: Path) -> bool:
    """Take the lock where the file can be written at all."""
    if lock is None or not path.is_file():
        return True  # opening it says what is wrong
    if not os.access(path, os.W_OK):
        return False
    try:
        return lock.acquire()
    except OSError:
        # -- a folder that takes no lock file takes no journal either
        return False


def _scratch(path: Path) -> Path:
    """Return a name for a file that is not finished, short whatever the file will be called."""
    return path.with_name(f".{secrets.token_hex(8)}.tmp")


def _publish(scratch: Path, path: Path) -> None:
    """Give a finished file its name; never over another one."""
    if has_left_overs(path):
        raise ReviewFileError(
            f"“{path.name}”旁边还有同名文件留下的日志（-wal 或 -journal），没有写入；请换一个文件名。"
        )
    with connections.faults(path):
        try:
            os.link(scratch, path)
        except FileExistsError:
            raise ReviewFileError(f"“{path.name}”已经存在，没有覆盖；请换一个文件名。") from None
        except OSError:
            # -- a file system without hard links
            if path.exists():
                raise ReviewFileError(
                    f"“{path.name}”已经存在，没有覆盖；请换一个文件名。"
                ) from None
            scratch.rename(path)
        if hasattr(os, "O_DIRECTORY"):
            folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """What is inside reads our own JSON; where it is not ours the file is damaged."""
    try:
        yield
    except (ValueError, KeyError, TypeError, IndexError, zlib.error) as error:
        raise DamagedReviewFile(
            f"“{path.name}”的内容已损坏，无法打开；请使用备份副本，或重新打开原报告。"
        ) from error
