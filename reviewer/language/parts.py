"""The parts of a report that speak of problems and of suggestions, whatever they are called.

困难和问题, 不足, 短板, 差距 … and 意见建议, 对策, 下一步打算, 今后努力方向 …. A part is a section, a
heading without a number, or a single paragraph that counts: 主要问题：一是…；二是….
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from reviewer.language.scripts import in_simplified
from reviewer.model.document import Document, Paragraph, ParagraphKind, Section
from reviewer.model.spans import Span

_TROUBLE: Final = "问题|不足|短板|弱项|困难|差距|薄弱环节|薄弱点|瓶颈|堵点|挑战|制约因素|难点|矛盾"
_ANSWER: Final = (
    "意见建议|意见和建议|建议|对策|下一步|下步|下阶段|今后|打算|措施|努力方向|改进方向|工作思路|思路"
    "|工作安排|工作重点|重点工作|主要任务|重点任务|整改方向|工作计划|几点意见|审议意见|工作要求|路径"
)
# -- what is so called may also have been done: 主要工作措施, 工作要求
_MAYBE_DONE: Final = "措施|工作思路|思路|工作安排|工作重点|重点工作|主要任务|重点任务|工作要求|路径"
_SURELY: Final = re.compile(
    "|".join(word for word in _ANSWER.split("|") if word not in _MAYBE_DONE.split("|"))
)
_PROBLEMS: Final = re.compile(_TROUBLE)
_SUGGESTIONS: Final = re.compile(_ANSWER)
# -- 突出问题整治情况, 落实审议意见情况, 主要做法和措施 speak of what was done
_DONE: Final = re.compile(
    "整治|解决|化解|查摆|破解|落实.*情况|办理|成效|成绩|做法|举措|回顾|开展情况|基本情况|工作情况|整改情况|研究处理|历史遗留|聚焦|紧盯|围绕|补短板|补齐|强弱项|攻坚|惠民|通过|印发|目标任务$|说明"
)
# -- 便民措施仍需落实 names a problem, not a measure
_LACKS: Final = re.compile(
    "仍需|还需|有待|不够|不高|不强|不到位|较慢|滞后|缺乏|单一|亟待|不健全|不完善"
)
_MAX_TITLE: Final = 26
"""What a part is called has at most that many characters."""
_ITEM: Final = re.compile(
    r"(?:^|(?<=[。；：，、\u2028]))(?:(?P<n>[一二三四五六七八九十]{1,2})(?:是|要|看|抓|方面)"
    r"|第(?P<o>[一二三四五六七八九十]{1,2})[，,、]|(?P<f>首先|其次|再次|最后)[，,]"
    r"|[（(](?P<b>[一二三四五六七八九十\d]{1,2})[）)]|(?P<a>\d{1,2})[.．、](?!\d)|(?P<c>[①-⑩]))"
)
_STOP: Final = re.compile("[。；;：:！]")
_MIN_CLAUSE: Final = 4
_TITLE: Final = 40
"""An item without a heading is called by its first clause, up to that many characters."""
_ANNOUNCES: Final = re.compile(
    r"(?:存在|面临|有待|有|的|主要|突出|以下|如下|这些|一些|几个|\d个|[一二三四五六七八九十]个)[^。；：]{0,16}"
    f"(?:{_TROUBLE})[^。；：，]{{0,14}}[：:。，,]"
)
_PROPOSES: Final = re.compile(
    f"(?:^|[。；，])[^。；：，]{{0,14}}(?:{_ANSWER})[^。；：]{{0,14}}[：:。，,]"
)


_OPENS: Final = re.compile(
    "(?:提出|如下|以下|几点|建议)[^。；]{0,10}(?:意见|建议|对策|要求)[^。；：]{0,4}[：:]$|(?:建议|意见)如下[：:]$"
)


class Item(NamedTuple):
    """One problem or one suggestion: its number and title as written, the text it takes up."""

    number: str
    title: str
    span: Span

    @property
    def label(self) -> str:
        """Number and title, as people say it."""
        return f"{self.number}{self.title}"


class Part(NamedTuple):
    """A part of a report: what it takes up, and its items in the order of the text."""

    span: Span
    items: tuple[Item, ...]


def problems(document: Document) -> list[Item]:
    """Return the problems a report names, each once, in the order of the text."""
    return _in_order(document, 0)


def suggestions(document: Document) -> list[Item]:
    """Return the suggestions a report makes, in the order of the text."""
    return _in_order(document, 1)


def problem_parts(document: Document) -> list[Span]:
    """Return the ranges in which a report speaks of problems."""
    return [part.span for part in _parts(in_simplified(document))[0]]


def suggestion_parts(document: Document) -> list[Span]:
    """Return the ranges in which a report makes suggestions."""
    return [part.span for part in _parts(in_simplified(document))[1]]


def _in_order(document: Document, which: int) -> list[Item]:
    plain = in_simplified(document)
    items = [item for part in _parts(plain)[which] for item in part.items]
    if plain is not document:
        items = [_as_written(item, plain.text, document.text) for item in items]
    return sorted(items, key=lambda item: item.span.start)


def _as_written(item: Item, plain: str, text: str) -> Item:
    at = plain.find(item.title, item.span.start, item.span.end)
    return item._replace(title=text[at : at + len(item.title)]) if at >= 0 else item


def _parts(document: Document) -> tuple[list[Part], list[Part]]:
    troubled = _sections(document, _is_problem_title)
    answering = _of_the_surest(_sections(document, _is_suggestion_title), troubled)
    found = (
        [_part_of(document, section) for section in _first_two(troubled)],
        [_part_of(document, section) for section in _first_two(answering)],
    )
    lines = list(_headed_lines(document))
    return (
        found[0]
        or _richest(_from_lines(document, lines, 0), _announced_below(document))
        or _from_paragraphs(document, _ANNOUNCES),
        found[1]
        or _from_lines(document, lines, 1)
        or _announced_sections(document)
        or _from_paragraphs(document, _PROPOSES),
    )


def _richest(*ways: list[Part]) -> list[Part]:
    return max(ways, key=lambda parts: sum(len(part.items) for part in parts))


def _is_problem_title(title: str) -> bool:
    if len(title) > _MAX_TITLE or "“" in title or _DONE.search(title) is not None:
        return False
    answers = _SUGGESTIONS.search(title)
    return _PROBLEMS.search(title) is not None and answers is None


def _is_suggestion_title(title: str) -> bool:
    if len(title) > _MAX_TITLE or _DONE.search(title) is not None:
        return False
    troubled = _PROBLEMS.search(title) or _LACKS.search(title)
    return _SUGGESTIONS.search(title) is not None and troubled is None


def _sections(document: Document, wanted: Callable[[str], bool]) -> list[Section]:
    """Return the sections of the highest level whose titles are as wanted.

    Each first-level part of a report may have its own problems (一、…（三）存在的问题).
    """
    matching = [section for section in document.sections if wanted(section.title)]
    if not matching:
        return []
    level = min(section.level for section in matching)
    return [section for section in matching if section.level == level]


def _of_the_surest(answering: list[Section], troubled: list[Section]) -> list[Section]:
    """Leave out what was done (主要工作措施) where suggestions follow the problems."""
    after = [s for s in answering if troubled and s.span.start > troubled[0].span.start]
    named = [s for s in after or answering if _SURELY.search(s.title)]
    return named or after or answering


def _first_two(sections: list[Section]) -> list[Section]:
    """Of parts of the first level, further ones are another report's."""
    return sections if sections and sections[0].level > 1 else sections[:2]


