"""A package written anew: what nobody touched lies in it as it came, still packed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from reviewer.exporters.docx_package import Parcel
from reviewer.formats.ooxml import Package

_NAMES = ("[Content_Types].xml", "word/document.xml", "word/图.bin", "word/plain.bin")


class _Pipe(io.BytesIO):
    """A stream that cannot go back, so that sizes stand behind the data."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: object) -> int:
        raise io.UnsupportedOperation


def _archive(stream: io.BytesIO) -> bytes:
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in _NAMES:
            how = zipfile.ZIP_STORED if name.endswith("plain.bin") else zipfile.ZIP_DEFLATED
            target.writestr(name, f"<a>{name * 50}</a>".encode(), compress_type=how)
    return stream.getvalue()


def _packed(data: bytes, name: str) -> tuple[int, int, int, int]:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        entry = source.getinfo(name)
        return entry.CRC, entry.file_size, entry.compress_size, entry.compress_type


def test_untouched_parts_stay_packed_as_they_came(tmp_path: Path) -> None:
    path = tmp_path / "out.docx"
    for stream in (io.BytesIO(), _Pipe()):
        data = _archive(stream)
        parcel = Parcel(Package("x.docx", data), data)
        parcel.change("word/document.xml", [b"<b", b"/>"])
        added = parcel.add("word/图.bin", [b"new"], "application/octet-stream")
        parcel.write(path)
        made = path.read_bytes()
        with zipfile.ZipFile(path) as source:
            assert source.testzip() is None
            assert source.read("word/document.xml") == b"<b/>"
            assert source.read(added) == b"new"
        for name in ("word/图.bin", "word/plain.bin"):
            assert _packed(made, name) == _packed(data, name)
