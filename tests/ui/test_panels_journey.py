"""A morning with the keyboard alone: find, go, annotate, narrow, decide, put the outline right."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from reviewer.model.records import Disposition
from reviewer.ui import messages
from reviewer.ui.window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(open_window: Any, report_file: Path, qtbot: Any) -> MainWindow:
    """The sample report, with the keyboard in its text."""
    made: MainWindow = open_window(report_file)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.waitUntil(lambda: made._commands.action("find").shortcut().toString() == "Ctrl+F")
    return made


def test_from_a_word_to_a_decided_remark_without_a_mouse(
    window: MainWindow, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = window.session.document
    assert document is not None
    # -- people pause between jumps; those within two seconds are one
    seconds = count(0, 10)
    window._flows.navigation._history._clock = lambda: float(next(seconds))

    # find a word, list every place, go down the list, and back to the text
    qtbot.keyClick(window, Qt.Key.Key_F, CONTROL)
    qtbot.waitUntil(window._parts.find_bar._field.hasFocus)
    # -- Qt types no Chinese for tests; an input method hands it over in one piece
    field = window._parts.find_bar._field
    field.insert("普法")
    qtbot.keyClick(field, Qt.Key.Key_Return, CONTROL)
    hits = window._parts.hits
    assert hits.isVisible()
    hits.table.setFocus()
    qtbot.keyClick(hits.table, Qt.Key.Key_Down)
    qtbot.keyClick(hits.table, Qt.Key.Key_Down)
    assert window.reader.marks.current_hit >= 1
    qtbot.keyClick(hits.table, Qt.Key.Key_Escape)
    qtbot.waitUntil(window.reader.hasFocus)
    window._parts.find_bar.close_bar()
    assert window.reader.selection().cut(document.text) == "普法"

    # remark on it with a phrase, and leave by the ladder of Esc
    qtbot.keyClick(window, Qt.Key.Key_M, CONTROL | ALT)
    note = window._parts.cards.editor._note
    qtbot.waitUntil(note.hasFocus)
    assert not hits.isVisible()
    qtbot.keyClicks(note, "jt")
    qtbot.keyClick(note, Qt.Key.Key_Tab)
    assert "列明具体单位" in note.toPlainText()
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    qtbot.waitUntil(window._parts.cards.table.hasFocus)
    (made,) = window.session.review.annotations()
    assert "列明具体单位" in made.body
    qtbot.keyClick(window._parts.cards.table, Qt.Key.Key_Escape)
    qtbot.waitUntil(window.reader.hasFocus)

    # go far away by reference, and come back
    here = window.reader.top_offset()
    monkeypatch.setattr(messages, "ask_words", lambda *_: "一(一)")
    qtbot.keyClick(window, Qt.Key.Key_G, CONTROL)
    assert document.text[window.reader.selection().start :].startswith("(一)市委")
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    assert window.reader.top_offset() == here

    # narrow the list to what is undecided, decide, and see it go
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert window._parts.current_id() == made.id
    cards = window._parts.cards
    cards._filters.field.setFocus()
    cards._filters.field.insert("处理:待处理 普法")
    qtbot.waitUntil(lambda: cards.model._query.text.strip() == "处理:待处理 普法")
    assert cards.model.rowCount() == 1
    window.session.rule(made.id, Disposition.ADOPTED, "已核实", "")
    assert cards.model.rowCount() == 0
    assert "没有符合条件" in cards._empty.text()
    cards._filters.clear()
    assert cards.model.rowCount() == 1


def test_the_outline_is_walked_marked_and_corrected_with_keys(
    window: MainWindow, qtbot: Any
) -> None:
    document = window.session.document
    assert document is not None
    tree = window._parts.outline.tree
    tree.setFocus()
    tree.setCurrentIndex(tree.model().index(0, 0))
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    first = document.sections[1]
    assert window.reader.selection().start == first.span.start
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert window.session.reviewed_sections() == {first.span.start}
    assert "1/14" in window._parts.outline._progress.text()
    window.reader.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT | SHIFT)
    changed = window.session.document
    assert changed is not None
    assert changed.sections[1].level == 1
    assert window.session.reviewed_sections() == {first.span.start}
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert window.session.document is not None
    assert window.session.document.root == document.root
