"""Puts into a DOCX what Word cannot say of a review (`formats.carried`)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from json.encoder import encode_basestring
from typing import Final

from reviewer.exporters import Export
from reviewer.exporters.digest import Remark
from reviewer.exporters.docx_package import Parcel
from reviewer.exporters.jsonld import Strings, name_of, terms, w3c_items
from reviewer.formats.carried import (
    BOOKMARK,
    COMMENT,
    HUNG,
    NAMESPACE,
    SIGNED,
    TRACKED,
    bookmark,
    pack,
    quoted,
)
from reviewer.model.records import Annotation, Reply

OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DATA_STORE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
PROPERTIES_TYPE: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM_ID: Final = "{8B0C1E57-6A1F-4C0E-9D53-52455649450A}"


_TRACKED: Final = f',"{TRACKED}":true'
_HUNG: Final = f',"{HUNG}":true'
STRINGS: Final = Strings(encode_basestring, quoted)
Shown = dict[str, str]
"""What leads from comments back to items (`jsonld.terms`), by the names of annotations and replies."""


def shown_by(
    name: str, remark: Remark, replies: Sequence[Reply], *, tracked: bool, hung: bool
) -> Shown:
    """Return what leads back to a remark and its replies from the comments that show them.

    `name` is that of the annotation; `tracked` says that a tracked change shows it too, `hung` that
    its comment hangs elsewhere.
    """
    text = STRINGS.quoted
    shown: Shown = {
        name: f',"{BOOKMARK}":{text(bookmark(remark.annotation.id))}'
        f',"{COMMENT}":{text(remark.text)},"{SIGNED}":{text(remark.author)}'
        f"{_TRACKED if tracked else ''}{_HUNG if hung else ''}"
    }
    if replies:
        for reply, answer in zip(replies, remark.answers, strict=True):
            shown[name_of(reply)] = leading_back(answer.text, answer.author)
    return shown


def leading_back(
    comment: str, signed: str, bookmarked: str = "", *, tracked: bool = False, hung: bool = False
) -> str:
    """Return what leads back from a comment of this text and author."""
    of: dict[str, str | bool] = {COMMENT: comment, SIGNED: signed}
    if bookmarked:
        of[BOOKMARK] = bookmarked
    if tracked:
        of[TRACKED] = True
    if hung:
        of[HUNG] = True
    return terms(of, STRINGS)


def packed(
    export: Export,
    shown: Shown,
    left: Container[str] = (),
    annotations: Iterable[Annotation] | None = None,
) -> Iterator[bytes]:
    """Yield the bytes of the part with every annotation and reply but those in `left`."""
    items = w3c_items(export, STRINGS, shown, annotations)
    return pack(item for name, item in items if name not in left)


def properties_xml() -> bytes:
    """Return the properties that a part of customXml has beside it."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<ds:datastoreItem ds:itemID="{_ITEM_ID}" xmlns:ds="{DATA_STORE}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()


def carry(
    parcel: Parcel, main: str, export: Export, found: list[Remark], tracked: Container[int]
) -> None:
    """Put the part and its properties into a document, unless there is nothing to carry."""
    if not found:
        return
    shown: Shown = {}
    for remark in found:
        if remark.span is not None:
            replies = export.review.replies(remark.annotation.id)
            name = name_of(remark.annotation)
            hung = remark.annotation.is_orphan
            is_tracked = remark.number in tracked
            shown |= shown_by(name, remark, replies, tracked=is_tracked, hung=hung)
    add_part(parcel, main, packed(export, shown))


def add_part(parcel: Parcel, main: str, data: Iterable[bytes], office: str = OFFICE) -> None:
    """Add a part that is carried to a package, with its properties."""
    item = parcel.add("customXml/item9.xml", data, "application/xml")
    beside = parcel.add("customXml/itemProps9.xml", [properties_xml()], PROPERTIES_TYPE)
    parcel.relate(item, f"{office}/customXmlProps", beside)
    parcel.relate(main, f"{office}/customXml", item)
