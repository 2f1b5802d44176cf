"""Places on pages and characters of the text lead to each other, however a page is turned."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.formats.page_map import Box, MappedLine, MappedPage, PageMap, Space, pack, unpack
from reviewer.model.spans import Span

edges = st.floats(-500, 500, width=32)
spaces = st.builds(
    lambda left, bottom, wide, high, turn: Space(left, bottom, left + wide, bottom + high, turn),
    edges, edges, st.floats(10, 900), st.floats(10, 900), st.integers(0, 3),
)  # fmt: skip


def line(start: int, count: int, top: float = 700.0, left: float = 72.0) -> MappedLine:
    lefts = [left + 10 * at for at in range(count)]
    return MappedLine(start, top - 10, top, lefts, [x + 10 for x in lefts])


PAGES = PageMap(
    [
        MappedPage(Space(0, 0, 595, 842), (line(0, 5), line(5, 5, 680))),
        MappedPage(Space(0, 0, 595, 842), (line(11, 4),)),
    ]
)


@given(spaces, edges, edges)
def test_a_point_leads_to_the_upright_page_and_back(space: Space, x: float, y: float) -> None:
    assert space.own(*space.upright(x, y)) == pytest.approx((x, y), abs=1e-6)


@given(spaces)
def test_the_visible_page_lies_at_the_origin(space: Space) -> None:
    box = space.upright_box(0, [(space.left, space.bottom), (space.right, space.top)])
    assert (box.left, box.bottom) == pytest.approx((0, 0), abs=1e-6)
    assert (box.right, box.top) == pytest.approx(space.size, abs=1e-6)
    assert space.own_box(box) == pytest.approx(space[:4], abs=1e-6)


@given(spaces, st.lists(st.tuples(st.integers(0, 10**6), st.lists(edges, min_size=1)), max_size=4))
def test_a_page_comes_back_as_it_was_packed(
    space: Space, rows: list[tuple[int, list[float]]]
) -> None:
    page = MappedPage(space, tuple(MappedLine(at, 1.5, 9.25, xs, xs) for at, xs in rows))
    back = unpack(pack(page))
    assert back.space == space
    assert [(one.start, one.bottom, one.top, list(one.lefts), list(one.rights)) for one in back.lines] == [
        (at, 1.5, 9.25, xs, xs) for at, xs in rows
    ]  # fmt: skip


@given(st.binary(max_size=200))
def test_bytes_that_are_no_page_map_are_refused(data: bytes) -> None:
    good = pack(PAGES.pages[0])
    for bad in (data, good[: len(data)], b"\x02" + good[1:]):
        try:
            unpack(bad)
        except ValueError:
            continue
        assert bad == data


def test_a_range_has_a_box_on_each_line_it_touches() -> None:
    assert list(PAGES.boxes(Span(3, 13))) == [
        Box(0, 102, 690, 122, 700),
        Box(0, 72, 670, 122, 680),
        Box(1, 72, 690, 92, 700),
    ]


@pytest.mark.parametrize("span", [Span(2, 2), Span(10, 11), Span(15, 15), Span(40, 41)])
def test_what_covers_no_character_has_one_box_of_no_width(span: Span) -> None:
    (box,) = PAGES.boxes(span)
    assert box.left == box.right
    assert box.top > box.bottom


@given(st.integers(0, 14), st.integers(0, 14))
def test_boxes_lead_back_to_the_characters(one: int, other: int) -> None:
    span = Span(min(one, other), max(one, other) + 1)
    found = [PAGES.under(box) for box in PAGES.boxes(span) if box.right > box.left]
    covered = {at for under in found if under for at in range(under.start, under.end)}
    assert covered == set(range(span.start, span.end)) - {10}


def test_the_nearest_boundary_is_the_one_beside_a_place() -> None:
    assert PAGES.offset_at(0, 91, 695) == 2
    assert PAGES.offset_at(0, 0, 675) == 5
    assert PAGES.offset_at(0, 500, 400) == 10
    assert PageMap([MappedPage(Space(0, 0, 9, 9))]).offset_at(0, 1, 1) is None
