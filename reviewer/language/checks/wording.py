"""Words that are easily mistaken, doubled or hollow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from reviewer.language import words
from reviewer.language.checks.rule import Hit, Level, Rule, pattern, table
from reviewer.language.checks.text import NOT_PROSE, CheckedText
from reviewer.language.parts import problem_parts
from reviewer.model.spans import Span

_FORMS: Final = {
    "布署": "部署",
    "按装": "安装",
    "座落": "坐落",
    "帐户": "账户",
    "帐号": "账号",
    "帐目": "账目",
    "帐款": "账款",
    "成份": "成分",
    "水份": "水分",
    "份量": "分量",
    "既使": "即使",
    "一昧": "一味",
    "按步就班": "按部就班",
    "再接再励": "再接再厉",
    "松驰": "松弛",
    "针贬": "针砭",
    "渡假": "度假",
    "凑和": "凑合",
    "复盖": "覆盖",
    "重迭": "重叠",
    "辩别": "辨别",
    "幅射": "辐射",
    "必竟": "毕竟",
    "震憾": "震撼",
    "防碍": "妨碍",
    "穿流不息": "川流不息",
    "各行其事": "各行其是",
    "竭泽而鱼": "竭泽而渔",
    "脉博": "脉搏",
    "追朔": "追溯",
    "瑕不掩玉": "瑕不掩瑜",
    "宣泻": "宣泄",
    "倍受关注": "备受关注",
    "名符其实": "名副其实",
    "融汇贯通": "融会贯通",
    "贯切落实": "贯彻落实",
    "贯澈": "贯彻",
}
_REQUIRED: Final = {
    "必须品": "必需品",
    "所必须的": "所必需的",
    "不可必需": "不可或缺",
}
_PLEONASMS: Final = {
    "涉及到": "涉及",
    "来自于": "来自",
    "目的是为了": "目的是",
    "原因是因为": "原因是",
    "凯旋归来": "凯旋",
    "亲眼目睹": "目睹",
    "悬殊很大": "悬殊",
    "当前的现状": "现状",
    "当前现状": "现状",
}
_REDUPLICATED: Final = frozenset(
    "研究 讨论 考虑 了解 学习 商量 总结 介绍 体验 尝试 锻炼 休息 认识 思考 琢磨 检查 打听 收拾 鼓励".split()
)
_SINGLES: Final = "的了是和在与为将把被及或也都就而对从向由并等于以其所但"
_ADVERBS: Final = (
    "积极|认真|深入|不断|切实|有效|全面|扎实|充分|严格|稳步|有序|及时|大力|广泛|自觉|主动|坚决"
)
_VERBS: Final = (
    "推进|开展|落实|加强|推动|学习|贯彻|执行|完善|提高|提升|做好|解决|促进|参与|配合|实施|查处|整改"
)
_VAGUE: Final = re.compile(
    "部分|少数|个别|一些|有的(?:地方|单位|部门)|有关部门|相关部门|一定程度|不同程度"
)
_HOLLOW: Final = re.compile(
    "进一步|切实|扎实|大力|不断|高度重视|全面加强|深入推进|持续|着力|加大力度|狠抓"
)
_HOLLOW_SHARE: Final = 0.06
"""A paragraph is hollow where so many of its characters belong to such words (usual: 0.5 %)."""
_LONG: Final = 300
"""A sentence of more characters without 。 or ； is hard to follow."""


def _doubled(text: CheckedText) -> Iterator[Hit]:
    for found in text.matches(re.compile("([一-鿿]{2,6})\\1")):
        half = found.group(1)
        if len(set(half)) == 1 or half in _REDUPLICATED or half.startswith("一"):
            continue
        paragraph = text.document.paragraphs[text.document.paragraph_at(found.start())]
        edges = text.word_edges(paragraph.span)
        if {found.end(1), found.end()} <= edges:
            yield Hit(Span(found.end(1), found.end()), "", f"“{half}”重复了")


def _doubled_particles(text: CheckedText) -> Iterator[Hit]:
    for found in text.matches(re.compile(f"([{_SINGLES}])\\1")):
        paragraph = text.document.paragraphs[text.document.paragraph_at(found.start())]
        line = paragraph.span.cut(text.text)
        words.load()
        at = found.start() - paragraph.span.start
        cut = words.cut(line)
        if Span(at, at + 1) in cut and Span(at + 1, at + 2) in cut:
            said = f"“{found.group(1)}”重复了"
            yield Hit(Span(found.start() + 1, found.end()), "", said)


def _vague(text: CheckedText) -> Iterator[Hit]:
    for part in problem_parts(text.document):
        found = list(_VAGUE.finditer(text.plain, part.start, part.end))
        if found:
            counted = Counter(f.group() for f in found)
            listed = "、".join(f"{word}×{n}" for word, n in counted.most_common())
            said = f"问题部分的表述没有具体到单位、数量：{listed}"
            yield Hit(Span(*found[0].span()), None, said)


def _hollow(text: CheckedText) -> Iterator[Hit]:
    for _, paragraph in text.paragraphs():
        line = text.words(paragraph)
        found = list(_HOLLOW.finditer(line))
        share = sum(len(f.group()) for f in found) / len(line)
        if len(line) > 80 and share > _HOLLOW_SHARE:
            said = f"这一段套话较多（{len(found)}处），请补充措施、时限、责任单位"
            yield Hit(Span(*found[0].span()).shifted(paragraph.span.start), None, said)


def _superlatives(text: CheckedText) -> Iterator[Hit]:
    expression = re.compile(
        "(?:全国|全省|全市|全区|全县)(?:排名|位居|位列|居|列)?第[一1]|首创|首个|率先|唯一|领先"
    )
    found = list(text.matches(expression, skip=NOT_PROSE))
    if found:
        counted = Counter(f.group() for f in found)
        listed = "、".join(f"{word}×{n}" for word, n in counted.most_common(5))
        yield Hit(Span(*found[0].span()), None, f"名次、首创一类的说法请注明出处、口径：{listed}")


def _long_sentences(text: CheckedText) -> Iterator[Hit]:
    for _, paragraph in text.paragraphs():
        for sentence in re.finditer("[^。；！？\u2028]+", text.words(paragraph)):
            if len(sentence.group()) > _LONG:
                said = f"这一句有{len(sentence.group())}字，请考虑断开"
                start = paragraph.span.start + sentence.start()
                yield Hit(Span(start, start + 20), None, said)


RULES: Final = (
    Rule(
        code="CY-01",
        title="截止／截至",
        level=Level.ERROR,
        message="后面跟时间时用“截至”",
        wrong="截止2023年底，共办理案件12件。",
        right="截至2023年底，共办理案件12件，报名截止日期为6月1日。",
        source="通常做法（《现代汉语词典》）",
        find=pattern(
            r"截止(?:到)?(?=\d|目前|今年|去年|本月|[一二三四五六七八九十〇○]{2,}年)", "截至"
        ),
    ),
    Rule(
        code="CY-02",
        title="其它／其他",
        level=Level.WARNING,
        message="公文里用“其他”",
        wrong="其它部门要配合。",
        right="其他部门要配合。",
        source="通常做法",
        find=pattern("其它", "其他"),
        own_words=True,
    ),
    Rule(
        code="CY-03",
        title="做出／作出",
        level=Level.WARNING,
        message="后面是抽象名词时用“作出”",
        wrong="做出积极贡献。",
        right="作出积极贡献，做出成品。",
        source="通常做法（国家法律统一用“作出”）",
        find=pattern(
            "做出(?=[^，。；]{0,6}(?:贡献|决定|决策|部署|努力|牺牲|批示|规定|安排|成绩|判断|选择|承诺|答复|解释))",
            "作出",
        ),
        own_words=True,
    ),
    Rule(
        code="CY-04",
        title="制订／制定",
        level=Level.INFO,
        message="法律、规章、制度、标准用“制定”",
        wrong="制订管理办法。",
        right="制定管理办法，制订工作计划。",
        source="《立法技术规范（试行）（一）》",
        find=pattern(
            "制订(?=[^，。；、]{0,10}(?:法律|法规|规章|条例|办法|制度|规定|标准|政策))", "制定"
        ),
        own_words=True,
    ),
    Rule(
        code="CY-05",
        title="法制／法治",
        level=Level.INFO,
        message="现在的提法是“法治”",
        wrong="加强法制建设。",
        right="加强法治建设，开展法制审核。",
        source="通常做法（2018年宪法修正案“社会主义法治”）",
        find=pattern("法制(?=建设|政府|社会|国家|化|思维|观念|意识|环境|轨道)", "法治"),
        own_words=True,
    ),
    Rule(
        code="CY-06",
        title="权利／权力",
        level=Level.WARNING,
        message="机关行使的是“权力”，公民享有的是“权利”",
        wrong="依法行使行政权利。",
        right="依法行使行政权力，保障公民的合法权利，审批权利人的申请。",
        source="通常做法",
        find=pattern(
            "(?:行政|公|国家|执法|审批|监督)(?P<at>权利)(?!人|义务)(?<!办公权利)|公民的?(?:合法)?权力",
            lambda f: "权力" if f.group("at") else f.group().replace("权力", "权利"),
        ),
    ),
    Rule(
        code="CY-07",
        title="必须／必需",
        level=Level.ERROR,
        message="不可缺少的用“必需”",
        wrong="保障生活必须品供应。",
        right="保障生活必需品供应。",
        source="通常做法",
        find=table(_REQUIRED),
    ),
    Rule(
        code="CY-08",
        title="反应／反映",
        level=Level.WARNING,
        message="把意见、情况告诉人用“反映”",
        wrong="群众反应强烈的问题。",
        right="群众反映强烈的问题，应急反应。",
        source="通常做法",
        find=pattern(
            "(?:群众|代表|委员|各方面|社会)(?P<at>反应)(?=强烈|集中|突出|较多|的问题)|情况(?P<b>反应)",
            lambda f: f.group().replace("反应", "反映") if f.group("at") is None else "反映",
        ),
    ),
    Rule(
        code="CY-09",
        title="不规范的词形",
        level=Level.WARNING,
        message="这个词形不规范",
        wrong="认真布署各项工作。",
        right="认真部署各项工作。",
        source="《现代汉语词典》第7版；《第一批异形词整理表》",
        find=pattern(
            r"(?<!\d)(?<!一)(?:" + "|".join(sorted(_FORMS, key=len, reverse=True)) + ")",
            lambda f: _FORMS[f.group()],
        ),
        own_words=True,
    ),
    Rule(
        code="CY-10",
        title="登陆／登录、交纳／缴纳",
        level=Level.INFO,
        message="上网用“登录”，税款、罚款用“缴纳”",
        wrong="登陆网站办理。",
        right="登录网站办理，台风登陆。",
        source="通常做法",
        find=pattern(
            "登陆(?=[^，。；]{0,4}(?:网|系统|平台|账号|APP))|交纳(?=[^，。；]{0,4}(?:税|罚款))",
            lambda f: {"登陆": "登录", "交纳": "缴纳"}[f.group()],
        ),
    ),
    Rule(
        code="CY-11",
        title="的／地",
        level=Level.WARNING,
        message="动词前面用“地”",
        wrong="积极的推进改革。",
        right="积极地推进改革，取得积极的成效。",
        source="《现代汉语》",
        find=pattern(
            f"(?:{_ADVERBS})(?P<at>的)(?=(?:{_VERBS})(?!的|作用|意义|成果|情况|措施))", "地"
        ),
    ),
    Rule(
        code="CY-12",
        title="词语重复",
        level=Level.WARNING,
        message="词语重复",
        wrong="由主管部门部门颁发。",
        right="由主管部门颁发，一件一件抓落实，要研究研究。",
        source="通常做法",
        find=_doubled,
    ),
    Rule(
        code="CY-13",
        title="虚字重复",
        level=Level.WARNING,
        message="虚字重复",
        wrong="取得的的成绩。",
        right="达到目的的办法，实事求是是原则。",
        source="通常做法",
        find=_doubled_particles,
    ),
    Rule(
        code="CY-14",
        title="意思重复",
        level=Level.INFO,
        message="词语的意思重复",
        wrong="涉及到多个部门。",
        right="涉及多个部门。",
        source="通常做法",
        find=table(_PLEONASMS),
    ),
    Rule(
        code="CY-15",
        title="防止……不再",
        level=Level.ERROR,
        message="“防止”“避免”后面又用否定词，意思反了",
        wrong="避免不再发生类似问题。",
        right="避免再发生类似问题。",
        source="通常做法",
        find=pattern("(?:防止|避免|以免|切忌)[^，。；、]{0,8}(?P<at>不再|不要|不得)"),
    ),
    Rule(
        code="CY-16",
        title="问题表述不具体",
        level=Level.INFO,
        message="问题部分的表述没有具体到单位、数量",
        wrong="一、主要做法\n各级重视，成效明显。\n二、存在的问题\n部分单位重视不够。",
        right="一、主要做法\n各级重视，成效明显。\n二、存在的问题\n市教育局等3个单位重视不够。",
        source="《党政机关公文处理工作条例》第十九条（二）；通常做法",
        find=_vague,
        is_on=False,
    ),
    Rule(
        code="CY-17",
        title="套话较多",
        level=Level.INFO,
        message="这一段套话较多",
        wrong="进一步提高认识，切实加强领导，扎实推进工作，大力弘扬精神，不断完善机制，持续深化改革，着力破解难题，狠抓工作落实，进一步压实责任，切实转变作风，扎实开展活动，不断取得实效。",
        right="市司法局牵头，6月底前制定全市乡镇执法人员培训计划，年内培训执法人员1200人次；市财政局安排专项经费80万元；各县区每季度向市政府报告一次进展，市人大监察司法委跟踪督办。",
        source="通常做法",
        find=_hollow,
        is_on=False,
    ),
    Rule(
        code="CY-18",
        title="相对时间",
        level=Level.INFO,
        message="“今年”“近期”等说法过后难以查考，请写明年月",
        wrong="今年以来，成效明显。",
        right="2023年以来，成效明显，二十日前报送。",
        source="通常做法",
        find=pattern(r"今年|去年|前年|明年|本月|上月|近日|近期|(?<![\d一二三四五六七八九十])日前"),
        is_on=False,
        mechanical=True,
    ),
    Rule(
        code="CY-19",
        title="名次、首创没有出处",
        level=Level.INFO,
        message="名次、首创一类的说法请注明出处、口径",
        wrong="政务服务事项上线数量全省排名第一。",
        right="政务服务事项上线数量1200项。",
        source="通常做法",
        find=_superlatives,
        is_on=False,
    ),
    Rule(
        code="CY-20",
        title="人大用语",
        level=Level.WARNING,
        message="人大常委会由“组成人员”（主任、副主任、秘书长、委员）组成",
        wrong="邀请人大委员参加。",
        right="邀请人大常委会委员参加，市人大委员会会议。",
        source="《地方各级人民代表大会和地方各级人民政府组织法》",
        find=pattern("(?<!会)人大委员(?!会)|常委会常委(?!会)"),
    ),
    Rule(
        code="CY-21",
        title="句子过长",
        level=Level.INFO,
        message="句子过长",
        wrong="市政府" + "认真研究，统筹推进，" * 31 + "成效明显。",
        right="市政府" + "认真研究，统筹推进。" * 31,
        source="通常做法",
        find=_long_sentences,
    ),
)
