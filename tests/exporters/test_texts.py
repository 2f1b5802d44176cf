"""HTML, Markdown and plain text: whole, well-formed, every remark reachable."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from reviewer import exporters
from reviewer.exporters.markdown import escaped
from reviewer.exporters.options import Grouping, Paper
from reviewer.exporters.sheets import TABLES, sheet
from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.document import Cell, Document, Paragraph, ParagraphKind, Table
from reviewer.model.records import Category, Pattern
from reviewer.model.review import Review
from tests.exporters.reviews import DOCUMENT, PEOPLE, at, everything, export_of, random_reviews
from tests.helpers import annotation_on, document_of, seed

X = {"x": "http://www.w3.org/1999/xhtml"}


def page(path: Path) -> etree._Element:
    """The page as a tree; what is not well-formed raises."""
    text = path.read_text("utf-8")
    assert text.startswith("<!DOCTYPE html>\n")
    return etree.fromstring(text.removeprefix("<!DOCTYPE html>\n"))


def html(review: Review, folder: Path, document: Document = DOCUMENT, **fields: Any) -> Path:
    path = folder / "out.html"
    exporters.write(export_of(review, document, **fields), path)
    return path


def words(tree: etree._Element) -> list[str]:
    """The report's paragraphs without numbers of notes and suggested wordings."""
    rows = tree.iterfind(".//x:div[@class='row']", X)
    return [
        own_words(block) for row in rows for block in row if etree.QName(block).localname != "aside"
    ]


