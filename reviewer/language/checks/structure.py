"""Numbering and headings: GB/T 9704-2012, 7.3.3, 7.3.4."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from reviewer.language.checks.rule import Hit, Level, Rule, pattern
from reviewer.language.checks.text import NOT_PROSE, CheckedText
from reviewer.language.numbering import Family, Ordinal, numeral_value, ordinal_at_start
from reviewer.model.document import Document, Paragraph, ParagraphKind, Section
from reviewer.model.spans import Span

_INLINE: Final = re.compile("(?:^|(?<=[：。；，]))(?P<n>[一二三四五六七八九十]{1,2})(?P<w>是|要)")
_COUNTED: Final = (
    Family.CJK_COMMA,
    Family.CJK_BRACKETS,
    Family.ARABIC_DOT,
    Family.ARABIC_BRACKETS,
    Family.CHAPTER,
    Family.SECTION,
)

_FORMS: Final = ("、", ".", "．", "（）", "()")
"""The marks of a number, with both of a pair alike."""
_GAP: Final = 3
"""A number of a list further on than that is another list's."""
_IN_LISTS: Final = (Family.ARABIC_DOT, Family.ARABIC_BRACKETS, Family.CJK_BRACKETS)


def _ordinal(section: Section) -> Ordinal | None:
    ordinal = ordinal_at_start(f"{section.number}某项")
    return ordinal if ordinal is not None and ordinal.family.value == section.family else None


def _number_span(section: Section) -> Span:
    return Span(section.span.start, section.span.start + len(section.number))


def _families(section: Section) -> Iterator[list[tuple[Section, int]]]:
    """Yield the numbered children of a section, by family, with their numbers."""
    for family in _COUNTED:
        found = [
            (child, ordinal.value)
            for child in section.children
            if child.family == family and (ordinal := _ordinal(child)) is not None
        ]
        if found:
            yield found


def _steps(text: CheckedText) -> Iterator[tuple[Section, int, bool]]:
    """Yield every number that does not go on: its section, what was expected, whether it repeats.

    It may go on under the same parent, or through the whole report (国办 number （一）…（二十三）
    straight through 一、二、三), or begin anew.
    """
    last: dict[str, int] = {}
    for parent in text.document.root.walk():
        for siblings in _families(parent):
            previous = expected = 0
            for child, value in siblings:
                anew = value == 1 and previous != 1
                goes_on = anew or value in (
                    previous + 1,
                    expected + 1,
                    last.get(child.family, 0) + 1,
                )
                # -- an excerpt begins with any number
                if not goes_on and child.family in last:
                    before = previous or last[child.family]
                    yield child, expected + 1, value == before
                expected = value if goes_on else expected + 1
                previous = value
                last[child.family] = value


def _gaps(text: CheckedText) -> Iterator[Hit]:
    for section, expected, repeats in _steps(text):
        if not repeats:
            said = f"序号不连续：这里应当是第{expected}个，写成了{section.number}"
            yield Hit(_number_span(section), None, said)
    for span, values in _inline(text):
        if values[1] != values[0] and values[1] != values[0] + 1:
            yield Hit(span, None, f"序号不连续：前一个是第{values[0]}个")
    for paragraph, ordinal, previous in _lists(text):
        if ordinal.value != previous:
            yield _list_hit(paragraph, ordinal, "序号不连续")


def _repeats(text: CheckedText) -> Iterator[Hit]:
    for section, _, repeats in _steps(text):
        if repeats:
            yield Hit(_number_span(section), None, f"序号{section.number}重复")
    for span, values in _inline(text):
        if values[1] == values[0]:
            yield Hit(span, None, "序号重复")
    for paragraph, ordinal, previous in _lists(text):
        if ordinal.value == previous:
            yield _list_hit(paragraph, ordinal, "序号重复")


def _inline(text: CheckedText) -> Iterator[tuple[Span, tuple[int, int]]]:
    """Yield what does not go on in 一是…二是…四是, with its number and the one before."""
    for _, paragraph in text.paragraphs(NOT_PROSE):
        line = text.words(paragraph)
        for way in ("是", "要"):
            previous = 0
            for found in _INLINE.finditer(line):
                value = numeral_value(found.group("n")) or 0
                if found.group("w") != way or (previous == 0 and value != 1):
                    continue
                if value not in (1, previous + 1) and value <= previous + 3:
                    span = Span(*found.span("n")).shifted(paragraph.span.start)
                    yield span, (previous, value)
                previous = value


