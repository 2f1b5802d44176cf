"""The item models hold together, and touch only the rows that changed."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

from reviewer.model.change import RecordKey, RecordKind, Stamp
from reviewer.model.document import Document
from reviewer.model.records import Severity
from reviewer.model.review import Review
from reviewer.ui.models import annotations
from reviewer.ui.models.annotations import ANNOTATION, AnnotationModel, Order
from reviewer.ui.models.outline import BY_CATEGORY, COUNT, CURRENT, REVIEWED, OutlineModel
from tests.helpers import annotation_on, reply_to, seed


def reviewed(*starts: int) -> tuple[Review, Document]:
    document = seed()
    made = [annotation_on(document, at, at + 5, id=f"a{at}") for at in starts]
    return Review(made), document


def shown(model: AnnotationModel) -> list[str]:
    return [model.index(row).data(ANNOTATION).id for row in range(model.rowCount())]


def test_the_models_keep_qts_rules(qtmodeltester: Any) -> None:
    review, document = reviewed(900, 100, 500)
    outline = OutlineModel()
    outline.show(document)
    outline.count([(100, ""), (900, "问题")])
    qtmodeltester.check(outline)
    cards = AnnotationModel()
    cards.show(review, document)
    qtmodeltester.check(cards)


def test_the_outline_shows_headings_counts_and_the_current_section() -> None:
    document = seed()
    model = OutlineModel()
    model.show(document)
    second = document.sections[6]
    model.count([(second.span.start + 3, "问题"), (second.span.start + 20, "问题"), (5, "")])
    index = model.index_of(second)
    assert index.data() == "二、存在困难和问题"
    assert index.data(COUNT) == 2
    assert "2 条批注" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "问题 2" in index.data(Qt.ItemDataRole.ToolTipRole)
    model.set_reviewed(frozenset([second.span.start]))
    assert index.data(REVIEWED)
    assert model.progress() == (1, 14)
    model.mark(second)
    assert index.data(CURRENT)
    model.mark(document.sections[0])
    assert not index.data(CURRENT)


def test_cards_come_in_document_order_and_follow_the_query() -> None:
    review, document = reviewed(900, 100, 500)
    model = AnnotationModel()
    model.show(review, document)
    assert shown(model) == ["a100", "a500", "a900"]
    model.set_query("引文:" + review.annotation("a500").quote)  # type: ignore[union-attr]
    assert "a500" in shown(model)
    model.set_query("查无此词")
    assert shown(model) == []


def test_very_many_cards_are_sorted_while_the_window_goes_on(
    qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annotations, "_VERY_MANY", 2)
    review, document = reviewed(900, 100, 500)
    model = AnnotationModel()
    model.show(review, document)
    assert model.is_sorting
    assert shown(model) == []
    with qtbot.waitSignal(model.arrived):
        pass
    assert not model.is_sorting
    assert shown(model) == ["a100", "a500", "a900"]
    model.show(review, None)
    assert shown(model) == []
    assert not model.is_sorting


def test_who_asks_about_very_many_cards_gets_an_answer_at_once(
    qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annotations, "_VERY_MANY", 2)
    review, document = reviewed(900, 100, 500)
    asking: list[Callable[[AnnotationModel], object]] = [
        lambda model: model.totals,
        lambda model: model.index_of("a500"),
        lambda model: model.set_query("引文:的"),
        lambda model: model.set_order(Order.NEWEST),
    ]
    for ask in asking:
        model = AnnotationModel()
        model.show(review, document)
        with qtbot.waitSignal(model.arrived):
            ask(model)
        assert not model.is_sorting
    assert model.totals == (3, 3, 0)


def test_a_change_while_very_many_cards_are_sorted_is_among_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(annotations, "_VERY_MANY", 2)
    for changed in (1, 3):
        monkeypatch.setattr(annotations, "_MANY", 2)
        review, document = reviewed(900, 100, 500)
        model = AnnotationModel()
        model.show(review, document)
        new = [annotation_on(document, 700 + n, 705, id=f"b{n}") for n in range(changed)]
        change = review.change("annotate", *new)
        review.apply(change, Stamp(1, "p1"))
        model.take_over(change)
        assert shown(model) == ["a100", "a500", *(each.id for each in new), "a900"]


def test_a_change_touches_only_its_rows(qtbot: Any) -> None:
    review, document = reviewed(100, 900)
    model = AnnotationModel()
    model.show(review, document)

    def do(change: Any) -> None:
        review.apply(change, Stamp(1, "p1"))
        model.take_over(change)

    new = annotation_on(document, 500, 505, id="a500")
    with qtbot.waitSignal(model.rowsInserted), qtbot.assertNotEmitted(model.modelReset):
        do(review.change("annotate", new))
    assert shown(model) == ["a100", "a500", "a900"]
    with qtbot.waitSignal(model.rowsMoved), qtbot.assertNotEmitted(model.rowsRemoved):
        do(review.change("move", annotation_on(document, 950, 960, id="a500")))
    assert shown(model) == ["a100", "a900", "a500"]
    with qtbot.waitSignal(model.dataChanged):
        do(review.change("move", annotation_on(document, 500, 505, id="a500")))
    assert shown(model) == ["a100", "a500", "a900"]
    with qtbot.waitSignal(model.dataChanged):
        do(review.change("reply", reply_to(new, "同意")))
    with qtbot.waitSignal(model.dataChanged):
        do(review.deletion("remove_reply", RecordKey(RecordKind.REPLY, "r1")))
    with qtbot.waitSignal(model.rowsRemoved):
        do(review.deletion("remove", RecordKey(RecordKind.ANNOTATION, "a500")))
    assert shown(model) == ["a100", "a900"]


def test_rows_after_any_edits_are_what_a_fresh_model_shows() -> None:
    chance = random.Random(5)
    review, document = reviewed()
    models = [AnnotationModel() for _ in range(4)]
    for model, order in zip(
        models, (Order.PLACE, Order.SEVERITY, Order.NEWEST, Order.PLACE), strict=True
    ):
        model.show(review, document)
        model.set_order(order, grouped=order is Order.SEVERITY or model is models[-1])
    models[-1].set_query("重要:重大")
    for number in range(120):
        ids = [a.id for a in review.annotations()]
        if ids and chance.random() < 0.3:
            change = review.deletion("remove", RecordKey(RecordKind.ANNOTATION, chance.choice(ids)))
        else:
            at = chance.randrange(len(document.text) - 9)
            made = annotation_on(document, at, at + 5, id=chance.choice([*ids, f"n{number}"]))
            severity = chance.choice(list(Severity))
            change = review.change("annotate", made._replace(severity=severity))
        review.apply(change, Stamp(number + 1, "p1"))
        for model in models:
            model.take_over(change)
            model.set_query(model._query.text)
            fresh = AnnotationModel()
            fresh.set_order(model._sorter.order, grouped=model.grouped)
            fresh.set_query(model._query.text)
            fresh.show(review, document)
            assert model._rows == fresh._rows
            assert model._placed == fresh._placed


def test_counting_one_by_one_comes_to_the_same_as_counting_all() -> None:
    chance = random.Random(7)
    document = seed()
    model, fresh = OutlineModel(), OutlineModel()
    model.show(document)
    fresh.show(document)
    placed: list[tuple[int, str]] = []
    for _ in range(150):
        before = chance.choice([*placed, None])
        now = chance.choice([None, (chance.randrange(3000), chance.choice(["问题", "肯定", ""]))])
        if before is not None:
            placed.remove(before)
        if now is not None:
            placed.append(now)
        model.recount(before, now)
        fresh.count(placed)
        for section in document.sections:
            one, other = model.index_of(section), fresh.index_of(section)
            assert one.data(COUNT) == other.data(COUNT)
            assert sorted(one.data(BY_CATEGORY)) == sorted(other.data(BY_CATEGORY))
