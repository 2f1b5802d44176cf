"""Appends changed objects to a PDF: the bytes that were there stay as they are (ISO 32000-1, 7.5.6).

So a signature goes on covering what it signed. New objects and new versions of old ones follow the
old file, with a cross-reference section of the kind that the file had last.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from reviewer.exporters.pdf_ciphers import cipher_of
from reviewer.formats.pdf_keys import ADDED

_START: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_TAIL: Final = 4096


class NotAppendable(Exception):
    """A file to which nothing can be appended: damaged, locked, or of a kind nobody writes."""


def last_section(original: bytes) -> int:
    """Return where the newest cross-reference section begins. Raises NotAppendable."""
    found = _START.findall(original, max(0, original.rfind(b"%%EOF") - _TAIL))
    if not found or not original.startswith(b"%PDF-"):
        raise NotAppendable
    at = int(found[-1])
    if not 0 < at < len(original):
        raise NotAppendable
    return at


def without_tail(data: bytes) -> bytes:
    """Return a file without what servers and mail left behind its end: too much hides the end."""
    end = data.rfind(b"%%EOF")
    return data if end < 0 or not data.startswith(b"%PDF-") else data[: end + 5]


def appended(
    original: bytes, pdf: Pdf, objects: Mapping[tuple[int, int], bytes], identity: bytes
) -> bytes:
    """Return what follows `original` so that it has these objects, by number and generation.

    `pdf` was read from it; `objects` are new, or other versions of old ones. `identity` is 16 bytes that name the new version (the second part of /ID). Raises NotAppendable.
    """
    section = last_section(original)
    body = bytearray(b"" if original.endswith((b"\n", b"\r")) else b"\n")
    places: dict[int, tuple[int, int]] = {}
    cipher = cipher_of(pdf, identity)
    for (number, generation), plain in objects.items():
        content = plain if cipher is None else cipher.body(number, generation, plain)
        places[number] = (len(original) + len(body), generation)
        body += b"%d %d obj\n%b\nendobj\n" % (number, generation, content)
    entries: dict[str, pikepdf.Object | int] = {
        "/Size": max([*places, int(pdf.trailer.Size) - 1]) + 1,
        "/Root": pdf.Root,
        "/Prev": section,
    }
    info = pdf.trailer.get("/Info")
    if info is not None and info.is_indirect:
        entries["/Info"] = info
    if cipher is not None:
        entries["/Encrypt"] = pdf.trailer["/Encrypt"]
    old = pdf.trailer.get("/ID")
    first = bytes(old[0]) if isinstance(old, pikepdf.Array) and len(old) else identity
    entries["/ID"] = Array([String(first), String(identity)])
    start = len(original) + len(body)
    if original[section : section + 4] == b"xref":
        body += _table(places) + b"trailer\n" + Dictionary(entries).unparse(resolved=True)
    else:
        body += _stream(places, entries, start)
    return bytes(body) + b"\nstartxref\n%d\n%%%%EOF\n" % start


def written(item: pikepdf.Object) -> bytes:
    """Return an object of a file as it is written."""
    if isinstance(item, pikepdf.Stream):
        data = item.read_raw_bytes()
        head = item.stream_dict
        head.Length = len(data)
        return head.unparse(resolved=True) + b"\nstream\n" + data + b"\nendstream"
    return item.unparse(resolved=True)


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """Group numbers that follow each other."""
    marked = enumerate(sorted(numbers))
    return [[n for _, n in run] for _, run in groupby(marked, lambda pair: pair[1] - pair[0])]


def _table(places: dict[int, tuple[int, int]]) -> bytes:
    parts = [b"xref\n"]
    for run in _runs(list(places)):
        parts.append(b"%d %d\n" % (run[0], len(run)))
        parts += [b"%010d %05d n \n" % places[number] for number in run]
    return b"".join(parts)


def _stream(
    places: dict[int, tuple[int, int]], entries: dict[str, pikepdf.Object | int], start: int
) -> bytes:
    """A cross-reference stream (7.5.8); it lists itself."""
    number = int(str(entries["/Size"]))
    places = {**places, number: (start, 0)}
    runs = _runs(list(places))
    rows = b"".join(
        b"\x01" + place.to_bytes(5, "big") + generation.to_bytes(2, "big")
        for run in runs
        for place, generation in (places[n] for n in run)
    )
    data = zlib.compress(rows)
    head = Dictionary(
        {
            **entries,
            "/Type": Name.XRef,
            "/Size": number + 1,
            "/W": Array([1, 5, 2]),
            "/Index": Array([value for run in runs for value in (run[0], len(run))]),
            "/Filter": Name.FlateDecode,
            "/Length": len(data),
        }
    )
    own = head.unparse(resolved=True)
    return b"%d 0 obj\n" % number + own + b"\nstream\n" + data + b"\nendstream\nendobj\n"


def add_pages(pdf: Pdf, added: Pdf) -> list[pikepdf.Object]:
    """Put pages behind all others; return the old objects that are others now.

    Pages that were added before at the end of the file make room. The tree of pages stays as it is.
    """
    root = pdf.Root.Pages
    kids = list(root.Kids)
    count = int(root.Count)
    while len(kids) > 1 and f"/{ADDED}" in kids[-1]:
        kids.pop()
        count -= 1
    for page in added.pages:
        page.contents_coalesce()
        made = Dictionary(
            {
                "/Type": Name.Page,
                "/Parent": root,
                "/MediaBox": Array([float(value) for value in page.mediabox]),
                "/CropBox": Array([float(value) for value in page.mediabox]),
                "/Rotate": 0,
                "/Resources": pdf.copy_foreign(page.obj.Resources),
                "/Contents": pdf.copy_foreign(page.obj.Contents),
                f"/{ADDED}": True,
            }
        )
        kids.append(pdf.make_indirect(made))
        count += 1
    root.Kids = Array(kids)
    root.Count = count
    return [root]
