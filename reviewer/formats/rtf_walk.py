"""The one walk over an RTF text, with the same result as the walks over DOCX and ODT.

Numbers of lists stand in the file as text. What is marked `\\*` and not known here is passed over,
as the format wants it. Tracked changes are read as in `ooxml_walk`: in the base ORIGINAL insertions
are reported and not in the text.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from reviewer.formats.rtf import (
    Token,
    codec_of_charset,
    codec_of_page,
    number_in,
    tokens,
    when,
)
from reviewer.formats.rtf_text import State, Text
from reviewer.formats.walked import ORIGINAL, Walked
from reviewer.language.counting import spaced
from reviewer.language.styles import HEADING_STYLE, KIND_OF_STYLE
from reviewer.model.document import MarkKind, ParagraphKind

_PASSED: Final = frozenset(
    "colortbl info header headerl headerr headerf footer footerl footerr footerf object objdata"
    " nonshppict shprslt themedata colorschememapping latentstyles datastore xmlnstbl listtable"
    " listoverridetable rsidtbl generator pgdsctbl ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn pn"
    " tc xe template sp nonesttables bkmkstart bkmkend falt panose fname fontemb userprops rxe"
    " pnseclvl do private filetbl docvar wgrffmtfilter mmath".split()
)
_READ: Final = frozenset(
    "fldinst shpinst shppict shptxt listtext pntext revtbl annotation atnauthor atndate atnref"
    " atrfstart atrfend atnid footnote fldrslt stylesheet fonttbl pict shp field".split()
)
"""Destinations that are read, those marked `\\*` too."""
_GATHERED: Final = frozenset(
    "fldinst listtext pntext revtbl atnauthor atndate atnref atrfstart atrfend atnid stylesheet"
    " fonttbl annotation pict".split()
)
"""Destinations whose text is no part of the report's."""
_CHARACTERS: Final = {
    "tab": "\t",
    "line": "\u2028",
    "lbr": "\u2028",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
}
_SYMBOLS: Final = {"~": "\u00a0", "_": "\u2011", "{": "{", "}": "}", "\\": "\\"}
_SHOWN: Final = frozenset({"text", "footnote", "shptxt"})
"""Destinations whose text is the report's."""
_HEX: Final = re.compile("[0-9a-fA-F]+")
_KINDS: Final = {"pngblip": "image/png", "jpegblip": "image/jpeg", "emfblip": "image/x-emf"}
_LINK: Final = re.compile(r'HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s]+)', re.IGNORECASE)
_UTF16: Final = f"utf-16-{sys.byteorder[0]}e"
_NOT_SHOWN: Final = dict.fromkeys([*range(9), *range(10, 32), 0x7F])
"""Control characters stand for nothing in a text; a tab does."""
_NO_NUMBER: Final = re.compile(r"[^\w\u2460-\u24ff]*$")


@dataclass(slots=True)
class Remark:
    """A comment as it stands in the file; `key` is that of its range."""

    key: str = ""
    author: str = ""
    date: str = ""
    body: str = ""


@dataclass(slots=True)
class Rtf:
    """What a walk found beside the lines: comments, pictures by name with media type."""

    walked: Walked
    remarks: list[Remark]
    pictures: dict[str, tuple[str, bytes]]


def walk(name: str, data: bytes, base: str = ORIGINAL, codec: str = "") -> Rtf:
    """Walk over a file. Raises ReportError where it asks for too much.

    A `codec` is believed more than what the file says of its fonts.
    """
    return _Walk(base, codec).whole(name, data)


