"""Exported onto the original: the file stays itself, and everything said comes back from it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from reviewer import exporters, importers
from reviewer.errors import ExportError
from reviewer.exporters.options import Base
from reviewer.formats import ooxml_walk
from reviewer.importers import Imported
from reviewer.model.categories import DEFAULT_CATEGORIES, PROBLEM
from reviewer.model.change import RecordKey, RecordKind, Stamp
from reviewer.model.records import Kind, Record
from reviewer.model.review import Review
from tests.exporters.checks import agree, needs_office, through_office, validate
from tests.exporters.reviews import (
    DOCUMENT,
    PEOPLE,
    everything,
    export_of,
    random_reviews,
    review_of,
    said,
)
from tests.formats.bodies import BODIES
from tests.helpers import annotation_on, reply_to
from tests.importers.making import (
    NUMBERING,
    W,
    dele,
    docx,
    ins,
    numbered,
    p,
    r,
    relation,
    tc,
    zipped,
)

BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><a:graphic><a:graphicData>'
    f"<wps:wsp><wps:txbx><w:txbxContent>{p('框里的文字')}</w:txbxContent></wps:txbx></wps:wsp>"
    "</a:graphicData></a:graphic></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
)
RICH = docx(
    p(r("关于某项工作的", "<w:b/>"), r("情况报告", '<w:b/><w:sz w:val="44"/>'))
    + numbered("基本情况", 0)
    + p(
        r("第一段&amp;有"),
        '<w:hyperlink r:id="h1">' + r("链接文字", '<w:rStyle w:val="a1"/>') + "</w:hyperlink>",
        ins("新加", "原作者"),
        dele("要删", "原作者"),
        r("和脚注"),
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        r("。"),
    )
    + p(r("有文本框的一段"), BOX)
    + "<w:sdt><w:sdtContent>" + p("控件里的一段") + "</w:sdtContent></w:sdt>"
    + '<w:altChunk r:id="c1"/>'
    + "<w:tbl><w:tr>" + tc("甲格") + tc("乙格") + "</w:tr></w:tbl>"
    + "<w:p><w:r><w:t>没有保留空格 </w:t><w:tab/><w:t>制表</w:t><w:br/><w:t>换行</w:t></w:r></w:p>"
    + "<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath><w:r><w:t>是公式。</w:t></w:r></w:p>"
    + "<w:sectPr/>",
    {"numbering": NUMBERING, "footnotes": f'<w:footnote w:id="2">{p("脚注的文字")}</w:footnote>'},
    relations=relation("h1", "hyperlink", "http://example.com/", external=True)
    + relation("c1", "aFChunk", "chunk.txt"),
    files={
        "word/media/image1.png": b"\x89PNG not looked at",
        "word/chunk.txt": "嵌入的文字\n嵌入的第二段".encode(),
    },
)  # fmt: skip
COMMENTED = docx(
    p(
        '<w:commentRangeStart w:id="0"/>', r("有批注的字"), '<w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r>', r("，没有批注的字。"),
    ) + p("第二段。"),
    {
        "comments": '<w:comment w:id="0" w:author="某局" w:date="2024-03-01T10:00:00Z">'
        '<w:p w14:paraId="00000011"><w:r><w:t>原有意见</w:t></w:r></w:p></w:comment>',
        "commentsExtended": '<w15:commentEx w15:paraId="00000011" w15:done="0"/>',
    },
    files={"word/kept.xml": b"<kept/>"},
)  # fmt: skip
RICH_DOCUMENT = importers.read_bytes("a.docx", RICH)
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)


def onto(imported: Imported, review: Review, folder: Path, **fields: Any) -> Path:
    path = folder / "out.docx"
    path.unlink(missing_ok=True)  # it may be the very original
    export = export_of(review, imported.document, source_data=imported.data, **fields)
    exporters.write(export, path)
    agree(path)
    return path


def part(path: Path, name: str = "word/document.xml") -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


Q = f"{{{W}}}"
MARKS = [Q + f"{name}Range{end}" for name in ("comment",) for end in ("Start", "End")]
MARKS += [Q + "bookmarkStart", Q + "bookmarkEnd", Q + "shd", Q + "u", Q + "strike", Q + "ins"]


def stripped(data: bytes) -> list[str]:
    """The body without what comments, marks and changes add; equal runs in a row are one."""
    root = etree.fromstring(data)
    signs = [sign.getparent() for sign in root.iter(Q + "commentReference")]
    for element in [*root.iter(*MARKS), *signs]:
        element.getparent().remove(element)
    etree.strip_tags(root, Q + "del")
    for empty in [look for look in root.iter(Q + "rPr") if not len(look)]:
        empty.getparent().remove(empty)
    words: list[str] = []
    for run in root.iter(Q + "p", Q + "r", Q + "tc", Q + "hyperlink", Q + "sdt"):
        if run.tag != Q + "r":
            words.append(run.tag)
            continue
        look = run.find(Q + "rPr")
        head = etree.tostring(look).decode() if look is not None else "run"
        if not words or words[-1].split("|")[0] != head:
            words.append(head + "|")
        words[-1] += "".join(_shown(node) for node in run if node.tag != Q + "rPr")
    return words


def _shown(node: etree._Element) -> str:
    if node.tag in (Q + "t", Q + "delText"):
        kept = node.tag == Q + "delText" or "preserve" in node.attrib.values()
        return node.text if kept else node.text.strip()
    return str(node.tag)


@settings(max_examples=60, phases=WITHOUT_SHRINKING)
@given(random_reviews(RICH_DOCUMENT.document))
def test_any_review_comes_back(tmp_path_factory: pytest.TempPathFactory, review: Review) -> None:
    there = review_of(RICH_DOCUMENT)
    both = Review([*review.records, *there.records])
    path = onto(RICH_DOCUMENT, both, tmp_path_factory.mktemp("docx"))
    imported = importers.read(path)
    assert imported.document.text == RICH_DOCUMENT.document.text
    assert said(review_of(imported)) == said(both)
    assert stripped(part(path)) == stripped(zipfile_part(RICH, "word/document.xml"))


def test_a_deletion_that_a_colleagues_change_tears_in_two_is_not_read_twice(tmp_path: Path) -> None:
    added = '<w:ins w:id="9" w:author="乙" w:date="2024-03-01T10:00:00Z"/>'
    imported = importers.read_bytes("a.docx", docx(p("前一句。", mark=added) + p("后一句。")))
    assert imported.document.text == "前一句。后一句。"
    torn = annotation_on(imported.document, 2, 6, kind=Kind.DELETE)
    after = annotation_on(imported.document, 6, 7, id="a2", kind=Kind.REPLACE, suggestion="段")
    both = Review([*review_of(imported).records, *PEOPLE, torn, after])
    again = importers.read(onto(imported, both, tmp_path))
    assert said(review_of(again)) == said(both)


@pytest.mark.parametrize("kind", [Kind.HIGHLIGHT, Kind.DELETE, Kind.COMMENT])
def test_white_space_that_did_not_show_does_not_show_in_a_run_that_is_cut(
    kind: Kind, tmp_path: Path
) -> None:
    body = '<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:t xml:space="default"> 一二三 </w:t></w:r></w:p>'
    imported = importers.read_bytes("a.docx", docx(body))
    remark = annotation_on(imported.document, 1, 3, kind=kind, category=PROBLEM)
    again = importers.read(onto(imported, Review([*PEOPLE, *DEFAULT_CATEGORIES, remark]), tmp_path))
    assert again.document.text == imported.document.text == "甲一二三"


@pytest.mark.parametrize("words", ["一二三", "一&amp;三"])
def test_looks_of_later_versions_of_word_stay_behind_all_others(words: str, tmp_path: Path) -> None:
    look = '<w:kern w:val="2"/><w14:ligatures w14:val="none"/>'
    imported = importers.read_bytes("a.docx", docx(p(r(words, look))))
    remarks = [
        annotation_on(imported.document, 1, 3, id=kind, kind=kind, category=PROBLEM)
        for kind in (Kind.HIGHLIGHT, Kind.STRIKEOUT)
    ]
    path = onto(imported, Review([*PEOPLE, *DEFAULT_CATEGORIES, *remarks]), tmp_path)
    painted = [
        [entry.tag.rpartition("}")[2] for entry in look]
        for look in etree.fromstring(part(path)).iter(Q + "rPr")
        if look.find(Q + "shd") is not None
    ]
    assert painted == [["strike", "kern", "shd", "ligatures"]]


def _written(data: bytes, review: Review, folder: Path) -> bytes:
    document = importers.read_bytes("a.docx", data).document
    path = folder / "out.docx"
    path.unlink(missing_ok=True)
    exporters.write(export_of(review, document, source_data=data), path)
    return part(path)


@settings(max_examples=80, phases=WITHOUT_SHRINKING)
@given(BODIES.map(lambda body: docx(body + p("末段的文字"))), st.data())
def test_a_file_is_written_the_same_whether_plain_runs_were_taken_out_or_not(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, draw: st.DataObject
) -> None:
    review = draw.draw(random_reviews(importers.read_bytes("a.docx", data).document))
    folder = tmp_path_factory.mktemp("docx")
    taken_out = _written(data, review, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            ooxml_walk, "thinned_part", lambda package, path, **_: (package.part(path), {})
        )
        assert taken_out == _written(data, review, folder)


def zipfile_part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def test_parts_that_hold_no_annotation_are_the_same_bytes(tmp_path: Path) -> None:
    remark = annotation_on(RICH_DOCUMENT.document, 2, 6, kind=Kind.HIGHLIGHT, category=PROBLEM)
    path = onto(RICH_DOCUMENT, Review([*PEOPLE, *DEFAULT_CATEGORIES, remark]), tmp_path)
    for name in ("word/numbering.xml", "word/footnotes.xml", "word/media/image1.png"):
        assert part(path, name) == zipfile_part(RICH, name)


def test_a_review_that_says_nothing_new_gives_the_file_itself(tmp_path: Path) -> None:
    imported = importers.read_bytes("a.docx", COMMENTED)
    assert onto(imported, review_of(imported), tmp_path).read_bytes() == COMMENTED


def test_the_original_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(RICH)
    remark = annotation_on(RICH_DOCUMENT.document, 2, 6, body="意见")
    export = export_of(Review([*PEOPLE, remark]), importers.read(path).document, source_data=RICH)
    with pytest.raises(ExportError, match="可能就是原件"):
        exporters.write(export, path)
    assert path.read_bytes() == RICH
    assert list(tmp_path.iterdir()) == [path]


def changed(review: Review, *records: Record, deleted: tuple[RecordKey, ...] = ()) -> Review:
    stamp = Stamp(1, "s")
    review.apply(review.change("", *records), stamp)
    if deleted:
        review.apply(review.deletion("", *deleted), stamp)
    return review


def test_a_comment_that_came_is_answered_settled_and_rewritten_in_its_place(tmp_path: Path) -> None:
    imported = importers.read_bytes("a.docx", COMMENTED)
    review = review_of(imported)
    (remark,) = review.annotations()
    later = remark._replace(body="改写的意见", resolved=True)
    changed(review, *PEOPLE, later, reply_to(later, "已办", author="p2"))
    path = onto(imported, review, tmp_path)
    again = importers.read(path)
    assert said(review_of(again)) == said(review)
    assert part(path, "word/comments.xml").count(b"<w:comment ") == 2
    assert part(path, "word/kept.xml") == b"<kept/>"
    assert part(path, "word/commentsExtended.xml").count(b'w15:done="1"') == 2


def test_an_answer_to_a_comment_without_a_mark_in_the_text_is_carried(tmp_path: Path) -> None:
    comment = (
        '<w:comment w:id="0" w:author="某局"><w:p w14:paraId="00000011"><w:r><w:t>意见</w:t></w:r>'
        "</w:p></w:comment>"
    )
    imported = importers.read_bytes("a.docx", docx(p("正文的文字"), {"comments": comment}))
    review = review_of(imported)
    (remark,) = review.annotations()
    changed(review, *PEOPLE, reply_to(remark, "已办", author="p2"))
    path = tmp_path / "out.docx"
    exporters.write(export_of(review, imported.document, source_data=imported.data), path)
    assert said(review_of(importers.read(path))) == said(review)
    assert "已办" in part(path, "customXml/item9.xml").decode()


def test_a_comment_that_was_deleted_is_gone(tmp_path: Path) -> None:
    imported = importers.read_bytes("a.docx", COMMENTED)
    review = review_of(imported)
    (remark,) = review.annotations()
    changed(review, deleted=(RecordKey(RecordKind.ANNOTATION, remark.id),))
    path = onto(imported, review, tmp_path)
    assert review_of(importers.read(path)).annotations is not None
    assert list(review_of(importers.read(path)).annotations()) == []
    assert b"comment" not in part(path)
    assert b"00000011" not in part(path, "word/commentsExtended.xml")


def official(folder: Path) -> Imported:
    """The report of all remarks in a file that python-docx made."""
    document = python_docx.Document()
    for paragraph in DOCUMENT.paragraphs:
        document.add_paragraph(paragraph.span.cut(DOCUMENT.text))
    document.save(str(folder / "plain.docx"))
    return importers.read(folder / "plain.docx")


def unreadable_as_written(review: Review) -> list[str]:
    return [repr(item).replace("\\ud800", "\ufffd") for item in said(review)]


def test_every_kind_of_remark_comes_back(tmp_path: Path) -> None:
    imported = official(tmp_path)
    assert imported.document.text == DOCUMENT.text
    path = onto(imported, everything(), tmp_path)
    assert [repr(i) for i in said(review_of(importers.read(path)))] == unreadable_as_written(
        everything()
    )


def test_exporting_onto_an_export_doubles_nothing(tmp_path: Path) -> None:
    first = importers.read(onto(official(tmp_path), everything(), tmp_path))
    again = importers.read(onto(first, review_of(first), tmp_path))
    assert said(review_of(again)) == said(review_of(first))
    assert part(tmp_path / "out.docx", "word/comments.xml").count(b"<w:comment ") == 13


@pytest.mark.parametrize("tool", ["openxml-audit", "ooxml-integrity"])
def test_validators_find_no_more_than_in_the_original(tool: str, tmp_path: Path) -> None:
    export = export_of(Review([*PEOPLE]), opinion_table=False)
    exporters.write(export, tmp_path / "clean.docx")
    imported = importers.read(tmp_path / "clean.docx")
    validate(onto(imported, everything(), tmp_path), tool)


@needs_office
def test_everything_comes_back_after_libreoffice_saved_it(tmp_path: Path) -> None:
    out = tmp_path / "saved"
    out.mkdir()
    saved = through_office(onto(official(tmp_path), everything(), tmp_path), "docx", out)
    imported = importers.read(saved)
    assert imported.document.text == DOCUMENT.text
    assert [repr(i) for i in said(review_of(imported))] == unreadable_as_written(everything())


def strict(data: bytes) -> bytes:
    """The same file with the names of ISO 29500 strict."""
    office = b"officeDocument/2006/relationships"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(
        {
            name: part.replace(
                W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
            ).replace(
                b"http://schemas.openxmlformats.org/" + office,
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            for name, part in parts.items()
        }
    )


@pytest.mark.parametrize("data", [RICH, COMMENTED])
def test_a_strict_document_stays_strict(data: bytes, tmp_path: Path) -> None:
    imported = importers.read_bytes("a.docx", strict(data))
    remark = annotation_on(imported.document, 1, 4, kind=Kind.REPLACE, suggestion="改")
    review = Review([*review_of(imported).records, *PEOPLE, remark])
    path = onto(imported, review, tmp_path)
    assert said(review_of(importers.read(path))) == said(review)
    for name in ("word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels"):
        assert b"openxmlformats.org/wordprocessingml" not in part(path, name)
        assert b"openxmlformats.org/officeDocument/2006/relationships/comments" not in part(
            path, name
        )


def test_the_original_is_refused_where_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="公文版式"):
        exporters.write(export_of(Review([*PEOPLE]), base=Base.ORIGINAL), tmp_path / "a.docx")


def test_a_report_that_stands_in_embedded_documents_alone_is_typeset(tmp_path: Path) -> None:
    chunk = relation("c1", "aFChunk", "chunk.txt")
    data = docx('<w:altChunk r:id="c1"/>', relations=chunk, files={"word/chunk.txt": b"Text."})
    imported = importers.read_bytes("a.docx", data)
    review = Review([*review_of(imported).records, *PEOPLE, annotation_on(imported.document, 1, 3)])
    path = onto(imported, review, tmp_path)
    assert b"altChunk" not in part(path)
    assert [given.quote for given in importers.read(path).given] == ["ex"]


CONTROL = docx(
    p(
        r("单位："),
        "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>" + r("市司法局办公室")
        + "</w:sdtContent></w:sdt>",
        r("，以上。"),
    ) + "<w:sectPr/>"
)  # fmt: skip


def in_a_control(folder: Path) -> tuple[Path, Review]:
    document = importers.read_bytes("a.docx", CONTROL).document
    made = [
        annotation_on(document, 3, 6, id="a", body="起头"),
        annotation_on(document, 5, 7, id="b", body="中间"),
        annotation_on(document, 6, 6, id="c", kind=Kind.INSERT, suggestion="新"),
        annotation_on(document, 5, 12, id="d", body="跨出"),
    ]
    review = Review([*PEOPLE, *DEFAULT_CATEGORIES, *made])
    return onto(importers.read_bytes("a.docx", CONTROL), review, folder), review


def test_signs_of_comments_stand_behind_a_control_for_plain_words(tmp_path: Path) -> None:
    path, review = in_a_control(tmp_path)
    root = etree.fromstring(part(path))
    assert not list(root.iterfind(f".//{Q}sdt//{Q}commentReference"))
    assert len(list(root.iterfind(f".//{Q}sdt//{Q}commentRangeEnd"))) == 3
    assert said(review_of(importers.read(path))) == said(review)


def with_a_field(folder: Path) -> tuple[Path, Review]:
    """An export of remarks in and around a cross reference."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = "<w:r><w:instrText> REF _Ref1 \\h </w:instrText></w:r>"
    field = mark("begin") + code + mark("separate") + r("第三") + mark("end")
    imported = importers.read_bytes("a.docx", docx(p(r("参见"), field, r("部分。"))))
    text = imported.document
    assert text.text == "参见第三部分。"
    remarks = [annotation_on(text, 2, 3, id="a1", body="在内"), annotation_on(text, 0, 3, id="a2")]
    remarks += [annotation_on(text, 2, 6, id="a3"), annotation_on(text, 4, 6, id="a4")]
    review = Review([*PEOPLE, *DEFAULT_CATEGORIES, *remarks])
    return onto(imported, review, folder), review


