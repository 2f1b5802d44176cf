"""The original pages beside the text: the same remarks, the same selection, the same place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui.pages.tiles import Tile
from reviewer.ui.window import MainWindow
from tests.importers import pdfs
from tests.ui.conftest import Opener


@pytest.fixture
def opened(open_window: Opener, tmp_path: Path, qtbot: Any) -> MainWindow:
    """A window with a PDF and its pages on screen."""
    path = tmp_path / "报告.pdf"
    path.write_bytes(pdfs.typeset())
    window = open_window()
    window.open(path)
    qtbot.waitUntil(lambda: window.session.document is not None)
    window._commands.run("pages")
    qtbot.waitUntil(window._parts.pages.isVisible)
    return window


def span_of(words: str) -> Span:
    start = pdfs.TEXT.index(words)
    return Span(start, start + len(words))


def picture(window: MainWindow) -> QImage:
    return window._parts.pages.viewport().grab().toImage()


def colours(image: QImage, window: MainWindow, span: Span) -> set[str]:
    """The colours under a range on the pages."""
    (rect, *_) = window._parts.pages.rects(span)
    area = rect.toAlignedRect()
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(area.left(), area.right())
        for y in range(area.top(), area.bottom())
    }


def test_pages_are_offered_only_where_the_report_has_some(
    open_window: Opener, report_file: Path
) -> None:
    window = open_window(report_file)
    assert not window._commands.action("pages").isEnabled()


def test_pages_are_drawn_beside_the_text_and_hidden_again(opened: MainWindow, qtbot: Any) -> None:
    pages = opened._parts.pages
    assert pages.tiles is not None
    qtbot.waitUntil(lambda: bool(pages.tiles._kept))
    opened._commands.run("pages")
    assert not pages.isVisible()
    assert opened._parts.reader.isVisible()


def test_what_is_dragged_over_on_a_page_is_selected_in_the_text(opened: MainWindow) -> None:
    pages = opened._parts.pages
    (rect,) = pages.rects(span_of("全市情况"))
    left = QPoint(round(rect.left()) + 1, round(rect.center().y()))
    right = QPoint(round(rect.right()), round(rect.center().y()))
    QTest.mousePress(pages.viewport(), Qt.MouseButton.LeftButton, pos=left)
    QTest.mouseMove(pages.viewport(), right)
    QTest.mouseRelease(pages.viewport(), Qt.MouseButton.LeftButton, pos=right)
    assert opened._parts.reader.selection() == span_of("全市情况")


def test_a_remark_is_drawn_on_its_words(opened: MainWindow, qtbot: Any) -> None:
    before = colours(picture(opened), opened, span_of("实地察看"))
    opened.session.annotate(span_of("实地察看"), Kind.HIGHLIGHT)
    qtbot.waitUntil(lambda: colours(picture(opened), opened, span_of("实地察看")) != before)


def test_zooming_in_keeps_words_under_their_boxes(opened: MainWindow) -> None:
    pages = opened._parts.pages
    (before,) = pages.rects(span_of("基本情况"))
    pages.set_zoom(200)
    (after,) = pages.rects(span_of("基本情况"))
    assert after.width() == pytest.approx(2 * before.width(), rel=0.05)
    pages.set_zoom(9999)
    assert pages.zoom == 400


def test_a_piece_that_was_drawn_is_kept(opened: MainWindow, qtbot: Any) -> None:
    tiles = opened._parts.pages.tiles
    assert tiles is not None
    tile = Tile(0, 1.0, 0, 0)
    qtbot.waitUntil(lambda: tiles.get(tile) is not None)
    assert tiles.get(tile) is tiles.get(tile)


def test_pages_of_the_review_that_was_saved_are_shown_too(opened: MainWindow, qtbot: Any) -> None:
    opened.session.annotate(span_of("实地察看"), Kind.HIGHLIGHT)
    data, page_map = opened.session.original()
    assert opened.session.path is not None
    assert data.startswith(b"%PDF-")
    assert len(page_map) == 1
    opened._commands.run("pages")
    opened._commands.run("pages")
    assert opened._parts.pages.rects(span_of("基本情况"))
