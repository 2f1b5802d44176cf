"""Tables and pictures on the page: every character keeps its place, whatever stands around it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from reviewer.language import outline
from reviewer.language.blocks import Block
from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.document import NO_SOURCE, Cell, Document, Mark, MarkKind, Table
from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui import theme
from reviewer.ui.reading.flow import Flow
from reviewer.ui.reading.tables import column_edges
from reviewer.ui.reading.view import ReadingView
from tests.helpers import annotation_on


def cell(text: str, row: int, column: int, rows: int = 1, columns: int = 1) -> Block:
    """A paragraph in a table's cell."""
    return Block(text, cell=Cell(0, row, column, rows, columns))


def with_table() -> Document:
    """A report with a table in which one cell spans two rows and one two columns."""
    blocks = [
        Block("一、基本情况"),
        cell("指标", 0, 0),
        cell("完成情况", 0, 1, 1, 2),
        cell("行政复议案件办理数量及其较上一年度的变化情况", 1, 0, 2, 1),
        cell("2022年", 1, 1),
        cell("152件", 1, 2),
        cell("2023年", 2, 1),
        cell("𠮷176件", 2, 2),
        cell("", 3, 0),
        cell("合计", 3, 1),
        cell("328件", 3, 2),
        Block("二、存在问题"),
    ]
    return outline.build(blocks, NO_SOURCE._replace(name="表"), [Table(4, 3)])


@pytest.fixture
def flow(qapp: object) -> Flow:
    """The report laid out on a narrow page."""
    assert qapp is not None
    return Flow(with_table(), theme.load("light").look(), (700, 900))


def test_every_character_of_a_table_is_found_where_its_caret_stands(flow: Flow) -> None:
    left, _ = flow.column
    for paragraph in flow.document.paragraphs:
        for offset in range(paragraph.span.start, paragraph.span.end + 1):
            caret = flow.caret(offset)
            assert caret is not None
            assert flow.hit(QPointF(caret.left(), caret.center().y())) == offset
            assert left <= caret.left() <= left + flow.column[1] + 1


def test_the_cells_of_a_row_stand_beside_each_other_and_rows_below(flow: Flow) -> None:
    paragraphs = flow.document.paragraphs
    carets = [flow.caret(paragraph.span.start) for paragraph in paragraphs]
    header, wide, spanning, first, value, second = (c for c in carets[1:7] if c is not None)
    assert header.top() == wide.top()
    assert header.left() < wide.left()
    assert spanning.top() == first.top() == value.top()
    assert second.top() > first.top()
    assert second.left() == first.left()


def test_rows_that_a_cell_bridges_are_one_block_and_other_rows_are_their_own(flow: Flow) -> None:
    blocks = [flow.block_at(paragraph.span.start) for paragraph in flow.document.paragraphs]
    assert blocks == [0, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 4]


def test_a_range_over_several_cells_is_marked_in_each(flow: Flow) -> None:
    first, last = flow.document.paragraphs[4].span, flow.document.paragraphs[7].span
    rects = list(flow.rects(Span(first.start, last.end)))
    assert len(rects) == 4


@given(
    st.lists(st.floats(0, 400), min_size=1, max_size=12), st.integers(200, 1600), st.integers(8, 40)
)
def test_columns_fill_the_width_exactly_and_in_order(
    lengths: list[float], width: int, pixels: int
) -> None:
    cells = [(Cell(0, 0, column), length) for column, length in enumerate(lengths)]
    edges = column_edges(cells, len(lengths), width, pixels)
    assert edges[0] == 0
    assert abs(edges[-1] - width) <= 1
    assert edges == sorted(edges)


