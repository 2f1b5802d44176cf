"""Printing: what was seen is put on paper, page by page, without the window waiting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QRadioButton

from reviewer.formats.pdf_file import PdfFile
from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui import messages
from reviewer.ui.dialogs.printing import PrintingDialog
from reviewer.ui.window import MainWindow
from tests.ui import dialogs
from tests.ui.conftest import Opener

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Doing = Callable[[PrintingDialog], None]


@pytest.fixture
def window(open_window: Opener, tmp_path: Path) -> MainWindow:
    """A window with a short report and a remark in it."""
    path = tmp_path / "reports" / "短报告.txt"
    path.parent.mkdir()
    path.write_text("关于某项工作的报告\n一、基本情况\n各项工作进展顺利。\n", "utf-8")
    made = open_window(path)
    document = made.session.document
    assert document is not None
    start = document.text.index("进展顺利")
    made._parts.reader.select(Span(start, start + 4))
    made._flows.annotating.mark(Kind.HIGHLIGHT, "problem")
    return made


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that stands for the printer's paper."""
    path = tmp_path / "paper.pdf"

    def printer(_parent: object) -> QPrinter:
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(path))
        return made

    monkeypatch.setattr(messages, "ask_printer", printer)
    return path


def in_dialog(window: MainWindow, do: Doing) -> None:
    dialogs.in_dialog(window, "print", PrintingDialog, do)


def choose(dialog: PrintingDialog, way: str) -> None:
    button = dialog.findChild(QRadioButton, f"print_{way}")
    assert isinstance(button, QRadioButton)
    button.click()


def colourful(path: Path) -> list[int]:
    """How many pixels of each page are neither grey nor nearly so."""
    found: list[int] = []
    with PdfFile(path.name, path.read_bytes()) as file:
        for number, space in enumerate(file.spaces()):
            wide, high = (round(side / 4) for side in space.as_shown.size)
            data = file.draw(number, 0.25, 0, 0, wide, high).data
            pixels = zip(data[::4], data[1::4], data[2::4], strict=True)
            found.append(sum(max(pixel) - min(pixel) > 24 for pixel in pixels))
    return found


def test_the_report_is_printed_as_it_was_seen(window: MainWindow, paper: Path, qtbot: Any) -> None:
    beats: list[int] = []

    def go(dialog: PrintingDialog) -> None:
        qtbot.waitUntil(lambda: dialog._pane.pages == 1)
        assert dialog._which._count.text() == "共 1 条批注"
        timer = QTimer(dialog)
        timer.timeout.connect(lambda: beats.append(1))
        dialog._start.click()
        timer.start(0)
        assert not dialog._start.isEnabled()
        qtbot.waitUntil(lambda: "共 1 页" in dialog._footing.words.text(), timeout=60_000)
        timer.stop()

    in_dialog(window, go)
    assert len(beats) > 20  # -- the window lived on
    with pikepdf.open(paper) as pdf:
        (page,) = pdf.pages
        wide, high = (float(side) / 72 * 25.4 for side in page.mediabox[2:])
    assert (round(wide), round(high)) == (210, 297)
    assert colourful(paper)[0] > 20


def test_the_bare_report_has_no_marks_and_the_list_a_page_of_its_own(
    window: MainWindow, paper: Path, qtbot: Any
) -> None:
    def go(dialog: PrintingDialog) -> None:
        choose(dialog, "list")
        qtbot.waitUntil(lambda: dialog._pane.pages == 2)
        choose(dialog, "none")
        assert not dialog._which.isEnabled()
        qtbot.waitUntil(lambda: dialog._pane.pages == 1)
        dialog._start.click()
        qtbot.waitUntil(lambda: "共 1 页" in dialog._footing.words.text(), timeout=60_000)

    in_dialog(window, go)
    assert colourful(paper) == [0]

    def look(dialog: PrintingDialog) -> None:
        assert dialog._way() == "none"

    in_dialog(window, look)


def test_printing_can_be_cancelled_and_not_choosing_a_printer_prints_nothing(
    window: MainWindow, paper: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def go(dialog: PrintingDialog) -> None:
        dialog._start.click()
        task = window._flows.printing._task
        assert task is not None
        with qtbot.waitSignal(task.ended, timeout=20_000):
            dialog.reject()
        assert dialog.isVisible()
        assert "已取消打印" in dialog._footing.words.text()
        assert window._flows.printing._task is task
        monkeypatch.setattr(messages, "ask_printer", lambda _parent: None)
        dialog._start.click()
        assert window._flows.printing._task is task

    in_dialog(window, go)
    assert not paper.exists()


@pytest.mark.qt_log_ignore("propagateSizeHints", "QPainter::begin")
def test_a_printer_that_does_not_answer_is_said(
    window: MainWindow, paper: Path, qtbot: Any
) -> None:
    paper.mkdir()

    def go(dialog: PrintingDialog) -> None:
        dialog._start.click()
        qtbot.waitUntil(lambda: "打印机没有响应" in dialog._footing.words.text(), timeout=60_000)
        assert dialog._start.isEnabled()

    in_dialog(window, go)
