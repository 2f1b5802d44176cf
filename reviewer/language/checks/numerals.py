"""How numbers are written: GB/T 15835-2011."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reviewer.language.checks.rule import Hit, Level, Rule, pattern
from reviewer.language.checks.text import NOT_PROSE, CheckedText
from reviewer.language.numbering import numeral_value
from reviewer.model.spans import Span

_CJK: Final = "一二三四五六七八九"
_POWERS: Final = {"十": 10, "百": 100, "千": 1000}
_LIST_MARK: Final = "、"


def _rough(found: re.Match[str]) -> str | None:
    return found.group().replace(_LIST_MARK, "")


def _rough_numbers(text: CheckedText) -> Iterator[Hit]:
    expression = re.compile(
        f"(?<![{_CJK}十第款项条、届])(?P<a>[{_CJK}])、(?P<b>[{_CJK}])(?=[个天年月次倍人种家])"
    )
    for found in text.matches(expression):
        if _CJK.index(found.group("b")) == _CJK.index(found.group("a")) + 1:
            yield Hit(Span(*found.span()), _rough(found))


def _spelled_out(found: re.Match[str]) -> str | None:
    number, power = found.group("n"), _POWERS[found.group("p")]
    if "." in number:
        whole, part = number.split(".")
        if len(part) > len(str(power)) - 1:
            return None
        return str(int(whole) * power + int(part) * power // 10 ** len(part))
    return str(int(number) * power)


def _cjk_year(found: re.Match[str]) -> str:
    return re.sub("[零○0ОO]", "〇", found.group())


def _in_one_script(found: re.Match[str]) -> str | None:
    year, month = found.group("year"), found.group("month")
    if not year.isdecimal():
        year = "".join(str(numeral_value(digit)) for digit in year)
    value = int(month) if month.isdecimal() else numeral_value(month)
    return f"{year}年{value}月" if value else None


def _two_of(text: CheckedText) -> Iterator[Hit]:
    if text.is_law:
        return
    expression = re.compile("(?<![十第百千万零〇一二三四五六七八九\\d、])二(?=个(?!级))")
    for found in text.matches(expression):
        yield Hit(Span(*found.span()), "两")


def _separators(text: CheckedText) -> Iterator[Hit]:
    wide = re.compile(r"(?<![\d.])\d{1,3}(?:，\d{3})+(?![\d年])(?=[^，。；]{0,3}[一-鿿%％])")
    for found in text.matches(wide, raw=True, skip=NOT_PROSE):
        yield Hit(Span(*found.span()), found.group().replace("，", ""), "数字中间用了全角逗号")
    grouped = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])")
    with_commas = list(text.matches(grouped, raw=True, skip=NOT_PROSE))
    without = list(
        text.matches(re.compile(r"(?<![\d.,])\d{5,15}(?![\d,])"), raw=True, skip=NOT_PROSE)
    )
    if with_commas and without:
        few = min(with_commas, without, key=len)
        said = "同一文件里，有的数字用千分撇，有的不用"
        for found in few[:1]:
            number = found.group()
            fix = number.replace(",", "") if "," in number else f"{int(number):,}"
            yield Hit(Span(*found.span()), fix, said)


_MEASURES: Final = "万亿元个人名户家件吨亩多余公头只株所条项次"

RULES: Final = (
    Rule(
        code="SZ-01",
        title="两位数年份",
        level=Level.ERROR,
        message="年份应当写四位数字",
        wrong="截至25年底完成。",
        right="截至2025年底完成，25年来发展很快。",
        source="GB/T 15835-2011 5.1.4",
        find=pattern(
            r"(?<![\d第.近前过])\d{2}年(?=底|初|末|度|全年)",
            lambda f: f"20{f.group()}" if int(f.group()[:2]) < 50 else f"19{f.group()}",
        ),
    ),
    Rule(
        code="SZ-05",
        title="概数中的顿号",
        level=Level.WARNING,
        message="相邻两个数字表示概数时中间不用顿号",
        wrong="用了三、四天时间。",
        right="用了三四天时间，第三、四次会议。",
        source="GB/T 15835-2011 5.2.1",
        find=_rough_numbers,
    ),
    Rule(
        code="SZ-06",
        title="阿拉伯数字与十、百、千连用",
        level=Level.WARNING,
        message="阿拉伯数字后面只能用“万”“亿”，不用“十”“百”“千”",
        wrong="投入3千万元。",
        right="投入3000万元，建成750千伏线路。",
        source="GB/T 15835-2011 5.3",
        find=pattern(
            rf"(?<![\d.])(?!(?:19|20)\d\d[十百千])(?P<n>\d{{1,4}}(?:\.\d+)?)(?P<p>[十百千])(?=[{_MEASURES}])",
            _spelled_out,
        ),
    ),
    Rule(
        code="SZ-07",
        title="汉字年份中的零",
        level=Level.WARNING,
        message="汉字年份中的零应当写作“〇”",
        wrong="二零二三年的工作",
        right="二〇二三年的工作",
        source="GB/T 15835-2011 5.2.5",
        find=pattern(
            "[一二](?:[零○0ОO][一二三四五六七八九零○〇0]{2}"
            "|[一二三四五六七八九〇][零○0ОO][一二三四五六七八九零○〇0]"
            "|[一二三四五六七八九〇]{2}[零○0ОO])年",
            _cjk_year,
        ),
    ),
    Rule(
        code="SZ-08",
        title="约数重复",
        level=Level.WARNING,
        message="“约”“近”与“左右”“余”等约数词重复",
        wrong="约50%左右的单位，近100余人。",
        right="约50%的单位，最近3个多月，达到65%左右。",
        source="通常做法",
        find=pattern(
            r"(?:(?<![条合节制公契签履违特集简大])约|大约|(?<![最附邻接临就亲])近|逾|将近)\s*[\d.]+[万亿]?"
            r"[%％个人户家件起元万亿]{0,2}(?:左右|上下|多|余)(?![月年天日小周])"
        ),
    ),
    Rule(
        code="SZ-09",
        title="减少用了倍数",
        level=Level.ERROR,
        message="减少、下降不用倍数，用分数或百分数",
        wrong="投诉量下降3倍。",
        right="投诉量下降75%，收入增长3倍。",
        source="通常做法",
        find=pattern(
            r"(?:下降|减少|降低|缩小|压缩)了?(?:近|约)?[\d一二三四五六七八九十两几.]+多?倍"
        ),
    ),
    Rule(
        code="SZ-10",
        title="“二个”",
        level=Level.INFO,
        message="量词前面用“两”",
        wrong="抓好二个方面的工作。",
        right="抓好两个方面的工作，第二个问题，十二个单位。",
        source="通常做法（《现代汉语》）",
        find=_two_of,
    ),
    Rule(
        code="SZ-11",
        title="数字分节",
        level=Level.WARNING,
        message="数字分节的写法不对或不统一",
        wrong="投入资金12，345元。",
        right="投入资金12345元，分别为2022、2023年。",
        source="GB/T 15835-2011 5.1.1",
        find=_separators,
    ),
    Rule(
        code="SZ-17",
        title="百分比与百分点",
        level=Level.INFO,
        message="比率的升降一般用“百分点”，请核对",
        wrong="覆盖率提高5%。",
        right="覆盖率提高5个百分点，工作效率提高5%，劳动生产率提高6%。",
        source="通常做法",
        find=pattern(
            r"(?:(?<![效速频功])(?<!生产)(?<!产出)率|占比|比重|比例)[^，。；、\d]{0,6}"
            r"(?:提高|上升|增加|下降|降低)了?\s*(?P<at>\d+(?:\.\d+)?[%％])(?!—|～|至|的)"
        ),
    ),
    Rule(
        code="SZ-19",
        title="日期中汉字与数字混用",
        level=Level.WARNING,
        message="一个日期里不能又用汉字、又用阿拉伯数字",
        wrong="2024年三月召开会议。",
        right="2024年3月召开会议，二〇二四年三月召开会议。",
        source="GB/T 15835-2011 4.3",
        find=pattern(
            r"(?P<year>\d{4})年(?P<month>[一二三四五六七八九十]{1,2})月(?!份额)"
            r"|(?P<y2>[〇零一二三四五六七八九]{4})年(?P<m2>\d{1,2})月",
            lambda f: _in_one_script(
                re.fullmatch("(?P<year>.{4})年(?P<month>.{1,2})月", f.group()) or f
            ),
        ),
    ),
    Rule(
        code="SZ-20",
        title="小数漏了0",
        level=Level.WARNING,
        message="小于1的小数要写出小数点前的0",
        wrong="增长.5个百分点。",
        right="增长0.5个百分点。",
        source="GB/T 15835-2011 5.1.2",
        find=pattern(
            r"(?<=[一-鿿，：])(?<!^[一二三四五六七八九十])\.(?P<d>\d+)(?![.\d])", r"0.\g<d>"
        ),
    ),
)