def _lists(text: CheckedText) -> Iterator[tuple[Paragraph, Ordinal, int]]:
    """Yield what does not go on in numbered paragraphs that are no sections: 1. 2. 4., （二）（二）."""
    openings = {section.span.start for section in text.document.sections}
    # -- of each family the number before, and the one it should have been
    previous: dict[Family, tuple[int, int]] = {}
    above: Family | None = None
    for _, paragraph in text.paragraphs(NOT_PROSE):
        ordinal = ordinal_at_start(paragraph.span.cut(text.text))
        if ordinal is None:
            above = None
            continue
        family, value = ordinal.family, ordinal.value
        before, expected = previous.get(family, (0, 0))
        goes_on = value in (before + 1, expected + 1)
        if paragraph.span.start in openings:
            brackets = Family.CJK_BRACKETS
            previous = {brackets: previous[brackets]} if brackets in previous else {}
        elif family in _IN_LISTS and (above is family or not text.is_law):
            # -- those of laws that are quoted stand apart: （二） … （四）
            beside = family is not Family.CJK_BRACKETS or above is family
            jumps = before + 2 <= value <= before + _GAP and not goes_on and beside
            if before > 0 and (value == before or jumps):
                yield paragraph, ordinal, before
        previous[family] = (value, value if goes_on else expected + 1)
        above = family


def _list_hit(paragraph: Paragraph, ordinal: Ordinal, said: str) -> Hit:
    start = paragraph.span.start
    return Hit(Span(start, start + len(ordinal.written)), None, f"{said}：{ordinal.written}")


def _skipped_levels(text: CheckedText) -> Iterator[Hit]:
    """Find 1. right below 一、 where most others are divided by （一）: either way is allowed."""
    for parent in text.document.root.walk():
        tops = [s for s in parent.children if s.family == Family.CJK_COMMA]
        usual = sum(bool(s.children) and s.children[0].family == Family.CJK_BRACKETS for s in tops)
        skipped = [number for s in tops if (number := _arabic_below(text, s)) is not None]
        for number in skipped if len(skipped) <= usual else ():
            said = "层次跳级：“一、”下面直接用了“1.”，别处用“（一）”"
            yield Hit(number, None, said)


def _arabic_below(text: CheckedText, section: Section) -> Span | None:
    start = section.heading.end + 1
    if not 0 < start < len(text.text):
        return None
    paragraph = text.document.paragraphs[text.document.paragraph_at(start)]
    if paragraph.span.start != start or paragraph.kind in NOT_PROSE:
        return None
    ordinal = ordinal_at_start(paragraph.span.cut(text.text))
    if ordinal is None or ordinal.family is not Family.ARABIC_DOT or ordinal.value != 1:
        return None
    return Span(start, start + len(ordinal.written))


def _form(number: str) -> str:
    return re.sub(r"[^（）()、.．]", "", number)


def _mixed_forms(text: CheckedText) -> Iterator[Hit]:
    for family in (
        Family.CJK_BRACKETS,
        Family.ARABIC_DOT,
        Family.ARABIC_BRACKETS,
        Family.CJK_COMMA,
    ):
        found = list(_written(text, family))
        forms = Counter(form for _, number in found if (form := _form(number)) in _FORMS)
        if len(forms) < 2:
            continue
        comma = family is Family.CJK_COMMA
        usual = "、" if comma else forms.most_common(1)[0][0]
        for start, number in found:
            own = _form(number)
            if own != usual and own in forms:
                yield Hit(Span(start, start + len(number)), _in_form(number, usual))


def _written(text: CheckedText, family: Family) -> Iterator[tuple[int, str]]:
    """Yield where the numbers of a family stand, of sections and of lists, and how."""
    sections = {s.span.start: s.number for s in text.document.sections if s.family == family}
    yield from sections.items()
    if family not in _IN_LISTS:
        return
    for _, paragraph in text.paragraphs(NOT_PROSE):
        ordinal = ordinal_at_start(paragraph.span.cut(text.text))
        start = paragraph.span.start
        if ordinal is not None and ordinal.family is family and start not in sections:
            yield start, ordinal.written


def _in_form(number: str, usual: str) -> str:
    value = re.sub(r"[（）()、.．\s]", "", number)
    return f"{usual[0]}{value}{usual[1]}" if len(usual) == 2 else f"{value}{usual}"