class _Walk:
    def __init__(self, base: str, codec: str) -> None:
        self._text = Text(base == ORIGINAL)
        self._believed = codec
        self._state = State()
        self._stack: list[tuple[State, list[str]]] = []
        self._gathered: list[str] = []
        self._star = self._fresh = False
        self._skipping = 0
        self._units = array("H")
        self._bytes = bytearray()
        self._codec = "cp1252"
        self._fonts: dict[int, str] = {}
        self._names: dict[int, str] = {}
        self._levels: dict[int, int] = {}
        self._remarks: list[Remark] = []
        self._remark = Remark()
        self._pictures: dict[str, tuple[str, bytes]] = {}
        self._picture_kind = "image/x-wmf"
        text = self._text
        self._words: dict[str, Callable[[int | None], None]] = {
            **dict.fromkeys(("par", "sect", "page", "column", "nestcell"), self._paragraph),
            "cell": self._cell,
            "row": lambda _: text.end_row(),
            "trowd": lambda _: text.begin_row(),
            "cellx": lambda number: text.end_of_cell(number or 0),
            "clvmrg": lambda _: text.merge(below=True),
            "clmrg": lambda _: text.merge(below=False),
            "ansicpg": self._page,
            "fcharset": self._charset,
        }
        # -- what to do at the end of a destination with what was gathered
        self._ends: dict[str, Callable[[str], None]] = {
            "stylesheet": self._styled,
            "revtbl": self._people,
            **dict.fromkeys(("listtext", "pntext"), self._numbered),
            "fldinst": self._linked,
            "atrfstart": lambda said: text.lines.open(_key(said), text.line),
            "atrfend": lambda said: text.lines.close(_key(said), text.line),
            "atnauthor": lambda said: setattr(self._remark, "author", _name(said)),
            "atnref": lambda said: setattr(self._remark, "key", _key(said)),
            "atndate": lambda said: setattr(self._remark, "date", when(number_in(said))),
            "annotation": self._annotated,
            "pict": self._pictured,
            **dict.fromkeys(("shptxt", "footnote"), lambda _: text.close_box()),
        }

    def whole(self, name: str, data: bytes) -> Rtf:
        """Read all tokens."""
        for token in tokens(name, data):
            if token.data:
                self._take(token.data)
                continue
            if token.word == "u":
                self._unit((token.number or 0) & 0xFFFF)
                continue
            self._say()
            if token.group:
                (self._begin if token.group == "{" else self._end)()
            elif token.word:
                self._word(token)
            else:
                self._symbol(token.symbol)
        self._say()
        while self._stack:
            self._end()
        return Rtf(self._text.whole().walked(), self._remarks, self._pictures)

    # groups

    def _begin(self) -> None:
        self._stack.append((self._state, self._gathered))
        self._fresh, self._star, self._skipping = True, False, 0

    def _end(self) -> None:
        self._fresh, self._star, self._skipping = False, False, 0
        if not self._stack:
            return
        reads, gathered = self._state.reads, self._gathered
        self._state, self._gathered = self._stack.pop()
        if reads != self._state.reads and reads in self._ends:
            self._ends[reads]("".join(gathered))

    def _destination(self, word: str) -> bool:
        """Go into a destination; say whether the word was one."""
        known = word in _READ
        if word in _PASSED or (self._star and not known):
            self._state = replace(self._state, reads="nothing")
            return True
        if not known:
            return False
        if word in _GATHERED:
            self._gathered = []
            self._state = replace(self._state, reads=word)
        elif word == "shpinst":
            self._state = replace(self._state, reads="shape")
        elif word == "shptxt" and self._state.reads == "shape":
            self._text.open_box()
            self._state = State(reads=word)
        elif word == "footnote" and self._state.reads in _SHOWN:
            self._text.open_note()
            self._state = State(reads=word)
        return True

    # words

    def _word(self, token: Token) -> None:
        word, number = token.word, token.number
        first = self._fresh or self._star
        self._fresh = False
        if self._state.reads == "nothing":
            return
        self._skipping = 0
        if first and self._destination(word):
            pass
        elif word in _CHARACTERS:
            self._put(_CHARACTERS[word])
        elif word in self._words:
            self._words[word](number)
        elif word in _KINDS:
            self._picture_kind = _KINDS[word]
        else:
            self._state = _changed(self._state, word, number)
        self._star = False

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._star = self._fresh
            return
        self._fresh = False
        if self._skipping:
            self._skipping -= 1
        elif symbol in "\r\n":
            self._paragraph(None)
        elif symbol in _SYMBOLS:
            self._put(_SYMBOLS[symbol])

    # characters

    def _take(self, data: bytes) -> None:
        self._fresh = False
        if self._state.reads == "nothing":
            return
        if self._skipping:
            skipped = min(self._skipping, len(data))
            self._skipping -= skipped
            data = data[skipped:]
        if data:
            self._say_units()
            self._bytes += data

    def _unit(self, code: int) -> None:
        """Take a unit of UTF-16, for which an old program would show what follows."""
        self._fresh = False
        if self._state.reads != "nothing":
            self._say_bytes()
            self._skipping = self._state.skip
            self._units.append(code)

    def _say(self) -> None:
        """Put what was taken: one of both is empty."""
        self._say_bytes()
        self._say_units()

    def _say_bytes(self) -> None:
        if self._bytes:
            codec = self._fonts.get(self._state.font, self._codec)
            text = self._bytes.decode(self._believed or codec, "replace")
            self._bytes.clear()
            self._put(text)

    def _say_units(self) -> None:
        # -- a word may stand between the halves of a character; half of one is a mark of doubt
        count = len(self._units)
        whole = count - 1 if count and 0xD800 <= self._units[-1] < 0xDC00 else count
        if whole:
            text = self._units[:whole].tobytes().decode(_UTF16, "replace")
            del self._units[:whole]
            self._put(text)

    def _put(self, text: str) -> None:
        text = text.translate(_NOT_SHOWN)
        reads = self._state.reads
        if reads in _GATHERED:
            self._gathered.append(text)
            if reads == "stylesheet":
                style = self._state.style
                self._names[style] = (self._names.get(style, "") + text)[:200]
                self._levels[style] = self._state.level
        elif reads in _SHOWN:
            self._text.say(text, self._state)

    def _paragraph(self, _number: int | None) -> None:
        if self._state.reads in _SHOWN:
            self._text.paragraph(self._state)
        else:
            self._gathered.append("\n")

    def _cell(self, _number: int | None) -> None:
        if self._state.reads in _SHOWN:
            self._text.end_cell(self._state)

    def _charset(self, number: int | None) -> None:
        self._fonts[self._state.font] = codec_of_charset(number or 0, self._codec)

    def _page(self, number: int | None) -> None:
        self._codec = codec_of_page(number or 0)

    # what was gathered

    def _styled(self, _text: str) -> None:
        for style, name in self._names.items():
            shown = name.strip().rstrip(";").lower()
            heading = HEADING_STYLE.match(shown)
            level = int(heading[1]) if heading is not None else self._levels.get(style, 0)
            kind: ParagraphKind | None = KIND_OF_STYLE.get(shown)
            if level or kind is not None:
                self._text.styles[style] = (level, kind)

    def _people(self, text: str) -> None:
        self._text.people = [_name(name) for name in text.split(";")]

    def _numbered(self, text: str) -> None:
        label = text.strip()
        self._text.label = "" if _NO_NUMBER.fullmatch(label) else spaced(label)

    def _linked(self, text: str) -> None:
        found = _LINK.search(text)
        if found is not None:
            self._state = replace(self._state, link=found[1])

    def _annotated(self, text: str) -> None:
        remark, self._remark = self._remark, Remark()
        remark.key = remark.key or f"comment #{len(self._remarks)}"
        remark.body = text.strip()
        self._text.lines.point(remark.key, self._text.line)
        self._remarks.append(remark)

    def _pictured(self, text: str) -> None:
        kind, self._picture_kind = self._picture_kind, "image/x-wmf"
        digits = "".join(text.split())
        if self._state.reads not in _SHOWN or len(digits) % 2 or not _HEX.fullmatch(digits):
            return
        name = f"picture{len(self._pictures) + 1}"
        self._pictures[name] = (kind, bytes.fromhex(digits))
        self._text.picture(name, self._state)


