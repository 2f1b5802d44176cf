"""The words on the papers that a review becomes: titles, columns, fixed phrases."""

from __future__ import annotations

from typing import Final

from reviewer.model.records import Disposition

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
STATISTICS_COLUMNS: Final = ("项目", "条数")

COLUMN_WIDTHS: Final = {
    "序号": 11,
    "原文位置": 27,
    "原文内容": 33,
    "修改意见": 40,
    "理由依据": 24,
    "意见类型": 18,
    "重要程度": 18,
    "提出单位/人": 24,
    "提出时间": 35,
    "采纳情况": 18,
    "未采纳理由": 22,
    "处理人": 20,
    "处理日期": 35,
    "修改后文本": 22,
    "原文": 60,
    "修改后": 60,
    "修改说明": 40,
    "问题": 30,
    "问题要点": 60,
    "对应建议": 30,
    "对应句": 76,
    "对应程度": 18,
    "备注": 22,
    "处理情况": 40,
    "项目": 60,
    "条数": 20,
}
"""Relative widths of columns."""

OPINIONS_TITLE: Final = "意见汇总表"
CHANGES_TITLE: Final = "修改对照表"
CORRESPONDENCE_TITLE: Final = "问题—建议对应表"
DELIBERATION_TITLE: Final = "关于《{title}》的审议意见（草稿）"
HEARD: Final = "××××年×月×日，×××会议听取和审议了《{title}》。"
PRAISED: Final = "会议认为，{praise}"
MISSING: Final = "××××××。"
LEAD_IN: Final = "提出如下审议意见："
CLOSING: Final = "请认真研究处理，并于×个月内将研究处理情况提出书面报告。"
ON_SECTION: Final = "关于{title}部分"
ON_ARTICLE: Final = "关于{number}"
ON_THE_WHOLE: Final = "关于报告整体"
ON_THE_HEAD: Final = "关于标题与引言"
ON_LOST: Final = "关于原文已有改动的内容"
ON_QUOTE: Final = "关于{quote}："
LEFT_OUT: Final = "说明：本稿由批注汇编，供修改。{parts}未列入。"
LEFT_OUT_REJECTED: Final = "不采纳的意见{count}条"
LEFT_OUT_SILENT: Final = "只有标记、没有文字的批注{count}条"
COMPILED: Final = "说明：本稿由批注汇编，供修改。"
DELIBERATION_HEADS: Final = {
    "problem": "存在的主要问题",
    "suggestion": "改进工作的建议",
    "question": "需要说明的情况",
    "fact_check": "需要核实的内容",
    "wording": "文字表述的修改",
    "": "其他意见",
}
"""Headings of 审议意见 by the ids of the categories a review starts with."""
STATISTICS_TITLE: Final = "审阅统计"
CAPTION: Final = "图{number}　{title}统计（单位：条）"
ORPHANS_TITLE: Final = "未能定位的批注"
LIST_TITLE: Final = "批注清单"
SIGNATURES: Final = "审核人：　　　　　　　　复核人：　　　　　　　　日期："
REPORT_LINE: Final = "报告：{title}"
NOT_PLACED: Final = "（未能定位）"
LOST_OPINIONS: Final = "有{count}条在报告中未能定位。"
LOST_CHANGES: Final = "有{count}处在报告中未能定位。"
STATES: Final = {
    Disposition.PENDING: "待处理",
    Disposition.ADOPTED: "已采纳",
    Disposition.PARTLY_ADOPTED: "已部分采纳",
    Disposition.REJECTED: "未采纳",
    Disposition.UNDER_STUDY: "待研究",
}
"""What became of opinions, where it is the same for all: 均已采纳."""
TOO_LONG: Final = "注：{rows}的内容较长，打印时显示不全，全文见单元格。"
CUT_OFF: Final = "注：{rows}的内容超过了单元格的上限，未完的部分请导出为 DOCX、PDF 或 CSV 查看。"
ROWS_BY_NUMBER: Final = "序号{rows}"
ROWS_BY_PLACE: Final = "第{rows}行"
NO_OPINIONS: Final = "无修改意见。"
CHANGES_MADE: Final = "共修改{count}处。"
CHANGES_REJECTED: Final = "另有{count}处未采纳，未列入。"
NO_CHANGES: Final = "没有修改建议。"
NO_CATEGORY: Final = "未分类"
HEAD_OF_REPORT: Final = "标题与引言"
UNSIGNED: Final = "未署名"
DIRECT: Final = "直接"
TO_CHECK: Final = "待核对"
NONE: Final = "无"
DELETED: Final = "（删去）"
NO_PARTS: Final = "没有找到问题和建议部分。"
PARTS: Final = "问题{problems}项、建议{suggestions}项，"
ALL_LINKED: Final = "均有对应。"
NONE_LINKED: Final = "均没有对应。"
SOME_UNLINKED: Final = "其中{parts}没有对应。"
NO_ANSWER: Final = "（没有对应的建议）"
NO_PROBLEM: Final = "（没有对应的问题）"
BY_WORDS: Final = "按用词推断，请核对"

TITLES: Final = {
    "report": "带批注的报告",
    "opinions": OPINIONS_TITLE,
    "changes": CHANGES_TITLE,
    "correspondence": CORRESPONDENCE_TITLE,
    "deliberation": "审议意见稿",
    "statistics": "统计页",
}
"""What the papers are called, by their keys."""
