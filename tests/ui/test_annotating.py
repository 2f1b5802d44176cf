"""Text and cards in step: hovering, stacks in tables, chips of orphans, the flash of a jump."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from reviewer.model.anchor import How, Placement
from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui.window import MainWindow


@pytest.fixture
def window(open_window: Any, report_file: Path) -> MainWindow:
    made: MainWindow = open_window(report_file)
    return made


def at(window: MainWindow, offset: int) -> QPoint:
    """The middle of a character on screen."""
    assert window.reader.flow is not None
    rect = next(window.reader.flow.rects(Span(offset, offset + 1)))
    return rect.center().toPoint()


def test_hovering_lights_all_cards_of_a_stack_and_a_card_its_mark(window: MainWindow) -> None:
    made = {window.session.annotate(Span(300, 300 + n), Kind.HIGHLIGHT) for n in (6, 9)}
    cards, reader = window._parts.cards, window.reader
    reader.reveal(Span(300, 300))
    QTest.mouseMove(reader.viewport(), at(window, 303))
    assert cards._delegate.hovered == made
    assert reader.marks.hovered == made
    QTest.mouseMove(reader.viewport(), at(window, 320))
    assert cards._delegate.hovered == frozenset()
    cards.table.hovered.emit(cards.model.index(1, 0))
    (one,) = reader.marks.hovered
    assert one in made
    cards.table.hovered.emit(cards.model.index(-1, -1))
    assert reader.marks.hovered == frozenset()


def test_orphans_have_a_chip_only_while_there_are_any(window: MainWindow) -> None:
    made = window.session.annotate(Span(300, 306), Kind.HIGHLIGHT)
    assert made is not None
    chip = window._parts.cards._filters._filters["状态:失去定位"]
    assert not chip.isVisible()
    annotation = window.session.review.annotation(made)
    assert annotation is not None
    assert annotation.placement is not None
    nowhere = Placement(annotation.placement.edition, None, How.APPROXIMATE)
    window.session.bring_in((annotation._replace(placement=nowhere),))
    assert chip.isVisible()
    assert chip.text().endswith(" 1")
    chip.click()
    assert window._parts.cards.model.rowCount() == 1
    window.session.move(made, Span(400, 406))
    assert not chip.isVisible()


def test_a_jump_flashes_for_two_seconds_and_a_later_one_has_its_own(window: MainWindow) -> None:
    reader = window.reader
    reader.reveal(Span(300, 310), flash=True)
    assert reader._flash == Span(300, 310)
    assert reader._flash_end.interval() == 2000
    ends = reader._flash_end.timerId()
    reader.reveal(Span(900, 910), flash=True)
    assert reader._flash == Span(900, 910)
    assert reader._flash_end.isActive()
    assert reader._flash_end.timerId() != ends
    reader._flash_end.timeout.emit()
    assert reader._flash is None


def test_a_drag_across_cells_selects_and_marks_all_of_them(
    open_window: Any, tmp_path: Path, qtbot: Any
) -> None:
    made = docx.Document()
    made.add_paragraph("关于全市情况的报告")
    table = made.add_table(rows=2, cols=3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"第{number}格的文字"
    made.add_paragraph("表后的正文。")
    path = tmp_path / "表.docx"
    made.save(str(path))
    window = open_window()
    window.open(path)
    qtbot.waitUntil(lambda: window.session.document is not None)
    qtbot.waitUntil(lambda: window._parts.has("cards"))
    text = window.session.document.text
    first, last = text.index("第1格"), text.index("第3格") + 3
    reader = window.reader
    qtbot.waitUntil(lambda: reader.flow is not None and reader.flow.caret(last) is not None)
    left, right = Qt.MouseButton.LeftButton, at(window, last - 1) + QPoint(7, 0)
    QTest.mousePress(reader.viewport(), left, pos=at(window, first) - QPoint(6, 0))
    QTest.mouseMove(reader.viewport(), at(window, first + 3))
    QTest.mouseMove(reader.viewport(), right)
    QTest.mouseRelease(reader.viewport(), left, pos=right)
    assert reader.selection() == Span(first, last)
    window._commands.run("highlight.problem")
    (annotation,) = window.session.review.annotations()
    assert annotation.quote == text[first:last]
    for cell in ("第1格", "第2格", "第3格"):
        assert reader.marks.at(text.index(cell)) == (annotation.id,)


def test_a_click_on_a_remark_that_begins_above_leaves_the_text_under_the_pointer(
    window: MainWindow,
) -> None:
    made = window.session.annotate(Span(200, 2400), Kind.HIGHLIGHT)
    reader = window.reader
    reader.reveal(Span(2300, 2300))
    place = reader.top_offset()
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=at(window, 2310))
    assert window._parts.current_id() == made
    assert reader.top_offset() == place
