"""The bar beside a selection: where it stands, when it comes and goes, and which keys it has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.records import Category, Kind, Pattern
from reviewer.model.spans import Span
from reviewer.ui import theme
from reviewer.ui.panels.selection_bar import SelectionBar
from reviewer.ui.window import MainWindow


@pytest.fixture
def window(open_window: Any, report_file: Path) -> MainWindow:
    made: MainWindow = open_window(report_file)
    made.reader.setFocus()
    return made


@pytest.fixture(scope="module")
def bar(qapp: Any) -> SelectionBar:
    host = QWidget()
    host.resize(900, 700)
    made = SelectionBar(theme.load("light"), host)
    made.set_categories(list(DEFAULT_CATEGORIES))
    made.host = host  # type: ignore[attr-defined]
    return made


def on_page(window: MainWindow) -> int:
    """Where the bar begins, in the coordinates of the text."""
    bar = window._parts.selection_bar
    return window.reader.viewport().mapFromGlobal(bar.mapToGlobal(bar.rect().topLeft())).y()


@settings(max_examples=200)
@given(
    st.integers(0, 690),
    st.integers(10, 700),
    st.integers(0, 899),
    st.integers(20, 40),
    st.booleans(),
)
def test_the_bar_is_all_there_and_never_over_the_selection_while_there_is_room(
    bar: SelectionBar, top: int, height: int, x: int, line_height: int, forward: bool
) -> None:
    held = QRect(0, top, 900, min(height, 700 - top))
    at = held.bottom() + 1 - line_height if forward else held.top()
    line = QRect(x, at, 1, line_height)
    bar.show_at(line, held, forward=forward)
    place = bar.geometry()
    assert QRect(0, 0, 900, 700).contains(place)
    room = max(held.top(), 700 - held.bottom() - 1) >= place.height() + 12
    assert not (room and place.intersects(held))
    if forward and 700 - held.bottom() - 1 >= place.height() + 12:
        assert place.top() > held.bottom()
    if not forward and held.top() >= place.height() + 12:
        assert place.bottom() < held.top()


def test_it_comes_up_below_what_keys_selected_and_leaves_the_focus_where_it_is(
    window: MainWindow, qtbot: Any
) -> None:
    reader = window.reader
    reader.select(Span(300, 300))
    for _ in range(3):
        QTest.keyClick(reader, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert not window._parts.has("selection_bar") or not window._parts.selection_bar.isVisible()
    qtbot.waitUntil(lambda: window._flows.annotating._tools.is_up)
    assert reader.hasFocus()
    bar = window._parts.selection_bar
    assert reader.flow is not None
    rects = list(reader.flow.rects(reader.selection()))
    assert len(rects) > 2
    top = on_page(window)
    assert 0 <= top - max(rect.bottom() for rect in rects) < 20
    QTest.keyClick(reader, Qt.Key.Key_Left)
    assert not bar.isVisible()


def test_near_the_lower_edge_it_stands_above_all_of_the_selection(
    window: MainWindow, qtbot: Any
) -> None:
    reader = window.reader
    assert reader.flow is not None
    shown = reader.flow.shown_span()
    reader.select(Span(shown.end - 60, shown.end - 2))
    qtbot.waitUntil(lambda: window._flows.annotating._tools.is_up)
    first = min(rect.top() for rect in reader.flow.rects(reader.selection()))
    assert on_page(window) + window._parts.selection_bar.height() <= first


def test_digits_mean_the_categories_of_the_review_and_nothing_without_the_bar(
    window: MainWindow, qtbot: Any
) -> None:
    own = Category(
        id="own",
        name="口径",
        light="#eeeeee",
        sepia="#eeeeee",
        dark="#222222",
        line="#555555",
        pattern=Pattern.SOLID,
        order=99,
    )
    window.session.bring_in((own,))
    number = len(window.session.review.categories())
    assert number < 10
    reader = window.reader
    reader.select(Span(300, 306))
    qtbot.waitUntil(lambda: window._flows.annotating._tools.is_up)
    QTest.keyClick(reader, str(number))
    QTest.keyClick(reader, str(number))
    assert [a.category for a in window.session.review.annotations()] == ["own"]


@pytest.mark.parametrize(("key", "kind"), [("U", Kind.UNDERLINE), ("s", Kind.STRIKEOUT)])
def test_letters_mark_while_the_bar_is_up(
    key: str, kind: Kind, window: MainWindow, qtbot: Any
) -> None:
    window.reader.select(Span(300, 306))
    qtbot.waitUntil(lambda: window._flows.annotating._tools.is_up)
    QTest.keyClick(window.reader, key)
    assert [a.kind for a in window.session.review.annotations()] == [kind]
    assert not window._flows.annotating._tools.is_up
    QTest.keyClick(window.reader, key)