def test_signs_of_comments_stand_behind_a_field(tmp_path: Path) -> None:
    path, review = with_a_field(tmp_path)
    assert said(review_of(importers.read(path))) == said(review)
    inside = re.search(rb"fldCharType=\"separate\".*fldCharType=\"end\"", part(path))
    assert inside is not None
    assert b"commentRangeEnd" in inside[0]
    assert b"commentReference" not in inside[0]


@needs_office
def test_libreoffice_takes_no_comment_for_words_of_a_field(tmp_path: Path) -> None:
    path, review = with_a_field(tmp_path)
    (tmp_path / "saved").mkdir()
    saved = importers.read(through_office(path, "docx", tmp_path / "saved"))
    assert saved.document.text == "参见第三部分。"
    assert said(review_of(saved)) == said(review)


@needs_office
def test_libreoffice_shows_all_words_of_a_control_with_comments(tmp_path: Path) -> None:
    path, _ = in_a_control(tmp_path)
    shown = through_office(path, "txt:Text", tmp_path).read_text("utf-8-sig")
    assert shown.strip().replace("新", "") == "单位：市司法局办公室，以上。"


def test_a_run_whose_look_was_changed_and_that_is_cut_keeps_ids_apart(tmp_path: Path) -> None:
    look = '<w:b/><w:rPrChange w:id="14" w:author="原作者"><w:rPr/></w:rPrChange>'
    data = docx(p(r("视察并听取汇报", look)) + "<w:sectPr/>")
    imported = importers.read_bytes("a.docx", data)
    made = [
        annotation_on(imported.document, 2, 4, id="a", body="一"),
        annotation_on(imported.document, 3, 6, id="b", kind=Kind.HIGHLIGHT),
    ]
    path = onto(imported, Review([*PEOPLE, *DEFAULT_CATEGORIES, *made]), tmp_path)
    root = etree.fromstring(part(path))
    ids = [each.get(Q + "id") for each in root.iter(Q + "rPrChange")]
    assert len(ids) > 1
    assert ids[0] == "14"
    assert len(set(ids)) == len(ids)


def test_a_range_that_ends_inside_a_formula_of_many_runs_comes_back(tmp_path: Path) -> None:
    formula = "".join(f"<m:r><m:t>{sign}</m:t></m:r>" for sign in "E=mc")
    data = docx(p(r("公式"), f"<m:oMath>{formula}</m:oMath>", r("。")) + "<w:sectPr/>")
    imported = importers.read_bytes("a.docx", data)
    assert imported.document.text == "公式E=mc。"
    made = [
        annotation_on(imported.document, 0, 3, id="a", body="到公式里"),
        annotation_on(imported.document, 4, 7, id="b", body="从公式里"),
        annotation_on(imported.document, 3, 5, id="c", body="公式里"),
    ]
    review = Review([*PEOPLE, *DEFAULT_CATEGORIES, *made])
    assert said(review_of(importers.read(onto(imported, review, tmp_path)))) == said(review)
