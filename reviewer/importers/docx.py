"""DOCX: text, tables, pictures and notes by one walk; comments and tracked changes as remarks.

Decision: the text offered for review is that before tracked changes, and each change is a suggested
wording, so that nothing is accepted by opening it. `encoding` "accepted" asks for the text after
them. A comment that its author put exactly on a change of their own is the ground of that change.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from reviewer.errors import ReportError
from reviewer.formats.ooxml import Package
from reviewer.formats.ooxml_walk import walk
from reviewer.formats.walked import Picture, Walked
from reviewer.importers import Imported, Progress
from reviewer.importers.docx_carried import with_carried
from reviewer.importers.docx_comments import comments
from reviewer.importers.docx_embedded import Embedded
from reviewer.importers.given import Given
from reviewer.importers.lines import (
    Quoting,
    base_of,
    build,
    grounded,
    local_time,
    notices,
    suggestions,
)
from reviewer.model.document import Source

VERSION: Final = 2
"""Raised when the same bytes would give another text or structure."""
MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Reading(NamedTuple):
    """A DOCX as it was read: the walk over its body, and what it says of its text.

    `comments` are the comments by their ids in the file, as they stand there; `became` leads from
    such an id to that of what it was taken for. `tracked` are the ids of what tracked changes
    show, `bookmarks` the names of ours around the characters of what was carried.
    """

    package: Package
    walked: Walked
    text: str
    given: tuple[Given, ...]
    comments: dict[str, Given]
    became: dict[str, str]
    tracked: frozenset[str]
    bookmarks: Mapping[str, str]


def read(source: Source, data: bytes, progress: Progress | None = None) -> Imported:
    """Read a DOCX file. Raises ReportError."""
    reading = opened(source.name, data, source.encoding, progress)
    return Imported(
        build(reading.walked, source),
        data,
        given=reading.given,
        resources=_pictures(reading.package, reading.walked.pictures),
        notices=tuple(notices(reading.walked, base_of(source.encoding))),
    )


def opened(
    name: str,
    data: bytes,
    encoding: str = "",
    progress: Progress | None = None,
    *,
    placed: bool = False,
) -> Reading:
    """Walk over a DOCX file (`walk`) and read what it says of its text. Raises ReportError.

    `placed`: whoever wants to write on it must know where everything stands.
    """
    try:
        package = Package(name, data)
        base = base_of(encoding)
        walked = walk(package, base, progress, Embedded(base), placed=placed)
    except RecursionError:
        raise ReportError(f"“{name}”里的内容嵌套过深，不像正常的报告，没有打开。") from None
    text = "\n".join(line.text for line in walked.lines)
    quoting = Quoting(text)
    changes = list(suggestions(walked.edits, quoting, local_time))
    found = comments(package, walked, quoting)
    sorted_ = with_carried(package, walked, changes, list(found.values()), quoting)
    taken: dict[str, str] = {}
    rest = grounded(sorted_.changes, sorted_.said, taken)
    became = {
        key: sorted_.names.get(comment.external_id)
        or taken.get(comment.external_id, comment.external_id)
        for key, comment in found.items()
    }
    changed = frozenset(change.external_id for change in sorted_.changes)
    given = (*sorted_.own, *rest)
    return Reading(
        package,
        walked,
        text,
        given,
        found,
        became,
        sorted_.tracked | changed,
        sorted_.bookmarks,
    )


def _pictures(package: Package, pictures: list[Picture]) -> dict[str, tuple[str, bytes]]:
    found: dict[str, tuple[str, bytes]] = {}
    for picture in pictures:
        if picture.target and picture.target not in found:
            data = package.bytes_of(picture.target)
            if data is not None:
                found[picture.target] = (package.media_type(picture.target), data)
    return found
