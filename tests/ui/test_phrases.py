"""Phrases written by their abbreviation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui.dialogs.phrases import PhrasesDialog
from reviewer.ui.phrases import USUAL, Phrase, Phrases
from reviewer.ui.settings import Settings
from reviewer.ui.window import MainWindow


@pytest.fixture
def phrases(tmp_path: Path) -> Phrases:
    """Phrases in settings of their own."""
    return Phrases(Settings(tmp_path / "phrases.ini"))


def test_phrases_are_kept_and_may_be_none(phrases: Phrases, tmp_path: Path) -> None:
    assert phrases.all() == list(USUAL)
    mine = [Phrase("ab", "第一行\n第二行；含，号"), Phrase("", "没有缩写"), Phrase("空", "  ")]
    phrases.put(mine)
    again = Phrases(Settings(tmp_path / "phrases.ini"))
    assert again.all() == mine[:2]
    phrases.put([])
    assert phrases.all() == []


@pytest.mark.parametrize("damaged", ["{", '{"a": 1}', "12"])
def test_damaged_settings_count_as_none_written(tmp_path: Path, damaged: str) -> None:
    settings = Settings(tmp_path / "settings.ini")
    settings.put("phrases", damaged)
    assert Phrases(settings).all() == list(USUAL)


def test_the_longest_abbreviation_counts_and_none_inside_a_word(phrases: Phrases) -> None:
    phrases.put([Phrase("j", "短"), Phrase("sj", "长"), Phrase("核", "核实")])
    found = {words: phrases.before(words) for words in ("请sj", "SJ", "xsj", "sj ", "核", "复核")}
    assert {words: p.text if p else None for words, p in found.items()} == {
        "请sj": "长",
        "SJ": "长",
        "xsj": None,
        "sj ": None,
        "核": "核实",
        "复核": "核实",
    }


def test_tab_writes_the_phrase_and_else_goes_on(
    open_window: Any, report_file: Path, qtbot: Any
) -> None:
    window: MainWindow = open_window(report_file)
    made = window.session.annotate(Span(100, 110), Kind.COMMENT)
    window._parts.cards.start_editing(made)
    note = window._parts.cards.editor._note
    qtbot.waitUntil(note.hasFocus)
    qtbot.keyClicks(note, "sj")
    qtbot.keyClick(note, Qt.Key.Key_Tab)
    assert note.toPlainText() == USUAL[0].text
    assert note.hasFocus()
    qtbot.keyClick(note, Qt.Key.Key_Tab)
    assert not note.hasFocus()
    assert window.session.review.annotation(made).body == USUAL[0].text  # type: ignore[union-attr,arg-type]
    menu = note.phrase_menu()
    menu.actions()[1].trigger()
    assert USUAL[1].text in note.toPlainText()


def test_phrases_are_changed_in_a_dialog(
    open_window: Any, report_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(dialog: PhrasesDialog) -> bool:
        dialog.table.setCurrentCell(0, 0)
        dialog.remove()
        dialog.add()
        row = dialog.table.rowCount() - 1
        for column, words in enumerate(("bz", "请补充佐证材料。")):
            item = dialog.table.item(row, column)
            assert item is not None
            item.setText(words)
        return True

    monkeypatch.setattr(PhrasesDialog, "exec", change)
    window: MainWindow = open_window(report_file)
    window._commands.run("phrases")
    assert window._parts.phrases.all() == [*USUAL[1:], Phrase("bz", "请补充佐证材料。")]
