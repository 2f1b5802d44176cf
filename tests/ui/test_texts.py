"""Two places of one report above each other: one review, two views."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui.reading.view import ReadingView
from reviewer.ui.window import MainWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(open_window: Any, report_file: Path) -> MainWindow:
    """The sample report in a window, in two views; the lower one is used."""
    made: MainWindow = open_window(report_file)
    made.activateWindow()
    made._commands.run("split")
    return made


def views(window: MainWindow) -> tuple[ReadingView, ReadingView]:
    upper, lower = window._parts.texts.shown()
    return upper, lower


def use(window: MainWindow, view: ReadingView) -> None:
    """Work in a view, as a click in its margin does."""
    QTest.mouseClick(view.viewport(), LEFT, pos=QPoint(3, 60))
    assert window.reader is view


def test_both_views_begin_at_one_place_and_then_go_their_own_ways(window: MainWindow) -> None:
    upper, lower = views(window)
    assert window.reader is lower
    assert upper.top_offset() == lower.top_offset()
    last = window.session.document.sections[-1]  # type: ignore[union-attr]
    before = upper.top_offset()
    window._flows.navigation.go_to(last)
    assert lower.flow is not None
    assert last.heading.start in lower.flow.shown_span()
    assert upper.top_offset() == before


def test_jumps_and_marks_go_to_the_view_that_is_used(window: MainWindow) -> None:
    upper, lower = views(window)
    document = window.session.document
    assert document is not None
    use(window, upper)
    before = lower.top_offset()
    window._flows.navigation.go_to(document.sections[-1])
    assert lower.top_offset() == before
    upper.select(Span(3000, 3010))
    use_lower = Span(100, 106)
    use(window, lower)
    lower.select(use_lower)
    window._commands.run("underline")
    (made,) = window.session.review.annotations()
    assert made.span == use_lower
    assert upper.selection() == Span(3000, 3010)


def test_both_views_show_the_same_marks(window: MainWindow) -> None:
    upper, lower = views(window)
    before = [view.viewport().grab().toImage() for view in (upper, lower)]
    window.session.annotate(Span(60, 90), Kind.HIGHLIGHT, category="problem")
    after = [view.viewport().grab().toImage() for view in (upper, lower)]
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_a_click_in_the_lower_view_chooses_the_card(window: MainWindow) -> None:
    made = window.session.annotate(Span(60, 66), Kind.HIGHLIGHT)
    _, lower = views(window)
    assert lower.flow is not None
    rect = lower.flow.caret(62)
    assert rect is not None
    QTest.mouseClick(lower.viewport(), LEFT, pos=rect.center().toPoint())
    assert window._parts.current_id() == made


def test_zoom_and_looks_are_those_of_both(window: MainWindow) -> None:
    upper, lower = views(window)
    window._commands.run("zoom_in")
    assert upper.look.zoom == lower.look.zoom > 100
    window._commands.run("dark")
    assert upper.look.page == lower.look.page
    window._commands.run("other_text")
    window._commands.run("zoom_reset")
    assert upper.look.zoom == lower.look.zoom == 100


def test_the_lower_view_closes_and_everything_is_for_the_upper_one_again(
    window: MainWindow,
) -> None:
    upper, lower = views(window)
    window._commands.run("split")
    assert window._parts.texts.shown() == (upper,)
    assert window.reader is upper
    assert not lower.isVisible()
    window._commands.run("split")
    assert views(window) == (upper, lower)


def test_another_report_is_shown_in_one_view(
    window: MainWindow, tmp_path: Path, qtbot: Any
) -> None:
    other = tmp_path / "另一份.txt"
    other.write_text("另一份报告\n一、情况\n正文。\n", encoding="utf-8")
    window.open(other)
    qtbot.waitUntil(lambda: window.reader.document.title == "另一份报告")
    assert not window._parts.texts.is_split()
    assert window.reader is window._parts.texts.upper


def test_a_corrected_outline_is_that_of_both(window: MainWindow) -> None:
    upper, lower = views(window)
    upper.select(Span(500, 505))
    document = window.session.document
    assert document is not None
    window.session.correct_outline("level", {document.sections[1].span.start: 0})
    assert upper.document is lower.document is window.session.document
    assert upper.selection() == Span(500, 505)
