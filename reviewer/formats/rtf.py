"""Rich Text Format 1.9.1: tokens, character sets, packed times, the tables in a file's head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from reviewer.errors import ReportError

MAX_GROUPS: Final = 1000
"""Groups inside groups."""
MAX_TOKENS: Final = 2_500_000
"""A report of a million characters has two million, as every Chinese character takes two."""
_SHORT: Final = 16
_MOST_KNOWN: Final = 20_000
"""So many short tokens are kept: the same ones come again and again."""

_TOKEN: Final = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n\0]+"
    rb"|([^\\{}\r\n\0]+)",
    re.DOTALL,
)
_CHARSETS: Final = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "big5hkscs",
    161: "cp1253",
    204: "cp1251",
    238: "cp1250",
}
_CODE_PAGES: Final = {
    932: "cp932",
    936: "gb18030",
    949: "cp949",
    950: "big5hkscs",
    54936: "gb18030",
}


class Token(NamedTuple):
    """A piece of a file: `{`, `}`, a control word with its number, a control symbol, or bytes."""

    group: str = ""
    word: str = ""
    number: int | None = None
    symbol: str = ""
    data: bytes = b""


_OPEN: Final = Token("{")
_CLOSE: Final = Token("}")
_NONE: Final = Token()
"""Line ends between words."""


def tokens(name: str, data: bytes) -> Iterator[Token]:
    """Yield the tokens of a file. Raises ReportError where there are too many of them."""
    if sum(map(data.count, (b"\\", b"{", b"}"))) > MAX_TOKENS:
        raise ReportError(f"“{name}”内容过多，超出了能打开的上限，请拆分后再打开。")
    at = depth = 0
    known: dict[bytes, Token] = {}
    while (found := _TOKEN.match(data, at)) is not None:
        at = found.end()
        token = known.get(found[0]) or _kept(found, known)
        if token.word == "bin":
            at += max(0, token.number or 0)
        elif token is not _NONE:
            depth += (token is _OPEN) - (token is _CLOSE)
            yield token
        if depth > MAX_GROUPS:
            raise ReportError(f"“{name}”里的内容嵌套过深，不像正常的报告，没有打开。")


def _kept(found: re.Match[bytes], known: dict[bytes, Token]) -> Token:
    """Make a token and keep it if it is a short one."""
    token = _token(found)
    if len(found[0]) < _SHORT and len(known) < _MOST_KNOWN:
        known[found[0]] = token
    return token


def _token(found: re.Match[bytes]) -> Token:
    word, number, hexed, symbol, brace, text = found.groups()
    if text is not None:
        return Token(data=text)
    if hexed is not None:
        return Token(data=bytes((int(hexed, 16),)))
    if word is not None:
        return Token(word=word.decode(), number=int(number) if number is not None else None)
    if brace is not None:
        return _OPEN if brace == b"{" else _CLOSE
    return Token(symbol=symbol.decode("latin-1")) if symbol is not None else _NONE


def codec_of_charset(charset: int, otherwise: str) -> str:
    """The codec of a font's character set."""
    return _CHARSETS.get(charset, otherwise)


def codec_of_page(page: int) -> str:
    """The codec of a code page (ansicpg)."""
    return _CODE_PAGES.get(page, f"cp{page}" if page in range(1250, 1259) else "cp1252")


def when(packed: int | None) -> str:
    """Read a packed time (DTTM) as local ISO 8601; empty where it is none."""
    if not packed:
        return ""
    bits = packed & 0xFFFFFFFF
    minute, hour, day = bits & 63, bits >> 6 & 31, bits >> 11 & 31
    month, year = bits >> 16 & 15, 1900 + (bits >> 20 & 511)
    try:
        return datetime(year, month, day, hour, minute).isoformat()  # noqa: DTZ001  a wall clock
    except ValueError:
        return ""


def number_in(text: str) -> int:
    """Read a whole number that stands as text; 0 where it is none."""
    try:
        return int(text)
    except ValueError:
        return 0
