"""Changing the range of an annotation: with handles, with keys, by marking on; orphans by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from reviewer.model.anchor import How
from reviewer.model.records import Annotation, Kind
from reviewer.model.spans import Span
from reviewer.ui.window import MainWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(open_window: Any, report_file: Path) -> MainWindow:
    """The sample report in a window."""
    made: MainWindow = open_window(report_file)
    return made


def only(window: MainWindow) -> Annotation:
    (annotation,) = window.session.review.annotations()
    return annotation


def point(window: MainWindow, offset: int) -> QPoint:
    assert window.reader.flow is not None
    rect = window.reader.flow.caret(offset)
    assert rect is not None
    return rect.center().toPoint()


def knob(window: MainWindow, offset: int) -> QPoint:
    """What an end of the annotation in focus is dragged by: it hangs below the line."""
    assert window.reader.flow is not None
    rect = window.reader.flow.caret(offset, at_line_end=True)
    assert rect is not None
    return rect.bottomLeft().toPoint()


def test_a_drag_that_begins_beside_an_end_selects(window: MainWindow) -> None:
    made = window.session.annotate(Span(110, 116), Kind.HIGHLIGHT)
    assert made is not None
    window._parts.cards.focus_annotation(made)
    viewport = window.reader.viewport()
    QTest.mousePress(viewport, LEFT, pos=point(window, 116))
    QTest.mouseMove(viewport, point(window, 122))
    QTest.mouseRelease(viewport, LEFT, pos=point(window, 122))
    assert window.reader.selection() == Span(116, 122)
    assert only(window).span == Span(110, 116)


def test_dragging_a_handle_moves_that_end_only(window: MainWindow) -> None:
    made = window.session.annotate(Span(110, 116), Kind.HIGHLIGHT)
    assert made is not None
    window._parts.cards.focus_annotation(made)
    viewport = window.reader.viewport()
    QTest.mousePress(viewport, LEFT, pos=knob(window, 116))
    QTest.mouseMove(viewport, point(window, 122))
    QTest.mouseRelease(viewport, LEFT, pos=point(window, 122))
    assert only(window).span == Span(110, 122)
    document = window.session.document
    assert document is not None
    assert only(window).quote == document.text[110:122]
    window.session.undo()
    assert only(window).span == Span(110, 116)


def test_keys_move_either_end_by_a_character(window: MainWindow) -> None:
    made = window.session.annotate(Span(110, 116), Kind.HIGHLIGHT)
    assert made is not None
    window._parts.cards.focus_annotation(made)
    for command, span in (
        ("longer", Span(110, 117)),
        ("start_later", Span(111, 117)),
        ("shorter", Span(111, 116)),
        ("start_earlier", Span(110, 116)),
    ):
        window._commands.run(command)
        assert only(window).span == span


def test_a_range_never_becomes_empty(window: MainWindow) -> None:
    made = window.session.annotate(Span(110, 111), Kind.HIGHLIGHT)
    assert made is not None
    window._parts.cards.focus_annotation(made)
    window._commands.run("shorter")
    assert only(window).span == Span(110, 111)


def offered(window: MainWindow) -> str:
    """What the bar of tools offers besides marks, once the selection has come to rest."""
    window.reader.selection_settled.emit(window.reader.selection())
    shown = window._parts.selection_bar._extend
    return "" if shown.isHidden() else shown.text()


def test_a_mark_that_overlaps_another_is_one_of_its_own(window: MainWindow) -> None:
    window.session.annotate(Span(110, 118), Kind.HIGHLIGHT, category="problem")
    window.reader.select(Span(112, 124))
    window._flows.annotating.mark(Kind.HIGHLIGHT, "problem")
    spans = [annotation.span for annotation in window.session.review.annotations()]
    assert spans == [Span(110, 118), Span(112, 124)]


def test_extending_ones_own_mark_is_offered_and_one_step(window: MainWindow) -> None:
    made = window.session.annotate(Span(110, 118), Kind.HIGHLIGHT, category="problem")
    window.reader.select(Span(112, 124))
    assert offered(window) == "扩展“问题”"
    QTest.keyClick(window, Qt.Key.Key_E)
    assert only(window).span == Span(110, 124)
    assert window._parts.current_id() == made
    window.session.undo()
    assert only(window).span == Span(110, 118)


@pytest.mark.parametrize(
    ("span", "kind"),
    [
        (Span(112, 116), Kind.HIGHLIGHT),  # inside
        (Span(117, 140), Kind.HIGHLIGHT),  # less than half
        (Span(130, 140), Kind.HIGHLIGHT),  # beside
        (Span(112, 124), Kind.COMMENT),  # a remark, no mark
    ],
)
def test_nothing_is_offered_where_a_selection_does_not_lead_on(
    window: MainWindow, span: Span, kind: Kind
) -> None:
    window.session.annotate(Span(110, 118), kind)
    window.reader.select(span)
    assert offered(window) == ""
    assert not window._flows.annotating.stretching.may_extend()


def test_the_marks_of_others_are_not_extended(window: MainWindow) -> None:
    made = window.session.annotate(Span(110, 118), Kind.HIGHLIGHT)
    assert made is not None
    window.session.edit(made, author="somebody")
    window.reader.select(Span(112, 124))
    assert offered(window) == ""


def test_an_orphan_is_placed_by_hand_and_keeps_what_it_was_made_on(window: MainWindow) -> None:
    made = window.session.annotate(Span(110, 116), Kind.HIGHLIGHT)
    assert made is not None
    before = only(window)
    assert before.placement is not None
    window.session.edit(made, "lose", placement=before.placement._replace(span=None))
    assert only(window).is_orphan
    window._parts.cards.focus_annotation(made)
    how = window._parts.cards.editor._lost
    assert window._commands.action("retarget").text() in how.text()
    assert not how.isHidden()
    window.reader.select(Span(200, 206))
    window._commands.run("retarget")
    after = only(window)
    assert how.isHidden()
    assert after.span == Span(200, 206)
    assert after.quote == before.quote
    assert after.placement is not None
    assert after.placement.how is How.BY_HAND
    assert after._replace(placement=None, modified=before.modified) == before._replace(
        placement=None
    )


def test_the_last_mark_is_repeated_with_one_key(window: MainWindow) -> None:
    window.reader.select(Span(110, 116))
    window._flows.annotating.mark(Kind.UNDERLINE)
    window.reader.select(Span(210, 216))
    window._commands.run("repeat")
    kinds = [annotation.kind for annotation in window.session.review.annotations()]
    assert kinds == [Kind.UNDERLINE, Kind.UNDERLINE]