def own_words(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if etree.QName(child).localname not in ("ins", "sup"):
            parts.append(own_words(child))
        parts.append(child.tail or "")
    return "".join(parts)


def check(tree: etree._Element) -> None:
    """What a validator would say of the things that can go wrong here."""
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    links = [a.get("href") for a in tree.iterfind(".//x:a", X)]
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert all(link.startswith("#") for link in links)
    assert not tree.findall(".//x:script", X)
    assert "url(" not in "".join(tree.find(".//x:style", X).itertext())
    for paragraph in tree.iterfind(".//x:p", X):
        inside = {etree.QName(e).localname for e in paragraph.iterdescendants()}
        assert inside <= {"mark", "del", "ins", "sup", "a", "br", "b", "time"}
    assert len(tree.findall(".//x:main", X)) == 1
    assert all(d.find("x:summary", X) is not None for d in tree.iterfind(".//x:details", X))


@settings(max_examples=40)
@given(random_reviews())
def test_the_page_is_well_formed_and_holds_every_remark(
    tmp_path_factory: pytest.TempPathFactory, review: Review
) -> None:
    tree = page(html(review, tmp_path_factory.mktemp("html")))
    check(tree)
    assert "\n".join(words(tree)) == DOCUMENT.text
    notes = tree.findall(".//x:details[@id]", X)
    assert len(notes) == len(list(review.annotations()))


def test_everything_is_said_on_the_page(tmp_path: Path) -> None:
    tree = page(html(everything(), tmp_path))
    check(tree)
    text = "".join(tree.itertext())
    for said in (
        "已核实䶮乡",
        "本节偏长",
        "原文已删",
        "找不到的原文",
        "不采纳",
        "重大",
        "持续学习",
    ):
        assert said in text
    assert "处理情况：" not in text
    assert "2024年3月1日" in text
    assert [a.get("href") for a in tree.iterfind(".//x:nav//x:a", X)] == [
        f"#s{section.span.start}" for section in DOCUMENT.sections
    ]


def test_the_seed_report_is_whole_on_the_page(tmp_path: Path) -> None:
    document = seed()
    tree = page(html(Review(), tmp_path, document))
    assert "\n".join(words(tree)) == document.text


def test_notes_stand_behind_their_paragraph_and_may_run_on_beside_plain_ones_after_it(
    tmp_path: Path,
) -> None:
    remarks = [annotation_on(DOCUMENT, *at("市人大常委会:"), id="a1", body="甲")]
    remarks += [annotation_on(DOCUMENT, *at("加强领导"), id="a2", body="乙")]
    tree = page(html(Review([*PEOPLE, *remarks]), tmp_path))
    noted = [
        row
        for row in tree.iterfind(".//x:div[@class='row']", X)
        if row.find("x:aside", X) is not None
    ]
    first, second = [[etree.QName(block).localname for block in row] for row in noted]
    assert first == ["p", "aside", "p"]
    assert [row.get("style") for row in noted] == ["--blocks:2", f"--blocks:{len(second) - 1}"]
    assert second[:2] == ["p", "aside"]


def test_a_table_of_the_report_is_a_table_of_the_page(tmp_path: Path) -> None:
    plain = document_of("说明", "甲", "乙", "丙")
    cells = (None, Cell(0, 0, 0), Cell(0, 0, 1), Cell(0, 1, 0, 1, 2))
    paragraphs = tuple(
        Paragraph(p.span, ParagraphKind.CELL if cell else p.kind, cell=cell)
        for p, cell in zip(plain.paragraphs, cells, strict=True)
    )
    document = replace(plain, paragraphs=paragraphs, tables=(Table(2, 2),))
    tree = page(html(Review([*PEOPLE, annotation_on(document, 3, 4)]), tmp_path, document))
    rows = [["".join(c.itertext()) for c in row] for row in tree.iterfind(".//x:tr", X)]
    assert rows == [["甲[1]", "乙"], ["丙"]]
    assert tree.find(".//x:td[@colspan='2']", X) is not None


def test_nothing_a_person_typed_becomes_markup(tmp_path: Path) -> None:
    evil = Category(
        id='"><script>', name="</style><script>", light="red;}", sepia="#000000",
        dark="#000000", line="#000000", pattern=Pattern.SOLID, order=9,
    )  # fmt: skip
    remark = annotation_on(DOCUMENT, 0, 3, body="<script>alert(1)</script>&", category=evil.id)
    path = html(Review([*PEOPLE, evil, remark]), tmp_path, title="</title><script>")
    check(page(path))
    assert "<script" not in path.read_text("utf-8")


@pytest.mark.parametrize("paper", TABLES)
def test_tables_are_the_same_in_html_and_markdown(paper: Paper, tmp_path: Path) -> None:
    export = export_of(everything(), paper=paper, grouping=Grouping.SECTION)
    tree = page(html(everything(), tmp_path, paper=paper, grouping=Grouping.SECTION))
    rows = [
        tuple("\n".join(cell.itertext()) for cell in row.iterfind("x:td", X))
        for row in tree.iterfind(".//x:tbody/x:tr", X)
    ]
    assert [row for row in rows if row] == list(sheet(export).rows)
    path = tmp_path / "out.md"
    exporters.write(export, path)
    rendered = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(
        path.read_text("utf-8")
    )
    for row in sheet(export).rows:
        for cell in row:
            first = cell.split("\n")[0].replace("<", "&lt;")
            assert first in rendered.replace("&quot;", '"').replace("&amp;", "&")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=40))
def test_escaped_text_says_the_same_in_markdown(text: str) -> None:
    flat = " ".join(("字" + text + "字").split())
    shown = MarkdownIt().render(escaped(flat))
    plain = re.sub(r"</?p>\n?", "", shown)
    for name, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        plain = plain.replace(name, sign)
    assert plain == flat


def test_markdown_keeps_headings_and_has_a_footnote_for_each_remark(tmp_path: Path) -> None:
    path = tmp_path / "out.md"
    exporters.write(export_of(everything()), path)
    text = path.read_text("utf-8")
    references = re.findall(r"\[\^(\d+)\](?!:)", text)
    notes = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    assert sorted(references) == sorted(notes)
    assert len(notes) == 10
    assert "## 一、基本情况[^2]" in text
    assert "找不到的原文" in text


@pytest.mark.parametrize("grouping", Grouping)
def test_the_list_names_every_remark_once(grouping: Grouping, tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    exporters.write(export_of(everything(), grouping=grouping, heading="某局"), path)
    text = path.read_text("utf-8")
    numbers = [int(n) for n in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]
    assert sorted(numbers) == list(range(1, 12))
    assert text.startswith("某局\n批注清单\n")


def test_the_default_categories_all_have_a_look(tmp_path: Path) -> None:
    sheet_of = page(html(everything(), tmp_path)).find(".//x:style", X)
    for category in DEFAULT_CATEGORIES:
        assert f".k-{category.id} " in (sheet_of.text or "")
