"""What people type to find annotations."""

from __future__ import annotations

import pytest

from reviewer.language.query import parse
from reviewer.model.categories import DEFAULT_CATEGORIES, PROBLEM
from reviewer.model.query import in_document_order, select
from reviewer.model.records import Disposition, Kind, Reviewer, Severity
from reviewer.model.review import Review
from tests.helpers import annotation_on, reply_to, report

DOCUMENT = report("报告", "一、情况", "执法力量薄弱。", "二、建议", "加强培训。")
FIRST = annotation_on(DOCUMENT, 8, 12, id="a1", body="请列明单位")._replace(
    category=PROBLEM,
    tags=frozenset({"数据"}),
    severity=Severity.IMPORTANT,
)
SECOND = annotation_on(DOCUMENT, 22, 24, id="a2", kind=Kind.HIGHLIGHT, author="p2")._replace(
    resolved=True,
    disposition=Disposition.ADOPTED,
)
REVIEW = Review(
    [
        FIRST,
        SECOND,
        reply_to(SECOND, "同意此条"),
        Reviewer(id="p1", name="审阅人甲", organisation="某局"),
        Reviewer(id="p2", name="审阅人乙"),
        *DEFAULT_CATEGORIES,
    ]
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ["a1", "a2"]),
        ("薄弱", []),
        ("执法", ["a1"]),
        ("列明", ["a1"]),
        ("同意", ["a2"]),
        ("某局", ["a1"]),
        ("类别:问题", ["a1"]),
        ("category:problem", ["a1"]),
        ("处理：采纳", ["a2"]),
        ("作者:乙", ["a2"]),
        ("章节:建议", ["a2"]),
        ("标签:数据", ["a1"]),
        ("引文:执法", ["a1"]),
        ("类型:高亮", ["a2"]),
        ("重要:重要", ["a1"]),
        ("状态:已解决", ["a2"]),
        ("状态:未解决", ["a1"]),
        ("-状态:已解决", ["a1"]),
        ("修改于:2024-03", ["a1", "a2"]),
        ("修改于:2024年3月", ["a1", "a2"]),
        ("修改于:2025..", []),
        ("状态:未解决 列明", ["a1"]),
        ("“列明 单位”", []),
        ("http://x", []),
        ("不存在的:字段", []),
    ],
)
def test_a_query_wants_these(text: str, ids: list[str]) -> None:
    assert [a.id for a in select(REVIEW, DOCUMENT, parse(text))] == ids


def test_annotations_come_in_document_order() -> None:
    assert in_document_order([SECOND, FIRST]) == [FIRST, SECOND]
