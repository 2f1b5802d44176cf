"""The menu of the text speaks of the place that was pointed at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui.context_menu import _point, made
from reviewer.ui.window import MainWindow


@pytest.fixture
def window(open_window: Any, report_file: Path) -> MainWindow:
    """The sample report with a remark on screen."""
    opened: MainWindow = open_window(report_file)
    opened.session.annotate(Span(300, 306), Kind.COMMENT, body="请核实")
    opened.reader.reveal(Span(300, 300))
    return opened


def at(window: MainWindow, offset: int) -> QPoint:
    """The middle of a character on screen."""
    assert window.reader.flow is not None
    return next(window.reader.flow.rects(Span(offset, offset + 1))).center().toPoint()


def press(window: MainWindow, offset: int) -> None:
    QTest.mouseClick(window.reader.viewport(), Qt.MouseButton.RightButton, pos=at(window, offset))


def names(window: MainWindow) -> set[str]:
    menu = made(window._parts, window._commands)
    found = [menu, *(action.menu() for action in menu.actions() if action.menu() is not None)]
    return {action.objectName() for each in found for action in each.actions()} - {""}


def test_on_plain_text_only_what_needs_no_selection_is_offered(window: MainWindow) -> None:
    press(window, 400)
    assert window.reader.selection() == Span(400, 400)
    assert names(window) == {"insert", "comment_section", "comment_report"}


def test_on_selected_words_they_stay_selected_and_can_be_marked(window: MainWindow) -> None:
    window.reader.select(Span(398, 404))
    press(window, 400)
    assert window.reader.selection() == Span(398, 404)
    offered = names(window)
    assert {"highlight.problem", "comment", "replace", "copy", "copy_citation"} <= offered
    assert "remove" not in offered


def test_on_a_remark_it_is_chosen_and_can_be_decided(window: MainWindow) -> None:
    press(window, 302)
    (remark,) = window.session.review.annotations()
    assert window._parts.current_id() == remark.id
    assert {"edit", "reply", "resolve", "remove", "rule.adopted", "longer"} <= names(window)
    press(window, 400)
    # -- the card stays chosen, but nothing here is about it
    assert window._parts.current_id() == remark.id
    assert "remove" not in names(window)


def test_of_a_stack_the_one_in_hand_stays_so(window: MainWindow) -> None:
    (below,) = (a.id for a in window.session.review.annotations())
    window.session.annotate(Span(301, 305), Kind.HIGHLIGHT)
    window._parts.cards.focus_annotation(below)
    press(window, 303)
    assert window._parts.current_id() == below


def test_asked_for_with_a_key_it_opens_at_the_caret(window: MainWindow) -> None:
    reader = window.reader
    reader.select(Span(300, 300))
    caret = reader.viewport().mapToGlobal(reader.selection_rect().bottomLeft())
    assert _point(window._parts, QPoint(-5000, -5000)) == caret
