"""The panels at the right: made when they are looked at, reached by tab and command, remembered."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui import sides
from reviewer.ui.sides import Side
from reviewer.ui.theme import Theme
from reviewer.ui.window import MainWindow


class Other(QLabel):
    """A further panel."""

    wanted = Signal(bool)

    def __init__(self, made: list[Other]) -> None:
        super().__init__("别的")
        self.theme = ""
        made.append(self)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme.key


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Other]:
    """The further panels made: windows have one beside the cards."""
    found: list[Other] = []
    row = Side("other", "tag", "别的", lambda _parts: Other(found), "Alt+9")
    before = sides.table()
    monkeypatch.setattr(sides, "table", lambda: (*before, row))
    return found


@pytest.fixture
def window(made: list[Other], open_window: Any, report_file: Path) -> MainWindow:
    """The sample report in a window that has a further panel."""
    assert made == []
    opened: MainWindow = open_window(report_file)
    return opened


def tab(window: MainWindow, words: str) -> QToolButton:
    tabs = window._arrangement.right.findChildren(QToolButton, "side_tab")
    return next(each for each in tabs if each.accessibleName() == words)


def test_a_panel_is_made_when_it_is_first_looked_at(window: MainWindow, made: list[Other]) -> None:
    assert not made
    tab(window, "别的").click()
    assert [panel.isVisible() for panel in made] == [True]
    assert not window._parts.cards.isVisible()
    tab(window, "批注").click()
    tab(window, "别的").click()
    assert len(made) == 1


def test_a_command_brings_the_side_back_where_it_was_put_away(
    window: MainWindow, made: list[Other]
) -> None:
    window._commands.run("toggle_cards")
    assert not window._arrangement.right.isVisible()
    window._commands.run("panel.other")
    assert made[0].isVisible()
    assert window._commands.action("panel.other").isChecked()
    assert not window._commands.action("panel.cards").isChecked()
    assert window._commands.action("toggle_cards").isChecked()


def test_the_panel_looked_at_last_is_there_again(
    window: MainWindow, made: list[Other], open_window: Any, report_file: Path
) -> None:
    window._commands.run("panel.other")
    open_window(report_file)
    assert [panel.isVisible() for panel in made] == [True, True]


def test_writing_a_remark_looks_at_the_cards(window: MainWindow, made: list[Other]) -> None:
    window._commands.run("panel.other")
    window._commands.run("toggle_cards")
    window.reader.select(Span(100, 110))
    window._flows.annotating.mark(Kind.HIGHLIGHT)
    assert not window._arrangement.right.isVisible()
    window.reader.select(Span(120, 130))
    window._flows.annotating.mark(Kind.COMMENT)
    assert window._parts.cards.editor.isVisible()
    assert not made[0].isVisible()
    made[0].wanted.emit(False)
    assert made[0].isVisible()
    window._commands.run("next")
    assert window._parts.cards.isVisible()


def test_a_panel_that_is_slow_to_load_is_loaded_beside_the_window(
    made: list[Other],
    open_window: Any,
    report_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: Any,
) -> None:
    source = "import threading\nthread = threading.current_thread()\n"
    (tmp_path / "slow_panel.py").write_text(source, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    *others, last = sides.table()
    monkeypatch.setattr(sides, "table", lambda: (*others, last._replace(module="slow_panel")))
    window: MainWindow = open_window(report_file)
    window._commands.run("panel.other")
    assert not made
    assert window._arrangement.right.is_open("other")
    qtbot.waitUntil(lambda: bool(made) and made[0].isVisible())
    assert sys.modules["slow_panel"].thread is not threading.main_thread()
    monkeypatch.delitem(sys.modules, "slow_panel")


def test_panels_take_another_theme(window: MainWindow, made: list[Other]) -> None:
    window._commands.run("panel.other")
    window._appearance.choose_theme("dark")
    assert made[0].theme == "dark"


def test_the_tabs_are_one_stop_of_the_keyboard_and_arrows_go_along_them(
    window: MainWindow,
) -> None:
    right = window._arrangement.right
    tabs = right._tabs
    tabs["cards"].setFocus()
    QTest.keyClick(tabs["cards"], Qt.Key.Key_Right)
    assert right.current == "hits"
    assert window.focusWidget() is tabs["hits"]
    QTest.keyClick(tabs["hits"], Qt.Key.Key_Left)
    QTest.keyClick(tabs["cards"], Qt.Key.Key_Left)
    assert right.current == "other"
    stops = [tab for tab in tabs.values() if tab.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [tabs["other"]]
