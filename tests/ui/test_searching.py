"""Find as you type: count, list, options, annotations."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from reviewer.language import search as language_search
from reviewer.language.search import Hits, Options
from reviewer.language.search import find as search
from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui import searching
from reviewer.ui.models.hits import EXCERPT, HitsModel
from reviewer.ui.window import MainWindow


@pytest.fixture
def window(open_window: Any, report_file: Path) -> MainWindow:
    """The sample report in a window, with the find bar open."""
    made: MainWindow = open_window(report_file)
    made._commands.run("find")
    return made


def find(window: MainWindow, words: str) -> str:
    window._parts.find_bar._field.setText(words)
    return window._parts.find_bar._count.text()


def listed(window: MainWindow) -> list[str]:
    model = window._parts.hits.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_hits_are_counted_marked_and_stepped_through_from_where_one_reads(
    window: MainWindow, qtbot: Any
) -> None:
    document = window.session.document
    assert document is not None
    total = document.text.count("法治政府")
    assert find(window, "法治政府") == f"1/{total}"
    assert len(window.reader.marks.hits) == total
    qtbot.keyClick(window._parts.find_bar._field, Qt.Key.Key_Return)
    assert window._parts.find_bar._count.text() == f"2/{total}"
    window._commands.run("find_previous")
    window._commands.run("find_previous")
    assert window._parts.find_bar._count.text() == f"{total}/{total}"
    assert find(window, "治").endswith(str(document.text.count("治")))
    assert find(window, "查无此词") == "没有找到"
    assert find(window, "") == ""
    assert not window.reader.marks.hits


def test_closing_leaves_the_hit_selected(window: MainWindow, qtbot: Any) -> None:
    find(window, "执法力量")
    qtbot.keyClick(window._parts.find_bar._field, Qt.Key.Key_Escape)
    document = window.session.document
    assert document is not None
    assert window.reader.selection().cut(document.text) == "执法力量"
    assert not window.reader.marks.hits


def test_the_list_groups_hits_by_section_and_leads_to_them(window: MainWindow, qtbot: Any) -> None:
    document = window.session.document
    assert document is not None
    find(window, "普法")
    qtbot.keyClick(
        window._parts.find_bar._field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    panel = window._parts.hits
    assert panel.isVisible()
    rows = listed(window)
    heads = [row for row in rows if row in {section.label for section in document.sections}]
    assert heads == list(dict.fromkeys(heads))
    assert len(rows) - len(heads) == document.text.count("普法")
    last = panel.model.index(panel.model.rowCount() - 1)
    assert last.data(EXCERPT).hit == "普法"
    panel.table.clicked.emit(last)
    assert (
        window._parts.find_bar._count.text() == f"{len(rows) - len(heads)}/{len(rows) - len(heads)}"
    )
    find(window, "查无此词")
    assert listed(window) == []
    find(window, "普法")
    assert listed(window) == rows


@pytest.mark.parametrize("phrase", ["治", "报告", "意见建议"])
def test_rows_and_hits_lead_to_each_other(window: MainWindow, phrase: str) -> None:
    document = window.session.document
    assert document is not None
    hits = search(document.text, phrase)
    model = HitsModel()
    model.show(document, hits, [])
    assert len(hits) > 0
    for at in range(len(hits)):
        index = model.index(model.row_of(at))
        assert model.hit_at(index) == at
        assert index.data(EXCERPT).hit == phrase
    heads = [row for row in range(model.rowCount()) if model.hit_at(model.index(row)) < 0]
    assert len(heads) == model.rowCount() - len(hits)
    for head in heads:
        below = hits[model.hit_at(model.index(head + 1))]
        path = document.path_at(below.start)
        assert model.index(head).data() == (path[-1].label if path else "章节之外")


def test_options_are_remembered(window: MainWindow, open_window: Any, report_file: Path) -> None:
    window._parts.find_bar._options["remarks"].trigger()
    window.close()
    again = open_window(report_file)
    again._commands.run("find")
    assert again._parts.find_bar.chosen == {"remarks"}


def test_a_slow_search_runs_in_the_background_and_only_the_newest_counts(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    may_go_on = threading.Event()
    searched: list[str] = []

    def slow(text: str, phrase: str, options: Options) -> Hits:
        searched.append(phrase)
        assert may_go_on.wait(20)
        return search(text, phrase, options)

    monkeypatch.setattr(language_search, "find", slow)
    monkeypatch.setattr(searching, "_AT_ONCE", 0.01)
    for words in ("法", "法治", "普法"):
        assert find(window, words) == "正在查找…"
    may_go_on.set()
    document = window.session.document
    assert document is not None
    total = document.text.count("普法")
    qtbot.waitUntil(lambda: window._parts.find_bar._count.text() == f"1/{total}")
    assert searched == ["法", "普法"]
    window._parts.find_bar.close_bar()
    find(window, "查无此词")
    qtbot.waitUntil(lambda: window._parts.find_bar._count.text() == "没有找到")


def test_options_narrow_what_is_found_and_are_remembered(
    window: MainWindow, open_window: Any, tmp_path: Path
) -> None:
    report = tmp_path / "选项.txt"
    report.write_text("某报告\n一、情况\nABC与abc，法治、政府，法治政府，执法人员。", "utf-8")
    other = open_window(report)
    other._commands.run("find")
    options = other._parts.find_bar._options
    assert find(other, "abc") == "1/2"
    options["match_case"].trigger()
    assert other._parts.find_bar._count.text() == "1/1"
    options["match_case"].trigger()
    assert find(other, "法治政府") == "1/2"
    options["match_punctuation"].trigger()
    assert other._parts.find_bar._count.text() == "1/1"
    other.close()
    again = open_window(report)
    again._commands.run("find")
    assert again._parts.find_bar.chosen == {"match_punctuation"}


def test_an_expression_is_searched_in_the_background_and_a_wrong_one_is_told(
    window: MainWindow, qtbot: Any
) -> None:
    bar = window._parts.find_bar
    bar._options["regex"].trigger()
    find(window, "执法.{2}")
    qtbot.waitUntil(lambda: "/" in bar._count.text())
    find(window, "(执法")
    qtbot.waitUntil(lambda: bar._count.text() == "写法有误")
    assert "(执法" in bar._count.toolTip()
    assert not window.reader.marks.hits


def test_annotations_are_searched_too_and_their_cards_open(window: MainWindow) -> None:
    made = window.session.annotate(Span(100, 110), Kind.COMMENT, body="请补充佐证材料")
    other = window.session.annotate(Span(200, 210), Kind.COMMENT, body="别的")
    assert made is not None
    assert other is not None
    window.session.reply(other, "佐证已补")
    bar = window._parts.find_bar
    assert find(window, "佐证") == "没有找到"
    bar._options["remarks"].trigger()
    assert bar._count.text() == "批注 2"
    bar.list_wanted.emit()
    assert listed(window) == ["批注", "请补充佐证材料", "佐证已补"]
    model = window._parts.hits.model
    window._parts.hits.table.clicked.emit(model.index(2))
    assert window._parts.current_id() == other
    window.session.edit(other, body="佐证")
    window.session.remove(made)
    find(window, "补")
    assert "佐证已补" in listed(window)[-1]
