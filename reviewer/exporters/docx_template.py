"""Fills in DOCX templates, which anybody can change in a word processor.

A placeholder is a name in double braces: {{标题}}. Three sorts: words, which take the look they are
given in the template; blocks (a table, charts, the items of 审议意见), each alone in a paragraph;
and the columns of a table, in one row of a table of the template, which is repeated. What is not
understood gets a sentence, since a paper with {{标提}} in it must not be handed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias
from xml.sax.saxutils import escape

import docx
from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from reviewer.errors import ExportError, ReportError, reason
from reviewer.exporters.clean import legal
from reviewer.exporters.docx_styles import official_document
from reviewer.exporters.docx_table import put_before
from reviewer.exporters.docx_xml import NAMESPACES
from reviewer.exporters.sheets import Group, Sheet
from reviewer.formats.guards import Archive

_PLACEHOLDER: Final = re.compile(r"\{\{([^{}]*)\}\}")
_STYLE: Final = re.compile(r'(<w:(?:pStyle|rStyle|tblStyle) w:val=")([^"]+)(")')
_BATCH: Final = 200
_GROUP: Final = "分组"
"""What stands for the name of a group in the row that is made for it."""
_END: Final = "textWrapping"
"""The type, the usual one, of breaks that end a line of what is filled in."""


Element: TypeAlias = Any
"""An element of python-docx, whose own types know only half of what it has."""


class Template:
    """A template being filled in. Raises ExportError where it cannot be used."""

    def __init__(self, path: Path, title: str) -> None:
        self._path = path
        self.document = self._opened()
        self.document.core_properties.title = title
        self._styles = _Styles(self.document)

    def fill(
        self,
        words: Mapping[str, str],
        blocks: Mapping[str, Sequence[str]],
        table: Sheet | None = None,
    ) -> None:
        """Put words, blocks of XML and the rows of a table where their names stand."""
        columns = set(table.columns) if table is not None else set()
        self._check({*words, *blocks, *columns}, blocks)
        placed: set[str] = set()
        for root in self._roots():
            if table is not None and self._rows(root, table):
                placed |= set(blocks)
            for paragraph in list(root.iter(qn("w:p"))):
                placed |= self._paragraph(paragraph, words, blocks)
        for name in blocks:
            if name not in placed:
                raise self._wrong(f"里没有单占一段的“{{{{{name}}}}}”")

    def _opened(self) -> DocxDocument:
        try:
            archive = Archive(self._path.name, self._path.read_bytes())
            for name in archive.names:
                archive.read(name)
            return docx.Document(str(self._path))
        except OSError as error:
            raise self._wrong(f"读不出来（{reason(error)}）") from error
        except (ReportError, ValueError, KeyError, etree.XMLSyntaxError) as error:
            raise self._wrong("不是 Word 文档（.docx），或者已经损坏") from error

    def _wrong(self, what: str) -> ExportError:
        return ExportError(
            f"模板“{self._path.name}”{what}；请改正它，或把它移出“{self._path.parent}”，改用自带的模板。"
        )

    def _roots(self) -> Iterator[Element]:
        yield self.document.element.body
        for section in self.document.sections:
            for part in (
                section.header,
                section.footer,
                section.first_page_header,
                section.first_page_footer,
                section.even_page_header,
                section.even_page_footer,
            ):
                if not part.is_linked_to_previous:
                    yield part._element  # noqa: SLF001

    def _check(self, known: set[str], blocks: Mapping[str, Sequence[str]]) -> None:
        for root in self._roots():
            for paragraph in root.iter(qn("w:p")):
                text = _text(paragraph)
                for found in _PLACEHOLDER.finditer(text):
                    name = found.group(1).strip()
                    if name not in known:
                        names = "、".join(sorted(known))
                        raise self._wrong(f"里的“{found.group()}”不认识，可以用：{names}")
                    if name in blocks and text.strip() != found.group():
                        raise self._wrong(f"里的“{found.group()}”要单占一段")
                if "{{" in _PLACEHOLDER.sub("", text):
                    raise self._wrong(f"里有没写完的“{{{{”：“{text[:40]}”")

    # words and blocks

    def _paragraph(
        self,
        paragraph: Element,
        words: Mapping[str, str],
        blocks: Mapping[str, Sequence[str]],
    ) -> set[str]:
        """Fill one paragraph; a paragraph whose words are all empty goes away."""
        names = [name.strip() for name in _PLACEHOLDER.findall(_text(paragraph))]
        if not names:
            return set()
        if names[0] in blocks:
            put_before(paragraph, self._styles.adapted("".join(blocks[names[0]])))
            self._remove(paragraph)
            return {names[0]}
        _gather(paragraph)
        source = etree.tostring(paragraph, encoding="unicode")
        filled = parse_xml(_PLACEHOLDER.sub(lambda m: _words(words[m.group(1).strip()]), source))
        if _text(filled).strip():
            paragraph.getparent().replace(paragraph, filled)
        else:
            self._remove(paragraph)
        return set()

    def _remove(self, paragraph: Element) -> None:
        """Take a paragraph out; a cell and a section's end need one."""
        parent = paragraph.getparent()
        properties = paragraph.find(qn("w:pPr"))
        ends_section = properties is not None and properties.find(qn("w:sectPr")) is not None
        alone = parent.tag != qn("w:body") and len(parent.findall(qn("w:p"))) == 1
        if ends_section or alone:
            for child in list(paragraph):
                if child.tag != qn("w:pPr"):
                    paragraph.remove(child)
        else:
            parent.remove(paragraph)

    # the rows of a table

    def _rows(self, root: Element, table: Sheet) -> bool:
        """Repeat the row that names columns; whether there is one."""
        for row in root.iter(qn("w:tr")):
            names = {name.strip() for name in _PLACEHOLDER.findall(_text(row))}
            if names & set(table.columns):
                for paragraph in row.iter(qn("w:p")):
                    _gather(paragraph)
                self._repeat(row, table)
                return True
        return False

    def _repeat(self, row: Element, table: Sheet) -> None:
        source = etree.tostring(row, encoding="unicode")
        band = _band(row)
        waiting: list[str] = []
        for group in table.groups:
            if group.label:
                waiting.append(_PLACEHOLDER.sub(partial(_cell, {_GROUP: group.label}), band))
            waiting += _filled(source, group, table.columns)
            while len(waiting) >= _BATCH:
                _put(row, waiting[:_BATCH])
                del waiting[:_BATCH]
        _put(row, waiting)
        row.getparent().remove(row)


