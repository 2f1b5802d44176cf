"""What a report states as facts: figures, bodies, policy phrases, documents, dates, commitments.

A figure has its unit and what it counts; a commitment its deadline, where it names one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from reviewer.language import words
from reviewer.language.bodies import bodies
from reviewer.language.parts import suggestion_parts
from reviewer.language.scripts import in_simplified
from reviewer.model.document import Document, ParagraphKind
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
_NUMBER: Final = r"(?<!\d)(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SCALE: Final = "(?:万亿|千万|百万|亿|万|千)?(?:余|多)?"
_UNIT: Final = (
    "微克/立方米|毫克/升|兆帕|分贝|毫米|厘米|兆瓦|千伏|吨标准煤|千瓦时|个工作日|周岁|课时|学时|轮次|周年|个百分点|平方公里|平方米|立方米|公里|千米|公顷|千瓦|万千瓦|亿元|万元|美元|元|吨|公斤|斤|亩|人次|户次|件次|批次|场次"
    "|小时|分钟|个月|个|家|件|人|次|项|名|户|条|处|所|辆|台|套|宗|起|场|份|期|批|部|座|只|头|株|米|天|倍|岁|类|支|村|位|篇|张|种|间|层|栋|幅|轮|眼|期|届|级"
)
_DEADLINE: Final = re.compile(
    r"(?:到|在|于)?(?:\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|今年|明年|\d{1,2}月(?:\d{1,2}日)?|[一二三四]季度|年(?=[底末])|(?<![\d\u4e00-\u9fff])年)(?:[底末初]|[上中下]旬)?(?:之前|以前|前)"
    r"|到\d{4}年(?:底|末)?|年内|(?:汛期?|采暖|供暖|开学|春节|国庆)(?:期|季)?前"
    r"|(?<![\d一二三四五六七八九十两])(?:[\d一二三四五六七八九十两]{1,4}(?:个月|个工作日|日|天))(?:之内|以内|内)"
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
            f"(?P<share>百分之[{_CJK}百零点]+|(?<![{_CJK}])[两{_CJK}]{{1,3}}个百分点)",
            (
                f"(?P<term>(?<![第每{_CJK}〇\\d])[两{_CJK}]{{1,3}}(?:个月|个工作日|日|天)(?=内|以内|之内)"
                f"|(?<![第每{_CJK}〇\\d百千万])[两{_CJK}][{_CJK}百千万]{{0,5}}亿?元)"
            ),
            rf"(?P<duration>(?:[{_CJK}两]|\d{{1,2}})年(?:行动|计划|攻坚|规划)|(?<!\d)\d{{1,2}}年(?=[，。来间内]))",
            rf"(?P<count>(?:{_NUMBER}){_SCALE}(?:{_UNIT})|(?:{_NUMBER})(?:万亿|亿|万))",
            rf"(?P<numeral>(?<![第每{_CJK}〇\d])[两二三四五六七八九十][{_CJK}百千]{{0,4}}(?:余|多)?(?:个(?!体|人|别|性)|项|家|件|名|户|处)(?!目))",
        )
    )
)
_CLASSIFIERS: Final = frozenset(
    "个 家 件 项 名 户 处 条 所 座 台 辆 套 支 批 起 场 部 份 类 种 眼".split()
)
"""Units that count things, so that the things stand behind them."""
_SORTS: Final = {"numeral": "count", "term": "count", "share": "percent"}
_LEADS: Final = (
    "未?达到了?|未?达|分别为|仅为|约为|为|是|共有|仅有|只有|共|约|近|超过|突破|完成|增长|提高|下降|减少|增加|升至|降至|至|到|了|仍有|有|仅|只|分别"
    "|不低于|不少于|不超过|不得低于|不得超过|不到|不足|不满|低于|高于|稳定在|控制在|在|至少|预计|力争"
)
_OF_ANOTHER: Final = re.compile(
    f"^{_SCALE}(?:{_UNIT}|[年月日%％号届])?(?:底|末|初)?(?:之前|以前|前|以上|以下|以来|以内|内|间|起)?的?[、和及与]?"
)
_HEADS: Final = "县区市乡镇村户校院所组局门位业庭构员目题项件"
"""What is counted is named where a word ends so; what follows says something of it."""
_KINDS: Final = frozenset("上级 市级 县级 省级 重点 主要 民生 高频 公共".split())
_NOT_COUNTED: Final = frozenset("全部 全市 全县 全省 全区 其中 户均 人均 各级 以上 以下".split())
_BEFORE: Final = 48
_MAX_MEASURED: Final = 16
_MAX_COUNTED: Final = 8
_QUOTED: Final = re.compile("“(?P<at>[^“”\n。]{2,20})”")
_SLOGAN: Final = re.compile("(?:[两三四五六七八九十]|\\d{1,2})[\u4e00-\u9fff]")
_TITLES: Final = re.compile(
    r"《[^《》\n]{2,80}(?:《[^《》\n]*》[^《》\n]*)?》(?:[（(][^（()）\n]{2,12}〔\d{4}〕\d+号[）)])?"
    r"|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,10}〔\d{4}〕\d+号"
)

_COMMITS: Final = re.compile(
    "(?:^|(?<=[。；，]))(?:[一二三四五六七八九十]是)?(?P<at>(?:要|应当|应|须|必须|务必|力争|确保)(?![求素点件])[^。；，\n]{4,60})"
)

_TARGET: Final = re.compile(rf"(?<![\d.第])(?:{_NUMBER}){_SCALE}(?:{_UNIT}|[%％])")
_REST: Final = dict.fromkeys("前内底末", 4)
"""After a deadline so many characters must say what is to be done."""


def facts(document: Document) -> list[Fact]:
    """Return everything a report states, in the order of the text."""
    written, document = document, in_simplified(document)
    plain = document.text.translate(str.maketrans(",;:()", "，；：（）"))
    found = [
        *_figures(document),
        *(Fact(FactKind.BODY, s.cut(plain), s, sort) for s, sort in bodies(plain)),
        *_phrases(document),
        *_documents(document),
        *_commitments(document, plain),
    ]
    if written is not document:
        found = [fact._replace(text=fact.span.cut(written.text)) for fact in found]
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
    number = re.match(
        rf"(?:{_NUMBER}){_SCALE}|百分之[{_CJK}百零点]+|[两{_CJK}百千万余多]+", written
    )
    value = number.group() if number is not None else written
    unit = written[len(value) :]
    counted = _counted_noun(text, end) if unit in _CLASSIFIERS else ""
    end += len(counted)
    return Fact(
        FactKind.FIGURE,
        text[start:end],
        Span(start, end),
        _SORTS.get(sort, sort),
        value,
        unit,
        counted or ("" if sort == "term" else _measured(text, start)),
    )


def _counted_noun(text: str, at: int) -> str:
    """Return what follows a measure word and is counted by it: 1个县区, 12个养老服务机构.

    Nouns with the words before them that say of what kind; a verb (17项增加到…) begins none.
    """
    run = re.match("[\u4e00-\u9fff]{1,12}", text[at : at + 12])
    if run is None:
        return ""
    end, last = 0, ""
    for word in words.tagged(run.group()):
        written = word.span.cut(run.group())
        is_noun = word.kind[0] in "nlj" or word.kind in ("vn", "an")
        if not is_noun and (end or word.kind[0] not in "ab"):
            break
        goes_on = len(written) == 1 and last[-1:] in "县市乡"
        if end and not goes_on and (word.span.end > _MAX_COUNTED or last[-1] in _HEADS):
            break
        if written in _NOT_COUNTED:
            break
        end, last = word.span.end, written
    return run.group()[:end] if end > 1 and last not in _KINDS else ""


def _measured(text: str, at: int) -> str:
    """Return what stands before a figure and is measured by it: 覆盖率达到95%."""
    clause = re.split("[，。；：（,;:(\n]", text[max(0, at - _BEFORE) : at])[-1]
    last = re.search(r"\d[\d.,]*(?!.*\d)", clause)
    if last is not None:
        # -- 42个、单位68个: what stands before the other figure is measured by that one
        clause = _OF_ANOTHER.sub("", clause[last.end() :])
    before = re.search("([\u4e00-\u9fff“”、]+?)(?:" + _LEADS + ")*$", clause)
    measured = before.group(1).strip("、") if before is not None else ""
    if len(measured) > _MAX_MEASURED:
        edges = words.boundaries(measured)
        measured = measured[next(e for e in edges if len(measured) - e <= _MAX_MEASURED) :]
        measured = measured.lstrip("、")
    return measured if len(measured) > 1 and measured not in _NOT_COUNTED else ""


def _phrases(document: Document) -> Iterator[Fact]:
    for found in _QUOTED.finditer(document.text):
        yield Fact(FactKind.PHRASE, found.group("at"), Span(*found.span("at")))


def _documents(document: Document) -> Iterator[Fact]:
    for found in _TITLES.finditer(document.text):
        kind = document.paragraphs[document.paragraph_at(found.start())].kind
        if kind is not ParagraphKind.DOCUMENT_NUMBER:
            yield Fact(FactKind.DOCUMENT, found.group(), Span(*found.span()))


def _commitments(document: Document, plain: str) -> Iterator[Fact]:
    """Yield what is to be done: by words of duty, by a deadline, in suggestions also by a figure."""
    seen: set[int] = set()
    for part in suggestion_parts(document):
        for found in _COMMITS.finditer(plain, part.start, part.end):
            span = Span(*found.span("at"))
            seen.add(span.start)
            yield _commitment(document, plain, span)
    due = [
        f.span() for f in _DEADLINE.finditer(plain) if "未" not in plain[f.start() - 2 : f.end()]
    ]
    for part in suggestion_parts(document):
        due += [f.span() for f in _TARGET.finditer(plain, part.start, part.end)]
    for start, end in due:
        sentence = _sentence(plain, start, end)
        said = any(s in sentence for s in seen)
        if not said and sentence.end - end >= _REST.get(plain[start:end][-1:], 0):
            seen.add(sentence.start)
            yield _commitment(document, plain, sentence)


def _sentence(plain: str, start: int, end: int) -> Span:
    first = max(plain.rfind(mark, 0, start) for mark in "。；\n") + 1
    stops = (at for at in (plain.find(mark, end) for mark in "。；\n") if at >= 0)
    return Span(first, min(stops, default=len(plain)))


def _commitment(document: Document, plain: str, span: Span) -> Fact:
    deadline = _DEADLINE.search(plain, span.start, _sentence(plain, span.start, span.end).end)
    when = deadline.group() if deadline is not None else ""
    return Fact(FactKind.COMMITMENT, span.cut(document.text), span, deadline=when)
