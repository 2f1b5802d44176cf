"""Opening what offices send: the window shows it with its tables, pictures and remarks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from PySide6.QtGui import QImage

from reviewer.model.document import ParagraphKind
from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui.window import MainWindow


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
