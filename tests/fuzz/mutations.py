"""Ways to break a file, each decided by a random generator with a fixed seed."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from io import BytesIO
from random import Random

from lxml import etree

from tests.importers.making import zipped

_NUMBER = re.compile(rb"-?\d+")
_EXTREMES = tuple(
    str(number).encode()
    for number in (0, -1, 1, 65535, 65536, 2**31 - 1, 2**31, -(2**31), 2**63, 10**30)
)
_ODD = (
    b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"<", b">", b"&", b"&#0;", b"&#xD800;", b"]]>", b'"',
    b"{", b"}", b"\\", b"\\par", b"\\cell ", b"\\row ", b"\\trowd ", b"\\bin99999 ", b"\\u-10174?",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<table>", b"</table>", b"<td colspan=9999>", b"<p>",
    b"<script>", b"<!--", b"obj", b"endobj", b"stream", b"/Kids", b"/Parent", b"<<", b">>", b"[", b"]",
    b"|", b"| - |", b"```", b"> ", b"- ", b"# ", b"\t", b"\r", b"\n", b"%",
)  # fmt: skip
_MOST_COPIED = 200
_VALUES = (
    "", "0", "-1", "99999999999", "1e999", "NaN", "法", "true", "..", "../../x", "/", "#", "a b", "\t",
    "http://example.org/x",
)  # fmt: skip


def mutated(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """A broken copy of a file; `others` are files of the same kind to splice it with."""
    if data.startswith(b"PK") and random.random() < 0.9:
        return _zip(random, data, others)
    return _bytes(random, data, others)


def _zip(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    files = _unzipped(data)
    more = _unzipped(random.choice([other for other in others if other.startswith(b"PK")]))
    for _ in range(random.choice((1, 1, 2, 5))):
        name = random.choice(sorted(files))
        match random.random():
            case chance if chance < 0.04:
                del files[name]
            case chance if chance < 0.08:
                files[name] = files[random.choice(sorted(files))]
            case chance if chance < 0.12:
                files[random.choice(sorted(more))] = more[random.choice(sorted(more))]
            case chance if chance < 0.75:
                files[name] = _tree(random, files[name])
            case _:
                files[name] = _bytes(random, files[name], list(more.values()))
        if not files:
            break
    return zipped(files)


def _unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _tree(random: Random, data: bytes) -> bytes:
    """Break what XML says, not its form."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return data
    for _ in range(random.choice((1, 2, 4, 10))):
        random.choice(_ON_ELEMENTS)(random, list(root.iter(etree.Element)))
    return etree.tostring(root)


def _remove(random: Random, elements: list[etree._Element]) -> None:
    element = random.choice(elements)
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _move(random: Random, elements: list[etree._Element]) -> None:
    one, other = random.choice(elements), random.choice(elements)
    if one not in other.iterancestors() and one is not other and one.getparent() is not None:
        other.insert(random.randrange(len(other) + 1), one)


def _copy(random: Random, elements: list[etree._Element]) -> None:
    element = random.choice(elements)
    if sum(1 for _ in element.iter()) > _MOST_COPIED:
        return
    copies = [deepcopy(element) for _ in range(random.choice((1, 1, 30)))]
    for copy in copies:
        random.choice(elements).append(copy)


def _nest(random: Random, elements: list[etree._Element]) -> None:
    inner = random.choice(elements)
    for _ in range(random.choice((1, 10, 300))):
        deeper = etree.SubElement(inner, inner.tag, dict(inner.attrib))
        deeper.text, inner = inner.text, deeper


def _attribute(random: Random, elements: list[etree._Element]) -> None:
    element = random.choice([e for e in elements if e.attrib] or elements)
    for name in element.attrib:
        if random.random() < 0.5:
            element.set(name, random.choice(_VALUES))
        elif random.random() < 0.2:
            del element.attrib[name]


def _tag(random: Random, elements: list[etree._Element]) -> None:
    random.choice(elements).tag = random.choice(elements).tag


def _text(random: Random, elements: list[etree._Element]) -> None:
    random.choice(elements).text = random.choice(("", " ", "法", "\n", "　", "𠮷", "x" * 5000))


_ON_ELEMENTS: tuple[Callable[[Random, list[etree._Element]], None], ...] = (
    _remove, _move, _copy, _nest, _attribute, _attribute, _tag, _text,
)  # fmt: skip


def _bytes(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 4, 16))):
        random.choice(_ON_BYTES)(random, changed, others)
    return bytes(changed[: 4 * len(data) + 100_000])


def _span(random: Random, data: bytes | bytearray) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.choice((1, 2, 8, 64, 512, 4096)))


def _flip(random: Random, data: bytearray, _: Sequence[bytes]) -> None:
    for _ in range(random.choice((1, 4, 32))):
        if data:
            data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def _noise(random: Random, data: bytearray, _: Sequence[bytes]) -> None:
    start, end = _span(random, data)
    data[start:end] = random.randbytes(end - start)


def _cut(random: Random, data: bytearray, _: Sequence[bytes]) -> None:
    start, end = _span(random, data)
    del data[start:end]


def _end(random: Random, data: bytearray, _: Sequence[bytes]) -> None:
    del data[random.randrange(len(data) + 1) :]


def _repeat(random: Random, data: bytearray, _: Sequence[bytes]) -> None:
    start, end = _span(random, data)
    data[start:start] = data[start:end] * random.choice((1, 2, 50))


def _odd(random: Random, data: bytearray, _: Sequence[bytes]) -> None:
    at = random.randrange(len(data) + 1)
    data[at:at] = random.choice(_ODD) * random.choice((1, 1, 3, 400))


def _number(random: Random, data: bytearray, _: Sequence[bytes]) -> None:
    found = list(_NUMBER.finditer(bytes(data)))
    if found:
        start, end = random.choice(found).span()
        data[start:end] = random.choice(_EXTREMES)


def _splice(random: Random, data: bytearray, others: Sequence[bytes]) -> None:
    other = random.choice(others)
    start, end = _span(random, other)
    at = random.randrange(len(data) + 1)
    data[at:at] = other[start:end]


_ON_BYTES: tuple[Callable[[Random, bytearray, Sequence[bytes]], None], ...] = (
    _flip, _noise, _cut, _end, _repeat, _odd, _odd, _number, _number, _splice,
)  # fmt: skip
