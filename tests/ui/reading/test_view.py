"""The page: where characters stand, what is painted, how one moves and selects."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QInputMethodQueryEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.language import words
from reviewer.model.categories import PROBLEM, WORDING
from reviewer.model.document import Document
from reviewer.model.records import Annotation, Kind
from reviewer.model.spans import Span, sweep
from reviewer.ui import theme
from reviewer.ui.reading.selecting import Unit
from reviewer.ui.reading.view import ReadingView
from tests.helpers import CATEGORIES, annotation_on, report, seed

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(view: ReadingView) -> ReadingView:
    view.set_words(words.cut)
    return view


def shown(view: ReadingView, document: Document) -> Document:
    view.show_document(document)
    return document


def middle(view: ReadingView, offset: int, *, shift: float = 0) -> QPoint:
    assert view.flow is not None
    rect = view.flow.caret(offset)
    assert rect is not None
    return QPointF(rect.left() + shift, rect.center().y()).toPoint()


def click(view: ReadingView, offset: int, times: int) -> None:
    """Click so many times in quick succession, as a window system tells of it."""
    place = middle(view, offset, shift=6).toPointF()
    press, double = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick
    for number in range(times):
        for kind in (double if number % 2 else press, QEvent.Type.MouseButtonRelease):
            held = LEFT if kind != QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
            event = QMouseEvent(kind, place, view.viewport().mapToGlobal(place), LEFT, held, NONE)
            event.setTimestamp(100_000 + 50 * number)
            QApplication.sendEvent(view.viewport(), event)


def selected(view: ReadingView) -> str:
    assert view.document is not None
    return view.selection().cut(view.document.text)


def test_every_character_is_hit_where_it_is_drawn(view: ReadingView) -> None:
    document = shown(
        view, report("某报告", "一、𠮷县情况", "(一)领导有力。全面加强𠮷县“领导”100%落实，" * 6)
    )
    assert view.flow is not None
    for offset in range(len(document.text)):
        if document.text[offset] == "\n":
            continue
        rect = next(iter(view.flow.rects(Span(offset, offset + 1))))
        assert view.flow.hit(QPointF(rect.left() + 1, rect.center().y())) == offset
        assert rect.height() == next(iter(view.flow.rects(Span(offset, offset + 1)))).height()


def test_lines_have_one_height_whatever_characters_they_hold(view: ReadingView) -> None:
    shown(view, report("某报告", "一、情况", "普通文字与𠮷䶮🄰àÁ混排。" * 20))
    assert view.flow is not None
    heights = {rect.height() for rect in view.flow.rects(Span(12, 200))}
    assert len(heights) == 1


def test_dragging_selects_exact_characters(view: ReadingView) -> None:
    document = shown(view, seed())
    start = document.text.index("上半年") if "上半年" in document.text else 130
    port = view.viewport()
    QTest.mousePress(port, LEFT, NONE, middle(view, start))
    QTest.mouseMove(port, middle(view, start + 7))
    QTest.mouseRelease(port, LEFT, NONE, middle(view, start + 7))
    assert view.selection() == Span(start, start + 7)


def test_a_double_click_selects_a_chinese_word_and_dragging_on_extends_by_words(
    view: ReadingView,
) -> None:
    document = shown(view, report("某报告", "推进法治政府建设，提升行政执法的水平。"))
    start = document.text.index("法治政府建设")
    click(view, start + 2, 2)
    assert selected(view) == "法治政府建设"
    QTest.mousePress(view.viewport(), LEFT, NONE, middle(view, 5))
    QTest.mouseRelease(view.viewport(), LEFT, NONE, middle(view, 5))
    assert view.selecting is not None
    view.selecting.begin(start + 2, Unit.WORD)
    view.selecting.drag(document.text.index("行政执法") + 1)
    assert selected(view) == "法治政府建设，提升行政执法"


def test_three_clicks_select_a_sentence_and_four_a_paragraph(view: ReadingView) -> None:
    shown(view, report("某报告", "第一句话在这里。第二句话在那里。"))
    click(view, 6, 3)
    assert selected(view) == "第一句话在这里。"
    click(view, 14, 4)
    assert selected(view) == "第一句话在这里。第二句话在那里。"


def test_punctuation_can_be_selected_by_itself(view: ReadingView) -> None:
    document = shown(view, report("某报告", "依法行政，依法决策。"))
    click(view, document.text.index("，"), 2)
    assert selected(view) == "，"


@pytest.mark.parametrize(("start", "end"), [("治政", "，"), ("，", "治政")])
def test_dragging_takes_whole_words_where_that_was_chosen(
    view: ReadingView, start: str, end: str
) -> None:
    view.snapping = True
    text = shown(view, report("某报告", "推进法治政府建设，规范行政执法。")).text
    port = view.viewport()
    QTest.mousePress(port, LEFT, NONE, middle(view, text.index(start)))
    QTest.mouseMove(port, middle(view, text.index(end)))
    QTest.mouseRelease(port, LEFT, NONE, middle(view, text.index(end)))
    assert selected(view) == "法治政府建设"
    assert view.selecting is not None
    assert view.selecting.is_forward == (start == "治政")


@pytest.mark.parametrize(
    ("keys", "offset"),
    [
        ([(Qt.Key.Key_Right, NONE)], 5),
        ([(Qt.Key.Key_Left, NONE)], 3),
        ([(Qt.Key.Key_Right, CONTROL)], 6),
        ([(Qt.Key.Key_Right, CONTROL)] * 2, 12),
        ([(Qt.Key.Key_Left, CONTROL)], 3),
        ([(Qt.Key.Key_End, CONTROL)], 21),
        ([(Qt.Key.Key_End, CONTROL), (Qt.Key.Key_Home, CONTROL)], 0),
        ([(Qt.Key.Key_End, NONE)], 21),
        ([(Qt.Key.Key_Down, CONTROL)], 21),
    ],
)
def test_the_caret_moves_by_characters_words_and_lines(
    view: ReadingView, keys: list[tuple[Qt.Key, Qt.KeyboardModifier]], offset: int
) -> None:
    shown(view, report("某报告", "推进法治政府建设，提升执法水平。."))
    view.setFocus()
    view.select(Span(4, 4))
    for key, modifier in keys:
        QTest.keyClick(view, key, modifier)
    assert view.selection() == Span(offset, offset)


def test_shift_extends_and_the_rare_character_counts_as_one(view: ReadingView) -> None:
    document = shown(view, report("某报告", "𠮷𠮷县法治"))
    view.setFocus()
    view.select(Span(4, 4))
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert selected(view) == "𠮷𠮷县"
    view.copy()
    assert QGuiApplication.clipboard().text() == "𠮷𠮷县"
    QTest.keyClick(view, Qt.Key.Key_A, CONTROL)
    assert selected(view) == document.text


def test_up_and_down_keep_to_their_column(view: ReadingView) -> None:
    document = shown(view, report("某报告", "视察组对全市情况进行了视察并听取了工作汇报。" * 12))
    view.setFocus()
    view.select(Span(20, 20))
    QTest.keyClick(view, Qt.Key.Key_Down)
    down = view.selection().start
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert abs(view.selection().start - 20) <= 1
    assert 30 <= down - 20 <= 42
    for _ in range(40):
        QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.selection().start == len(document.text)


def random_marks(document: Document, count: int, chance: random.Random) -> list[Annotation]:
    made = []
    for number in range(count):
        start = chance.randrange(len(document.text) - 1)
        end = min(len(document.text), start + chance.randrange(1, 120))
        kind = chance.choice([Kind.HIGHLIGHT, Kind.COMMENT, Kind.UNDERLINE, Kind.STRIKEOUT])
        category = chance.choice(["", PROBLEM, WORDING])
        made.append(
            annotation_on(document, start, end, id=f"a{number}", kind=kind, category=category)
        )
    return made


def test_what_is_under_a_character_is_what_the_model_says(view: ReadingView) -> None:
    document = shown(view, seed())
    chance = random.Random(3)
    made = random_marks(document, 60, chance)
    view.marks.show(document, made, CATEGORIES)
    for offset in chance.sample(range(len(document.text)), 200):
        wanted = {a.id for a in made if a.span is not None and offset in a.span}
        assert set(view.marks.at(offset)) == wanted


def test_painted_fills_cover_exactly_the_highlighted_characters(view: ReadingView) -> None:
    document = shown(view, report("某报告", "一、情况", "视察组对全市情况进行了视察。" * 8))
    start = 40
    remark = annotation_on(document, start, start + 9, kind=Kind.HIGHLIGHT, category=PROBLEM)
    plain = view.viewport().grab().toImage()
    view.marks.show(document, [remark], CATEGORIES)
    marked = view.viewport().grab().toImage()
    assert view.flow is not None
    for offset in range(30, 70):
        rect = next(iter(view.flow.rects(Span(offset, offset + 1))))
        place = QPoint(int(rect.left()) + 2, int(rect.top() + rect.height() * 0.28))
        changed = plain.pixelColor(place) != marked.pixelColor(place)
        assert changed == (start <= offset < start + 9), offset
    flat = list(sweep([(remark.span, "x")], document.span)) if remark.span else []
    assert any(run == remark.span for run, _ in flat)


def test_a_click_on_a_stack_names_all_of_it_and_a_drag_across_it_none(
    view: ReadingView, qtbot: Any
) -> None:
    document = shown(view, report("某报告", "视察组对全市情况进行了视察。"))
    outer = annotation_on(document, 4, 16, id="outer")
    inner = annotation_on(document, 8, 10, id="inner")
    view.marks.show(document, [outer, inner], CATEGORIES)
    with qtbot.waitSignal(view.annotations_clicked) as clicked:
        QTest.mouseClick(view.viewport(), LEFT, NONE, middle(view, 8, shift=5))
    assert clicked.args == [("inner", "outer")]
    with qtbot.assertNotEmitted(view.annotations_clicked):
        QTest.mousePress(view.viewport(), LEFT, NONE, middle(view, 6))
        QTest.mouseMove(view.viewport(), middle(view, 12))
        QTest.mouseRelease(view.viewport(), LEFT, NONE, middle(view, 12))


class Painted(QObject):
    """Gathers which part of a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False


