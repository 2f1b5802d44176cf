"""What a DOCX carries of a review beside what Word can say: one part of its customXml.

The part is one element of the namespace below, whose text is JSON::

    {"version": 1, "items": [ … ]}

Each item is a W3C annotation as `exporters.jsonld` writes and `importers.jsonld` reads it, replies
too, with terms beside it: `review:bookmark` names the hidden bookmark around its characters,
`review:comment` is the text of the comment that shows it in Word (absent where none does),
`review:signed` the author's name as that comment has it, `review:tracked` is true where a tracked
change shows it too, `review:hung` where the comment hangs elsewhere than the item stands. Word and LibreOffice keep such a part, and
renumber and re-time comments as they like; text and author lead from a comment to its item.

What a person did in Word counts: a comment that was deleted takes its item with it, one that was
rewritten, answered or settled changes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Final
from xml.sax.saxutils import escape

from reviewer.formats.guards import parse_xml

NAMESPACE: Final = "urn:reviewer:carried:1"
VERSION: Final = 1
BOOKMARK: Final = "review:bookmark"
COMMENT: Final = "review:comment"
SIGNED: Final = "review:signed"
TRACKED: Final = "review:tracked"
HUNG: Final = "review:hung"
PREFIX: Final = "_rv_"
"""Word hides bookmarks whose name begins with an underscore; 40 characters are allowed."""

ADDED: Final = "_reviewer_added"
"""The bookmark that begins the pages behind the report: a table of opinions, statistics. They are
no part of its text."""

_CHANGED: Final = re.compile("[\\s\x00-\x1f\ud800-\udfff\ufffd-\uffff]+")
_UNWRITABLE: Final = re.compile("[\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold or warns of; control characters are escaped in JSON anyway."""

_AT_ONCE: Final = 500
"""Of so many items the bytes are made at once."""


def bookmark(record_id: str) -> str:
    """Return the name of the bookmark around an annotation's characters."""
    return PREFIX + record_id[: 40 - len(PREFIX)]


def quoted(text: str) -> str:
    """Return a string of the JSON in a part."""
    # -- what is unwritable is not printable, and few texts have anything of the kind
    if text.isprintable() or not _UNWRITABLE.search(text):
        return encode_basestring(text)
    return encode_basestring_ascii(text)


def pack(items: Iterable[str]) -> Iterator[bytes]:
    """Yield the part's bytes; the items are JSON, their strings `quoted`."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    opening = f'{head}<review xmlns="{NAMESPACE}">{{"version":{VERSION},"items":['
    following = iter(items)
    lead = opening
    while some := list(islice(following, _AT_ONCE)):
        yield (lead + escape(",".join(some))).encode()
        lead = ","
    yield f"{opening if lead == opening else ''}]}}</review>".encode()


def is_carried(data: bytes) -> bool:
    """Whether a part of customXml is ours."""
    return NAMESPACE.encode("ascii") in data[:1000]


def unpack(name: str, part: str, data: bytes) -> list[dict[str, object]]:
    """Return the items of a part; none where it was broken or made by a later version.

    `name` and `part` are what a sentence calls the file. Raises ReportError where it is not XML.
    """
    root = parse_xml(name, part, data)
    try:
        value = json.loads(root.text or "")
    except (ValueError, RecursionError):
        return []
    if not isinstance(value, dict) or value.get("version") != VERSION:
        return []
    items = value.get("items")
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def plain(text: str) -> str:
    """Return what a text is compared by: white space changes, what XML cannot hold is replaced."""
    return _CHANGED.sub("", text)
