"""Up and down: a line at a time, whatever the lines belong to and wherever the screen ends."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reviewer.model.document import Document
from reviewer.model.spans import Span
from reviewer.ui.reading.view import ReadingView
from tests.helpers import report, seed
from tests.ui.reading.strategies import documents
from tests.ui.reading.test_laws import few, open_view

pytestmark = pytest.mark.usefixtures("qapp")
DOWN, UP = Qt.Key.Key_Down, Qt.Key.Key_Up


def pressed(view: ReadingView, start: int, *keys: Qt.Key) -> list[int]:
    """Where the caret comes to."""
    view.select(Span(start, start))
    found = []
    for key in keys:
        QTest.keyClick(view, key)
        found.append(view.selection().end)
    return found


def line_of(view: ReadingView, offset: int) -> float:
    """The height at which the line of a place begins, in all of the text."""
    assert view.flow is not None
    rect = view.flow.caret(offset)
    assert rect is not None
    return rect.top() + view.flow.scrolled


@few
@given(documents(), st.data())
def test_down_and_up_lead_to_the_next_line_and_no_further(
    document: Document, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(document.text)))
    with open_view(document, height=30_000) as view:
        places = range(len(document.text) + 1)
        here = line_of(view, start)
        lines = sorted({line_of(view, each) for each in places})
        below = [line for line in lines if line > here + 1]
        above = [line for line in lines if line < here - 1]
        (down,), (up,) = pressed(view, start, DOWN), pressed(view, start, UP)
        if not document.tables:
            assert line_of(view, down) == (below[0] if below else lines[-1])
            assert line_of(view, up) == (above[-1] if above else lines[0])
        # -- beside a cell of several lines there may be one of fewer
        assert (line_of(view, down) > here) == bool(below)
        assert (line_of(view, up) < here) == bool(above)


@few
@given(documents(), st.integers(90, 400), st.data())
def test_a_small_screen_makes_no_difference(
    document: Document, height: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(document.text)))
    keys = data.draw(st.lists(st.sampled_from([DOWN, DOWN, UP]), min_size=1, max_size=12))
    with open_view(document, 1200, 30_000) as view:
        wanted = pressed(view, start, *keys)
    with open_view(document, 1200, height) as view:
        assert pressed(view, start, *keys) == wanted


def test_down_goes_through_every_line_of_the_report_and_up_comes_back() -> None:
    document = seed()
    with open_view(document, width=900, height=400) as view:
        lines = [0]
        while lines[-1] < len(document.text):
            lines += pressed(view, lines[-1], DOWN)
            assert len(lines) < 300
        assert max(other - one for one, other in pairwise(lines)) < 90
        back = pressed(view, len(document.text), *[UP] * 300)
        assert back[-1] == 0
        assert abs(back.index(0) + 1 - (len(lines) - 1)) <= 1


def test_a_click_elsewhere_is_where_the_caret_wants_to_be() -> None:
    with open_view(report("某报告", "视察组对全市情况进行了视察并听取了工作汇报。" * 12)) as view:
        (first,) = pressed(view, 10, DOWN)
        (one,), (other,) = pressed(view, first + 12, DOWN), pressed(view, first, DOWN)
        assert one - other == 12


def test_the_caret_goes_along_by_pages_and_selects_with_shift() -> None:
    document = seed()
    with open_view(document, 900, 500) as view:
        assert view.flow is not None
        carets = pressed(view, 150, *[Qt.Key.Key_PageDown] * 3)
        assert carets == sorted(carets)
        assert all(view.flow.caret(each) is not None for each in carets[-1:])
        assert pressed(view, carets[-1], *[Qt.Key.Key_PageDown] * 40)[-1] == len(document.text)
        view.reveal(Span(150, 150))
        assert pressed(view, 150, *[Qt.Key.Key_PageUp] * 2)[-1] == 0
        view.select(Span(150, 150))
        QTest.keyClick(view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ShiftModifier)
        assert view.selection().start == 150
        assert view.selection().end > 300
        QTest.keyClick(view, Qt.Key.Key_Space)
        assert view.selection().start == 150