def test_only_paragraphs_with_what_changed_are_drawn_again_and_nothing_old_stays(
    view: ReadingView,
) -> None:
    document = shown(view, report(*("法治政府建设" * 40 for _ in range(12))))
    places = ((10, 50), (30, 70), (230, 270), (250, 255), (700, 720))
    made = {f"a{at}": annotation_on(document, *at, id=f"a{at}") for at in places}
    names = list(made)
    view.marks.show(document, (), CATEGORIES)
    viewport = view.viewport()
    painted = Painted(viewport)
    steps: tuple[Callable[[], None], ...] = (
        lambda: view.marks.update(names, made),
        lambda: view.marks.hover(names[1:2]),
        lambda: view.marks.focus(names[2:3]),
        lambda: view.marks.hover(()),
        lambda: view.marks.focus(()),
        lambda: view.marks.update(names[:2], {}),
    )
    for step in steps:
        QApplication.processEvents()
        picture = viewport.grab()
        painted.region = QRegion()
        step()
        QApplication.processEvents()
        region = painted.region
        painter = QPainter(picture)
        after = viewport.grab()
        painter.setClipRegion(region)
        painter.drawPixmap(0, 0, after)
        painter.end()
        assert picture.toImage() == after.toImage()
        assert 0 < region.boundingRect().height() < viewport.height()


