"""Annotations that other programs put into a PDF become remarks on exactly their characters."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pytest
from pikepdf import Name, String
from reportlab.pdfgen.canvas import Canvas

from reviewer import importers
from reviewer.importers import Imported
from reviewer.importers.given import Given
from reviewer.importers.pdf_remarks import _time
from reviewer.importers.placing import place
from reviewer.model.records import Disposition, Kind
from reviewer.model.review import Review
from tests.helpers import NOON
from tests.importers import pdfs
from tests.importers.pdfs import markup, note

SIGNED = {"T": String("审阅人甲"), "M": String("D:20240301120000+08'00'")}


def read(*annotations: dict[str, Any], turn: int = 0) -> Imported:
    data = pdfs.annotated(pdfs.typeset(), *annotations)
    return importers.read_bytes("报告.pdf", data)


def given(*annotations: dict[str, Any]) -> tuple[Given, ...]:
    return read(*annotations).given


def said(remark: Given) -> tuple[Kind, str | None, str]:
    return remark.kind, remark.quote, remark.body


@pytest.mark.parametrize(
    ("subtype", "contents", "kind"),
    [
        ("Highlight", "", Kind.HIGHLIGHT),
        ("Highlight", "请核对", Kind.COMMENT),
        ("Underline", "请核对", Kind.UNDERLINE),
        ("Squiggly", "", Kind.UNDERLINE),
        ("StrikeOut", "请核对", Kind.STRIKEOUT),
    ],
)
def test_text_markup_stands_on_exactly_its_characters(
    subtype: str, contents: str, kind: Kind
) -> None:
    (remark,) = given(markup(subtype, "全市情况", Contents=String(contents), **SIGNED))
    assert said(remark) == (kind, "全市情况", contents)
    assert remark.creator == "审阅人甲"
    assert remark.created == remark.modified == datetime(2024, 3, 1, 4, 0, tzinfo=UTC)
    at = pdfs.TEXT.index("全市情况")
    assert (remark.start, remark.end) == (at, at + 4)


def test_a_range_over_lines_is_one_remark() -> None:
    first, second = pdfs.place("查阅有关资"), pdfs.place("料，实地")
    both = {
        "Subtype": Name.Highlight,
        "Rect": pikepdf.Array([60, first[1] - 30, 560, first[3]]),
        "QuadPoints": pikepdf.Array([*pdfs.quad(first), *pdfs.quad(second)]),
        "Contents": String("跨行"),
    }
    assert said(*given(both)) == (Kind.COMMENT, "查阅有关资料，实地", "跨行")


def test_an_annotation_on_each_of_two_pages_grouped_is_one_remark() -> None:
    parts = [
        markup("Highlight", "基本情况", Contents=String("两处")),
        markup("Highlight", "按照工作", IRT=0, RT=Name.Group),
    ]
    assert said(*given(*parts)) == (Kind.COMMENT, "基本情况\n按照工作", "两处")


def test_a_caret_grouped_with_a_strikeout_is_a_replacement() -> None:
    _, low, right, _ = pdfs.place("深入学习")
    caret = note(
        "Caret", right - 9, low - 9, Contents=String("不断学习"), IT=Name.Replace, **SIGNED
    )
    struck = markup("StrikeOut", "深入学习", IRT=0, RT=Name.Group, IT=Name.StrikeOutTextEdit)
    (remark,) = given(caret, struck)
    assert said(remark) == (Kind.REPLACE, "深入学习", "")
    assert remark.suggestion == "不断学习"
    assert remark.creator == "审阅人甲"


def test_a_struck_edit_without_a_caret_is_a_deletion() -> None:
    struck = markup("StrikeOut", "深入学习", IT=Name.StrikeOutTextEdit, Contents=String("重复"))
    assert said(*given(struck)) == (Kind.DELETE, "深入学习", "重复")


def test_a_caret_alone_is_an_insertion_between_two_characters() -> None:
    _, low, right, _ = pdfs.place("要持续")
    (remark,) = given(note("Caret", right - 9, low - 9, Contents=String("进一步")))
    assert (remark.kind, remark.suggestion) == (Kind.INSERT, "进一步")
    assert remark.start == remark.end == pdfs.TEXT.index("深入学习")


def test_what_the_window_of_a_lost_note_says_is_a_note_at_its_line() -> None:
    low = pdfs.place("二、意见建议")[1]
    (remark,) = given(note("Popup", 400, low - 3, Contents=String("请补充")))
    assert said(remark) == (Kind.COMMENT, "", "请补充")
    assert remark.start == pdfs.TEXT.index("二、意见建议") + len("二、意见建议")


def test_the_window_of_a_note_says_nothing_beside_it() -> None:
    data = pdfs.annotated(
        pdfs.typeset(),
        markup("Highlight", "全市情况", Contents=String("请核对")),
        note("Popup", 400, 600, Contents=String("请核对")),
        note("Popup", 400, 500),
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        highlight, popup, _ = pdf.pages[0].Annots
        highlight.Popup, popup.Parent = popup, highlight
        stream = io.BytesIO()
        pdf.save(stream)
    (remark,) = importers.read_bytes("报告.pdf", stream.getvalue()).given
    assert said(remark) == (Kind.COMMENT, "全市情况", "请核对")


@pytest.mark.parametrize("subtype", ["Text", "FreeText"])
def test_a_note_beside_a_line_is_a_comment_at_that_line(subtype: str) -> None:
    low = pdfs.place("二、意见建议")[1]
    (remark,) = given(note(subtype, 20, low - 3, Contents=String("请补充\r第二行")))
    assert said(remark) == (Kind.COMMENT, "", "请补充\n第二行")
    assert remark.start == pdfs.TEXT.index("二、意见建议")


def test_a_box_drawn_around_words_is_a_comment_on_them() -> None:
    left, low, right, high = pdfs.place("实地察看")
    box = {"Subtype": Name.Square, "Rect": pikepdf.Array([left - 2, low - 2, right + 2, high + 2])}
    assert said(*given({**box, "Contents": String("数据？")})) == (
        Kind.COMMENT,
        "实地察看",
        "数据？",
    )


def test_shapes_that_say_nothing_are_counted() -> None:
    found = read(note("Circle", 100, 700), note("Ink", 100, 600), note("Link", 1, 1))
    assert found.given == ()
    assert found.notices == ("有 2 处只有图形、没有文字的批注没有列入。",)


def test_shapes_that_hide_or_sound_are_counted_too() -> None:
    found = read(note("Redact", 100, 700), note("Sound", 100, 600), note("Stamp", 100, 500))
    assert found.given == ()
    assert found.notices == ("有 3 处只有图形、没有文字的批注没有列入。",)


def test_what_was_said_in_rich_text_alone_keeps_its_lines() -> None:
    rich = '<body xmlns="http://www.w3.org/1999/xhtml"><p>请核对</p><p>甲&amp;乙<br/>丙</p></body>'
    (remark,) = given(markup("Highlight", "全市情况", RC=String(rich)))
    assert remark.body == "请核对\n甲&乙\n丙"


def test_fields_of_a_form_that_were_filled_in_are_spoken_of() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.setFont(pdfs.FONT, 12)
    canvas.drawString(60, 760, "填表单位")
    canvas.acroForm.textfield(name="one", value="Bureau", x=60, y=700)
    canvas.acroForm.textfield(name="other", x=60, y=600)
    canvas.save()
    found = importers.read_bytes("报告.pdf", stream.getvalue())
    assert found.document.text == "填表单位"
    assert found.notices == ("有 1 个填写过的表单域，填写的内容没有列入正文，请对照原件。",)


def test_answers_and_states_hang_on_what_they_answer() -> None:
    thread = given(
        markup("Highlight", "全市情况", Contents=String("请核对"), **SIGNED),
        note("Text", 9, 9, Contents=String("已核对"), IRT=0, T=String("审阅人乙")),
        note("Text", 9, 9, Contents=String("同意"), IRT=1, RT=Name.R, **SIGNED),
        note("Text", 9, 9, Contents=String("甲 设为完成"), IRT=0, StateModel=String("Review"),
             State=String("Completed"), **SIGNED),
        note("Text", 9, 9, IRT=0, StateModel=String("Review"), State=String("Accepted"), **SIGNED),
    )  # fmt: skip
    root, *answers = thread
    assert root.resolved
    assert root.disposition is Disposition.ADOPTED
    assert sorted(answer.body for answer in answers) == ["同意", "已核对"]
    assert {answer.parent for answer in answers} == {root.external_id}


def test_a_state_that_was_taken_back_counts_no_more() -> None:
    (remark,) = given(
        markup("Highlight", "全市情况", Contents=String("请核对")),
        note("Text", 9, 9, IRT=0, StateModel=String("Review"), State=String("None"),
             M=String("D:20240302")),
        note("Text", 9, 9, IRT=0, StateModel=String("Review"), State=String("Rejected"),
             M=String("D:20240301")),
    )  # fmt: skip
    assert (remark.resolved, remark.disposition) == (False, Disposition.PENDING)


def test_answers_in_a_circle_are_all_kept() -> None:
    found = given(
        markup("Highlight", "全市情况", Contents=String("甲"), IRT=1),
        markup("Highlight", "工作安排", Contents=String("乙"), IRT=0),
    )
    assert sorted(remark.body for remark in found) == ["乙", "甲"]


def test_a_markup_where_there_is_no_text_is_kept_as_a_point() -> None:
    nowhere = {
        "Subtype": Name.Highlight,
        "Rect": pikepdf.Array([60, 100, 200, 112]),
        "QuadPoints": pikepdf.Array(pdfs.quad([60, 100, 200, 112])),
        "Contents": String("图上的说明"),
    }
    (remark,) = given(nowhere)
    assert said(remark) == (Kind.COMMENT, "", "图上的说明")


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_annotations_on_a_turned_page_stand_on_their_characters(turn: int) -> None:
    plain = importers.read_bytes("报告.pdf", pdfs.typeset(turn=turn))
    from reviewer.formats.page_map import PageMap, unpack
    from reviewer.model.spans import Span

    mapped = PageMap([unpack(page) for page in plain.page_map])
    at = plain.document.text.index("全市情况")
    (box,) = mapped.boxes(Span(at, at + 4))
    left, low, right, high = mapped.pages[0].space.own_box(box)
    there = {
        "Subtype": Name.Highlight,
        "Rect": pikepdf.Array([left, low, right, high]),
        "QuadPoints": pikepdf.Array([left, high, right, high, left, low, right, low]),
    }
    data = pdfs.annotated(pdfs.typeset(turn=turn), there)
    (remark,) = importers.read_bytes("报告.pdf", data).given
    assert remark.quote == "全市情况"


def test_remarks_are_placed_where_they_stand_and_once() -> None:
    found = read(
        markup("Highlight", "全市情况", Contents=String("甲")),
        markup("Underline", "实地察看"),
        note("Text", 20, 700, Contents=String("乙")),
    )
    numbers = iter(range(100))
    placing = place(found.given, found.document, Review(), None, NOON, lambda: f"n{next(numbers)}")
    assert (placing.placed, placing.orphaned, placing.moved) == (3, 0, 0)
    known = Review(placing.records)
    again = place(found.given, found.document, known, None, NOON, lambda: f"n{next(numbers)}")
    assert again.duplicates == 3


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("D:20240301120000Z", datetime(2024, 3, 1, 12, tzinfo=UTC)),
        ("D:20240301120000+08'00'", datetime(2024, 3, 1, 4, tzinfo=UTC)),
        ("D:20240301120000-0330", datetime(2024, 3, 1, 15, 30, tzinfo=UTC)),
        ("20240301120000Z00'00'", datetime(2024, 3, 1, 12, tzinfo=UTC)),
        ("D:20249999", None),
        ("昨天", None),
        ("", None),
    ],
)
def test_dates_are_read_as_the_standard_has_them(written: str, time: datetime | None) -> None:
    assert _time(written) == time
