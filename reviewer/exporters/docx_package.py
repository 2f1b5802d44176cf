"""A DOCX written anew from the one it was: what is not touched stays as it was, byte for byte."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple
from xml.sax.saxutils import quoteattr

from reviewer.errors import ExportError
from reviewer.formats.ooxml import Element, Package
from reviewer.formats.xml_source import XmlSource, with_inside

_TYPES: Final = "[Content_Types].xml"
_TYPES_NAMESPACE: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_NAMESPACE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_EMPTY_RELATIONS: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Relationships xmlns="{_RELATIONS_NAMESPACE}"></Relationships>'
)
_BARE_TYPES: Final = (
    f'<Types xmlns="{_TYPES_NAMESPACE}"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    "<Override PartName={} ContentType="
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
"""For a package that lost its own."""
_LEVEL: Final = 4
"""Of packing; higher ones take half as long again for a tenth less."""
_LOCAL_HEADER: Final = 30
"""Bytes before the name of an entry (APPNOTE 4.3.7); two lengths stand at its end."""


class _Packed(NamedTuple):
    """A part as it lies in a zip archive."""

    size: int
    crc: int
    data: bytes


class _Packing:
    """A part being packed, piece by piece."""

    def __init__(self) -> None:
        self._packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._size = self._crc = 0
        self._packed: list[bytes] = []

    def add(self, data: bytes) -> None:
        self._size += len(data)
        self._crc = zlib.crc32(data, self._crc)
        self._packed.append(self._packer.compress(data))

    def end(self) -> _Packed:
        self._packed.append(self._packer.flush())
        return _Packed(self._size, self._crc, b"".join(self._packed))


class Parcel:
    """The parts of a package that change or come in; they are packed while others are made."""

    def __init__(self, package: Package, data: bytes) -> None:
        self._package = package
        self._data = data
        self._changed: dict[str, Future[_Packed]] = {}
        self._packers = ThreadPoolExecutor(1, "packing")
        self._types: list[str] = []
        self._relations: dict[str, list[str]] = {}
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._taken = {name.lower() for name in archive.namelist()}

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from the original."""
        return bool(self._changed)

    def change(self, path: str, data: Iterable[bytes]) -> None:
        """Give a part another content, which comes in pieces."""
        packing = _Packing()
        for piece in data:
            self._packers.submit(packing.add, piece)
        self._changed[path] = self._packers.submit(packing.end)

    def add(self, path: str, data: Iterable[bytes], content_type: str) -> str:
        """Add a part under the first free path like `path`, and return that."""
        stem, dot, suffix = path.rpartition(".")
        number = 1
        while path.lower() in self._taken:
            number += 1
            path = f"{stem}{number}{dot}{suffix}"
        self._taken.add(path.lower())
        self.change(path, data)
        name, kind = quoteattr("/" + path), quoteattr(content_type)
        self._types.append(
            f'<Override xmlns="{_TYPES_NAMESPACE}" PartName={name} ContentType={kind}/>'
        )
        return path

    def relate(self, source: str, relation: str, target: str) -> None:
        """Let a part refer to another."""
        known = self._relations.setdefault(source, [])
        there = {found.id for found in self._package.relations(source)}
        number = len(known) + 1
        while f"rvId{number}" in there:
            number += 1
        there_path = quoteattr(posixpath.relpath("/" + target, "/" + posixpath.dirname(source)))
        known.append(
            f'<Relationship xmlns="{_RELATIONS_NAMESPACE}" Id="rvId{number}"'
            f" Type={quoteattr(relation)} Target={there_path}/>"
        )
        self._package.relations(source)

    def write(self, path: Path) -> None:
        """Write the package."""
        if not self.is_changed:
            path.write_bytes(self._data)
            return
        for part, data in self._finished():
            self.change(part, [data])
        with self._packers, zipfile.ZipFile(io.BytesIO(self._data)) as source:
            entries = source.infolist()
        with zipfile.ZipFile(path, "w") as target:
            # -- of two entries of one name the last one counts
            for entry in {info.filename: info for info in entries}.values():
                made = self._changed.pop(entry.filename.replace("\\", "/"), None)
                if made is None:
                    _put(target, entry, self._as_it_came(entry))
                else:
                    _put_new(target, entry, made.result())
            for name, made in self._changed.items():
                _put_new(target, zipfile.ZipInfo(name), made.result())

    def _as_it_came(self, entry: zipfile.ZipInfo) -> memoryview:
        """The bytes of an entry that nobody touched, still packed."""
        at = entry.header_offset + _LOCAL_HEADER
        lengths = self._data[at - 4 : at]
        name, extra = int.from_bytes(lengths[:2], "little"), int.from_bytes(lengths[2:], "little")
        start = at + name + extra
        return memoryview(self._data)[start : start + entry.compress_size]

    def _finished(self) -> Iterator[tuple[str, bytes]]:
        if self._types:
            main = quoteattr("/" + self._package.main)
            yield self._with(_TYPES, _BARE_TYPES.format(main), self._types)
        for source, entries in self._relations.items():
            folder, base = posixpath.split(source)
            path = posixpath.join(folder, "_rels", f"{base}.rels")
            yield self._with(path, _EMPTY_RELATIONS, entries)

    def _with(self, path: str, empty: str, entries: list[str]) -> tuple[str, bytes]:
        data = self._package.bytes_of(path)
        source = XmlSource(path, empty.encode() if data is None else data)
        return path, with_inside(source.text, "".join(entries)).encode(source.encoding)