def test_down_and_up_again_is_the_same_place(view: ReadingView) -> None:
    shown(view, seed())
    bar = view.verticalScrollBar()
    bar.setValue(333)
    place, scrolled = view.top_offset(), bar.value()
    assert bar.maximum() > 333 + 12 * 60
    for _ in range(12):
        bar.setValue(bar.value() + 60)
    for _ in range(12):
        bar.setValue(bar.value() - 60)
    assert (view.top_offset(), bar.value()) == (place, scrolled)


def test_a_new_width_keeps_the_text_at_the_top(view: ReadingView) -> None:
    shown(view, seed())
    view.verticalScrollBar().setValue(900)
    before = view.top_offset()
    for width in (620, 760, 480, 900):
        view.resize(width, 700)
        assert abs(view.top_offset() - before) < 60


def test_the_column_is_never_wider_than_40_characters(view: ReadingView) -> None:
    shown(view, seed())
    view.resize(1800, 700)
    assert view.flow is not None
    assert view.flow.column[1] == 40 * view.look.pixels


def test_a_paragraph_of_200000_characters_stays_usable(view: ReadingView) -> None:
    document = shown(view, report("某报告", "视察组对全市情况进行了视察，听取了汇报。" * 10_000))
    view.reveal(Span(150_000, 150_004))
    assert view.flow is not None
    rect = view.flow.caret(150_000)
    assert rect is not None
    assert view.flow.hit(rect.center()) in (150_000, 150_001)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert view.flow.caret(len(document.text)) is not None


