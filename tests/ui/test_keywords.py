"""Keywords beside the text, and the user's own words."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from reviewer.language import words
from reviewer.model.spans import Span
from reviewer.store.word_list import WordList
from reviewer.ui import tasks
from reviewer.ui.dialogs.words import WordsDialog
from reviewer.ui.panels.keywords import KeywordsPanel
from reviewer.ui.reading.selecting import Unit
from reviewer.ui.window import MainWindow


@pytest.fixture
def window(open_window: Any, report_file: Path, monkeypatch: Any) -> Iterator[MainWindow]:
    # -- a process of its own would only take longer
    monkeypatch.setattr(
        tasks, "in_process", lambda work, *given: tasks.in_thread(lambda: work(*given, _nobody))
    )
    made: MainWindow = open_window(report_file)
    yield made
    words.set_user_words([])


def _nobody(_share: float) -> None:
    """Nobody watches the progress."""


@pytest.fixture
def panel(window: MainWindow, qtbot: Any) -> KeywordsPanel:
    window._arrangement.right.open("keywords")
    opened: Any = window._arrangement.right.panel("keywords")
    qtbot.waitUntil(lambda: opened.model.rowCount() > 100)
    return opened  # type: ignore[no-any-return]


def listed(panel: KeywordsPanel) -> list[str]:
    return [panel.model.index(row).data() for row in range(panel.model.rowCount())]


def count(window: MainWindow) -> int:
    return len(window.reader.marks.hits)


def test_a_click_shows_where_a_word_stands_and_enter_lists_the_places(
    window: MainWindow, panel: KeywordsPanel, qtbot: Any
) -> None:
    row = listed(panel).index("法治")
    keyword = panel.model.keywords[row]
    place = panel.table.visualRect(panel.model.index(row))
    panel.table.scrollTo(panel.model.index(row))
    place = panel.table.visualRect(panel.model.index(row))
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert count(window) == keyword.count
    assert window._parts.find_bar.phrase == "法治"
    assert window._arrangement.right.is_open("keywords")
    panel.table.setCurrentIndex(panel.model.index(0))
    qtbot.keyClick(panel.table, Qt.Key.Key_Down)
    assert window._parts.find_bar.phrase == listed(panel)[1]
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert window._arrangement.right.is_open("hits")
    # -- what is typed then is searched as usual again
    window._parts.find_bar._field.setText("治")
    document = window.session.document
    assert document is not None
    assert count(window) == document.text.count("治")


def test_a_section_is_chosen_and_the_order(panel: KeywordsPanel, qtbot: Any) -> None:
    assert listed(panel)[0] == "法治政府建设"
    panel.order.setCurrentIndex(1)
    counts = [each.count for each in panel.model.keywords]
    assert counts == sorted(counts, reverse=True)
    panel.range.setCurrentIndex(panel.range.findText("二、存在困难和问题"))
    panel.order.setCurrentIndex(2)
    starts = [each.first.start for each in panel.model.keywords]
    assert starts == sorted(starts)
    document = panel.session.document
    assert document is not None
    second = document.root.children[1].span
    assert all(second.start <= start < second.end for start in starts)


def test_the_words_shown_are_written_to_a_table(panel: KeywordsPanel, tmp_path: Path) -> None:
    panel.export(tmp_path / "词.csv")
    with (tmp_path / "词.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert next(r for r in rows if "法治政府建设" in r)[:3] == ["法治政府建设", "30", "1.000"]


def test_the_selection_is_added_to_the_dictionary_and_counts_at_once(
    window: MainWindow, panel: KeywordsPanel, user_folder: Path, told: list[str], qtbot: Any
) -> None:
    document = window.session.document
    assert document is not None
    at = document.text.index("员也围绕")
    window.reader.select(Span(at, at + 4))
    window._commands.run("add_word")
    qtbot.waitUntil(lambda: "员也围绕" in listed(panel))
    assert WordList(user_folder).words() == ["员也围绕"]
    selecting = window.reader.selecting
    assert selecting is not None
    assert selecting.unit_at(at, Unit.WORD).cut(document.text) == "员也围绕"
    window._parts.word_wanted.emit("员也围绕", False)
    assert count(window) == 1
    window._flows.dictionary.change(["员也围绕"], [])
    qtbot.waitUntil(lambda: panel.model.rowCount() > 0 and "员也围绕" not in listed(panel))
    assert WordList(user_folder).words() == []
    assert count(window) == 0
    window.reader.select(Span(at, at + 12))
    window._flows.dictionary.add("不，是")
    qtbot.waitUntil(lambda: bool(told))
    assert "不能加入词典" in told[0]


def test_the_words_of_last_time_are_there_again(
    open_window: Any, report_file: Path, user_folder: Path, qtbot: Any
) -> None:
    WordList(user_folder).add("员也围绕")
    try:
        open_window(report_file)
        qtbot.waitUntil(lambda: words.user_words() == ("员也围绕",))
    finally:
        words.set_user_words([])


def test_the_list_of_words_takes_and_gives(qtbot: Any, qapp: Any) -> None:
    dialog = WordsDialog(["先锋岗", "工作法"])
    qtbot.addWidget(dialog)
    dialog.field.setText("法")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert "太短" in dialog.fault.text()
    dialog.field.setText(" 河长制 ")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    dialog.list.item(1).setSelected(True)
    dialog.remove()
    assert dialog.words() == ["河长制", "工作法"]
