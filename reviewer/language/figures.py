"""What a report states as facts: figures, bodies, policy phrases, documents, dates, commitments.

A figure has its unit and what it counts; a commitment its deadline, where it names one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from reviewer.language import words
from reviewer.language.parts import suggestion_parts
from reviewer.model.document import Document
from reviewer.model.spans import Span


class FactKind(StrEnum):
    """What sort of fact it is: 数据, 单位, 提法, 文件, 任务."""

    FIGURE = "figure"
    BODY = "body"
    PHRASE = "policy_phrase"
    DOCUMENT = "document"
    COMMITMENT = "commitment"


class Fact(NamedTuple):
    """One fact where it stands.

    `sort` says what sort of figure or body it is (date, percent, count, rank …; 政府, 部门 …);
    `value` and `unit` take a figure apart, `what` is what it counts; `deadline` is by when a
    commitment is to be met. What does not apply is empty.
    """

    kind: FactKind
    text: str
    span: Span
    sort: str = ""
    value: str = ""
    unit: str = ""
    what: str = ""
    deadline: str = ""


_CJK: Final = "一二三四五六七八九十"
_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE: Final = "(?:万亿|千万|百万|亿|万|千)?(?:余|多)?"
_UNIT: Final = (
    "个工作日|周年|个百分点|平方公里|平方米|立方米|公里|千米|公顷|千瓦|万千瓦|亿元|万元|美元|元|吨|公斤|斤|亩|人次|户次|件次|批次|场次"
    "|小时|分钟|个月|个|家|件|人|次|项|名|户|条|处|所|辆|台|套|宗|起|场|份|期|批|部|座|只|头|株|米|天|倍|岁|类|支|村|位|篇|张|种|间|层|栋|幅|期|届|级"
)
_LEVEL: Final = r"(?<![全我本各城都超上门股楼辖\d])(?:省|市|县|区(?!域)|州|盟|旗)"
_PLACE: Final = "(?:(?<![\u4e00-\u9fff])|(?<=[在到由对向和与经据按]))[\u4e00-\u9fff]{2,4}(?:自治[区州县]|省|市|县|区|州|镇|乡)"
_DEADLINE: Final = re.compile(
    r"(?:到|在|于)?(?:\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|今年|明年|\d{1,2}月|[一二三四]季度|年)(?:底|末)?(?:之前|以前|前)"
    r"|到\d{4}年(?:底|末)?|年内|(?:[\d一二三四五六七八九十两]+个(?:月|工作日))(?:之内|以内|内)"
)

_FIGURES: Final = re.compile(
    "|".join(
        (
            (
                r"(?P<date>(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}"
                r"|\d{4}年\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|初|末)?|(?<!\d)\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|初|末|份)?"
                r"|[〇零一二三四五六七八九]{4}年(?:[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?)?)"
            ),
            r"(?P<year>(?<!\d)(?:19|20)\d\d(?:年度?(?:底|初|末)?|(?=[一-鿿])(?![个家件人次项名户元万亿余多])))",
            r"(?P<rank>(?:全国|全省|全市|全区|全县|全州)[一-鿿]{0,4}?第(?:[一二三四五六七八九十]{1,3}|\d+)[位名]?)",
            f"(?P<ordinal>第(?:[{_CJK}]{{1,3}}|\\d+)(?:届|次(?:会议|会)?))",
            rf"(?P<percent>(?:{_NUMBER})(?:[%％‰]|个百分点))",
            rf"(?P<duration>(?:[{_CJK}两]|\d{{1,2}})年(?:行动|计划|攻坚|规划)|(?<!\d)\d{{1,2}}年(?=[，。来间内]))",
            rf"(?P<count>(?:{_NUMBER}){_SCALE}(?:{_UNIT})|(?:{_NUMBER})(?:万亿|亿|万))",
            rf"(?P<numeral>(?<![第每{_CJK}〇\d])[两二三四五六七八九十][{_CJK}百千]{{0,4}}(?:余|多)?(?:个(?!体|人|别|性)|项|家|件|名|户|处)(?!目))",
        )
    )
)
_QUOTED: Final = re.compile("“(?P<at>[^“”\n。]{2,20})”")
_SLOGAN: Final = re.compile("(?:[两三四五六七八九十]|\\d{1,2})[\u4e00-\u9fff]")
_TITLES: Final = re.compile(
    r"《[^《》\n]{2,80}(?:《[^《》\n]*》[^《》\n]*)?》(?:[（(][^（()）\n]{2,12}〔\d{4}〕\d+号[）)])?"
)

# -- the left part of a name may hold these with 和 inside, and no other word of the sentence
_JOINED: Final = (
    "住房和城乡建设|发展和改革|自然资源和规划|文化和旅游|文化广电和旅游|监察和司法|工业和信息化|人力资源和社会保障|行政审批和政务信息管理"
    "|粮食和物资储备|卫生和计划生育|科学技术和工业信息化|农业和农村"
)
_STEM: Final = f"(?:{_JOINED}|(?:(?![的了和与及在对向把被是等就有以将要为全我本各市县区省长])[\u4e00-\u9fff]|市场|县域|区域|长江))"
_BODIES: Final = re.compile(
    "|".join(
        (
            (
                f"(?P<congress>(?:{_PLACE}|{_LEVEL})?(?:第[{_CJK}]{{1,3}}届)?人民代表大会(?:常务委员会)?"
                f"|(?:{_PLACE}|{_LEVEL}|全国)人大(?:常委会)?(?:视察组|执法检查组|调研组|办公[厅室]|[\u4e00-\u9fff]{{2,6}}(?:工作)?委员会|[\u4e00-\u9fff]{{2,4}}工委)?)"
            ),
            "(?P<meeting>(?:^|(?<=[、，。；：])|(?<=参加|召开|提请|通过|主持))(?:(?![的了和与及在])[\u4e00-\u9fff]){2,8}(?:常务会议?|议事会|周例会|主任会议|党组会议?|办公会议?)(?!制度|平台|机制|”))",
            f"(?P<party>(?:{_PLACE}委|{_LEVEL}委)(?!托|派|任|员|外)(?:常委会|(?:办公室|组织部|宣传部|统战部|政法委|编办|网信办|党校|全会))?|党中央|中共中央(?:办公厅)?)",
            f"(?P<state>国务院(?:办公厅)?|(?:{_PLACE}|{_LEVEL})(?:人民)?政府(?:办公[厅室])?)",
            (
                f"(?P<office>(?:{_PLACE}|{_LEVEL}){_STEM}{{1,14}}?(?:委员会|(?<![格结布全大开当僵破时定战棋])局|厅|(?:综合行政)?(?:执法)?(?:支|大|总)队|(?<!为)(?<!以)中心|法院|检察院|(?<=政)协)"
                "(?!长))"
            ),
            "(?P<ministry>国家[\u4e00-\u9fff]{2,6}?(?:委(?!员)|总局|局|署)|(?:司法|财政|教育|公安|民政|生态环境|农业农村|水利|商务|交通运输|自然资源|住房城乡建设|住房和城乡建设|人力资源社会保障|人力资源和社会保障|工业和信息化|科技|应急管理|文化和旅游|退役军人事务)部(?![门分])|最高人民法院|最高人民检察院)",
            "(?P<place>(?:(?<=深入|走访|察看|视察)|(?<=[、，到在]))[\u4e00-\u9fff]{1,3}之家)",
        )
    )
)
_LEVELS: Final = "省市县区州盟旗镇乡"
_FUNCTION: Final = "在到由对向和与经据按了的将为把被并及或等以从是日请"
_SORTS: Final = {
    "congress": "人大",
    "party": "党委",
    "state": "政府",
    "office": "部门",
    "meeting": "会议",
    "ministry": "部门",
    "place": "场所",
}
_COMMITS: Final = re.compile(
    "(?:^|(?<=[。；，]))(?:[一二三四五六七八九十]是)?(?P<at>(?:要|应当|应|须|必须|务必|力争|确保)(?![求素点件])[^。；，\n]{4,60})"
)


def facts(document: Document) -> list[Fact]:
    """Return everything a report states, in the order of the text."""
    plain = document.text.translate(str.maketrans(",;:()", "，；：（）"))
    found = [
        *_figures(document),
        *_bodies(plain),
        *_phrases(document),
        *_documents(document),
        *_commitments(document, plain),
    ]
    return sorted(found, key=lambda fact: (fact.span, fact.kind))


def facts_json(document: Document) -> dict[str, list[dict[str, object]]]:
    """Return the facts as plain values by their kinds; offsets are code points of the text."""
    names = {
        FactKind.FIGURE: "figures",
        FactKind.BODY: "bodies",
        FactKind.PHRASE: "policy_phrases",
        FactKind.DOCUMENT: "documents",
        FactKind.COMMITMENT: "commitments",
    }
    result: dict[str, list[dict[str, object]]] = {name: [] for name in names.values()}
    for fact in facts(document):
        values: dict[str, object] = {
            "text": fact.text,
            "start": fact.span.start,
            "end": fact.span.end,
        }
        more = fact._asdict()
        values |= {
            name: more[name] for name in ("sort", "value", "unit", "what", "deadline") if more[name]
        }
        result[names[fact.kind]].append(values)
    return result


def _figures(document: Document) -> Iterator[Fact]:
    text = document.text
    for found in _QUOTED.finditer(text):
        if _SLOGAN.match(found.group("at")) is not None:
            yield Fact(FactKind.FIGURE, found.group("at"), Span(*found.span("at")), "slogan")
    quoted = [Span(*f.span()) for f in _QUOTED.finditer(text) if _SLOGAN.match(f.group("at"))]
    at = 0
    for found in _FIGURES.finditer(text):
        while at < len(quoted) and quoted[at].end <= found.start():
            at += 1
        if at < len(quoted) and found.start() in quoted[at]:
            continue
        yield _figure(text, found)


def _figure(text: str, found: re.Match[str]) -> Fact:
    sort = found.lastgroup or ""
    written = found.group()
    start, end = found.span()
    if sort in ("date", "year", "rank", "ordinal", "duration"):
        number = re.search(r"\d+|[一二三四五六七八九十]+", written)
        value = number.group() if sort in ("rank", "ordinal") and number else written
        return Fact(FactKind.FIGURE, written, Span(start, end), sort, value)
    number = re.match(rf"(?:{_NUMBER}){_SCALE}|[两{_CJK}百千余多]+", written)
    value = number.group() if number is not None else written
    unit = written[len(value) :]
    what = ""
    if sort in ("count", "numeral") and unit in ("个", "家", "件", "项", "名", "户", "处", "条"):
        counted = _counted_noun(text, end)
        end += len(counted)
        what = counted
    what = what or _measured(text, start)
    return Fact(
        FactKind.FIGURE,
        text[start:end],
        Span(start, end),
        "count" if sort == "numeral" else sort,
        value,
        unit,
        what,
    )


def _counted_noun(text: str, at: int) -> str:
    """Return the word after a measure word: 1个县区, 5个单位."""
    run = re.match("[\u4e00-\u9fff]{1,6}", text[at : at + 6])
    if run is None:
        return ""
    words.load()
    first = words.cut(run.group())[0].cut(run.group())
    return first if len(first) > 1 else ""


def _measured(text: str, at: int) -> str:
    """Return what stands before a figure and is measured by it: 覆盖率达到95%."""
    before = re.search(
        "([\u4e00-\u9fff、]{2,14}?)(?:达到了?|达|为|是|共|约|近|超过|突破|完成|增长|提高|下降|减少|增加|升至|降至|至|到|了)?$",
        re.split("[，。；：（,;:(\n]", text[max(0, at - 24) : at])[-1],
    )
    return before.group(1) if before is not None else ""


def _bodies(plain: str) -> Iterator[Fact]:
    words.load()
    for found in _BODIES.finditer(plain):
        start = found.start() + _before_name(found.group())
        span = Span(start, found.end())
        yield Fact(FactKind.BODY, span.cut(plain), span, _SORTS[found.lastgroup or "office"])


def body_spans(plain: str) -> list[Span]:
    """Return where a text with wide punctuation names bodies."""
    return [fact.span for fact in _bodies(plain)]


def _before_name(matched: str) -> int:
    """Return how many characters before the name are words of the sentence: 听取了|市司法局.

    A place the dictionary does not know (源汇区) is cut into single characters, which stay.
    """
    cut = [span.cut(matched) for span in words.cut(matched)]
    level = next((at for at, w in enumerate(cut) if w[0] in _LEVELS or w[-1] in _LEVELS), 0)
    while level > 0 and len(cut[level - 1]) == 1 and cut[level - 1] not in _FUNCTION:
        level -= 1
    return sum(map(len, cut[:level]))


def _phrases(document: Document) -> Iterator[Fact]:
    for found in _QUOTED.finditer(document.text):
        yield Fact(FactKind.PHRASE, found.group("at"), Span(*found.span("at")))


def _documents(document: Document) -> Iterator[Fact]:
    for found in _TITLES.finditer(document.text):
        yield Fact(FactKind.DOCUMENT, found.group(), Span(*found.span()))


def _commitments(document: Document, plain: str) -> Iterator[Fact]:
    seen: set[int] = set()
    for part in suggestion_parts(document):
        for found in _COMMITS.finditer(plain, part.start, part.end):
            span = Span(*found.span("at"))
            seen.add(span.start)
            yield _commitment(document, plain, span)
    for found in _DEADLINE.finditer(plain):
        start = max(plain.rfind(mark, 0, found.start()) for mark in "。；\n") + 1
        end = min(
            (e for e in (plain.find(mark, found.end()) for mark in "。；\n") if e >= 0),
            default=len(plain),
        )
        if start not in seen and end - found.end() > 3:
            seen.add(start)
            yield _commitment(document, plain, Span(start, end))


def _commitment(document: Document, plain: str, span: Span) -> Fact:
    stop = min((e for e in (plain.find(m, span.end) for m in "。；\n") if e >= 0), default=span.end)
    deadline = _DEADLINE.search(plain, span.start, max(span.end, stop))
    when = deadline.group() if deadline is not None else ""
    return Fact(FactKind.COMMITMENT, span.cut(document.text), span, deadline=when)
