"""A review file gives back what was put into it, and is never half written."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import importers
from reviewer.errors import (
    DamagedReviewFile,
    NewerReviewFile,
    ReviewFileError,
    StorageFailed,
)
from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.change import RecordKey, RecordKind, Stamp, key_of
from reviewer.model.edition import edition_id
from reviewer.model.records import Annotation, Record
from reviewer.model.review import Review, Way
from reviewer.store import Holder, ReviewFile
from tests.helpers import SEED, annotation_on, reply_to
from tests.model import strategies as some

ME = Holder("审阅人甲", "here", os.getpid(), 1000)
IMPORTED = importers.read(SEED)


def new_file(folder: Path, name: str = "a.review") -> Path:
    path = folder / name
    path.unlink(missing_ok=True)
    ReviewFile.create(path, IMPORTED, DEFAULT_CATEGORIES, Stamp(1, "p1"))
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return new_file(tmp_path)


@pytest.fixture
def opened(path: Path) -> Iterator[ReviewFile]:
    with ReviewFile.open(path, ME) as file:
        yield file


def put(file: ReviewFile, record: Record, time: int) -> None:
    change = file.review.change("put", record)
    if change:
        file.save(change, Stamp(time, "p1"))
        file.review.apply(change, Stamp(time, "p1"))


def visible(review: Review) -> dict[RecordKey, Record]:
    return {key_of(record): record for record in review.records}


def test_the_document_and_its_bytes_come_back_whole(opened: ReviewFile) -> None:
    assert opened.document == IMPORTED.document
    assert opened.source_bytes() == IMPORTED.data
    assert opened.review.categories()[0].name == "问题"


def in_this_edition(record: Record) -> Record:
    """A placement is kept for its edition; these are of the one in the file."""
    if isinstance(record, Annotation) and record.placement is not None:
        here = record.placement._replace(edition=edition_id(IMPORTED.document))
        return record._replace(placement=here)
    return record


steps = st.lists(
    st.one_of(
        some.records.map(lambda record: ("put", in_this_edition(record))),
        some.ids.map(lambda name: ("remove", name)),
        st.just(("undo", None)),
        st.just(("redo", None)),
    ),
    max_size=10,
)


@given(steps)
def test_what_is_saved_is_what_is_loaded_with_its_history(
    tmp_path_factory: pytest.TempPathFactory, made: list[tuple[str, object]]
) -> None:
    folder = tmp_path_factory.mktemp("law")
    path = new_file(folder)
    with ReviewFile.open(path, ME) as file:
        for time, (what, value) in enumerate(made, 10):
            way, change = Way.DO, None
            if what == "put":
                change = file.review.change("put", value)  # type: ignore[arg-type]
            elif what == "remove":
                key = RecordKey(RecordKind.ANNOTATION, str(value))
                change = file.review.deletion("remove", key)
            elif what == "undo":
                way, change = Way.UNDO, file.review.undoing()
            else:
                way, change = Way.REDO, file.review.redoing()
            if change:
                file.save(change, Stamp(time, "p1"), way)
                file.review.apply(change, Stamp(time, "p1"), way)
        before, steps_left = visible(file.review), (file.review.undoing(), file.review.redoing())
        stamps = {
            key: (file.review.birth(key), dict(file.review.later_stamps(key)))
            for key, _, _ in file.review.state()
        }
    with ReviewFile.open(path, ME) as file:
        assert visible(file.review) == before
        assert (file.review.undoing(), file.review.redoing()) == steps_left
        for key, (born, later) in stamps.items():
            assert (file.review.birth(key), dict(file.review.later_stamps(key))) == (born, later)
    shutil.rmtree(folder)


def test_after_closing_one_plain_file_remains(path: Path) -> None:
    with ReviewFile.open(path, ME) as file:
        put(file, annotation_on(IMPORTED.document, 3, 9), 5)
    assert [entry.name for entry in path.parent.iterdir()] == ["a.review"]


def test_a_file_is_created_whole_or_not_at_all_and_never_over_another(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(ReviewFileError, match="已经存在"):
        ReviewFile.create(path, IMPORTED, (), Stamp(1, "p1"))
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["a.review"]


def test_a_commit_costs_one_flush(opened: ReviewFile) -> None:
    mode = opened._connection.execute("PRAGMA journal_mode").fetchone()[0]
    level = opened._connection.execute("PRAGMA synchronous").fetchone()[0]
    assert (mode, level) == ("wal", 2)


def test_a_second_opener_reads_only_and_is_told_who_writes(opened: ReviewFile) -> None:
    put(opened, annotation_on(IMPORTED.document, 3, 9), 5)
    with ReviewFile.open(opened.path, Holder("审阅人乙", "there", 1, 2000)) as second:
        assert second.read_only
        assert second.held_by == ME
        assert len(list(second.review.annotations())) == 1
        with pytest.raises(StorageFailed, match="只读"):
            put(second, annotation_on(IMPORTED.document, 1, 2, id="a2"), 6)


def test_a_lock_file_left_by_a_crash_is_taken_over(path: Path) -> None:
    path.with_name(".a.review.lock").write_text(
        '{"name": "某人", "host": "x", "pid": 1, "since": 1}'
    )
    with ReviewFile.open(path, ME) as file:
        assert not file.read_only


def test_a_full_disk_loses_only_the_edit_that_did_not_fit_and_the_next_one_works(
    opened: ReviewFile,
) -> None:
    put(opened, annotation_on(IMPORTED.document, 3, 9), 5)
    pages = opened._connection.execute("PRAGMA page_count").fetchone()[0]
    opened._connection.execute(f"PRAGMA max_page_count = {pages}")
    large = annotation_on(IMPORTED.document, 1, 2, id="a2", body="满" * 200_000)
    with pytest.raises(StorageFailed, match="磁盘已满"):
        put(opened, large, 6)
    assert opened.review.annotation("a2") is None
    opened._connection.execute("PRAGMA max_page_count = 1000000")
    put(opened, large, 7)
    assert opened.review.annotation("a2") == large


def test_a_read_only_file_opens_for_reading(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_args: False)
    with ReviewFile.open(path, ME) as file:
        assert file.read_only
        assert file.held_by is None
        assert file.document == IMPORTED.document


def test_drafts_and_the_place_of_reading_are_kept(path: Path) -> None:
    with ReviewFile.open(path, ME) as file:
        file.put_draft("note:a1", "半句话𠮷")
        file.put_draft("note:a2", "别的")
        file.drop_draft("note:a2")
        file.put_state("place", "1200")
    with ReviewFile.open(path, ME) as file:
        assert file.drafts() == {"note:a1": "半句话𠮷"}
        assert (file.state("place"), file.state("nothing")) == ("1200", "")


def test_a_copy_holds_everything_and_takes_no_ones_name(opened: ReviewFile, tmp_path: Path) -> None:
    remark = annotation_on(IMPORTED.document, 3, 9)
    put(opened, remark, 5)
    put(opened, reply_to(remark, "同意"), 6)
    copy = tmp_path / "副本.review"
    opened.copy_to(copy)
    with pytest.raises(ReviewFileError, match="已经存在"):
        opened.copy_to(copy)
    with ReviewFile.open(copy, ME) as file:
        assert visible(file.review) == visible(opened.review)


def test_a_newer_file_is_refused_by_name(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(NewerReviewFile, match=r"a\.review.*99"):
        ReviewFile.open(path, ME)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空文件"),
        (b"hello", "不是审阅文件"),
        (b"SQLite format 3\0" + bytes(84), "别的程序"),
    ],
)
def test_what_is_no_review_is_refused_with_a_sentence(
    content: bytes, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "b.review"
    path.write_bytes(content)
    with pytest.raises(DamagedReviewFile, match=words):
        ReviewFile.open(path, ME)
    assert [entry.name for entry in tmp_path.iterdir()] == ["b.review"]


def test_a_missing_file_or_a_folder_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReviewFileError, match="找不到"):
        ReviewFile.open(tmp_path / "无.review", ME)
    with pytest.raises(ReviewFileError, match="文件夹"):
        ReviewFile.open(tmp_path, ME)


@given(st.floats(0.01, 0.99))
def test_a_truncated_file_is_recognised(
    tmp_path_factory: pytest.TempPathFactory, share: float
) -> None:
    path = new_file(tmp_path_factory.mktemp("cut"))
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ReviewFileError, match=r"a\.review"):
        ReviewFile.open(path, ME)
    shutil.rmtree(path.parent)


@given(st.data())
def test_a_file_with_wrong_bytes_opens_or_gets_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = new_file(tmp_path_factory.mktemp("rot"))
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 30))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    try:
        with ReviewFile.open(path, ME) as file:
            text = file.document.text
    except ReviewFileError as error:
        text = str(error)
    assert text
    shutil.rmtree(path.parent)


def test_a_crafted_schema_is_refused(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM annotation; END")
    connection.commit()
    connection.close()
    with pytest.raises(DamagedReviewFile, match="内部结构"):
        ReviewFile.open(path, ME)


@given(st.floats(0, 1), st.booleans())
def test_a_write_ahead_log_cut_or_zeroed_anywhere_leaves_a_prefix_of_the_commits(
    tmp_path_factory: pytest.TempPathFactory, share: float, zeroed: bool
) -> None:
    folder = tmp_path_factory.mktemp("wal")
    path = new_file(folder)
    file = ReviewFile.open(path, ME)
    for number in range(12):
        put(
            file, annotation_on(IMPORTED.document, number, number + 3, id=f"a{number}"), 10 + number
        )
    crashed = folder / "crash"
    crashed.mkdir()
    shutil.copy(path, crashed / "a.review")
    log = path.with_name("a.review-wal").read_bytes()
    file.close()
    cut = int(len(log) * share)
    left = log[:cut] + (bytes(len(log) - cut) if zeroed else b"")
    (crashed / "a.review-wal").write_bytes(left)
    with ReviewFile.open(crashed / "a.review", ME) as again:
        ids = sorted(int(a.id[1:]) for a in again.review.annotations())
        assert ids == list(range(len(ids)))
    shutil.rmtree(folder)