def test_zooming_stays_between_50_and_400_and_tells(view: ReadingView, qtbot: Any) -> None:
    shown(view, seed())
    with qtbot.waitSignal(view.zoom_changed) as zoomed:
        view.step_zoom(1)
    assert zoomed.args == [110]
    view.set_zoom(9999)
    assert view.look.zoom == 400
    view.set_zoom(1)
    assert view.look.zoom == 50


def test_the_view_takes_no_input_method_so_that_single_keys_arrive(view: ReadingView) -> None:
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    view.event(query)
    assert not query.value(Qt.InputMethodQuery.ImEnabled)
    assert query.type() == QEvent.Type.InputMethodQuery


def test_the_selections_end_is_where_the_bar_goes(view: ReadingView) -> None:
    shown(view, report("某报告", "视察组对全市情况进行了视察。" * 10))
    view.select(Span(10, 60))
    line = view.selection_rect()
    assert view.flow is not None
    last = next(iter(view.flow.rects(Span(59, 60))))
    assert abs(line.top() - last.top()) < 2
    assert abs(line.left() - last.right()) < 3


def test_a_report_of_no_width_paints_nothing_wrong(view: ReadingView) -> None:
    view.show_document(None)
    assert view.viewport().grab().toImage().format() != QImage.Format.Format_Invalid
    assert view.selection() == Span(0, 0)


TITLE = "某市人民代表大会常务委员会视察组关于全市法治政府建设情况的视察报告"


def title_lines(view: ReadingView) -> list[str]:
    assert view.flow is not None
    laid, lines, at = view.flow.layout(0), [], 0
    while at < len(TITLE):
        line = laid.line_span(at)
        lines.append(line.cut(TITLE))
        at = line.end
    return lines


def test_titles_are_broken_between_words_once_these_are_known(qtbot: Any, qapp: Any) -> None:
    view = ReadingView(theme.load("light").look())
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show_document(report(TITLE, "今年以来，成效明显。"))
    assert view.flow is not None
    before, height = title_lines(view), view.flow.height
    words.load()
    view.set_words(words.cut)
    after = title_lines(view)
    assert len(after) == len(before) > 1
    assert after == ["某市人民代表大会常务委员会视察组", "关于全市法治政府建设情况的视察报告"]
    assert view.flow.height == height
    left, width = view.flow.column
    for line in after:
        start = TITLE.index(line)
        first = view.flow.caret(start)
        last = view.flow.caret(start + len(line), at_line_end=True)
        assert first is not None
        assert last is not None
        assert abs((first.left() - left) - (left + width - last.left())) < 3
