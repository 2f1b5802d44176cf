"""Who holds a review file: an operating-system lock beside it, with a name in it.

The lock ends with its process, so a crash leaves none; the small file it sits on may stay behind
and is taken over. Where the file system knows no locks, the name in the file counts as long as
its process lives (same computer) or for half a day (another one).
"""

from __future__ import annotations

import errno
import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Final

_HALF_A_DAY: Final = 12 * 3600
_NO_LOCKS: Final = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL})


@dataclass(frozen=True, slots=True)
class Holder:
    """A person at a computer: `since` counts seconds since 1970."""

    name: str
    host: str
    pid: int
    since: int


class FileLock:
    """The lock of one review file; `held_by` tells who else has it."""

    def __init__(self, path: Path, me: Holder) -> None:
        self._path = path.with_name(f".{path.name}.lock")
        self._me = me
        self._stream: IO[str] | None = None
        self.held_by: Holder | None = None

    def acquire(self) -> bool:
        """Try to take the lock; False where somebody else holds it. Raises OSError."""
        while True:
            stream = self._path.open("a+", encoding="utf-8")
            try:
                free = _lock(stream)
            except OSError as error:
                if error.errno not in _NO_LOCKS:
                    stream.close()
                    raise
                free = not self._is_alive(_read(stream))
            if not free:
                self.held_by = _read(stream) or Holder("", "", 0, 0)
                stream.close()
                return False
            if self._is_current(stream):
                break
            # -- the holder before us removed the file between our opening and locking it
            stream.close()
        stream.seek(0)
        stream.truncate()
        json.dump(asdict(self._me), stream, ensure_ascii=False)
        stream.flush()
        self._stream = stream
        return True

    def release(self) -> None:
        """Give the lock back and take its file away."""
        if self._stream is None:
            return
        if sys.platform == "win32":
            self._stream.close()
            self._path.unlink(missing_ok=True)
        else:
            self._path.unlink(missing_ok=True)
            self._stream.close()
        self._stream = None

    def _is_current(self, stream: IO[str]) -> bool:
        if sys.platform == "win32":
            return True
        try:
            return os.fstat(stream.fileno()).st_ino == self._path.stat().st_ino
        except FileNotFoundError:
            return False

    def _is_alive(self, holder: Holder | None) -> bool:
        if holder is None or holder == self._me:
            return False
        if holder.host != self._me.host:
            return self._me.since - holder.since < _HALF_A_DAY
        try:
            os.kill(holder.pid, 0)
        except ProcessLookupError:
            return False
        except OSError:
            return True
        return True


def _read(stream: IO[str]) -> Holder | None:
    try:
        stream.seek(0)
        value = json.loads(stream.read(4096))
        return Holder(
            str(value["name"]), str(value["host"]), int(value["pid"]), int(value["since"])
        )
    except (ValueError, KeyError, TypeError, OSError):
        return None


if sys.platform == "win32":
    import msvcrt

    def _lock(stream: IO[str]) -> bool:
        """Lock a byte far behind the text, so that others can still read who holds it."""
        stream.seek(1 << 20)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EDEADLK):
                return False
            raise
        return True

else:
    import fcntl

    def _lock(stream: IO[str]) -> bool:
        try:
            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
