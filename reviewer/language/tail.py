"""What closes a report and belongs to no section.

以上报告，请予审议。 · the list of attachments · the signature with its date · （此件公开发布） · 抄送 ·
what a web page leaves behind (责任编辑, 打印, 关闭, 上一篇).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reviewer.language.asides import is_date, is_page_number
from reviewer.language.patterns import pattern
from reviewer.model.document import ParagraphKind

_CLOSING: Final = pattern(
    "(?:以上(?:报告|汇报|意见|说明|情况|方案|审议)|特此|妥否|当否|专此|此复|此致|谨此|如无不妥|请予?审[议阅查]"
    "|请批[示复])"
)
_NOTE: Final = pattern(
    r"[（(][^（()）]*(?:公开|删减|删节|联系人|电话|共印|印发)[^（()）]*[）)]$|(?:抄送|主送|分送|报送|印送|抄报)[：:]"
    r"|.{2,40}\d日\s*印发$|(?:共印|印数)[：:]?\d+份?$"
)
_FURNITURE: Final = pattern(
    r"[【\[(（]?(?:打\s*印|关\s*闭|返\s*回|收\s*藏|分\s*享|扫一扫|扫码|上一[篇条]|下一[篇条]|相关(?:报道|链接|文章|稿件|阅读|附件)"
    r"|责\s*任?\s*编\s*辑?\s*[：:]|编\s*辑[：:]|编\s*审[：:]|审核[：:]|校对[：:]|来源[：:]|主办(?:单位)?[：:]|承办(?:单位)?[：:]"
    r"|版权所有|网站(?:地图|标识码|声明)|备案号|浏览(?:次数|量)|点击(?:数|率|量)|附件下载|字体|字号|地\s*址[：:]|邮\s*编[：:]|(?:联系)?电\s*话[：:]|传\s*真[：:]|技术支持[：:]|.{0,30}(?:ICP备|公网安备))"
)
_RELATED: Final = pattern(
    "(?:相关(?:报道|链接|文章|稿件|阅读|新闻|信息)|推荐阅读|延伸阅读|热门文章)[：:]?$"
)
_SIGNER: Final = pattern(
    "(?:委员会|人大常委会|政府|办公[室厅]|[局厅院组处科所会队]|中心|办事处|支部|党[委组工]|公司|学校|大学)$"
)
_WORDS: Final = pattern("[。；;：:，,！!？?]")
MAX_SIGNATURE: Final = 40
MAX_LINES: Final = 40


def is_furniture(line: str) -> bool:
    """Say whether a line is what a web page or a conversion leaves around a text."""
    return len(line) <= 80 and (_FURNITURE.match(line) is not None or is_page_number(line))


def tail_start(lines: Sequence[str], first: int, end: int, listed: Sequence[bool]) -> int:
    """Return where the tail of the lines `[first, end)` begins, `end` where there is none.

    `listed` says which lines belong to a list of attachments. The tail is read backwards, from
    what comes last, as far as every line is of a kind that closes a report.
    """
    at = end = before_related(lines, first, end)
    for line in range(end - 1, max(first, end - MAX_LINES) - 1, -1):
        if not _closes(lines, line, end, listed):
            break
        at = line
    return at


def before_related(lines: Sequence[str], first: int, end: int) -> int:
    """Return where a web page's list of related articles begins, `end` where there is none."""
    for line in range(max(first, end - MAX_LINES), end):
        below = lines[line + 1 : end]
        if _RELATED.match(lines[line]) and all(
            len(each) <= 60 and "。" not in each for each in below
        ):
            return line
    return end


def _closes(lines: Sequence[str], at: int, end: int, listed: Sequence[bool]) -> bool:
    line = lines[at]
    if listed[at] or is_furniture(line) or is_date(line) or _NOTE.match(line):
        return True
    if len(line) <= MAX_SIGNATURE and _CLOSING.match(line):
        return True
    return _signs(lines, at, end)


def _signs(lines: Sequence[str], at: int, end: int) -> bool:
    """A name before the date, or the name of a body at the very end."""
    line = lines[at]
    if len(line) > MAX_SIGNATURE or _WORDS.search(line):
        return False
    dated = at + 1 < end and is_date(lines[at + 1])
    body = _SIGNER.search(line) is not None and at > 0 and lines[at - 1].endswith(("。", "！"))
    cosigned = at + 2 < end and _SIGNER.search(line) is not None and is_date(lines[at + 2])
    return dated or body or cosigned


def tail_kind(line: str) -> ParagraphKind | None:
    """Return the kind of a line of the tail, None for words that close it (以上报告，请予审议。)."""
    if is_furniture(line):
        return ParagraphKind.DATELINE
    if len(line) <= MAX_SIGNATURE and _CLOSING.match(line):
        return None
    return ParagraphKind.SIGNATURE
