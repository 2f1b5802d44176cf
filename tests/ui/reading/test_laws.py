"""Laws of the page, for random reports with rare characters, tables and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from reviewer.model.document import Document, Paragraph, ParagraphKind
from reviewer.model.records import Annotation, Kind
from reviewer.model.spans import Span, sweep
from reviewer.ui import theme
from reviewer.ui.reading.flow import Flow
from reviewer.ui.reading.view import ReadingView
from tests.helpers import CATEGORIES, annotation_on, document_of, report, seed
from tests.ui.reading.strategies import documents

_TALL = 30_000
pytestmark = pytest.mark.usefixtures("qapp")

few = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


def picture(_name: str) -> bytes:
    """A picture of two colours, as a PNG file."""
    image = QImage(300, 120, QImage.Format.Format_RGB32)
    image.fill(0xFF2244AA)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


@contextmanager
def open_view(document: Document, width: int = 700, height: int = 500) -> Iterator[ReadingView]:
    """The report in a view on the screen."""
    blinking = QApplication.cursorFlashTime()
    # -- pictures of one moment and the next are compared
    QApplication.setCursorFlashTime(0)
    view = ReadingView(theme.load("light").look())
    view.resize(width, height)
    view.show_document(document, picture)
    view.show()
    QApplication.processEvents()
    yield view
    view.close()
    view.deleteLater()
    QApplication.setCursorFlashTime(blinking)


@st.composite
def annotated(draw: st.DrawFn) -> tuple[Document, list[Annotation]]:
    """A report with overlapping marks of all categories and none."""
    document = draw(documents(5))
    length = len(document.text)
    made = []
    for number in range(draw(st.integers(0, 12))):
        start = draw(st.integers(0, length - 1))
        end = min(length, start + draw(st.integers(1, 60)))
        kind = draw(st.sampled_from([Kind.HIGHLIGHT, Kind.HIGHLIGHT, Kind.UNDERLINE]))
        category = draw(st.sampled_from(["", *CATEGORIES]))
        name = f"a{number}"
        made.append(annotation_on(document, start, end, id=name, kind=kind, category=category))
    return document, made


@few
@given(documents(), st.sampled_from([420, 700, 1200]), st.sampled_from([80, 100, 200]))
def test_from_a_character_to_its_place_and_back_is_the_same_character(
    document: Document, width: int, zoom: int
) -> None:
    look = theme.load("light").look(zoom)
    flow = Flow(document, look, (width, _TALL), picture)
    for paragraph in document.paragraphs:
        for offset in range(paragraph.span.start, paragraph.span.end + 1):
            caret = flow.caret(offset)
            assert caret is not None
            there = flow.hit(QPointF(caret.left(), caret.center().y()))
            # -- spaces that hang over the end of a line may stand in one place
            assert there == offset or document.text[offset:there].isspace()
            assert flow.caret(there) == caret


@pytest.mark.parametrize("spaces", [1, 2, 3, 5])
def test_each_space_that_hangs_over_the_end_of_a_line_is_pointed_at(spaces: int) -> None:
    text = "1" * 14 + " " * spaces + "1" * 14
    line = Paragraph(Span(0, len(text)), ParagraphKind.AUTHOR)
    document = Document("", text, (line,), document_of(text).root)
    flow = Flow(document, theme.load("light").look(200), (420, _TALL), picture)
    end = line.span.start + 14
    for offset in range(line.span.start, line.span.end + 1):
        caret = flow.caret(offset)
        assert caret is not None
        there = flow.hit(QPointF(caret.left(), caret.center().y()))
        assert there == offset or (flow.caret(there) == caret and end < offset <= end + spaces)


@pytest.mark.parametrize("width", [420, 560, 640])
def test_the_lines_of_a_long_title_are_about_as_long_as_each_other(width: int) -> None:
    document = seed()
    title = next(p for p in document.paragraphs if p.kind is ParagraphKind.TITLE).span
    flow = Flow(document, theme.load("light").look(), (width, _TALL), picture)
    widths = [rect.width() for rect in flow.rects(title)]
    assert len(widths) > 1
    assert min(widths) > 0.7 * max(widths)


@few
@given(documents(), st.data())
def test_the_rectangles_of_a_range_are_those_of_its_characters(
    document: Document, data: st.DataObject
) -> None:
    flow = Flow(document, theme.load("light").look(), (700, _TALL), picture)
    start = data.draw(st.integers(0, len(document.text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(document.text))))
    whole = sum(rect.width() for rect in flow.rects(span))
    single = sum(
        rect.width() for at in range(span.start, span.end) for rect in flow.rects(Span(at, at + 1))
    )
    lines = sum(1 for _ in flow.rects(span))
    # -- a rectangle is at least a pixel wide, so empty ones may add up differently
    assert abs(whole - single) <= lines + span.cut(document.text).count(" ") + 1


def expected_fill(over: tuple[Annotation, ...], page: QColor) -> QColor:
    """All fills multiplied, on paper."""
    parts = [page.red(), page.green(), page.blue()]
    for annotation in over:
        fill = theme.category_fill(CATEGORIES.get(annotation.category), "light")
        for channel, value in enumerate((fill.red(), fill.green(), fill.blue())):
            parts[channel] = parts[channel] * value // 255
    return QColor(*parts)


def alike(one: QColor, other: QColor) -> bool:
    """The same colour but for the rounding of multiplications in another order."""
    pairs = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    return all(abs(here - there) <= 8 for here, there in pairs)


@few
@given(annotated())
def test_what_is_painted_is_what_the_model_says(pair: tuple[Document, list[Annotation]]) -> None:
    document, remarks = pair
    with open_view(document, height=1800) as view:
        assert view.flow is not None
        view.marks.show(document, remarks, CATEGORIES)
        picture_of_it = view.viewport().grab().toImage()
        fills = [(a.span, a) for a in remarks if a.kind is Kind.HIGHLIGHT and a.span is not None]
        for run, over in sweep(fills, Span(0, len(document.text))):
            wanted = expected_fill(over, view.look.page)
            for offset in range(run.start, run.end):
                if document.text[offset] in "\n\ufffc ":
                    continue
                for rect in view.flow.rects(Span(offset, offset + 1)):
                    layout = view.flow.layout(view.flow.block_at(offset)).style
                    # -- in the box of even height, where the line above or a glyph leaves room
                    above = (rect.height() - layout.pixels * 1.36) / 2 + 1.5
                    x, y = int(rect.center().x()), int(rect.top() + above)
                    if rect.width() > 6 and 0 < y < 1790:
                        painted = [QColor(picture_of_it.pixel(x, y + row)) for row in range(5)]
                        if theme.contrast(wanted, view.look.text) > theme.LEGIBLE + 0.2:
                            assert any(alike(each, wanted) for each in painted)
                        else:
                            best = max(theme.contrast(each, view.look.text) for each in painted)
                            assert best >= theme.LEGIBLE


@pytest.mark.parametrize("name", theme.NAMES)
def test_text_under_sixty_remarks_can_still_be_read(name: str) -> None:
    document = report("某报告", "市场　监管综合行政执法支队。")
    start = document.text.index("市场　监管")
    remarks = [
        annotation_on(
            document, start, start + 5, id=f"a{n}", kind=Kind.HIGHLIGHT, category=category
        )
        for n, category in zip(range(60), cycle(("", *CATEGORIES)), strict=False)
    ]
    with open_view(document) as view:
        view.set_look(theme.load(name).look())
        view.marks.show(document, remarks, CATEGORIES)
        view.marks.focus(("a59",))
        assert view.flow is not None
        (rect,) = view.flow.rects(Span(start + 2, start + 3))
        painted = QColor(view.viewport().grab().toImage().pixel(rect.center().toPoint()))
        assert theme.contrast(painted, view.look.text) >= theme.LEGIBLE
        assert painted != view.look.page


@pytest.mark.parametrize("name", theme.NAMES)
def test_the_hit_in_hand_is_framed_and_text_on_hits_can_be_read(name: str) -> None:
    document = report("某报告", "市场监管综合行政执法支队，市场监管。")
    look = theme.load(name).look()
    first = document.text.index("市场监管")
    second = document.text.rindex("市场监管")
    with open_view(document) as view:
        view.set_look(look)
        view.marks.show_hits([Span(first, first + 4), Span(second, second + 4)], 1)
        shown = view.viewport().grab().toImage()
        assert view.flow is not None
        framed = []
        for start in (first, second):
            (rect,) = view.flow.rects(Span(start, start + 4))
            rows = range(int(rect.top()), int(rect.bottom()))
            edge = {shown.pixel(int(rect.left()), y) for y in rows}
            framed.append(look.accent.rgb() in edge)
        assert framed == [False, True]
    for colour in (look.match, look.current_match):
        assert theme.contrast(look.text, colour) >= theme.LEGIBLE


def test_the_lines_of_a_stack_never_strike_the_text_through() -> None:
    document = report("某报告", "市场监管　综合行政执法支队。")
    blank = document.text.index("　")
    remarks = [
        annotation_on(
            document, blank - 2, blank + 3, id=f"a{n}", kind=Kind.HIGHLIGHT, category=category
        )
        for n, category in enumerate(CATEGORIES)
    ]
    with open_view(document) as view:
        view.marks.show(document, remarks, CATEGORIES)
        assert view.flow is not None
        (rect,) = view.flow.rects(Span(blank, blank + 1))
        shown = view.viewport().grab().toImage()
        # -- between the glyphs nothing but the fill is seen
        glyphs = range(int(rect.top()) + 9, int(rect.bottom()) - 9)
        columns = range(int(rect.left()) + 2, int(rect.right()) - 2)
        assert len(glyphs) > view.look.pixels * 0.7
        assert len({shown.pixel(x, y) for x in columns for y in glyphs}) == 1


def on_screen(view: ReadingView) -> QImage:
    """What the screen shows, as it is: nothing is painted for this."""
    shown = QGuiApplication.primaryScreen().grabWindow(view.winId())
    return shown.toImage().copy(QRect(view.viewport().pos(), view.viewport().size()))


@few
@given(
    annotated(),
    st.lists(
        st.sampled_from([-400, -60, -31, -7, -1, 1, 7, 60, 90, 400, 5000, -5000]), max_size=12
    ),
)
def test_any_way_of_scrolling_shows_what_a_full_repaint_shows(
    pair: tuple[Document, list[Annotation]], steps: list[int]
) -> None:
    document, remarks = pair
    with open_view(document, height=260) as view:
        view.marks.show(document, remarks, CATEGORIES)
        QApplication.processEvents()
        bar = view.verticalScrollBar()
        for step in steps:
            bar.setValue(bar.value() + step)
            QApplication.processEvents()
            scrolled = on_screen(view)
            view.viewport().update()
            QApplication.processEvents()
            assert scrolled == on_screen(view)


def test_parts_whose_heights_were_only_guessed_come_by_without_a_jump() -> None:
    lines = [f"{number}。" + "全面推进。" * (number * 7 % 60) for number in range(900)]
    with open_view(report("某报告", *lines), height=300) as view:
        bar = view.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        assert view.flow is not None
        place, corrected = (view.flow.top, view.flow.offset), 0
        for _ in range(120):
            height = view.flow.scrolled
            bar.setValue(bar.value() - 290)
            corrected += view.flow.scrolled != height - 290
            QApplication.processEvents()
            scrolled = on_screen(view)
            view.viewport().update()
            QApplication.processEvents()
            assert scrolled == on_screen(view)
        for _ in range(120):
            bar.setValue(bar.value() + 290)
            QApplication.processEvents()
        assert (view.flow.top, view.flow.offset) == place
        # -- otherwise this has shown nothing
        assert corrected


@few
@given(annotated(), st.sampled_from([50, 100]), st.data())
def test_an_edit_shows_what_a_full_repaint_shows(
    pair: tuple[Document, list[Annotation]], zoom: int, data: st.DataObject
) -> None:
    document, remarks = pair
    known = {remark.id: remark for remark in remarks}
    with open_view(document, height=400) as view:
        # -- heights are corrected while drawing, and then the scroll bar may come or go
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        view.set_zoom(zoom)
        view.marks.show(document, remarks[::2], CATEGORIES)
        QApplication.processEvents()
        for _ in range(6 if known else 0):
            name = data.draw(st.sampled_from(sorted(known)))
            if view.marks.get(name) is None:
                view.marks.update((name,), known)
            elif data.draw(st.booleans()):
                view.marks.update((name,), {})
            else:
                data.draw(st.sampled_from([view.marks.focus, view.marks.hover]))((name,))
            QApplication.processEvents()
            edited = on_screen(view)
            view.viewport().update()
            QApplication.processEvents()
            assert edited == on_screen(view)


@few
@example(report("某报告", "正文。"), 2860, [1])
@given(documents(), st.integers(0, 3000), st.lists(st.integers(1, 240), max_size=15))
def test_down_and_up_again_shows_the_same_character_at_the_same_height(
    document: Document, start: int, steps: list[int]
) -> None:
    for shown in (document, seed()):
        with open_view(shown, height=300) as view:
            bar = view.verticalScrollBar()
            bar.setValue(start)
            QApplication.processEvents()
            assert view.flow is not None
            place = (view.top_offset(), view.flow.top, view.flow.offset)
            gone: list[int] = []
            for step in steps:
                before = bar.value()
                if before + step > bar.maximum():
                    break
                bar.setValue(before + step)
                gone.append(step)
                QApplication.processEvents()
            for step in reversed(gone):
                bar.setValue(bar.value() - step)
                QApplication.processEvents()
            assert (view.top_offset(), view.flow.top, view.flow.offset) == place
