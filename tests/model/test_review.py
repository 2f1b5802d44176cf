"""Laws of changes, undo and merging."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from reviewer.model.change import Change, RecordKey, RecordKind, Stamp, key_of
from reviewer.model.merge import merging
from reviewer.model.records import Annotation, Record, Reply
from reviewer.model.review import Review, Way
from tests.helpers import annotation_on, document_of, reply_to
from tests.model import strategies as some

put = st.tuples(st.just("put"), some.records)
remove = st.tuples(st.just("remove"), some.ids)
edits = st.lists(st.one_of(put, put, remove), max_size=8)
Edits = list[tuple[str, Record | str]]


def visible(review: Review) -> dict[RecordKey, Record]:
    """What a person sees."""
    return {key_of(record): record for record in review.records}


def clock(reviewer: str, step: int = 1, start: int = 0) -> Callable[[], Stamp]:
    time = start

    def tick() -> Stamp:
        nonlocal time
        time += step
        return Stamp(time, reviewer)

    return tick


def planned(review: Review, edit: tuple[str, Record | str]) -> Change:
    what, value = edit
    if what == "put" and not isinstance(value, str):
        return review.change("put", value)
    return review.deletion("remove", RecordKey(RecordKind.ANNOTATION, str(value)))


def edited(made: Edits, tick: Callable[[], Stamp], review: Review | None = None) -> Review:
    review = review or Review()
    for edit in made:
        change = planned(review, edit)
        if change:
            review.apply(change, tick())
    return review


@given(edits)
def test_undoing_everything_gives_the_empty_review_and_redoing_gives_it_back(
    made: Edits,
) -> None:
    tick = clock("p1")
    review = edited(made, tick)
    before = visible(review)
    steps = 0
    while (change := review.undoing()) is not None:
        review.apply(change, tick(), Way.UNDO)
        steps += 1
    assert visible(review) == {}
    for _ in range(steps):
        change = review.redoing()
        assert change is not None
        review.apply(change, tick(), Way.REDO)
    assert visible(review) == before
    assert review.redoing() is None


@given(edits, some.records)
def test_each_step_of_undo_restores_the_state_before_the_change(made: Edits, last: Record) -> None:
    tick = clock("p1")
    review = edited(made, tick)
    before = visible(review)
    change = review.change("put", last)
    if not change:
        return
    review.apply(change, tick())
    undo = review.undoing()
    assert undo is not None
    review.apply(undo, tick(), Way.UNDO)
    assert visible(review) == before


@given(edits, some.records)
def test_a_change_puts_the_record_there_as_given_and_again_changes_nothing(
    made: Edits, record: Record
) -> None:
    review = edited(made, clock("p1"))
    review.apply(review.change("put", record), Stamp(99, "p1"))
    assert visible(review)[key_of(record)] == record
    assert not review.change("put", record)


@given(edits)
def test_working_a_change_out_touches_nothing(made: Edits) -> None:
    review = edited(made, clock("p1"))
    before = visible(review)
    for edit in made:
        planned(review, edit)
    review.undoing()
    assert visible(review) == before


def test_removing_an_annotation_takes_its_replies_along_and_undo_brings_them_back() -> None:
    review = Review()
    tick = clock("p1")
    remark, answer = _thread()
    review.apply(review.change("annotate", remark), tick())
    review.apply(review.change("reply", answer), tick())
    review.apply(review.deletion("remove", key_of(remark)), tick())
    assert visible(review) == {}
    undo = review.undoing()
    assert undo is not None
    review.apply(undo, tick(), Way.UNDO)
    assert review.replies(remark.id) == [answer]


def test_a_new_edit_clears_what_could_be_redone() -> None:
    review = Review()
    tick = clock("p1")
    remark, answer = _thread()
    review.apply(review.change("annotate", remark), tick())
    undo = review.undoing()
    assert undo is not None
    review.apply(undo, tick(), Way.UNDO)
    review.apply(review.change("reply", answer), tick())
    assert review.redoing() is None


@given(edits, edits, edits)
def test_merging_gives_both_sides_the_same_and_twice_changes_nothing(
    common: Edits, left: Edits, right: Edits
) -> None:
    mine = edited(common, clock("p1"))
    theirs = edited(common, clock("p1"))
    edited(left, clock("p1", 2, 100), mine)
    edited(right, clock("p2", 3, 100), theirs)
    for change, stamp in merging(mine, theirs):
        mine.apply(change, stamp, Way.MERGE)
    for change, stamp in merging(theirs, mine):
        theirs.apply(change, stamp, Way.MERGE)
    assert visible(mine) == visible(theirs)
    assert merging(mine, theirs) == []


def test_two_people_who_touch_different_fields_both_keep_their_say() -> None:
    remark, _ = _thread()
    mine, theirs = Review(), Review()
    for review in (mine, theirs):
        review.apply(review.change("annotate", remark), Stamp(1, "p1"))
    mine.apply(mine.change("edit", remark._replace(body="改后的意见")), Stamp(5, "p1"))
    theirs.apply(theirs.change("edit", remark._replace(tags=frozenset({"数据"}))), Stamp(6, "p2"))
    for change, stamp in merging(mine, theirs):
        mine.apply(change, stamp, Way.MERGE)
    merged = mine.annotation(remark.id)
    assert merged is not None
    assert (merged.body, merged.tags) == ("改后的意见", frozenset({"数据"}))


def test_a_merge_is_no_step_of_undo() -> None:
    mine, theirs = Review(), Review()
    remark, _ = _thread()
    theirs.apply(theirs.change("annotate", remark), Stamp(1, "p2"))
    for change, stamp in merging(mine, theirs):
        mine.apply(change, stamp, Way.MERGE)
    assert mine.annotation(remark.id) == remark
    assert mine.undoing() is None


def _thread() -> tuple[Annotation, Reply]:
    remark = annotation_on(document_of("加强领导。"), 0, 2, id="a1")
    return remark, reply_to(remark, "同意。", id="r1")
