"""The comments of a DOCX file: texts, threads, who said them when, which are settled.

comments.xml holds the texts; commentsExtended.xml the threads and the resolved state, by the
paraId of each comment's last paragraph; commentsIds.xml and commentsExtensible.xml the true time.
Word shows w:date as local time whatever the Z says; dateUtc is true.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from reviewer.formats.ooxml import W14, W15, W16CEX, W16CID, Element, Package, W
from reviewer.formats.walked import Walked
from reviewer.importers.given import Given
from reviewer.importers.lines import Quoting, local_time
from reviewer.model.records import Kind

_ID: Final = W + "id"
_AUTHOR: Final = W + "author"
_INITIALS: Final = W + "initials"
_DATE: Final = W + "date"
_COMMENT: Final = W + "comment"
_P: Final = W + "p"
_PARA_ID: Final = W14 + "paraId"
_ON: Final = ("1", "true", "on")
_WORDS: Final = (W + "t", W + "tab", W + "br", W + "cr", W + "p")
_FIXED: Final = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n"}


@dataclass(slots=True)
class _Comment:
    """A comment as it stands in the file; `paragraphs` are the ids of its paragraphs."""

    key: str
    author: str
    created: datetime | None
    words: list[str]
    paragraphs: list[str]
    parent: str = ""
    done: bool = False

    @property
    def body(self) -> str:
        """The text of the comment."""
        return "".join(self.words).strip()


def comments(package: Package, walked: Walked, quoting: Quoting) -> dict[str, Given]:
    """Return the comments by their ids in the file, with their exact ranges.

    Replies name the comment they answer.
    """
    read = _read(package)
    _thread(package, read)
    given: dict[str, Given] = {}
    for comment in sorted(read.values(), key=lambda c: _root(c, read) != c.key):
        given[comment.key] = _given(comment, read, walked, quoting, given)
    return {key: given[key] for key in read}


def _given(
    comment: _Comment,
    read: dict[str, _Comment],
    walked: Walked,
    quoting: Quoting,
    given: dict[str, Given],
) -> Given:
    root = _root(comment, read)
    start, end = walked.ranges.get(f"comment {root}") or _nowhere(comment, walked)
    start, end = quoting.trimmed(start, end)
    return quoting.given(
        Kind.COMMENT,
        start,
        end,
        body=comment.body,
        creator=comment.author,
        created=comment.created,
        modified=comment.created,
        resolved=read[root].done,
        parent=given[root].external_id if root != comment.key else "",
    )


def _nowhere(comment: _Comment, walked: Walked) -> tuple[int, int]:
    """A comment that no place refers to hangs on its own range, else on the end of the text."""
    return walked.ranges.get(f"comment {comment.key}", (walked.length, walked.length))


def _root(comment: _Comment, read: dict[str, _Comment]) -> str:
    """The comment that a thread hangs on; a circle hangs on its first member."""
    if comment.parent not in read:
        return comment.key
    seen: set[str] = set()
    key = comment.key
    while read[key].parent in read and key not in seen:
        seen.add(key)
        key = read[key].parent
    return key if key not in seen else min(seen)


def _read(package: Package) -> dict[str, _Comment]:
    root = package.related_part("comments")
    read: dict[str, _Comment] = {}
    if root is None:
        return read
    for stray in [child for child in root if child.tag != _COMMENT]:
        root.remove(stray)
    words: list[str] = []
    paragraphs: list[str] = []
    # -- one look through the part: one for each comment takes several times as long
    for node in root.iter(_COMMENT, *_WORDS):
        tag = node.tag
        if tag == _P:
            words.append("\n")
            paragraphs.append(node.get(_PARA_ID) or "")
        elif tag != _COMMENT:
            words.append(_FIXED.get(tag) or node.text or "")
        elif node.getparent() is root:
            words, paragraphs = [], []
            key = node.get(_ID) or ""
            if key not in read:
                author = (node.get(_AUTHOR) or node.get(_INITIALS) or "").strip()
                created = local_time(node.get(_DATE) or "")
                read[key] = _Comment(key, author, created, words, paragraphs)
    return read


def _thread(package: Package, read: dict[str, _Comment]) -> None:
    of_paragraph = {para: c for c in read.values() for para in c.paragraphs if para}
    for entry in _entries(package, "commentsExtended"):
        comment = of_paragraph.get(entry.get(W15 + "paraId") or "")
        if comment is not None:
            comment.done = entry.get(W15 + "done") in _ON
            parent = of_paragraph.get(entry.get(W15 + "paraIdParent") or "")
            comment.parent = parent.key if parent is not None and parent is not comment else ""
    durable: dict[str, _Comment] = {}
    for entry in _entries(package, "commentsIds"):
        comment = of_paragraph.get(entry.get(W16CID + "paraId") or "")
        if comment is not None:
            durable[entry.get(W16CID + "durableId") or ""] = comment
    for entry in _entries(package, "commentsExtensible"):
        comment = durable.get(entry.get(W16CEX + "durableId") or "")
        true = _utc(entry.get(W16CEX + "dateUtc") or "")
        if comment is not None and true is not None:
            comment.created = true


def _entries(package: Package, kind: str) -> Iterator[Element]:
    root = package.related_part(kind)
    if root is not None:
        yield from root


def _utc(written: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(written)
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
