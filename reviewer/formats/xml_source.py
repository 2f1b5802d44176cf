"""Where the elements of an XML part stand in its text, so that it can be changed by splicing.

What is not touched stays as it was to the last character: declarations, prefixes, quotes, blanks.
Elements are counted in the order of their start tags, as `iter()` of a parsed tree yields them.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from reviewer.errors import ReportError

_TOKEN: Final = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>"
    r"|<(?P<close>/?)[^\s/>!?]+(?P<inside>(?:[^<>\"']+|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
_ENCODING: Final = re.compile(rb"^<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_UNIT: Final = re.compile(r"&[^;]*;|\r\n|.", re.DOTALL)
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


class XmlSource:
    """The text of one part, known to be well-formed, and the places of its elements.

    For the n-th element `starts[n]` is where its start tag begins, `insides[n]` where its content
    does, `ends[n]` where the element ends; of an empty tag the content begins at the end. `gaps`
    are ranges of whole elements that are not counted, in order.
    """

    def __init__(self, name: str, data: bytes, gaps: Iterable[tuple[int, int]] = ()) -> None:
        self.encoding = _encoding(data)
        self._gaps = gaps
        try:
            self.text = data.decode(self.encoding)
        except (UnicodeDecodeError, LookupError) as error:
            raise ReportError(f"“{name}”的编码无法识别，请在 Word 中另存一次再导出。") from error

    @property
    def root(self) -> str:
        """The start tag of the root."""
        return next((token[0] for token in _TOKEN.finditer(self.text) if token["inside"]), "")

    @property
    def starts(self) -> array[int]:
        """Where the elements begin."""
        return self._places[0]

    @property
    def insides(self) -> array[int]:
        """Where their contents begin."""
        return self._places[1]

    @property
    def ends(self) -> array[int]:
        """Where they end."""
        return self._places[2]

    @cached_property
    def _places(self) -> tuple[array[int], array[int], array[int]]:
        """Found when they are first asked for: whoever changes plain text alone never does."""
        starts, insides, ends = array("q"), array("q"), array("q")
        opened: list[int] = []
        for token in self._tokens():
            close, inside = token.groups()
            if inside is None:
                continue
            start, end = token.span()
            if close:
                ends[opened.pop()] = end
                continue
            if inside[-1:] != "/":
                opened.append(len(starts))
            starts.append(start)
            insides.append(end)
            ends.append(end)
        return starts, insides, ends

    def _tokens(self) -> Iterator[re.Match[str]]:
        at = 0
        for start, end in self._gaps:
            yield from _TOKEN.finditer(self.text, at, start)
            at = end
        yield from _TOKEN.finditer(self.text, at)

    def tag(self, number: int) -> str:
        """Return an element's start tag."""
        return self.text[self.starts[number] : self.insides[number]]

    def whole(self, number: int) -> str:
        """Return an element with all that is in it."""
        return self.text[self.starts[number] : self.ends[number]]

    def closing(self, number: int) -> int:
        """Return where an element's end tag begins; for an empty tag where the element ends."""
        if self.insides[number] == self.ends[number]:
            return self.ends[number]
        return self.text.rindex("</", 0, self.ends[number])

    def spliced(self, edits: Iterable[tuple[int, int, str]]) -> bytes:
        """Return the part with ranges replaced: (start, end, text), in order, not overlapping."""
        parts: list[str] = []
        at = 0
        for start, end, text in edits:
            parts += (self.text[at:start], text)
            at = end
        parts.append(self.text[at:])
        return "".join(parts).encode(self.encoding)


def unit(raw: str, characters: int) -> int:
    """Return how far into XML text so many characters reach; a reference is one character."""
    if "&" not in raw and "\r" not in raw:
        return characters
    at = 0
    for _ in range(characters):
        found = _UNIT.match(raw, at)
        if found is None:
            break
        at = found.end()
    return at


def with_inside(text: str, inside: str) -> str:
    """Return an XML part with more at the end of its root."""
    end = text.rstrip()
    if end.endswith("/>"):
        name = re.split(r"[\s/>]", text[text.rindex("<") + 1 :], maxsplit=1)[0]
        return f"{end[:-2]}>{inside}</{name}>"
    at = text.rindex("</")
    return text[:at] + inside + text[at:]


def _encoding(data: bytes) -> str:
    if data[:2] in _UTF16:
        return "utf-16"
    if data[:3] == b"\xef\xbb\xbf":
        return "utf-8-sig"
    said = _ENCODING.match(data[:200])
    return said[1].decode("ascii") if said is not None else "utf-8"
