"""Punctuation: GB/T 15834-2011."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reviewer.language.checks.rule import Hit, Level, Rule, pattern
from reviewer.language.checks.text import ASIDE, HAN, NOT_PROSE, CheckedText
from reviewer.model.document import ParagraphKind
from reviewer.model.spans import Span

_WIDE: Final = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_ADDRESSEE: Final = f"^{HAN}[一-鿿、，,]{{1,40}}(?:常委会|委员会|政府|办公[室厅]|[局委厅院]|机构|单位|代表|委员|同志们?)"
_STRENGTH: Final = "、，,：:；;。"
_CJK_NUMBER: Final = "[一二三四五六七八九十]"


def _stronger(found: re.Match[str]) -> str:
    marks = re.sub(r"\s", "", found.group())
    return max(marks, key=_STRENGTH.index)


def _half_width(text: CheckedText) -> Iterator[Hit]:
    expression = re.compile(r"(?<=[一-鿿〇”》）)0-9%])[,;:?!](?=[一-鿿“《（(]|$)", re.MULTILINE)
    addressees = {f.end() for f in re.finditer(_ADDRESSEE + ":$", text.text, re.MULTILINE)}
    for found in text.matches(expression, raw=True):
        if found.end() not in addressees:
            yield Hit(Span(*found.span()), _WIDE[found.group()])


def _straight_quotes(text: CheckedText) -> Iterator[Hit]:
    pair = re.compile(r'"([^"\n]{1,80})"')
    for _, paragraph in text.paragraphs(ASIDE):
        line = paragraph.span.cut(text.text)
        if '"' not in line or re.search("[一-鿿]", line) is None:
            continue
        paired = {at for f in pair.finditer(line) for at in (f.start(), f.end() - 1)}
        for found in pair.finditer(line):
            if re.search("[一-鿿]", found.group()) is not None:
                span = Span(*found.span()).shifted(paragraph.span.start)
                yield Hit(span, f"“{found.group(1)}”")
        for found in re.finditer(f'"(?={HAN})|(?<={HAN})"', line):
            if found.start() not in paired:
                yield Hit(Span(*found.span()).shifted(paragraph.span.start))


def _title_end(text: CheckedText) -> Iterator[Hit]:
    genre = re.compile(
        "^[^。；，,]{4,60}(?:报告|意见|通知|通报|决定|决议|批复|纪要|方案|规划|办法|规定|条例|细则|要点|总结)"
        "(?P<at>[。．.；;，,、])$"
    )
    above = True
    for _, paragraph in text.paragraphs(ASIDE):
        found = genre.match(paragraph.span.cut(text.text)) if above else None
        if found is not None:
            yield Hit(Span(*found.span("at")).shifted(paragraph.span.start), "")
        above = above and paragraph.kind is ParagraphKind.TITLE
        if not above:
            return


def _open_end(text: CheckedText) -> Iterator[Hit]:
    prose = {p.span.start: p for _, p in text.paragraphs(NOT_PROSE | {ParagraphKind.HEADING})}
    starts = [span.start for span in text.joined]
    for span, following in zip(text.joined, [*starts[1:], -1], strict=False):
        line = span.cut(text.plain)
        paragraph = prose.get(span.start)
        if (
            paragraph is None
            or len(line) <= 45
            or not re.search(f"(?:{HAN}|\\d)(?<![到至为和与的在对从])$", line)
        ):
            continue
        if not re.search("[，。；]", line) or re.match("附|抄送|主送", line):
            continue
        goes_on = following >= 0 and text.plain[following] in "，。；：、”）》"
        is_item = paragraph.heading is not None and paragraph.heading == paragraph.span
        if not goes_on and not is_item and not _is_title_like(line):
            yield Hit(Span(span.end - 1, span.end), text.text[span.end - 1] + "。")


def _is_title_like(line: str) -> bool:
    return re.search("(?:会议|大会)(?:通过|修订|修正|批准|上)$|印发$", line) is not None


def _nested_colons(text: CheckedText) -> Iterator[Hit]:
    for span in text.joined:
        line = re.sub("（[^（）]*）|“[^”]*”", lambda f: "□" * len(f.group()), span.cut(text.plain))
        for found in re.finditer("：[^。；！？：\n]{1,60}(?P<at>：)", line):
            yield Hit(Span(*found.span("at")).shifted(span.start))


def _spaces(text: CheckedText) -> Iterator[Hit]:
    gap = re.compile("(?<=[一-鿿]{2})(?: {1,2}|[\u3000\xa0])(?=[一-鿿]{2})")
    for _, paragraph in text.paragraphs():
        line = paragraph.span.cut(text.text)
        if len(line) <= 20 or not re.search("[，,。；]", line):
            continue
        past = paragraph.heading.end - paragraph.span.start if paragraph.heading else 0
        for found in gap.finditer(line, max(past + 1, 8 if line.startswith("第") else 0)):
            yield Hit(Span(*found.span()).shifted(paragraph.span.start), "")


def _document_number(found: re.Match[str]) -> str:
    year, number = re.findall(r"\d+", found.group())[:2]
    return f"〔{year}〕{int(number)}号"


_ORDINAL_MARK: Final = r"^[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)](?P<at>[、，．.,])(?!\d)"
_ELLIPSIS: Final = (
    r"(?<![.\d])\.{3,}(?![.\d]|[ \t]*\d+$)|。{2,}|(?<!…)…(?!…)|(?<!…)…{3,}(?![…\d]|[ \t]*\d+$)"
    r"|(?<=等)……"
)
_DASH: Final = r"(?<![A-Za-z<!-])--+(?![A-Za-z>-])|－－+|(?<=.)—{3,}(?=.)|— +—"
_NUMBER_RANGE: Final = (
    r"(?<![\dA-Za-z.〔\[-])\d{1,4}(?:\.\d+)?[年%％]?(?P<at>[-－])\d{1,4}(?:\.\d+)?"
    r"(?:年|%|％|万|亿|个|人|月(?!\d))"
)
_UNIT_LEFT_OFF: Final = (
    r"(?<![\d.%％—～~-])(?!(?:19|20)\d\d\D)\d+(?:\.\d+)?[-—–－～~至]\d+(?:\.\d+)?[%％万亿]"
)


def _with_unit(found: re.Match[str]) -> str | None:
    whole = found.group()
    if whole[-1] not in "%％":
        return None
    return re.sub(r"[-—–－～~至]", lambda dash: whole[-1] + dash.group(), whole, count=1)


RULES: Final = (
    Rule(
        code="BD-01",
        title="半角标点",
        level=Level.WARNING,
        message="中文之间用了半角标点，应当用全角",
        wrong="按照要求,市人大常委会组织了视察。",
        right="按照要求，市人大常委会于09:18出发，比例为1:500。",
        source="GB/T 15834-2011 5.1",
        find=_half_width,
        mechanical=True,
    ),
    Rule(
        code="BD-02",
        title="半角括号",
        level=Level.WARNING,
        message="中文用了半角括号，应当用全角",
        wrong="视察了县区(乡镇)。",
        right="视察了县区（乡镇），简称(GDP)。",
        source="GB/T 15834-2011 4.9",
        find=pattern(r"\((?P<inner>[^()（）\n]*[一-鿿][^()（）\n]*)\)", "（\\g<inner>）", raw=True),
        mechanical=True,
    ),
    Rule(
        code="BD-03",
        title="句点作句号",
        level=Level.ERROR,
        message="句号写成了半角的点",
        wrong="报主管部门批准.",
        right="报主管部门批准。",
        source="GB/T 15834-2011 4.1",
        find=pattern(
            rf"(?<=[一-鿿])(?<!^[一二三四五六七八九十])(?<!^[一二三四五六七八九十]{{2}})\.(?={HAN}|$)",
            "。",
            raw=True,
        ),
    ),
    Rule(
        code="BD-04",
        title="直引号",
        level=Level.ERROR,
        message="中文里用了直引号，应当用“”",
        wrong='加强"三河三湖"治理。',
        right="加强“三河三湖”治理。",
        source="GB/T 15834-2011 4.8",
        find=_straight_quotes,
        mechanical=True,
    ),
    Rule(
        code="BD-08",
        title="标点重复或相撞",
        level=Level.ERROR,
        message="标点重复，或两个标点相撞",
        wrong="精神状态，，更加扎实。",
        right="精神状态，更加扎实……怎么办？！",
        source="GB/T 15834-2011 4",
        find=pattern(
            r"(?<=[一-鿿〇”》）\d%％])(?!。。)[，。；：、][ \t]*[，。；：、]+(?!\d)", _stronger
        ),
    ),
    Rule(
        code="BD-09",
        title="引号、书名号之间的顿号",
        level=Level.INFO,
        message="相邻的引号或书名号之间通常不用顿号",
        wrong="“一窗受理”、“一网通办”",
        right="“一窗受理”“一网通办”",
        source="GB/T 15834-2011 4.5.3.5（通常不用）",
        find=pattern("(?<=[”》])、(?=[“《])", ""),
        is_on=False,
        mechanical=True,
    ),
    Rule(
        code="BD-10",
        title="括号序号后的标点",
        level=Level.ERROR,
        message="带括号的序号后面不再用标点",
        wrong="（一）、加强领导",
        right="（一）加强领导",
        source="GB/T 9704-2012 7.3.3",
        find=pattern(_ORDINAL_MARK, "", raw=True),
    ),
    Rule(
        code="BD-11",
        title="“第一”后的顿号",
        level=Level.WARNING,
        message="“第一”“首先”作序次时后面用逗号",
        wrong="第一、加强组织领导。",
        right="第一，加强组织领导。第一、二轮督察已经完成。",
        source="GB/T 15834-2011 4.4",
        find=pattern(
            f"(?:^|(?<=[。；：]))(?:第{_CJK_NUMBER}|首先|其次|再次|最后)(?P<at>、)"
            "(?!第?[一二三四五六七八九十])",
            "，",
        ),
    ),
    Rule(
        code="BD-12",
        title="阿拉伯数字序号后的顿号",
        level=Level.WARNING,
        message="阿拉伯数字序号后面用下脚点“.”",
        wrong="1、统一编码。",
        right="1.统一编码。",
        source="GB/T 9704-2012 7.3.3",
        find=pattern(
            r"^(?!\d{1,2}、[^\n]{0,3}[月日号年])\d{1,2}(?P<at>、)(?!\d)",
            ".",
            skip=ASIDE | {ParagraphKind.CELL},
        ),
        mechanical=True,
    ),
    Rule(
        code="BD-13",
        title="汉字序号后的标点",
        level=Level.ERROR,
        message="“一”“二”作序号时后面用顿号",
        wrong="一.基本情况",
        right="一、基本情况",
        source="GB/T 9704-2012 7.3.3",
        find=pattern(
            f"^{_CJK_NUMBER}{{1,3}}(?P<at>[.．，,])(?:(?!\\d)|(?=(?:19|20)\\d\\d年))",
            "、",
            raw=True,
        ),
    ),
    Rule(
        code="BD-14",
        title="省略号的写法",
        level=Level.ERROR,
        message="省略号应当写作“……”，并且不与“等”同用",
        wrong="问题主要有...",
        right="问题主要有……",
        source="GB/T 15834-2011 4.11",
        find=pattern(_ELLIPSIS, lambda f: "" if f.group() == "……" else "……"),
    ),
    Rule(
        code="BD-15",
        title="破折号的写法",
        level=Level.ERROR,
        message="破折号应当写作“——”，中间不断开",
        wrong="--2024年2月29日在会议上",
        right="——2024年2月29日在会议上，中国—中亚峰会召开。",
        source="GB/T 15834-2011 4.10",
        find=pattern(_DASH, "——"),
    ),
    Rule(
        code="BD-16",
        title="起止用了短横",
        level=Level.WARNING,
        message="数字、年份的起止用一字线“—”或浪纹线“～”",
        wrong="2011-2020年发展规划",
        right="2011—2020年发展规划，电话0395-3121234，日期2024-03-01。",
        source="GB/T 15834-2011 4.13；GB/T 15835-2011 5.1.3",
        find=pattern(_NUMBER_RANGE, "—"),
    ),
    Rule(
        code="BD-17",
        title="起止数值漏了单位",
        level=Level.WARNING,
        message="起止两个数值的前一个漏了百分号或单位，容易误解",
        wrong="增长4.5—5%。",
        right="增长4.5%—5%。",
        source="GB/T 15835-2011 5.1.3",
        find=pattern(_UNIT_LEFT_OFF, _with_unit),
    ),
    Rule(
        code="BD-18",
        title="段末没有标点",
        level=Level.WARNING,
        message="段落很长而末尾没有标点",
        wrong="一、主要做法\n深入推进服务型政府建设，全面推行政务公开，持续推进各项改革，进一步优化便民利企法治环境，切实提升治理效能\n二、下一步打算",
        right="一、主要做法\n深入推进服务型政府建设，全面推行政务公开，持续推进各项改革，进一步优化便民利企法治环境，切实提升治理效能。\n二、下一步打算",
        source="GB/T 15834-2011 4.1",
        find=_open_end,
    ),
    Rule(
        code="BD-19",
        title="段首的标点",
        level=Level.WARNING,
        message="段落以句内或句末标点开头，可能断错了行",
        wrong="，市政府高度重视。",
        right="市政府高度重视。",
        source="GB/T 15834-2011 5.1",
        find=pattern("^[，。、；：！？）”》]", "", skip=ASIDE | {ParagraphKind.CELL}),
    ),
    Rule(
        code="BD-20",
        title="句中的空格",
        level=Level.INFO,
        message="句子的汉字之间有空格",
        wrong="全面加强党对法治 政府 建设的领导，切实履行第一责任人职责。",
        right="全面加强党对法治政府建设的领导，切实履行第一责任人职责。",
        source="通常做法",
        find=_spaces,
        mechanical=True,
    ),
    Rule(
        code="BD-21",
        title="全角或拆开的数字",
        level=Level.WARNING,
        message="数字、字母用了全角，或被空格拆开",
        wrong="２０２３年的工作",
        right="2023年的工作",
        source="GB/T 15835-2011 4",
        find=pattern(
            r"[０-９Ａ-Ｚａ-ｚ]+|(?<!\d)\d(?: \d){2,}(?= ?[年亿万％%])",
            lambda f: "".join(
                chr(ord(c) - 0xFEE0) if c > "\uff00" else c for c in f.group() if c > " "
            ),
            skip=ASIDE,
        ),
        mechanical=True,
    ),
    Rule(
        code="BD-22",
        title="看不见的字符",
        level=Level.WARNING,
        message="有看不见的字符、私用区字符或乱码",
        wrong="法\u200b治",
        right="法治",
        source="通常做法",
        find=pattern(
            "[\u200b-\u200f\u00ad\ufeff\ufffd\ue000-\uf8ff]|锟斤拷|烫烫烫",
            lambda f: "" if f.group() < "\ue000" or f.group() == "\ufeff" else None,
        ),
        mechanical=True,
    ),
    Rule(
        code="BD-23",
        title="间隔号的写法",
        level=Level.WARNING,
        message="间隔号应当写作“·”",
        wrong="大连重工•起重集团",
        right="大连重工·起重集团",
        source="GB/T 15834-2011 4.14",
        find=pattern("(?<=[一-鿿])[•・∙‧](?=[一-鿿])", "·"),
    ),
    Rule(
        code="BD-24",
        title="标题末尾的标点",
        level=Level.ERROR,
        message="文件标题末尾不用标点",
        wrong="关于全市法治政府建设情况的视察报告。",
        right="关于全市法治政府建设情况的视察报告",
        source="通常做法",
        find=_title_end,
    ),
    Rule(
        code="BD-25",
        title="发文字号的写法",
        level=Level.ERROR,
        message="发文字号的年份用六角括号〔〕，序号不编虚位，不加“第”字",
        wrong="国办发[2018]第08号",
        right="国办发〔2018〕8号，（2020）豫11民终12号",
        source="GB/T 9704-2012 7.2.5",
        find=pattern(
            r"(?<=[一-鿿])(?:[\[【［(（](?:19|20)\d\d[\]】］)）]\s*第?\d{1,6}号"
            r"|〔(?:19|20)\d\d〕(?:第\d{1,6}|0\d{1,6})号)",
            _document_number,
            raw=True,
        ),
        own_words=True,
    ),
    Rule(
        code="BD-26",
        title="附件说明的标点",
        level=Level.WARNING,
        message="附件说明的序号后用“.”，名称后不用标点",
        wrong="附件：1、整改清单。",
        right="附件：1.整改清单",
        source="GB/T 9704-2012 7.3.4",
        find=pattern(r"^附件：\s*\d+(?P<at>、)", "."),
    ),
    Rule(
        code="BD-27",
        title="主送机关后的冒号",
        level=Level.WARNING,
        message="主送机关后面用全角冒号",
        wrong="市人大常委会:",
        right="市人大常委会：",
        source="GB/T 9704-2012 7.3.2",
        find=pattern(_ADDRESSEE + "(?P<at>:)$", "：", raw=True),
    ),
    Rule(
        code="BD-28",
        title="冒号套用",
        level=Level.INFO,
        message="一个冒号管的句子里又用了冒号，一般不应套用",
        wrong="要求如下：一是时间：下周，二是地点不变。",
        right="要求如下：一是时间为下周，二是地点不变。",
        source="GB/T 15834-2011 4.7.3.3（一般不应套用）",
        find=_nested_colons,
        is_on=False,
    ),
    Rule(
        code="BD-29",
        title="“等”前的顿号",
        level=Level.WARNING,
        message="“等”前面不用顿号",
        wrong="视察了政务大厅、执法支队、等单位。",
        right="视察了政务大厅、执法支队等单位，评出一、等级不同的两类。",
        source="GB/T 15834-2011 附录B",
        find=pattern("(?P<at>、)等(?=[单地部方问项领措工，。；]|$)", ""),
    ),
)
