"""The report in an ordinary text field: caret, selection and commands are those of the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtTest import QTest

from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui import theme
from reviewer.ui.reading import access
from reviewer.ui.reading.plain import PlainText
from reviewer.ui.reading.view import ReadingView
from reviewer.ui.window import MainWindow
from tests.helpers import report


@pytest.fixture
def window(open_window: Any, report_file: Path) -> MainWindow:
    made: MainWindow = open_window(report_file)
    made._commands.run("plain")
    return made


@pytest.fixture
def plain(window: MainWindow) -> PlainText:
    return window._parts.plain


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader would have been told to say."""
    words: list[str] = []
    monkeypatch.setattr(access, "announce", lambda _widget, said: words.append(said))
    return words


def test_it_stands_instead_of_the_page_with_the_focus_and_is_remembered(
    window: MainWindow, plain: PlainText, open_window: Any, report_file: Path
) -> None:
    assert window.session.document is not None
    assert plain.isVisible()
    assert plain.hasFocus()
    assert not window._parts.texts.box.isVisible()
    assert plain.toPlainText() == window.session.document.text
    assert not window._commands.action("split").isEnabled()
    window.close()
    again = open_window(report_file)
    assert again._parts.plain.isVisible()
    again._commands.run("plain")
    assert again.reader.isVisible()
    assert again.reader.hasFocus()
    assert not again._parts.plain.isVisible()


@pytest.mark.parametrize("width", [700, 778, 810, 1100])
def test_lines_end_where_the_column_ends_from_the_first_moment(qtbot: Any, width: int) -> None:
    view = ReadingView(theme.load("light").look())
    qtbot.addWidget(view)
    view.show_document(report("报告", "一、情况", *["情况较好，成效明显，" * 30] * 20))
    plain = PlainText(view)
    qtbot.addWidget(plain)
    plain.resize(786, 400)
    plain.take_over()
    plain.resize(width, 400)
    plain.show()
    assert plain.document().size().width() <= plain.viewport().width()
    assert plain.horizontalScrollBar().maximum() == 0


def test_a_screen_reader_hears_text_caret_and_what_is_selected(
    window: MainWindow, plain: PlainText
) -> None:
    found = QAccessible.queryAccessibleInterface(plain)
    assert found is not None
    assert found.text(QAccessible.Text.Name) == "报告正文（朗读模式）"
    text = found.textInterface()
    window.reader.select(Span(300, 306))
    assert text.cursorPosition() == 306
    assert text.selectionCount() == 1
    assert plain.textCursor().selectedText() == text.text(300, 306)
    assert not text.characterRect(305).isEmpty()


