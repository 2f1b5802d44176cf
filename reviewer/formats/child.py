"""Work that a hostile file could make crash, run for ever or eat all memory: in a process of its own.

The process is spawned with a limit on its memory (an address space limit on Linux, a job object on
Windows), it is ended where an answer takes too long, and it ends by itself when its parent is gone.
What goes in and comes out is pickled.
"""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import queue
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from enum import Enum
from types import TracebackType
from typing import IO, Any, Final, Self, cast

_LENGTH: Final = struct.Struct("<Q")
_NO_WINDOW: Final = 0x08000000
"""CREATE_NO_WINDOW: no console for a program without one."""
_PIPE: Final = 1 << 20
"""Bytes that a pipe holds where that can be chosen: whenever it is full or empty, threads change."""
_GONE: Final = object()
_START: Final = "from reviewer.formats.child import serve; serve()"


class Fate(Enum):
    """How a child failed: it took too long, ran out of memory, or died of a fault in a library."""

    LATE = "late"
    FULL = "full"
    DEAD = "dead"


class ChildFailed(Exception):
    """A child did not answer; `fate` says why."""

    def __init__(self, fate: Fate) -> None:
        super().__init__(fate.value)
        self.fate = fate


class Child:
    """A process that works on request; use it as a context manager, or `close` it.

    `memory` is the most it may take, in bytes.
    """

    def __init__(self, memory: int) -> None:
        self._answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._process = begin(_START, str(memory))
        self._requests = cast("IO[bytes]", self._process.stdin)
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def ask(self, work: Callable[..., object], *arguments: object) -> None:
        """Send a request; `work` is a function of a module."""
        # -- where the child is dead already, the answer that does not come says so
        with suppress(OSError, ValueError):
            send(self._requests, (work.__module__, work.__qualname__, arguments))

    @property
    def ready(self) -> int:
        """How many answers are there that nobody has taken."""
        return self._answers.qsize()

    def answer(self, seconds: float) -> Any:
        """Return the answer to the oldest request that has none yet.

        Raises ChildFailed where it does not come in time, and what the work itself raised.
        """
        try:
            answer = self._answers.get(timeout=max(0.001, seconds))
        except queue.Empty:
            self.close()
            raise ChildFailed(Fate.LATE) from None
        if answer is _GONE:
            self._answers.put(_GONE)
            raise ChildFailed(Fate.DEAD)
        went_well, value = answer
        if went_well:
            return value
        if isinstance(value, MemoryError):
            raise ChildFailed(Fate.FULL)
        raise value

    def call(self, seconds: float, work: Callable[..., object], *arguments: object) -> Any:
        """Ask and wait for the answer."""
        self.ask(work, *arguments)
        return self.answer(seconds)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        with suppress(OSError):
            self._requests.close()

    def _listen(self) -> None:
        stream = self._process.stdout
        if stream is not None:
            with stream:
                for answer in received(stream):
                    self._answers.put(answer)
        self._answers.put(_GONE)


def begin(code: str, *arguments: str, heard: bool = False) -> subprocess.Popen[bytes]:
    """Start this program's Python on some code, with pipes to its standard input and output.

    It imports what this process can, but nothing from the folder that the program happens to run
    in. What it writes to standard error is `heard` on ours, or is lost.
    """
    process = subprocess.Popen(  # noqa: S603  this program itself
        # -- without the current folder: anything may lie there
        [sys.executable, "-P", "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if heard else subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        creationflags=_NO_WINDOW if sys.platform == "win32" else 0,
    )
    for pipe in (process.stdin, process.stdout):
        _widen(cast("IO[bytes]", pipe))
    return process


def _widen(pipe: IO[bytes]) -> None:
    """Let a pipe hold more, where the system lets us."""
    if sys.platform == "linux":
        import fcntl  # noqa: PLC0415

        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


def parents_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Take the pipes from and to the parent for ourselves, in a process that `begin` started."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # -- what libraries print must not get between the answers
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return requests, answers


def serve() -> None:
    """Work on what the parent asks for, until it is gone; the child's main function."""
    limit_memory(int(sys.argv[1]))
    # -- answers are made of very many objects, and are no rubbish as long as they are made
    gc.disable()
    requests, answers = parents_pipes()
    asked: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_watch, args=(requests, asked), daemon=True).start()
    while True:
        module, name, arguments = asked.get()
        try:
            answer: tuple[bool, object] = (
                True,
                getattr(importlib.import_module(module), name)(*arguments),
            )
        except Exception as error:  # noqa: BLE001  the parent gets it
            answer = (False, error)
        try:
            send(answers, answer)
        except MemoryError as error:
            send(answers, (False, error))


