"""Comments of other programs say everything, and reading takes it apart again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.language.comment_words import Words, reread, written
from reviewer.model.records import Disposition, Kind, Severity

PLAIN = st.text("报告第一段\n，。 a", max_size=12).map(str.strip)
KINDS = {
    Kind.REPLACE: ("原文", "改文"),
    Kind.DELETE: ("原文", ""),
    Kind.INSERT: ("", "改文"),
}


@st.composite
def words(draw: st.DrawFn) -> Words:
    kind = draw(st.sampled_from(Kind))
    quote, suggestion = KINDS.get(kind, ("原文", ""))
    return Words(
        kind=kind,
        quote=quote,
        suggestion=suggestion,
        body=draw(PLAIN),
        reason=draw(PLAIN),
        category=draw(st.sampled_from(["", "问题", "自定"])),
        severity=draw(st.sampled_from(Severity)),
        disposition=draw(st.sampled_from(Disposition)),
        tags=frozenset(draw(st.sets(st.sampled_from(["甲", "乙", "丙"])))),
    )


@given(words())
def test_a_text_is_read_back_by_who_knows_nothing(said: Words) -> None:
    blank = Words(quote=said.quote)
    if (said.body or said.reason) and not said.kind.is_suggestion:
        said = said._replace(kind=Kind.COMMENT)
    assert reread(written(said), blank, ["问题", "自定"]) == said


@given(words(), PLAIN)
def test_rewriting_the_words_leaves_everything_else(said: Words, body: str) -> None:
    changed = said._replace(body=body)
    assert reread(written(changed), said) == changed
    assert reread(body, said)[5:] == said[5:]


def test_particulars_may_be_rewritten_too() -> None:
    said = Words(body="请核对", category="问题", severity=Severity.GRAVE, tags=frozenset({"甲"}))
    text = "【建议】请核对\n理由：不明\n重要程度：重要\n处理情况：采纳\n#乙 #丙"
    assert reread(text, said, ["建议"]) == Words(
        body="请核对",
        category="建议",
        reason="不明",
        severity=Severity.IMPORTANT,
        disposition=Disposition.ADOPTED,
        tags=frozenset({"乙", "丙"}),
    )


def test_other_brackets_are_words() -> None:
    assert reread("【注】请核对", Words(), ["建议"]) == Words(body="【注】请核对")


@pytest.mark.parametrize("text", ["落实“一网通办”要求", "“甲”和“乙", "China’s", "引“某‘内’某”"])
def test_marks_inside_quotation_marks_change_places_and_back(text: str) -> None:
    said = Words(kind=Kind.REPLACE, quote=text, suggestion=f"新{text}")
    assert reread(written(said), Words(quote=text)) == said
    assert "““" not in written(said)
    by_hand = f"建议将“{text}”修改为“新文”。"
    assert reread(by_hand, Words(quote=text)).suggestion == "新文"


@pytest.mark.parametrize(
    ("before", "where"),
    [
        ("全面推进依法行政，严格规范公正文明执法", "在“严格规范公正文明执法”后"),
        ("要坚持法治", "在“要坚持法治”后"),
        ("严格规范公正文明执法，", "在“严格规范公正文明执法，”后"),
        ("前一段\n本段", "在“本段”后"),
        ("深入学习贯彻习近平新时代中国特色社会主义法治思想", "在“社会主义法治思想”后"),
        ("前一段\n", "在本段开头"),
        ("", "在此处"),
    ],
)
def test_an_insertion_says_after_which_clause(before: str, where: str) -> None:
    said = Words(kind=Kind.INSERT, before=before, suggestion="新文")
    assert written(said) == f"建议{where}增加“新文”。"
    assert reread(written(said), Words()).suggestion == "新文"


def test_ends_of_paragraphs_are_said_in_words() -> None:
    joined = Words(kind=Kind.DELETE, quote="\n", body="太短")
    assert written(joined) == "建议将本段与下一段合并。\n太短"
    assert reread(written(joined), joined) == joined
    parted = Words(kind=Kind.INSERT, before="严格规范执法", suggestion="\n")
    assert written(parted) == "建议在“严格规范执法”后另起一段。"
    assert reread(written(parted), parted) == parted


def test_a_suggested_wording_may_be_rewritten() -> None:
    said = Words(kind=Kind.REPLACE, quote="原文", suggestion="改文")
    assert reread("建议将“原文”修改为“新文”。\n好", said) == said._replace(
        suggestion="新文", body="好"
    )
