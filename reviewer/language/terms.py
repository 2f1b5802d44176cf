"""The Chinese words for what a review can say: one dictionary for window, tables and queries."""

from __future__ import annotations

from typing import Final

from reviewer.model.records import Disposition, Kind, Severity

KIND_TERMS: Final = {
    Kind.HIGHLIGHT: "高亮",
    Kind.UNDERLINE: "下划线",
    Kind.STRIKEOUT: "删除线",
    Kind.COMMENT: "意见",
    Kind.REPLACE: "替换",
    Kind.INSERT: "插入",
    Kind.DELETE: "删除",
}
SEVERITY_TERMS: Final = {
    Severity.NORMAL: "一般",
    Severity.IMPORTANT: "重要",
    Severity.GRAVE: "重大",
}
DISPOSITION_TERMS: Final = {
    Disposition.PENDING: "待处理",
    Disposition.ADOPTED: "采纳",
    Disposition.PARTLY_ADOPTED: "部分采纳",
    Disposition.REJECTED: "不采纳",
    Disposition.UNDER_STUDY: "待研究",
}
RESOLVED_TERMS: Final = {True: "已解决", False: "未解决"}
ORPHAN_TERM: Final = "失去定位"
WHOLE_REPORT_TERM: Final = "全文"
MOVED_TERM: Final = "（移动）"
"""The body of a tracked move, which is a deletion here and an insertion there."""
