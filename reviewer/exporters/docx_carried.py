"""Puts into a DOCX what Word cannot say of a review (`formats.carried`)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Final

from reviewer.exporters import Export
from reviewer.exporters.digest import Remark
from reviewer.exporters.docx_package import Parcel
from reviewer.exporters.jsonld import name_of, w3c_items, with_terms
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
from reviewer.model.records import Reply

OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DATA_STORE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
PROPERTIES_TYPE: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM_ID: Final = "{8B0C1E57-6A1F-4C0E-9D53-52455649450A}"


Shown = dict[str, dict[str, object]]
"""What leads from comments back to items, by the names of annotations and replies."""


def shown_by(name: str, remark: Remark, replies: Iterable[Reply], *, tracked: bool) -> Shown:
    """Return what leads back to a remark and its replies from the comments that show them.

    `name` is that of the annotation, `tracked` says that a tracked change shows it too.
    """
    root: dict[str, object] = {
        BOOKMARK: bookmark(remark.annotation.id),
        COMMENT: remark.text,
        SIGNED: remark.author,
    }
    if tracked:
        root[TRACKED] = True
    if remark.annotation.is_orphan:
        root[HUNG] = True
    shown: Shown = {name: root}
    for reply, answer in zip(replies, remark.answers, strict=True):
        shown[name_of(reply)] = {COMMENT: answer.text, SIGNED: answer.author}
    return shown


def packed(export: Export, shown: Shown, left: Container[str] = ()) -> Iterator[bytes]:
    """Yield the bytes of the part with every annotation and reply but those in `left`."""
    return pack(
        with_terms(item, shown.get(name, {}), quoted)
        for name, item in w3c_items(export, quoted)
        if name not in left
    )


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
            shown |= shown_by(name, remark, replies, tracked=remark.number in tracked)
    add_part(parcel, main, packed(export, shown))


def add_part(parcel: Parcel, main: str, data: Iterable[bytes], office: str = OFFICE) -> None:
    """Add a part that is carried to a package, with its properties."""
    item = parcel.add("customXml/item9.xml", data, "application/xml")
    beside = parcel.add("customXml/itemProps9.xml", [properties_xml()], PROPERTIES_TYPE)
    parcel.relate(item, f"{office}/customXmlProps", beside)
    parcel.relate(main, f"{office}/customXml", item)
