"""A PDF written object by object, as text (ISO 32000-1, 7): a million characters in a second.

Dictionaries and arrays are strings in the syntax of PDF; an object is named by its reference,
"12 0 R". Everything but streams goes into compressed object streams (7.5.7), with a
cross-reference stream (7.5.8) behind them.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Mapping
from typing import BinaryIO, Final

Ref = str
"""What names an object in others."""

_MARK: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_IN_ONE: Final = 200
"""How many objects an object stream holds; a reader unpacks all of them to see one."""
_LEVEL: Final = 4
"""Of packing; the usual one takes a third longer for two hundredths less."""
_PLAIN: Final = re.compile(r"[ -~]*")


def string(text: str) -> str:
    """Return a text string (7.9.2.2): ASCII where that suffices, else UTF-16."""
    if _PLAIN.fullmatch(text):
        plain = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({plain})"
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex()}>"


def dictionary(entries: Mapping[str, str]) -> str:
    """Return a dictionary; keys without the slash, values as they are written."""
    return f"<<{''.join(f'/{key} {value}' for key, value in entries.items())}>>"


def array(values: Iterable[float], digits: int = 2) -> str:
    """Return an array of numbers, rounded."""
    return f"[{' '.join([repr(round(value, digits)) for value in values])}]"


class Objects:
    """Numbered objects; `first` is the number of the first of them."""

    def __init__(self, first: int = 1) -> None:
        self._next = first
        self._plain: dict[int, str] = {}
        self._streams: dict[int, bytes] = {}

    def reserve(self) -> Ref:
        """Return the name of an object that is put later."""
        self._next += 1
        return f"{self._next - 1} 0 R"

    def put(self, ref: Ref, body: str) -> None:
        """Say what a reserved object is."""
        self._plain[int(ref.partition(" ")[0])] = body

    def add(self, body: str) -> Ref:
        """Add an object."""
        self._plain[self._next] = body
        self._next += 1
        return f"{self._next - 1} 0 R"

    def stream(self, data: bytes, entries: str = "", *, packed: bool = True) -> Ref:
        """Add a stream, with entries of its dictionary; small ones may go without compression."""
        if packed:
            data, entries = zlib.compress(data, _LEVEL), f"/Filter/FlateDecode{entries}"
        head = f"<</Length {len(data)}{entries}>>\nstream\n".encode("ascii")
        self._streams[self._next] = head + data + b"\nendstream"
        self._next += 1
        return f"{self._next - 1} 0 R"

    @property
    def bodies(self) -> dict[int, bytes]:
        """All objects, as they stand in a file, by their numbers."""
        plain = {number: body.encode("ascii") for number, body in self._plain.items()}
        return {**plain, **self._streams}

    def save(self, stream: BinaryIO, root: Ref, info: Ref) -> None:
        """Write a file of all objects; the same objects make the same file."""
        rows: dict[int, bytes] = {}
        at = stream.write(_MARK)
        digest = hashlib.sha256()

        def put(number: int, body: bytes) -> int:
            rows[number] = b"\x01" + at.to_bytes(5, "big") + b"\0"
            digest.update(body)
            return at + stream.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

        plain = list(self._plain.items())
        for begin in range(0, len(plain), _IN_ONE):
            self._streams[self._next] = _packed(plain[begin : begin + _IN_ONE])
            for place, (number, _) in enumerate(plain[begin : begin + _IN_ONE]):
                rows[number] = b"\x02" + self._next.to_bytes(5, "big") + bytes([place])
            self._next += 1
        for number, body in self._streams.items():
            at = put(number, body)
        own, start = self._next, at
        rows[own] = b"\x01" + start.to_bytes(5, "big") + b"\0"
        free = b"\0" * 7
        table = zlib.compress(b"".join(rows.get(number, free) for number in range(own + 1)))
        identity = digest.hexdigest()[:32]
        head = (
            f"<</Type/XRef/W[1 5 1]/Size {own + 1}/Root {root}/Info {info}"
            f"/ID[<{identity}><{identity}>]/Filter/FlateDecode/Length {len(table)}>>"
        )
        put(own, head.encode("ascii") + b"\nstream\n" + table + b"\nendstream")
        stream.write(b"startxref\n%d\n%%%%EOF\n" % start)


def _packed(objects: list[tuple[int, str]]) -> bytes:
    """An object stream: numbers and places, then the objects."""
    places: list[str] = []
    at = 0
    for number, body in objects:
        places.append(f"{number} {at}")
        at += len(body) + 1
    head = " ".join(places) + "\n"
    data = (head + "\n".join(body for _, body in objects)).encode("ascii")
    data = zlib.compress(data, _LEVEL)
    entries = f"/Type/ObjStm/N {len(objects)}/First {len(head)}/Filter/FlateDecode"
    return f"<<{entries}/Length {len(data)}>>\nstream\n".encode("ascii") + data + b"\nendstream"
