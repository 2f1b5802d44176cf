"""One connection to one review file: opened safely, every fault told in a sentence."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final
from urllib.parse import quote

from reviewer.errors import (
    DamagedReviewFile,
    NewerReviewFile,
    ReviewFileError,
    StorageFailed,
    reason,
)
from reviewer.store import migrations

APPLICATION_ID: Final = 0x52565731
"""“RVW1”, at offset 68 of the file: what `file(1)` and we recognise a review by."""

_PATIENCE: Final = 2000  # milliseconds
_QUICK_CHECK_UP_TO: Final = 16 * 1024 * 1024
_NETWORK: Final = ("nfs", "cifs", "smb", "ncpfs", "9p", "fuse", "afs", "davfs", "virtiofs")
_FULL: Final = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
_MOVED: Final = sqlite3.SQLITE_READONLY | 4 << 8  # SQLITE_READONLY_DBMOVED
_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """Open an existing review file and make sure it is one.

    Raises ReviewFileError where it is missing or no file, DamagedReviewFile where it is no review
    or broken, NewerReviewFile where this program is too old for it.
    """
    _look_at(path)
    left_over = log_of(path).exists()
    connection = _open(path, read_only=read_only)
    try:
        with faults(path):
            _verify(connection, path, thorough=left_over)
            if not read_only:
                migrations.migrate(connection)
                _prepare_for_writing(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def open_for_reading(path: Path) -> sqlite3.Connection:
    """Open a file that nobody has looked at yet, to be asked a little. Raises ReviewFileError."""
    return _open(path, read_only=True)


def create(path: Path) -> sqlite3.Connection:
    """Open a new, empty file with the schema in it. Raises StorageFailed."""
    with faults(path):
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("PRAGMA synchronous = FULL")
            migrations.migrate(connection)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Run what is inside as one commit; on any fault nothing of it remains."""
    with faults(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system complain about into a sentence that names the file."""
    try:
        yield
    except sqlite3.Error as error:
        raise _sentence(error, path) from error
    except UnicodeEncodeError as error:
        raise StorageFailed(
            f"文字里有无法保存的字符（半个代理对），“{path.name}”没有写入；请删去显示为方框的字再试。"
        ) from error
    except UnicodeDecodeError as error:
        raise DamagedReviewFile(
            f"“{path.name}”已损坏，里面的文字无法读出；请使用备份副本，或重新打开原报告。"
        ) from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise StorageFailed(_full(path)) from error
        raise StorageFailed(
            f"无法写入“{path.name}”（{reason(error)}），这次修改没有保存；请检查磁盘后再试。"
        ) from error


def gone(path: Path) -> str:
    """Say that another file, or none, stands where a review was opened."""
    return (
        f"“{path.name}”已被移走、删除或换成了别的文件，这次修改没有保存；"
        "请用“另存副本”把批注存到别处，再打开那个副本。"
    )


def _full(path: Path) -> str:
    return f"磁盘已满或不可用，“{path.name}”没有写入，这次修改没有保存；请腾出空间后再试。"


def _sentence(error: sqlite3.Error, path: Path) -> ReviewFileError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _DAMAGED:
        return DamagedReviewFile(
            f"“{path.name}”已损坏或不是审阅文件，无法打开；请使用备份副本，或重新打开原报告。"
        )
    if getattr(error, "sqlite_errorcode", 0) == _MOVED:
        return StorageFailed(gone(path))
    if code == sqlite3.SQLITE_READONLY:
        return StorageFailed(
            f"“{path.name}”所在位置不可写，这次修改没有保存；请用“移动到…”换一个文件夹。"
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StorageFailed(
            f"“{path.name}”正被另一个程序占用，这次修改没有保存；请关闭该程序后再试。"
        )
    if code in _FULL:
        return StorageFailed(_full(path))
    return DamagedReviewFile(
        f"“{path.name}”的内容不符合审阅文件的格式（{error}），请使用备份副本。"
    )


def _look_at(path: Path) -> None:
    """Say what is wrong with a file before SQLite is asked, in better words than it has."""
    try:
        if path.is_dir():
            raise ReviewFileError(f"“{path.name}”是文件夹，请选择其中的审阅文件（.review）。")
        with path.open("rb") as stream:
            head = stream.read(100)
            size = os.fstat(stream.fileno()).st_size
    except FileNotFoundError:
        raise ReviewFileError(
            f"找不到审阅文件“{path}”，它可能已被移动或改名，请重新选择。"
        ) from None
    except OSError as error:
        raise ReviewFileError(
            f"无法读取审阅文件“{path.name}”（{reason(error)}），请检查权限后重试。"
        ) from error
    if not head:
        raise DamagedReviewFile(f"“{path.name}”是空文件，不是审阅文件；请使用备份副本。")
    if not head.startswith(b"SQLite format 3\0") or len(head) < 100:
        raise DamagedReviewFile(
            f"“{path.name}”不是审阅文件（.review），请确认选对了文件；报告原文请直接打开。"
        )
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise DamagedReviewFile(f"“{path.name}”是别的程序的数据库，不是审阅文件，请重新选择。")
    page_size = int.from_bytes(head[16:18], "big")
    page_size = 65536 if page_size == 1 else page_size
    pages = int.from_bytes(head[28:32], "big")
    if size < page_size * pages and not log_of(path).exists():
        raise DamagedReviewFile(
            f"“{path.name}”不完整（可能没有传完），无法打开；请重新复制或使用备份副本。"
        )


def log_of(path: Path) -> Path:
    """Return where the write-ahead log of a file stands."""
    return path.with_name(path.name + "-wal")


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one of its name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _open(path: Path, *, read_only: bool) -> sqlite3.Connection:
    # -- bytes: names that came out of a foreign archive need not be text
    address = "file:" + quote(os.fsencode(path))
    with faults(path):
        connection = sqlite3.connect(
            f"{address}?mode={'ro' if read_only else 'rw'}", uri=True, isolation_level=None
        )
        if not read_only or _answers(connection):
            return connection
        # -- a read-only folder cannot hold the shared-memory file that a WAL database wants
        connection.close()
        if _size(log_of(path)):
            return _in_memory(path)
        return sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True, isolation_level=None)


def _in_memory(path: Path) -> sqlite3.Connection:
    """Read a file with the log that a crash left beside it, where neither can be touched."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copyfile(path, copy)
        shutil.copyfile(log_of(path), log_of(copy))
        whole = sqlite3.connect(copy)
        try:
            connection = sqlite3.connect(":memory:", isolation_level=None)
            whole.backup(connection)
        finally:
            whole.close()
    return connection


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _answers(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError:
        return True  # damaged: the verification says so in a sentence
    return True


def _verify(connection: sqlite3.Connection, path: Path, *, thorough: bool) -> None:
    """Refuse what is newer, foreign, crafted or broken."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > migrations.VERSION:
        raise NewerReviewFile(
            f"“{path.name}”是用更新版本的“审阅”保存的（格式 {version}，"
            f"本程序只认识到 {migrations.VERSION}），请升级程序后再打开。"
        )
    kinds = connection.execute("SELECT type, name FROM sqlite_schema").fetchall()
    tables = {name for kind, name in kinds if kind == "table"}
    strange = [name for kind, name in kinds if kind not in ("table", "index")]
    if strange or not tables >= migrations.TABLES:
        raise DamagedReviewFile(
            f"“{path.name}”的内部结构不符合审阅文件的格式，为安全起见没有打开；请使用备份副本。"
        )
    if thorough or path.stat().st_size <= _QUICK_CHECK_UP_TO:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise DamagedReviewFile(
                f"“{path.name}”已损坏，无法打开；请使用备份副本，或重新打开原报告。"
            )


def _prepare_for_writing(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA synchronous = FULL")
    mode = "DELETE" if is_on_network(path) else "WAL"
    connection.execute(f"PRAGMA journal_mode = {mode}")


def settle(connection: sqlite3.Connection) -> None:
    """Fold the log into the file, so that a plain copy of the file has everything.

    Waits for nobody; what cannot be folded stays valid in the log.
    """
    with suppress(sqlite3.OperationalError):
        # -- a full disk, or somebody reading: tried again after the next edit
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")


def close(connection: sqlite3.Connection, *, read_only: bool) -> None:
    """Go back to one plain file and close; what cannot be tidied up stays valid beside it."""
    try:
        if not read_only:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError:
        # -- another reader is still there or the disk is gone: every commit is in the WAL, which
        # -- the next opening takes over
        return
    finally:
        connection.close()


def is_on_network(path: Path) -> bool:
    """Whether a path lies on a network file system, where write-ahead logging is not safe."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415

        root = path.resolve().anchor
        return root.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(root) == 4
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    found = ("", "")
    folder = str(path.resolve().parent)
    for line in mounts.splitlines():
        _, point, kind, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        inside = folder == point or folder.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(found[0]):
            found = (point, kind)
    return found[1].startswith(_NETWORK)
