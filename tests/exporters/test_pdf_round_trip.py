"""A PDF comes back whole: the typeset one, and the original pages with annotations appended."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import Phase, given, settings
from pikepdf import Name, String

from reviewer import exporters, importers
from reviewer.errors import ExportError
from reviewer.exporters.options import Base, Remarks
from reviewer.importers import Imported
from reviewer.model.change import RecordKey, RecordKind, Stamp
from reviewer.model.document import Document
from reviewer.model.records import Kind
from reviewer.model.review import Review
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
from tests.helpers import NOON, annotation_on, document_of, reply_to
from tests.importers import pdfs

needs_qpdf = pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fonts")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, fonts: Path) -> Imported:
    """The report as somebody's PDF."""
    path = tmp_path_factory.mktemp("original") / "report.pdf"
    exporters.write(export_of(Review(), opinion_table=False, font_cache=fonts), path)
    return importers.read(path)


def onto(original: Imported, review: Review, path: Path, **fields: Any) -> Imported:
    """Export onto the original pages, and read that again."""
    fields = {"opinion_table": False, **fields}
    export = export_of(
        review,
        original.document,
        source_data=original.data,
        page_map=original.page_map,
        base=Base.ORIGINAL,
        **fields,
    )
    exporters.write(export, path)
    return importers.read(path)


def as_written(review: Review) -> list[str]:
    """What a review says; characters that no JSON in UTF-8 holds are replaced."""
    return [repr(item).replace("\\ud800", "\ufffd") for item in said(review)]


def test_everything_comes_back_from_the_typeset_report(tmp_path: Path, fonts: Path) -> None:
    path = tmp_path / "t.pdf"
    exporters.write(export_of(everything(), opinion_table=False, font_cache=fonts), path)
    imported = importers.read(path)
    assert imported.document.text == DOCUMENT.text
    assert [repr(item) for item in said(review_of(imported))] == as_written(everything())


@pytest.mark.parametrize(
    "fields",
    [
        {"remarks": frozenset(Remarks)},
        {"issuer": "某某市人民政府文件", "issue_number": "某政〔2024〕8号"},
        {"opinion_table": True, "statistics": True},
    ],
)
def test_what_stands_beside_the_report_is_not_read_as_its_text(
    tmp_path: Path, fonts: Path, fields: dict[str, Any]
) -> None:
    path = tmp_path / "t.pdf"
    exporters.write(
        export_of(everything(), **{"opinion_table": False, "font_cache": fonts, **fields}), path
    )
    imported = importers.read(path)
    assert imported.document.text == DOCUMENT.text
    assert [repr(item) for item in said(review_of(imported))] == as_written(everything())


def test_notes_in_the_margin_alone_cannot_be_read_back(tmp_path: Path, fonts: Path) -> None:
    path = tmp_path / "t.pdf"
    ways = frozenset({Remarks.MARGIN, Remarks.LIST})
    exporters.write(
        export_of(everything(), opinion_table=False, font_cache=fonts, remarks=ways), path
    )
    imported = importers.read(path)
    assert imported.document.text == DOCUMENT.text
    assert not imported.given


@settings(max_examples=20, phases=(Phase.explicit, Phase.generate))
@given(random_reviews())
def test_any_review_comes_back_from_the_typeset_report(
    tmp_path_factory: pytest.TempPathFactory, fonts: Path, review: Review
) -> None:
    path = tmp_path_factory.mktemp("typeset") / "t.pdf"
    exporters.write(export_of(review, opinion_table=False, font_cache=fonts), path)
    imported = importers.read(path)
    assert imported.document.text == DOCUMENT.text
    assert said(review_of(imported)) == said(review)


def test_everything_comes_back_from_the_original_pages(original: Imported, tmp_path: Path) -> None:
    assert original.document.text == DOCUMENT.text
    path = tmp_path / "o.pdf"
    found = onto(original, everything(), path)
    assert path.read_bytes().startswith(original.data)
    assert found.document.text == DOCUMENT.text
    assert [repr(item) for item in said(review_of(found))] == as_written(everything())


@settings(max_examples=20, phases=(Phase.explicit, Phase.generate))
@given(random_reviews())
def test_any_review_comes_back_from_the_original_pages(
    tmp_path_factory: pytest.TempPathFactory, original: Imported, review: Review
) -> None:
    path = tmp_path_factory.mktemp("onto") / "o.pdf"
    found = onto(original, review, path)
    assert path.read_bytes().startswith(original.data)
    assert found.document.text == DOCUMENT.text
    assert said(review_of(found)) == said(review)


