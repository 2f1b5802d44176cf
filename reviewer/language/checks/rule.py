"""What a proof-reading rule is, and what it finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from reviewer.language.checks.text import ASIDE, CheckedText
from reviewer.model.document import ParagraphKind
from reviewer.model.spans import Span


class Level(StrEnum):
    """How sure a finding is: 错误, 疑似, 提示."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Hit(NamedTuple):
    """A place that a rule objects to.

    `fix` is what should stand there, None where only the author knows. `said` replaces the rule's
    own message where the place has more to say.
    """

    span: Span
    fix: str | None = None
    said: str = ""


Finder = Callable[[CheckedText], Iterable[Hit]]
"""Looks through a report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: its code, what it is called, what it says, how it finds.

    `wrong` and `right` are examples (tests hold the rule to them; a line of each is a paragraph),
    `source` the standard with its clause, or 通常做法. `is_on` says whether it is used where nobody
    chose. Hits of a `mechanical` rule are one finding where there are many of them. `own_words`:
    what stands in 《》 is not the author's and is passed over.
    """

    code: str
    title: str
    level: Level
    message: str
    wrong: str
    right: str
    source: str
    find: Finder
    is_on: bool = True
    mechanical: bool = False
    own_words: bool = False


_Fix = str | Callable[[re.Match[str]], str | None] | None


def pattern(
    expression: str, fix: _Fix = None, *, raw: bool = False, skip: frozenset[ParagraphKind] = ASIDE
) -> Finder:
    """Make a finder of a regular expression.

    It is matched against the text with half-width punctuation widened, or as it is (`raw`). The
    group `at`, where there is one, is the place. `fix` is a template or a function of the match.
    """
    compiled: Final[list[re.Pattern[str]]] = []

    def find(text: CheckedText) -> Iterator[Hit]:
        if not compiled:
            # -- most programs that import this never check anything
            compiled.append(re.compile(expression, re.MULTILINE))
        named = "at" in compiled[0].groupindex
        for found in text.matches(compiled[0], raw=raw, skip=skip):
            # -- one of several ways of being wrong may be wrong as a whole
            group = "at" if named and found["at"] is not None else 0
            span = Span(*found.span(group))
            if isinstance(fix, str):
                yield Hit(span, found.expand(fix))
            else:
                yield Hit(span, fix(found) if fix is not None else None)

    return find


def table(words: dict[str, str]) -> Finder:
    """Make a finder of a closed list of wrong words with the right ones."""
    either = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return pattern(either, lambda found: words[found.group()])
