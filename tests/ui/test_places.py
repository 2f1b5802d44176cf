"""Back and forward between the places one jumped from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewer.ui.places import PlaceHistory


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=20))
def test_back_leads_through_all_places_and_forward_through_them_again(places: list[int]) -> None:
    clock = Clock()
    history = PlaceHistory(clock)
    for place in places[:-1]:
        history.leave(place)
        clock.now += 5
    here = places[-1]
    seen = [here]
    while history.may_go_back:
        here = history.back(here)  # type: ignore[assignment]
        seen.append(here)
    assert seen == places[::-1]
    while history.may_go_forward:
        here = history.forward(here)  # type: ignore[assignment]
    assert here == places[-1]


def test_jumps_in_quick_succession_are_one() -> None:
    clock = Clock()
    history = PlaceHistory(clock)
    history.leave(10)
    clock.now += 1
    history.leave(500)
    clock.now += 1
    history.leave(900)
    assert history.back(1000) == 10
    assert not history.may_go_back


def test_a_new_jump_forgets_the_way_forward() -> None:
    clock = Clock()
    history = PlaceHistory(clock)
    history.leave(10)
    history.back(500)
    clock.now += 5
    history.leave(10)
    assert not history.may_go_forward