@pytest.mark.parametrize("streams", [False, True], ids=["table", "stream"])
@needs_qpdf
def test_qpdf_finds_no_fault_in_what_was_appended(
    streams: bool, original: Imported, tmp_path: Path
) -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(original.data)) as pdf:
        mode = pikepdf.ObjectStreamMode.generate if streams else pikepdf.ObjectStreamMode.disable
        pdf.save(stream, object_stream_mode=mode)
    source = importers.read_bytes("report.pdf", stream.getvalue())
    path = tmp_path / "o.pdf"
    found = onto(source, everything(), path)
    assert path.read_bytes().startswith(source.data)
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)
    assert len(list(review_of(found).annotations())) == len(list(everything().annotations()))
    again = onto(found, review_of(found), tmp_path / "again.pdf")
    assert said(review_of(again)) == said(review_of(found))


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_quads_on_turned_and_cropped_pages_lie_on_their_words(turn: int, tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdfs.typeset(turn=turn))) as pdf:
        left, low, right, high = (float(value) for value in pdf.pages[0].MediaBox)
        pdf.pages[0].CropBox = pikepdf.Array([left + 11, low + 7, right - 3, high - 5])
        stream = io.BytesIO()
        pdf.save(stream)
    source = importers.read_bytes("t.pdf", stream.getvalue())
    text = source.document.text
    start = text.index("全市情况")
    remark = annotation_on(source.document, start, start + 4, body="请核对")
    path = tmp_path / "o.pdf"
    found = onto(source, Review([*PEOPLE, remark]), path)
    assert [given.quote for given in found.given] == ["全市情况"]
    # -- a reader that knows nothing of what is carried finds the same words under the quad
    with pikepdf.open(path) as pdf:
        for annotation in pdf.pages[0].Annots:
            if "/RVItem" in annotation:
                del annotation["/RVItem"]
        bare = io.BytesIO()
        pdf.save(bare)
    (given_,) = importers.read_bytes("t.pdf", bare.getvalue()).given
    assert (given_.quote, given_.start) == ("全市情况", start)


def colleague() -> Imported:
    """A report in which somebody else said something, and was answered."""
    said_then = {"M": String("D:20240229080000Z")}
    answer = {"IRT": 0, "RT": Name.R, "T": String("另一人"), **said_then}
    return importers.read_bytes(
        "t.pdf",
        pdfs.annotated(
            pdfs.typeset(),
            pdfs.markup("Highlight", "全市情况", Contents=String("请核对"), T=String("某人")),
            pdfs.note("Text", 9, 9, Contents=String("好"), **answer),
        ),
    )


