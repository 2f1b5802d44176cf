"""The PDF: text complete and copyable, fonts embedded, native annotations with their notes."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings

from reviewer import exporters
from reviewer.model.document import Document
from reviewer.model.records import Kind
from reviewer.model.review import Review
from tests.exporters.reviews import DOCUMENT, at, everything, export_of, random_reviews
from tests.helpers import report, seed

needs = pytest.mark.skipif
NO_QPDF = shutil.which("qpdf") is None
NO_POPPLER = shutil.which("pdftotext") is None


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fonts")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, fonts: Path) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "out.pdf"
    exporters.write(export_of(everything(), font_cache=fonts), path)
    return path


def said(path: Path) -> list[dict[str, Any]]:
    """Every annotation but the pop-up windows, as plain values."""
    with pikepdf.open(path) as pdf:
        return [
            {
                "name": str(a.NM),
                "subtype": str(a.Subtype),
                "author": str(a["/T"]),
                "note": str(a.Contents),
                "created": str(a.get("/CreationDate", "")),
                "drawn": "/AP" in a,
                "quads": [float(value) for value in a.get("/QuadPoints", [])],
                "answers": "/IRT" in a,
                "how": str(a.get("/RT", "")),
            }
            for page in pdf.pages
            for a in page.get("/Annots", [])
            if a.Subtype != "/Popup"
        ]


def words_of(path: Path) -> str:
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True
    )
    text = re.sub(r"—\s*\d+\s*—\s*\f", "", done.stdout.decode())
    return "".join(text.split())


@needs(NO_QPDF, reason="qpdf is not installed")
def test_qpdf_finds_no_fault(full: Path) -> None:
    subprocess.run(["qpdf", "--check", str(full)], check=True, capture_output=True)


@needs(NO_POPPLER, reason="poppler is not installed")
@pytest.mark.parametrize(
    "document",
    [DOCUMENT, seed(), report("某报告", "一、情况", "𠮷县、䶮乡、𰻝面——⼯和工不同。" * 30)],
    ids=["short", "seed", "rare"],
)
def test_the_text_can_be_copied_complete_and_in_order(
    document: Document, tmp_path: Path, fonts: Path
) -> None:
    path = tmp_path / "t.pdf"
    exporters.write(export_of(Review(), document, opinion_table=False, font_cache=fonts), path)
    assert words_of(path) == "".join(document.text.split())


@needs(NO_POPPLER, reason="poppler is not installed")
def test_every_font_is_embedded(full: Path) -> None:
    listed = subprocess.run(["pdffonts", str(full)], capture_output=True, check=True, text=True)
    rows = listed.stdout.splitlines()[2:]
    assert rows
    assert all(re.search(r"\byes yes yes\b", row) for row in rows), listed.stdout


def test_every_annotation_is_there_with_its_note_and_author(full: Path) -> None:
    notes = {a["name"]: a for a in said(full)}
    for annotation in everything().annotations():
        made = notes[annotation.id]
        assert made["author"] in ("审阅人甲", "审阅人乙")
        assert annotation.body.split("\n")[0].rstrip("\x01\ud800") in made["note"]
        assert made["drawn"]
        assert made["created"] == "D:20240301120000Z"
        assert annotation.is_orphan == made["note"].startswith("（未能定位")


def test_kinds_have_their_subtypes(full: Path) -> None:
    subtypes = {a["name"]: a["subtype"] for a in said(full)}
    assert {name: subtypes[name] for name in ("a01", "a02", "a03", "a04", "a05", "a07", "a09")} == {
        "a01": "/Highlight",
        "a02": "/Highlight",
        "a03": "/Underline",
        "a04": "/StrikeOut",
        "a05": "/StrikeOut",
        "a07": "/Caret",
        "a09": "/Text",
    }


def test_threads_states_and_replacements_hang_together(full: Path) -> None:
    with pikepdf.open(full) as pdf:
        found = {
            str(a.get("/NM", "")): a
            for page in pdf.pages
            for a in page.get("/Annots", [])
            if a.Subtype != "/Popup"
        }
        assert found["r1"].IRT.NM == "a01"
        assert found["r1"].RT == "/R"
        assert found["a01.Completed"].State == "Completed"
        assert found["a05"].IRT.Contents == "持续学习"
        assert found["a05"].RT == "/Group"


def test_the_text_under_each_quad_is_the_quote(full: Path) -> None:
    quotes = {a.id: a.quote for a in everything().annotations()}
    pdf = pypdfium2.PdfDocument(full)
    checked = 0
    try:
        for annotation in said(full):
            name = annotation["name"]
            if name not in quotes or not annotation["quads"] or name == "a08":
                continue
            page = pdf[0]
            under = "".join(_under(page, quad) for quad in _quads(annotation))
            assert under == quotes[name].replace("\n", "")
            checked += 1
    finally:
        pdf.close()
    assert checked >= 5


def _quads(annotation: dict[str, Any]) -> list[tuple[float, ...]]:
    values = annotation["quads"]
    return [tuple(values[at : at + 8]) for at in range(0, len(values), 8)]


def _under(page: pypdfium2.PdfPage, quad: tuple[float, ...]) -> str:
    left, top, right, low = quad[0], quad[1], quad[2], quad[5]
    text = page.get_textpage()
    found = []
    for index in range(text.count_chars()):
        box = text.get_charbox(index, loose=True)
        middle = (box[0] + box[2]) / 2
        height = (box[1] + box[3]) / 2
        if left <= middle <= right and low <= height <= top:
            found.append(chr(pypdfium2.raw.FPDFText_GetUnicode(text, index)))
    text.close()
    # -- pdfium hands out UTF-16 units
    return "".join(found).encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def test_the_bookmarks_are_the_section_tree(full: Path) -> None:
    with pikepdf.open(full) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["一、基本情况", "二、意见建议"]
        assert [item.title for item in outline.root[0].children] == ["(一)领导坚强有力"]
        assert str(pdf.Root.Lang) == "zh-CN"
        assert str(pdf.docinfo["/Title"]) == DOCUMENT.title


def test_a_range_over_a_page_break_becomes_a_group(tmp_path: Path, fonts: Path) -> None:
    from tests.helpers import annotation_on

    document = report("某报告", "一、情况", "视察组对全市情况进行了视察并听取了汇报。" * 60)
    remark = annotation_on(document, 10, len(document.text) - 5, kind=Kind.HIGHLIGHT)
    path = tmp_path / "long.pdf"
    exporters.write(export_of(Review([remark]), document, font_cache=fonts), path)
    parts = [a for a in said(path) if a["name"].startswith("a1")]
    assert len(parts) > 1
    assert all(part["answers"] and part["how"] == "/Group" for part in parts[1:])


@pytest.mark.parametrize("words", ["\n", "报告如下:\n", "\n一、"])
def test_a_remark_on_the_end_of_a_line_has_a_place(words: str, tmp_path: Path, fonts: Path) -> None:
    from tests.helpers import annotation_on

    for kind in Kind:
        start, end = at(words)
        remark = annotation_on(DOCUMENT, start, end, kind=kind)
        path = tmp_path / "t.pdf"
        exporters.write(export_of(Review([remark]), font_cache=fonts), path)
        assert "a1" in {a["name"] for a in said(path)}


def test_the_same_export_gives_the_same_bytes(tmp_path: Path, fonts: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        exporters.write(export_of(everything(), font_cache=fonts), tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


@needs(NO_POPPLER, reason="poppler is not installed")
def test_the_table_lists_everything_and_once_what_lost_its_place(full: Path) -> None:
    words = words_of(full)
    for column in ("意见汇总表", "原文位置", "修改意见", "采纳情况", "（未能定位）"):
        assert column in words
    assert words.count("找不到的原文") == 1


@settings(max_examples=12)
@given(random_reviews())
def test_random_remarks_are_all_there(
    tmp_path_factory: pytest.TempPathFactory, fonts: Path, review: Review
) -> None:
    path = tmp_path_factory.mktemp("random") / "r.pdf"
    exporters.write(export_of(review, font_cache=fonts), path)
    names = {a["name"] for a in said(path)}
    assert {annotation.id for annotation in review.annotations()} <= names
    replies = {r.id for a in review.annotations() for r in review.replies(a.id)}
    assert replies <= names
    shutil.rmtree(path.parent)


@needs(NO_POPPLER, reason="poppler is not installed")
def test_without_a_table_a_list_at_the_end_shows_what_lost_its_place(
    tmp_path: Path, fonts: Path
) -> None:
    path = tmp_path / "out.pdf"
    exporters.write(export_of(everything(), opinion_table=False, font_cache=fonts), path)
    _, found, behind = words_of(path).partition("未能定位的批注")
    assert found
    assert "找不到的原文" in behind
