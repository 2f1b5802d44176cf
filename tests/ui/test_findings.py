"""Proof-reading, links and facts beside the text."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from reviewer.language import checks, words
from reviewer.language.checks import BY_OUTLINE
from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui import checking, errands, tasks
from reviewer.ui.panels.facts import FactsPanel
from reviewer.ui.panels.findings import FindingsPanel
from reviewer.ui.panels.links import LinksPanel
from reviewer.ui.window import MainWindow


@pytest.fixture
def window(open_window: Any, report_file: Path) -> MainWindow:
    opened: MainWindow = open_window(report_file)
    return opened


def panel(window: MainWindow, side: str) -> Any:
    window._arrangement.right.open(side)
    return window._arrangement.right.panel(side)


def choose(found: FindingsPanel, code: str) -> None:
    for group in range(found.tree.topLevelItemCount()):
        head = found.tree.topLevelItem(group)
        for at in range(head.childCount()):
            if code in head.child(at).text(0):
                found.tree.setCurrentItem(head.child(at))


def codes(found: FindingsPanel) -> list[str]:
    return sorted(finding.code for finding in found.findings.shown)


@pytest.fixture
def found(window: MainWindow, qtbot: Any) -> FindingsPanel:
    opened: FindingsPanel = panel(window, "findings")
    qtbot.waitUntil(lambda: bool(opened.findings.shown))
    return opened


def test_a_finding_becomes_a_suggestion_with_one_key_and_comes_back_with_undo(
    window: MainWindow, found: FindingsPanel, qtbot: Any
) -> None:
    assert codes(found) == ["BD-01", "BD-02", "BD-27", "YZ-01", "YZ-02"]
    choose(found, "YZ-02")
    qtbot.keyClick(found.tree, Qt.Key.Key_Return)
    (made,) = window.session.review.annotations()
    assert (made.kind, made.quote, made.suggestion) == (Kind.REPLACE, "规范会建设", "规范化建设")
    assert "YZ-02" not in codes(found)
    # -- not on the head of the next group, and what is said is about what is looked at
    assert [each.code for each in found.current()] == ["YZ-01"]
    assert found._said.text().startswith(found.current()[0].message)
    window.session.undo()
    assert "YZ-02" in codes(found)


def test_all_places_of_an_aggregate_are_put_right_in_one_step(
    window: MainWindow, found: FindingsPanel, qtbot: Any
) -> None:
    choose(found, "BD-01")
    qtbot.keyClick(found.tree, Qt.Key.Key_Return)
    assert len(list(window.session.review.annotations())) == 128
    window.session.undo()
    assert not list(window.session.review.annotations())


def test_a_place_is_ignored_in_this_report_and_a_rule_in_all(
    window: MainWindow, found: FindingsPanel, qtbot: Any
) -> None:
    choose(found, "YZ-01")
    qtbot.keyClick(found.tree, Qt.Key.Key_Delete)
    assert "YZ-01" not in codes(found)
    window.session.undo()
    assert "YZ-01" in codes(found)
    found.findings.turn("BD-01", on=False)
    assert "BD-01" not in codes(found)
    found.findings.turn("BD-01", on=True)
    found.findings.turn("CY-19", on=True)
    assert {"BD-01", "CY-19"} <= set(codes(found))


def test_after_the_outline_was_put_right_only_its_own_rules_run_again(
    window: MainWindow, found: FindingsPanel, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[set[str]] = []
    start = tasks.in_process

    def noted(*arguments: Any) -> Any:
        asked.append(set(arguments[-1]))
        return start(*arguments)

    monkeypatch.setattr(tasks, "in_process", noted)
    before = codes(found)
    document = window.session.document
    assert document is not None
    window.session.document = replace(document, title="另一个题目")
    window.session.outline_changed.emit()
    qtbot.waitUntil(lambda: not found.findings.is_busy)
    assert asked == [set(BY_OUTLINE)]
    assert codes(found) == before


def test_what_is_found_is_drawn_in_the_text(window: MainWindow, found: FindingsPanel) -> None:
    slip = next(f for f in found.findings.shown if f.code == "YZ-02")
    assert slip.span in window.reader.marks.findings_on(slip.span)


def test_links_are_shown_confirmed_and_removed(window: MainWindow, qtbot: Any) -> None:
    links: LinksPanel = panel(window, "links")
    qtbot.waitUntil(lambda: links.table.rowCount() == 3)
    signs = [[links.table.item(r, c).text()[:1] for c in range(3)] for r in range(3)]
    assert signs == [["○", "", ""], ["", "○", ""], ["○", "", "○"]]
    links.table.setCurrentCell(0, 2)
    qtbot.keyClick(links.table, Qt.Key.Key_Return)
    assert links.table.item(0, 2).text() == "●"
    links.table.setCurrentCell(1, 1)
    qtbot.keyClick(links.table, Qt.Key.Key_Delete)
    assert links.table.item(1, 1).text() == ""
    assert links.table.verticalHeaderItem(1).text().startswith("✕")
    window.session.undo()
    assert links.table.item(1, 1).text().startswith("○")


def test_facts_are_listed_checked_and_exported(
    window: MainWindow, qtbot: Any, tmp_path: Path
) -> None:
    facts: FactsPanel = panel(window, "facts")
    qtbot.waitUntil(lambda: facts._model.rowCount() > 50)
    rows = range(facts._sorted.rowCount())
    row = next(r for r in rows if facts._sorted.index(r, 1).data() == "100%")
    facts.table.selectRow(row)
    facts.check()
    (made,) = window.session.review.annotations()
    assert (made.quote, made.category) == ("100%", "fact_check")
    for suffix in ("csv", "xlsx"):
        facts.export(tmp_path / f"facts.{suffix}")
    with (tmp_path / "facts.csv").open(encoding="utf-8-sig", newline="") as stream:
        written = list(csv.reader(stream))
    assert written[0] == ["类别", "内容", "指什么", "时限", "位置"]
    assert len(written) == facts._model.rowCount() + 1
    assert (tmp_path / "facts.xlsx").stat().st_size > 5000


@pytest.mark.parametrize("width", [260, 320, 700])
def test_the_table_of_facts_fits_its_panel_and_tells_what_is_cut_off(
    window: MainWindow, qtbot: Any, width: int
) -> None:
    facts = FactsPanel(window.session, window.reader)
    facts.setParent(window)
    facts.resize(width, 600)
    facts.show()
    qtbot.waitUntil(lambda: facts._model.rowCount() > 50)
    header = facts.table.horizontalHeader()
    shown = [at for at in range(header.count()) if not header.isSectionHidden(at)]
    assert header.length() <= facts.table.viewport().width()
    assert all(header.sectionSize(at) >= 32 for at in shown)
    assert not facts.table.horizontalScrollBar().isVisible()
    long = facts._sorted.index(4, 1)
    assert long.data(Qt.ItemDataRole.ToolTipRole) == long.data()


def test_a_report_is_checked_of_its_own_accord_and_a_tab_counts_what_was_found(
    open_window: Any, report_file: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(report_file)
    monkeypatch.setattr(checking, "_IDLE", 0)
    asked: list[Any] = []
    start = tasks.in_process
    monkeypatch.setattr(tasks, "in_process", lambda *given: asked.append(given) or start(*given))
    window.session.document_opened.emit()
    tab = window._arrangement.right._tabs["findings"]
    qtbot.waitUntil(lambda: tab.text() == "5")
    assert "findings" not in window._arrangement.right._made
    assert tab.accessibleName() == "核对 5"
    assert window.reader.marks.findings_on(Span(0, 2000))
    # -- in a process that stands back and knows the user's words; looking asks for nothing more
    assert [given[:4] for given in asked] == [(errands.gently, words.knowing, (), checks.check)]
    shown = panel(window, "findings")
    assert tab.text() == "核对 5"
    assert len(codes(shown)) == 5
    assert len(asked) == 1
    window.open(report_file)
    assert window.reader.marks.findings_on(Span(0, 2000))
    assert len(asked) == 1


def test_thousands_of_findings_are_listed_piece_by_piece(
    window: MainWindow, found: FindingsPanel, qtbot: Any
) -> None:
    (one, *_) = found.findings.shown
    found.findings.shown = [one] * 1000
    found.findings.changed.emit()

    def count() -> int:
        return sum(
            found.tree.topLevelItem(at).childCount() for at in range(found.tree.topLevelItemCount())
        )

    assert 0 < count() < 1000
    qtbot.waitUntil(lambda: count() == 1000)


@pytest.mark.parametrize("side", ["links", "facts"])
def test_panels_look_again_when_the_users_words_are_others(
    window: MainWindow, side: str, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = panel(window, side)
    qtbot.waitUntil(lambda: shown._task is not None and not tasks._running)
    asked: list[Any] = []
    start = tasks.in_process
    monkeypatch.setattr(tasks, "in_process", lambda *given: asked.append(given) or start(*given))
    window._parts.words_changed.emit()
    assert asked == []
    monkeypatch.setattr(words, "user_words", lambda: ("规范会建设",))
    window._parts.words_changed.emit()
    qtbot.waitUntil(lambda: not tasks._running)
    assert [given[:2] for given in asked] == [(words.knowing, ("规范会建设",))]


def test_annotations_of_other_things_leave_the_findings_as_they_are(
    window: MainWindow, found: FindingsPanel, qtbot: Any
) -> None:
    told: list[bool] = []
    found.findings.changed.connect(lambda: told.append(True))
    (slip,) = [each for each in found.findings.shown if each.code == "YZ-02"]
    window.session.annotate_all([(slip.span, Kind.COMMENT, {"body": "请核实"})])
    assert not told
    found.findings.take_over([slip])
    assert "YZ-02" not in codes(found)
    window.session.undo()
    assert "YZ-02" in codes(found)
    assert len(told) == 2
