"""Names of bodies, laws, people, meetings and policies: one thing, one name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from reviewer.language.bodies import bodies
from reviewer.language.checks.rule import Hit, Level, Rule
from reviewer.language.checks.sounds import sound_alike
from reviewer.language.checks.text import NOT_PROSE, CheckedText
from reviewer.language.numbering import numeral_value
from reviewer.language.parts import Item, suggestions
from reviewer.model.document import ParagraphKind
from reviewer.model.spans import Span
from reviewer.resources import lines_of

# -- short names of departments that every reader knows
_KNOWN_BODIES: Final = frozenset(
    "教育局 公安局 司法局 民政局 财政局 人社局 住建局 城管局 交通局 水利局 农业农村局 商务局 卫健委 审计局 国资委 统计局 医保局"
    " 信访局 发改委 工信局 科技局 文旅局 市监局 应急局 应急管理局 林业局 环保局 生态环境局 体育局 税务局 气象局 邮政局 烟草局"
    " 档案局 房管局 园林局 园林绿化局 粮食局 乡村振兴局 机关事务局 公路局 港航局 地震局 法制办 政法委 编办 网信办 党校 组织部"
    " 宣传部 统战部 纪委 监委 监察委 改革办 督查局 老干部局 党史办 人防办 金融办 扶贫办 外事办 侨办 台办 政务局 大数据局"
    " 数据局 审批局 营商局 招商局 投促局 自然资源局 自规局 资规局 市场监管局 退役军人局 交通运输局 城市管理局 住房城乡建设局"
    " 发展改革局 发展改革委 卫生健康委 卫健局 农委 建委 经信委 经信局 农业局 水务局 民宗局 民族宗教局 史志办 供销社 残联 妇联"
    " 工信委 科协 文联 工商联 总工会 红十字会 法学会 行政审批局 公积金中心 广电局 新闻出版局 版权局 电视局 文物局 药监局 监督局"
    " 分局 支局 当局 事务局 管理局 执法局 综合执法局 信息局 服务局 保障局 规划局 旅游局 文化局 卫生局 建设局".split()
)
_SHORT_BODY: Final = "(?:^|(?<=[，、。；：（和与由向对及“\\s]))(?P<at>[市县区](?P<stem>[一-鿿]{1,2}[局委办]))(?=[，、。；：）和与等为就负及”\\s牵]|$)"
_INTRODUCED: Final = "(?:简称|称为)[：“]?[^）。]{{0,12}}{}"


def _strange_bodies(text: CheckedText) -> Iterator[Hit]:
    seen: set[str] = set()
    for found in text.matches(re.compile(_SHORT_BODY), skip=NOT_PROSE):
        name, stem = found.group("at"), found.group("stem")
        if name in seen or stem in _KNOWN_BODIES:
            continue
        seen.add(name)
        if re.search(_INTRODUCED.format(re.escape(stem)), text.text) is None:
            said = f"“{name}”是不常见的简称，文中没有写明全称"
            yield Hit(Span(*found.span("at")), None, said)


_LEVELS: Final = frozenset("省市县区州盟旗乡镇村第一二三四五六七八九十")
"""Bodies that differ in one of these are different ones."""
_MANY_TIMES: Final = 2
"""A name that is written so often is how the body is called."""


def _bodies_apart(text: CheckedText) -> Iterator[Hit]:
    """Find the name of a body that is written once, a character off the one written elsewhere."""
    spans = [span for span, _ in bodies(text.plain) if len(span) >= 4]
    counts = Counter(span.cut(text.text) for span in spans)
    usual = [name for name, times in counts.items() if times >= _MANY_TIMES]
    for span in spans:
        name = span.cut(text.text)
        near = [other for other in usual if counts[name] == 1 and _misses(name, other)]
        if len(near) == 1:
            yield Hit(span, near[0], f"别处写作“{near[0]}”")


def _misses(name: str, usual: str) -> bool:
    """Whether a name is a slip of another: a character that sounds alike, or one left out."""
    if not _one_apart(name, usual):
        return False
    if len(name) == len(usual):
        ((a, b),) = [pair for pair in zip(name, usual, strict=True) if pair[0] != pair[1]]
        return not {a, b} & _LEVELS and sound_alike(a, b)
    return len(usual) >= 7 and len(name) < len(usual)


# -- phrases with and without quotation marks

_QUOTED: Final = re.compile("“([一-鿿+]{3,10})”")


def _sometimes_quoted(text: CheckedText) -> Iterator[Hit]:
    for phrase in sorted(set(_QUOTED.findall(text.text))):
        bare = re.compile(f"(?<![“一-鿿]){re.escape(phrase)}(?!”)")
        slogan = re.search("[一二三四五六七八九十两双放+]", phrase) is not None
        found = next(text.matches(bare, skip=NOT_PROSE), None) if slogan else None
        if found is not None:
            said = f"“{phrase}”别处加了引号，这里没有"
            yield Hit(Span(*found.span()), f"“{phrase}”", said)


# -- laws

_TITLE: Final = re.compile("《(?P<at>[^《》〈〉\n]{3,60})》")
_STATE: Final = "中华人民共和国"


@lru_cache(maxsize=1)
def _laws() -> dict[str, str]:
    """Full names by every name in use."""
    known: dict[str, str] = {}
    for line in lines_of("dictionaries/laws.txt"):
        names = line.split("|")
        known.update(dict.fromkeys(names, names[0]))
    return known


def _law_names(text: CheckedText) -> Iterator[Hit]:
    for found in text.matches(_TITLE, raw=True):
        name = found.group("at").removeprefix(_STATE)
        if name not in _laws() and name.endswith("法") and len(name) >= 4:
            yield from _misnamed(name, found)


def _misnamed(name: str, found: re.Match[str]) -> Iterator[Hit]:
    span = Span(found.end("at") - len(name), found.end("at"))
    near = [known for known in _laws() if _one_apart(known, name) and len(known) >= 5]
    if len(near) == 1:
        yield Hit(span, near[0], f"没有《{name}》，是不是《{near[0]}》")
        return
    whole = {f for f in _laws().values() if len(f) > len(name) + 2 and _is_within(name, f)}
    if len(whole) == 1 and len(name) >= 8:
        full = whole.pop()
        yield Hit(span, full, f"《{name}》不是规范的名称，全称是《{_STATE}{full}》")


def _one_apart(one: str, other: str) -> bool:
    """Whether an edit of one character makes one name into the other."""
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(
        long[:at] + long[at + 1 :] == short for at in range(1, len(long) - 1)
    )


def _is_within(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _titles_apart(text: CheckedText) -> Iterator[Hit]:
    """Find a title that another one misses by a character."""
    counts: Counter[str] = Counter()
    first: dict[str, re.Match[str]] = {}
    for found in text.matches(_TITLE, raw=True):
        counts[found.group("at")] += 1
        first.setdefault(found.group("at"), found)
    titles = sorted(counts, key=lambda title: -counts[title])
    for at, usual in enumerate(titles):
        for other in titles[at + 1 :]:
            apart = len(usual) >= 8 and _one_apart(usual, other)
            differing = {a for a, b in zip(usual, other, strict=False) if a != b}
            if apart and not re.search("[\\d一二三四五六七八九十省市县区年]", "".join(differing)):
                span = Span(*first[other].span("at"))
                yield Hit(span, usual, f"与文中的《{usual}》只差一个字")


# -- people

_SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_POSTS: Final = "(?:副?(?:主任|市长|县长|区长|省长|书记|局长|处长|主席|院长|检察长|部长|厅长|秘书长|组长)|常务副市长)"
_PERSON: Final = (
    f"(?P<post>{_POSTS})(?P<name>[{_SURNAMES}][一-鿿]{{1,2}})(?=[，。、；：带率主作代出参到就深前讲说指要强等和、同、])"
    f"|(?<![一-鿿])(?P<n2>[{_SURNAMES}][一-鿿]{{1,2}})(?P<p2>{_POSTS})"
)


def _people(text: CheckedText) -> Iterator[Hit]:
    posts: dict[str, str] = {}
    for found in text.matches(re.compile(_PERSON), skip=frozenset({ParagraphKind.CELL})):
        which = ("name", "post") if found.group("name") else ("n2", "p2")
        name, post = (found.group(group) for group in which)
        span = Span(*found.span(which[0]))
        if name not in posts:
            yield from _misspelt(text, name)
        before = posts.setdefault(name, post)
        if before != post and before.removeprefix("副") == post.removeprefix("副"):
            yield Hit(span, None, f"“{name}”前面是{before}，这里是{post}")


def _misspelt(text: CheckedText, name: str) -> Iterator[Hit]:
    """Find a name of three characters with another one that sounds alike in the middle."""
    if len(name) != 3:
        return
    alike = re.compile(f"{name[0]}(?!{name[1]})(?P<middle>[一-鿿]){name[2]}")
    for found in text.matches(alike):
        if sound_alike(found.group("middle"), name[1]):
            yield Hit(Span(*found.span()), name, f"“{found.group()}”与“{name}”可能是同一个人")


# -- meetings

_OWN_MEETING: Final = re.compile(
    "第([一二三四五六七八九十]{1,3})届人民代表大会(?:常务委员会)?第([一二三四五六七八九十]{1,3})次会议"
)
_MEETING: Final = re.compile(
    "(?<![一二三四五六七八九十])(?P<at>第?(?P<a>[一二三四五六七八九十]{1,3})届(?:市|省|县|区)?(?:人大|人民代表大会)?(?:常委会|常务委员会)?"
    "第?(?P<b>[一二三四五六七八九十]{1,3})次(?:会议)?)"
)
_PRESENT: Final = re.compile("提请|现提交|本次会议|这次会议|现将|请予审议")


def _meetings(text: CheckedText) -> Iterator[Hit]:
    own = next(
        (
            found
            for _, paragraph in text.paragraphs(frozenset())
            if paragraph.kind is ParagraphKind.SUBTITLE
            and (found := _OWN_MEETING.search(text.words(paragraph))) is not None
        ),
        None,
    )
    if own is None:
        return
    here = tuple(numeral_value(number) for number in own.groups())
    for found in text.matches(_MEETING, skip=NOT_PROSE):
        there = tuple(numeral_value(found.group(name)) for name in "ab")
        sentence = text.sentence_around(found.start()).cut(text.plain)
        if there != here and _PRESENT.search(sentence) is not None:
            said = f"副题写的是{own.group()}，这里是{found.group('at')}"
            yield Hit(Span(*found.span("at")), None, said)


def _year_of_title(text: CheckedText) -> Iterator[Hit]:
    titled = re.findall(r"(?<!\d)((?:19|20)\d\d)年", text.document.title)
    if len(set(titled)) != 1:
        return
    year = int(titled[0])
    counts: Counter[int] = Counter()
    first: dict[int, Span] = {}
    for found in text.matches(re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年)"), skip=NOT_PROSE):
        counts[int(found.group(1))] += 1
        first.setdefault(int(found.group(1)), Span(*found.span()))
    usual, times = counts.most_common(1)[0] if counts else (year, 0)
    if usual != year and not counts[year] and times >= 3:
        said = f"标题写的是{year}年，正文说的是{usual}年"
        yield Hit(first[usual], None, said)


# -- fixed formulas

_NO_SLIPS: Final = frozenset({"四个方面", "一带一区", "四个全省"})


@lru_cache(maxsize=1)
def _formulas() -> tuple[str, ...]:
    return tuple(lines_of("dictionaries/formulas.txt"))


def _misquoted(text: CheckedText) -> Iterator[Hit]:
    for found in text.matches(re.compile("“(?P<at>[^“”\n]{3,10})”"), raw=True):
        phrase = found.group("at")
        if phrase in _formulas() or phrase in _NO_SLIPS:
            continue
        near = [
            f
            for f in _formulas()
            if len(f) == len(phrase) >= 4
            and f[0] == phrase[0]
            and sum(a != b for a, b in zip(f, phrase, strict=True)) == 1
        ]
        if len(near) == 1:
            yield Hit(Span(*found.span("at")), near[0], f"固定提法是“{near[0]}”")


_ABOLISHED: Final = {
    "国土资源": "自然资源",
    "工商行政管理": "市场监督管理",
    "质量技术监督": "市场监督管理",
    "卫生和计划生育": "卫生健康",
    "环境保护": "生态环境",
    "食品药品监督管理": "市场监督管理",
    "安全生产监督管理": "应急管理",
    "工商局": "市场监管局",
    "质监局": "市场监管局",
    "卫计委": "卫健委",
    "安监局": "应急局",
    "食药监局": "市场监管局",
}
_SINCE: Final = 2019


def _abolished(text: CheckedText) -> Iterator[Hit]:
    if (text.year or 0) < _SINCE:
        return
    expression = re.compile(
        "(?P<at>国土资源|工商行政管理|质量技术监督|卫生和计划生育|环境保护|食品药品监督管理|安全生产监督管理)(?:局|厅)"
        "|(?P<b>工商局|质监局|卫计委|安监局|食药监局)"
    )
    for found in text.matches(expression, skip=NOT_PROSE):
        sentence = text.sentence_around(found.start()).cut(text.plain)
        if re.search("原|时任|更名|改为|整合|组建|撤销|前身|划入", sentence) is None:
            old = found.group("at") or found.group("b")
            span = Span(*found.span("at" if found.group("at") else "b"))
            said = f"“{found.group()}”在机构改革后已不存在，请核对"
            yield Hit(span, _ABOLISHED[old], said)


# -- problems and suggestions


def _unanswered(text: CheckedText) -> Iterator[Hit]:
    from reviewer.language.links import correspondence  # noqa: PLC0415  words are loaded for it

    found = correspondence(text.document)
    # -- where there are as many suggestions, words may differ and yet the order answers
    if not 0 < len(suggestions(text.document)) < len(found):
        return
    for problem, answers in found:
        if not answers:
            yield Hit(_head(problem), None, f"问题“{problem.label}”没有对应的建议")


def _head(item: Item) -> Span:
    return Span(item.span.start, min(item.span.end, item.span.start + max(1, len(item.label))))


RULES: Final = (
    Rule(
        code="YZ-01",
        title="没有写明全称的简称",
        level=Level.INFO,
        message="不常见的简称，文中没有写明全称",
        wrong="听取了市司法局、市审信局、市公安局的汇报。",
        right="听取了市行政审批和政务信息管理局（以下简称审信局）、市公安局和市审信局的汇报。",
        source="《党政机关公文处理工作条例》第九条（八）（十一）；通常做法",
        find=_strange_bodies,
    ),
    Rule(
        code="YZ-03",
        title="引号时有时无",
        level=Level.INFO,
        message="同一个词有时加引号，有时不加",
        wrong="深化“放管服”改革。继续推进，放管服改革成效明显。",
        right="深化“放管服”改革。“放管服”改革成效明显。",
        source="通常做法",
        find=_sometimes_quoted,
        is_on=False,
    ),
    Rule(
        code="YZ-04",
        title="法律、文件的名称",
        level=Level.INFO,
        message="法律、文件的名称不对，或前后不一致",
        wrong="落实《地方各级人大和政府组织法》和《行政处法》。",
        right="落实《地方组织法》和《中华人民共和国行政处罚法》。",
        source="《党政机关公文处理工作条例》第二十条（四）",
        find=lambda text: (*_law_names(text), *_titles_apart(text)),
    ),
    Rule(
        code="YZ-05",
        title="人名、职务不一致",
        level=Level.WARNING,
        message="人名或职务前后不一致",
        wrong="市人大常委会副主任徐汇川带领视察组视察。徐会川副主任讲话。",
        right="市人大常委会副主任徐汇川带领视察组视察。徐汇川副主任讲话。",
        source="通常做法",
        find=_people,
    ),
    Rule(
        code="YZ-06",
        title="届次不一致",
        level=Level.WARNING,
        message="届次前后不一致",
        wrong="关于法治政府建设情况的报告\n——2024年2月29日在漯河市第八届人民代表大会常务委员会第十次会议上\n现提请八届九次会议审议。",
        right="关于法治政府建设情况的报告\n——2024年2月29日在漯河市第八届人民代表大会常务委员会第十次会议上\n现提请八届十次会议审议。八届五次会议提出过意见。",
        source="通常做法",
        find=_meetings,
    ),
    Rule(
        code="YZ-07",
        title="标题与正文的年份",
        level=Level.INFO,
        message="标题的年份在正文里没有出现",
        wrong="关于2023年法治政府建设情况的报告\n2022年，全市深入推进依法行政。2022年制定规章2件，2022年办理案件3件。",
        right="关于2023年法治政府建设情况的报告\n2023年，全市深入推进依法行政。2022年制定规章2件，2022年办理案件3件。",
        source="通常做法",
        find=_year_of_title,
    ),
    Rule(
        code="YZ-08",
        title="固定提法引错",
        level=Level.WARNING,
        message="固定提法引错了",
        wrong="增强“四个意思”、坚定“四个自信”。",
        right="增强“四个意识”、坚定“四个自信”，办好“四个周例会”。",
        source="通常做法",
        find=_misquoted,
    ),
    Rule(
        code="YZ-09",
        title="已经撤并的机构",
        level=Level.INFO,
        message="这个机构在机构改革后已不存在",
        wrong="2023年，市工商局开展专项检查。",
        right="2023年，市市场监管局开展专项检查，原市工商局的职责已经划入。",
        source="2018年、2023年机构改革方案",
        find=_abolished,
    ),
    Rule(
        code="YZ-10",
        title="单位名称不一致",
        level=Level.WARNING,
        message="同一单位的名称前后写得不一样",
        wrong="市司法局牵头，市教育局配合。市司法局和市教育局落实。市教玉局汇报。",
        right="市司法局牵头，市教育局配合。市司法局和市教育局落实。市教育局汇报。",
        source="《党政机关公文处理工作条例》第九条（八）",
        find=_bodies_apart,
    ),
    Rule(
        code="JG-10",
        title="问题没有对应的建议",
        level=Level.INFO,
        message="问题没有对应的建议",
        wrong="一、存在的问题\n（一）普法针对性不强。普法宣传方式单一。\n（二）消防设施老化。部分小区消防栓损坏。\n二、意见建议\n（一）创新普法宣传。运用新媒体开展普法宣传，增强普法针对性。",
        right="一、存在的问题\n（一）普法针对性不强。普法宣传方式单一。\n（二）消防设施老化。部分小区消防栓损坏。\n二、意见建议\n（一）创新普法宣传。运用新媒体开展普法宣传。\n（二）更新消防设施。维修小区消防栓。",
        source="通常做法",
        find=_unanswered,
    ),
)
