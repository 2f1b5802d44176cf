"""An Office Open XML package (ECMA-376 part 2): parts, relationships, media types, names.

Strict documents (ISO 29500 strict, purl.oclc.org) are read with the transitional names, and
characters of symbol fonts as those they look like, one for one, so that nobody else needs to know
of them. External relationships are never followed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple
from urllib.parse import unquote

from lxml import etree

from reviewer.errors import ReportError
from reviewer.formats.guards import Archive, parse_xml
from reviewer.formats.symbol_fonts import PRIVATE, shown
from reviewer.formats.walked import By

Element = etree._Element  # noqa: SLF001  lxml has no public name for it

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15: Final = "{http://schemas.microsoft.com/office/word/2012/wordml}"
W16CID: Final = "{http://schemas.microsoft.com/office/word/2016/wordml/cid}"
W16CEX: Final = "{http://schemas.microsoft.com/office/word/2018/wordml/cex}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V: Final = "{urn:schemas-microsoft-com:vml}"
VAL: Final = W + "val"

_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M),
    (b"http://purl.oclc.org/ooxml/drawingml/main", A),
)
_MAIN_TYPES: Final = ("document.main+xml", "template.main+xml", "macroEnabledTemplate.main+xml")
_SYMBOLIC: Final = (
    re.compile(rb"\xef[\x80-\x83]"),
    re.compile(rb"&#(?:[xX]0*[fF]0|0*61[4-6])"),
)
"""What a part has somewhere that writes characters of symbol fonts (U+F000 to U+F0FF).

Two patterns: each begins with certain bytes, which are looked for four times as fast.
"""
_FONTS: Final = tuple(W + name for name in ("ascii", "hAnsi", "eastAsia", "cs"))
_MOVES: Final = (W + "moveFrom", W + "moveTo")
_OFF: Final = frozenset({"0", "false", "off", "none"})


class Relation(NamedTuple):
    """Where a relationship leads: a path in the package, or an address outside."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """A DOCX file, opened. Raises ReportError where it is not whole."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self._archive = Archive(name, data)
        self._paths = {path.lower(): path for path in self._archive.names}
        self._related: dict[str, Element | None] = {}
        self._relations: dict[str, tuple[Relation, ...]] = {}
        self.main = self._main()

    @property
    def unpacked(self) -> int:
        """Bytes that were unpacked so far."""
        return self._archive.given

    def part(self, path: str) -> Element | None:
        """Parse an XML part; None where there is none. Raises ReportError where it is broken."""
        data = self.bytes_of(path)
        return self.parsed(path, data) if data is not None else None

    def parsed(self, path: str, data: bytes) -> Element:
        """Parse the bytes of an XML part. Raises ReportError where it is broken."""
        if b"purl.oclc.org" in data:
            for strict, usual in _STRICT:
                data = data.replace(strict, usual[1:-1].encode())
        root = parse_xml(self.name, path, data)
        if any(pattern.search(data) for pattern in _SYMBOLIC):
            _write_out_symbols(root)
        return root

    def bytes_of(self, path: str) -> bytes | None:
        """Return a part's bytes; None where there is none. Raises ReportError."""
        found = self._paths.get(path.lower())
        return self._archive.read(found) if found is not None else None

    def relations(self, source: str) -> tuple[Relation, ...]:
        """The relationships of a part; of the package for an empty source."""
        if source not in self._relations:
            self._relations[source] = tuple(self._read_relations(source))
        return self._relations[source]

    def relation(self, source: str, relation_id: str) -> Relation | None:
        """The relationship of that id."""
        return next((r for r in self.relations(source) if r.id == relation_id), None)

    def related(self, kind: str, source: str = "") -> str:
        """The path of the part that stands in a kind of relationship to `source` (the body).

        `kind` is the end of the relationship's type: "comments", "styles". Empty where none does.
        """
        for relation in self.relations(source or self.main):
            if relation.kind == kind and not relation.external:
                return relation.target
        return ""

    def related_part(self, kind: str) -> Element | None:
        """The parsed part that stands in a kind of relationship to the body; not to be changed."""
        if kind not in self._related:
            path = self.related(kind)
            self._related[kind] = self.part(path) if path else None
        return self._related[kind]

    def media_type(self, path: str) -> str:
        """What [Content_Types].xml says a part is."""
        named = self._types.get("/" + path.lower())
        return named or self._types.get(path.rpartition(".")[2].lower(), "application/octet-stream")

    def body(self, root: Element | None) -> Element:
        """Return the w:body of the parsed main part. Raises ReportError where there is none."""
        body = root.find(W + "body") if root is not None else None
        if body is None:
            raise ReportError(f"“{self.name}”里没有正文，文件可能不完整，请让对方重新发送一份。")
        return body

    @cached_property
    def _types(self) -> dict[str, str]:
        root = self.part("[Content_Types].xml")
        types: dict[str, str] = {}
        for entry in root if root is not None else ():
            name = entry.get("PartName") or entry.get("Extension") or ""
            types[name.lower()] = entry.get("ContentType") or ""
        return types

    def _main(self) -> str:
        for relation in self.relations(""):
            if relation.kind == "officeDocument" and relation.target.lower() in self._paths:
                return relation.target
        for name, media_type in self._types.items():
            if name.startswith("/") and media_type.endswith(_MAIN_TYPES):
                return name[1:]
        return "word/document.xml"

    def _read_relations(self, source: str) -> Iterator[Relation]:
        folder, base = posixpath.split(source)
        root = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        for entry in root if root is not None else ():
            target = entry.get("Target") or ""
            external = entry.get("TargetMode") == "External"
            if not external:
                target = unquote(target.replace("\\", "/"))
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = (entry.get("Type") or "").rpartition("/")[2]
            yield Relation(entry.get("Id") or "", kind, target, external)


def _write_out_symbols(root: Element) -> None:
    """Have the characters that symbol fonts show where runs are set in such fonts."""
    for node in root.iter(W + "t", W + "delText"):
        run = node.getparent()
        if run is None or not node.text:
            continue
        for font in fonts_of(run):
            node.text = "".join(
                (ord(c) in PRIVATE and shown(font, ord(c))) or c for c in node.text or ""
            )


def fonts_of(run: Element) -> list[str]:
    """The fonts that a run names itself."""
    fonts = run.find(f"{W}rPr/{W}rFonts")
    return [*filter(None, map(fonts.get, _FONTS))] if fonts is not None else []


def is_on(element: Element | None) -> bool:
    """Whether a property is switched on: present, and its value no kind of no."""
    return element is not None and element.get(VAL) not in _OFF


def by(change: Element) -> By:
    """Read who made a tracked change."""
    return By(
        author=(change.get(W + "author") or "").strip(),
        date=change.get(W + "date") or "",
        moved=change.tag in _MOVES,
    )


def number(value: str | None, default: int = 0) -> int:
    """Read a whole number that somebody wrote; absurd ones count as none."""
    try:
        found = int(value or "")
    except ValueError:
        return default
    return found if -1_000_000 <= found <= 1_000_000 else default