def picture_bytes(width: int, height: int) -> bytes:
    """A picture, as a PNG file."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFF2244AA)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return buffer.data().data()


def with_picture() -> Document:
    """A report with a picture between two paragraphs."""
    mark = Mark(Span(0, 1), MarkKind.IMAGE, "p1")
    blocks = [Block("一、基本情况"), Block("\ufffc", marks=(mark,)), Block("图1 案件数量")]
    return outline.build(blocks, NO_SOURCE._replace(name="图"))


def test_a_picture_is_scaled_down_to_the_column_and_keeps_its_shape(qapp: object) -> None:
    assert qapp is not None
    data = picture_bytes(3000, 1500)
    flow = Flow(with_picture(), theme.load("light").look(), (800, 900), lambda _name: data)
    (rect,) = flow.rects(flow.document.paragraphs[1].span)
    assert rect.width() == flow.column[1]
    assert abs(rect.width() / rect.height() - 2) < 0.02


def test_a_picture_that_cannot_be_read_keeps_its_place(qapp: object) -> None:
    assert qapp is not None
    for data in (b"", b"not a picture", picture_bytes(40, 40)[:30]):
        view = ReadingView(theme.load("light").look())
        view.resize(700, 600)
        view.show_document(with_picture(), lambda _name, data=data: data)
        assert not view.grab().isNull()
        assert view.flow is not None
        assert list(view.flow.rects(view.flow.document.paragraphs[1].span))


@pytest.fixture
def picture_view(view: ReadingView) -> ReadingView:
    """A view of a report with a picture."""
    view.show_document(with_picture(), lambda _name: picture_bytes(300, 200))
    return view


def test_a_click_on_a_picture_selects_it_and_means_its_remarks(
    picture_view: ReadingView, qtbot: Any
) -> None:
    flow, document = picture_view.flow, picture_view.document
    assert flow is not None
    assert document is not None
    own = document.paragraphs[1].span
    made = annotation_on(document, own.start, own.end, kind=Kind.COMMENT)
    picture_view.marks.show(document, [made], {c.id: c for c in DEFAULT_CATEGORIES})
    (rect,) = flow.rects(own)
    for place in (rect.topLeft() + QPointF(9, 9), rect.bottomRight() - QPointF(9, 9)):
        picture_view.select(Span(0, 0))
        with qtbot.waitSignal(picture_view.annotations_clicked) as clicked:
            QTest.mouseClick(
                picture_view.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint()
            )
        assert picture_view.selection() == own
        assert clicked.args[0] == (made.id,)


def test_selections_and_marks_of_pictures_are_seen(picture_view: ReadingView) -> None:
    flow, document = picture_view.flow, picture_view.document
    assert flow is not None
    assert document is not None
    own = document.paragraphs[1].span
    (rect,) = flow.rects(own)
    middle = rect.center().toPoint()
    frame = rect.topLeft().toPoint() - QPoint(3, 3)

    def seen() -> tuple[int, int]:
        image = picture_view.viewport().grab().toImage()
        return image.pixel(middle), image.pixel(frame)

    bare = seen()
    picture_view.select(own)
    selected = seen()
    assert selected[0] != bare[0]
    assert selected[1] != bare[1]
    picture_view.select(Span(0, 0))
    made = annotation_on(document, own.start, own.end, kind=Kind.HIGHLIGHT, category="problem")
    picture_view.marks.show(document, [made], {c.id: c for c in DEFAULT_CATEGORIES})
    marked = seen()
    assert marked[0] == bare[0]
    assert marked[1] != bare[1]


def test_links_have_the_colour_of_links(qapp: object) -> None:
    assert qapp is not None
    look = theme.load("light").look()._replace(accent=QColor("#00A0FF"))
    colours = []
    for kind in (MarkKind.UNDERLINE, MarkKind.LINK):
        view = ReadingView(look)
        view.resize(700, 300)
        block = Block("见统计公报", marks=(Mark(Span(1, 5), kind, "https://example.org"),))
        view.show_document(outline.build([Block("一、情况"), block], NO_SOURCE._replace(name="图")))
        image = view.viewport().grab().toImage()
        pixels = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
        colours.append(look.accent.rgb() in pixels)
    assert colours == [False, True]
