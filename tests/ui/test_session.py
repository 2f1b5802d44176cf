"""Whatever is done, in whatever order: the review, its file and a simple model say the same."""

from __future__ import annotations

import errno
import random
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from reviewer.model.change import RecordKind
from reviewer.model.ids import HybridClock
from reviewer.model.query import entries
from reviewer.model.records import Disposition, EntryKind, Kind, Reviewer, Severity
from reviewer.model.spans import Span
from reviewer.store import connection
from reviewer.ui.session import Session
from tests.helpers import annotation_on, largest_file
from tests.ui import kill, moves

words = st.text(st.sampled_from("请核实数据𠮷\n ，"), max_size=12)
spans = st.tuples(st.integers(0, len(moves.TEXT) - 10), st.integers(1, 9)).map(
    lambda drawn: Span(drawn[0], drawn[0] + drawn[1])
)


def told(session: Session) -> dict[str, Any]:
    """What a review says, in the words of the model below."""
    review = session.review
    remarks = {
        a.id: {
            "span": a.span,
            "kind": a.kind,
            "body": a.body,
            "tags": set(a.tags),
            "severity": a.severity,
            "resolved": a.resolved,
            "disposition": a.disposition,
            "reason": a.ruling.reason if a.ruling is not None else "",
            "replies": {reply.id: reply.body for reply in review.replies(a.id)},
        }
        for a in review.annotations()
    }
    levels = {e.key: e.value for e in entries(review, EntryKind.OUTLINE) if e.value}
    return {"remarks": remarks, "outline": levels, "reviewed": set(session.reviewed_sections())}


