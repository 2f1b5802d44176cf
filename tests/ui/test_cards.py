"""The annotation list: narrowing it, sorting it, changing many at once, deciding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QDropEvent, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QToolButton

from reviewer.model.records import Disposition, Kind, Severity
from reviewer.model.spans import Span
from reviewer.ui.models.annotations import Order, Totals
from reviewer.ui.panels.cards import HEIGHT
from reviewer.ui.window import MainWindow


@pytest.fixture
def window(open_window: Any, report_file: Path) -> MainWindow:
    """The sample report with four annotations."""
    made: MainWindow = open_window(report_file)
    for at, category in ((200, "problem"), (300, "praise"), (400, "problem"), (500, "")):
        made.session.annotate(Span(at, at + 4), Kind.HIGHLIGHT, category=category)
    return made


def starts(window: MainWindow) -> list[int]:
    model = window._parts.cards.model
    shown = (model.annotation(model.index(row)) for row in range(model.rowCount()))
    return [a.span.start for a in shown if a is not None and a.span is not None]


def choose(window: MainWindow, *rows: int) -> None:
    cards = window._parts.cards
    selection = cards.table.selectionModel()
    selection.clearSelection()
    for row in rows:
        selection.select(cards.model.index(row), QItemSelectionModel.SelectionFlag.Select)


def narrow(window: MainWindow, query: str) -> None:
    filters = window._parts.cards._filters
    filters.ask(query)
    filters.changed.emit()


def chip(window: MainWindow, words: str) -> QToolButton:
    panel = window._parts.cards._filters.facets
    found = [c for c in panel.findChildren(QToolButton) if c.text().startswith(words)]
    return found[-1]


def open_facets(window: MainWindow) -> None:
    filters = window._parts.cards._filters
    if filters.facets.isHidden():
        filters._more.click()


def test_chips_of_one_row_are_alternatives_and_rows_narrow(window: MainWindow) -> None:
    open_facets(window)
    chip(window, "问题").click()
    assert starts(window) == [200, 400]
    chip(window, "肯定").click()
    assert starts(window) == [200, 300, 400]
    window.session.edit(next(iter(window.session.review.annotations())).id, resolved=True)
    open_facets(window)
    chip(window, "未解决").click()
    assert starts(window) == [300, 400]
    window._parts.cards._filters.facets.clear()
    assert len(starts(window)) == 4


def test_a_chip_that_gives_nothing_is_dimmed(window: MainWindow) -> None:
    first = next(a for a in window.session.review.annotations() if a.category == "praise")
    window.session.edit(first.id, resolved=True)
    open_facets(window)
    chip(window, "问题").click()
    open_facets(window)
    assert chip(window, "已解决").property("empty")
    assert not chip(window, "未解决").property("empty")
    chip(window, "已解决").click()
    assert starts(window) == [200, 400]


def test_annotations_without_a_category_can_be_asked_for(window: MainWindow) -> None:
    open_facets(window)
    chip(window, "未分类").click()
    assert starts(window) == [500]


def test_sorting_keeps_the_chosen_card(window: MainWindow) -> None:
    last = max(window.session.review.annotations(), key=lambda a: a.span or Span(0, 0))
    window.session.edit(last.id, severity=Severity.GRAVE)
    window._parts.cards.focus_annotation(last.id)
    window._parts.cards._filters._on_order(Order.SEVERITY)
    assert starts(window) == [500, 200, 300, 400]
    assert window._parts.current_id() == last.id
    window.session.edit(last.id, severity=Severity.NORMAL)
    assert starts(window) == [200, 300, 400, 500]


def test_many_cards_change_as_one_step(window: MainWindow) -> None:
    cards = window._parts.cards
    choose(window, 0, 2, 3)
    assert cards._bulk.isVisible()
    cards._bulk.edit_wanted.emit({"disposition": Disposition.ADOPTED})
    cards._bulk.tag_wanted.emit("数据")
    found = sorted(window.session.review.annotations(), key=lambda a: a.span or Span(0, 0))
    assert [a.disposition is Disposition.ADOPTED for a in found] == [True, False, True, True]
    assert [sorted(a.tags) for a in found] == [["数据"], [], ["数据"], ["数据"]]
    window.session.undo()
    window.session.undo()
    assert all(a.disposition is Disposition.PENDING for a in window.session.review.annotations())
    choose(window, 0, 1)
    cards._bulk.removal_wanted.emit()
    assert starts(window) == [400, 500]


def test_a_decision_says_why_by_whom_and_with_which_words(window: MainWindow) -> None:
    first = min(window.session.review.annotations(), key=lambda a: a.span or Span(0, 0))
    window._parts.cards.focus_annotation(first.id)
    facts = window._parts.cards.editor._fields
    assert not facts._form.isRowVisible(facts._ruling_reason)
    facts._disposition.setCurrentIndex(facts._disposition.findData(Disposition.REJECTED))
    facts._disposition.activated.emit(0)
    assert facts._form.isRowVisible(facts._ruling_reason)
    assert not facts._form.isRowVisible(facts._ruling_wording)
    facts._ruling_reason.setText("与上位法不一致")
    facts._ruling_reason.commit()
    made = window.session.review.annotation(first.id)
    assert made is not None
    assert made.ruling is not None
    assert (made.disposition, made.ruling.reason) == (Disposition.REJECTED, "与上位法不一致")
    person = window.session.review.reviewer(made.ruling.by)
    assert person is not None
    assert person.name == "审阅人甲"
    window.session.undo()
    window.session.undo()
    made = window.session.review.annotation(first.id)
    assert made is not None
    assert (made.disposition, made.ruling) == (Disposition.PENDING, None)


def test_the_wheel_passes_over_the_choices_of_a_card(window: MainWindow, qapp: Any) -> None:
    choose(window, 0)
    boxes = window._parts.cards.editor.findChildren(QComboBox)
    assert len(boxes) == 3
    before = list(window.session.review.annotations())
    for box in boxes:
        middle = QPointF(box.rect().center())
        qapp.sendEvent(
            box,
            QWheelEvent(
                middle,
                QPointF(box.mapToGlobal(middle)),
                QPoint(),
                QPoint(0, -120),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            ),
        )
    assert list(window.session.review.annotations()) == before


def rows(window: MainWindow) -> list[str]:
    """Headings as they are called, cards by where they begin."""
    model = window._parts.cards.model
    found = []
    for row in range(model.rowCount()):
        card = model.annotation(model.index(row))
        at = card.span if card is not None else None
        found.append(str(at.start) if at is not None else str(model.index(row).data()))
    return found


def test_cards_stand_below_their_sections_and_headings_come_and_go(window: MainWindow) -> None:
    cards = window._parts.cards
    cards._filters.group(True)
    document = window.session.document
    assert document is not None
    first, last = document.sections[0], document.sections[-1]
    assert rows(window) == ["章节之外", "200", "300", "400", first.label, "500"]
    made = window.session.annotate(Span(last.heading.end - 4, last.heading.end), Kind.HIGHLIGHT)
    assert made is not None
    assert rows(window)[-2:] == [last.label, str(last.heading.end - 4)]
    header = cards.table.verticalHeader()
    assert header.sectionSize(6) < header.sectionSize(7)
    window.session.move(made, Span(520, 524))
    assert rows(window)[-2:] == ["500", "520"]
    window.session.remove(made)
    window.session.annotate_document(body="总的意见")
    assert rows(window)[0] == "全文"
    cards.table.choose_near(0)
    assert cards.model.annotation(cards.table.currentIndex()) is not None
    cards._filters.group(False)
    assert "章节之外" not in rows(window)
    assert {header.sectionSize(row) for row in range(cards.model.rowCount())} == {HEIGHT}


def test_sections_that_share_a_title_are_told_apart_by_what_is_around_them(
    open_window: Any, tmp_path: Path
) -> None:
    report = tmp_path / "报告.txt"
    report.write_text(
        "某报告\n一、甲\n（一）成效。好好好好。\n（二）不足。少少少。\n二、乙\n（一）成效。多多多多。\n（二）不足。缺缺缺。",
        encoding="utf-8",
    )
    window = open_window(report)
    document = window.session.document
    for section in document.sections:
        window.session.annotate(Span(section.span.start, section.span.start + 2), Kind.HIGHLIGHT)
    window._parts.cards._filters.group(True)
    assert "一、甲" in rows(window)
    assert "二、乙 › （一）成效" in rows(window)


def test_grouping_and_order_are_remembered(window: MainWindow, open_window: Any) -> None:
    filters = window._parts.cards._filters
    filters.group(True)
    filters._on_order(Order.SEVERITY)
    path = window.session.path
    window.close()
    again = open_window(path)._parts.cards._filters
    assert (again.grouped, again.order) == (True, Order.SEVERITY)


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        ("核实", "category", "fact"),
        ("已解决", "resolved", True),
        ("不采纳", "disposition", Disposition.REJECTED),
        ("重大", "severity", Severity.GRAVE),
        ("数据", "tags", frozenset({"数据"})),
    ],
)
def test_cards_dropped_on_a_chip_get_what_it_says(
    window: MainWindow, words: str, field: str, value: object
) -> None:
    cards = window._parts.cards
    first = cards.model.annotation(cards.model.index(0))
    assert first is not None
    window.session.tag_all([first.id], "数据")
    open_facets(window)
    data = cards.model.mimeData([cards.model.index(1), cards.model.index(2)])
    target = chip(window, words)
    place = QPointF(target.rect().center())
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    target.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, data, buttons, keys))
    found = [cards.model.annotation(cards.model.index(row)) for row in range(4)]
    wanted = getattr(found[1], field)
    assert getattr(found[2], field) == wanted
    assert wanted == value or (field == "category" and wanted)
    assert getattr(found[3], field) != wanted
    window.session.undo()
    assert getattr(cards.model.annotation(cards.model.index(1)), field) != wanted


def test_a_bulk_decision_says_by_whom(window: MainWindow) -> None:
    choose(window, 0, 1)
    window._parts.cards._bulk.edit_wanted.emit({"disposition": Disposition.ADOPTED})
    decided = [a for a in window.session.review.annotations() if a.ruling is not None]
    assert len(decided) == 2
    person = window.session.review.reviewer(decided[0].ruling.by)  # type: ignore[union-attr]
    assert person is not None
    assert person.name == "审阅人甲"


def test_sections_are_a_facet(window: MainWindow) -> None:
    open_facets(window)
    chip(window, "一、").click()
    assert starts(window) == [500]


def test_the_chips_above_the_list_are_read_whole(window: MainWindow, qtbot: Any) -> None:
    filters = window._parts.cards._filters
    filters.show_counts(Totals(everything=288, unresolved=277, orphans=33))
    filters.setFixedWidth(296)
    chips = filters._filters.values()
    qtbot.waitUntil(lambda: chips and all(c.isVisible() and c.x() + c.width() < 296 for c in chips))
    assert [c.text() for c in chips if c.width() < c.sizeHint().width()] == []


def test_delete_takes_away_all_chosen_cards_as_one_step(window: MainWindow) -> None:
    table = window._parts.cards.table
    choose(window, 0, 2)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert starts(window) == [300, 500]
    window.session.undo()
    assert starts(window) == [200, 300, 400, 500]


def test_going_on_passes_over_what_the_filter_hides(window: MainWindow) -> None:
    narrow(window, "类别:问题")
    window._commands.run("next")
    seen = []
    for _ in range(3):
        annotation = window.session.review.annotation(window._parts.current_id())
        assert annotation is not None
        assert annotation.span is not None
        seen.append(annotation.span.start)
        window._commands.run("next")
    assert seen == [200, 400, 200]
    assert starts(window) == [200, 400]


def test_opinions_are_decided_one_after_the_other_with_keys_alone(window: MainWindow) -> None:
    narrow(window, "处理:待处理")
    for command in ("rule.adopted", "", "rule.rejected", "rule.under_study"):
        window._commands.run("next")
        if command:
            window._commands.run(command)
    # -- the one that was passed over is still there
    assert starts(window) == [300]
    narrow(window, "")
    decided = {
        a.span.start: a.disposition
        for a in window.session.review.annotations()
        if a.span is not None
    }
    assert decided == {
        200: Disposition.ADOPTED,
        300: Disposition.PENDING,
        400: Disposition.REJECTED,
        500: Disposition.UNDER_STUDY,
    }


def test_a_decision_can_be_taken_back_though_the_filter_no_longer_wants_the_card(
    window: MainWindow,
) -> None:
    cards = window._parts.cards
    narrow(window, "处理:待处理")
    window._commands.run("next")
    chosen = window._parts.current_id()
    window._commands.run("rule.adopted")
    assert window._parts.current_id() == chosen
    assert cards.editor.isVisible()
    window._commands.run("rule.pending")
    assert starts(window) == [200, 300, 400, 500]


def test_a_long_name_leaves_room_for_what_stands_beside_it(
    open_window: Any, report_file: Path
) -> None:
    window = open_window(report_file, name="某" * 60)
    made = window.session.annotate(Span(200, 204), Kind.COMMENT)
    editor = window._parts.cards.editor
    window._parts.cards.focus_annotation(made)
    QTest.qWait(0)
    shown = editor.viewport().rect()
    for button in (editor._resolve, editor._remove):
        right = button.mapTo(editor.viewport(), button.rect().bottomRight()).x()
        assert right <= shown.right()
    assert editor._who.text().startswith("某")
    assert "今天" in editor._who.text()


def test_the_menu_says_what_would_be_undone(window: MainWindow) -> None:
    undo, redo = window._commands.action("undo"), window._commands.action("redo")
    window.session.edit(
        next(iter(window.session.review.annotations())).id, "resolve", resolved=True
    )
    assert undo.text() == "撤销：改动是否已解决"
    assert undo.toolTip() == "撤销：改动是否已解决（Ctrl+Z）"
    window.session.undo()
    assert redo.text() == "重做：改动是否已解决"
    assert undo.text() == "撤销：添加批注"


def test_undoing_a_remark_leaves_the_text_where_it_is(window: MainWindow) -> None:
    # -- Qt would choose the card beside the one that goes, and the text would jump there
    far = window.session.annotate(Span(3000, 3004), Kind.COMMENT)
    assert far is not None
    window._parts.cards.focus_annotation(far)
    place = window.reader.top_offset()
    assert place > 1000
    window.session.undo()
    assert window.reader.top_offset() == place
    assert window._parts.current_id() == ""
    assert not window._parts.cards.editor.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return])
def test_from_the_query_the_keyboard_goes_on_to_what_was_found(
    window: MainWindow, key: Qt.Key
) -> None:
    cards = window._parts.cards
    cards._filters.field.setFocus()
    cards._filters.field.setText("类别:肯定")
    QTest.keyClick(cards._filters.field, key)
    assert window.focusWidget() is cards.table
    assert starts(window) == [300]
    chosen = window.session.review.annotation(cards.current_id())
    assert chosen is not None
    assert chosen.category == "praise"


def test_the_chips_open_at_their_full_height_at_once(window: MainWindow) -> None:
    open_facets(window)
    facets = window._parts.cards._filters.facets
    height = facets.height()
    QTest.qWait(50)
    assert facets.height() == height > 100


def test_words_below_a_card_end_before_its_place(window: MainWindow) -> None:
    first = next(iter(window.session.review.annotations()))
    window.session.edit(first.id, resolved=True, severity=Severity.GRAVE, kind=Kind.REPLACE)
    window.session.rule_all([first.id], Disposition.PARTLY_ADOPTED)
    window.session.reply(first.id, "同意")
    window.session.save_draft(f"note:{first.id}", "写了一半")
    cards = window._parts.cards
    shown = window.session.review.annotation(first.id)
    assert shown is not None
    words = [word for word, _ in cards._delegate._words(shown, None)]
    assert words == ["替换", "重大", "草稿", "已解决", "部分采纳", "1 条回复"]
    image = QImage(260, 18, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    cards._delegate._pills(painter, QRect(0, 0, 200, 18), shown, None)
    painter.end()
    beyond = {image.pixel(x, y) for x in range(200, 260) for y in range(18)}
    assert beyond == {0xFFFFFFFF}