def _part_of(document: Document, section: Section) -> Part:
    children = _children(section)
    if len(children) >= 2 or (children and not _counted(document, _body(section))):
        items = tuple(Item(child.number, child.title, child.span) for child in children)
        return Part(section.span, items)
    return Part(section.span, _items(document, _body(section), section))


def _children(section: Section) -> tuple[Section, ...]:
    """Return the sub-sections; one that stands alone and is divided again gives way to its own."""
    children = section.children
    while len(children) == 1 and len(children[0].children) > 1:
        children = children[0].children
    return children


def _body(section: Section) -> Span:
    return Span(min(section.heading.end, section.span.end), section.span.end)


def _items(document: Document, body: Span, section: Section | None = None) -> tuple[Item, ...]:
    """Return what a text counts (一是…；二是…), else its paragraphs, else the section itself."""
    counted = _counted(document, body)
    if counted:
        return counted
    paragraphs = [
        p
        for p in document.paragraphs
        if body.start <= p.span.start < body.end and p.kind is not ParagraphKind.CELL
    ]
    kept = [p for p in paragraphs if len(p.span) > 12]
    if len(kept) > 1:
        return tuple(_item("", p.span, document) for p in kept)
    if section is not None:
        return (Item(section.number, section.title, section.span),)
    return tuple(_item("", p.span, document) for p in kept)


