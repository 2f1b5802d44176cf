"""OFD: lines become paragraphs, every character keeps its place, and bombs do not go off."""

from __future__ import annotations

import pytest

from reviewer import importers
from reviewer.errors import ReportError
from reviewer.formats import guards
from reviewer.formats.page_map import PageMap, unpack
from reviewer.model.document import ParagraphKind
from reviewer.model.spans import Span
from tests.helpers import tree
from tests.importers.making import zipped
from tests.importers.ofds import SIZE, ofd, text_object, typeset, unit, use

FIRST = (
    "关于法治政府建设情况的视察报告",
    "　　按照工作安排，视察组对全市情况进行了视察，听取了汇",
    "报，查阅了资料。",
    "　　一、基本情况",
    "　　今年以来，全市各级各部门认真贯彻落实上级决策部署，",
)
SECOND = (
    "各项工作取得了明显成效。",
    "　　二、意见建议",
    "　　要持续深入学习，严格规范公正文明执法。",
)
TEXT = (
    "关于法治政府建设情况的视察报告\n"
    "按照工作安排，视察组对全市情况进行了视察，听取了汇报，查阅了资料。\n"
    "一、基本情况\n"
    "今年以来，全市各级各部门认真贯彻落实上级决策部署，各项工作取得了明显成效。\n"
    "二、意见建议\n"
    "要持续深入学习，严格规范公正文明执法。"
)
WHOLE = ofd([typeset(FIRST, "— 1 —"), typeset(SECOND, "— 2 —")])


def test_lines_are_joined_over_lines_and_pages_and_page_numbers_set_apart() -> None:
    imported = importers.read_bytes("报告.ofd", WHOLE)
    assert imported.document.text == TEXT
    assert imported.document.paragraphs[0].kind is ParagraphKind.TITLE
    assert tree(imported.document) == [(1, "一、", "基本情况"), (1, "二、", "意见建议")]
    assert imported.document.source.importer == "ofd"
    assert any("2 处页码" in notice for notice in imported.notices)


def test_every_character_has_its_place_on_a_page() -> None:
    imported = importers.read_bytes("报告.ofd", WHOLE)
    pages = PageMap([unpack(page) for page in imported.page_map])
    at = TEXT.index("意见")
    (box,) = pages.boxes(Span(at, at + 2))
    millimetre = 72 / 25.4
    assert box.page == 1
    assert box.left == pytest.approx((28 + 4 * SIZE) * millimetre, abs=1)
    assert box.right == pytest.approx((28 + 6 * SIZE) * millimetre, abs=1)
    assert box.bottom < (297 - 50) * millimetre < box.top


def test_what_is_drawn_twice_to_look_bold_stands_once() -> None:
    page = typeset(FIRST[:1]) + text_object(FIRST[0], 40.1, 28.1)
    assert importers.read_bytes("报告.ofd", ofd([page])).document.text == FIRST[0]


def test_units_that_are_drawn_elsewhere_are_text() -> None:
    data = ofd([use("3")], unit("3", typeset(FIRST[:1])))
    assert importers.read_bytes("报告.ofd", data).document.text == FIRST[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (ofd([]), "没有文字"),
        (ofd(['<ofd:ImageObject ID="1" ResourceID="2"/>']), "扫描件"),
        (ofd(["<a>"]), "损坏"),
        (ofd([typeset(FIRST)])[:-400], "损坏"),
        (zipped({"OFD.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), "损坏"),
        (ofd([typeset(["字"])], parts={"Doc_0/x.xml": b"<a/>" * 5_000_000}), "过大|过多"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(ReportError, match=words) as caught:
        importers.read_bytes("报告.ofd", data)
    assert "报告.ofd" in str(caught.value)


def test_all_parts_together_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "MAX_UNPACKED", 2000)
    with pytest.raises(ReportError, match="过大"):
        importers.read_bytes("报告.ofd", WHOLE)


@pytest.mark.parametrize("box", ["0 0 1e30 5", "0 0 -1 -1", "1e300 1e300 1e300 1e300", "nan", ""])
def test_absurd_places_do_no_harm(box: str) -> None:
    text = (
        f'<ofd:TextObject Boundary="{box}" Size="1e9"><ofd:TextCode X="1e300" '
        'DeltaX="g 99999999 1e200">字字</ofd:TextCode></ofd:TextObject>'
    )
    data = ofd([typeset(FIRST[:1]), text])
    assert importers.read_bytes("报告.ofd", data).document.text == FIRST[0]
