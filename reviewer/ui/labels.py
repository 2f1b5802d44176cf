"""The words of the interface for values of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from reviewer.language import terms
from reviewer.model.document import Section
from reviewer.model.records import Disposition, Kind, Severity

if TYPE_CHECKING:
    from datetime import datetime


def tr(text: str) -> str:
    """Translate a word that belongs to no widget."""
    return QCoreApplication.translate("labels", text)


def is_chinese() -> bool:
    """Whether the interface speaks Chinese, as the core does."""
    return tr(terms.WHOLE_REPORT_TERM) == terms.WHOLE_REPORT_TERM


def titled(title: str, words: str) -> str:
    """Put a title in front of words: 文件：打开."""
    return tr("{title}：{words}").format(title=title, words=words)


def with_key(words: str, key: str) -> str:
    """Put a key behind words: 打开（Ctrl+O）; none where there is no key."""
    return tr("{words}（{key}）").format(words=words, key=key) if key else words


def kind(value: Kind) -> str:
    """Return the word for a kind of annotation."""
    return tr(terms.KIND_TERMS[value])


def severity(value: Severity) -> str:
    """Return the word for a severity."""
    return tr(terms.SEVERITY_TERMS[value])


def disposition(value: Disposition) -> str:
    """Return the word for a disposition."""
    return tr(terms.DISPOSITION_TERMS[value])


def resolved(value: bool) -> str:
    """Return the word for whether talk is finished."""
    return tr(terms.RESOLVED_TERMS[value])


def when(time: datetime, now: datetime) -> str:
    """Say a time as people do: 今天 14:05, 3月1日, 2023年12月1日."""
    local, today = time.astimezone(), now.astimezone()
    if local.date() == today.date():
        return tr("今天 {time}").format(time=f"{local:%H:%M}")
    if local.year == today.year:
        return tr("{month}月{day}日").format(month=local.month, day=local.day)
    return tr("{year}年{month}月{day}日").format(year=local.year, month=local.month, day=local.day)


def section_path(path: tuple[Section, ...]) -> str:
    """Say where one is: 二、存在困难和问题 › (一)法治政府建设推进机制还不够完善."""
    return " › ".join(section.label for section in path)


def step(label: str) -> str:
    """Say what an edit did, by the label of its change."""
    words = {
        "annotate": tr("添加批注"),
        "edit": tr("修改批注"),
        "edit_many": tr("修改几条批注"),
        "edit_note": tr("修改意见"),
        "edit_wording": tr("修改建议的文字"),
        "edit_reply": tr("修改回复"),
        "resolve": tr("改动是否已解决"),
        "rule": tr("改动处理情况"),
        "tag": tr("添加标签"),
        "move": tr("改动批注的范围"),
        "reply": tr("回复"),
        "remove": tr("删除批注"),
        "remove_reply": tr("删除回复"),
        "import": tr("导入批注"),
        "link": tr("改动问题与建议的对应"),
        "ignore_finding": tr("忽略核对结果"),
        "review_section": tr("标记章节已审或未审"),
        "set_heading": tr("设为标题"),
        "unset_heading": tr("取消标题"),
        "promote": tr("标题升级"),
        "demote": tr("标题降级"),
    }
    return words.get(label, tr("改动"))
