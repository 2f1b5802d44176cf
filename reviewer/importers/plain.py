"""Plain text in any encoding that Chinese offices use.

The encoding: a byte order mark, else strict UTF-8 (a cut last character is forgiven), else the
best score of common characters over GB18030, Big5 and UTF-16 without a mark, as long as three
quarters of the characters are such as Chinese texts are made of: other bytes are no text. GB2312
and GBK are read as GB18030, which holds them. Statistical detectors err on short Chinese texts
(measured), so none comes first; the person can switch. Hard-wrapped lines are joined (`wrapped`).
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Final

from reviewer.errors import ReportError
from reviewer.importers import Imported
from reviewer.importers.wrapped import raw_lines, rejoined, unmarked
from reviewer.language import outline
from reviewer.language.blocks import Block
from reviewer.language.patterns import pattern
from reviewer.model.document import Source, Table

VERSION: Final = 2
"""Raised when the same bytes would give another text or structure."""
MEDIA_TYPE: Final = "text/plain"

ENCODINGS: Final = (
    ("utf-8", "UTF-8"),
    ("gb18030", "简体中文（GB18030、GBK、GB2312）"),
    ("big5", "繁体中文（Big5）"),
    ("utf-16-le", "UTF-16（小端）"),
    ("utf-16-be", "UTF-16（大端）"),
)
"""The encodings a person can choose from: codec name and words."""

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_COMMON: Final = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子"
    "说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机"
    "当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心"
    "反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程"
    "展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期"
    "根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志"
    "世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每"
    "目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律"
    "叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感"
    "劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片"
    "始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严首底液官德随病苏失尔死讲配女黄推显谈罪"
    "神艺呢席含企望密批营项防举球英氧势告李台落木帮轮破亚师围注远字材排供河态封另施减树溶怎止案言士"
    "，。、；：“”（）《》"
    "這個國會發為時來們說產種後對過業機當從動實長門開關經點應與總樣質題變條結問無情體學區強務處廣報"
    "書術導護認識級組織議設計論證護處執監督標準環際產業農業應該還進運選權責辦縣黨員"
)
_LINE_END: Final = pattern("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85]|\u2028|\u2029")
_CONTROLS: Final = frozenset(map(chr, range(32))) - frozenset("\t\n\r\x0b\x0c\x1a")
_WIDER: Final = {"big5": "big5hkscs"}
"""Codecs that know more characters of an encoding."""
_PADDING: Final = 16
"""So many zeros at the end of a file are none of its text."""
_FEWEST_MIXED: Final = 20
"""So many characters in one encoding are no chance."""
_SAMPLE: Final = 200_000
_PLAUSIBLE: Final = 0.75
"""The share of usual characters in a text; random bytes stay below 0.7 from 50 bytes on."""
_ZERO_IN: Final = 8
"""In a text at most one of that many characters is a zero."""
_ROWS: Final = (("gb2312", range(0xA1, 0xF8)), ("big5", range(0xA1, 0xC7)))
"""The first bytes of the characters of GB 2312, and of symbols and frequent ones of Big5."""


def read(source: Source, data: bytes) -> Imported:
    """Read a text file. Raises ReportError where it holds no text."""
    blocks, used = _blocks(source.name, data, source.encoding)
    return imported(blocks, source._replace(encoding=used), data)


def imported(
    blocks: Sequence[Block], source: Source, data: bytes, tables: Sequence[Table] = ()
) -> Imported:
    """Make what was read of a text, whose encoding the source names, out of its paragraphs.

    Raises ReportError where there are none.
    """
    if not blocks:
        raise ReportError(f"“{source.name}”里只有空白，没有文字，请确认发来的文件完整。")
    zeros = 0 if source.encoding.startswith(("utf-16", "utf-32")) else data.count(0)
    lost = sum(block.text.count("\ufffd") for block in blocks)
    notices = [f"文件里有 {zeros} 个空字符（NUL），不是文字，已经略去。"] * bool(zeros)
    notices += [f"文件里有 {lost} 处字节已损坏，显示为“\ufffd”，请对照原件。"] * bool(lost)
    return Imported(outline.build(blocks, source, tables), data, notices=tuple(notices))


def _blocks(name: str, data: bytes, encoding: str) -> tuple[list[Block], str]:
    # -- of a long report the text is not kept beside its paragraphs
    text, used = decode(name, data, encoding)
    return list(paragraphs(text)), used


def paragraphs(text: str) -> Iterator[Block]:
    """Yield the paragraphs of a text with their places in it."""
    yield from rejoined(list(raw_lines(unmarked(_pieces(text)))))


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    at = 0
    for end in chain(_LINE_END.finditer(text), (None,)):
        yield text[at : end.start() if end is not None else len(text)], at
        if end is not None:
            at = end.end()


def decode(name: str, data: bytes, encoding: str = "") -> tuple[str, str]:
    """Return the text and the codec used. Raises ReportError where the bytes are no text."""
    if encoding:
        return _decode_as(name, data, encoding), encoding
    data = _unpadded(data)
    for mark, codec in _MARKS:
        if data.startswith(mark) and (codec != "utf-8" or _utf8(data) is not None):
            return _checked(name, _lenient(data[len(mark) :], codec)), codec
    data = data.removeprefix(codecs.BOM_UTF8)
    text = _utf8(data)
    if text is not None and "\0" not in text and _is_clean(text):
        return _hz(data, text) or (text, "utf-8")
    used, is_plausible = _best_codec(data)
    lines = _by_line(data) if used in ("utf-8", "gb18030") or not is_plausible else None
    if lines is not None:
        return _checked(name, lines), "utf-8"
    if not is_plausible:
        raise _no_text(name)
    return _checked(name, _lenient(data, used)), used


def _unpadded(data: bytes) -> bytes:
    """Leave out the zeros that fill a file up to the end of a block; whole units stay."""
    shown = data.rstrip(b"\0")
    end = len(shown) + len(shown) % 2
    return data[:end] if len(data) - end >= _PADDING else data


def _lenient(data: bytes, codec: str) -> str:
    """Decode, a character cut at the end of the file forgiven, and the sign that ends a DOS file."""
    decoder = codecs.getincrementaldecoder(_WIDER.get(codec, codec))("replace")
    return decoder.decode(data, final=False).removesuffix("\x1a")


def _hz(data: bytes, text: str) -> tuple[str, str] | None:
    """Read a text in HZ (RFC 1843): Chinese characters in seven bits between ~{ and ~}."""
    if not text.isascii() or text.count("~{") < text.count("\n") // 2 + 1:
        return None
    try:
        return data.decode("hz"), "hz"
    except UnicodeDecodeError:
        return None


def _by_line(data: bytes) -> str | None:
    """Read a file whose lines are of two encodings, as some programs append to files.

    None where only lines of one are found.
    """
    lines = data.split(b"\n")
    told = [_utf8(line) for line in lines]
    whole = sum(len(text) for text in told if text is not None and not text.isascii())
    rest = b"\n".join(line for line, text in zip(lines, told, strict=True) if text is None)
    if whole < _FEWEST_MIXED or not _score(rest[:_SAMPLE], "gb18030")[0]:
        return None
    return "\n".join(
        _lenient(line, "gb18030") if text is None else text
        for line, text in zip(lines, told, strict=True)
    )


def _decode_as(name: str, data: bytes, encoding: str) -> str:
    try:
        codec = codecs.lookup(encoding).name
    except LookupError:
        raise ReportError(f"不认识编码“{encoding}”，请从编码菜单中另选一种。") from None
    for mark, marked in _MARKS:
        if marked == codec.replace("_", "-") and data.startswith(mark):
            data = data[len(mark) :]
    text = _lenient(data, codec)
    if text.count("\ufffd") * 4 > len(text):
        raise ReportError(f"“{name}”按 {encoding} 编码读出来大多是乱码，请另选一种编码。")
    return text.replace("\0", "")


def _utf8(data: bytes) -> str | None:
    """Decode strictly, a character cut at the end of the file forgiven; None where it is not."""
    try:
        return codecs.getincrementaldecoder("utf-8")("strict").decode(data, final=False)
    except UnicodeDecodeError:
        return None


def _best_codec(data: bytes) -> tuple[str, bool]:
    """Return the codec that fits best, and whether what it reads could be a text."""
    sample = data[:_SAMPLE]
    questioned = ["utf-8", "gb18030", "big5"]
    if len(data) % 2 == 0 or b"\0" in sample:
        questioned += ["utf-16-le", "utf-16-be"]
    scores = {codec: _score(sample, codec) for codec in questioned}
    best = max(questioned, key=scores.__getitem__)
    return best, scores[best][0]


def _score(sample: bytes, codec: str) -> tuple[bool, float]:
    """Whether this could be a text, and how common its characters are.

    The latter is the share of common characters; what does not decode weighs against it.
    """
    text = _lenient(sample, codec)
    if not text:
        return False, -1.0
    good = bad = usual = 0
    for character, count in Counter(text).items():
        good += count * (character in _COMMON)
        usual += count * (character in _usual())
        bad += count * (
            character == "\ufffd" or character in _CONTROLS or "\ue000" <= character <= "\uf8ff"
        )
    return usual >= _PLAUSIBLE * len(text), (good - 4 * bad) / len(text)


@cache
def _usual() -> frozenset[str]:
    """What Chinese texts are made of."""
    usual = {chr(code) for code in range(32, 127)} | set("\t\r\n\x0b\x0c\x1a\u2002\u2003—·•⸺")
    for codec, leads in _ROWS:
        rows = (bytes((lead, trail)) for lead in leads for trail in range(0x40, 0xFF))
        usual.update("".join(row.decode(codec, "ignore") for row in rows))
    return frozenset(usual)


def _checked(name: str, text: str) -> str:
    """The text without zeros; some are left behind by programs, in what is no text are many."""
    shown = text.replace("\0", "")
    if not _is_clean(shown) or (len(text) - len(shown)) * _ZERO_IN > len(text):
        raise _no_text(name)
    return shown


def _is_clean(text: str) -> bool:
    """Whether there are few control characters where words should be, and little rubbish."""
    sample = text[:_SAMPLE]
    odd = sum(character in _CONTROLS or character == "\ufffd" for character in sample)
    return odd * 20 <= len(sample)


def _no_text(name: str) -> ReportError:
    return ReportError(
        f"“{name}”不是文本文件（里面大多不是文字），请确认选对了文件，或另存为 .txt 再打开。"
    )
