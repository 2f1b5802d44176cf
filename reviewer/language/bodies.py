"""The bodies a report names: committees, governments, offices, meetings, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reviewer.language import words
from reviewer.model.spans import Span

_CJK: Final = "一二三四五六七八九十"
_LEVEL: Final = (
    r"(?<![全我本各城都超上门股楼辖社小街校片景库灾\d])(?:省|市|县(?!域)|区(?!域)|州|盟|旗)"
)
_PLACE: Final = (
    "(?:(?<![\u4e00-\u9fff])|(?<=[在到由对向和与经据按]))"
    "(?:(?![在由对向与经了的将被把为及])[\u4e00-\u9fff]){2,4}(?:自治[区州县]|省|市|县(?!域)|(?<![社小街校片景库灾])区(?!域)|州|镇|乡)"
)

# -- the left part of a name may hold these with 和 inside, and no other word of the sentence
_JOINED: Final = (
    "住房和城乡建设|发展和改革|自然资源和规划|文化和旅游|文化广电和旅游|监察和司法|工业和信息化|人力资源和社会保障|行政审批和政务信息管理"
    "|粮食和物资储备|卫生和计划生育|科学技术和工业信息化|农业和农村"
)
_STEM: Final = f"(?:{_JOINED}|(?:(?![的了和与及在对向把被是等就有以将要为全我本各市县区省长])[\u4e00-\u9fff]|市场|县域|区域|长江))"
# -- a string: to compile it takes a tenth of a second, and most programs that import this ask nothing
_BODIES: Final = "|".join(
    (
        (
            f"(?P<congress>(?:{_PLACE}|{_LEVEL})?(?:第[{_CJK}]{{1,3}}届)?人民代表大会(?:常务委员会)?"
            f"|(?:{_PLACE}|{_LEVEL}|全国)人大(?:常委会)?(?:视察组|执法检查组|调研组|办公[厅室]|[\u4e00-\u9fff]{{2,10}}(?:工作)?委员会|(?![代常])[\u4e00-\u9fff]{{2,4}}?(?:工委|委(?![员托派任]|会(?!同))))?)"
        ),
        "(?P<meeting>(?:^|(?<=[、，。；：])|(?<=参加|召开|提请|通过|主持))(?:(?![的了和与及在])[\u4e00-\u9fff]){2,8}(?:常务会议?|议事会|周例会|主任会议|党组会议?|办公会议?)(?!制度|平台|机制|”))",
        (
            f"(?P<party>(?:{_PLACE}委|{_LEVEL}委)(?!托|派|任|员|外)(?:常委会|办公室|组织部|宣传部|统战部|政法委|编办|网信办|党校|全会"
            "|政策研究室|政研室|督查室|巡察办|(?:第[一二三四五六七八九十]+)?巡察组|(?![的和与])[\u4e00-\u9fff]{2,8}委员会)?|党中央|中共中央(?:办公厅)?)"
        ),
        f"(?P<state>国务院(?:办公厅)?|(?:{_PLACE}|{_LEVEL})(?:人民)?政府(?:办公[厅室]|督查室|研究室)?)",
        f"(?P<consult>(?:{_PLACE}|{_LEVEL}|全国)政协(?:办公[厅室]|常委会|(?![的和与])[\u4e00-\u9fff]{{2,4}}(?:和[\u4e00-\u9fff]{{2,4}})?委员会)?)",
        (
            f"(?P<office>(?:{_PLACE}|{_LEVEL})(?![级直内]){_STEM}{{1,14}}?(?:委员会|管委会|(?:(?:发展)?改革|发改|卫健|卫生健康|国资|住建|经信|工信|科工)委(?![员托派任]|会(?!同))|办公室|领导小组|指挥部|协会|联合会|总工会|(?<![格结布全大开当僵破时定战棋])局|厅|(?:综合行政)?(?:执法)?(?:支|大|总)队|(?<!为)(?<!以)中心|法院|检察院)"
            "(?!长))"
        ),
        "(?P<ministry>国家[\u4e00-\u9fff]{2,6}?(?:委(?!员)|总局|局|署)|(?:司法|财政|教育|公安|民政|生态环境|农业农村|水利|商务|交通运输|自然资源|住房城乡建设|住房和城乡建设|人力资源社会保障|人力资源和社会保障|工业和信息化|科技|应急管理|文化和旅游|退役军人事务)部(?![门分])|最高人民法院|最高人民检察院)",
        "(?P<place>(?:(?<=深入|走访|察看|视察)|(?<=[、，到在]))[\u4e00-\u9fff]{1,3}之家)",
    )
)
_LEVELS: Final = "省市县区州盟旗镇乡"
_FUNCTION: Final = "在到由对向和与经据按了的将为把被并及或等以从是日请我受报送令使让给致各全本该"
_NAMES: Final = frozenset({"ns", "nr", "nz", "nt", "nrt", "nrfg"})
"""Parts of speech of proper names, as ICTCLAS names them."""
_SORTS: Final = {
    "congress": "人大",
    "party": "党委",
    "state": "政府",
    "consult": "政协",
    "office": "部门",
    "meeting": "会议",
    "ministry": "部门",
    "place": "场所",
}


def bodies(plain: str) -> Iterator[tuple[Span, str]]:
    """Yield where a text with wide punctuation names bodies, with their sorts: 政府, 部门 …"""
    words.load()
    for found in re.finditer(_BODIES, plain):
        start = found.start() + _before_name(found.group())
        yield Span(start, found.end()), _SORTS[found.lastgroup or "office"]


def _before_name(matched: str) -> int:
    """Return how many characters before the name are words of the sentence: 听取了|市司法局.

    A place the dictionary does not know (源汇区) is cut into single characters, which stay.
    """
    cut = words.tagged(matched)
    written = [word.span.cut(matched) for word in cut]
    level = next((at for at, w in enumerate(written) if w[0] in _LEVELS or w[-1] in _LEVELS), 0)
    while level > 0 and _belongs(written[level - 1], cut[level - 1].kind):
        level -= 1
    return sum(map(len, written[:level]))


def _belongs(word: str, kind: str) -> bool:
    """Whether a word before the level of a body is part of its name: 白石|县, 源|汇|区."""
    return kind in _NAMES if len(word) > 1 else word not in _FUNCTION