def _changed(state: State, word: str, number: int | None) -> State:
    """Return the state after a word that changes it; others change nothing."""
    if word in _FOR_CHINESE and state.wide:
        word = _FOR_CHINESE[word]
    if word in _LOOKS:
        gone, come = _LOOKS[word]
        marks = (state.marks - gone) | (come if number != 0 else frozenset())
        return _with(state, {"marks": marks})
    if word in _FIELDS:
        name, usual = _FIELDS[word]
        return _with(state, {name: usual if number is None else number})
    if word in _CHANGES:
        return _tracked(state, word, number)
    if word in _RESETS:
        return _with(state, _RESETS[word])
    if word == "outlinelevel":
        return replace(state, level=number + 1 if number is not None and 0 <= number < 9 else 0)
    return state


def _with(state: State, fields: Mapping[str, Any]) -> State:
    """Return a state with other fields; most words say what is so already."""
    if all(getattr(state, name) == value for name, value in fields.items()):
        return state
    return replace(state, **fields)


def _tracked(state: State, word: str, said: int | None) -> State:
    name, part = _CHANGES[word]
    change = state.inserted if name == "inserted" else state.deleted
    if part < 0:
        return replace(state, **{name: (0, 0) if said != 0 else None})  # type: ignore[arg-type]
    number = said or 0
    if change is None:
        return state
    return replace(state, **{name: (number, change[1]) if part == 0 else (change[0], number)})  # type: ignore[arg-type]