class Reviewing(RuleBasedStateMachine):
    """A person at work on one review, who closes it now and then; the clock is not to be trusted.

    The model is what was said, and a stack of what was said before each step.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.now = 1_700_000_000_000
        self.said: dict[str, Any] = {"remarks": {}, "outline": {}, "reviewed": set()}
        self.before: list[dict[str, Any]] = []
        self.after: list[dict[str, Any]] = []
        self.drafts: dict[str, str] = {}
        self.stamps: list[int] = []

    def teardown(self) -> None:
        """Close."""
        self.session.close()
        shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        """Open a report on which nothing was said."""
        self.session = moves.begin(self.folder)
        self._listen()

    def _listen(self) -> None:
        clock = HybridClock(lambda: self.now)
        if self.session._file is not None:
            clock.advance(self.session._file.latest_time)
        stamp = clock.stamp

        def noted(who: str) -> Any:
            made = stamp(who)
            self.stamps.append(made.time)
            return made

        clock.stamp = noted  # type: ignore[method-assign]
        self.session._clock = clock
        self.failures: list[str] = []
        self.session.edit_failed.connect(self.failures.append)

    def _step(self, said: dict[str, Any]) -> None:
        if said != self.said:
            self.before.append(self.said)
            self.after.clear()
            self.said = said

    def _with(self, ids: list[str], **fields: Any) -> dict[str, Any]:
        remarks = dict(self.said["remarks"])
        remarks.update({each: {**remarks[each], **fields} for each in ids})
        return {**self.said, "remarks": remarks}

    def _some(self, data: Any, most: int = 1) -> list[str]:
        known = sorted(self.said["remarks"])
        return list(
            data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=most, unique=True))
        )

    has_remarks = precondition(lambda self: bool(self.said["remarks"]))
    is_saved = precondition(lambda self: self.session.path is not None)

    @rule(by=st.integers(-10_000_000, 1000))
    def clock(self, by: int) -> None:
        """Let the computer's clock jump."""
        self.now += by

    @rule(span=spans, kind=st.sampled_from(Kind), body=words)
    def annotate(self, span: Span, kind: Kind, body: str) -> None:
        made = self.session.annotate(span, kind, body=body)
        assert made is not None
        self._step(self._new([made], span=span, kind=kind, body=body))

    @rule(span=spans, body=words)
    def annotate_many(self, span: Span, body: str) -> None:
        made = self.session.annotate_all([(span, Kind.HIGHLIGHT, {"body": body})] * 2)
        self._step(self._new(list(made), span=span, kind=Kind.HIGHLIGHT, body=body))

    @rule(body=words)
    def annotate_report(self, body: str) -> None:
        made = self.session.annotate_document(body=body)
        assert made is not None
        self._step(self._new([made], span=None, kind=Kind.COMMENT, body=body))

    def _new(self, ids: list[str], **fields: Any) -> dict[str, Any]:
        blank = {
            "tags": set(),
            "severity": Severity.NORMAL,
            "resolved": False,
            "disposition": Disposition.PENDING,
            "reason": "",
            "replies": {},
        }
        return {
            **self.said,
            "remarks": {**self.said["remarks"], **{i: {**blank, **fields} for i in ids}},
        }

    @has_remarks
    @rule(data=st.data(), body=words, resolved=st.booleans())
    def edit(self, data: Any, body: str, resolved: bool) -> None:
        (one,) = self._some(data)
        self.session.edit(one, body=body, resolved=resolved)
        self._step(self._with([one], body=body, resolved=resolved))

    @has_remarks
    @rule(data=st.data(), severity=st.sampled_from(Severity))
    def edit_many(self, data: Any, severity: Severity) -> None:
        ids = self._some(data, 3)
        self.session.edit_all(ids, severity=severity)
        self._step(self._with(ids, severity=severity))

    @has_remarks
    @rule(data=st.data(), tag=st.sampled_from(["数据", "依据"]))
    def tag(self, data: Any, tag: str) -> None:
        ids = self._some(data, 3)
        self.session.tag_all(ids, tag)
        said = self.said
        for each in ids:
            self.said = self._with([each], tags=self.said["remarks"][each]["tags"] | {tag})
        said, self.said = self.said, said
        self._step(said)

    @has_remarks
    @rule(data=st.data(), disposition=st.sampled_from(Disposition), reason=words)
    def decide(self, data: Any, disposition: Disposition, reason: str) -> None:
        (one,) = self._some(data)
        self.session.rule(one, disposition, reason, "")
        self._step(self._with([one], disposition=disposition, reason=reason))

    @has_remarks
    @rule(data=st.data(), disposition=st.sampled_from(Disposition))
    def decide_many(self, data: Any, disposition: Disposition) -> None:
        ids = self._some(data, 3)
        self.session.rule_all(ids, disposition)
        self._step(self._with(ids, disposition=disposition))

    @has_remarks
    @rule(data=st.data(), span=spans)
    def move(self, data: Any, span: Span) -> None:
        (one,) = self._some(data)
        self.session.move(one, span)
        if self.said["remarks"][one]["span"] is not None:
            self._step(self._with([one], span=span))

    @has_remarks
    @rule(data=st.data(), body=words)
    def reply(self, data: Any, body: str) -> None:
        (one,) = self._some(data)
        change = self.session.reply(one, body)
        assert change is not None
        (made,) = change.ids(RecordKind.REPLY)
        self._step(self._with([one], replies={**self.said["remarks"][one]["replies"], made: body}))

    @has_remarks
    @rule(data=st.data(), body=words, gone=st.booleans())
    def answer_otherwise(self, data: Any, body: str, gone: bool) -> None:
        (one,) = self._some(data)
        replies = dict(self.said["remarks"][one]["replies"])
        if not replies:
            return
        chosen = data.draw(st.sampled_from(sorted(replies)))
        if gone:
            self.session.remove_reply(chosen)
            del replies[chosen]
        else:
            self.session.edit_reply(chosen, body)
            replies[chosen] = body
        self._step(self._with([one], replies=replies))

    @has_remarks
    @rule(data=st.data())
    def remove(self, data: Any) -> None:
        ids = self._some(data, 2)
        self.session.remove(*ids)
        left = {i: r for i, r in self.said["remarks"].items() if i not in ids}
        self._step({**self.said, "remarks": left})

    @rule(number=st.integers(2, 9), level=st.integers(0, 2))
    def correct_outline(self, number: int, level: int) -> None:
        document = self.session.document
        assert document is not None
        start = document.paragraphs[number].span.start
        self.session.correct_outline("outline", {start: level})
        levels = {e.key: e.value for e in entries(self.session.review, EntryKind.OUTLINE)}
        assert str(start) in levels
        self._step({**self.said, "outline": {k: v for k, v in levels.items() if v}})
        assert self.session.document is not None
        open_here = [s for s in self.session.document.sections if s.span.start == start]
        assert bool(open_here) == (level > 0)

    @rule(number=st.integers(0, 9))
    def review_section(self, number: int) -> None:
        document = self.session.document
        assert document is not None
        if not document.sections:
            return
        section = document.sections[number % len(document.sections)]
        starts = {each.span.start for each in section.walk()}
        self.session.toggle_reviewed(section)
        reviewed = self.said["reviewed"]
        self._step(
            {
                **self.said,
                "reviewed": reviewed - starts if starts <= reviewed else reviewed | starts,
            }
        )

    @rule(number=st.integers(0, 3))
    def bring_in(self, number: int) -> None:
        document = self.session.as_imported
        assert document is not None
        name = f"b{number}"
        remark = annotation_on(document, number, number + 4, id=name, author="p2")
        there = name in self.said["remarks"]
        if there:
            return
        self.session.bring_in((Reviewer(id="p2", name="审阅人乙"), remark))
        assert self.session.review.annotation(name) == remark
        said = told(self.session)["remarks"][name]
        self._step({**self.said, "remarks": {**self.said["remarks"], name: said}})

    @rule()
    def undo(self) -> None:
        assert self.session.may_undo == bool(self.before)
        self.session.undo()
        if self.before:
            self.after.append(self.said)
            self.said = self.before.pop()

    @rule()
    def redo(self) -> None:
        assert self.session.may_redo == bool(self.after)
        self.session.redo()
        if self.after:
            self.before.append(self.said)
            self.said = self.after.pop()

    @rule(key=st.sampled_from(["note:a", "reply:b"]), text=words)
    def draft(self, key: str, text: str) -> None:
        if text:
            self.session.save_draft(key, text)
            self.drafts[key] = text
        else:
            self.session.drop_draft(key)
            self.drafts.pop(key, None)

    @is_saved
    @rule(linked=st.booleans())
    def reopen(self, linked: bool) -> None:
        """Close and open again, now and then through a link."""
        path = self.session.path
        assert path is not None
        stamps = {
            k: dict(self.session.review.later_stamps(k)) for k, _, _ in self.session.review.state()
        }
        self.session.close()
        assert not list(self.folder.glob("*-wal"))
        link = self.folder / "link.review"
        if linked and not link.exists():
            link.symlink_to(path)
        self.session.open_review(link if linked else path)
        self._listen()
        for key, later in stamps.items():
            assert dict(self.session.review.later_stamps(key)) == later

    @is_saved
    @rule()
    def copy(self) -> None:
        """A plain copy of the file, made while it is open and at rest, says everything."""
        path = self.session.path
        assert path is not None
        self.session._file.settle()
        copy = self.folder / "copy" / "copy.review"
        copy.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, copy)
        other = Session(self.folder, lambda: moves.ME)
        other.open_review(copy)
        assert moves.said(other.review) == moves.said(self.session.review)
        other.close()

    @is_saved
    @rule(after=st.integers(0, 8), body=words)
    def full_disk(self, after: int, body: str) -> None:
        """The disk fills up at some statement: nothing of the edit is there."""
        given = len(self.stamps)
        with failing(self.session, after):
            made = self.session.annotate_document(body=body)
        if made is not None:
            self._step(self._new([made], span=None, kind=Kind.COMMENT, body=body))
        else:
            assert "磁盘已满" in self.failures.pop()
            # -- what no file ever saw may be given again after the next opening
            del self.stamps[given:]

    @invariant()
    def says_the_same(self) -> None:
        assert told(self.session) == self.said
        assert not self.failures
        assert self.stamps == sorted(set(self.stamps))
        assert {k: v for k, v in self.session.drafts().items() if v} == self.drafts


