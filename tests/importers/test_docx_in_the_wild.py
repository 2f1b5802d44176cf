"""DOCX as Word, WPS and web servers really leave it, and what is put onto such files."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer import exporters, importers
from reviewer.importers import Imported
from reviewer.importers.given import Given
from reviewer.model.records import Kind
from reviewer.model.review import Review
from tests.exporters.reviews import PEOPLE, export_of
from tests.exporters.test_docx_original import review_of
from tests.helpers import annotation_on, tree
from tests.importers.making import (
    NUMBERING,
    by,
    dele,
    docx,
    ins,
    numbered,
    p,
    r,
    tc,
    unpacked,
    zipped,
)
from tests.importers.test_docx_remarks import comment, end, start

BREAK = "<w:r><w:br/></w:r>"
COMMENT = {"comments": comment(1, "意见")}


def read(data: bytes) -> Imported:
    return importers.read_bytes("报告.docx", data)


def quotes(imported: Imported) -> list[tuple[Kind, str, str]]:
    def one(given: Given) -> tuple[Kind, str, str]:
        return given.kind, imported.document.text[given.start : given.end], given.suggestion

    return [one(given) for given in imported.given]


BROKEN = p(
    r("关于某项工作的报告"), BREAK, r("一、基本情况"), BREAK, r("　　今年以来，"),
    start(1), r("工作有进展。"), BREAK, BREAK, r("（一）强化"), end(1), r("领导。全面加强领导。"), BREAK,
    r("二、存在问题"), ins("甲"), f"<w:del {by()}>{BREAK}</w:del>", r("　　还有差距。"), BREAK,
)  # fmt: skip


def test_breaks_that_part_paragraphs_do_and_everything_keeps_its_place() -> None:
    imported = read(docx(BROKEN, COMMENT))
    assert imported.document.text.split("\n") == [
        "关于某项工作的报告",
        "一、基本情况",
        "今年以来，工作有进展。",
        "（一）强化领导。全面加强领导。",
        "二、存在问题",
        "还有差距。",
    ]
    assert tree(imported.document) == [
        (1, "一、", "基本情况"),
        (2, "（一）", "强化领导"),
        (1, "二、", "存在问题"),
    ]
    assert quotes(imported) == [
        (Kind.COMMENT, "工作有进展。\n（一）强化", ""),
        (Kind.REPLACE, "\n", "甲"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        p(r("关于全市法治政府建设"), BREAK, r("情况的报告")),
        p(r("联系人：某某"), BREAK, r("电话：0395")),
        f"<w:tbl><w:tr>{tc('甲')}<w:tc>{p(r('一、甲。'), BREAK, r('二、乙。'))}</w:tc></w:tr></w:tbl>",
        p(r("第一章"), BREAK, r("第二节"), level=0),
    ],
)
def test_other_breaks_stay_in_their_paragraph(body: str) -> None:
    assert "\u2028" in read(docx(body + p("正文。"))).document.text


def test_what_is_put_between_breaks_comes_back_from_its_place(tmp_path: Path) -> None:
    imported = read(docx(BROKEN, COMMENT))
    text = imported.document.text
    wanted = {
        f"意见{at}": (text.index(words), text.index(words) + len(words))
        for at, words in enumerate(("情况\n今年", "强化领导", "还有差距。", text))
    }
    added = [
        annotation_on(imported.document, *span, id=f"n{at}", body=body)
        for at, (body, span) in enumerate(wanted.items())
    ]
    review = Review([*review_of(imported).records, *PEOPLE, *added])
    path = tmp_path / "out.docx"
    exporters.write(export_of(review, imported.document, source_data=imported.data), path)
    again = read(path.read_bytes())
    assert again.document.text == text
    assert {g.body: (g.start, g.end) for g in again.given if g.body in wanted} == wanted


def test_a_range_that_begins_between_cells_and_ends_between_rows_covers_what_is_between() -> None:
    def mark(name: str) -> str:
        return f'<w:commentRange{name} w:id="1"/>'

    sign = '<w:r><w:commentReference w:id="1"/></w:r>'
    rows = (
        f"<w:tr>{tc('甲')}{mark('Start')}{tc('乙')}</w:tr><w:tr>{tc('丙')}{tc('丁')}</w:tr>"
        f"{mark('End')}<w:tr>{tc('戊')}{tc('己')}</w:tr>"
    )
    body = f"<w:tbl>{rows}</w:tbl>" + p(sign, "尾")
    assert quotes(read(docx(body, COMMENT))) == [(Kind.COMMENT, "乙\n丙\n丁", "")]
    at_end = f"<w:tbl><w:tr>{mark('Start')}{tc('甲')}{tc('乙')}</w:tr>{mark('End')}</w:tbl>"
    assert quotes(read(docx(at_end + p(sign, "尾"), COMMENT))) == [(Kind.COMMENT, "甲\n乙", "")]


def test_a_note_has_one_blank_behind_its_sign() -> None:
    note = p("<w:r><w:footnoteRef/></w:r>", r(" 注里的话。"))
    body = p("正文", '<w:r><w:footnoteReference w:id="2"/></w:r>', "。")
    imported = read(docx(body, {"footnotes": f'<w:footnote w:id="2">{note}</w:footnote>'}))
    assert imported.document.text == "正文[1]。\n[1] 注里的话。"


def test_a_package_without_content_types_can_be_written_on(tmp_path: Path) -> None:
    files = unpacked(docx(p("甲", dele("乙"))))
    del files["[Content_Types].xml"]
    imported = read(zipped(files))
    added = annotation_on(imported.document, 0, 1, id="n1", body="意见")
    path = tmp_path / "out.docx"
    exporters.write(
        export_of(Review([*PEOPLE, added]), imported.document, source_data=imported.data), path
    )
    assert (Kind.COMMENT, "甲", "") in quotes(read(path.read_bytes()))
    assert "/word/document.xml" in unpacked(path.read_bytes())["[Content_Types].xml"].decode()


@pytest.mark.parametrize("before", [b"\r\n", b"\xef\xbb\xbf\r\n\r\n"])
def test_what_a_server_put_before_the_file_is_passed_over(before: bytes) -> None:
    assert read(before + docx(p("甲"))).document.text == "甲"


def test_the_usual_odds_and_ends_of_word_are_no_text_and_lose_none() -> None:
    tagged = f'<w:smartTag w:element="chsdate"><w:smartTagPr/>{r("2023年")}</w:smartTag>'
    link = f'<w:hyperlink w:anchor="x">{r("附")}{ins("录")}{dele("件")}</w:hyperlink>'
    ruby = (
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>luò</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>漯</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    odd = "<w:r><w:t>甲</w:t><w:softHyphen/><w:t>乙</w:t><w:ptab/><w:t>丙</w:t><w:cr/><w:t>丁</w:t></w:r>"
    changed = f"<w:r><w:rPr><w:rPrChange {by()}><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>戊</w:t></w:r>"
    imported = read(docx(p(tagged, link, ruby, odd, changed)))
    assert imported.document.text == "2023年附件漯甲乙\t丙\u2028丁戊"
    assert quotes(imported) == [(Kind.REPLACE, "件", "录")]


def test_a_level_that_was_left_out_counts_as_if_it_had_been_there() -> None:
    body = numbered("甲。", 1) + numbered("乙", 0) + numbered("丙。", 1)
    assert read(docx(body, {"numbering": NUMBERING})).document.text.split("\n") == [
        "（一）甲。",
        "二、乙",
        "（一）丙。",
    ]


def test_words_in_a_shape_are_text_and_can_be_annotated(tmp_path: Path) -> None:
    shape = '<w:r><w:pict><v:shape><v:textpath string="某市人民政府文件"/></v:shape></w:pict></w:r>'
    imported = read(docx(p(shape) + p("关于某项工作的报告")))
    assert imported.document.text == "某市人民政府文件\n关于某项工作的报告"
    added = annotation_on(imported.document, 0, 8, id="n1", body="意见")
    path = tmp_path / "out.docx"
    exporters.write(
        export_of(Review([*PEOPLE, added]), imported.document, source_data=imported.data), path
    )
    assert quotes(read(path.read_bytes())) == [(Kind.COMMENT, "某市人民政府文件", "")]


def test_diagrams_and_charts_are_told_of() -> None:
    uri = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    drawing = (
        f'<w:r><w:drawing><a:graphic><a:graphicData uri="{uri}"/></a:graphic></w:drawing></w:r>'
    )
    imported = read(docx(p("组织结构如下：", drawing)))
    assert imported.document.text == "组织结构如下：\ufffc"
    assert imported.notices == ("文件中有 1 处图表或图示，其中的文字没有读入，请在原文件中查看。",)
