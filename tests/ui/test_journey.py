"""One sitting from opening the report to handing it in."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QTableView, QTreeView

from reviewer.model.records import Annotation, Kind, Scope
from reviewer.model.spans import Span
from reviewer.ui.dialogs.export import ExportDialog
from reviewer.ui.reading.view import ReadingView
from reviewer.ui.window import MainWindow

NO_MODIFIER = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def reader(window: MainWindow) -> ReadingView:
    found = window.findChild(ReadingView, "reader")
    assert found is not None
    return found


def editor(window: MainWindow, name: str) -> QPlainTextEdit:
    found = window.findChild(QPlainTextEdit, name)
    assert isinstance(found, QPlainTextEdit)
    return found


def annotations(window: MainWindow) -> list[Annotation]:
    return sorted(window.session.review.annotations(), key=lambda a: a.id)


def point_of(view: ReadingView, offset: int, *, inside: float = 0.0) -> QPoint:
    assert view.flow is not None
    rect = view.flow.caret(offset)
    assert rect is not None
    return QPointF(rect.left() + inside, rect.center().y()).toPoint()


def drag(view: ReadingView, words: str) -> Span:
    """Select words with the mouse."""
    assert view.document is not None
    start = view.document.text.index(words)
    span = Span(start, start + len(words))
    view.reveal(span)
    port = view.viewport()
    QTest.mousePress(port, LEFT, NO_MODIFIER, point_of(view, span.start))
    QTest.mouseMove(port, point_of(view, span.end))
    QTest.mouseRelease(port, LEFT, NO_MODIFIER, point_of(view, span.end))
    return span


def select_with_keys(view: ReadingView, words: str) -> None:
    """Select words with the keyboard alone."""
    assert view.document is not None
    start = view.document.text.index(words)
    view.setFocus()
    view.select(Span(start, start))
    for _ in words:
        QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.selection().cut(view.document.text) == words


def press(window: MainWindow, key: str, qtbot: Any) -> None:
    """Press a single key while the selection bar is up."""
    bar = window.findChild(type(window._parts.selection_bar), "selection_bar")
    assert bar is not None
    qtbot.waitUntil(bar.isVisible)
    QTest.keyClicks(reader(window), key)


def test_the_whole_job(  # noqa: PLR0915
    open_window: Any, report_file: Path, qtbot: Any, told: list[str]
) -> None:
    window = open_window(report_file)
    view = reader(window)
    document = window.session.document
    assert document is not None
    assert list(report_file.parent.iterdir()) == [report_file]

    tree = window.findChild(QTreeView, "outline")
    assert tree is not None
    second = tree.model().index(1, 0)
    QTest.mouseClick(tree.viewport(), LEFT, NO_MODIFIER, tree.visualRect(second).center())
    assert view.selection().start == document.text.index("二、存在困难和问题")

    drag(view, "少数单位执法力量薄弱")
    press(window, "1", qtbot)
    drag(view, "执法手段单一")
    press(window, "u", qtbot)
    drag(view, "部分监管不够及时")
    press(window, "s", qtbot)
    select_with_keys(view, "法治政府建设推进机制还不够完善")
    press(window, "c", qtbot)
    QTest.keyClicks(editor(window, "note_editor"), "qing lieming")
    QTest.keyClick(
        editor(window, "note_editor"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    drag(view, "规范会建设")
    press(window, "r", qtbot)
    editor(window, "suggestion_editor").setPlainText("规范化建设")
    editor(window, "suggestion_editor").commit()  # type: ignore[attr-defined]
    drag(view, "外出务工群体")
    press(window, "i", qtbot)
    editor(window, "suggestion_editor").setPlainText("、𠮷县居民")
    editor(window, "suggestion_editor").commit()  # type: ignore[attr-defined]
    drag(view, "不断探索")
    press(window, "d", qtbot)
    view.select(Span(second_start := document.text.index("三、意见建议"), second_start))
    window._commands.run("comment_section")
    window._commands.run("comment_report")

    made = annotations(window)
    assert [a.kind for a in made[:7]] == [
        Kind.HIGHLIGHT,
        Kind.UNDERLINE,
        Kind.STRIKEOUT,
        Kind.COMMENT,
        Kind.REPLACE,
        Kind.INSERT,
        Kind.DELETE,
    ]
    assert [a.target.scope for a in made[7:]] == [Scope.SECTION, Scope.DOCUMENT]
    assert [a.quote for a in made[:5]] == [
        "少数单位执法力量薄弱",
        "执法手段单一",
        "部分监管不够及时",
        "法治政府建设推进机制还不够完善",
        "规范会建设",
    ]
    assert (made[0].category, made[3].body) == ("problem", "qing lieming")
    assert (made[4].suggestion, made[5].suggestion) == ("规范化建设", "、𠮷县居民")
    assert made[7].target.number == "三、"
    assert window.session.path == report_file.with_suffix(".review")

    window._parts.cards.focus_annotation(made[3].id)
    editor(window, "note_editor").setPlainText("请列明部门名称")
    editor(window, "note_editor").commit()  # type: ignore[attr-defined]
    editor(window, "reply_editor").setPlainText("已请提供")
    editor(window, "reply_editor").commit()  # type: ignore[attr-defined]
    window._commands.run("resolve")
    assert [r.body for r in window.session.review.replies(made[3].id)] == ["已请提供"]
    assert annotations(window)[3].resolved
    for _ in range(3):
        window._commands.run("undo")
    assert annotations(window)[3] == made[3]
    assert window.session.review.replies(made[3].id) == []
    for _ in range(3):
        window._commands.run("redo")
    before = annotations(window)
    assert (before[3].body, before[3].resolved) == ("请列明部门名称", True)

    window.close()
    assert sorted(p.name for p in report_file.parent.iterdir()) == [
        "视察报告.review",
        "视察报告.txt",
    ]

    window = open_window(report_file)
    assert annotations(window) == before
    assert window.session.may_undo
    table = window.findChild(QTableView, "annotations")
    assert table is not None
    assert table.model().rowCount() == 9
    for suffix in (".docx", ".pdf"):
        _export(window, report_file.with_name(f"out{suffix}"), qtbot)
    with zipfile.ZipFile(report_file.with_name("out.docx")) as archive:
        words = archive.read("word/comments.xml").decode()
        assert "请列明部门名称" in words
        assert "已请提供" in words
        assert "<w:ins " in archive.read("word/document.xml").decode()
    with pikepdf.open(report_file.with_name("out.pdf")) as pdf:
        notes = "".join(
            str(a.get("/Contents", "")) for page in pdf.pages for a in page.get("/Annots", [])
        )
        assert "请列明部门名称" in notes
        assert "、𠮷县居民" in notes
    if shutil.which("pdftotext"):
        command = ["pdftotext", "-enc", "UTF-8", str(report_file.with_name("out.pdf")), "-"]
        shown = subprocess.run(command, capture_output=True, check=True).stdout.decode()
        assert "意见汇总表" in shown
    assert told == []


def _export(window: MainWindow, path: Path, qtbot: Any) -> None:
    """Go through the dialog; its own waiting is replaced by the test's."""
    handing_in = window._flows.handing_in
    opened: list[ExportDialog] = []

    def wait(dialog: ExportDialog) -> int:
        opened.append(dialog)
        dialog._target.setText(str(path))
        dialog._start.click()
        qtbot.waitUntil(path.exists, timeout=60_000)
        qtbot.waitUntil(lambda: not dialog._open.isHidden(), timeout=10_000)
        return 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ExportDialog, "exec", wait)
        handing_in.ask()
    assert len(opened) == 1
