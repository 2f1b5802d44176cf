"""A DOCX comes back whole: read again, saved by LibreOffice, or worked on in Word."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from reviewer import exporters, importers
from reviewer.formats import carried
from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.records import Kind
from reviewer.model.review import Review
from tests.exporters.checks import agree, needs_office, through_office, validate
from tests.exporters.reviews import (
    DOCUMENT,
    PEOPLE,
    at,
    everything,
    export_of,
    random_reviews,
    review_of,
    said,
)
from tests.helpers import annotation_on, reply_to

# -- every example writes and reads a file: shrinking would take minutes
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)


def written(review: Review, folder: Path, **fields: Any) -> Path:
    path = folder / "report.docx"
    exporters.write(export_of(review, opinion_table=False, **fields), path)
    agree(path)
    return path


def rewritten(path: Path, name: str, old: str, new: str) -> Path:
    """The same file with one part changed, as another program would."""
    changed = path.with_name("changed.docx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(changed, "w") as target:
        for entry in source.namelist():
            data = source.read(entry)
            if entry == name:
                text = data.decode("utf-8")
                assert re.search(old, text)
                data = re.sub(old, new, text, count=1).encode("utf-8")
            target.writestr(entry, data)
    return changed


def unreadable_as_written(review: Review) -> list[str]:
    """What a review says; characters that no XML holds are replaced."""
    return [repr(item).replace("\\ud800", "\ufffd") for item in said(review)]


def test_everything_comes_back(tmp_path: Path) -> None:
    imported = importers.read(written(everything(), tmp_path))
    assert imported.document.text == DOCUMENT.text
    assert [repr(item) for item in said(review_of(imported))] == unreadable_as_written(everything())


@pytest.mark.parametrize(
    "fields",
    [
        {"issuer": "某某市人民政府文件", "issue_number": "某政〔2024〕8号", "opinion_table": False},
        {"opinion_table": True},
        {"opinion_table": True, "heading": "某局"},
        {"opinion_table": False, "statistics": True},
        {"opinion_table": True, "statistics": True},
    ],
)
def test_what_stands_beside_the_report_is_not_read_as_its_text(
    fields: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "out.docx"
    exporters.write(export_of(everything(), **fields), path)
    agree(path)
    validate(path, "openxml-audit")
    imported = importers.read(path)
    assert imported.document.text == DOCUMENT.text
    assert [repr(item) for item in said(review_of(imported))] == unreadable_as_written(everything())


@needs_office
def test_pages_behind_the_report_stay_apart_after_libreoffice_saved_it(tmp_path: Path) -> None:
    path, out = tmp_path / "report.docx", tmp_path / "saved"
    out.mkdir()
    exporters.write(export_of(everything(), opinion_table=True, statistics=True), path)
    imported = importers.read(through_office(path, "docx", out))
    assert imported.document.text == DOCUMENT.text
    assert [repr(item) for item in said(review_of(imported))] == unreadable_as_written(everything())


@settings(max_examples=60, phases=WITHOUT_SHRINKING)
@given(random_reviews())
def test_any_review_comes_back(tmp_path_factory: pytest.TempPathFactory, review: Review) -> None:
    imported = importers.read(written(review, tmp_path_factory.mktemp("docx")))
    assert imported.document.text == DOCUMENT.text
    assert said(review_of(imported)) == said(review)


TABLES = importers.read_bytes(
    "表.html",
    "<html><body><h1>关于某项工作的情况报告</h1><p>一、基本情况</p><p>见下表。</p>"
    "<table><tr><th>单位</th><th colspan=2>数据</th></tr>"
    "<tr><td rowspan=2><p>甲局</p><p>乙处</p></td><td>办件</td><td>一百二十件</td></tr>"
    "<tr><td>投诉</td><td></td></tr></table>"
    "<table><tr><td>另一表</td><td>𠮷</td></tr></table><p>以上。</p>"
    "<table><tr><td>末表</td><td>丙</td></tr></table></body></html>".encode(),
).document


@settings(max_examples=40, phases=WITHOUT_SHRINKING)
@given(random_reviews(TABLES), st.booleans())
def test_tables_of_a_report_are_tables_in_the_official_layout(
    tmp_path_factory: pytest.TempPathFactory, review: Review, table: bool
) -> None:
    path = tmp_path_factory.mktemp("docx") / "out.docx"
    exporters.write(export_of(review, TABLES, opinion_table=table), path)
    document = importers.read(path).document
    assert (document.text, document.tables) == (TABLES.text, TABLES.tables)
    assert [p.cell for p in document.paragraphs] == [p.cell for p in TABLES.paragraphs]
    assert said(review_of(importers.read(path)), document) == said(review, TABLES)


def test_cells_that_fit_no_table_are_paragraphs(tmp_path: Path) -> None:
    outside = [
        paragraph._replace(cell=paragraph.cell and paragraph.cell._replace(row=9))
        for paragraph in TABLES.paragraphs
    ]
    document = replace(TABLES, paragraphs=tuple(outside))
    exporters.write(export_of(Review([*PEOPLE]), document), tmp_path / "out.docx")
    again = importers.read(tmp_path / "out.docx").document
    assert (again.text, again.tables) == (TABLES.text, ())


@needs_office
def test_everything_comes_back_after_libreoffice_saved_it(tmp_path: Path) -> None:
    out = tmp_path / "saved"
    out.mkdir()
    saved = through_office(written(everything(), tmp_path), "docx", out)
    imported = importers.read(saved)
    assert imported.document.text == DOCUMENT.text
    assert [repr(item) for item in said(review_of(imported))] == unreadable_as_written(everything())


def one(folder: Path) -> Path:
    remark = annotation_on(DOCUMENT, *at("视察组对全市"), body="请核对", tags=frozenset({"甲"}))
    reply = reply_to(remark, "好", author="p2")
    return written(Review([*PEOPLE, *DEFAULT_CATEGORIES, remark, reply]), folder)


def test_a_comment_that_was_deleted_in_word_stays_away(tmp_path: Path) -> None:
    path = one(tmp_path)
    path = rewritten(path, "word/comments.xml", r"(?s)<w:comment .*</w:comment>", "")
    assert list(review_of(importers.read(path)).annotations()) == []


def test_a_comment_that_was_rewritten_in_word_counts(tmp_path: Path) -> None:
    path = rewritten(one(tmp_path), "word/comments.xml", "请核对", "已核对无误")
    (remark,) = review_of(importers.read(path)).annotations()
    assert (remark.body, remark.tags) == ("已核对无误", frozenset({"甲"}))


def test_a_comment_that_another_program_emptied_keeps_its_words(tmp_path: Path) -> None:
    plain = annotation_on(DOCUMENT, *at("视察组对全市"), body="请核对")
    path = written(Review([*PEOPLE, plain]), tmp_path)
    path = rewritten(path, "word/comments.xml", "请核对", "")
    (remark,) = review_of(importers.read(path)).annotations()
    assert remark.body == "请核对"


def test_a_comment_that_was_settled_in_word_is_resolved(tmp_path: Path) -> None:
    path = rewritten(one(tmp_path), "word/commentsExtended.xml", 'w15:done="0"', 'w15:done="1"')
    (remark,) = review_of(importers.read(path)).annotations()
    assert remark.resolved


def test_what_a_colleague_added_in_word_is_there_too(tmp_path: Path) -> None:
    path = rewritten(
        one(tmp_path), "word/comments.xml", "</w:comments>",
        '<w:comment w:id="99" w:author="某局" w:date="2024-03-02T09:00:00Z"><w:p><w:r><w:t>另有意见'
        "</w:t></w:r></w:p></w:comment></w:comments>",
    )  # fmt: skip
    review = review_of(importers.read(path))
    assert sorted(a.body for a in review.annotations()) == ["另有意见", "请核对"]


def test_equal_comments_keep_their_own_places_and_kinds(tmp_path: Path) -> None:
    first, second = at("视察组对全市"), at("持续深入学习")
    twins = [
        annotation_on(DOCUMENT, *first, id="a1", body="同上", tags=frozenset({"一"})),
        annotation_on(DOCUMENT, *second, id="a2", body="同上", tags=frozenset({"二"})),
    ]
    review = Review([*PEOPLE, *DEFAULT_CATEGORIES, *twins])
    assert said(review_of(importers.read(written(review, tmp_path)))) == said(review)


def test_a_tracked_change_is_not_read_twice(tmp_path: Path) -> None:
    start, end = at("持续深入学习")
    changes = [
        annotation_on(DOCUMENT, start, start + 2, id="a1", kind=Kind.REPLACE, suggestion="不断"),
        annotation_on(DOCUMENT, start + 2, end, id="a2", kind=Kind.DELETE),
    ]
    review = Review([*PEOPLE, *DEFAULT_CATEGORIES, *changes])
    assert said(review_of(importers.read(written(review, tmp_path)))) == said(review)


def test_what_two_people_change_in_one_place_is_not_read_twice(tmp_path: Path) -> None:
    start, end = at("持续深入学习")
    made = [
        ("p2", start + 2, start + 2, Kind.INSERT, "还要"),
        ("p1", start + 2, start + 2, Kind.INSERT, "更要"),
        ("p2", start + 2, start + 4, Kind.REPLACE, "认真"),
        ("p2", start + 4, end, Kind.DELETE, ""),
        ("p2", end, end, Kind.INSERT, "下去"),
        ("p2", end, end, Kind.INSERT, "并"),
    ]
    changes = [
        annotation_on(DOCUMENT, a, b, id=f"a{n}", kind=kind, suggestion=words, author=who)
        for n, (who, a, b, kind, words) in enumerate(made)
    ]
    review = Review([*PEOPLE, *DEFAULT_CATEGORIES, *changes])
    assert said(review_of(importers.read(written(review, tmp_path)))) == said(review)


@pytest.mark.parametrize("broken", ["{", '{"version":2,"items":[]}', '{"version":1,"items":[7]}'])
def test_a_part_that_somebody_broke_leaves_the_comments(broken: str, tmp_path: Path) -> None:
    path = one(tmp_path)
    broken = f'<review xmlns="{carried.NAMESPACE}">{broken}</review>'
    path = rewritten(path, "customXml/item9.xml", r"(?s).*", broken)
    (remark,) = review_of(importers.read(path)).annotations()
    assert remark.body == "请核对"


def test_the_part_holds_what_xml_cannot_and_unpacks_to_what_was_packed() -> None:
    text = "<&>]]>\u0001\u0085𠮷\ud800"
    data = b"".join(carried.pack([f'{{"a":{carried.quoted(text)}}}']))
    assert carried.unpack("甲.docx", "item", data) == [{"a": text}]


def test_without_a_table_a_comment_at_the_end_shows_what_lost_its_place(tmp_path: Path) -> None:
    path = tmp_path / "out.docx"
    exporters.write(export_of(everything(), opinion_table=False), path)
    comments = [comment.text for comment in python_docx.Document(str(path)).comments]
    assert sum("找不到的原文" in text for text in comments) == 1
    (orphan,) = [found for found in importers.read(path).given if "找不到" in (found.quote or "")]
    assert orphan.start is None
    assert orphan.body == "原文已删"
