"""W3C annotations are understood and find their place."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from reviewer.errors import AnnotationSourceError
from reviewer.importers import jsonld
from reviewer.importers.given import Given
from reviewer.importers.placing import Placing, place
from reviewer.model.categories import DEFAULT_CATEGORIES, QUESTION
from reviewer.model.change import Stamp
from reviewer.model.document import Document
from reviewer.model.records import Annotation, Kind, Record, Reply, Reviewer, Scope
from reviewer.model.review import Review
from tests.helpers import DEMO, NOON, report, seed

DOCUMENT = report(
    "某报告", "一、情况", "执法力量薄弱，执法手段单一。", "二、建议", "加强𠮷县培训。"
)
ME = Reviewer(id="me", name="审阅人甲")


def given(*annotations: dict[str, Any], tmp_path: Path) -> list[Given]:
    path = tmp_path / "a.jsonld"
    path.write_text(json.dumps(list(annotations), ensure_ascii=False), "utf-8")
    return jsonld.read(path)


def quoting(exact: str, **more: Any) -> dict[str, Any]:
    selector = {"type": "TextQuoteSelector", "exact": exact, **more.pop("context", {})}
    return {"id": "urn:1", "motivation": "commenting", "target": {"selector": selector}, **more}


def placed(
    items: list[Given], document: Document = DOCUMENT, review: Review | None = None
) -> Placing:
    numbers = count(1)
    known = review or Review([*DEFAULT_CATEGORIES])
    return place(items, document, known, ME, NOON, lambda: f"n{next(numbers)}")


def only(found: Placing) -> Annotation:
    annotations = [record for record in found.records if isinstance(record, Annotation)]
    assert len(annotations) == 1
    return annotations[0]


@pytest.mark.parametrize(
    ("motivation", "body", "kind"),
    [
        ("highlighting", None, Kind.HIGHLIGHT),
        ("commenting", "看法", Kind.COMMENT),
        ("oa:highlighting", None, Kind.HIGHLIGHT),
        (["tagging", "highlighting"], None, Kind.HIGHLIGHT),
        ("questioning", "为何", Kind.COMMENT),
        ("editing", None, Kind.DELETE),
    ],
)
def test_the_motivation_says_what_kind_it_is(
    motivation: Any, body: str | None, kind: Kind, tmp_path: Path
) -> None:
    item = {**quoting("执法"), "motivation": motivation}
    if body:
        item["body"] = {"type": "TextualBody", "value": body}
    read = given(item, tmp_path=tmp_path)[0]
    assert read.kind is kind
    assert read.body == (body or "")


def test_a_question_gets_the_category_of_questions(tmp_path: Path) -> None:
    found = placed(given({**quoting("薄弱"), "motivation": "questioning"}, tmp_path=tmp_path))
    assert only(found).category == QUESTION


def test_an_editing_body_is_the_suggested_wording(tmp_path: Path) -> None:
    body = [
        {"type": "TextualBody", "value": "较为薄弱", "purpose": "editing"},
        {"type": "TextualBody", "value": "语气", "purpose": "commenting"},
    ]
    item = {**quoting("薄弱"), "motivation": "editing", "body": body}
    made = only(placed(given(item, tmp_path=tmp_path)))
    assert (made.kind, made.suggestion, made.body) == (Kind.REPLACE, "较为薄弱", "语气")


def test_an_edit_of_nothing_is_an_insertion_between_its_neighbours(tmp_path: Path) -> None:
    item = {
        **quoting("", context={"prefix": "执法力量", "suffix": "薄弱"}),
        "motivation": "editing",
        "body": {"type": "TextualBody", "value": "仍显", "purpose": "editing"},
    }
    made = only(placed(given(item, tmp_path=tmp_path)))
    assert made.kind is Kind.INSERT
    assert made.span is not None
    assert made.span.is_empty
    assert DOCUMENT.text[made.span.start :].startswith("薄弱")


def test_tags_and_who_said_it_when_are_kept(tmp_path: Path) -> None:
    item = {
        **quoting("单一"),
        "body": [{"type": "TextualBody", "value": "数据", "purpose": "tagging"}],
        "creator": {"type": "Person", "name": "审阅人乙"},
        "created": "2024-03-01T09:30:00Z",
    }
    found = placed(given(item, tmp_path=tmp_path))
    made = only(found)
    names = [record.name for record in found.records if isinstance(record, Reviewer)]
    assert (made.tags, names, made.created.hour) == (frozenset({"数据"}), ["审阅人乙"], 9)


def test_a_position_tells_equal_quotes_apart_and_counts_code_points(tmp_path: Path) -> None:
    at = DOCUMENT.text.rindex("执法")
    selectors = [
        {"type": "TextQuoteSelector", "exact": "执法"},
        {"type": "TextPositionSelector", "start": at, "end": at + 2},
    ]
    item = {"id": "urn:1", "motivation": "highlighting", "target": {"selector": selectors}}
    made = only(placed(given(item, tmp_path=tmp_path)))
    assert made.span is not None
    assert made.span.start == at
    at = DOCUMENT.text.index("县")
    selector = {"type": "TextPositionSelector", "start": at, "end": at + 1}
    item = {"id": "urn:2", "motivation": "highlighting", "target": {"selector": selector}}
    assert only(placed(given(item, tmp_path=tmp_path))).quote == "县"


def test_a_quote_over_two_paragraphs_is_found_whatever_white_space_stood_between(
    tmp_path: Path,
) -> None:
    made = only(placed(given(quoting("手段单一。\n\n  二、建议"), tmp_path=tmp_path)))
    assert made.quote == "手段单一。\n二、建议"


def test_a_selector_on_the_heading_with_section_scope_annotates_the_section(tmp_path: Path) -> None:
    item = {**quoting("二、建议"), "review:scope": "section"}
    made = only(placed(given(item, tmp_path=tmp_path)))
    assert (made.target.scope, made.target.number) == (Scope.SECTION, "二、")


def test_without_a_selector_it_speaks_of_the_whole_report(tmp_path: Path) -> None:
    item = {"id": "urn:1", "motivation": "commenting", "target": "urn:report", "bodyValue": "好"}
    made = only(placed(given(item, tmp_path=tmp_path)))
    assert (made.target.scope, made.body, made.is_orphan) == (Scope.DOCUMENT, "好", False)


def test_what_does_not_occur_is_an_orphan_and_counted(tmp_path: Path) -> None:
    found = placed(given(quoting("并不存在的原文"), tmp_path=tmp_path))
    assert (found.placed, found.orphaned) == (0, 1)
    assert only(found).quote == "并不存在的原文"


def test_replies_hang_on_the_root_of_their_thread_and_unknown_parents_lose_nothing(
    tmp_path: Path,
) -> None:
    def reply(name: str, parent: str) -> dict[str, Any]:
        return {"id": name, "motivation": "replying", "target": parent, "bodyValue": name}

    items = given(
        {**quoting("薄弱"), "id": "root"},
        reply("r1", "root"),
        reply("r2", "r1"),
        reply("r3", "nobody"),
        tmp_path=tmp_path,
    )
    found = placed(items)
    annotations = [record for record in found.records if isinstance(record, Annotation)]
    replies = [record for record in found.records if isinstance(record, Reply)]
    assert {reply.annotation for reply in replies} == {annotations[0].id}
    assert (found.placed, found.orphaned, found.replies) == (1, 1, 2)
    assert annotations[1].body == "r3"


def test_the_same_import_again_adds_nothing_even_of_what_was_deleted() -> None:
    items = jsonld.read(DEMO)
    review = Review([*DEFAULT_CATEGORIES])
    first = placed(items, seed(), review)
    assert first.orphaned == 0
    review.apply(review.change("import", *first.records), Stamp(1, "me"))
    keys = [r for r in first.records if isinstance(r, Annotation)]
    review.apply(review.deletion("remove", _key(keys[0])), Stamp(2, "me"))
    again = placed(items, seed(), review)
    assert (again.records, again.duplicates) == ((), len(items))


def _key(record: Record) -> Any:
    from reviewer.model.change import key_of

    return key_of(record)


def test_every_given_annotation_is_accounted_for() -> None:
    items = jsonld.read(DEMO)
    found = placed(items, seed())
    assert found.placed + found.orphaned + found.replies + found.duplicates == len(items)


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda items: {"type": "AnnotationCollection", "first": {"items": items}},
        lambda items: {"type": "AnnotationPage", "items": items},
        lambda items: {"@graph": items},
        lambda items: items[0],
    ],
)
def test_collections_pages_and_single_annotations_are_read(wrapped: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonld"
    path.write_text(json.dumps(wrapped([quoting("薄弱")])), "utf-8")
    assert [item.quote for item in jsonld.read(path)] == ["薄弱"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "不符合 JSON"),
        (b"\xff\xfe", "不是 UTF-8"),
        (b"[1]", "第 1 条不是批注"),
        (b"{}", "没有批注"),
        (b"[" * 100_000, "JSON"),
        (
            b'[{"motivation":"x","target":{"selector":{"type":"TextPositionSelector","start":5,"end":1}}}]',
            "先小后大",
        ),
    ],
)
def test_what_cannot_be_understood_gets_a_sentence(
    content: bytes, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "批注.jsonld"
    path.write_bytes(content)
    with pytest.raises(AnnotationSourceError, match=words) as caught:
        jsonld.read(path)
    assert "批注.jsonld" in str(caught.value)


def test_lone_surrogates_become_something_that_can_be_stored(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonld"
    path.write_text(
        r'[{"id":"u","motivation":"commenting","target":"x","bodyValue":"a\ud800b\u0000"}]', "utf-8"
    )
    assert jsonld.read(path)[0].body == "a\ufffdb\ufffd"
