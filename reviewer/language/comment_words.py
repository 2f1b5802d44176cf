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
_ADDED: Final = re.compile("(?s)建议(?:在“[^\n]*?”后|在本段开头|在此处)增加“(.*?)”。(?:\n|$)")
_BREAKS: Final = re.compile("[，。；：、！？,;:!?]")
_LONGEST_BEFORE: Final = 20
_USUAL_BEFORE: Final = 8
_SHORTEST_BEFORE: Final = 4
_INNER: Final = str.maketrans("“”‘’", "‘’“”")
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
    quote, suggestion = quoted(words.quote.replace("\n", "")), quoted(words.suggestion)
    match words.kind:
        case Kind.REPLACE:
            return f"建议将{quote}修改为{suggestion}。"
        case Kind.DELETE if words.quote and not words.quote.strip("\n"):
            return "建议将本段与下一段合并。"
        case Kind.DELETE:
            return f"建议删去{quote}。"
        case Kind.INSERT:
            before = _clause_before(words.before)
            nowhere = "在本段开头" if words.before else "在此处"
            where = f"在{quoted(before)}后" if before else nowhere
            if words.suggestion and not words.suggestion.strip("\n"):
                return f"建议{where}另起一段。"
            return f"建议{where}增加{suggestion}。"
        case _:
            return ""


def quoted(text: str) -> str:
    """Put words in quotation marks; those inside change places (GB/T 15834-2011, 4.8)."""
    return f"“{text.translate(_INNER) if '“' in text or '”' in text else text}”"


def _unquoted(text: str) -> str:
    """Undo `quoted`, without the marks around."""
    return text.translate(_INNER) if "‘" in text else text


def _clause_before(text: str) -> str:
    """Return the end of what stands before an insertion, from the beginning of a clause on."""
    last = text[-_LONGEST_BEFORE:].rsplit("\n", 1)[-1]
    whole = len(last) < _LONGEST_BEFORE
    starts = [*([0] if whole else []), *(found.end() for found in _BREAKS.finditer(last))]
    fit = [at for at in starts if len(last) - at >= _SHORTEST_BEFORE]
    return last[fit[-1] :] if fit else last[-_USUAL_BEFORE:]


def written(words: Words) -> str:
    """Return a comment's text."""
    # -- most suggest nothing
    is_mute = words.kind is Kind.COMMENT or words.kind is Kind.HIGHLIGHT
    wording, body, reason = "" if is_mute else suggested(words), words.body, words.reason
    if reason or (wording and body):
        lines = [line for line in (wording, body, reason and _REASON + reason) if line]
    else:
        lines = [wording or body or _sign(words.kind)]
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
    words = known.quote.replace("\n", "")
    # -- who writes the sentence by hand may leave the marks inside as they are
    quote = f"(?:{re.escape(quoted(words))}|“{re.escape(words)}”)"
    changed = re.match(f"(?s)建议将{quote}修改为“(.*?)”。{_END}", text) if words else None
    deleted = re.match(f"建议删去{quote}。{_END}", text) if words else None
    added = _ADDED.match(text) if not words else None
    for kind, found in ((Kind.REPLACE, changed), (Kind.DELETE, deleted), (Kind.INSERT, added)):
        if found is not None and known.kind in (kind, Kind.COMMENT):
            suggestion = "" if kind is Kind.DELETE else _unquoted(found[1])
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
