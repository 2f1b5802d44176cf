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


def test_a_menu_is_about_the_remark_that_was_pointed_at_on_a_page(opened: MainWindow) -> None:
    made = opened.session.annotate(span_of("全市情况"), Kind.COMMENT)
    pages = opened._parts.pages
    (rect,) = pages.rects(span_of("全市情况"))
    QTest.mouseClick(pages.viewport(), Qt.MouseButton.RightButton, pos=rect.center().toPoint())
    assert opened._parts.current_id() == made
    assert opened.reader.selection().start in span_of("全市情况")


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


def press(window: MainWindow, key: Qt.Key, *more: Qt.KeyboardModifier) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    for modifier in more:
        modifiers |= modifier
    QTest.keyClick(window._parts.pages, key, modifiers)


def caret_at(window: MainWindow, words: str) -> None:
    start = span_of(words).start
    window._parts.pages.setFocus()
    window._parts.reader.select(Span(start, start))


def test_keys_move_and_select_on_the_pages_as_in_the_text(opened: MainWindow) -> None:
    reader = opened._parts.reader
    caret_at(opened, "全市情况")
    for _ in "全市":
        press(opened, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert reader.selection() == span_of("全市")
    press(opened, Qt.Key.Key_Left)
    assert reader.selection().is_empty
    press(opened, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert reader.selection().start == len(pdfs.TEXT)
    press(opened, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    press(opened, Qt.Key.Key_Up)
    assert reader.selection().start == 0


def test_lines_on_the_pages_are_those_of_the_paper(opened: MainWindow) -> None:
    reader = opened._parts.reader
    below = pdfs.TEXT.index(pdfs.LINES[3])
    caret_at(opened, pdfs.LINES[2])
    press(opened, Qt.Key.Key_Down)
    assert reader.selection().start == below
    press(opened, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert reader.selection() == span_of(pdfs.LINES[3])
    press(opened, Qt.Key.Key_Up)
    press(opened, Qt.Key.Key_Home)
    assert reader.selection().start == span_of(pdfs.LINES[2]).start


def test_two_clicks_select_a_word_and_shift_reaches_further(opened: MainWindow) -> None:
    pages, reader = opened._parts.pages, opened._parts.reader
    reader.set_words(lambda text: [Span(at, at + 2) for at in range(0, len(text), 2)])
    (rect,) = pages.rects(span_of("全市"))
    (end,) = pages.rects(span_of("进行"))
    QTest.mouseDClick(pages.viewport(), Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    word = reader.selection()
    assert len(word) == 2
    assert word.meets(span_of("全市"))
    QTest.mouseClick(
        pages.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.ShiftModifier,
        QPoint(round(end.right()), round(end.center().y())),
    )
    assert reader.selection() == Span(word.start, span_of("进行").end)


def test_the_bar_stands_over_the_page_where_the_selection_was_made(
    opened: MainWindow, qtbot: Any
) -> None:
    parts = opened._parts
    parts.reader.setFocus()
    parts.reader.select(span_of("听取"))
    qtbot.waitUntil(lambda: parts.has("selection_bar") and parts.selection_bar.isVisible())
    beside = parts.selection_bar.geometry()
    assert beside.right() > parts.pages.geometry().right()
    parts.pages.setFocus()
    parts.reader.select(span_of("全市情况"))
    qtbot.waitUntil(lambda: parts.selection_bar.geometry() != beside)
    (words,) = parts.pages.rects(span_of("全市情况"))
    corner = parts.pages.viewport().mapTo(parts.centre, words.bottomRight().toPoint())
    bar = parts.selection_bar.geometry()
    assert bar.left() <= corner.x() + 40 <= bar.right() + 80
    assert 0 <= bar.top() - corner.y() < 40


def test_pages_may_stand_instead_of_the_text(opened: MainWindow, qtbot: Any) -> None:
    parts = opened._parts
    opened._commands.run("pages_alone")
    assert parts.pages.isVisible()
    assert not parts.reader.isVisible()
    assert opened._commands.action("pages_alone").isChecked()
    parts.reader.select(span_of("全市情况"))
    qtbot.waitUntil(lambda: parts.has("selection_bar") and parts.selection_bar.isVisible())
    opened._commands.run("highlight.problem")
    assert [a.quote for a in opened.session.review.annotations()] == ["全市情况"]
    opened._commands.run("pages_alone")
    assert parts.pages.isVisible()
    assert parts.reader.isVisible()
    opened._commands.run("pages_alone")
    opened._commands.run("pages")
    assert not parts.pages.isVisible()
    assert parts.reader.isVisible()


def test_commands_zoom_what_has_the_focus(opened: MainWindow) -> None:
    parts = opened._parts
    parts.pages.setFocus()
    opened._commands.run("zoom_in")
    assert (parts.pages.zoom, parts.reader.look.zoom) == (110, 100)
    parts.reader.setFocus()
    opened._commands.run("zoom_in")
    assert (parts.pages.zoom, parts.reader.look.zoom) == (110, 110)
    opened._commands.run("pages_fit")
    (box, *_) = [parts.pages.sheets.page_rect(0)]
    assert parts.pages.viewport().width() - 30 <= box.width() <= parts.pages.viewport().width()


def test_a_place_that_is_gone_to_comes_on_screen_on_the_pages(opened: MainWindow) -> None:
    parts = opened._parts
    parts.pages.set_zoom(400)
    opened._commands.run("pages_alone")
    parts.reader.reveal(span_of("文明执法"))
    (rect,) = parts.pages.rects(span_of("文明执法"))
    assert 0 <= rect.top() <= rect.bottom() <= parts.pages.viewport().height()
    assert 0 <= rect.left() <= parts.pages.viewport().width()


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
