"""What others do to a review file while it is open: nothing that was said is ever nowhere."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reviewer import importers
from reviewer.errors import ReviewFileError, StorageFailed
from reviewer.model.change import Stamp
from reviewer.store import Holder, ReviewFile, connection, lock, places
from reviewer.store.connection import log_of
from tests.helpers import SEED, annotation_on, largest_file
from tests.store.test_file import IMPORTED, ME, new_file, put

_WINDOWS = pytest.mark.skipif(sys.platform == "win32", reason="open files are not replaced there")


def say(file: ReviewFile, number: int) -> None:
    remark = annotation_on(IMPORTED.document, number, number + 3, id=f"a{number}")
    put(file, remark, 10 + number)


def names(path: Path) -> list[str]:
    with ReviewFile.open(path, Holder("乙", "here", os.getpid(), 2)) as file:
        return sorted(annotation.id for annotation in file.review.annotations())


@pytest.fixture
def file(tmp_path: Path) -> Iterator[ReviewFile]:
    with ReviewFile.open(new_file(tmp_path), ME) as opened:
        say(opened, 0)
        yield opened


@_WINDOWS
def test_nothing_is_saved_into_a_file_that_was_replaced_and_a_copy_saves_the_rest(
    file: ReviewFile, tmp_path: Path
) -> None:
    other = new_file(tmp_path, "other.review")
    other.replace(file.path)
    with pytest.raises(StorageFailed, match=r"换成了别的文件.*另存副本"):
        say(file, 1)
    with pytest.raises(StorageFailed, match="换成了别的文件"):
        file.put_draft("note:a0", "半句")
    assert file.review.annotation("a1") is None
    file.copy_to(tmp_path / "copy.review")
    assert names(tmp_path / "copy.review") == ["a0"]


@_WINDOWS
def test_nothing_is_saved_into_a_file_that_was_moved_until_it_is_back(
    file: ReviewFile, tmp_path: Path
) -> None:
    away = file.path.rename(tmp_path / "away.review")
    with pytest.raises(StorageFailed, match="移走"):
        say(file, 1)
    file.settle()
    away.rename(file.path)
    say(file, 2)
    file.close()
    assert names(file.path) == ["a0", "a2"]


@_WINDOWS
def test_without_a_log_a_moved_file_is_noticed_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "is_on_network", lambda _path: True)
    with ReviewFile.open(new_file(tmp_path), ME) as file:
        say(file, 0)
        away = file.path.rename(tmp_path / "away.review")
        with pytest.raises(StorageFailed, match="移走"):
            say(file, 1)
        away.rename(file.path)
    assert names(tmp_path / "a.review") == ["a0"]


_LOOK = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1])
other.execute("SELECT count(*) FROM annotation").fetchone()
other.close()
"""


def look_with_another_program(path: Path) -> None:
    subprocess.run([sys.executable, "-c", _LOOK, str(path)], check=True)


def test_looking_for_reviews_keeps_our_own_locks(file: ReviewFile) -> None:
    assert places.source_hash(file.path) == IMPORTED.document.source.sha256
    assert places.is_review(file.path)
    look_with_another_program(file.path)
    assert log_of(file.path).exists()
    say(file, 1)
    file.close()
    assert names(file.path) == ["a0", "a1"]


@_WINDOWS
def test_a_log_that_another_program_took_away_is_begun_anew(file: ReviewFile) -> None:
    # -- whatever made our locks go: closing the file once in this process is enough
    file.path.open("rb").close()
    look_with_another_program(file.path)
    assert not log_of(file.path).exists()
    say(file, 1)
    file.put_draft("note:a1", "半句")
    with sqlite3.connect(file.path) as seen:
        assert seen.execute("SELECT count(*) FROM annotation").fetchone() == (2,)
    seen.close()
    file.close()
    assert names(file.path) == ["a0", "a1"]


def test_what_another_program_wrote_is_not_written_over(file: ReviewFile) -> None:
    other = sqlite3.connect(file.path)
    other.execute(
        "INSERT INTO journal (change, way, label, kind, id, field, before, after, time, reviewer)"
        " VALUES (9, 'DO', 'edit', 'annotation', 'a0', 'body', '\"\"', '\"别人的\"', 99, 'p2')"
    )
    other.commit()
    other.close()
    with pytest.raises(StorageFailed, match="另一个程序改动"):
        say(file, 1)
    assert file.review.annotation("a1") is None


