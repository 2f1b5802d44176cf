"""The source of a DOCX part, thinned: the text of plain runs is taken out before it is parsed.

Most of a report is runs whose properties say nothing that concerns us. Each is replaced by a mark:
the number of its text between two `MARK`s, which becomes text of the element around it. The parser,
which looks at every character, then has a fraction of the work, and no objects are made of runs.

Nothing is taken out on trust. Where a part is well-formed "<" begins markup, except in comments,
CDATA sections and processing instructions: a part with any of these, or with anything else out of
the common (another prefix, another encoding), stays as it is. The tags before the texts are parsed
too, each different row of them once, and a text is looked through for what XML does not allow.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from reviewer.errors import ReportError
from reviewer.formats.guards import parse_xml, require_few_nodes
from reviewer.formats.ooxml import Element, Package, W, fonts_of
from reviewer.formats.ooxml_texts import (
    LINE_ENDS,
    MARK,
    RUN_END,
    Placed,
    Texts,
    as_shown,
    keeps_space,
    speaks,
)
from reviewer.formats.symbol_fonts import is_symbolic

_RUN: Final = re.compile(
    r"(<w:r(?: [^<>]*)?>"
    r"(?:<w:rPr>(?:<[^/<>][^<>]*/>)*</w:rPr>|<w:rPr/>)?"
    r"(?:<w:lastRenderedPageBreak/>)?"
    r"<w:t(?: [^<>]*)?>)([^<]*)</w:t></w:r>"
)
"""A run of one text: its tags, its text."""
_STARTS: Final = ("<w:p>", "</w:pPr>")
_FLAT: Final = re.compile(r"(?:<w:\w+(?: [^<>]*)?/>)+")
"""Empty elements in a row."""
_PROLOG: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\s+version=([\"'])1\.0\1(?:\s+encoding=([\"'])utf-8\2)?"
    rb"(?:\s+standalone=([\"'])(?:yes|no)\3)?\s*\?>)?\s*(?=<\w)",
    re.IGNORECASE,
)
_UNUSUAL: Final = bytes([*range(9), 11, 12, *range(14, 32), ord(MARK)])
"""Characters that XML does not allow, and the mark."""
_UNFIT: Final = (("]", "]]>"), ("\ufffe", "\ufffe"), ("\uffff", "\uffff"))
"""What XML does not allow in a text either."""
_UNMOVING: Final = (*_UNFIT, ("\r", "\r"))
"""Line ends that XML reads as one character would move what is behind them, too."""
_LONGEST: Final = 1_000_000
"""Longer texts are left to the parser, which has a limit of its own."""
_STRANGE: Final = (("!", "<!"), ("?", "<?"), ("purl", "purl.oclc.org"))
"""Comments and the like, and names of the strict kind (`ooxml`)."""


def thinned_part(
    package: Package, path: str, *, placed: bool = False
) -> tuple[Element | None, Texts]:
    """Parse an XML part; return it with the texts that were taken out of it by their marks.

    They are `Placed` if asked for: then only runs that stand in a w:p itself are taken out. None
    where there is no such part. Raises ReportError where it is broken.
    """
    data = package.bytes_of(path)
    if data is None:
        return None, {}
    require_few_nodes(package.name, path, data)
    try:
        thin, texts = _thinned(package.name, path, data, placed=placed)
        if texts:
            return package.parsed(path, thin), texts
    except (ReportError, UnicodeDecodeError):
        # -- what is wrong with it the parser says of the part itself
        pass
    return package.parsed(path, data), {}


def _thinned(name: str, path: str, data: bytes, *, placed: bool) -> tuple[bytes, Texts]:
    """Return the part without its plain runs, and their texts; none where it is to stay as it is."""
    start = _PROLOG.match(data)
    if start is None or len(data.translate(None, _UNUSUAL)) != len(data):
        return data, {}
    text = str(memoryview(data)[start.end() :], "utf-8")
    if "\r" in text and not placed:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    pieces = _RUN.split(text)
    heads, taken = pieces[1::3], pieces[2::3]
    if max(map(len, taken), default=0) > _LONGEST or _has(text, _UNMOVING if placed else _UNFIT):
        return data, {}
    root = text[: text.find(">") + 1]
    keeps = _plain(name, path, root, dict.fromkeys(heads))
    marks = [f"{MARK}{number}{MARK}" for number in range(len(taken))]
    refers = "&" in text
    stays = [
        keeps[head] is None or (refers and "&" in said)
        for head, said in zip(heads, taken, strict=True)
    ]
    if placed:
        stays = [stay or not direct for stay, direct in zip(stays, _direct(pieces), strict=True)]
    rest = pieces[0] + "".join(
        [
            f"{head}{said}{RUN_END}{after}" if stay else mark + after
            for stay, head, said, mark, after in zip(
                stays, heads, taken, marks, pieces[3::3], strict=True
            )
        ]
    )
    if not _is_usual(root, rest):
        return data, {}
    shown: Iterable[str] = taken
    if not all(keeps.values()) or any(end in text for end in LINE_ENDS):
        shown = map(as_shown, taken, map(keeps.get, heads))
    texts = dict(zip(marks, shown, strict=True))
    return rest.encode(), _placed(texts, stays, pieces, start, keeps) if placed else texts


def _placed(
    texts: Texts,
    stays: Sequence[bool],
    pieces: Sequence[str],
    start: re.Match[bytes],
    keeps: Mapping[str, bool | None],
) -> Placed:
    """Return those texts that do not stay, with their places; `start` is what precedes the root."""
    left = ((m, said) for (m, said), stay in zip(texts.items(), stays, strict=True) if not stay)
    at = start.end() - (len(BOM_UTF8) if start[0].startswith(BOM_UTF8) else 0)
    return Placed(left, pieces, at, keeps)


def _direct(pieces: Sequence[str]) -> Iterator[bool]:
    """Say of each run whether it surely stands in a w:p itself: what is before it tells."""
    is_direct = False
    for before in pieces[:-1:3]:
        if before:
            if before.endswith(_STARTS):
                is_direct = True
            else:
                last = before[before.rfind("<") :]
                opens = last.startswith("<w:p ") and last.endswith(">") and last[-2:] != "/>"
                is_direct = opens or (is_direct and _FLAT.fullmatch(before) is not None)
        yield is_direct


def _is_usual(root: str, rest: str) -> bool:
    """Whether "w" means what it usually does, and markup is elements alone."""
    is_w = f'xmlns:w="{W[1:-1]}"' in root and rest.count("xmlns:w=") == 1
    return is_w and not _has(rest, _STRANGE)


def _has(text: str, pieces: Iterable[tuple[str, str]]) -> bool:
    """Whether any of some pieces is in a text; a rare character of each is looked for first."""
    return any(rare in text and piece in text for rare, piece in pieces)


def _plain(name: str, path: str, root: str, heads: dict[str, None]) -> dict[str, bool | None]:
    """Say of the tags before texts whether white space is kept in the text; None of marked ones.

    Raises ReportError where they are broken, or mean something else than they look like.
    """
    inside = "".join([head + RUN_END for head in heads])
    tag = re.split(r"[\s/>]", root[1:], maxsplit=1)[0]
    runs = parse_xml(name, path, f"{root}{inside}</{tag}>".encode())
    found: dict[str, bool | None] = {}
    for head, run in zip(heads, runs, strict=True):
        found[head] = keeps_space(run[-1]) if "xmlns" not in head and _is_plain(run) else None
    return found


def _is_plain(run: Element) -> bool:
    """Whether nothing that a run says of itself concerns its text."""
    properties = run.find(W + "rPr")
    return properties is None or not (speaks(properties) or any(map(is_symbolic, fonts_of(run))))
