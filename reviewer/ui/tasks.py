"""The one door to threads and processes: work goes in, its result comes back on this thread.

Work that is mostly Python goes to a process of its own, or the window would stutter (`errands` is
its side).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Final, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from shiboken6 import isValid

from reviewer.errors import ReviewerError

if TYPE_CHECKING:
    import subprocess

_running: Final[set[Task]] = set()
_LAST: Final = {"succeeded", "failed"}


class Task(QObject):
    """Work under way.

    `failed` carries a sentence for people where the world is at fault, else a traceback that
    begins with "Traceback".
    """

    succeeded = Signal(object)
    failed = Signal(str)
    progressed = Signal(float)
    ended = Signal()
    _told = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._process: subprocess.Popen[bytes] | None = None
        self.is_cancelled = False
        self._over = threading.Event()
        _running.add(self)
        # -- work may be done before anybody listens: what it says waits for the event loop
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Stop the work; neither success nor failure will be reported."""
        self.is_cancelled = True
        if self._process is not None:
            self._process.terminate()

    def finish(self, seconds: float) -> bool:
        """Wait that long at most; say now what came of work that was done by then."""
        if not self._over.wait(seconds):
            return False
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)
        return True

    def tell(self, what: str, value: object = None) -> None:
        """Say from any thread what came of it: the name of a signal, and its value."""
        # -- the window may have been closed, and everything of Qt's with it, before the work was done
        if isValid(self):
            self._told.emit(what, value)
        if what == "ended":
            self._over.set()

    def _on_told(self, what: str, value: object) -> None:
        if what == "ended":
            _running.discard(self)
            self.ended.emit()
        elif not self.is_cancelled:
            getattr(self, what).emit(value)


def in_thread(work: Callable[[], object]) -> Task:
    """Run work that waits or leaves Python (reading a file, loading a dictionary)."""
    task = Task()

    def run() -> None:
        try:
            result = work()
        except ReviewerError as error:
            task.tell("failed", str(error))
        except Exception:
            task.tell("failed", _traceback())
        else:
            task.tell("succeeded", result)
        task.tell("ended")

    threading.Thread(target=run, daemon=True).start()
    return task


def in_process(work: Callable[..., object], *arguments: object) -> Task:
    """Run work in a new process; `work` gets the arguments and a progress callback.

    What goes in and comes out is pickled.
    """
    task = Task()

    def run() -> None:
        try:
            _listen(task, (work, arguments))
        except Exception:
            task.tell("failed", _traceback())
        task.tell("ended")

    threading.Thread(target=run, daemon=True).start()
    return task


def _traceback() -> str:
    import traceback  # noqa: PLC0415

    return traceback.format_exc()


def _listen(task: Task, request: object) -> None:
    """Start a process, send it what it is to do, and tell what it answers."""
    # -- the first frame waits for no process
    from reviewer.formats import child  # noqa: PLC0415
    from reviewer.ui import errands  # noqa: PLC0415

    process = task._process = errands.start()  # noqa: SLF001
    if task.is_cancelled:
        process.terminate()
    what = ""
    # -- leaving the process closes the pipes and waits for its end
    with suppress(OSError), process:
        child.send(cast("IO[bytes]", process.stdin), request, errands.packed)
        for what, value in child.received(cast("IO[bytes]", process.stdout), errands.unpacked):
            task.tell(what, value)
            if what in _LAST:
                break
    if what not in _LAST:
        code = process.returncode
        task.tell("failed", f"后台进程意外结束（代码 {code}），这一步没有做完，请重试。")