def test_a_link_and_the_file_itself_are_one_review(file: ReviewFile, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.review"
    link.parent.mkdir()
    link.symlink_to(file.path)
    with ReviewFile.open(link, Holder("乙", "here", 2, 2)) as second:
        assert second.read_only
        assert second.held_by == ME


def test_a_plain_copy_of_a_file_at_rest_has_everything(file: ReviewFile, tmp_path: Path) -> None:
    say(file, 1)
    file.settle()
    copy = Path(shutil.copy(file.path, tmp_path / "copy.review"))
    assert names(copy) == ["a0", "a1"]
    say(file, 2)
    file.close()
    assert names(file.path) == ["a0", "a1", "a2"]


def test_a_log_that_a_crash_left_is_read_where_nothing_can_be_written(
    file: ReviewFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disc = tmp_path / "disc"
    disc.mkdir()
    for each in (file.path, log_of(file.path)):
        shutil.copyfile(each, disc / each.name)
    before = {each.name: each.read_bytes() for each in disc.iterdir()}
    monkeypatch.setattr(os, "access", lambda *_args: False)
    monkeypatch.setattr(connection, "_answers", lambda _connection: False)
    with ReviewFile.open(disc / "a.review", ME) as read:
        assert read.read_only
        assert [annotation.id for annotation in read.review.annotations()] == ["a0"]
    assert {each.name: each.read_bytes() for each in disc.iterdir()} == before


@pytest.mark.parametrize("pid", [os.getpid(), 2**22 + 1])
def test_where_there_are_no_locks_the_name_counts_as_long_as_its_process_lives(
    pid: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(_stream: object) -> bool:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(lock, "_lock", none)
    path = new_file(tmp_path)
    me = Holder("乙", "here", 1, 2)
    with ReviewFile.open(path, Holder("甲", "here", pid, 1)), ReviewFile.open(path, me) as second:
        assert second.read_only == (pid == os.getpid())


_NAMES: tuple[Any, ...] = (
    "𠮷?#%20 报 告\u200b",
    pytest.param(
        os.fsdecode("视察报告".encode("gbk")),
        marks=pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text"),
    ),
    "关于检查法律实施情况的报告" * 6 + "附件",
)


@pytest.mark.parametrize("name", _NAMES)
def test_whatever_a_report_is_called_it_has_a_review(name: str, tmp_path: Path) -> None:
    report = tmp_path / f"{name}.txt"
    shutil.copyfile(SEED, report)
    imported = importers.read(report)
    imported.document.source.name.encode("utf-8")
    sha256 = imported.document.source.sha256
    for number in range(2):
        path = places.location_for(report, tmp_path, (Path("/nowhere"),)).path
        ReviewFile.create(path, imported, (), Stamp(1, "p1"))
        with ReviewFile.open(path, ME) as file:
            assert not file.read_only
            say(file, number)
        assert names(path) == [f"a{number}"]
    first = places.existing_review(report, sha256, tmp_path / "mine")
    assert first is not None
    same, earlier = places.further_reviews(report, sha256, first)
    assert len(same) == 1
    assert not earlier
    assert places.further_reviews(report, "0" * 64, None)[1] == sorted((first, *same))


def test_a_copy_that_fails_leaves_the_one_it_was_to_replace(
    file: ReviewFile, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.review"
    file.copy_to(copy, replacing=True)
    say(file, 1)
    file._connection.execute("PRAGMA temp_store = MEMORY")
    with pytest.raises(StorageFailed), largest_file(2000):
        file.copy_to(copy, replacing=True)
    assert names(copy) == ["a0"]
    log_of(copy).write_bytes(b"left over")
    file.copy_to(copy, replacing=True)
    assert names(copy) == ["a0", "a1"]
    assert sorted(each.name for each in tmp_path.iterdir() if each.suffix == ".tmp") == []


def test_a_log_that_lost_its_file_is_not_taken_for_the_next_ones(
    file: ReviewFile, tmp_path: Path
) -> None:
    left = tmp_path / "left" / "报告.review"
    left.parent.mkdir()
    shutil.copyfile(log_of(file.path), log_of(left))
    with pytest.raises(ReviewFileError, match="换一个文件名"):
        ReviewFile.create(left, IMPORTED, (), Stamp(1, "p1"))
    location = places.location_for(left.with_suffix(".txt"), tmp_path, (Path("/nowhere"),))
    assert location.path.name == "报告 (2).review"
