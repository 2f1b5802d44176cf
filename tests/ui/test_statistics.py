"""Statistics beside the text."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from reviewer.language.tally import tally
from reviewer.model.categories import PROBLEM, SUGGESTION
from reviewer.model.records import Kind
from reviewer.model.review import Review
from reviewer.model.spans import Span
from reviewer.ui import labels
from reviewer.ui.models.statistics import HeatRow, StatisticsModel, TitleRow
from reviewer.ui.panels.statistics import StatisticsPanel
from reviewer.ui.window import MainWindow
from tests.helpers import NOON, annotation_on, report


@pytest.fixture
def window(open_window: Any, report_file: Path) -> MainWindow:
    made: MainWindow = open_window(report_file)
    return made


@pytest.fixture
def panel(window: MainWindow, qtbot: Any) -> StatisticsPanel:
    window._arrangement.right.open("statistics")
    opened: Any = window._arrangement.right.panel("statistics")
    qtbot.waitUntil(lambda: "还没有批注" in opened.state.text())
    return opened  # type: ignore[no-any-return]


def annotate(window: MainWindow, words: str, category: str) -> None:
    document = window.session.document
    assert document is not None
    start = document.text.index(words)
    span = Span(start, start + len(words))
    window.session.annotate(span, Kind.HIGHLIGHT, category=category)


def rows(panel: StatisticsPanel) -> list[str]:
    return [panel.model.index(row).data() for row in range(panel.model.rowCount())]


def click(panel: StatisticsPanel, words: str, qtbot: Any) -> None:
    index = panel.model.index(rows(panel).index(words))
    panel.table.scrollTo(index)
    place = panel.table.visualRect(index).center()
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_counts_follow_the_review(window: MainWindow, panel: StatisticsPanel, qtbot: Any) -> None:
    assert rows(panel) == []
    annotate(window, "执法力量", PROBLEM)
    annotate(window, "市人大常委会", PROBLEM)
    annotate(window, "强化法治保障", SUGGESTION)
    qtbot.waitUntil(lambda: "共 3 条批注" in panel.state.text())
    assert {"问题：2 条", "建议：1 条", "未解决：3 条", "标题与引言：1 条"} <= set(rows(panel))
    window.session.undo()
    qtbot.waitUntil(lambda: "共 2 条批注" in panel.state.text())
    assert "建议：1 条" not in rows(panel)


def test_a_click_on_a_bar_lists_its_annotations(
    window: MainWindow, panel: StatisticsPanel, qtbot: Any
) -> None:
    annotate(window, "执法力量", PROBLEM)
    annotate(window, "强化法治保障", SUGGESTION)
    qtbot.waitUntil(lambda: "建议：1 条" in rows(panel))
    click(panel, "建议：1 条", qtbot)
    assert window._arrangement.right.is_open("cards")
    cards = window._parts.cards
    qtbot.waitUntil(lambda: cards.model.rowCount() == 1)
    annotation = cards.model.annotation(cards.model.index(0))
    assert annotation is not None
    assert annotation.quote == "强化法治保障"


def test_a_click_on_a_section_goes_there(
    window: MainWindow, panel: StatisticsPanel, qtbot: Any
) -> None:
    annotate(window, "强化法治保障", SUGGESTION)
    qtbot.waitUntil(lambda: panel.model.rowCount() > 0)
    hot = max((row for row in panel.model.rows if isinstance(row, HeatRow)), key=lambda r: r.share)
    assert hot.share == 1.0
    assert hot.heat.section.number == "(二)"
    here = window.reader.top_offset()
    panel.table.setCurrentIndex(panel.model.index(panel.model.rows.index(hot)))
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.reader.top_offset() > here)


def test_titles_are_not_chosen_and_every_row_is_spoken(
    window: MainWindow, panel: StatisticsPanel, qtbot: Any
) -> None:
    annotate(window, "执法力量", PROBLEM)
    qtbot.waitUntil(lambda: panel.model.rowCount() > 0)
    titles = [row for row in panel.model.rows if isinstance(row, TitleRow)]
    assert len(titles) == 8
    for at, row in enumerate(panel.model.rows):
        index = panel.model.index(at)
        chosen = bool(index.flags() & Qt.ItemFlag.ItemIsSelectable)
        assert chosen is not isinstance(row, TitleRow)
        assert index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_days_are_written_as_the_language_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    document = report("报告", "一、情况", "执法力量薄弱。")
    made = [
        annotation_on(document, 0, 2, id=f"a{days}", created=NOON - timedelta(days=days))
        for days in (70, 0, 1)
    ]
    counted = tally(made, Review(made), document)
    model = StatisticsModel()

    def days() -> list[str]:
        model.show(counted)
        shown = [model.index(row).data() for row in range(model.rowCount())]
        return shown[shown.index("按日期") + 1 :][:3]

    assert days() == ["2023年12月22日：1 条", "2024年2月29日：1 条", "3月1日：1 条"]
    monkeypatch.setattr(labels, "is_chinese", lambda: False)
    assert days()[-1] == "2024-03-01：1 条"
