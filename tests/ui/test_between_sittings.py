"""What people do to files between two sittings, and to a window that cannot save."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui import messages
from reviewer.ui.dialogs.remarks import RemarksDialog
from reviewer.ui.window import MainWindow
from tests.helpers import SEED


def say(window: MainWindow, *starts: int) -> None:
    for start in starts:
        made = window.session.annotate(Span(start, start + 8), Kind.COMMENT, body=f"意见{start}")
        assert made is not None


def said(window: MainWindow) -> list[str]:
    return sorted(annotation.body for annotation in window.session.review.annotations())


@pytest.fixture
def reviewed(open_window: Any, report_file: Path) -> Path:
    """A report with two remarks, closed again; returns the report."""
    window = open_window(report_file)
    say(window, 200, 3000)
    window.close()
    return report_file


def test_a_report_that_moved_alone_finds_its_review_where_that_was(
    open_window: Any, reviewed: Path, tmp_path: Path
) -> None:
    moved = reviewed.rename(tmp_path / "别处.txt")
    window = open_window(moved)
    assert said(window) == ["意见200", "意见3000"]
    assert window.session.path == reviewed.with_suffix(".review")


def test_a_report_that_moved_with_its_review_goes_on_there(
    open_window: Any, reviewed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "移走"
    reviewed.parent.rename(folder)
    window = open_window(folder / reviewed.name)
    say(window, 400)
    assert window.session.path == folder / "视察报告.review"
    assert len(said(window)) == 3


def test_a_report_behind_a_link_finds_the_review_beside_the_report_itself(
    open_window: Any, reviewed: Path, tmp_path: Path
) -> None:
    link = tmp_path / "桌面.txt"
    link.symlink_to(reviewed)
    assert said(open_window(link)) == ["意见200", "意见3000"]


def test_a_review_alone_on_another_computer_has_the_report_in_it(
    open_window: Any, reviewed: Path, tmp_path: Path
) -> None:
    alone = tmp_path / "邮件" / "收到的.review"
    alone.parent.mkdir()
    shutil.copyfile(reviewed.with_suffix(".review"), alone)
    shutil.rmtree(reviewed.parent)
    window = open_window(alone)
    assert said(window) == ["意见200", "意见3000"]
    assert window.session.original()[0] == SEED.read_bytes()
    say(window, 400)
    assert window.session.path == alone


@pytest.mark.parametrize("change", ["shorter", "longer", "other"])
def test_remarks_on_a_report_that_was_changed_since_are_offered_and_none_is_lost(
    change: str,
    open_window: Any,
    reviewed: Path,
    qtbot: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = SEED.read_text("utf-8")
    changed = {
        "shorter": text[:1500],
        "longer": f"新加的一段。\n{text}\n又一段。",
        "other": "别的报告。\n全不相同。",
    }
    reviewed.write_text(changed[change], "utf-8")
    seen: list[Any] = []

    def agree(dialog: RemarksDialog) -> bool:
        seen.append(dialog.count())
        return True

    monkeypatch.setattr(RemarksDialog, "exec", agree)
    questions: list[str] = []
    monkeypatch.setattr(messages, "ask", lambda _p, q, *_a: not questions.append(q))
    window = open_window(reviewed)
    qtbot.waitUntil(lambda: bool(seen))
    assert len(questions) == 1
    assert "视察报告.review" in questions[0]
    assert said(window) == ["意见200", "意见3000"]
    orphans = [a for a in window.session.review.annotations() if a.is_orphan]
    assert len(orphans) == {"shorter": 1, "longer": 0, "other": 2}[change]
    for annotation in window.session.review.annotations():
        if not annotation.is_orphan:
            assert window.session.document is not None
            assert annotation.span is not None
            assert annotation.span.cut(window.session.document.text) == annotation.quote
    window.close()
    again = open_window(reviewed)
    assert said(again) == ["意见200", "意见3000"]
    assert len(questions) == 1


def test_two_reviews_of_one_report_are_both_known(open_window: Any, report_file: Path) -> None:
    first, second = open_window(report_file), open_window(report_file)
    say(first, 200)
    say(second, 300)
    assert second.session.path.name == "视察报告 (2).review"
    first.close()
    second.close()
    lines: list[str] = []
    third = open_window()
    third._flows.opening.said.connect(lines.append)
    third.open(report_file)
    assert said(third) == ["意见200"]
    assert "视察报告 (2).review" in lines[-1]


def test_a_window_with_words_that_no_disk_takes_asks_before_it_closes(
    open_window: Any, report_file: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(report_file)
    say(window, 200, 300)
    first, second = (a.id for a in window.session.review.annotations())
    window._parts.cards.start_editing(first)
    editor = window.findChild(QPlainTextEdit, "note_editor")
    file = window.session._file
    real = file.put_draft
    monkeypatch.setattr("reviewer.ui.drafts.LooseDrafts.put", _refuse)
    file._connection.execute("PRAGMA query_only = 1")
    editor.setPlainText("写了一半")
    window._parts.cards.focus_annotation(second)
    assert len(told) == 2
    window._parts.cards.focus_annotation(first)
    assert editor.toPlainText() == "写了一半"
    answers: list[str] = []
    monkeypatch.setattr(messages, "ask", lambda _p, q, *_a: answers.append(q))
    assert not window.close()
    assert "没有地方保存" in answers[0]
    assert window.session.document is not None
    file._connection.execute("PRAGMA query_only = 0")
    assert file.put_draft == real
    assert window.close()
    assert len(answers) == 1
    monkeypatch.undo()
    assert "写了一半" in said(open_window(report_file.with_suffix(".review")))


def _refuse(*_args: Any) -> None:
    raise OSError("no")
