"""`python -m tests.fuzz [KIND…] [--files N] [--from N] [--out FOLDER]`: break many files of each kind.

Each kind is tried in a process of its own with a limit on its memory; a file that takes too long,
crashes that process or gives anything but a document or a sentence is kept in the folder.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pickle
import resource
import select
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from reviewer.formats import apart
from reviewer.formats.child import ChildFailed, Fate
from tests.fuzz.originals import ORIGINALS
from tests.fuzz.outcome import SECONDS, broken, outcome

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space that reading may take, the program itself among them."""
FILES = 20_000
_PREPARING = 120.0
"""Seconds until a worker's first file is done, at most."""
_TOO_LATE = (signal.SIGXCPU, signal.SIGKILL)
FEWER = {"pdf": 2_000}
"""A process with pdfium is started for each: that takes a tenth of a second and more."""
BY_LIBRARIES = {"ofd": "ofdkit", "doc": "doc2docx"}
"""Kinds that libraries read in processes of their own: here in forks of a process that knows them."""


@dataclass
class Tried:
    """What came of the files of one kind."""

    kind: str
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0


def main() -> int:
    """Try what the command line asks for; 1 where there were faults."""
    asked = argparse.ArgumentParser()
    asked.add_argument("kinds", nargs="*", default=list(ORIGINALS))
    asked.add_argument("--files", type=int, default=0)
    asked.add_argument("--from", type=int, default=0, dest="first")
    asked.add_argument("--out", type=Path, default=Path("build/fuzz"))
    asked.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    said = asked.parse_args()
    if said.work:
        return _work(said.kinds[0], said.first, said.files, said.out)
    said.out.mkdir(parents=True, exist_ok=True)
    failed = False
    for kind in said.kinds:
        tried = _try(kind, said.first, said.files or FEWER.get(kind, FILES), said.out)
        failed |= bool(tried.faults)
        counts = "，".join(f"{name} {count}" for name, count in tried.outcomes.most_common())
        print(f"{kind}: {counts}；最慢 {tried.slowest * 1000:.0f} ms", flush=True)
        for fault in tried.faults:
            print(f"  {fault}", flush=True)
    return int(failed)


def _try(kind: str, first: int, files: int, out: Path) -> Tried:
    """Let processes try the files; one that dies or hangs is followed by another."""
    tried = Tried(kind)
    end = first + files
    while first < end:
        command = [sys.executable, "-m", "tests.fuzz", kind, "--work", "--out", str(out)]
        worker = subprocess.Popen(
            [*command, "--from", str(first), "--files", str(end - first)], stdout=subprocess.PIPE
        )
        assert worker.stdout is not None
        late = False
        # -- before its first file a worker may have LibreOffice make the whole ones
        patience = _PREPARING
        while True:
            ready, _, _ = select.select([worker.stdout], [], [], patience)
            patience = 3 * SECONDS
            line = worker.stdout.readline() if ready else b""
            late = not ready
            if not line:
                break
            index, result, seconds, *more = json.loads(line)
            first = index + 1
            tried.outcomes[result] += 1
            tried.slowest = max(tried.slowest, seconds)
            tried.faults += [f"{kind} {index}: {fault}" for fault in more]
        worker.kill()
        worker.wait()
        worker.stdout.close()
        if first < end:
            what = "超时" if late else f"崩溃（{worker.returncode}）"
            tried.outcomes[what] += 1
            tried.faults.append(f"{kind} {first}: {what}")
            (out / f"{first}.{kind}").write_bytes(broken(kind, first))
            first += 1
    return tried


class Fork:
    """Does the work of `formats.child.Child` in a fork: Python need not start for each file."""

    def __init__(self, memory: int) -> None:
        self._memory = memory

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def call(self, seconds: float, work: Callable[..., object], *arguments: object) -> Any:
        """Return the answer, or raise what the child would."""
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
            try:
                answer: tuple[bool, object] = (True, work(*arguments))
            except Exception as error:  # noqa: BLE001  the parent gets it
                answer = (False, error)
            with os.fdopen(writing, "wb") as out:
                pickle.dump(answer, out)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as answers:
            data = answers.read()
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status:
            raise ChildFailed(Fate.LATE if -status in _TOO_LATE else Fate.DEAD)
        went_well, value = pickle.loads(data)
        if isinstance(value, MemoryError):
            raise ChildFailed(Fate.FULL)
        if not went_well:
            raise value
        return value


def _work(kind: str, first: int, files: int, out: Path) -> int:
    """Try files in this process, a line on the standard output for each."""
    originals = ORIGINALS[kind]()
    assert originals
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    if kind in BY_LIBRARIES:
        importlib.import_module(BY_LIBRARIES[kind])
        apart.Child = Fork  # type: ignore[attr-defined]
    for index in range(first, first + files):
        data = broken(kind, index)
        faults = []
        begun = time.perf_counter()
        try:
            result = outcome(f"报告.{kind}", data)
        except Exception as error:  # noqa: BLE001  any is a fault that is told
            result = type(error).__name__
            faults = ["".join(traceback.format_exception(error)[-3:])]
        seconds = time.perf_counter() - begun
        if seconds > SECONDS:
            faults.append(f"{seconds:.1f} s")
        if faults:
            (out / f"{index}.{kind}").write_bytes(data)
        os.write(1, json.dumps([index, result, seconds, *faults]).encode() + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
