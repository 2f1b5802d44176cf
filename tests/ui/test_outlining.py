"""Putting the outline right in the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reviewer import cli
from reviewer.model.document import ParagraphKind
from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui.window import MainWindow


@pytest.fixture
def window(open_window: Any, tmp_path: Path) -> MainWindow:
    """A report whose outline is wrong in two places."""
    report = tmp_path / "报告.txt"
    lines = (
        ["关于某事的报告", "一、基本情况", "情况很好。", "主要成效", "成效很多。", "二、建议"]
        + [f"建议第{at}条，继续加强。" for at in range(60)]
        + ["三、结语", "好。"]
    )
    report.write_text("\n".join(lines), encoding="utf-8")
    made: MainWindow = open_window(report)
    return made


def labels(window: MainWindow) -> list[str]:
    document = window.session.document
    assert document is not None
    return ["-" * (s.level - 1) + s.label for s in document.sections]


def shown(window: MainWindow) -> list[str]:
    model = window._parts.outline.model
    tops = [model.index(row, 0) for row in range(model.rowCount())]
    return [str(index.data()) for index in tops]


def put_caret(window: MainWindow, words: str) -> None:
    document = window.session.document
    assert document is not None
    at = document.text.index(words)
    window.reader.select(Span(at, at))


def test_a_missing_heading_is_set_lifted_and_undone(window: MainWindow) -> None:
    put_caret(window, "主要成效")
    run = window._commands.run
    run("set_heading")
    assert labels(window) == ["一、基本情况", "-主要成效", "二、建议", "三、结语"]
    paragraph = window.reader.document.paragraphs[3] if window.reader.document else None
    assert paragraph is not None
    assert paragraph.kind is ParagraphKind.HEADING
    run("promote")
    assert shown(window) == ["一、基本情况", "主要成效", "二、建议", "三、结语"]
    run("demote")
    assert labels(window)[1] == "-主要成效"
    for _ in range(3):
        run("undo")
    assert labels(window) == ["一、基本情况", "二、建议", "三、结语"]
    run("redo")
    assert labels(window)[1] == "-主要成效"
    run("unset_heading")
    assert labels(window) == ["一、基本情况", "二、建议", "三、结语"]


def test_what_cannot_be_lifted_is_told(window: MainWindow) -> None:
    put_caret(window, "一、基本情况")
    window._commands.run("promote")
    assert window._status.currentMessage() == "已经是最高一级。"
    window._commands.run("demote")
    assert "不能再降级" in window._status.currentMessage()
    assert window.session.path is None


def test_the_reading_stays_where_it_is_and_sections_stay_folded(window: MainWindow) -> None:
    put_caret(window, "主要成效")
    window._commands.run("set_heading")
    panel = window._parts.outline
    panel.tree.collapse(panel.model.index(0, 0))
    put_caret(window, "建议第40条")
    window.reader.reveal(window.reader.selection(), share=0.0)
    top = window.reader.top_offset()
    panel.level_wanted.emit(window.session.document.sections[-1], 1)  # type: ignore[union-attr]
    assert labels(window)[-1] == "-三、结语"
    assert window.reader.top_offset() == top
    assert not panel.tree.isExpanded(panel.model.index(0, 0))


def test_annotations_lists_and_places_speak_of_the_corrected_outline(
    window: MainWindow, open_window: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    document = window.session.document
    assert document is not None
    at = document.text.index("成效很多")
    window.session.annotate(Span(at, at + 4), Kind.HIGHLIGHT)
    edition = window.session.edition
    put_caret(window, "主要成效")
    window._commands.run("set_heading")
    window.session.annotate(Span(at, at + 2), Kind.UNDERLINE)
    assert window.session.edition == edition
    window._parts.cards._filters.field.setText("章节:主要成效")
    window._parts.cards._apply_query()
    assert window._parts.cards.model.rowCount() == 2
    path = window.session.path
    window.close()
    assert cli.main(["list", str(path), "章节:主要成效"]) == 0
    assert "成效很多" in capsys.readouterr().out
    again = open_window(path)
    assert labels(again)[1] == "-主要成效"
    assert again.session.edition == edition


def test_a_report_without_remarks_opens_where_it_was_left(
    window: MainWindow, open_window: Any
) -> None:
    put_caret(window, "建议第40条")
    window.reader.reveal(window.reader.selection(), share=0.0)
    top = window.reader.top_offset()
    assert top > 0
    path = window.session.report_path
    window.close()
    again = open_window(path)
    assert again.session.path is None
    assert again.reader.top_offset() == top