def annots(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return sum(len(page.get("/Annots", [])) for page in pdf.pages)


def test_what_a_colleague_said_is_not_said_twice(tmp_path: Path) -> None:
    source = colleague()
    review = review_of(source)
    found = onto(source, review, tmp_path / "o.pdf")
    assert (tmp_path / "o.pdf").read_bytes() == source.data
    assert said(review_of(found), source.document) == said(review, source.document)


def test_answers_states_and_changes_to_what_a_colleague_said_are_appended(tmp_path: Path) -> None:
    source = colleague()
    review = review_of(source)
    (theirs,) = review.annotations()
    mine = theirs._replace(resolved=True, body="请核对两处", reason="数据有误")
    answer = reply_to(theirs, "已核对", author="p1")._replace(id="mine")
    records = [*(r for r in review.records if r.id != theirs.id), mine, answer, *PEOPLE]
    changed = Review(records)
    path = tmp_path / "o.pdf"
    found = onto(source, changed, path)
    assert path.read_bytes().startswith(source.data)
    assert annots(path) == 4
    assert said(review_of(found), source.document) == said(changed, source.document)


def test_what_was_changed_in_another_reader_counts(original: Imported, tmp_path: Path) -> None:
    remark = annotation_on(DOCUMENT, *at("视察组对全市"), body="请核对", tags=frozenset({"甲"}))
    wording = annotation_on(
        DOCUMENT, *at("持续深入学习"), id="a2", kind=Kind.REPLACE, suggestion="学习"
    )
    gone = annotation_on(DOCUMENT, *at("基本情况"), id="a3", body="删去")
    path = tmp_path / "o.pdf"
    onto(original, Review([*PEOPLE, remark, wording, gone]), path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        for annotation in page.Annots:
            if annotation.get("/NM") == "a1":
                annotation.Contents = String("已核对无误")
            if annotation.get("/NM") == "a2.99":
                annotation.Contents = String("不断学习")
        page.Annots = pikepdf.Array([a for a in page.Annots if a.get("/NM") != "a3"])
        pdf.save(path)
    found = {a.kind: a for a in review_of(importers.read(path)).annotations()}
    assert (found[Kind.COMMENT].body, found[Kind.COMMENT].tags) == ("已核对无误", {"甲"})
    assert found[Kind.REPLACE].suggestion == "不断学习"
    assert len(found) == 2


def test_an_item_that_somebody_broke_leaves_the_annotation(
    original: Imported, tmp_path: Path
) -> None:
    remark = annotation_on(DOCUMENT, *at("视察组对全市"), body="请核对")
    path = tmp_path / "o.pdf"
    onto(original, Review([*PEOPLE, remark]), path)
    for broken in ("{", "[]", '{"id":1}'):
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            for annotation in pdf.pages[0].Annots:
                if "/RVItem" in annotation:
                    annotation.RVItem = String(broken)
            pdf.save(path)
        (found,) = review_of(importers.read(path)).annotations()
        assert (found.body, found.quote) == ("请核对", "视察组对全市")


def test_the_original_is_chosen_where_there_is_one(
    original: Imported, tmp_path: Path, fonts: Path
) -> None:
    fields: dict[str, Any] = {"font_cache": fonts, "opinion_table": False}
    data = {"source_data": original.data, "page_map": original.page_map}
    path = tmp_path / "o.pdf"
    exporters.write(export_of(everything(), original.document, **data, **fields), path)
    assert path.read_bytes().startswith(original.data)
    for other in ({"base": Base.OFFICIAL}, {"remarks": frozenset({Remarks.MARGIN})}):
        exporters.write(export_of(everything(), original.document, **data, **fields, **other), path)
        assert not path.read_bytes().startswith(original.data)


def test_what_the_review_deleted_is_gone_and_what_it_left_out_stays(
    original: Imported, tmp_path: Path
) -> None:
    first = onto(original, everything(), tmp_path / "1.pdf")
    review = review_of(first)
    kinds = (Kind.REPLACE, Kind.COMMENT)
    gone = [next(a for a in review.annotations() if a.kind is kind) for kind in kinds]
    assert any(review.replies(one.id) for one in review.annotations())
    gone += [one for one in review.annotations() if review.replies(one.id)]
    keys = {RecordKey(RecordKind.ANNOTATION, one.id) for one in gone}
    review.apply(review.deletion("", *keys), Stamp(NOON, "x"))
    path = tmp_path / "2.pdf"
    second = onto(first, review, path, query="类别:没有这一类")
    assert path.read_bytes().startswith(first.data)
    assert said(review_of(second)) == said(review)
    # -- no window or answer is left without what it belonged to
    with pikepdf.open(path) as pdf:
        listed = [one for page in pdf.pages for one in page.obj.get("/Annots", [])]
        there = {one.objgen for one in listed}
        for one in listed:
            for key in ("/IRT", "/Parent", "/Popup"):
                assert key not in one or one[key].objgen in there


def pages_of(path: Path) -> list[str]:
    """The text of every page."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def test_tables_behind_the_typeset_report_are_no_part_of_it_when_it_is_read(
    tmp_path: Path, fonts: Path
) -> None:
    path = tmp_path / "t.pdf"
    exporters.write(export_of(everything(), statistics=True, font_cache=fonts), path)
    assert any("意见汇总表" in text for text in pages_of(path))
    imported = importers.read(path)
    assert imported.document.text == DOCUMENT.text
    assert [repr(item) for item in said(review_of(imported))] == as_written(everything())
    assert any("附上的" in notice for notice in imported.notices)


def test_tables_are_added_behind_the_original_pages_and_replaced_the_next_time(
    original: Imported, tmp_path: Path, fonts: Path
) -> None:
    path = tmp_path / "1.pdf"
    wanted: dict[str, Any] = {"opinion_table": True, "statistics": True, "font_cache": fonts}
    first = onto(original, everything(), path, **wanted)
    assert path.read_bytes().startswith(original.data)
    pages = pages_of(path)
    own = len(original.page_map)
    assert len(pages) > own + 1
    assert not any("意见汇总表" in text for text in pages[:own])
    assert any("意见汇总表" in text for text in pages[own:])
    assert f"— {own + 1} —" in pages[own]
    assert first.document.text == DOCUMENT.text
    assert [repr(item) for item in said(review_of(first))] == as_written(everything())
    second = onto(first, review_of(first), tmp_path / "2.pdf", **wanted)
    assert len(pages_of(tmp_path / "2.pdf")) == len(pages)
    assert second.document.text == DOCUMENT.text


@needs_qpdf
@pytest.mark.parametrize("streams", [False, True])
def test_a_file_with_added_pages_is_sound(
    streams: bool, original: Imported, tmp_path: Path, fonts: Path
) -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(original.data)) as pdf:
        mode = pikepdf.ObjectStreamMode.generate if streams else pikepdf.ObjectStreamMode.disable
        pdf.save(stream, object_stream_mode=mode)
    path = tmp_path / "o.pdf"
    made = original._replace(data=stream.getvalue())
    onto(made, everything(), path, opinion_table=True, font_cache=fonts)
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)


@pytest.mark.parametrize(("permission", "closed"), [(1, True), (2, True), (3, False)])
def test_a_certified_original_is_annotated_only_where_its_signer_allows_it(
    permission: int, closed: bool, original: Imported, tmp_path: Path
) -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(original.data)) as pdf:
        parameters = pikepdf.Dictionary(P=permission, V=Name("/1.2"))
        reference = pikepdf.Dictionary(TransformMethod=Name.DocMDP, TransformParams=parameters)
        signature = pikepdf.Dictionary(Type=Name.Sig, Reference=pikepdf.Array([reference]))
        pdf.Root.Perms = pikepdf.Dictionary(DocMDP=pdf.make_indirect(signature))
        pdf.save(stream)
    certified = original._replace(data=stream.getvalue())
    if not closed:
        assert onto(certified, everything(), tmp_path / "o.pdf").given
        return
    with pytest.raises(ExportError, match="签名人不允许添加批注"):
        onto(certified, everything(), tmp_path / "o.pdf")


@needs_qpdf
@pytest.mark.parametrize(
    ("version", "aes"), [(2, False), (3, False), (4, False), (4, True), (6, True)]
)
def test_an_original_that_opens_without_a_password_stays_encrypted_with_its_annotations(
    version: Any, aes: bool, original: Imported, tmp_path: Path
) -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(original.data)) as pdf:
        how = pikepdf.Encryption(owner="a", user="", R=version, aes=aes, metadata=aes)
        pdf.save(stream, encryption=how)
    path = tmp_path / "o.pdf"
    imported = onto(original._replace(data=stream.getvalue()), everything(), path)
    assert path.read_bytes().startswith(stream.getvalue())
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)
    with pikepdf.open(path) as pdf:
        assert pdf.is_encrypted
    assert [repr(item) for item in said(review_of(imported))] == as_written(everything())


def test_an_original_to_which_no_pages_may_be_added_gets_annotations_alone(
    original: Imported, tmp_path: Path, fonts: Path
) -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(original.data)) as pdf:
        allow = pikepdf.Permissions(modify_assembly=False)
        pdf.save(stream, encryption=pikepdf.Encryption(owner="a", user="", allow=allow))
    closed = original._replace(data=stream.getvalue())
    assert onto(closed, everything(), tmp_path / "o.pdf").given
    with pytest.raises(ExportError, match="不允许加页"):
        onto(closed, everything(), tmp_path / "t.pdf", opinion_table=True, font_cache=fonts)


@pytest.mark.parametrize("what", ["none", "locked", "cut off", "other"])
def test_an_original_that_cannot_be_appended_to_is_told_of(
    what: str, original: Imported, tmp_path: Path, fonts: Path
) -> None:
    data, page_map = original.data, original.page_map
    if what == "locked":
        stream = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            allow = pikepdf.Permissions(modify_annotation=False)
            pdf.save(stream, encryption=pikepdf.Encryption(owner="a", user="", allow=allow))
        data = stream.getvalue()
    elif what == "cut off":
        data = data[:-400]
    elif what == "other":
        page_map = page_map * 2
    else:
        data, page_map = b"", ()
    fields: dict[str, Any] = {"source_data": data, "page_map": page_map, "font_cache": fonts}
    export = export_of(Review(), original.document, **fields)
    exporters.write(export, tmp_path / "typeset.pdf")
    with pytest.raises(ExportError, match="不能把批注写回原件"):
        exporters.write(replace(export, base=Base.ORIGINAL), tmp_path / "o.pdf")


def handed_down(data: bytes) -> bytes:
    """The same file, its boxes, rotation and resources written once for all pages."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = pdf.Root.Pages
        pages["/Rotate"] = 90
        for page in pdf.pages:
            pages["/Resources"] = pikepdf.Dictionary(dict(page.obj.Resources.items()))
            pages["/MediaBox"] = pikepdf.Array(list(page.obj.MediaBox))
            for key in ("/Resources", "/MediaBox", "/Rotate"):
                if key in page.obj:
                    del page.obj[key]
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()


@needs_qpdf
@pytest.mark.parametrize("table", [False, True])
def test_pages_keep_what_they_inherit(table: bool, tmp_path: Path, fonts: Path) -> None:
    imported = importers.read_bytes("a.pdf", handed_down(pdfs.typeset()))
    document = imported.document
    remark = annotation_on(document, 2, 8, body="请核对")
    path = tmp_path / "o.pdf"
    found = onto(imported, Review([*PEOPLE, remark]), path, opinion_table=table, font_cache=fonts)
    assert found.document.text == document.text
    assert [repr(item) for item in said(review_of(found), found.document)] == as_written_on(
        Review([*PEOPLE, remark]), document
    )
    with pikepdf.open(path) as pdf:
        page = pdf.pages[0]
        assert page.obj.get("/Rotate") == 90
        assert "/Font" in page.obj.Resources
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False)
    assert done.returncode == 0
    bodies = path.read_bytes()
    with pikepdf.open(path) as pdf:
        there = {item.objgen[0] for item in pdf.objects if isinstance(item, pikepdf.Object)}
    wanted = {int(number) for number in re.findall(rb"(\d+) 0 R", bodies)}
    assert wanted <= there


def test_pages_that_share_a_list_of_annotations_get_their_own(tmp_path: Path) -> None:
    second = io.BytesIO(pdfs.typeset(["另外一页上的文字写在这里，请看。"]))
    with pikepdf.open(io.BytesIO(pdfs.typeset())) as pdf, pikepdf.open(second) as more:
        pdf.pages.extend(more.pages)
        empty = pdf.make_indirect(pikepdf.Array([]))
        for page in pdf.pages:
            page.obj["/Annots"] = empty
        stream = io.BytesIO()
        pdf.save(stream)
    imported = importers.read_bytes("a.pdf", stream.getvalue())
    document = imported.document
    end = len(document.text)
    made = [
        annotation_on(document, 2, 8, id="a", body="前"),
        annotation_on(document, end - 6, end - 1, id="b", body="后"),
    ]
    found = onto(imported, Review([*PEOPLE, *made]), tmp_path / "o.pdf")
    assert sorted(given.body or "" for given in found.given) == ["前", "后"]


def as_written_on(review: Review, document: Document) -> list[str]:
    return [repr(item) for item in said(review, document)]


def test_a_file_with_something_before_its_head_is_not_written_onto(tmp_path: Path) -> None:
    imported = importers.read_bytes("a.pdf", b"HTTP/1.1 200\r\n\r\n" + pdfs.typeset())
    with pytest.raises(ExportError, match="原件开头有多余的内容"):
        onto(imported, Review([*PEOPLE]), tmp_path / "o.pdf")


@needs_qpdf
@pytest.mark.parametrize("tail", [b"\0" * 5000, b"\r\n<html>\n" + b"<!-- x -->" * 600])
def test_what_a_server_left_behind_the_end_does_not_hinder(
    tail: bytes, original: Imported, tmp_path: Path
) -> None:
    path = tmp_path / "o.pdf"
    imported = onto(original._replace(data=original.data + tail), everything(), path)
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)
    assert path.read_bytes().startswith(original.data + tail)
    assert [repr(item) for item in said(review_of(imported))] == as_written(everything())


def test_a_long_address_comes_back_without_a_space_where_it_was_cut(
    tmp_path: Path, fonts: Path
) -> None:
    text = "详见https://www.example.gov.cn/zwgk/gongbao/2024/content-1234567.html的附件。"
    document = document_of("关于某项工作的报告", "一、总体情况", "依法行政" * 2 + text)
    path = tmp_path / "t.pdf"
    exporters.write(export_of(Review(), document, opinion_table=False, font_cache=fonts), path)
    assert text in importers.read(path).document.text


@pytest.mark.parametrize("title", ["关于𠮷县工作的报告", "关于𠮷䶮两县工作情况的报告"])
def test_no_space_is_read_behind_a_character_beyond_the_basic_plane(
    title: str, tmp_path: Path, fonts: Path
) -> None:
    document = document_of(title, "一、总体情况", "𠮷䶮县的情况。")
    path = tmp_path / "t.pdf"
    exporters.write(export_of(Review(), document, opinion_table=False, font_cache=fonts), path)
    text = importers.read(path).document.text
    assert title in text
    assert "𠮷䶮县的情况。" in text