class _Failing:
    """A connection whose disk is full from some statement on; rolling back works."""

    def __init__(self, real: sqlite3.Connection, after: int) -> None:
        self.real = real
        self.left = after

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def execute(self, sql: str, *rest: Any) -> Any:
        self._count(sql)
        return self.real.execute(sql, *rest)

    def executemany(self, sql: str, *rest: Any) -> Any:
        self._count(sql)
        return self.real.executemany(sql, *rest)

    def _count(self, sql: str) -> None:
        self.left -= 1
        if self.left < 0 and sql != "ROLLBACK":
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error


@contextmanager
def failing(session: Session, after: int) -> Iterator[None]:
    """Let the disk be full from some statement on."""
    file = session._file
    assert file is not None
    real = file._connection
    file._connection = _Failing(real, after)  # type: ignore[assignment]
    try:
        yield
    finally:
        file._connection = real


def test_in_whatever_order_things_are_done_the_file_says_what_was_said(qapp: Any) -> None:
    run_state_machine_as_test(
        Reviewing,
        settings=settings(
            max_examples=20,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("move", moves.MOVES, ids=lambda each: each.__name__)
def test_a_disk_that_fills_up_at_any_statement_of_any_edit_loses_that_edit_alone(
    move: moves.Move, tmp_path: Path, qapp: Any
) -> None:
    session = moves.begin(tmp_path)
    chance = random.Random(5)
    for each in (moves.annotate_many, moves.reply, moves.bring_in, moves.edit, moves.undo):
        each(session, chance)
    failures: list[str] = []
    session.edit_failed.connect(failures.append)
    for after in range(200):
        failures.clear()
        before = moves.digest(session.review)
        first: list[str] = []
        session.review_changed.connect(
            lambda _change, f=first: f.append(moves.digest(session.review))
        )
        with failing(session, after):
            move(session, random.Random(7))
        assert moves.digest(session.review) == (first[-1] if first else before)
        if not failures:
            break
        assert "磁盘已满" in failures[0]
        assert after_a_crash(session, tmp_path / str(after)) == moves.digest(session.review)
    assert not failures
    assert after > 2
    session.close()


def after_a_crash(session: Session, folder: Path) -> str:
    """What is said in the file and the log beside it as they are now."""
    path = session.path
    assert path is not None
    folder.mkdir()
    for each in (path, connection.log_of(path)):
        shutil.copyfile(each, folder / each.name)
    other = Session(folder, lambda: moves.ME)
    other.open_review(folder / path.name)
    found = moves.digest(other.review)
    other.close()
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_a_disk_that_fills_up_at_any_byte_loses_that_edit_alone(tmp_path: Path, qapp: Any) -> None:
    session = moves.begin(tmp_path)
    moves.annotate(session, random.Random(1))
    failures: list[str] = []
    session.edit_failed.connect(failures.append)
    path = session.path
    assert path is not None
    log = connection.log_of(path)
    refused = 0
    for more in range(-2000, 90_000, 7001):
        before = moves.digest(session.review)
        failures.clear()
        with largest_file(log.stat().st_size + more):
            made = session.annotate_document(body="满" * 20_000)
            if made is None:
                session.save_draft("note:new", "写了一半")
        refused += made is None
        assert bool(failures) == (made is None)
        if made is None:
            assert moves.digest(session.review) == before
            assert session.draft("note:new") == "写了一半"
        assert after_a_crash(session, tmp_path / str(more)) == moves.digest(session.review)
    assert refused > 3
    assert session.annotate_document(body="满" * 20_000) is not None
    session.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("seed", range(3))
def test_a_kill_amid_any_edit_leaves_what_was_saved_or_what_was_being_saved(
    seed: int, tmp_path: Path, qapp: Any
) -> None:
    assert kill.kill_once(tmp_path, seed) == ""


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_half_written_words_that_no_disk_takes_stay_and_are_kept_when_one_does(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: Any
) -> None:
    session = moves.begin(tmp_path)
    moves.annotate(session, random.Random(1))
    failures: list[str] = []
    session.edit_failed.connect(failures.append)

    def refuse(*_args: Any) -> None:
        raise OSError(number, "no")

    with monkeypatch.context() as patch, failing(session, 0):
        patch.setattr("reviewer.ui.drafts.LooseDrafts._write", refuse)
        session.save_draft("note:x", "写了")
        session.save_draft("note:x", "写了一半")
        session.save_draft("note:y", "又一半")
    assert len(failures) == 1
    assert session.has_unkept
    assert session.drafts() == {"note:x": "写了一半", "note:y": "又一半"}
    session.save_draft("note:z", "")
    assert not session.has_unkept
    path = session.path
    assert path is not None
    session.close()
    session.open_review(path)
    assert session.drafts() == {"note:x": "写了一半", "note:y": "又一半", "note:z": ""}
    session.close()


def test_words_go_to_the_users_folder_where_only_the_review_cannot_be_written(
    tmp_path: Path, qapp: Any
) -> None:
    session = moves.begin(tmp_path)
    moves.annotate(session, random.Random(1))
    path = session.path
    assert path is not None
    session.save_draft("note:x", "早先")
    with failing(session, 0):
        session.save_draft("note:x", "后来")
    assert session.draft("note:x") == "后来"
    session.close()
    session.open_review(path)
    assert session.draft("note:x") == "后来"
    session.save_draft("note:x", "最后")
    assert session.draft("note:x") == "最后"
    session.drop_draft("note:x")
    assert session.drafts() == {}
    session.close()