def _only_children(text: CheckedText) -> Iterator[Hit]:
    if text.is_law:
        return
    for section in text.document.sections:
        children = section.children
        if len(children) == 1 and children[0].family == Family.CJK_BRACKETS:
            ordinal = _ordinal(children[0])
            if section.family == Family.CJK_COMMA and ordinal is not None and ordinal.value == 1:
                said = f"“{section.label}”下面只有一个{children[0].number}"
                yield Hit(_number_span(children[0]), None, said)


def _below(section: Section, document: Document) -> str:
    return document.text[section.heading.end : section.span.end].strip()


def _empty_headings(text: CheckedText) -> Iterator[Hit]:
    if text.is_law:
        return
    for parent in text.document.root.walk():
        children = [
            c
            for c in parent.children
            if c.family in (Family.CJK_COMMA, Family.CJK_BRACKETS, Family.ARABIC_DOT)
        ]
        empty = [c for c in children if not c.children and not _below(c, text.document)]
        # -- with a full stop it is a sentence, which may be all there is to say
        full = [c for c in children if c.children or _below(c, text.document) not in "。；"]
        if len(full) >= max(1, len(empty) * 2) or (len(children), len(full)) == (2, 1):
            for section in empty:
                if text.kind_at(section.span.start) is not ParagraphKind.CELL:
                    yield Hit(section.heading, None, f"“{section.label}”下面没有内容")


def _unlike_siblings(text: CheckedText) -> Iterator[Hit]:
    for parent in text.document.root.walk():
        alone = [
            c
            for c in parent.children
            if text.kind_at(c.span.start) is ParagraphKind.HEADING
            and c.family in (Family.CJK_BRACKETS, Family.ARABIC_DOT)
        ]
        stopped = [c for c in alone if text.text[c.heading.end : c.heading.end + 1] == "。"]
        if len(alone) < 3 or len(alone) != len(parent.children):
            continue
        few = stopped if len(stopped) * 2 < len(alone) else [c for c in alone if c not in stopped]
        for section in few if len(few) == 1 else ():
            said = "同级标题末尾，有的用句号，有的不用"
            yield Hit(section.heading, None, said)


def _same_titles(text: CheckedText) -> Iterator[Hit]:
    for parent in text.document.root.walk():
        seen: dict[str, str] = {}
        for child in parent.children:
            title = child.title.strip()
            if len(title) >= 4 and title in seen and not title.endswith("…"):
                said = f"与{seen[title]}的标题相同"
                yield Hit(child.heading, None, said)
            seen.setdefault(title, child.number)


_MENTION: Final = re.compile(r"(?:见|详见|参见)(?P<at>附件\s?(?P<n>\d{0,2}))(?![\d的])")
_NAMED: Final = re.compile(r"^附件\s?(\d{0,2})(?=[：:\s]|$)", re.MULTILINE)
_LISTED: Final = re.compile(r"^(?:附件[：:]\s*)?(\d{1,2})[.．、]", re.MULTILINE)


def _attachments(text: CheckedText) -> Iterator[Hit]:
    named = {int(n or 1) for n in _NAMED.findall(text.text)}
    listing = re.search(r"^附件[：:].*(?:\n\d{1,2}[.．、].*)*", text.text, re.MULTILINE)
    if listing is not None:
        named |= {1} | {int(n) for n in _LISTED.findall(listing.group())}
    for found in text.matches(_MENTION, skip=NOT_PROSE):
        if not text.is_in_title(found.start()) and int(found.group("n") or 1) not in named:
            yield Hit(Span(*found.span("at")), None, f"文中没有{found.group('at')}")


def _asks(text: CheckedText) -> Iterator[Hit]:
    if text.is_report:
        yield from _ASKING(text)


_ASKING: Final = pattern(
    "(?<![申提报呈邀])请(?:予以?)?(?P<at>批示|批复|批准|审批)(?=[。！]|$)|(?:妥否|当否)，请",
    skip=NOT_PROSE,
)

