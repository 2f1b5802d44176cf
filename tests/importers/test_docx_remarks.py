"""The remarks in a DOCX file: comments on exactly their characters, changes as suggestions."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import importers
from reviewer.importers import Imported
from reviewer.importers.given import Given
from reviewer.model.document import Table
from reviewer.model.records import Kind
from tests.importers.making import NUMBERING, by, dele, docx, ins, numbered, p, r, tc


def read(data: bytes, encoding: str = "") -> Imported:
    return importers.read_bytes("报告.docx", data, encoding)


def said(imported: Imported) -> list[tuple[Kind, str, str, str]]:
    """Kind, the characters it stands on, the suggested wording, the author."""
    text = imported.document.text
    return [(g.kind, text[g.start : g.end], g.suggestion, g.creator) for g in imported.given]


# comments


def start(key: int) -> str:
    return f'<w:commentRangeStart w:id="{key}"/>'


def end(key: int) -> str:
    return f'<w:commentRangeEnd w:id="{key}"/><w:r><w:commentReference w:id="{key}"/></w:r>'


def comment(key: int, body: str, author: str = "某局", date: str = "2024-03-01T10:00:00Z") -> str:
    return (
        f'<w:comment w:id="{key}" w:author="{author}" w:date="{date}">'
        f'<w:p w14:paraId="{key:08X}"><w:r><w:t>{body}</w:t></w:r></w:p></w:comment>'
    )


def test_comments_stand_on_exactly_their_characters() -> None:
    body = p("前", start(1), "中", start(2), "间", end(1), "后") + p("下", end(2), "段")
    imported = read(docx(body, {"comments": comment(1, "一") + comment(2, "二")}))
    assert said(imported) == [
        (Kind.COMMENT, "中间", "", "某局"),
        (Kind.COMMENT, "间后\n下", "", "某局"),
    ]
    assert [g.body for g in imported.given] == ["一", "二"]


def test_a_comment_on_a_number_that_is_computed_keeps_to_the_typed_words() -> None:
    body = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f"{start(1)}{r('甲')}{end(1)}</w:p>"
    )
    imported = read(docx(body, {"comments": comment(1, "一"), "numbering": NUMBERING}))
    assert imported.document.text == "一、甲"
    assert said(imported)[0][1] == "甲"


def test_a_comment_on_a_point_and_one_between_paragraphs_keep_their_places() -> None:
    body = p("甲", start(1), end(1), "乙") + start(2) + p("丙") + end(2).split("<w:r>")[0] + p("丁")
    imported = read(docx(body, {"comments": comment(1, "点") + comment(2, "段")}))
    assert [(g.start, g.end) for g in imported.given] == [(1, 1), (3, 4)]


def test_threads_hang_on_their_first_comment_and_settled_ones_are_resolved() -> None:
    extended = (
        '<w15:commentEx w15:paraId="00000001" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000003" w15:paraIdParent="00000002" w15:done="0"/>'
    )
    body = p(start(1), start(2), start(3), "甲", end(1), end(2), end(3))
    comments = comment(1, "问") + comment(2, "答", "审阅人乙") + comment(3, "再答")
    imported = read(docx(body, {"comments": comments, "commentsExtended": extended}))
    first, *replies = sorted(imported.given, key=lambda g: bool(g.parent))
    assert first.resolved
    assert {reply.parent for reply in replies} == {first.external_id}
    assert [reply.body for reply in replies] == ["答", "再答"]


def test_comments_that_answer_each_other_in_a_circle_are_kept() -> None:
    extended = (
        '<w15:commentEx w15:paraId="00000001" w15:paraIdParent="00000002" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/>'
    )
    body = p(start(1), start(2), "甲", end(1), end(2))
    parts = {"comments": comment(1, "一") + comment(2, "二"), "commentsExtended": extended}
    assert {g.body for g in read(docx(body, parts)).given} == {"一", "二"}


def test_the_time_is_the_wall_clock_unless_the_true_time_is_given() -> None:
    parts = {
        "comments": comment(1, "一") + comment(2, "二") + comment(3, "三", date="nonsense"),
        "commentsIds": '<w16cid:commentId w16cid:paraId="00000002" w16cid:durableId="0000000A"/>',
        "commentsExtensible": (
            '<w16cex:commentExtensible w16cex:durableId="0000000A" '
            'w16cex:dateUtc="2024-03-01T02:00:00Z"/>'
        ),
    }
    body = p(start(1), start(2), start(3), "甲", end(1), end(2), end(3))
    when = {g.body: g.created for g in read(docx(body, parts)).given}
    assert when["一"] == datetime(2024, 3, 1, 10).astimezone(UTC)
    assert when["二"] == datetime(2024, 3, 1, 2, tzinfo=UTC)
    assert when["三"] is None


def test_a_comment_without_author_or_place_is_kept() -> None:
    parts = {"comments": '<w:comment w:id="9"><w:p><w:r><w:t>无主</w:t></w:r></w:p></w:comment>'}
    imported = read(docx(p("甲乙"), parts))
    assert [(g.body, g.creator, g.start, g.end) for g in imported.given] == [("无主", "", 2, 2)]


def test_the_same_remarks_have_the_same_ids_in_a_copy_that_renumbered_them() -> None:
    def ids(first: int, second: int) -> set[str]:
        body = p(start(first), "甲", end(first), start(second), "乙", end(second))
        comments = comment(first, "同") + comment(second, "同")
        return {g.external_id for g in read(docx(body, {"comments": comments})).given}

    assert ids(1, 2) == ids(41, 7)
    assert len(ids(1, 2)) == 2


# tracked changes


def test_changes_are_suggestions_on_the_text_before_them() -> None:
    body = p("前", ins("增"), "中", dele("删"), "后", dele("旧"), ins("新"), "尾")
    imported = read(docx(body))
    assert imported.document.text == "前中删后旧尾"
    assert said(imported) == [
        (Kind.INSERT, "", "增", "审阅人甲"),
        (Kind.DELETE, "删", "", "审阅人甲"),
        (Kind.REPLACE, "旧", "新", "审阅人甲"),
    ]
    assert (imported.given[0].start, imported.given[0].end) == (1, 1)
    assert "修订前" in imported.notices[0]


def test_the_person_can_choose_the_text_after_the_changes() -> None:
    body = p("前", ins("增"), "中", dele("删"), "后") + p("甲", mark=f"<w:del {by()}/>") + p("乙")
    imported = read(docx(body), importers.ACCEPTED)
    assert imported.document.text == "前增中后\n甲乙"
    assert imported.given == ()
    assert imported.document.source.encoding == importers.ACCEPTED
    assert "接受全部修订" in imported.notices[0]


def test_changes_of_different_people_stay_apart() -> None:
    body = p("前", dele("旧"), ins("新", "审阅人乙"), "后")
    assert said(read(docx(body))) == [
        (Kind.DELETE, "旧", "", "审阅人甲"),
        (Kind.INSERT, "", "新", "审阅人乙"),
    ]


def test_an_inserted_paragraph_mark_joins_and_a_deleted_one_parts_paragraphs() -> None:
    joined = read(docx(p("甲", mark=f"<w:ins {by()}/>") + p(ins("新"), "乙")))
    assert joined.document.text == "甲乙"
    assert said(joined) == [(Kind.INSERT, "", "\n新", "审阅人甲")]
    parted = read(docx(p("甲", dele("一"), mark=f"<w:del {by()}/>") + p(dele("二"), "乙")))
    assert parted.document.text == "甲一\n二乙"
    assert said(parted) == [(Kind.DELETE, "一\n二", "", "审阅人甲")]


def test_a_paragraph_that_is_wholly_inserted_is_suggested_after_the_one_before() -> None:
    body = p("甲") + p(ins("新段"), mark=f"<w:ins {by()}/>") + "<w:tbl/>" + p("乙")
    imported = read(docx(body))
    assert imported.document.text == "甲\n乙"
    assert said(imported) == [(Kind.INSERT, "", "\n新段", "审阅人甲")]
    assert imported.given[0].start == 1


def test_an_inserted_item_takes_no_number_from_those_that_were_there() -> None:
    new = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr>'
        f"<w:ins {by()}/></w:rPr></w:pPr>{ins('新')}</w:p>"
    )
    body = numbered("甲", 0) + new + numbered("乙", 0)
    imported = read(docx(body, {"numbering": NUMBERING}))
    assert imported.document.text == "一、甲\n二、乙"


def test_moves_are_a_deletion_here_and_an_insertion_there() -> None:
    body = p("甲", dele("移", tag="moveFrom"), "乙") + p("丙", ins("移", tag="moveTo"))
    imported = read(docx(body))
    assert [(kind, on, new) for kind, on, new, _ in said(imported)] == [
        (Kind.DELETE, "移", ""),
        (Kind.INSERT, "", "移"),
    ]
    assert {g.body for g in imported.given} == {"（移动）"}


def test_inserted_and_deleted_rows_are_changes() -> None:
    def row(text: str, change: str = "") -> str:
        return f"<w:tr><w:trPr>{change}</w:trPr>{tc(text)}{tc(text)}</w:tr>"

    table = (
        f"<w:tbl>{row('旧')}{row('增', f'<w:ins {by()}/>')}{row('删', f'<w:del {by()}/>')}</w:tbl>"
    )
    imported = read(docx(p("甲") + table + p("乙")))
    assert imported.document.text == "甲\n旧\n旧\n删\n删\n乙"
    assert imported.document.tables == (Table(2, 2),)
    assert [(kind, on, new) for kind, on, new, _ in said(imported)] == [
        (Kind.INSERT, "", "\n增\n增"),
        (Kind.DELETE, "删\n删\n", ""),
    ]


def test_inserted_and_deleted_cells_are_changes() -> None:
    cells = tc("甲") + tc("新", f"<w:cellIns {by()}/>") + tc("旧", f"<w:cellDel {by()}/>")
    imported = read(docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" + p("后")))
    assert imported.document.text == "甲\n旧\n后"
    assert [(kind, on, new) for kind, on, new, _ in said(imported)] == [
        (Kind.INSERT, "", "\n新"),
        (Kind.DELETE, "旧\n", ""),
    ]


IN_CELL = f"<w:tc>{p('甲', start(1), '乙', end(1))}</w:tc>"
LAST_CELL = f"<w:tc>{p('乙', end(1))}</w:tc>"
OTHER = tc("丙")
SDT = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("body", "quote"),
    [
        (f"<w:tbl><w:tr>{IN_CELL}{tc('丙')}</w:tr></w:tbl>", "乙"),
        (f"{p(start(1), '前')}<w:tbl><w:tr>{tc('甲')}{LAST_CELL}</w:tr></w:tbl>", "前\n甲\n乙"),
        (SDT.format(p("甲", start(1), "乙")) + p("丙", end(1)), "乙\n丙"),
        (f"<w:tbl>{SDT.format(f'<w:tr>{SDT.format(IN_CELL)}{OTHER}</w:tr>')}</w:tbl>", "乙"),
        (p("正文", '<w:r><w:footnoteReference w:id="2"/></w:r>'), "释"),
    ],
)
def test_a_comment_stands_on_its_words_wherever_they_are(body: str, quote: str) -> None:
    note = p("注", start(1), "释", end(1))
    parts = {
        "footnotes": f'<w:footnote w:id="2">{note}</w:footnote>',
        "comments": comment(1, "意见", "审阅人甲"),
    }
    assert [(g.quote, g.body) for g in read(docx(body, parts)).given] == [(quote, "意见")]


def test_a_change_without_author_or_time_is_kept() -> None:
    change = f'<w:ins w:id="5">{r("加")}</w:ins><w:del w:id="6" w:author="乙" w:date="昨天">'
    struck = "<w:r><w:delText>删</w:delText></w:r></w:del>"
    imported = read(docx(p("甲", change + struck)))
    assert [(g.kind, g.suggestion, g.creator, g.created) for g in imported.given] == [
        (Kind.INSERT, "加", "", None),
        (Kind.DELETE, "", "乙", None),
    ]


def test_who_left_only_initials_is_known_by_them() -> None:
    said_so = f'<w:comment w:id="1" w:author="" w:initials="LM">{p("意见")}</w:comment>'
    imported = read(docx(p("甲"), {"comments": said_so}))
    assert [g.creator for g in imported.given] == ["LM"]


def test_what_was_inserted_and_deleted_again_never_stood_there() -> None:
    both = f"<w:ins {by()}>{dele('幻', '审阅人乙')}</w:ins>"
    imported = read(docx(p("甲", both, "乙")))
    assert imported.document.text == "甲乙"
    assert imported.given == ()


def test_a_comment_by_the_author_of_a_change_is_its_ground() -> None:
    body = p("前", start(1), dele("旧"), ins("新"), end(1), "中", start(2), dele("删"), end(2))
    comments = comment(1, "依据充分", "审阅人甲") + comment(2, "不同意", "审阅人乙")
    imported = read(docx(body, {"comments": comments}))
    assert [(g.kind, g.body, g.creator) for g in imported.given] == [
        (Kind.REPLACE, "依据充分", "审阅人甲"),
        (Kind.DELETE, "", "审阅人甲"),
        (Kind.COMMENT, "不同意", "审阅人乙"),
    ]


@given(st.data())
def test_comments_on_any_range_quote_exactly_it(data: st.DataObject) -> None:
    paragraphs = data.draw(
        st.lists(st.text(alphabet="甲乙丙丁", min_size=1, max_size=5), min_size=1, max_size=4)
    )
    text = "\n".join(paragraphs)
    places = [at for at in range(len(text) + 1) if at == len(text) or text[at] != "\n"]
    first, last = sorted(data.draw(st.tuples(st.sampled_from(places), st.sampled_from(places))))
    body, at = "", 0
    for paragraph in paragraphs:
        inside = ""
        for char in [*paragraph, ""]:
            inside += (start(1) if at == first else "") + (end(1) if at == last else "")
            inside += r(char) if char else ""
            at += 1
        body += p(inside)
    imported = read(docx(body, {"comments": comment(1, "一")}))
    found: Given = imported.given[0]
    assert imported.document.text == text
    wanted = text[first:last].strip("\n")
    assert found.quote == wanted
    assert text[found.start : found.end] == wanted
