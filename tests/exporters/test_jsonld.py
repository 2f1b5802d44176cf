"""W3C annotations: valid by the model, and back again without loss."""

from __future__ import annotations

import json
import re
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import given, settings

from reviewer import exporters
from reviewer.importers import jsonld
from reviewer.importers.placing import place
from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.records import Annotation, Record
from reviewer.model.review import Review
from tests.exporters.reviews import DOCUMENT, everything, export_of, random_reviews, said
from tests.helpers import NOON, annotation_on, seed


def written(review: Review, folder: Path, **fields: object) -> Path:
    path = folder / "out.jsonld"
    exporters.write(export_of(review, **fields), path)
    return path


def back(path: Path, known: Review) -> list[Record]:
    numbers = count()
    return list(
        place(
            jsonld.read(path), DOCUMENT, known, None, NOON, lambda: f"n{next(numbers):03d}"
        ).records
    )


def test_everything_comes_back(tmp_path: Path) -> None:
    review = everything()
    records = back(written(review, tmp_path), Review(DEFAULT_CATEGORIES))
    again = said(Review([*DEFAULT_CATEGORIES, *records]))
    # -- a lone surrogate fits no file
    before = [repr(item).replace("\\ud800", "\ufffd") for item in said(review)]
    assert [repr(item) for item in again] == before


@settings(max_examples=60)
@given(random_reviews())
def test_any_review_comes_back(tmp_path_factory: Any, review: Review) -> None:
    path = written(review, tmp_path_factory.mktemp("w3c"))
    records = back(path, Review(DEFAULT_CATEGORIES))
    assert said(Review([*DEFAULT_CATEGORIES, *records])) == said(review)


def test_what_a_review_wrote_itself_adds_nothing_to_it(tmp_path: Path) -> None:
    review = everything()
    path = written(review, tmp_path)
    assert [r for r in back(path, review) if isinstance(r, Annotation)] == []


@settings(max_examples=30)
@given(random_reviews())
def test_it_is_valid_by_the_model(tmp_path_factory: Any, review: Review) -> None:
    """The MUSTs of the Web Annotation Data Model for what is written here (3, 4, 5)."""
    collection = json.loads(written(review, tmp_path_factory.mktemp("w3c")).read_text("utf-8"))
    assert collection["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    items = collection["first"]["items"] if "first" in collection else []
    assert collection["total"] == len(items)
    ids = [item["id"] for item in items]
    assert len(set(ids)) == len(ids)
    for item in items:
        assert item["type"] == "Annotation"
        assert re.fullmatch(r"[a-z]+:.+", item["id"])
        assert item["motivation"] in {"highlighting", "commenting", "editing", "replying"}
        for name in ("created", "modified"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", item[name])
        for body in item.get("body", []):
            assert (body["type"], body["format"]) == ("TextualBody", "text/plain")
            assert isinstance(body["value"], str)
        if isinstance(item["target"], dict):
            assert item["target"]["source"]
            quote, *position = item["target"]["selector"]
            assert quote["type"] == "TextQuoteSelector"
            for selector in position:
                at = slice(selector["start"], selector["end"])
                assert DOCUMENT.text[at] == quote["exact"]
        known = {"id", "type", "motivation", "created", "modified", "creator", "body", "target"}
        assert {name for name in item if not name.startswith("review:")} <= known


def test_a_report_is_named_by_its_digest(tmp_path: Path) -> None:
    document = seed()
    path = tmp_path / "seed.jsonld"
    exporters.write(export_of(Review([annotation_on(document, 0, 2)]), document), path)
    item = json.loads(path.read_text("utf-8"))["first"]["items"][0]
    assert re.fullmatch(r"ni:///sha-256;[\w-]{43}", item["target"]["source"])