class _Styles:
    """Brings the styles of blocks into a template that may have its own names for them."""

    def __init__(self, document: DocxDocument) -> None:
        self._document = document
        self._official = official_document("")
        self._names: dict[str, str] = {}

    def adapted(self, source: str) -> str:
        """Return XML with the template's ids for its styles; missing styles are added."""
        return _STYLE.sub(lambda m: f"{m[1]}{self._id(m[2])}{m[3]}", source)

    def _id(self, official: str) -> str:
        if official not in self._names:
            self._names[official] = self._found(official)
        return self._names[official]

    def _found(self, official: str) -> str:
        theirs = self._document.styles.element
        wanted = next(
            (s for s in self._official.styles.element if s.get(qn("w:styleId")) == official), None
        )
        if wanted is None:
            return official
        name = _name(wanted)
        for style in theirs.findall(qn("w:style")):
            if style.get(qn("w:styleId")) == official or _name(style) == name:
                return str(style.get(qn("w:styleId")))
        added = deepcopy(wanted)
        for tag in ("w:basedOn", "w:next", "w:link"):
            for reference in added.findall(qn(tag)):
                added.remove(reference)
        theirs.append(added)
        return official


def _name(style: Element) -> str:
    name = style.find(qn("w:name"))
    return str(name.get(qn("w:val"), "")).lower() if name is not None else ""


def _texts(element: Element) -> list[Element]:
    return list(element.iter(qn("w:t")))


def _text(element: Element) -> str:
    return "".join(piece.text or "" for piece in _texts(element))


def _gather(paragraph: Element) -> None:
    """Put each placeholder into one text: word processors cut them into runs as they like."""
    pieces = _texts(paragraph)
    text = "".join(piece.text or "" for piece in pieces)
    owners = [piece for piece in pieces for _ in piece.text or ""]
    for found in _PLACEHOLDER.finditer(text):
        for at in range(found.start() + 1, found.end()):
            owners[at] = owners[found.start()]
    for piece in pieces:
        own = "".join(c for c, owner in zip(text, owners, strict=True) if owner is piece)
        piece.text = own
        piece.set(qn("xml:space"), "preserve")


def _words(text: str) -> str:
    """Return words as they stand inside a text element; line ends become breaks."""
    lines = escape(legal(text)).replace("\u2028", "\n").split("\n")
    return f'</w:t><w:br w:type="{_END}"/><w:t xml:space="preserve">'.join(lines)


def _filled(source: str, group: Group, columns: Sequence[str]) -> Iterator[str]:
    for row in group.rows:
        cells = dict(zip(columns, row, strict=True))
        yield _PLACEHOLDER.sub(partial(_cell, cells), source)


def _cell(cells: Mapping[str, str], found: re.Match[str]) -> str:
    return _words(cells.get(found[1].strip(), ""))


def _band(row: Element) -> str:
    """Return a row for a group's name: the first cell over the whole width."""
    band = deepcopy(row)
    cells = band.findall(qn("w:tc"))
    width = sum(_spanned(cell) for cell in cells)
    for cell in cells[1:]:
        band.remove(cell)
    first = cells[0]
    properties = first.get_or_add_tcPr()
    properties.grid_span = width
    for paragraph in first.findall(qn("w:p"))[1:]:
        first.remove(paragraph)
    pieces = _texts(first)
    for piece in pieces:
        piece.text = ""
    pieces[0].text = f"{{{{{_GROUP}}}}}"
    return etree.tostring(band, encoding="unicode")


def _spanned(cell: Element) -> int:
    return int(cell.grid_span)


def _put(row: Element, sources: Sequence[str]) -> None:
    for element in parse_xml(f"<w:tbl {NAMESPACES}>{''.join(sources)}</w:tbl>"):
        for end in reversed(list(element.iter(qn("w:br")))):
            if end.get(qn("w:type")) == _END:
                _divide(end)
        row.addprevious(element)


def _divide(end: Element) -> None:
    """Let a paragraph of its own begin behind a break; a line before a break is spread wide.

    Breaks stay inside links and fields, and in lists, where a paragraph has a number.
    """
    run = end.getparent()
    paragraph = run.getparent()
    looks = paragraph.find(qn("w:pPr"))
    numbered = looks is not None and looks.find(qn("w:numPr")) is not None
    if run.tag != qn("w:r") or paragraph.tag != qn("w:p") or numbered:
        return
    new, behind = parse_xml(f"<w:p {NAMESPACES}/>"), parse_xml(f"<w:r {NAMESPACES}/>")
    if looks is not None:
        new.append(deepcopy(looks))
    if (face := run.find(qn("w:rPr"))) is not None:
        behind.append(deepcopy(face))
    for piece in list(end.itersiblings()):
        behind.append(piece)
    rest = list(run.itersiblings())
    new.append(behind)
    for piece in rest:
        new.append(piece)
    run.remove(end)
    paragraph.addnext(new)
