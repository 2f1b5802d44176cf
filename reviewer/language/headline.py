"""The title block of a report: web title, dateline, title, number, subtitle, author, addressee.

How these lines look in practice, any of them missing: a web page's copy of the title, a line
时间:…来源:…, a letterhead ending in 文件, a title over one to four lines that ends in the kind of
document (报告, 意见 …), a document number, ——2024年2月29日在…会议上, the author, the addressee with
a colon.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from reviewer.language.asides import is_page_number, squeezed
from reviewer.language.numbering import attachment_at_start, ordinal_at_start
from reviewer.language.patterns import pattern
from reviewer.model.document import ParagraphKind

MAX_LINES: Final = 40
"""The title block is looked for in that many paragraphs."""

_GENRES: Final = (
    "报告|意见|通知|通报|决定|决议|函|批复|纪要|方案|规划|纲要|办法|规定|条例|规则|要点|总结"
    "|说明|公告|通告|议案|讲话|细则|章程|预案|公报|建议|请示|计划|汇报|致辞|答复|复函|意见书|措施|材料|公约|守则|规程|准则|发言"
    "|答记者问|清样|打算|简报|情况"
)
_WEAK_GENRES: Final = "标准|制度|法|名单|清单|台账|表|汇总"
_TITLE_END: Final = pattern(f"(?:{_GENRES})(?:[（(\\[〔【][^（()）]{{1,20}}[）)\\]〕】])?[）)》]?$")
_WEAK_TITLE_END: Final = pattern(f"(?:{_WEAK_GENRES})(?:[（(][^（()）]{{1,20}}[）)])?$")
_GENRE_ENDS: Final = tuple(_GENRES.split("|"))
_WEAK_GENRE_ENDS: Final = tuple(_WEAK_GENRES.split("|"))
_CLOSING: Final = ("）", ")", "]", "〕", "】", "》")
# -- the first line of a title may end so too: 关于全面推行行政规范性文件 / 合法性审核机制的指导意见
_LETTERHEAD: Final = pattern(
    r"(?!.*关于).{2,40}文\s*件$"
    r"|.{0,12}(?:会议|大会|参阅)(?:文件|材料|资料)(?:之)?\s*[（(]?[一二三四五六七八九十\d]{1,3}[）)]?$"
)
_ISSUED: Final = ("发布", "发文", "成文", "更新", "印发", "信息", "生成", "公开", "稿件", "文章")
_TIMES: Final = ("时间", "日期", "来源")
_COLONS: Final = (":", "：")
_DATELINES: Final = (
    # -- how a line may begin, and all of it; each pattern is compiled for a line that begins so
    (("索",), r"索\s*引\s*号"),
    (("标",), r"标\s*题\s*[:：]"),
    (("主题",), "主题分类|主题词[:：]"),
    (("信息",), "信息(?:分类|类别|名称)"),
    (
        ("发文", "发布", "制定", "公开", "成文"),
        r"..(?:机关|机构|单位|部门|字号|文号|方式|范围)\s*[:：]",
    ),
    (("文",), r"文\s*号[:：]"),
    (("有效性",), ""),
    (("时",), r"时\s*效[:：]"),
    (("您", "当前", "现在", "所在"), "您?(?:当前|现在|所在)的?位置"),
    (("首页",), r"首页\s*[>＞»/|-]"),
    (("浏览", "阅读"), "..(?:次数|量)"),
    (("点击",), "点击(?:数|率|量)"),
    (("访问",), "访问(?:次数|量)"),
    (("[", "【", "(", "（", "字", "大"), r"[\[【(（]?\s*(?:字体|字号|大\s*中\s*小)"),
    (
        ("打印", "收藏", "关闭", "分享", "下载", "保存", "复制"),
        r"..(?:到|本页|此页|文章|链接|\s|$|[:：|])",
    ),
    (("无障碍", "简体", "繁体", "扫一扫", "朗读", "语音播报"), ""),
    (("作者", "编辑", "责编", "审核", "供稿", "撰稿"), "..[:：]"),
    (("责任编辑",), "责任编辑[:：]"),
    (("19", "20"), r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s|$)"),
)
_DOCUMENT_NUMBER: Final = pattern(
    r"[^\W\d_]{0,16}[〔\[［（(【]\s*\d{4}\s*[〕\]］）)】]\s*第?\s*\d{1,5}\s*号$|第\s*\d{1,4}\s*号$"
)
_SUBTITLE: Final = ("——", "--", "—", "－－", "⸺", "―")
_SUBTITLE_END: Final = ("上", *_GENRE_ENDS)
_BRACKETED: Final = pattern(r"[（(].{2,120}[）)]$", re.DOTALL)
_ADOPTED: Final = pattern(r"\d{4}年.*(?:会议|大会).{0,60}(?:通过|批准|修正|修订|施行|上)$")
_SENTENCE_END: Final = ("。", "；", ";", "！", "!", "？", "?", "，", ",")
_DAY: Final = pattern(
    r"[（(]?(?:\d{4}|[二〇○零一九三四五六七八]{4})\s*年.{1,4}月(?:.{1,4}日)?[）)]?$"
)
# -- what announces the text, with a colon, but greets nobody: 现将有关情况报告如下：
_ANNOUNCING: Final = tuple(
    "如下 以下 现将 现就 现对 根据 按照 为了 提出 开展 进行 决定 认为 指出 强调 作了 听取 简称".split()
)
_AIM: Final = pattern("为[^各]{4}")
_CONCERNS: Final = "关于"
"""What titles have that begin with a number all the same: 一、关于…的报告."""
_CRUMBS: Final = pattern(r"(?:当前|现在|所在)(?:的)?位置|^首页\s*[>＞»]")
_MAX_MENU: Final = 16
"""What stands above 当前位置：首页 > … and is that short belongs to the page: its name, its menu."""
_LABEL: Final = pattern("[^：:]{1,12}[：:]")
_COMMA: Final = pattern("[，,。；;]")


def classify_head(lines: Sequence[str], goes_on: Sequence[bool] = ()) -> list[ParagraphKind]:
    """Say what the lines before the first body paragraph or heading are.

    `goes_on` says which lines are broken and carry on in the next one. Returns one kind for each
    line of the title block, which may be empty; what follows is body.
    """
    head = list(lines[: _head_length(lines, goes_on)])
    kinds = [_plain_kind(line) for line in head]
    _mark_menu(head, kinds)
    _join_subtitles(head, kinds)
    _mark_title(head, kinds)
    _mark_authors(head, kinds)
    while kinds and kinds[-1] is ParagraphKind.BODY:
        kinds.pop()
    return kinds


def ends_like_a_title(line: str) -> bool:
    """Say whether a line ends in a kind of document: …方案, …的说明, …条例（草案）."""
    return line.endswith(_GENRE_ENDS) or (
        line.endswith(_CLOSING) and _TITLE_END.search(line) is not None
    )


def _ends_like_a_list(line: str) -> bool:
    return line.endswith(_WEAK_GENRE_ENDS) or (
        line.endswith(_CLOSING) and _WEAK_TITLE_END.search(line) is not None
    )


def joined_title(parts: Sequence[str]) -> str:
    """Join the lines of a title; a title set with spaces (国 务 院) loses them."""
    return "".join(_without_letterspacing(part) for part in parts)


def _without_letterspacing(part: str) -> str:
    words = part.split()
    return "".join(words) if words and all(len(word) == 1 for word in words) else part


def _head_length(lines: Sequence[str], goes_on: Sequence[bool]) -> int:
    for at, line in enumerate(lines[:MAX_LINES]):
        if _is_text(line) or (_opens_text(line) if at > 0 else _opens_untitled(lines)):
            return at
        if goes_on and goes_on[at] and _COMMA.search(line) and not line.startswith(_SUBTITLE):
            return at
        if _is_addressee(line):
            return at + 1
    return min(len(lines), MAX_LINES) if len(lines) <= MAX_LINES else 0


def _is_text(line: str) -> bool:
    if _is_dateline(line) or line.startswith(_SUBTITLE) or _BRACKETED.match(line):
        return False
    announces = line.endswith(_COLONS) and _announces(line)
    return len(line) > 90 or line.endswith(_SENTENCE_END) or announces


def _announces(line: str) -> bool:
    return any(word in line for word in _ANNOUNCING) or _AIM.search(line) is not None


def _opens_text(line: str) -> bool:
    found = ordinal_at_start(line)
    return found is not None or attachment_at_start(line) is not None


def _opens_untitled(lines: Sequence[str]) -> bool:
    """Say whether the first line is a heading, so that there is no title.

    Chinese numbers are enough; 1. and the like may begin a title, unless 2. follows.
    """
    first = ordinal_at_start(lines[0])
    if first is None:
        return False
    if first.family.is_chinese:
        return _CONCERNS not in lines[0] or not ends_like_a_title(lines[0])
    if first.value != 1 or ends_like_a_title(lines[0]):
        return False
    found = map(ordinal_at_start, lines[1:])
    return any(o is not None and (o.family, o.value) == (first.family, 2) for o in found)


def _is_addressee(line: str) -> bool:
    return line.endswith(("：", ":")) and len(line) <= 90 and not _is_dateline(line)


def _is_dateline(line: str) -> bool:
    """Say whether a line is a web page's about the paper; labels may be set wide: 有 效 性：有效."""
    label = _LABEL.match(line)
    written = squeezed(label.group()) + line[label.end() :] if label is not None else line
    return _is_timed(written) or any(
        written.startswith(starts) and re.match(whole, written) is not None
        for starts, whole in _DATELINES
    )