def _counted(document: Document, body: Span) -> tuple[Item, ...]:
    """Return the items of the first way of counting that reaches two."""
    found = list(_ITEM.finditer(document.text.replace("\n", "\u2028"), body.start, body.end))
    ways: dict[str, list[re.Match[str]]] = {}
    for match in found:
        ways.setdefault(match.lastgroup or "", []).append(match)
    for matches in ways.values():
        run = _run(matches)
        if len(run) >= 2:
            ends = [*(match.start() for match in run[1:]), body.end]
            return tuple(
                _item(match.group(), Span(match.start(), end), document)
                for match, end in zip(run, ends, strict=True)
            )
    return ()


def _run(matches: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the matches that count on from the first: what counts anew inside an item is its own."""
    numerals = "一二三四五六七八九十"
    kept: list[re.Match[str]] = []
    for match in matches:
        group = match.group(match.lastgroup or 0)
        if group in ("首先", "其次", "再次", "最后"):
            kept.append(match)
            continue
        value = _value(group, numerals)
        if value == len(kept) + 1:
            kept.append(match)
    return kept


def _value(written: str, numerals: str) -> int:
    if written.isdecimal() and written.isascii():
        return int(written)
    if written and "①" <= written[0] <= "⑩":
        return ord(written[0]) - ord("①") + 1
    tens, _, ones = written.rpartition("十")
    if "十" in written:
        return (numerals.index(tens) + 1 if tens else 1) * 10 + (
            numerals.index(ones) + 1 if ones else 0
        )
    return numerals.index(written) + 1 if written in numerals else 0


def _item(number: str, span: Span, document: Document) -> Item:
    text = span.cut(document.text)
    rest = text[len(number) :].lstrip("\n ")
    stop = _STOP.search(rest)
    clause = rest[: stop.start()] if stop is not None else rest
    if len(clause) > _TITLE:
        clause = re.split("[，,]", clause)[0]
    visible = len(text) - len(text.lstrip("\n "))
    return Item(
        number, clause[:_TITLE].strip(), Span(span.start + visible, span.start + len(text.rstrip()))
    )


def _headed_lines(document: Document) -> Iterator[tuple[int, Paragraph, int]]:
    """Yield the paragraphs that name a part: their index, and 0 for problems, 1 for suggestions."""
    for index, paragraph in enumerate(document.paragraphs):
        line = paragraph.span.cut(document.text).strip().rstrip("：:。")
        if paragraph.kind is ParagraphKind.CELL or len(line) > 16 or re.search("[，。；,]", line):
            continue
        if paragraph.kind in (ParagraphKind.TITLE, ParagraphKind.WEB_TITLE):
            continue
        if _is_problem_title(line):
            yield index, paragraph, 0
        elif _is_suggestion_title(line):
            yield index, paragraph, 1


def _from_lines(
    document: Document, lines: list[tuple[int, Paragraph, int]], which: int
) -> list[Part]:
    parts: list[Part] = []
    for at, (index, paragraph, side) in enumerate(lines):
        if side != which or index + 1 >= len(document.paragraphs):
            continue
        following = lines[at + 1][1].span.start - 1 if at + 1 < len(lines) else len(document.text)
        body = Span(paragraph.span.end, max(paragraph.span.end, following))
        items = _items(document, body)
        if items:
            parts.append(Part(body, items))
    return parts[:1]


def _from_paragraphs(document: Document, says: re.Pattern[str]) -> list[Part]:
    """Find a paragraph that announces and counts in one: 主要问题：一是…；二是…."""
    for paragraph in document.paragraphs:
        line = paragraph.span.cut(document.text)
        found = says.search(line) if paragraph.kind is not ParagraphKind.CELL else None
        if found is None or "关于" in re.split("[。；，,：:]", line[: found.end() - 1])[-1]:
            continue
        body = Span(paragraph.span.start + found.end() - 1, paragraph.span.end)
        stop = _next_side(document, body, says)
        within = Span(body.start, stop)
        counted = _counted(document, within) or _clauses(document, within)
        if counted:
            return [Part(Span(paragraph.span.start + found.start(), stop), counted)]
    return []


def _announced_below(document: Document) -> list[Part]:
    """Find what paragraphs that end in a colon announce: 审计发现的主要问题：, then （一）（二）."""
    parts: list[Part] = []
    for paragraph in document.paragraphs:
        line = paragraph.span.cut(document.text)
        found = _ANNOUNCES.search(line) if line.endswith(("：", ":")) else None
        if found is None or found.end() < len(line):
            continue
        path = document.path_at(paragraph.span.start)
        around = path[-1] if path else document.root
        below = tuple(s for s in around.children if s.span.start > paragraph.span.start)
        stop = below[0].span.start if len(below) == 1 else around.span.end
        items = tuple(Item(s.number, s.title, s.span) for s in below if len(below) > 1)
        body = Span(paragraph.span.end, max(paragraph.span.end, stop))
        items = items or _counted(document, body)
        if items:
            parts.append(Part(body, items))
    return parts


def _clauses(document: Document, body: Span) -> tuple[Item, ...]:
    """Return the clauses of a sentence that lists with ；: 主要表现在：甲；乙；丙。"""
    sentence = re.match("[^。；;\n]*?[：:]", body.cut(document.text))
    if sentence is None:
        return ()
    start = body.start + sentence.end()
    stop = document.text.find("。", start, body.end)
    end = stop if stop >= 0 else body.end
    cuts = [f.start() for f in re.finditer("[；;]", document.text[start:end])]
    edges = [start, *(start + cut + 1 for cut in cuts), end]
    spans = [Span(a, b) for a, b in pairwise(edges) if b - a >= _MIN_CLAUSE]
    return tuple(_item("", span, document) for span in spans) if len(spans) > 1 else ()


def _announced_sections(document: Document) -> list[Part]:
    """Find the sections that a paragraph announces: 提出如下审议意见：, then 一、二、三、."""
    for paragraph in document.paragraphs:
        if _OPENS.search(paragraph.span.cut(document.text)) is None:
            continue
        below = [s for s in document.sections if s.span.start > paragraph.span.end]
        top = [s for s in below if s.level == min(each.level for each in below)]
        if len(top) > 1:
            whole = Span(top[0].span.start, top[-1].span.end)
            return [Part(whole, tuple(Item(s.number, s.title, s.span) for s in top))]
    return []


def _next_side(document: Document, body: Span, says: re.Pattern[str]) -> int:
    """Return where a counting paragraph ends: before the other side begins in the same one."""
    other = _PROPOSES if says is _ANNOUNCES else _ANNOUNCES
    found = other.search(document.text, body.start + 20, body.end)
    return found.start() + 1 if found is not None and says is _ANNOUNCES else body.end
