"""Work beside the window: its end is told however early it comes, and not at all when cancelled."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest

from reviewer.errors import ReportError
from reviewer.formats import child
from reviewer.model.spans import Span
from reviewer.ui import errands, tasks


class _AtOnce:
    """A thread that has done its work when `start` returns."""

    def __init__(self, target: Callable[[], None], **_: Any) -> None:
        self._target = target

    def start(self) -> None:
        worker = threading.Thread(target=self._target)
        worker.start()
        worker.join()


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = type("threading", (), {"Thread": _AtOnce, "Event": threading.Event})
    monkeypatch.setattr(tasks, "threading", threads)


def heard(task: tasks.Task) -> list[tuple[str, object]]:
    """What a task says from now on."""
    said: list[tuple[str, object]] = []
    task.succeeded.connect(lambda value: said.append(("succeeded", value)))
    task.failed.connect(lambda sentence: said.append(("failed", sentence)))
    task.ended.connect(lambda: said.append(("ended", None)))
    return said


def test_what_is_done_before_anybody_listens_is_told_all_the_same(
    qtbot: Any, qapp: Any, at_once: None
) -> None:
    said = heard(tasks.in_thread(lambda: 42))
    qtbot.waitUntil(lambda: said == [("succeeded", 42), ("ended", None)])


def test_a_failure_before_anybody_listens_is_told_as_its_sentence(
    qtbot: Any, qapp: Any, at_once: None
) -> None:
    def work() -> object:
        raise ReportError("“甲.docx”已损坏。")

    said = heard(tasks.in_thread(work))
    qtbot.waitUntil(lambda: said == [("failed", "“甲.docx”已损坏。"), ("ended", None)])


def how_far_back(_progress: Callable[[float], None]) -> int:
    return os.getpriority(os.PRIO_PROCESS, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="priorities of POSIX")
def test_the_window_runs_before_work_in_a_process(qtbot: Any, qapp: Any) -> None:
    here = os.getpriority(os.PRIO_PROCESS, 0)
    said = heard(tasks.in_process(how_far_back))
    qtbot.waitUntil(lambda: ("ended", None) in said)
    assert [value for what, value in said if what == "succeeded"] == [min(here + 5, 19)]


def test_work_is_waited_for_as_long_as_one_wishes_and_told_at_once(qtbot: Any, qapp: Any) -> None:
    may_end = threading.Event()
    task = tasks.in_thread(lambda: may_end.wait(20))
    said = heard(task)
    assert not task.finish(0.01)
    assert said == []
    may_end.set()
    assert task.finish(20)
    assert said == [("succeeded", True), ("ended", None)]


def test_cancelled_work_says_nothing_but_that_it_has_ended(
    qtbot: Any, qapp: Any, at_once: None
) -> None:
    task = tasks.in_thread(lambda: 42)
    said = heard(task)
    task.cancel()
    qtbot.waitUntil(lambda: said == [("ended", None)])


def test_work_in_a_process_of_its_own_brings_its_result_and_its_failures(
    qtbot: Any, qapp: Any
) -> None:
    said = heard(tasks.in_process(_half, 8))
    failing = heard(tasks.in_process(_half, 7))
    qtbot.waitUntil(lambda: len(said) == 2 and len(failing) == 2, timeout=30_000)
    assert said[0] == ("succeeded", 4)
    assert failing[0] == ("failed", "不是双数。")


def test_a_process_can_be_stopped_while_it_works(qtbot: Any, qapp: Any) -> None:
    task = tasks.in_process(_for_ever)
    said = heard(task)
    started: list[float] = []
    task.progressed.connect(started.append)
    qtbot.waitUntil(lambda: bool(started), timeout=30_000)
    task.cancel()
    qtbot.waitUntil(lambda: said == [("ended", None)], timeout=30_000)


def test_what_goes_to_a_process_and_back_is_the_same_however_large(qtbot: Any, qapp: Any) -> None:
    shared = ("长" * 100_000, b"\0" * 300_000)
    value = [shared, *((number, str(number)) for number in range(20_000)), shared]
    said = heard(tasks.in_process(_same, value))
    qtbot.waitUntil(lambda: len(said) == 2, timeout=30_000)
    (_, result), _ = said
    assert result == value
    assert isinstance(result, list)
    assert result[0] is result[-1]


def test_what_cannot_be_sent_to_a_process_is_a_failure_and_an_end(qtbot: Any, qapp: Any) -> None:
    said = heard(tasks.in_process(_same, threading.Lock()))
    qtbot.waitUntil(lambda: len(said) == 2, timeout=30_000)
    (what, words), end = said
    assert what == "failed"
    assert str(words).startswith("Traceback")
    assert end == ("ended", None)


def test_a_process_that_works_knows_nothing_of_the_window() -> None:
    code = "import sys, reviewer.ui.errands, reviewer.ui.reports; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    assert "reviewer.ui.errands" in loaded.stdout
    assert "PySide6" not in loaded.stdout


def test_a_process_ends_with_the_one_that_started_it() -> None:
    # -- here in place of the window, which may crash
    started: list[subprocess.Popen[bytes]] = []
    thread = threading.Thread(target=lambda: started.append(errands.start()))
    thread.start()
    thread.join()
    (process,) = started
    assert process.stdin is not None
    assert process.stdout is not None
    child.send(process.stdin, (_for_ever, ()), errands.packed)
    assert next(child.received(process.stdout)) == ("progressed", 0.5)
    process.stdin.close()
    assert process.wait(20) == 1
    process.stdout.close()


def test_packing_and_unpacking_make_way_for_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[float] = []
    monkeypatch.setattr(errands, "sleep", rests.append)
    monkeypatch.setattr(errands, "_TURN", 0.0)
    value = [Span(at, at + 1) for at in range(10_000)]
    pieces = errands.packed(value)
    assert len(rests) >= len(value)
    rests.clear()
    assert errands.unpacked(b"".join(pieces)) == value
    assert len(rests) >= len(pieces) > 1


def test_a_process_that_dies_is_told_of(qtbot: Any, qapp: Any) -> None:
    said = heard(tasks.in_process(_dies))
    qtbot.waitUntil(lambda: len(said) == 2, timeout=30_000)
    assert said[0] == ("failed", "后台进程意外结束（代码 3），这一步没有做完，请重试。")


def test_what_work_prints_is_no_answer(qtbot: Any, qapp: Any) -> None:
    said = heard(tasks.in_process(_prints))
    qtbot.waitUntil(lambda: len(said) == 2, timeout=30_000)
    assert said[0] == ("succeeded", 7)


def _dies(_progress: Callable[[float], None]) -> None:
    os._exit(3)


def _prints(_progress: Callable[[float], None]) -> int:
    os.write(1, b"what a library prints")
    return 7


def _same(value: object, _progress: Callable[[float], None]) -> object:
    return value


def _half(number: int, _progress: Callable[[float], None]) -> int:
    if number % 2:
        raise ReportError("不是双数。")
    return number // 2


def _for_ever(progress: Callable[[float], None]) -> None:
    progress(0.5)
    threading.Event().wait()