RULES: Final = (
    Rule(
        code="JG-01",
        title="序号不连续",
        level=Level.ERROR,
        message="序号不连续",
        wrong="一、主要做法\n（一）加强领导。各级各部门高度重视。\n（三）强化保障。财政安排了专门经费。\n二、下一步打算\n继续抓好落实。",
        right="一、主要做法\n（一）加强领导。各级各部门高度重视。\n二、下一步打算\n（二）强化保障。财政安排专门经费。",
        source="GB/T 9704-2012 7.3.3",
        find=_gaps,
    ),
    Rule(
        code="JG-02",
        title="序号重复",
        level=Level.ERROR,
        message="序号重复",
        wrong="一、主要做法\n（一）加强领导。各级各部门高度重视。\n（二）压实责任。逐级签订责任书。\n（二）强化保障。财政安排了专门经费。\n二、下一步打算\n继续抓好落实。",
        right="一、主要做法\n（一）加强领导。各级各部门高度重视。\n（二）压实责任。逐级签订责任书。\n（三）强化保障。财政安排了专门经费。\n二、下一步打算\n继续抓好落实。",
        source="GB/T 9704-2012 7.3.3",
        find=_repeats,
    ),
    Rule(
        code="JG-03",
        title="层次跳级",
        level=Level.INFO,
        message="层次跳级",
        wrong="一、主要做法\n（一）加强领导。各级重视。\n（二）压实责任。逐级签订。\n二、下一步打算\n1.抓学习。组织培训。\n2.抓落实。定期督查。",
        right="一、主要做法\n1.加强领导。各级重视。\n2.压实责任。逐级签订。\n二、下一步打算\n1.抓学习。组织培训。\n2.抓落实。定期督查。",
        source="GB/T 9704-2012 7.3.3（可以依次使用）",
        find=_skipped_levels,
    ),
    Rule(
        code="JG-04",
        title="序号写法不统一",
        level=Level.WARNING,
        message="同级序号的写法不统一",
        wrong="一、主要做法\n（一）加强领导。各级重视。\n(二)压实责任。逐级签订。\n（三）强化保障。安排经费。",
        right="一、主要做法\n（一）加强领导。各级重视。\n（二）压实责任。逐级签订。\n（三）强化保障。安排经费。",
        source="通常做法",
        find=_mixed_forms,
        mechanical=True,
    ),
    Rule(
        code="JG-05",
        title="只有一个下级标题",
        level=Level.INFO,
        message="下面只有一个下级标题",
        wrong="一、主要做法\n（一）加强领导。各级各部门高度重视。\n二、下一步打算\n继续抓好落实。",
        right="一、主要做法\n（一）加强领导。各级重视。\n（二）压实责任。逐级签订。\n二、下一步打算\n继续抓好落实。",
        source="通常做法",
        find=_only_children,
    ),
    Rule(
        code="JG-06",
        title="标题下没有内容",
        level=Level.WARNING,
        message="标题下面没有内容",
        wrong="一、主要做法\n（一）加强领导\n各级各部门高度重视。\n（二）压实责任\n（三）强化保障\n财政安排了专门经费。",
        right="一、主要做法\n（一）加强领导\n各级各部门高度重视。\n（二）压实责任\n逐级签订责任书。\n（三）强化保障\n财政安排了专门经费。",
        source="通常做法",
        find=_empty_headings,
    ),
    Rule(
        code="JG-07",
        title="同级标题不一致",
        level=Level.INFO,
        message="同级标题的形式不一致",
        wrong="一、主要做法\n（一）加强领导\n各级重视。\n（二）压实责任。\n逐级签订。\n（三）强化保障\n安排经费。",
        right="一、主要做法\n（一）加强领导\n各级重视。\n（二）压实责任\n逐级签订。\n（三）强化保障\n安排经费。",
        source="通常做法",
        find=_unlike_siblings,
    ),
    Rule(
        code="JG-08",
        title="同级标题相同",
        level=Level.WARNING,
        message="同级标题相同",
        wrong="一、主要做法\n（一）加强领导。各级重视。\n（二）强化保障。安排经费。\n（三）加强领导。成立专班。",
        right="一、主要做法\n（一）加强领导。各级重视。\n（二）强化保障。安排经费。\n（三）加强督查。成立专班。",
        source="通常做法",
        find=_same_titles,
    ),
    Rule(
        code="JG-09",
        title="没有所说的附件",
        level=Level.ERROR,
        message="文中没有所说的附件",
        wrong="具体任务见附件2。\n附件：1.任务清单",
        right="具体任务见附件2。\n附件：1.任务清单\n2.责任清单",
        source="GB/T 9704-2012 7.3.4",
        find=_attachments,
    ),
    Rule(
        code="JG-11",
        title="报告夹带请示",
        level=Level.ERROR,
        message="报告不得夹带请示事项，结尾不用“请批示”",
        wrong="关于法治政府建设情况的报告\n市人大常委会：\n现将有关情况报告如下。\n以上报告，请批示。",
        right="关于法治政府建设情况的报告\n市人大常委会：\n现将有关情况报告如下。\n以上报告，请审议。",
        source="《党政机关公文处理工作条例》第十五条（四）",
        find=_asks,
    ),
)