def _is_timed(written: str) -> bool:
    issued = next((word for word in _ISSUED if written.startswith(word)), "")
    rest = written.removeprefix(issued)
    return rest.startswith(_TIMES) and rest[2:].lstrip().startswith(_COLONS)


def _plain_kind(line: str) -> ParagraphKind:
    if _is_dateline(line) or is_page_number(line):
        return ParagraphKind.DATELINE
    if len(line) <= 40 and line.endswith("号") and _DOCUMENT_NUMBER.match(line):
        return ParagraphKind.DOCUMENT_NUMBER
    if line.startswith(_SUBTITLE) or _BRACKETED.match(line) or _is_dated(line):
        return ParagraphKind.SUBTITLE
    if _is_addressee(line):
        return ParagraphKind.ADDRESSEE
    if ("件" in line or "料" in line) and _LETTERHEAD.match(line):
        return ParagraphKind.WEB_TITLE
    return ParagraphKind.BODY


def _is_dated(line: str) -> bool:
    """Say whether a line is the day of the paper, or that of the meeting that adopted it."""
    return "年" in line and bool(
        ("会" in line and _ADOPTED.search(line)) or ("月" in line and _DAY.match(line))
    )


def _mark_menu(head: Sequence[str], kinds: list[ParagraphKind]) -> None:
    """Pass over the name and the menu of a web page, above its 当前位置：首页 > …."""
    crumbs = max((at for at, line in enumerate(head) if _is_crumbs(line)), default=-1)
    for at in range(crumbs):
        if kinds[at] is ParagraphKind.BODY and len(head[at]) <= _MAX_MENU:
            kinds[at] = ParagraphKind.DATELINE