def test_keys_move_the_caret_of_the_page_and_marking_works_from_here(
    window: MainWindow, plain: PlainText, qtbot: Any
) -> None:
    window.reader.select(Span(300, 300))
    for _ in range(4):
        QTest.keyClick(plain, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert window.reader.selection() == Span(300, 304)
    QTest.keyClick(plain, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert window.reader.selection() == Span(300, 303)
    qtbot.waitUntil(window._parts.selection_bar.isVisible)
    assert plain.hasFocus()
    QTest.keyClick(plain, Qt.Key.Key_1)
    (made,) = window.session.review.annotations()
    assert made.span == Span(300, 303)
    assert plain.textCursor().position() == 303
    assert [mark.cursor.selectionStart() for mark in plain.extraSelections()] == [300]


def test_a_selection_that_runs_backwards_does_so_in_both(
    window: MainWindow, plain: PlainText
) -> None:
    cursor = plain.textCursor()
    cursor.setPosition(420)
    cursor.setPosition(410, QTextCursor.MoveMode.KeepAnchor)
    plain.setTextCursor(cursor)
    selecting = window.reader.selecting
    assert selecting is not None
    assert (selecting.anchor, selecting.caret) == (420, 410)
    window.reader.select(Span(500, 505))
    assert (plain.textCursor().anchor(), plain.textCursor().position()) == (500, 505)


def test_stepping_to_an_annotation_brings_the_caret_there_and_it_is_spoken(
    window: MainWindow, plain: PlainText, spoken: list[str]
) -> None:
    window.session.annotate(Span(2000, 2010), Kind.COMMENT, body="哪一级的数据？")
    window.reader.select(Span(0, 0))
    window._commands.run("next")
    assert plain.textCursor().position() == 2000
    assert "哪一级的数据？" in spoken[-1]
    QTest.keyClick(plain, Qt.Key.Key_Left)
    assert spoken[-1] == ""
    window._commands.run("say_here")
    assert spoken[-1] == "此处没有批注。"


def test_the_outline_follows_and_leads(window: MainWindow, plain: PlainText) -> None:
    document = window.session.document
    assert document is not None
    section = document.sections[-1]
    window._flows.navigation.go_to(section)
    assert plain.textCursor().position() == section.span.start
    cursor = plain.textCursor()
    cursor.setPosition(0)
    plain.setTextCursor(cursor)
    assert window.reader.top_offset() == 0


def test_hits_are_marked_and_gone_to(window: MainWindow, plain: PlainText, qtbot: Any) -> None:
    window._commands.run("find")
    window._parts.find_bar._field.setText("法治")
    qtbot.waitUntil(lambda: len(window.reader.marks.hits) > 3)
    window._commands.run("find_next")
    assert plain.textCursor().position() in {hit.start for hit in window.reader.marks.hits}
    assert plain.extraSelections()


def test_it_takes_zoom_and_theme(window: MainWindow, plain: PlainText) -> None:
    before = plain.font().pixelSize()
    window._commands.run("zoom_in")
    assert plain.font().pixelSize() > before
    window._appearance.choose_theme("dark")
    assert plain.palette().base().color() == window.reader.look.page


def test_a_click_on_a_mark_chooses_its_card(window: MainWindow, plain: PlainText) -> None:
    made = window.session.annotate(Span(20, 40), Kind.HIGHLIGHT)
    window.reader.select(Span(0, 0))
    cursor = plain.textCursor()
    cursor.setPosition(30)
    plain.setTextCursor(cursor)
    point = plain.cursorRect().center()
    QTest.mouseClick(plain.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert window._parts.current_id() == made


def test_another_report_is_shown_too_and_none_at_all(
    window: MainWindow, plain: PlainText, tmp_path: Path
) -> None:
    other = tmp_path / "别的.txt"
    other.write_text("某报告\n一、情况\n𠮷县情况。", "utf-8")
    window.open(other)
    assert "𠮷县" in plain.toPlainText()
    window._commands.run("close")
    assert not plain.isVisible()


@settings(max_examples=40)
@given(
    st.lists(st.text(st.sampled_from("报告𠮷\u2028\ufffca "), min_size=1), min_size=1, max_size=6),
    st.data(),
)
def test_every_place_is_the_same_place_in_both(lines: list[str], data: st.DataObject) -> None:
    view = ReadingView(theme.load("light").look())
    plain = PlainText(view)
    document = report(*lines)
    view.show_document(document)
    plain.show()
    plain.take_over()
    length = len(document.text)
    anchor, caret = data.draw(st.integers(0, length)), data.draw(st.integers(0, length))
    assert view.selecting is not None
    view.selecting.move(anchor, extend=False)
    view.selecting.move(caret, extend=True)
    view.after_selecting(-1)
    chosen = plain.textCursor().selection().toPlainText()
    wanted = document.text[min(anchor, caret) : max(anchor, caret)]
    assert chosen == wanted.replace("\u2028", "\n")
    cursor = plain.textCursor()
    cursor.clearSelection()
    plain.setTextCursor(cursor)
    assert view.selection() == Span(caret, caret)
    plain.deleteLater()
    view.deleteLater()
