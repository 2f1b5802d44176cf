"""What the comment of another program says of an annotation: written, and read back.

A comment has room for words alone, so the rest of an annotation stands in it as offices write it::

    【建议】建议将“……”修改为“……”。
    what was said
    理由：……
    重要程度：重要
    处理情况：采纳
    #tag #tag

An annotation without words says its kind in brackets: （高亮）. Reading takes all this off again.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final, NamedTuple, TypeVar

from reviewer.language.terms import DISPOSITION_TERMS, KIND_TERMS, SEVERITY_TERMS
from reviewer.model.records import Disposition, Kind, Severity

_REASON: Final = "理由："
_SEVERITY: Final = "重要程度："
_DISPOSITION: Final = "处理情况："
_CATEGORY: Final = re.compile("【([^【】\n]{1,20})】")
_TAGS: Final = re.compile("#[^\\s#]+(?: #[^\\s#]+)*")
_ADDED: Final = re.compile("(?s)建议(?:在“[^\n”]*”后|在此处)增加“(.*?)”。(?:\n|$)")
_END: Final = "(?:\n|$)"

E = TypeVar("E", Severity, Disposition)


class Words(NamedTuple):
    """What a comment can say. `category` is a name, `before` what stands before an insertion."""

    kind: Kind = Kind.COMMENT
    quote: str = ""
    before: str = ""
    suggestion: str = ""
    body: str = ""
    reason: str = ""
    category: str = ""
    severity: Severity = Severity.NORMAL
    disposition: Disposition = Disposition.PENDING
    tags: frozenset[str] = frozenset()


def suggested(words: Words) -> str:
    """Say a suggested wording as offices do; empty for what suggests none."""
    quote = words.quote.replace("\n", "")
    match words.kind:
        case Kind.REPLACE:
            return f"建议将“{quote}”修改为“{words.suggestion}”。"
        case Kind.DELETE:
            return f"建议删去“{quote}”。"
        case Kind.INSERT:
            before = words.before[-8:].rsplit("\n", 1)[-1]
            where = f"在“{before}”后" if before else "在此处"
            return f"建议{where}增加“{words.suggestion}”。"
        case _:
            return ""


def written(words: Words) -> str:
    """Return a comment's text."""
    lines = [suggested(words), words.body, f"{_REASON}{words.reason}" if words.reason else ""]
    lines = [line for line in lines if line] or [_sign(words.kind)]
    if words.severity is not Severity.NORMAL:
        lines.append(_SEVERITY + SEVERITY_TERMS[words.severity])
    if words.disposition is not Disposition.PENDING:
        lines.append(_DISPOSITION + DISPOSITION_TERMS[words.disposition])
    if words.tags:
        lines.append(_tag_line(words.tags))
    return (f"【{words.category}】" if words.category else "") + "\n".join(lines)


def reread(text: str, known: Words, categories: Container[str] = ()) -> Words:
    """Read a comment that somebody may have rewritten.

    `known` is what it said before, as far as that is known; what the text no longer says of it
    stays, for who types over a comment means its words. `categories` are names that may stand in
    【】; the one known may too.
    """
    found = _CATEGORY.match(text)
    if found is not None and (found[1] == known.category or found[1] in categories):
        known, text = known._replace(category=found[1]), text[found.end() :]
    known, lines = _particulars(known, text.split("\n"))
    known, text = _suggestion(known, "\n".join(lines))
    known, text = _reason(known, text)
    for kind in Kind:
        if text == _sign(kind):
            plain = known.kind is Kind.COMMENT
            return known._replace(kind=kind if plain else known.kind, body="")
    return known._replace(body=text)


def _particulars(known: Words, lines: list[str]) -> tuple[Words, list[str]]:
    """Take the last lines off that say how an annotation is filed."""
    last = lines[-1]
    if (known.tags and last == _tag_line(known.tags)) or _TAGS.fullmatch(last):
        if last != _tag_line(known.tags):
            known = known._replace(tags=frozenset(tag[1:] for tag in last.split(" ")))
        lines = lines[:-1]
    disposition = _term(DISPOSITION_TERMS, _DISPOSITION, lines)
    if disposition is not None:
        known, lines = known._replace(disposition=disposition), lines[:-1]
    severity = _term(SEVERITY_TERMS, _SEVERITY, lines)
    if severity is not None:
        known, lines = known._replace(severity=severity), lines[:-1]
    return known, lines


def _term(terms: dict[E, str], name: str, lines: list[str]) -> E | None:
    said = lines[-1] if lines else ""
    return next((value for value, term in terms.items() if said == name + term), None)


def _suggestion(known: Words, text: str) -> tuple[Words, str]:
    sentence = suggested(known)
    if sentence and (text + "\n").startswith(sentence + "\n"):
        return known, text[len(sentence) + 1 :]
    quote = re.escape(known.quote.replace("\n", ""))
    changed = re.match(f"(?s)建议将“{quote}”修改为“(.*?)”。{_END}", text) if quote else None
    deleted = re.match(f"建议删去“{quote}”。{_END}", text) if quote else None
    added = _ADDED.match(text) if not quote else None
    for kind, found in ((Kind.REPLACE, changed), (Kind.DELETE, deleted), (Kind.INSERT, added)):
        if found is not None and known.kind in (kind, Kind.COMMENT):
            suggestion = "" if kind is Kind.DELETE else found[1]
            return known._replace(kind=kind, suggestion=suggestion), text[found.end() :]
    return known, text


def _reason(known: Words, text: str) -> tuple[Words, str]:
    sentence = _REASON + known.reason
    if known.reason and ("\n" + text).endswith("\n" + sentence):
        return known, text[: -len(sentence)].removesuffix("\n")
    body, mark, reason = ("\n" + text).partition("\n" + _REASON)
    return (known._replace(reason=reason), body[1:]) if mark and reason else (known, text)


def _tag_line(tags: frozenset[str]) -> str:
    return " ".join(f"#{tag}" for tag in sorted(tags))


def _sign(kind: Kind) -> str:
    return f"（{KIND_TERMS[kind]}）"