def _is_crumbs(line: str) -> bool:
    return ("位置" in line or line.startswith("首页")) and _CRUMBS.search(line) is not None


def _join_subtitles(head: Sequence[str], kinds: list[ParagraphKind]) -> None:
    """Let a subtitle go on in the next line: ——2024年6月27日在…常务委员会 / 第二十一次会议上."""
    for at in range(1, len(head)):
        above, line = head[at - 1], head[at]
        open_ended = above.startswith(_SUBTITLE) and not above.endswith(_SUBTITLE_END)
        if kinds[at] is ParagraphKind.BODY and open_ended and line.endswith(_SUBTITLE_END):
            kinds[at] = ParagraphKind.SUBTITLE


def _mark_title(head: Sequence[str], kinds: list[ParagraphKind]) -> None:
    """Find the title: the first run of plain lines that ends in a kind of document.

    Where the same words come again further down, the first was a web page's copy of the title.
    """
    runs = _plain_runs(head, kinds)
    if not runs:
        return
    first = runs[0]
    title = first
    for run in runs[1:]:
        if _same(_words(head, first), _words(head, run)):
            title = run
    for at in title:
        kinds[at] = ParagraphKind.TITLE
    if title is not first:
        for at in first:
            kinds[at] = ParagraphKind.WEB_TITLE


def _words(head: Sequence[str], run: Sequence[int]) -> str:
    return squeezed("".join(head[at] for at in run))


def _same(copy: str, title: str) -> bool:
    """A web page adds its name to the title or cuts it short: 关于…的报告_某某人大网."""
    return len(title) >= 6 and (copy.startswith(title) or title.startswith(copy.rstrip(".…")))


def _plain_runs(head: Sequence[str], kinds: Sequence[ParagraphKind]) -> list[list[int]]:
    """Candidates for a title: up to four plain lines together, ending in a kind of document.

    Where no line ends so, the first plain line alone is the candidate.
    """
    runs: list[list[int]] = []
    at = 0
    while at < len(head):
        if kinds[at] is not ParagraphKind.BODY:
            at += 1
            continue
        stop = at
        while stop < len(head) and kinds[stop] is ParagraphKind.BODY and stop - at < 4:
            stop += 1
        ends = [k for k in range(at, stop) if ends_like_a_title(head[k])] or [
            k for k in range(at, stop) if _ends_like_a_list(head[k])
        ]
        if ends:
            runs.append(list(range(at, ends[0] + 1)))
            at = ends[0] + 1
        else:
            if not runs:
                runs.append([at])
            at += 1
    return runs


def _mark_authors(head: Sequence[str], kinds: list[ParagraphKind]) -> None:
    """Short plain lines after the title, before the addressee or the text, name the author."""
    if ParagraphKind.TITLE not in kinds:
        return
    last = max(at for at, kind in enumerate(kinds) if kind is ParagraphKind.TITLE)
    for at in range(last + 1, len(head)):
        if kinds[at] is ParagraphKind.BODY:
            if len(head[at]) > 40:
                return
            kinds[at] = ParagraphKind.AUTHOR
