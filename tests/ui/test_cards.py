"""The annotation list: narrowing it, sorting it, changing many at once, deciding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QToolButton

from reviewer.model.records import Disposition, Kind, Severity
from reviewer.model.spans import Span
from reviewer.ui.models.annotations import Order
from reviewer.ui.window import MainWindow


@pytest.fixture
def window(open_window: Any, report_file: Path) -> MainWindow:
    """The sample report with four annotations."""
    made: MainWindow = open_window(report_file)
    for at, category in ((200, "problem"), (300, "praise"), (400, "problem"), (500, "")):
        made.session.annotate(Span(at, at + 4), Kind.HIGHLIGHT, category=category)
    return made


def starts(window: MainWindow) -> list[int]:
    model = window._parts.cards.model
    shown = (model.annotation(model.index(row)) for row in range(model.rowCount()))
    return [a.span.start for a in shown if a is not None and a.span is not None]


def choose(window: MainWindow, *rows: int) -> None:
    cards = window._parts.cards
    selection = cards.table.selectionModel()
    selection.clearSelection()
    for row in rows:
        selection.select(cards.model.index(row), QItemSelectionModel.SelectionFlag.Select)


def chip(window: MainWindow, words: str) -> QToolButton:
    panel = window._parts.cards._filters.facets
    found = [c for c in panel.findChildren(QToolButton) if c.text().startswith(words)]
    return found[-1]


def open_facets(window: MainWindow) -> None:
    cards = window._parts.cards
    cards._filters.facets.fill(window.session.review, cards.model.matching)


def test_chips_of_one_row_are_alternatives_and_rows_narrow(window: MainWindow) -> None:
    open_facets(window)
    chip(window, "问题").click()
    assert starts(window) == [200, 400]
    chip(window, "肯定").click()
    assert starts(window) == [200, 300, 400]
    window.session.edit(next(iter(window.session.review.annotations())).id, resolved=True)
    open_facets(window)
    chip(window, "未解决").click()
    assert starts(window) == [300, 400]
    window._parts.cards._filters.facets.clear()
    assert len(starts(window)) == 4


def test_a_chip_that_gives_nothing_is_dimmed(window: MainWindow) -> None:
    first = next(a for a in window.session.review.annotations() if a.category == "praise")
    window.session.edit(first.id, resolved=True)
    open_facets(window)
    chip(window, "问题").click()
    open_facets(window)
    assert not chip(window, "已解决").isEnabled()
    assert chip(window, "未解决").isEnabled()


def test_annotations_without_a_category_can_be_asked_for(window: MainWindow) -> None:
    open_facets(window)
    chip(window, "未分类").click()
    assert starts(window) == [500]


def test_sorting_keeps_the_chosen_card(window: MainWindow) -> None:
    last = max(window.session.review.annotations(), key=lambda a: a.span or Span(0, 0))
    window.session.edit(last.id, severity=Severity.GRAVE)
    window._parts.cards.focus_annotation(last.id)
    window._parts.cards._filters.ordered.emit(Order.SEVERITY)
    assert starts(window) == [500, 200, 300, 400]
    assert window._parts.current_id() == last.id
    window.session.edit(last.id, severity=Severity.NORMAL)
    assert starts(window) == [200, 300, 400, 500]


def test_many_cards_change_as_one_step(window: MainWindow) -> None:
    cards = window._parts.cards
    choose(window, 0, 2, 3)
    assert cards._bulk.isVisible()
    cards._bulk.edit_wanted.emit({"disposition": Disposition.ADOPTED})
    cards._bulk.tag_wanted.emit("数据")
    found = sorted(window.session.review.annotations(), key=lambda a: a.span or Span(0, 0))
    assert [a.disposition is Disposition.ADOPTED for a in found] == [True, False, True, True]
    assert [sorted(a.tags) for a in found] == [["数据"], [], ["数据"], ["数据"]]
    window.session.undo()
    window.session.undo()
    assert all(a.disposition is Disposition.PENDING for a in window.session.review.annotations())
    choose(window, 0, 1)
    cards._bulk.removal_wanted.emit()
    assert starts(window) == [400, 500]


def test_a_decision_says_why_by_whom_and_with_which_words(window: MainWindow) -> None:
    first = min(window.session.review.annotations(), key=lambda a: a.span or Span(0, 0))
    window._parts.cards.focus_annotation(first.id)
    facts = window._parts.cards.editor._facts
    assert not facts._form.isRowVisible(facts._ruling_reason)
    facts._disposition.setCurrentIndex(facts._disposition.findData(Disposition.REJECTED))
    facts._disposition.activated.emit(0)
    assert facts._form.isRowVisible(facts._ruling_reason)
    assert not facts._form.isRowVisible(facts._ruling_wording)
    facts._ruling_reason.setText("与上位法不一致")
    facts._ruling_reason.editingFinished.emit()
    made = window.session.review.annotation(first.id)
    assert made is not None
    assert made.ruling is not None
    assert (made.disposition, made.ruling.reason) == (Disposition.REJECTED, "与上位法不一致")
    person = window.session.review.reviewer(made.ruling.by)
    assert person is not None
    assert person.name == "审阅人甲"
    window.session.undo()
    window.session.undo()
    made = window.session.review.annotation(first.id)
    assert made is not None
    assert (made.disposition, made.ruling) == (Disposition.PENDING, None)
