"""Proof-reading as a linter: rules with codes, examples, sources; findings with places and fixes.

`check` runs rules over a document. Rules are chosen by codes or their beginnings: "BD", "BD-01".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from reviewer.errors import UsageError
from reviewer.language.checks import (
    dates,
    names,
    near,
    numerals,
    pairs,
    punctuation,
    structure,
    sums,
    wording,
)
from reviewer.language.checks.rule import Hit, Level, Rule
from reviewer.language.checks.text import CheckedText
from reviewer.model.document import Document
from reviewer.model.spans import Span

__all__ = ["RULES", "Finding", "Level", "Rule", "check", "chosen", "finding_json", "ignored_key"]

_MODULES: Final = (punctuation, pairs, numerals, dates, sums, structure, names, near, wording)
RULES: Final[dict[str, Rule]] = {
    rule.code: rule for rule in sorted((r for m in _MODULES for r in m.RULES), key=lambda r: r.code)
}
"""All rules by their codes."""

BY_OUTLINE: Final = frozenset(
    {code for code in RULES if code.startswith("JG")} | {"BD-18", "BD-20", "BD-24", "CY-16"}
)
"""The rules that look at sections and kinds of paragraphs; the others look at words alone."""

_MANY: Final = 3
"""More hits of a mechanical rule than that are one finding."""
_LOWER: Final = {Level.ERROR: Level.WARNING, Level.WARNING: Level.INFO, Level.INFO: Level.INFO}


class Finding(NamedTuple):
    """What a rule found: where, what is wrong, what should stand there (None: only they know).

    A mechanical finding has all its `places` with what should stand there; its span is the first.
    """

    code: str
    severity: Level
    span: Span
    message: str
    suggestion: str | None
    places: tuple[Hit, ...]

    @property
    def is_aggregate(self) -> bool:
        """Whether it speaks of many places at once."""
        return len(self.places) > 1


def chosen(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> frozenset[str]:
    """Return the codes to use: those usually on, or those selected; without those to ignore.

    Raises UsageError for what no code begins with.
    """
    for wanted in (*select, *ignore):
        if wanted.upper() != "ALL" and not _beginning(wanted):
            raise UsageError(f"没有规则“{wanted}”，请写规则代码或其开头，如 BD-01、SZ。")
    usual = {code for code, rule in RULES.items() if rule.is_on}
    taken = {code for wanted in select for code in _beginning(wanted)} if select else usual
    return frozenset(taken - {code for wanted in ignore for code in _beginning(wanted)})


def _beginning(wanted: str) -> set[str]:
    upper = wanted.strip().upper()
    return {code for code in RULES if upper and (upper == "ALL" or code.startswith(upper))}


def check(
    document: Document,
    codes: Iterable[str] | None = None,
    progress: Callable[[float], object] | None = None,
) -> list[Finding]:
    """Return what the rules with these codes (usually: those that are on) find, in text order."""
    wanted = sorted(chosen() if codes is None else codes)
    text = CheckedText(document)
    found: list[Finding] = []
    for number, code in enumerate(wanted, 1):
        found += _findings(RULES[code], text)
        if progress is not None:
            progress(number / len(wanted))
    return sorted(found, key=lambda finding: (finding.span, finding.code))


def _findings(rule: Rule, text: CheckedText) -> list[Finding]:
    hits = list(dict.fromkeys(rule.find(text)))
    if rule.own_words:
        hits = [hit for hit in hits if not text.is_in_title(hit.span.start)]
    if rule.mechanical and len(hits) > _MANY:
        first = hits[0]
        said = f"{rule.message}（共{len(hits)}处）"
        return [Finding(rule.code, rule.level, first.span, said, first.fix, tuple(hits))]
    return [
        Finding(
            rule.code, _level(rule, hit, text), hit.span, hit.said or rule.message, hit.fix, (hit,)
        )
        for hit in hits
    ]


def _level(rule: Rule, hit: Hit, text: CheckedText) -> Level:
    """What stands in a title is quoted: its author is not ours."""
    quoted = rule.code.startswith(("CY", "SZ")) and text.is_in_title(hit.span.start)
    return _LOWER[rule.level] if quoted else rule.level


def finding_json(finding: Finding) -> dict[str, object]:
    """Return a finding as plain values; offsets are code points of the text."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "start": finding.span.start,
        "end": finding.span.end,
        "message": finding.message,
        "suggestion": finding.suggestion,
    }


def ignored_key(finding: Finding, document: Document) -> str:
    """Return what a finding is ignored by: its code, and its words with those around them.

    Words rather than offsets: a new edition of the report is not asked the same again.
    """
    if finding.is_aggregate:
        return finding.code
    start, end = finding.span.start, finding.span.end
    around = document.text[max(0, start - 12) : end + 12].replace("\n", " ")
    return f"{finding.code} {around}"
