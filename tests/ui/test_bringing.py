"""Bringing in what another copy says: shown first, taken over as one step."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from reviewer.importers.preview import Fate
from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui import messages
from reviewer.ui.dialogs.remarks import RemarksDialog
from reviewer.ui.window import MainWindow

_LINES = (
    "关于法治建设情况的报告",
    "一、基本情况",
    "少数单位执法力量薄弱。",
    "复议案件共三百件。",
    "二、下一步工作",
    "加强执法力量。",
)


@pytest.fixture
def window(open_window: Any, tmp_path: Path) -> MainWindow:
    """A report as plain text, in a folder of its own."""
    folder = tmp_path / "我的"
    folder.mkdir()
    report = folder / "报告.txt"
    report.write_text("\n".join(_LINES), "utf-8")
    made: MainWindow = open_window(report)
    return made


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A colleague's Word copy, in which one paragraph reads otherwise."""
    made = docx.Document()
    for line in _LINES[:5]:
        paragraph = made.add_paragraph(line)
        if line in (_LINES[2], _LINES[3]):
            made.add_comment(paragraph.runs, text=f"核实：{line}", author="审阅人乙", initials="乙")
    lost = made.add_paragraph("本县另有规定的除外。")
    made.add_comment(lost.runs, text="这一段还在吗？", author="审阅人丙", initials="丙")
    path = tmp_path / "同事的.docx"
    made.save(str(path))
    return path


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is done with the next preview; what was seen of each."""
    steps: list[Any] = []

    def run(dialog: RemarksDialog) -> bool:
        return bool(steps.pop(0)(dialog))

    monkeypatch.setattr(RemarksDialog, "exec", run)
    return steps


def bring_in(window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "ask_copy", lambda *_args: path)
    window._commands.run("bring_in")


def said(window: MainWindow) -> dict[str, str]:
    review = window.session.review
    return {a.body: "" if a.is_orphan else a.quote for a in review.annotations()}


def test_a_copys_remarks_are_shown_and_come_in_as_one_step(
    window: MainWindow,
    copy: Path,
    qtbot: Any,
    answer: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = copy.read_bytes()
    seen: list[Any] = []

    def look(dialog: RemarksDialog) -> bool:
        assert said(window) == {}
        assert window.session.path is None
        seen.append({fate: tab.text() for fate, tab in dialog.tabs.items()})
        qtbot.mouseClick(dialog.tabs[Fate.ORPHANED], Qt.MouseButton.LeftButton)
        model = dialog.model
        seen.append([model.index(0, column).data() for column in range(model.columnCount())])
        seen.append(dialog.accept_button.text())
        return True

    answer.append(look)
    bring_in(window, copy, monkeypatch)
    qtbot.waitUntil(lambda: len(said(window)) == 3)
    assert seen == [
        {
            None: "全部 3",
            Fate.PLACED: "定位 2",
            Fate.MOVED: "位置有变 0",
            Fate.ORPHANED: "失去定位 1",
            Fate.KNOWN: "重复 0",
        },
        ["失去定位", "本县另有规定的除外。", "这一段还在吗？", "审阅人丙", ""],
        "导入 3 条",
    ]
    assert said(window) == {
        f"核实：{_LINES[2]}": _LINES[2],
        f"核实：{_LINES[3]}": _LINES[3],
        "这一段还在吗？": "",
    }
    window._commands.run("undo")
    assert said(window) == {}
    window._commands.run("redo")
    assert len(said(window)) == 3
    assert copy.read_bytes() == before


def test_what_is_left_out_does_not_come_in_and_what_is_known_comes_once(
    window: MainWindow,
    copy: Path,
    qtbot: Any,
    answer: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def leave_the_first(dialog: RemarksDialog) -> bool:
        index = dialog.model.index(0, 0)
        unchecked = Qt.CheckState.Unchecked.value
        assert dialog.model.setData(index, unchecked, Qt.ItemDataRole.CheckStateRole)
        assert dialog.accept_button.text() == "导入 2 条"
        return True

    counts: list[str] = []

    def look_again(dialog: RemarksDialog) -> bool:
        counts.extend(tab.text() for tab in dialog.tabs.values())
        qtbot.mouseClick(dialog.findChild(QPushButton, "remarks_leave"), Qt.MouseButton.LeftButton)
        counts.append(dialog.accept_button.text())
        assert not dialog.accept_button.isEnabled()
        return False

    answer += [leave_the_first, look_again]
    bring_in(window, copy, monkeypatch)
    qtbot.waitUntil(lambda: len(said(window)) == 2)
    people = {person.name for person in window.session.review.reviewers()}
    assert people == {"审阅人甲", "审阅人乙", "审阅人丙"}
    bring_in(window, copy, monkeypatch)
    qtbot.waitUntil(lambda: bool(counts))
    assert counts == ["全部 3", "定位 1", "位置有变 0", "失去定位 0", "重复 2", "没有可导入的"]
    assert len(said(window)) == 2


def test_a_colleagues_review_of_a_changed_text_finds_its_places(
    window: MainWindow,
    open_window: Any,
    tmp_path: Path,
    qtbot: Any,
    answer: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = tmp_path / "他的.txt"
    other.write_text("\n".join(("前言一段。", *_LINES)), "utf-8")
    his = open_window(other)
    start = his.session.document.text.index("执法力量")
    his.session.annotate(Span(start, start + 4), Kind.COMMENT, body="有数据吗？")
    path = his.session.path
    his.close()
    answer.append(lambda dialog: dialog.count() == 1)
    bring_in(window, path, monkeypatch)
    qtbot.waitUntil(lambda: said(window) == {"有数据吗？": "执法力量"})


def test_a_file_without_remarks_and_a_broken_one_get_sentences(
    window: MainWindow,
    tmp_path: Path,
    qtbot: Any,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, content in (("空.jsonld", json.dumps([])), ("坏.docx", "PK\x03\x04坏")):
        path = tmp_path / name
        path.write_text(content, "utf-8")
        before = len(told)
        bring_in(window, path, monkeypatch)
        qtbot.waitUntil(lambda before=before: len(told) > before)
        assert name in told[-1]
        assert "Traceback" not in told[-1]
    assert said(window) == {}
