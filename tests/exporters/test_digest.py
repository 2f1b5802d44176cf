"""Annotations in the words of offices."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer import exporters
from reviewer.exporters.digest import (
    abbreviated,
    initials,
    place_of,
    remarks,
    suggestion_text,
    summary,
    with_place,
)
from reviewer.exporters.docx_table import orphan_line
from reviewer.exporters.pdf_carried import note_of
from reviewer.exporters.pdf_margin import list_text
from reviewer.model.anchor import Anchor, Placement
from reviewer.model.records import Annotation, Disposition, Kind, Scope, Target
from reviewer.model.review import Review
from tests.exporters.reviews import DOCUMENT, PEOPLE, at, everything, export_of
from tests.helpers import NOON, annotation_on


def test_every_annotation_becomes_a_numbered_remark() -> None:
    assert [r.number for r in remarks(export_of(everything()))] == list(range(1, 12))


def test_suggestions_are_worded_as_offices_do() -> None:
    review = everything()
    texts = {a.id: suggestion_text(a) for a in review.annotations()}
    assert texts["a05"] == "建议将“持续深入学习”修改为“持续学习”。"
    assert texts["a06"] == "建议删去“深入学习,严格”。"
    assert texts["a07"].endswith("后增加“深入”。")
    assert texts["a01"] == ""


def test_the_place_is_said_with_section_numbers_and_paragraph() -> None:
    places = {a.id: place_of(a, DOCUMENT) for a in everything().annotations()}
    assert places["a01"] == "一、（一）第1段"
    assert places["a09"] == "一、基本情况"
    assert places["a10"] == "全文"
    assert places["a11"] == ""


def test_the_summary_is_written_from_the_data() -> None:
    export = export_of(everything())
    assert summary(remarks(export), export.review) == (
        "共收到2个单位2人的意见11条，其中待处理10条、不采纳1条。"
    )
    assert summary([], Review(PEOPLE)) == "无修改意见。"


@pytest.mark.parametrize(
    ("count", "disposition", "sentence"),
    [
        (1, Disposition.PENDING, "共收到1个单位1人的意见1条，待处理。"),
        (1, Disposition.REJECTED, "共收到1个单位1人的意见1条，未采纳。"),
        (3, Disposition.ADOPTED, "共收到1个单位1人的意见3条，均已采纳。"),
    ],
)
def test_what_is_the_same_for_all_is_said_once(
    count: int, disposition: Disposition, sentence: str
) -> None:
    made = [
        annotation_on(DOCUMENT, at, at + 2, id=f"a{at}")._replace(disposition=disposition)
        for at in range(count)
    ]
    export = export_of(Review([*PEOPLE, *made]))
    assert summary(remarks(export), export.review) == sentence


def test_a_long_quote_loses_its_middle() -> None:
    long = "刚性约束不足，存在部分政府部门对法治政府建设的重视程度不够，推动落实各项重点工作任务的质量还需要进一步增强。"
    assert abbreviated("短的原文") == "短的原文"
    assert abbreviated(long) == "刚性约束不足，存在部分政府部门对法治……的质量还需要进一步增强。"


def test_a_comment_says_category_text_and_particulars() -> None:
    text = next(r for r in remarks(export_of(everything())) if r.annotation.id == "a01").text
    assert text == "【问题】请补充𠮷县数据\n第二行\n重要程度：重大\n#数据"


def test_initials_are_short() -> None:
    assert [initials(n) for n in ("审阅人甲", "Wang Xiao Ming", "某某局办公室")] == [
        "审阅人甲",
        "WXM",
        "某某局",
    ]


def test_no_list_puts_quotation_marks_right_inside_others(tmp_path: Path) -> None:
    anchor = Anchor("e", None, "“党的领导”已删")
    lost = Annotation(
        id="x", kind=Kind.COMMENT, author="p1", created=NOON, modified=NOON, body="原文没有了",
        target=Target(Scope.RANGE, anchor), placement=Placement("e", None, confirmed=False),
    )  # fmt: skip
    there = annotation_on(DOCUMENT, *at("“党的领导”,落实"), id="y", body="请核实")
    export = export_of(Review([*PEOPLE, lost, there]))
    for suffix in (".txt", ".md"):
        exporters.write(export, tmp_path / f"out{suffix}")
        assert "““" not in (tmp_path / f"out{suffix}").read_text("utf-8")
    (orphan,) = (remark for remark in remarks(export) if remark.span is None)
    assert "““" not in orphan_line(orphan) + with_place(orphan, export).text + note_of(orphan)
    assert all("““" not in list_text(remark, DOCUMENT) for remark in remarks(export))
