"""Going about in the report, and keeping track of what was reviewed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui import messages
from reviewer.ui.models.outline import BY_CATEGORY
from reviewer.ui.window import MainWindow


@pytest.fixture
def window(open_window: Any, report_file: Path) -> MainWindow:
    """The sample report in a window."""
    made: MainWindow = open_window(report_file)
    return made


def section(window: MainWindow, label: str) -> Any:
    document = window.session.document
    assert document is not None
    return next(s for s in document.sections if s.label.startswith(label))


def test_a_jump_can_be_undone_and_done_again(window: MainWindow) -> None:
    run = window._commands.run
    before = window.reader.top_offset()
    window._flows.navigation.go_to(section(window, "三、"))
    there = window.reader.top_offset()
    assert there > before
    run("back")
    assert window.reader.top_offset() == before
    run("forward")
    assert window.reader.top_offset() == there


@pytest.mark.parametrize(
    ("words", "begins"), [("二（三）", "(三)普法"), ("¶7", ""), ("三、", "三、意见建议")]
)
def test_a_reference_leads_to_its_place(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, words: str, begins: str
) -> None:
    monkeypatch.setattr(messages, "ask_words", lambda *_: words)
    window._commands.run("go_to")
    document = window.session.document
    assert document is not None
    caret = window.reader.selection().start
    wanted = document.paragraphs[6].span.start if words == "¶7" else caret
    assert caret == wanted
    assert document.text[caret:].startswith(begins)
    assert window._parts.outline._here == caret


def test_what_names_nothing_is_told_and_nothing_moves(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "ask_words", lambda *_: "九（九）")
    before = window.reader.selection()
    window._commands.run("go_to")
    assert window.reader.selection() == before
    assert "九（九）" in window._status.currentMessage()


def test_copying_a_citation_takes_words_and_reference_along(window: MainWindow) -> None:
    document = window.session.document
    assert document is not None
    start = document.text.index("少数单位执法力量薄弱")
    window.reader.select(Span(start, start + 10))
    window._commands.run("copy_citation")
    assert QGuiApplication.clipboard().text().startswith("“少数单位执法力量薄弱”（二(二)")


def test_sections_are_marked_as_reviewed_with_all_below_and_it_can_be_undone(
    window: MainWindow,
) -> None:
    panel = window._parts.outline
    panel.reviewed_wanted.emit(section(window, "二、"))
    assert len(window.session.reviewed_sections()) == 4
    assert "4/14" in panel._progress.text()
    window.session.undo()
    assert window.session.reviewed_sections() == frozenset()
    assert panel._progress.text() == ""


def test_the_next_section_left_is_found_round_the_end(window: MainWindow) -> None:
    document = window.session.document
    assert document is not None
    left = section(window, "(二)便民")
    for each in document.sections:
        if not each.children and each != left:
            window.session.toggle_reviewed(each)
    window.reader.select(Span(len(document.text), len(document.text)))
    window._commands.run("next_unreviewed")
    assert window.reader.selection().start == left.span.start


def test_reviewed_marks_survive_closing(window: MainWindow, open_window: Any) -> None:
    window.session.toggle_reviewed(section(window, "一、"))
    path = window.session.path
    window.close()
    again = open_window(path)
    assert len(again.session.reviewed_sections()) == 6


def test_enter_in_the_filter_goes_to_the_first_section_that_matches(window: MainWindow) -> None:
    outline = window._parts.outline
    outline.field.setFocus()
    outline.field.setText("没有这一节")
    assert outline._empty.isVisible()
    assert outline._empty.text() == "没有这样的章节。"
    QTest.keyClick(outline.field, Qt.Key.Key_Return)
    assert window.focusWidget() is outline.field
    outline.field.setText("意见建议")
    assert not outline._empty.isVisible()
    QTest.keyClick(outline.field, Qt.Key.Key_Return)
    assert window.focusWidget() is outline.tree
    assert window.reader.selection().start == section(window, "三、").span.start
    outline.field.setText("没有这一节")
    outline.field.clear()
    assert not outline._empty.isVisible()


def test_filtering_the_outline_keeps_what_leads_to_a_match(window: MainWindow) -> None:
    panel = window._parts.outline
    panel.field.setText("普法")
    tree, model = panel.tree, panel.model
    tops = [tree.isRowHidden(row, QModelIndex()) for row in range(model.rowCount())]
    assert tops == [True, False, True]
    second = model.index(1, 0)
    assert [tree.isRowHidden(row, second) for row in range(3)] == [True, True, False]
    panel.field.clear()
    assert not any(tree.isRowHidden(row, QModelIndex()) for row in range(model.rowCount()))


def test_stepping_through_one_category_passes_over_the_others(window: MainWindow) -> None:
    made = [
        window.session.annotate(Span(at, at + 4), Kind.HIGHLIGHT, category=category)
        for at, category in ((200, "problem"), (300, "praise"), (400, "problem"))
    ]
    window._parts.cards.focus_annotation(made[0])
    window._commands.run("next_alike")
    assert window._parts.current_id() == made[2]
    window._commands.run("previous_alike")
    assert window._parts.current_id() == made[0]


def test_the_numbers_on_the_strip_lead_to_the_nearest_annotation_beyond_the_screen(
    window: MainWindow,
) -> None:
    document = window.session.document
    assert document is not None
    last = len(document.text) - 30
    made = [window.session.annotate(Span(at, at + 4), Kind.HIGHLIGHT) for at in (100, last)]
    window.reader.reveal(Span(100, 100))
    strip = window._arrangement.strip
    assert strip.around()[1] == 1
    strip.step_wanted.emit(1)
    assert window._parts.current_id() == made[1]


def test_reference_numbers_stand_in_the_margin_on_demand(
    window: MainWindow, open_window: Any, report_file: Path
) -> None:
    def margin(shown: MainWindow) -> QImage:
        reader = shown.reader
        assert reader.flow is not None
        left, _ = reader.flow.column
        return reader.viewport().grab(QRect(left - 54, 0, 50, 700)).toImage()

    bare = margin(window)
    window._commands.run("numbers")
    numbered = margin(window)
    assert numbered != bare
    assert window._commands.action("numbers").isChecked()
    assert margin(open_window(report_file)) == numbered
    window._commands.run("numbers")
    assert margin(window) == bare


def test_the_side_buttons_of_a_mouse_go_back_and_forward(window: MainWindow, qtbot: Any) -> None:
    before = window.reader.top_offset()
    window._flows.navigation.go_to(section(window, "三、"))
    there = window.reader.top_offset()
    qtbot.mousePress(window.reader.viewport(), Qt.MouseButton.BackButton)
    assert window.reader.top_offset() == before
    qtbot.mousePress(window.statusBar(), Qt.MouseButton.ForwardButton)
    assert window.reader.top_offset() == there


def test_the_outline_says_of_which_categories_a_count_is_made(window: MainWindow) -> None:
    first = section(window, "一、")
    for at, category in ((10, "problem"), (20, "problem"), (30, "praise")):
        start = first.span.start + at
        window.session.annotate(Span(start, start + 4), Kind.HIGHLIGHT, category=category)
    index = window._parts.outline.model.index_of(first)
    assert index.data(BY_CATEGORY) == [("问题", 2), ("肯定", 1)]
    assert "问题 2 · 肯定 1" in str(index.data(Qt.ItemDataRole.ToolTipRole))
    picture = window._parts.outline.tree.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(32)}
    categories = {c.name: c.line.lower() for c in window.session.review.categories()}
    assert {categories["问题"], categories["肯定"]} <= colours


def test_esc_goes_back_a_step_at_a_time(window: MainWindow, qtbot: Any) -> None:
    reader = window.reader
    window.session.annotate(Span(300, 310), Kind.HIGHLIGHT)
    window._commands.run("next")
    window._commands.run("focus_mode")
    reader.setFocus()
    reader.select(Span(400, 406))
    qtbot.waitUntil(window._parts.selection_bar.isVisible)

    def state() -> tuple[bool, bool, bool, bool]:
        bar, focused = window._parts.selection_bar.isVisible(), bool(reader.marks.focused)
        return bar, not reader.selection().is_empty, focused, window._appearance.is_focused

    assert state() == (True, True, True, True)
    for left in ((False, True, True, True), (False, False, True, True), (False,) * 3 + (True,)):
        QTest.keyClick(reader, Qt.Key.Key_Escape)
        assert state() == left
    QTest.keyClick(reader, Qt.Key.Key_Escape)
    assert state() == (False,) * 4


def test_a_click_on_a_stack_says_how_many_there_are_and_goes_on_below(window: MainWindow) -> None:
    made = [window.session.annotate(Span(300, 300 + n), Kind.HIGHLIGHT) for n in (4, 6, 8)]
    said: list[str] = []
    window._flows.annotating.said.connect(said.append)
    for number in (1, 2, 3, 1):
        window.reader.annotations_clicked.emit(tuple(made))
        assert f"3 条批注，这是第 {number} 条" in said[-1]
        assert window._parts.current_id() == made[number - 1]


def test_esc_leaves_fields_and_sides_step_by_step(window: MainWindow, qtbot: Any) -> None:
    made = window.session.annotate(Span(300, 310), Kind.COMMENT)
    assert made is not None
    cards, reader = window._parts.cards, window.reader

    def press() -> object:
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
        return window.focusWidget()

    for field in (cards._filters.field, window._parts.outline.field):
        field.setFocus()
        field.setText("情况")
        assert press() is field
        assert field.text() == ""
        assert press() is reader
    cards.focus_annotation(made)
    reason = cards.editor._fields._reason
    reason.setFocus()
    reason.setText("《立法法》")
    assert press() is cards.table
    annotation = window.session.review.annotation(made)
    assert annotation is not None
    assert annotation.reason == "《立法法》"
    assert press() is reader


def test_tab_goes_from_the_outline_over_the_text_to_the_cards(window: MainWindow) -> None:
    seen = []
    window._parts.outline.field.setFocus()
    for _ in range(4):
        seen.append(window.focusWidget())
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert seen[:3] == [window._parts.outline.field, window._parts.outline.tree, window.reader]
    assert window._arrangement.right.isAncestorOf(seen[3])


def test_outline_and_status_bar_say_where_the_caret_is_until_the_text_is_scrolled(
    window: MainWindow,
) -> None:
    document = window.session.document
    assert document is not None
    status, outline = window._status._place, window._parts.outline
    fifth = section(window, "(五)")
    # -- brought on screen a third down, where the section above begins higher up
    window.reader.reveal(Span(fifth.span.start + 30, fifth.span.start + 34))
    assert "(五)" in status.toolTip()
    assert outline._here == fifth.span.start + 30
    second = section(window, "(二)")
    window.reader.select(Span(second.span.start + 9, second.span.start + 9))
    assert "(二)" in status.toolTip()
    assert outline._here == second.span.start + 9
    bar = window.reader.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert "三、" in status.toolTip()
    window._commands.run("split")
    window._parts.texts.lower.setFocus()
    window._parts.texts.lower.reveal(Span(second.span.start, second.span.start))
    assert "(二)" in status.toolTip()


def test_the_outline_goes_along_with_the_text_and_shows_what_is_around(
    open_window: Any, tmp_path: Path, qtbot: Any
) -> None:
    report = tmp_path / "报告.txt"
    ones = "一二三四五六七八九"
    numbers = [*ones, "十", *(f"十{one}" for one in ones)]
    numbers += [f"{ten}十{one}" for ten in ones[1:8] for one in ["", *ones]]
    sections = [f"{number}、情况\n" + "内容。" * 400 for number in numbers]
    report.write_text("关于某事的报告\n" + "\n".join(sections), encoding="utf-8")
    window = open_window(report)
    panel = window._parts.outline

    def marked() -> QRect:
        section = panel._shown
        return panel.tree.visualRect(panel.model.index_of(section)) if section else QRect()

    def is_in_view() -> bool:
        return (
            marked().height() > 0 <= marked().top()
            and marked().bottom() < panel.tree.viewport().height()
        )

    qtbot.waitUntil(lambda: panel._shown is not None and not panel._bringing.isActive())
    bar = window.reader.verticalScrollBar()
    for share in (0.9, 0.2):
        before = panel._shown
        bar.setValue(round(bar.maximum() * share))
        qtbot.waitUntil(lambda before=before: panel._shown is not before)
        qtbot.waitUntil(lambda: not panel._bringing.isActive() and is_in_view())
        assert marked().height() * 2 < marked().center().y()
        assert marked().center().y() < panel.tree.viewport().height() - marked().height() * 2
