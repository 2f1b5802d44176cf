"""What runs in the processes that `tasks` starts; none of it knows Qt."""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import threading
import traceback
from collections.abc import Callable
from time import perf_counter, sleep
from typing import IO, Any, Final

from reviewer.errors import ReviewerError
from reviewer.formats.child import (
    begin,
    parents_pipes,
    received,
    send,
    step_back,
    thread_steps_back,
)

_BEHIND: Final = 5
"""How far work in a process, and who waits for it, stands back behind the window (POSIX `nice`)."""
_GENTLY: Final = 10
"""How far work that nobody waits for stands back."""
_TURN: Final = 0.0005
"""Seconds that packing keeps Python's lock before it makes way."""
_REST: Final = 0.002
"""Seconds that it rests then: a process that starts meanwhile is not ready earlier."""
_MUCH: Final = 1 << 20
"""Bytes of an answer that is made of very many objects."""
_START: Final = "from reviewer.ui.errands import serve; serve({})"


def start() -> subprocess.Popen[bytes]:
    """Start a process that does one piece of work; this thread, too, stands back from now on."""
    # -- a process that steps back only by itself has taken turns of the window until then
    rest = 0 if thread_steps_back(_BEHIND) else _BEHIND
    return begin(_START.format(rest), heard=True)


class _Turns:
    """Packing keeps Python's lock, and a report is tens of thousands of objects.

    In one go, or without rest, it would stop one frame of the window after the other.
    """

    def __init__(self) -> None:
        self._since = perf_counter()

    def make_way(self) -> None:
        """Let the window have its turn where this one was long."""
        if perf_counter() - self._since > _TURN:
            sleep(_REST)
            self._since = perf_counter()


class _Written:
    """The file that pickle writes: pieces of 64 KiB, longer strings whole."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, piece: bytes) -> None:
        self.pieces.append(piece)


class _Packer(pickle.Pickler):
    """Makes way between two objects."""

    def __init__(self, file: _Written) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._make_way = _Turns().make_way

    def reducer_override(self, _value: object) -> Any:
        self._make_way()
        return NotImplemented


class _Read:
    """The file that pickle reads, 64 KiB at a time: makes way between two."""

    def __init__(self, data: bytes) -> None:
        self._rest = memoryview(data)
        self._make_way = _Turns().make_way

    def read(self, size: int) -> bytes:
        self._make_way()
        piece, self._rest = self._rest[:size], self._rest[size:]
        return bytes(piece)

    def readline(self) -> bytes:
        raise NotImplementedError  # -- only the oldest protocol has lines


def packed(value: object) -> list[bytes]:
    """Pack what is sent to a process."""
    file = _Written()
    _Packer(file).dump(value)
    return file.pieces


def unpacked(data: bytes) -> Any:
    """Unpack what a process sent."""
    was_on = gc.isenabled()
    # -- very many objects and no rubbish: to look for some stops everybody, now or afterwards
    gc.disable()
    try:
        return pickle.Unpickler(_Read(data)).load()  # noqa: S301  our own process
    finally:
        if was_on:
            if len(data) > _MUCH:
                gc.freeze()
            gc.enable()


def serve(far: int) -> None:
    """Do the work that the parent sends, tell it what comes of that; the process's main function.

    `far` is how far it still has to stand back, with all processes that the work starts: there
    may be more of them than processors.
    """
    if far:
        step_back(far)
    requests, answers = parents_pipes()
    try:
        gc.disable()
        work, arguments = next(received(requests))
        gc.freeze()
        gc.enable()
        threading.Thread(target=_end_with_parent, args=(requests,), daemon=True).start()
        result = work(*arguments, lambda share: send(answers, ("progressed", share)))
    except ReviewerError as error:
        send(answers, ("failed", str(error)))
    except Exception:  # noqa: BLE001  the parent gets it
        send(answers, ("failed", traceback.format_exc()))
    else:
        send(answers, ("succeeded", result))
    # -- to take everything down in order would keep a processor busy for nobody
    os._exit(0)


def gently(work: Callable[..., object], *arguments: object) -> object:
    """Do work that nobody waits for, where others have nothing to do; for a process of its own."""
    step_back(_GENTLY)
    return work(*arguments)


def silently(work: Callable[..., object], *arguments: object) -> object:
    """Do work that says nothing of how far it is; for a process of its own."""
    *given, _progress = arguments
    return work(*given)


def _end_with_parent(requests: IO[bytes]) -> None:
    """Wait for the end of the pipe: nobody needs the answer any more."""
    requests.read()
    os._exit(1)
