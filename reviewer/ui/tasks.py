"""The one door to threads and processes: work goes in, its result comes back on this thread.

Work that is mostly Python goes to a process of its own, or the window would stutter; processes are
always spawned. What goes there and comes back is packed and unpacked in small pieces: a report is
a hundred thousand objects, and to pack them in one go would stop the window for that long.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from shiboken6 import isValid

from reviewer.errors import ReviewerError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_running: Final[set[Task]] = set()
_BEHIND: Final = 5
"""How far work in a process stands back behind the window (POSIX `nice`)."""
_GENTLY: Final = 10
"""How far work that nobody waits for stands back."""


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
        self._process: Any = None
        self.is_cancelled = False
        self._over = threading.Event()
        _running.add(self)
        # -- work may be done before anybody listens: what it says waits for the event loop
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Stop the work; neither success nor failure will be reported."""
        self.is_cancelled = True
        if self._process is not None and self._process.is_alive():
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
    import multiprocessing  # noqa: PLC0415

    task = Task()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_child, args=(theirs,), daemon=True)
    task._process = process  # noqa: SLF001

    def run() -> None:
        process.start()
        theirs.close()
        if task.is_cancelled:
            process.terminate()
        _listen(task, process, ours, (work, arguments))

    threading.Thread(target=run, daemon=True).start()
    return task


def gently(work: Callable[..., object], *arguments: object) -> object:
    """Do work that nobody waits for, where others have nothing to do; for a process of its own."""
    from reviewer.formats.child import step_back  # noqa: PLC0415

    step_back(_GENTLY)
    return work(*arguments)


class _Pieces:
    """A pipe as the file that pickle writes and reads, 64 KiB at a time: others run in between."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._piece = memoryview(b"")

    def send(self, value: object) -> None:
        """Pack a value and send it."""
        import pickle  # noqa: PLC0415 -- the first frame waits for no process

        pickle.Pickler(self, pickle.HIGHEST_PROTOCOL).dump(value)

    def receive(self) -> Any:
        """Return the next value. Raises EOFError or OSError where the other side is gone."""
        import pickle  # noqa: PLC0415 -- likewise

        was_on = gc.isenabled()
        # -- very many objects and no rubbish: to look for some stops everybody
        gc.disable()
        try:
            return pickle.Unpickler(self).load()  # noqa: S301  our own child
        finally:
            if was_on:
                gc.enable()

    # what pickle asks of a file

    def write(self, piece: bytes) -> None:
        self._pipe.send_bytes(piece)

    def read(self, size: int) -> bytes:
        parts: list[memoryview] = []
        while size:
            if not self._piece:
                self._piece = memoryview(self._pipe.recv_bytes())
            parts.append(self._piece[:size])
            self._piece = self._piece[len(parts[-1]) :]
            size -= len(parts[-1])
        return b"".join(parts)

    def readline(self) -> bytes:
        raise NotImplementedError  # -- only the oldest protocol has lines


def _traceback() -> str:
    import traceback  # noqa: PLC0415

    return traceback.format_exc()


def _child(pipe: Connection) -> None:
    from reviewer.formats.child import step_back  # noqa: PLC0415

    # -- and so do all processes that the work starts: there may be more of them than processors
    step_back(_BEHIND)
    pieces = _Pieces(pipe)
    work, arguments = pieces.receive()
    try:
        result = work(*arguments, lambda share: pieces.send(("progressed", share)))
    except ReviewerError as error:
        pieces.send(("failed", str(error)))
    except Exception:
        pieces.send(("failed", _traceback()))
    else:
        pieces.send(("succeeded", result))
    pipe.close()


def _listen(task: Task, process: Any, pipe: Connection, request: object) -> None:
    told = False
    pieces = _Pieces(pipe)
    try:
        pieces.send(request)
        while True:
            what, value = pieces.receive()
            told = told or what != "progressed"
            task.tell(what, value)
    except (EOFError, OSError):
        # -- the child has said everything, or is dead
        pipe.close()
    except Exception:
        told = True
        task.tell("failed", _traceback())
        process.terminate()
    process.join()
    if not told:
        code = process.exitcode
        task.tell("failed", f"后台进程意外结束（代码 {code}），这一步没有做完，请重试。")
    task.tell("ended")
