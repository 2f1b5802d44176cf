"""What an annotation in a PDF carries beside what PDF can say: the whole of it, as JSON in ASCII.

The value of its key `formats.pdf_keys.ITEM` is a W3C annotation as `jsonld` writes it, with
`review:comment`: the note beside it in this file, so that a reader can tell whether somebody
rewrote that. Each annotation carries its own: who deletes one deletes what it carries.
"""

from __future__ import annotations

from reviewer.exporters import Export
from reviewer.exporters.clean import legal
from reviewer.exporters.digest import Remark
from reviewer.exporters.jsonld import ASCII, name_of, terms, w3c_items
from reviewer.formats.carried import COMMENT
from reviewer.language.comment_words import quoted


def note_of(remark: Remark) -> str:
    """Return what the note of a remark says; one that has lost its place names its words."""
    if remark.span is not None:
        return remark.text
    quote = legal(remark.annotation.quote).replace("\n", " ")
    return f"（未能定位{f'，原文{quoted(quote)}' if quote else ''}）{remark.text}"


def carried_items(export: Export, found: list[Remark]) -> dict[str, str]:
    """Return what annotations and answers carry, by their ids."""
    ids: dict[str, tuple[str, str]] = {}
    for remark in found:
        ids[name_of(remark.annotation)] = (remark.annotation.id, note_of(remark))
        replies = export.review.replies(remark.annotation.id)
        for reply, answer in zip(replies, remark.answers, strict=True):
            ids[name_of(reply)] = (reply.id, answer.text)
    more = {name: terms({COMMENT: text}, ASCII) for name, (_, text) in ids.items()}
    return {ids[name][0]: item for name, item in w3c_items(export, ASCII, more)}
