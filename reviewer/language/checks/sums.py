"""Figures that do not fit: parts and wholes, growth, announced counts, one indicator twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from reviewer.language.checks.rule import Hit, Level, Rule
from reviewer.language.checks.text import NOT_PROSE, CheckedText
from reviewer.language.numbering import Family, numeral_value, ordinal_at_start
from reviewer.model.spans import Span

_SCALES: Final = {"": 1.0, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}
_SCALE: Final = "(?:万亿|千万|百万|亿|万|千)?"
_NUMBER: Final = r"(?<!\d)(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_TOLERANCE: Final = 0.6
"""Percentage points by which a stated growth may miss, for rounding."""
_ALL_NAMED: Final = 0.85
"""Parts that make up so much of the whole are meant to be all of it."""


class _Amount(NamedTuple):
    value: float
    half_unit: float
    """Half of the last digit given: how exact the number is."""


def _amount(number: str, scale: str) -> _Amount:
    bare = number.replace(",", "")
    decimals = len(bare.partition(".")[2])
    size = _SCALES[scale]
    return _Amount(float(bare) * size, 0.5 * 10**-decimals * size)


# -- parts and wholes

_WHOLE: Final = (
    rf"(?:共|总计|合计|共计|总共|一共)[^。；，\d]{{0,10}}(?P<n>{_NUMBER})(?P<s>{_SCALE})(?P<u>[一-鿿]{{1,2}}?)"
    rf"[^。；\d，（）]{{0,8}}[，（、]?其中[：，]?(?P<parts>[^。；）\n]+)"
)
_PART: Final = rf"(?P<n>{_NUMBER})(?P<s>{_SCALE})(?P<u>[一-鿿%％]{{1,2}})"
_SHARES: Final = re.compile(rf"占(?:比)?[^，。；、\d]{{0,6}}({_NUMBER})[%％]")


def _sums(text: CheckedText) -> Iterator[Hit]:
    for found in text.matches(re.compile(_WHOLE)):
        unit = found.group("u")
        parts = list(re.finditer(_PART, found.group("parts")))
        same = [p for p in parts if p.group("u").startswith(unit)]
        if len(same) < 2 or len(same) != len(parts):
            continue
        amounts = [_amount(p.group("n"), p.group("s")) for p in same]
        whole = _amount(found.group("n"), found.group("s"))
        total = sum(a.value for a in amounts)
        slack = sum(a.half_unit for a in amounts) + whole.half_unit if "." in found.group() else 0
        misses = abs(total - whole.value) > slack + 1e-9
        if misses and (total > whole.value or total >= _ALL_NAMED * whole.value):
            added = "+".join(p.group("n") + p.group("s") for p in same)
            shown = f"{total / _SCALES[found.group('s')]:.6g}{found.group('s')}"
            said = (
                f"分项之和与总数不符：{added}={shown}，总数是{found.group('n')}{found.group('s')}"
            )
            yield Hit(Span(found.start("n"), found.end("u")), None, said)


def _shares(text: CheckedText) -> Iterator[Hit]:
    for index, paragraph in text.paragraphs(NOT_PROSE):
        del index
        line = text.words(paragraph)
        for sentence in re.finditer("[^。；\n]+", line):
            values = [float(f.group(1)) for f in _SHARES.finditer(sentence.group())]
            shares = re.search("分别占", sentence.group()) is None and len(values) >= 3
            if shares and 100.5 < sum(values) < 130 and "其中" not in sentence.group():
                span = Span(*sentence.span()).shifted(paragraph.span.start)
                yield Hit(span, None, f"各项占比之和是{sum(values):.6g}%，超过100%")


# -- growth

_GROWTH: Final = (
    rf"(?:由|从)[^，。；\d]{{0,14}}(?P<a>{_NUMBER})(?P<sa>{_SCALE})(?P<ua>[^\d，。；年月]{{0,6}}?)"
    rf"(?:增加|增长|提高|提升|上升|扩大|下降|减少|降低|缩小|增|降|升)(?:到|至|为)[^，。；\d]{{0,8}}"
    rf"(?P<b>{_NUMBER})(?P<sb>{_SCALE})(?P<ub>[^\d，。；]{{0,6}})，"
    rf"(?P<between>[^，。；\d]{{0,10}})(?:增长|增加|提高|提升|上升|扩大|下降|降低|减少|缩小|增幅|降幅)(?:了|达|为|达到)?"
    rf"(?P<at>(?P<p>{_NUMBER})(?P<pu>%|％|个百分点))"
)


def _growth(text: CheckedText) -> Iterator[Hit]:
    for found in text.matches(re.compile(_GROWTH)):
        first = _amount(found.group("a"), found.group("sa"))
        second = _amount(found.group("b"), found.group("sb"))
        is_rate = found.group("ub").startswith(("%", "％"))
        skipped = re.search("年均|平均|同比|环比", found.group("between")) or first.value == 0
        if skipped or (found.group("sa") != found.group("sb") and not found.group("sa")):
            continue
        said = _amount(found.group("p"), "")
        points = found.group("pu") == "个百分点"
        if points != is_rate and points:
            continue
        if points:
            right = abs(second.value - first.value)
            slack = first.half_unit + second.half_unit + said.half_unit
        else:
            right = abs(second.value - first.value) / first.value * 100
            ratio = second.value / first.value
            inexact = first.half_unit / first.value * ratio + second.half_unit / first.value
            slack = _TOLERANCE + inexact * 100
        if abs(right - said.value) > slack + 1e-9:
            shown = f"{right:.1f}".removesuffix(".0") + found.group("pu")
            yield Hit(Span(*found.span("at")), None, f"与前后两个数不符：算出来是{shown}")


# -- announced counts

_ANNOUNCED: Final = re.compile(
    r"(?<![第每一两二三四五六七八九十\d])(?P<at>(?P<n>[两二三四五六七八九十]{1,2}|\d{1,2})"
    r"(?:个方面|方面|个|点|项|条|大|类|种)[^。；：，\d]{0,14})："
)
_FORMAL: Final = re.compile(
    r"(?:以下|如下)(?P<at>(?P<n>[两二三四五六七八九十]{1,2}|\d{1,2})(?:个方面|方面|个|点|项|条|大|类|种)"
    r"[^。；：\d\n]{0,14})[：。]$",
    re.MULTILINE,
)
_INLINE: Final = (
    re.compile("(?:^|(?<=[：。；，、]))(?P<n>[一二三四五六七八九十]{1,2})(?:是|要|方面)"),
    re.compile("(?:^|(?<=[：。；，、]))第(?P<n>[一二三四五六七八九十]{1,2})[，、]"),
    re.compile(r"(?:^|(?<=[：。；，、]))[（(](?P<n>[一二三四五六七八九十]{1,2}|\d{1,2})[）)]"),
)


def _count(written: str) -> int:
    value = int(written) if written.isdecimal() else numeral_value(written.replace("两", "二"))
    return value or 0


def _announced(text: CheckedText) -> Iterator[Hit]:
    paragraphs = list(text.paragraphs(NOT_PROSE))
    places = {paragraph.span.start: at for at, (_, paragraph) in enumerate(paragraphs)}
    lines = [text.words(paragraph) for _, paragraph in paragraphs]
    for (_, paragraph), line in zip(paragraphs, lines, strict=True):
        at = places[paragraph.span.start]
        for found in _ANNOUNCED.finditer(line):
            expected = _count(found.group("n"))
            listed = _listed(lines, at, found.end())
            if expected > 1 and listed and listed != expected:
                yield _count_hit(found, paragraph.span.start, listed)
        formal = _FORMAL.search(line)
        if formal is not None and at + 1 < len(lines):
            listed = _listed_below(lines, at + 1)
            if listed > 1 and listed != _count(formal.group("n")):
                yield _count_hit(formal, paragraph.span.start, listed)


def _count_hit(found: re.Match[str], start: int, listed: int) -> Hit:
    said = f"前面说有{found.group('n')}项，后面列了{listed}项"
    return Hit(Span(*found.span("n")).shifted(start), None, said)


def _listed(lines: list[str], at: int, start: int) -> int:
    """Count the items that begin right after a colon; they may go on in the next paragraphs."""
    for form in _INLINE:
        first = form.match(lines[at], start)
        if first is None or _count(first.group("n")) != 1:
            continue
        reached = 1
        for found in form.finditer(lines[at], first.end()):
            value = _count(found.group("n"))
            if value == 1:
                return reached
            reached = max(reached, value)
        for line in lines[at + 1 :]:
            more = form.match(line)
            if more is None or _count(more.group("n")) != reached + 1:
                break
            reached = max(_count(f.group("n")) for f in form.finditer(line))
        return reached
    return 0


def _listed_below(lines: list[str], at: int) -> int:
    """Count the numbered paragraphs from a line on, up to a number of a higher rank."""
    first = ordinal_at_start(lines[at])
    if first is None or first.value != 1 or first.family is Family.ARTICLE:
        return _listed(lines, at, 0)
    reached = 1
    for line in lines[at + 1 :]:
        ordinal = ordinal_at_start(line)
        if ordinal is None or ordinal.family.rank > first.family.rank:
            continue
        if ordinal.family is not first.family or ordinal.value != reached + 1:
            break
        reached += 1
    return reached


# -- one indicator, two values

_INDICATOR: Final = (
    r"(?P<name>[一-鿿]{2,10}(?:产量|总值|收入|支出|人口|面积|投资|总额|增加值|覆盖率|普及率|及时率|合格率|满意度|总数))"
    rf"(?:达到|达|为|是)?(?P<n>{_NUMBER})(?P<s>{_SCALE})(?P<u>亿元|元|斤|吨|人|亩|平方公里|%|％|个|家|件)"
)
_OTHER: Final = re.compile(
    "目标|计划|预计|同比|上年|去年|前年|其中|以来|力争|原来|增长|提高|由|从|分别|累计|预期|平均"
)


def _two_values(text: CheckedText) -> Iterator[Hit]:
    seen: dict[tuple[str, str, str], tuple[float, str]] = {}
    names: dict[str, int] = defaultdict(int)
    for found in text.matches(re.compile(_INDICATOR), skip=NOT_PROSE):
        sentence = text.sentence_around(found.start())
        words = sentence.cut(text.plain)
        if _OTHER.search(words[: found.end() - sentence.start]) is not None:
            continue
        when = " ".join(re.findall(r"\d{4}年|\d{1,2}月", words))
        name = found.group("name")
        names[name] += 1
        key = (name, when, found.group("u"))
        value = _amount(found.group("n"), found.group("s")).value
        shown = found.group()[len(name) :]
        if key in seen and seen[key][0] != value:
            said = f"“{name}”前面是“{seen[key][1]}”，这里是“{shown}”，请核对"
            yield Hit(Span(*found.span()), None, said)
        seen.setdefault(key, (value, shown))


RULES: Final = (
    Rule(
        code="SZ-12",
        title="分项与总数不符",
        level=Level.WARNING,
        message="分项之和与总数不符",
        wrong="共推广举措130项，其中甲类50项、乙类70项。",
        right="共推广举措130项，其中甲类60项、乙类70项。共受理案件100件，其中行政复议30件、诉讼20件。",
        source="算术",
        find=lambda text: (*_sums(text), *_shares(text)),
    ),
    Rule(
        code="SZ-13",
        title="增幅与数值不符",
        level=Level.WARNING,
        message="增长的幅度与前后两个数不符",
        wrong="案件由100件增加到150件，增长60%。",
        right="案件由100件增加到150件，增长50%，办结率由90%提高到95%，提高5个百分点。",
        source="算术",
        find=_growth,
    ),
    Rule(
        code="SZ-14",
        title="项数与所列不符",
        level=Level.ERROR,
        message="说的项数与后面列出的不一致",
        wrong="主要存在以下三个方面的问题：一是制度不够健全。二是力量薄弱。",
        right="主要存在以下两个方面的问题：一是制度不够健全。二是力量薄弱。",
        source="通常做法",
        find=_announced,
    ),
    Rule(
        code="SZ-15",
        title="同一指标两个数",
        level=Level.INFO,
        message="同一个指标前后是两个数，请核对",
        wrong="全年粮食产量1300亿斤。\n全年粮食产量1350亿斤。",
        right="全年粮食产量1300亿斤。\n2022年粮食产量1350亿斤。",
        source="通常做法",
        find=_two_values,
    ),
)
