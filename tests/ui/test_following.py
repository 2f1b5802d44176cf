"""Links and notes lead somewhere, never without a word."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from reviewer.language import outline
from reviewer.language.blocks import Block
from reviewer.model.document import NO_SOURCE, Document, Mark, MarkKind, ParagraphKind
from reviewer.model.spans import Span
from reviewer.ui import messages
from reviewer.ui.window import MainWindow


def with_links(address: str) -> Document:
    """A report with a link on its first four characters, and with a note."""
    marks = (
        Mark(Span(0, 4), MarkKind.LINK, address),
        Mark(Span(8, 9), MarkKind.NOTE, "2"),
    )
    blocks = [
        Block("某报告"),
        Block("法律规定见网站。1后文", marks=marks),
        Block("1 注释的内容。", kind=ParagraphKind.NOTE),
    ]
    return outline.build(blocks, NO_SOURCE._replace(name="某报告"))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were opened, instead of a browser."""
    addresses: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: addresses.append(url.toString()))
    return addresses


def window_with(open_window: Any, report_file: Any, address: str) -> MainWindow:
    window: MainWindow = open_window(report_file)
    document = with_links(address)
    window.session.document = document
    window.reader.show_document(document)
    return window


def click(window: MainWindow, offset: int) -> None:
    """Click on a character with Ctrl held."""
    assert window.reader.flow is not None
    rect = window.reader.flow.caret(offset)
    assert rect is not None
    place = rect.center().toPoint() + QPoint(2, 0)
    QTest.mouseClick(
        window.reader.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.ControlModifier,
        place,
    )


def test_a_link_is_opened_only_after_asking(
    open_window: Any, report_file: Any, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = window_with(open_window, report_file, "https://example.org/法")
    asked: list[str] = []
    answers = iter([False, True])

    def ask(_parent: object, question: str, *_words: str) -> bool:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr(messages, "ask", ask)
    click(window, 5)
    assert opened == []
    window.reader.select(Span(5, 5))
    window._commands.run("follow")
    assert opened == [QUrl("https://example.org/法").toString()]
    assert all("https://example.org/法" in question for question in asked)
    assert len(asked) == 2


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "run.exe", ""])
def test_what_is_no_page_of_the_web_is_never_opened(
    open_window: Any, report_file: Any, opened: list[str], address: str
) -> None:
    window = window_with(open_window, report_file, address)
    click(window, 5)
    assert opened == []


def test_a_reference_leads_to_its_note(
    open_window: Any, report_file: Any, opened: list[str]
) -> None:
    window = window_with(open_window, report_file, "https://example.org")
    click(window, 12)
    assert window.reader.document is not None
    assert window.reader._flash == window.reader.document.paragraphs[2].span
    assert opened == []
