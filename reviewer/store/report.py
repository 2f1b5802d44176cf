"""The report inside a review file: its bytes, its edition, its pictures and its pages."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Mapping
from typing import Final, Protocol

from reviewer.model.document import Document, Source
from reviewer.model.edition import edition_id
from reviewer.store import structure

_MAX_RESOURCE: Final = 64 * 1024 * 1024
"""A picture is not unpacked to more than that, whatever a file says."""


class Report(Protocol):
    """What an importer read: enough of it to make a review file."""

    @property
    def document(self) -> Document:
        """The report as a value."""

    @property
    def data(self) -> bytes:
        """The file as it came."""

    @property
    def resources(self) -> Mapping[str, tuple[str, bytes]]:
        """Media type and bytes of each picture, by the id its mark names."""

    @property
    def page_map(self) -> tuple[bytes, ...]:
        """For each page of a paged source, where its characters stand."""


def write(connection: sqlite3.Connection, report: Report) -> None:
    """Put a report into a new file."""
    document, source = report.document, report.document.source
    edition = edition_id(document)
    connection.execute(
        "INSERT INTO source (sha256, name, media_type, size, bytes) VALUES (?, ?, ?, ?, ?)",
        (
            source.sha256,
            source.name,
            source.media_type,
            len(report.data),
            zlib.compress(report.data, 6),
        ),
    )
    connection.execute(
        "INSERT INTO edition (id, source, encoding, importer, importer_version, text, structure,"
        " predecessor) VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
        (
            edition,
            source.sha256,
            source.encoding,
            source.importer,
            source.importer_version,
            document.text,
            structure.dump(document),
        ),
    )
    connection.executemany(
        "INSERT INTO resource (edition, id, media_type, bytes) VALUES (?, ?, ?, ?)",
        ((edition, name, kind, data) for name, (kind, data) in report.resources.items()),
    )
    connection.executemany(
        "INSERT INTO page_map (edition, page, boxes) VALUES (?, ?, ?)",
        ((edition, page, zlib.compress(boxes, 6)) for page, boxes in enumerate(report.page_map)),
    )


def read_document(connection: sqlite3.Connection) -> tuple[Document, str]:
    """Return the newest edition and its id. Raises ValueError and its like where it is not ours."""
    row = connection.execute(
        "SELECT e.id, e.text, e.structure, e.encoding, e.importer, e.importer_version,"
        " s.name, s.media_type, s.sha256, s.size"
        " FROM edition e JOIN source s ON s.sha256 = e.source ORDER BY e.rowid DESC LIMIT 1"
    ).fetchone()
    edition, text, shape, encoding, importer, version, name, media_type, sha256, size = row
    source = Source(name, media_type, sha256, size, encoding, importer, version)
    return structure.load(text, shape, source), edition


def read_bytes(connection: sqlite3.Connection, sha256: str) -> bytes:
    """Return the report as it came. Raises ValueError where the bytes are not ours."""
    row = connection.execute(
        "SELECT bytes, size FROM source WHERE sha256 = ?", (sha256,)
    ).fetchone()
    return _inflated(row[0], row[1])


def read_resource(connection: sqlite3.Connection, edition: str, name: str) -> tuple[str, bytes]:
    """Return the media type and the bytes of a picture, both empty where there is none."""
    row = connection.execute(
        "SELECT media_type, bytes FROM resource WHERE edition = ? AND id = ?"
        " AND length(bytes) <= ?",
        (edition, name, _MAX_RESOURCE),
    ).fetchone()
    return (str(row[0]), bytes(row[1])) if row is not None else ("", b"")


def read_page(connection: sqlite3.Connection, edition: str, page: int) -> bytes:
    """Return where the characters of a page stand, empty where there is no such page."""
    row = connection.execute(
        "SELECT boxes FROM page_map WHERE edition = ? AND page = ?", (edition, page)
    ).fetchone()
    if row is None:
        return b""
    return zlib.decompressobj().decompress(row[0], _MAX_RESOURCE)


def count_pages(connection: sqlite3.Connection, edition: str) -> int:
    """Return how many pages have a map."""
    query = "SELECT count(*) FROM page_map WHERE edition = ?"
    return int(connection.execute(query, (edition,)).fetchone()[0])


def _inflated(data: bytes, size: int) -> bytes:
    """Unpack, but never to more than the file itself says the report has."""
    inflater = zlib.decompressobj()
    unpacked = inflater.decompress(data, size + 1)
    if len(unpacked) != size:
        raise ValueError("the report's bytes do not have their size")
    return unpacked
