"""The words on the papers that a review becomes: titles, columns, fixed phrases."""

from __future__ import annotations

from typing import Final

OPINION_COLUMNS: Final = (
    "序号",
    "原文位置",
    "原文内容",
    "修改意见",
    "理由依据",
    "意见类型",
    "重要程度",
    "提出单位/人",
    "提出时间",
    "采纳情况",
    "未采纳理由",
    "处理人",
    "处理日期",
    "修改后文本",
)
"""Every column that 意见汇总表 may have, in its customary order."""

USUAL_OPINION_COLUMNS: Final = tuple(name for name in OPINION_COLUMNS if name != "提出时间")
"""The columns of 意见汇总表 where none were chosen."""

CHANGE_COLUMNS: Final = (
    "序号",
    "原文位置",
    "原文",
    "修改后",
    "修改说明",
    "提出单位/人",
    "采纳情况",
)
USUAL_CHANGE_COLUMNS: Final = ("序号", "原文", "修改后", "修改说明")
CORRESPONDENCE_COLUMNS: Final = (
    "序号",
    "问题",
    "问题要点",
    "对应建议",
    "对应句",
    "对应程度",
    "备注",
)

COLUMN_WIDTHS: Final = {
    "序号": 10,
    "原文位置": 22,
    "原文内容": 44,
    "修改意见": 54,
    "理由依据": 26,
    "意见类型": 14,
    "重要程度": 14,
    "提出单位/人": 22,
    "提出时间": 17,
    "采纳情况": 14,
    "未采纳理由": 18,
    "处理人": 13,
    "处理日期": 17,
    "修改后文本": 24,
    "原文": 60,
    "修改后": 60,
    "修改说明": 40,
    "问题": 30,
    "问题要点": 60,
    "对应建议": 30,
    "对应句": 60,
    "对应程度": 14,
    "备注": 30,
    "处理情况": 40,
}
"""Relative widths of columns."""

OPINIONS_TITLE: Final = "意见汇总表"
CHANGES_TITLE: Final = "修改对照表"
CORRESPONDENCE_TITLE: Final = "问题—建议对应表"
DELIBERATION_TITLE: Final = "审议意见（草稿）"
STATISTICS_TITLE: Final = "审阅统计"
ORPHANS_TITLE: Final = "未能定位的批注"
LIST_TITLE: Final = "批注清单"
SIGNATURES: Final = "审核人：　　　　　　　　复核人：　　　　　　　　日期："
REPORT_LINE: Final = "报告：{title}"
NOT_PLACED: Final = "（未能定位）"
NO_OPINIONS: Final = "无修改意见。"
NO_CHANGES: Final = "没有修改建议。"
NO_CATEGORY: Final = "未分类"
HEAD_OF_REPORT: Final = "标题与引言"
UNSIGNED: Final = "未署名"
DIRECT: Final = "直接"
PARTLY: Final = "部分"
NONE: Final = "无"
DELETED: Final = "（删去）"
NO_ANSWER: Final = "（没有对应的建议）"
NO_PROBLEM: Final = "（没有对应的问题）"
BY_ORDER: Final = "按次序对应，请核对"
PROBLEM_WORDS: Final = ("问题", "不足", "短板", "困难", "薄弱环节")
SUGGESTION_WORDS: Final = ("建议", "对策", "措施", "下一步", "意见")
