"""Replies are changed where they stand, and what is half-written is there again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui.panels.thread import Thread
from reviewer.ui.window import MainWindow


@pytest.fixture
def window(open_window: Any, report_file: Path) -> MainWindow:
    """A remark with two replies, its card open."""
    made: MainWindow = open_window(report_file)
    remark = made.session.annotate(Span(200, 208), Kind.COMMENT)
    assert remark is not None
    made.session.reply(remark, "同意")
    made.session.reply(remark, "再核")
    made._parts.cards.focus_annotation(remark)
    return made


def thread(window: MainWindow) -> Thread:
    found = window.findChild(Thread)
    assert found is not None
    return found


def bodies(window: MainWindow) -> list[str]:
    return [reply.body for reply in window.session.review.replies(window._parts.current_id())]


def begin(window: MainWindow, number: int = 0) -> QPlainTextEdit:
    row = list(thread(window)._rows.values())[number]
    row._edit.click()
    assert row._editor is not None
    assert row._editor.isVisible()
    return row._editor


def test_a_reply_is_changed_where_it_stands_and_it_can_be_undone(window: MainWindow) -> None:
    editor = begin(window)
    assert editor.toPlainText() == "同意"
    editor.setPlainText("同意，请补充依据")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert bodies(window) == ["同意，请补充依据", "再核"]
    assert not editor.isVisible()
    row = next(iter(thread(window)._rows.values()))
    assert "已修改" in row._words.text()
    window.session.undo()
    assert bodies(window) == ["同意", "再核"]
    assert "已修改" not in row._words.text()


def test_words_that_are_being_written_stay_while_something_else_changes(
    window: MainWindow,
) -> None:
    editor = begin(window, 1)
    editor.setPlainText("再核一遍")
    window.session.reply(window._parts.current_id(), "又一条")
    assert editor.isVisible()
    assert editor.toPlainText() == "再核一遍"
    assert len(thread(window)._rows) == 3


def test_looking_at_another_card_commits_and_a_refused_change_is_there_again(
    window: MainWindow, told: list[str]
) -> None:
    first = window._parts.current_id()
    other = window.session.annotate(Span(300, 308), Kind.COMMENT)
    assert other is not None
    begin(window).setPlainText("同意。")
    window._parts.cards.focus_annotation(other)
    window._parts.cards.focus_annotation(first)
    assert bodies(window)[0] == "同意。"
    file = window.session._file
    assert file is not None
    begin(window).setPlainText("写不进去的")
    file._connection.execute("PRAGMA query_only = 1")
    window._parts.cards.focus_annotation(other)
    file._connection.execute("PRAGMA query_only = 0")
    assert len(told) == 1
    window._parts.cards.focus_annotation(first)
    editor = next(iter(thread(window)._rows.values()))._editor
    assert editor is not None
    assert editor.isVisible()
    assert editor.toPlainText() == "写不进去的"
    assert bodies(window)[0] == "同意。"


def test_an_emptied_reply_stays_and_a_removed_one_goes(window: MainWindow) -> None:
    editor = begin(window)
    editor.setPlainText(" ")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert bodies(window) == ["同意", "再核"]
    next(iter(thread(window)._rows.values()))._remove.click()
    assert bodies(window) == ["再核"]
    assert len(thread(window)._rows) == 1


def test_of_many_replies_the_latest_are_shown_and_the_earlier_ones_on_demand(
    window: MainWindow,
) -> None:
    remark = window._parts.current_id()
    for number in range(48):
        window.session.reply(remark, f"第 {number} 条")
    other = window.session.annotate(Span(300, 308), Kind.COMMENT)
    assert other is not None
    window._parts.cards.focus_annotation(other)
    window._parts.cards.focus_annotation(remark)
    shown = thread(window)
    assert [row._words.text().split("\n")[1] for row in shown._rows.values()][-1] == "第 47 条"
    assert len(shown._rows) == 15
    assert shown._earlier.text() == "更早的 35 条回复"
    for _ in range(3):
        shown._earlier.click()
    assert len(shown._rows) == 50
    assert not shown._earlier.isVisible()
    rows = [shown._layout.itemAt(at).widget() for at in range(50)]
    words = [row._words.text() for row in rows]  # type: ignore[union-attr]
    assert words[0].endswith("同意")
    assert words[49].endswith("第 47 条")


def test_a_half_written_change_of_an_early_reply_is_in_sight(window: MainWindow) -> None:
    remark = window._parts.current_id()
    other = window.session.annotate(Span(300, 308), Kind.COMMENT)
    assert other is not None
    second = window.session.review.replies(remark)[1].id
    for number in range(48):
        window.session.reply(remark, f"第 {number} 条")
    window._parts.cards.focus_annotation(other)
    window.session.save_draft(f"answer:{second}", "再核一遍")
    window._parts.cards.focus_annotation(remark)
    assert len(thread(window)._rows) == 49
    editor = thread(window)._rows[second]._editor
    assert editor is not None
    assert editor.toPlainText() == "再核一遍"
