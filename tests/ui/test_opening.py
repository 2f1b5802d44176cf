"""Opening what offices send: the window shows it with its tables, pictures and remarks."""

from __future__ import annotations

import random
import threading
from pathlib import Path
from typing import Any

import docx
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QPlainTextEdit

from reviewer.model.document import ParagraphKind
from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui import messages, opening, reports, tasks
from reviewer.ui.window import MainWindow
from tests.importers import making


@pytest.fixture
def word_report(tmp_path: Path) -> Path:
    """A Word report with a table, a picture and a colleague's comment."""
    folder = tmp_path / "收件"
    folder.mkdir()
    picture = tmp_path / "图.png"
    image = QImage(90, 40, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    image.save(str(picture))
    made = docx.Document()
    made.add_paragraph("关于法治建设情况的报告")
    made.add_paragraph("一、基本情况")
    table = made.add_table(rows=2, cols=2)
    for row, words in enumerate((("指标", "数量"), ("复议案件", "328件"))):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    made.add_picture(str(picture))
    paragraph = made.add_paragraph("少数单位执法力量薄弱。")
    made.add_comment(paragraph.runs, text="请举例。", author="审阅人乙", initials="乙")
    path = folder / "报告.docx"
    made.save(str(path))
    return path


def opened(open_window: Any, path: Path, qtbot: Any) -> MainWindow:
    window: MainWindow = open_window()
    window.open(path)
    qtbot.waitUntil(lambda: window.session.document is not None)
    return window


def test_a_word_report_shows_tables_pictures_and_the_remarks_it_brings(
    open_window: Any, word_report: Path, qtbot: Any, told: list[str]
) -> None:
    window = opened(open_window, word_report, qtbot)
    document = window.session.document
    assert document is not None
    kinds = [paragraph.kind for paragraph in document.paragraphs]
    assert kinds.count(ParagraphKind.CELL) == 4
    assert window.session.resource(document.marks[-1].value).startswith(b"\x89PNG")
    (remark,) = window.session.review.annotations()
    assert (remark.body, remark.quote) == ("请举例。", "少数单位执法力量薄弱。")
    assert window.session.path is None
    assert told == []


def test_remarks_that_came_along_are_in_the_review_file_with_the_first_edit(
    open_window: Any, word_report: Path, qtbot: Any
) -> None:
    before = word_report.read_bytes()
    window = opened(open_window, word_report, qtbot)
    window.session.annotate(Span(0, 4), Kind.HIGHLIGHT)
    path = window.session.path
    assert path == word_report.with_suffix(".review")
    window.close()
    again = open_window(path)
    assert sum(1 for _ in again.session.review.annotations()) == 2
    document = again.session.document
    assert again.session.resource(document.marks[-1].value).startswith(b"\x89PNG")
    assert word_report.read_bytes() == before


def test_the_text_of_a_report_with_changes_can_be_chosen(
    open_window: Any, tmp_path: Path, qtbot: Any
) -> None:
    path = tmp_path / "修订.docx"
    path.write_bytes(making.docx(making.p("前", making.ins("增"), "中", making.dele("删"), "后")))
    window = opened(open_window, path, qtbot)
    said: list[str] = []
    window._flows.opening.said.connect(said.append)

    def text() -> str:
        document = window.session.document
        return document.text if document is not None else ""

    def checked() -> list[bool]:
        window._commands.refresh()
        names = ("base.original", "base.accepted")
        return [window._commands.action(name).isChecked() for name in names]

    assert (text(), checked()) == ("前中删后", [True, False])
    window._commands.run("base.accepted")
    qtbot.waitUntil(lambda: text() == "前增中后")
    assert checked() == [False, True]
    assert list(window.session.review.annotations()) == []
    assert "接受全部修订" in said[0]
    assert "带修订的正文" in said[0]
    window._commands.run("base.original")
    qtbot.waitUntil(lambda: text() == "前中删后")
    assert "修订前" in said[1]
    window.session.annotate(Span(0, 1), Kind.HIGHLIGHT)
    assert not window._commands.action("base.accepted").isEnabled()


def test_a_report_without_changes_offers_no_other_text(
    open_window: Any, word_report: Path, qtbot: Any
) -> None:
    window = opened(open_window, word_report, qtbot)
    assert not window._commands.action("base.accepted").isEnabled()


def test_reading_that_is_stopped_or_fails_leaves_what_is_open(
    open_window: Any,
    report_file: Path,
    tmp_path: Path,
    qtbot: Any,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window: MainWindow = open_window(report_file)
    window.session.annotate(Span(0, 4), Kind.HIGHLIGHT)
    before = window.session.document
    stops: list[Any] = []
    ended: list[bool] = []

    def stop(_parent: Any, words: str, cancel: Any, _progressed: Any) -> Any:
        assert "长.docx" in words
        stops.append(cancel)
        cancel()
        return lambda: ended.append(True)

    long = tmp_path / "长.docx"
    noise = random.Random(1)
    lines = ("".join(chr(noise.randrange(0x4E00, 0x9FA5)) for _ in range(400)) for _ in range(1000))
    long.write_bytes(making.docx("".join(map(making.p, lines))))
    assert opening._size(long) > opening._BY_ITSELF
    monkeypatch.setattr(messages, "wait", stop)
    window.open(long)
    qtbot.waitUntil(lambda: ended == [True])
    assert window.session.document is before
    monkeypatch.setattr(messages, "wait", lambda *_args: lambda: ended.append(True))
    long.write_bytes(long.read_bytes()[:-3000])
    window.open(long)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert "长.docx" in told[0]
    assert window.session.document is before
    assert len(list(window.session.review.annotations())) == 1


def test_what_was_opened_last_is_shown_and_what_was_being_read_is_stopped(
    open_window: Any, word_report: Path, report_file: Path, qtbot: Any, monkeypatch: Any
) -> None:
    window = open_window()
    may_end = threading.Event()
    read, begun = reports.read, []

    def slow(path: Path, *rest: Any) -> reports.Report:
        begun.append(path)
        if path == word_report:
            assert may_end.wait(20)
        return read(path, *rest)

    monkeypatch.setattr(reports, "read", slow)
    waiting: list[bool] = []
    monkeypatch.setattr(messages, "wait", lambda *_args: lambda: waiting.append(False))
    shown: list[str] = []
    session = window.session
    session.document_opened.connect(
        lambda: shown.append(session.document.source.name if session.document else "")
    )
    window.open(word_report)
    window.open(report_file)
    assert waiting == [False]
    assert shown == [report_file.name]
    other = word_report.with_name("另一份.docx")
    other.write_bytes(word_report.read_bytes())
    window.open(other)
    may_end.set()
    qtbot.waitUntil(lambda: shown == [report_file.name, other.name])
    qtbot.waitUntil(lambda: not tasks._running)
    assert shown == [report_file.name, other.name]
    assert set(begun) == {word_report, report_file, other}


def test_of_several_files_the_first_is_opened_and_the_others_are_at_hand(
    open_window: Any, report_file: Path, qtbot: Any
) -> None:
    others = [report_file.with_name(f"{at}.txt") for at in range(2)]
    for path in others:
        path.write_text("关于情况的报告\n正文。\n", "utf-8")
    window = open_window()
    urls = QMimeData()
    urls.setUrls([QUrl.fromLocalFile(str(path)) for path in (report_file, *others)])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        urls,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(drop)
    assert window.session.report_path == report_file
    assert window._settings.recent() == [report_file, *others]


def test_a_note_half_written_is_there_again_after_another_file_was_opened(
    open_window: Any, report_file: Path, word_report: Path, qtbot: Any
) -> None:
    window = open_window(report_file)
    said = window.session.annotate(Span(0, 4), Kind.COMMENT)
    window._parts.cards.start_editing(said)
    body = window.findChild(QPlainTextEdit, "note_editor")
    window.open(word_report)
    # -- still reading: somebody writes on
    body.setPlainText("写到一半")
    qtbot.waitUntil(lambda: window.session.document.source.name == word_report.name)
    window.open(report_file)
    (annotation,) = window.session.review.annotations()
    assert annotation.body == "写到一半"


def test_very_many_sections_are_listed_once_the_text_is_there(
    open_window: Any, tmp_path: Path, qtbot: Any
) -> None:
    path = tmp_path / "多节.txt"
    lines = (f"第{at}条　规定之{at}\n有关单位应当执行。" for at in range(1, 701))
    path.write_text("管理办法\n" + "\n".join(lines) + "\n", "utf-8")
    window = open_window(path)
    outline = window._parts.outline
    count = len(window.session.document.sections)
    assert count >= 700
    qtbot.waitUntil(lambda: outline.model.rowCount() == count)
    window.open(path)
    assert window.reader.flow is not None
    assert outline.model.rowCount() == 0
    window._parts.reader.reveal(window.session.document.sections[500].span)
    qtbot.waitUntil(lambda: outline.model.rowCount() == count)
    assert outline.model._current is not None
