"""Work in a child process: its answers come back, its failures are told apart."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

import reviewer.formats.child
from reviewer.formats.child import Child, ChildFailed, Fate

MEMORY = 1024 * 1024 * 1024


def double(number: int) -> int:
    return 2 * number


def wrong() -> None:
    raise KeyError("甲")


def sleep() -> None:
    time.sleep(60)


def die() -> None:
    os.kill(os.getpid(), signal.SIGABRT)


def fill() -> int:
    return len(bytearray(4 * MEMORY))


def chatter() -> int:
    os.write(1, b"what a library prints")
    return 7


def test_answers_come_in_the_order_of_the_requests() -> None:
    with Child(MEMORY) as child:
        child.ask(double, 1)
        child.ask(double, 2)
        assert [child.answer(20), child.answer(20)] == [2, 4]
        assert child.call(20, chatter) == 7


def test_code_in_the_current_folder_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "struct.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    with Child(MEMORY) as child:
        assert child.call(20, double, 3) == 6


@pytest.mark.skipif(sys.platform != "linux", reason="pipes have one size elsewhere")
def test_where_pipes_cannot_be_made_wider_they_stay_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # -- more than there is
    monkeypatch.setattr(reviewer.formats.child, "_PIPE", (1 << 31) + 1)
    with Child(MEMORY) as child:
        assert child.call(20, double, 3) == 6


def test_what_the_work_raises_is_raised_here_and_the_child_lives_on() -> None:
    with Child(MEMORY) as child:
        with pytest.raises(KeyError, match="甲"):
            child.call(20, wrong)
        assert child.call(20, double, 4) == 8


def test_an_answer_that_does_not_come_ends_the_child() -> None:
    with Child(MEMORY) as child:
        with pytest.raises(ChildFailed) as failed:
            child.call(0.5, sleep)
        assert failed.value.fate is Fate.LATE
        with pytest.raises(ChildFailed) as failed:
            child.call(20, double, 1)
        assert failed.value.fate is Fate.DEAD


def test_a_child_that_dies_is_told_of() -> None:
    with Child(MEMORY) as child:
        for _ in range(2):
            with pytest.raises(ChildFailed) as failed:
                child.call(20, die)
            assert failed.value.fate is Fate.DEAD


@pytest.mark.skipif(sys.platform != "linux", reason="a job object ends the process there")
def test_a_child_takes_no_more_memory_than_it_may() -> None:
    with Child(MEMORY) as child:
        with pytest.raises(ChildFailed) as failed:
            child.call(20, fill)
        assert failed.value.fate is Fate.FULL
