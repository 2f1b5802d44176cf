"""Labels beside the column: what they say, that they can be read, what they do."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.records import Annotation, Kind
from reviewer.ui import theme
from reviewer.ui.reading import lanes
from reviewer.ui.reading.lanes import Label
from reviewer.ui.reading.view import ReadingView
from tests.helpers import CATEGORIES, annotation_on, report

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(view: ReadingView) -> ReadingView:
    view.show_document(report("某报告", "一、情况", "全面加强党的领导，落实主体责任。" * 30))
    return view


def marked(view: ReadingView, *places: tuple[int, int, str]) -> list[Annotation]:
    assert view.document is not None
    made = [
        annotation_on(
            view.document, start, end, id=f"a{number}", category=category, kind=Kind.HIGHLIGHT
        )
        for number, (start, end, category) in enumerate(places)
    ]
    view.marks.show(view.document, made, CATEGORIES)
    return made


def shown(view: ReadingView) -> list[Label]:
    flow, marks = view.flow, view.marks
    assert flow is not None
    return [
        label
        for layout, y in flow.visible()
        for label in lanes.labels_of(
            flow,
            marks,
            view.look,
            (layout, y),
            marks.on(layout.span),
        )
    ]


def test_remarks_that_begin_on_one_line_are_grouped_by_category(view: ReadingView) -> None:
    marked(view, (12, 16, "problem"), (14, 90, "problem"), (20, 24, "problem"), (25, 30, "praise"))
    assert [label.shown for label in shown(view)] == ["问题 ×3", "肯定"]


def test_a_line_never_has_more_labels_than_it_has_room_for(view: ReadingView) -> None:
    marked(view, (12, 14, "problem"), (13, 15, "praise"), (14, 16, "question"), (15, 17, "wording"))
    assert [label.shown for label in shown(view)] == ["问题", "另 3 条"]
    first, second = (label.rect for label in shown(view))
    assert first.bottom() <= second.top()


def test_a_label_stands_beside_the_line_where_its_remark_begins(view: ReadingView) -> None:
    marked(view, (150, 220, "question"))
    assert view.flow is not None
    caret = view.flow.caret(150)
    (label,) = shown(view)
    assert caret is not None
    assert caret.top() <= label.rect.top()
    assert label.rect.bottom() <= caret.bottom()
    column, width = view.flow.column
    assert label.rect.left() >= column + width


def test_there_are_no_labels_where_there_is_no_room(view: ReadingView) -> None:
    marked(view, (12, 16, "problem"))
    view.resize(560, 700)
    assert shown(view) == []


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize("category", [*DEFAULT_CATEGORIES, None])
def test_labels_can_be_read_on_the_page_and_on_their_fill(name: str, category: Any) -> None:
    look = theme.load(name).look()
    colour = theme.legible(theme.category_line(category, look.fills), look.page)
    assert theme.contrast(colour, look.page) >= 4.5
    fill = theme.category_fill(category, look.fills)
    assert theme.contrast(theme.legible(colour, fill), fill) >= 4.5


def test_contrast_is_that_of_the_guidelines() -> None:
    assert theme.contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21)
    assert theme.contrast(QColor("#777777"), QColor("#FFFFFF")) == pytest.approx(4.48, abs=0.01)


def test_a_click_on_a_label_means_its_remarks_and_so_does_hovering(
    view: ReadingView, qtbot: Any
) -> None:
    first, second = marked(view, (12, 16, "problem"), (20, 24, "problem"))
    (label,) = shown(view)
    place = label.rect.topLeft().toPoint() + QPoint(8, 8)
    port = view.viewport()
    with qtbot.waitSignal(view.annotations_hovered) as hovered:
        QTest.mouseMove(port, place)
    assert set(hovered.args[0]) == {first.id, second.id}
    before = view.selection()
    with qtbot.waitSignal(view.annotations_clicked) as clicked:
        QTest.mouseClick(port, LEFT, pos=place)
    assert set(clicked.args[0]) == {first.id, second.id}
    assert view.selection() == before


def test_labels_are_drawn_only_where_they_are_wanted(view: ReadingView) -> None:
    marked(view, (12, 16, "problem"))
    (label,) = shown(view)
    box = label.rect.toAlignedRect()
    with_labels = view.viewport().grab(box).toImage()
    view.set_look(view.look._replace(lanes=False))
    without = view.viewport().grab(box).toImage()
    assert with_labels != without
    assert lanes.label_at(view.flow, view.marks, view.look, label.rect.center()) is None  # type: ignore[arg-type]