def _watch(requests: IO[bytes], asked: queue.SimpleQueue[Any]) -> None:
    """Read requests also while a library works; the end of the pipe is the end of the parent."""
    try:
        for request in received(requests):
            asked.put(request)
    finally:
        os._exit(1)


def _packed(value: object) -> list[bytes]:
    return [pickle.dumps(value, pickle.HIGHEST_PROTOCOL)]


def send(
    stream: IO[bytes], value: object, packed: Callable[[object], list[bytes]] = _packed
) -> None:
    """Send a value through a pipe. Raises OSError where the other side is gone."""
    pieces = packed(value)
    stream.write(_LENGTH.pack(sum(map(len, pieces))))
    for piece in pieces:
        stream.write(piece)
    stream.flush()


def received(stream: IO[bytes], unpacked: Callable[[bytes], Any] = pickle.loads) -> Iterator[Any]:
    """Yield the values that come through a pipe, until the other side is gone."""
    while len(head := stream.read(_LENGTH.size)) == _LENGTH.size:
        (length,) = _LENGTH.unpack(head)
        data = stream.read(length)
        if len(data) < length:
            return
        yield unpacked(data)


if sys.platform == "win32":

    def limit_memory(most: int) -> None:
        """Put this process into a job that may take no more memory (JOB_OBJECT_LIMIT_…)."""
        import ctypes  # noqa: PLC0415
        from ctypes import wintypes  # noqa: PLC0415

        class Basic(ctypes.Structure):
            _fields_ = [
                ("PerProcessUserTimeLimit", ctypes.c_int64),
                ("PerJobUserTimeLimit", ctypes.c_int64),
                ("LimitFlags", wintypes.DWORD),
                ("MinimumWorkingSetSize", ctypes.c_size_t),
                ("MaximumWorkingSetSize", ctypes.c_size_t),
                ("ActiveProcessLimit", wintypes.DWORD),
                ("Affinity", ctypes.c_size_t),
                ("PriorityClass", wintypes.DWORD),
                ("SchedulingClass", wintypes.DWORD),
            ]

        class Extended(ctypes.Structure):
            _fields_ = [
                ("BasicLimitInformation", Basic),
                ("IoInfo", ctypes.c_uint64 * 6),
                ("ProcessMemoryLimit", ctypes.c_size_t),
                ("JobMemoryLimit", ctypes.c_size_t),
                ("PeakProcessMemoryUsed", ctypes.c_size_t),
                ("PeakJobMemoryUsed", ctypes.c_size_t),
            ]

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.SetInformationJobObject.argtypes = [
            wintypes.HANDLE,
            ctypes.c_int,
            ctypes.c_void_p,
            wintypes.DWORD,
        ]
        kernel.AssignProcessToJobObject.argtypes = [wintypes.HANDLE, wintypes.HANDLE]
        job = kernel.CreateJobObjectW(None, None)
        limits = Extended()
        limits.BasicLimitInformation.LimitFlags = 0x100 | 0x400  # process memory, die unasked
        limits.ProcessMemoryLimit = most
        extended_limit_information = 9
        kernel.SetInformationJobObject(
            job, extended_limit_information, ctypes.byref(limits), ctypes.sizeof(limits)
        )
        if not kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess()):
            raise ctypes.WinError(ctypes.get_last_error())

    def step_back(far: int) -> None:  # noqa: ARG001  there is one step
        """Let other processes run first from now on, as do those that this one starts."""
        import ctypes  # noqa: PLC0415
        from ctypes import wintypes  # noqa: PLC0415

        below_normal = 0x4000
        kernel = ctypes.WinDLL("kernel32")
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.SetPriorityClass.argtypes = [wintypes.HANDLE, wintypes.DWORD]
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)

else:

    def limit_memory(most: int) -> None:
        """Limit this process's address space, and let it leave no core file behind."""
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def step_back(far: int) -> None:
        """Let other processes run first from now on, as do those that this one starts.

        `far` is how much the process gives way, as `nice` has it, from 1 to 19.
        """
        os.nice(far)


def thread_steps_back(far: int) -> bool:
    """Let other threads run before this one and before the processes that it starts from now on.

    Returns whether the system can do that: Linux, where threads have priorities as processes have.
    """
    if sys.platform != "linux":
        return False
    thread = threading.get_native_id()
    there = os.getpriority(os.PRIO_PROCESS, thread)
    os.setpriority(os.PRIO_PROCESS, thread, min(there + far, 19))
    return True
