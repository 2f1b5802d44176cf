"""The short fields of a card: nothing typed into them is lost, whatever comes in between."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from reviewer.model.records import Annotation, Disposition, Kind
from reviewer.model.spans import Span
from reviewer.ui.panels.card_fields import CardFields
from reviewer.ui.window import MainWindow


@pytest.fixture
def window(open_window: Any, report_file: Path) -> MainWindow:
    """Two remarks, the first with its card open and adopted."""
    made: MainWindow = open_window(report_file)
    for start in (200, 300):
        made.session.annotate(Span(start, start + 8), Kind.COMMENT)
    made._commands.run("next")
    made.session.rule(made._parts.current_id(), Disposition.ADOPTED, "", "")
    return made


def fields(window: MainWindow) -> CardFields:
    return window._parts.cards.editor._fields


def remarks(window: MainWindow) -> list[Annotation]:
    found = [a for a in window.session.review.annotations() if a.span is not None]
    return sorted(found, key=lambda a: a.span.start if a.span is not None else 0)


def type_all(window: MainWindow) -> None:
    for name, words in (("_reason", "yiju"), ("_tags", "b a"), ("_ruling_reason", "gai")):
        field = getattr(fields(window), name)
        field.setFocus()
        QTest.keyClicks(field, words)
    field = fields(window)._ruling_wording
    # -- no focus comes and goes: the words are in the field alone
    field.setText("新的文字")


def all_there(annotation: Annotation) -> bool:
    ruling = annotation.ruling
    assert ruling is not None
    said = (annotation.reason, annotation.tags, ruling.reason, ruling.wording)
    return said == ("yiju", frozenset("ab"), "gai", "新的文字")


LEAVING: dict[str, Callable[[MainWindow], object]] = {
    "the next card": lambda window: window._commands.run("next"),
    "resolved": lambda window: (window._commands.run("resolve"), window._commands.run("next")),
    "closed": lambda window: window.close(),
}


@pytest.mark.parametrize("how", LEAVING)
def test_what_is_typed_is_committed_when_one_goes_on(
    how: str, window: MainWindow, open_window: Any, report_file: Path
) -> None:
    type_all(window)
    LEAVING[how](window)
    window.close()
    again = open_window(report_file)
    first, second = remarks(again)
    assert all_there(first)
    assert (second.reason, second.tags, second.ruling) == ("", frozenset(), None)
    assert again.session.drafts() == {}


def test_what_is_being_typed_stays_while_the_card_changes(window: MainWindow) -> None:
    one = window._parts.current_id()
    fields(window)._reason.setText("写了一半")
    window.session.edit(one, body="别处来的")
    assert fields(window)._reason.text() == "写了一半"
    window.session.edit(one, reason="别处来的依据")
    assert fields(window)._reason.text() == "写了一半"
    fields(window).commit()
    assert remarks(window)[0].reason == "写了一半"
    window.session.undo()
    assert fields(window)._reason.text() == "别处来的依据"


def test_what_cannot_be_saved_is_there_again_and_what_was_half_typed_after_a_kill(
    window: MainWindow, told: list[str], report_file: Path, open_window: Any
) -> None:
    file = window.session._file
    assert file is not None
    fields(window)._reason.setText("写不进去")
    file._connection.execute("PRAGMA query_only = 1")
    window._commands.run("next")
    file._connection.execute("PRAGMA query_only = 0")
    assert told
    assert fields(window)._reason.text() == ""
    window._commands.run("previous")
    assert fields(window)._reason.text() == "写不进去"
    # -- as if killed: another window reads what is on disk
    other = open_window(report_file.with_suffix(".review"))
    assert "写不进去" in other.session.drafts().values()


def test_words_on_a_remark_that_is_deleted_come_back_with_it(window: MainWindow) -> None:
    one = window._parts.current_id()
    fields(window)._reason.setText("写了一半")
    note = window.findChild(QPlainTextEdit, "note_editor")
    assert note is not None
    note.setPlainText("也写了一半")
    window.session.remove(one)
    window.session.undo()
    window._parts.cards.focus_annotation(one)
    assert fields(window)._reason.text() == "写了一半"
    assert note.toPlainText() == "也写了一半"