def _key(number: str) -> str:
    return f"comment {number.strip()}"


def _name(name: str) -> str:
    """A name; LibreOffice writes question marks for Chinese ones."""
    return "" if not name.strip("? ") else name.strip()


def _mark(*kinds: MarkKind) -> frozenset[MarkKind]:
    return frozenset(kinds)


_RAISED: Final = _mark(MarkKind.SUPERSCRIPT, MarkKind.SUBSCRIPT)
_LINED: Final = _mark(MarkKind.UNDERLINE)
_LOOKS: Final[dict[str, tuple[frozenset[MarkKind], frozenset[MarkKind]]]] = {
    "b": (_mark(MarkKind.BOLD), _mark(MarkKind.BOLD)),
    "i": (_mark(MarkKind.ITALIC), _mark(MarkKind.ITALIC)),
    "super": (_RAISED, _mark(MarkKind.SUPERSCRIPT)),
    "sub": (_RAISED, _mark(MarkKind.SUBSCRIPT)),
    "nosupersub": (_RAISED, _mark()),
    "ulnone": (_LINED, _mark()),
    **dict.fromkeys(("ul", "ulw", "uld", "uldb", "ulth", "ulwave", "uldash"), (_LINED, _LINED)),
}
"""What words take away from the looks, and what they add unless they say 0."""
_FIELDS: Final[dict[str, tuple[str, int]]] = {
    "v": ("hidden", 1),
    "f": ("font", 0),
    "uc": ("skip", 1),
    "s": ("style", 0),
    "intbl": ("in_table", 1),
    "dbch": ("wide", 1),
}
_FOR_CHINESE: Final = {"ab": "b", "ai": "i", "aul": "ul", "aulnone": "ulnone"}
"""How LibreOffice says, after `dbch`, what Chinese characters look like."""
_RESETS: Final[dict[str, dict[str, Any]]] = {
    "pard": {"in_table": False, "style": 0, "level": 0},
    "plain": {"marks": frozenset(), "hidden": False, "wide": False},
    **{key: {"wide": False} for key in ("loch", "hich", "rtlch", "ltrch")},
}
_CHANGES: Final = {
    "revised": ("inserted", -1),
    "revauth": ("inserted", 0),
    "revdttm": ("inserted", 1),
    "deleted": ("deleted", -1),
    "revauthdel": ("deleted", 0),
    "revdttmdel": ("deleted", 1),
}