def _put_new(target: zipfile.ZipFile, entry: zipfile.ZipInfo, packed: _Packed) -> None:
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.file_size, entry.CRC = packed.size, packed.crc
    entry.compress_size = len(packed.data)
    _put(target, entry, packed.data)


def _put(target: zipfile.ZipFile, entry: zipfile.ZipInfo, data: bytes | memoryview) -> None:
    """Put packed bytes into an archive: zipfile itself knows no way to leave them packed."""
    stream = target.fp
    if stream is None:
        raise ValueError("the archive is closed")
    # -- the header has the sizes; none follow the data
    entry.flag_bits &= ~0x08
    entry.header_offset = stream.tell()
    stream.write(entry.FileHeader(zip64=False))
    stream.write(data)
    target.filelist.append(entry)
    target.NameToInfo[entry.filename] = entry
    target.start_dir = stream.tell()
    target._didModify = True  # type: ignore[attr-defined]  # noqa: SLF001  the directory is written


class PartEdit:
    """An XML part to which entries are added, changed and taken out; all else stays."""

    def __init__(self, package: Package, path: str, namespaces: dict[str, str]) -> None:
        self.path = path
        data = package.bytes_of(path)
        root = package.part(path)
        if data is None or root is None:
            raise ExportError(f"“{package.name}”里缺少“{path}”，请在 Word 中另存一次再导出。")
        self.root: Element = root
        self.source = XmlSource(path, data)
        self._numbers = {element: number for number, element in enumerate(root.iter())}
        self._edits: dict[int, tuple[int, int, str]] = {}
        self._added: list[str] = []
        self._namespaces = {
            prefix: address
            for prefix, address in namespaces.items()
            if not re.search(rf"\sxmlns:{prefix}\s*=", self.source.root)
        }

    @property
    def is_changed(self) -> bool:
        """Whether anything is to be changed."""
        return bool(self._edits or self._added)

    def add(self, xml: str) -> None:
        """Add something at the end of the root."""
        self._added.append(xml)

    def remove(self, element: Element) -> None:
        """Take an element out."""
        self.replace(element, "")

    def replace(self, element: Element, xml: str) -> None:
        """Put something in an element's place."""
        number = self._numbers[element]
        start = self.source.starts[number]
        self._edits[start] = (start, self.source.ends[number], xml)

    def fill(self, element: Element, inside: str) -> None:
        """Give an element another content."""
        tag = self.source.tag(self._numbers[element])
        name = re.split(r"[\s/>]", tag[1:], maxsplit=1)[0]
        opening = tag[:-2].rstrip() + ">" if tag.endswith("/>") else tag
        self.replace(element, f"{opening}{inside}</{name}>")

    def attribute(self, element: Element, xml: str) -> None:
        """Give an element an attribute that it lacks."""
        tag = self.source.tag(self._numbers[element])
        at = self.source.insides[self._numbers[element]] - (2 if tag.endswith("/>") else 1)
        self._edits[at] = (at, at, f" {xml}")

    def result(self) -> bytes:
        """Return the part's bytes."""
        edits = sorted(self._edits.values())
        if self._namespaces:
            tag = self.source.root
            at = self.source.insides[0] - (2 if tag.endswith("/>") else 1)
            declared = "".join(f' xmlns:{p}="{a}"' for p, a in self._namespaces.items())
            edits.insert(0, (at, at, declared))
        text = self.source.spliced(edits).decode(self.source.encoding)
        return with_inside(text, "".join(self._added)).encode(self.source.encoding)
