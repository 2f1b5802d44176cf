"""Ordinals, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.language.numbering import (
    Family,
    attachment_at_start,
    chinese_numeral,
    numeral_value,
    ordinal_at_start,
)


@given(st.integers(1, 999))
def test_a_numeral_is_read_as_it_is_written(value: int) -> None:
    assert numeral_value(chinese_numeral(value)) == value


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十二", 12),
        ("二十", 20),
        ("一百零三", 103),
        ("二〇二四", 2024),
        ("一百二十", 120),
        ("千", 1000),
    ],
)
def test_numerals_of_every_kind(numeral: str, value: int) -> None:
    assert numeral_value(numeral) == value


@pytest.mark.parametrize("wrong", ["", "十百", "二十三百", "甲", "十十"])
def test_what_is_no_numeral_has_no_value(wrong: str) -> None:
    assert numeral_value(wrong) is None


@pytest.mark.parametrize(
    ("line", "family", "value", "written"),
    [
        ("一、基本情况", Family.CJK_COMMA, 1, "一、"),
        ("(二)依法行政", Family.CJK_BRACKETS, 2, "(二)"),
        ("（二十三）队伍建设", Family.CJK_BRACKETS, 23, "（二十三）"),
        ("3.坚持", Family.ARABIC_DOT, 3, "3."),
        ("3．坚持", Family.ARABIC_DOT, 3, "3．"),
        ("（4）坚持", Family.ARABIC_BRACKETS, 4, "（4）"),
        ("⑤坚持", Family.CIRCLED, 5, "⑤"),
        ("第一章　总则", Family.CHAPTER, 1, "第一章"),
        ("第二节 一般规定", Family.SECTION, 2, "第二节"),
        ("第十二条 本条例", Family.ARTICLE, 12, "第十二条"),
        ("第一条为了规范", Family.ARTICLE, 1, "第一条"),
        ("第二十二条 规划许可", Family.ARTICLE, 22, "第二十二条"),
        ("第一编 总则", Family.PART, 1, "第一编"),
        ("1.2 目的", Family.DECIMAL_2, 2, "1.2"),
        ("一、一季度经济运行", Family.CJK_COMMA, 1, "一、"),
    ],
)
def test_an_ordinal_at_the_start_of_a_line(
    line: str, family: Family, value: int, written: str
) -> None:
    ordinal = ordinal_at_start(line)
    assert ordinal is not None
    assert (ordinal.family, ordinal.value, ordinal.written) == (family, value, written)


@pytest.mark.parametrize(
    "line",
    [
        "1.5亿元",
        "2024.3.1召开",
        "3.14",
        "一、二等奖获得者",
        "三、四线城市",
        "第十条的规定执行",
        "第一、二轮督察",
        "十八大以来",
        "一带一路",
        "一是加强领导",
        "09:18",
        "二〇二四年二月",
        "“十四五”时期",
        "第三产业增加值",
    ],
)
def test_what_only_looks_like_an_ordinal_is_none(line: str) -> None:
    assert ordinal_at_start(line) is None


def test_an_attachment_opens_with_a_line_of_its_own_and_not_in_the_list_of_attachments() -> None:
    assert attachment_at_start("附件") is not None
    ordinal = attachment_at_start("附件2　任务清单")
    assert ordinal is not None
    assert ordinal.value == 2
    assert attachment_at_start("附件：1.整改清单") is None
    assert attachment_at_start("附件材料齐全的，应当受理。") is None
