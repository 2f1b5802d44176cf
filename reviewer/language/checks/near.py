"""Near-identical terms: 规范化建设 … 规范会建设."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reviewer.language.checks.rule import Hit, Level, Rule
from reviewer.language.checks.sounds import sound_alike
from reviewer.language.checks.text import ASIDE, CheckedText
from reviewer.model.document import ParagraphKind
from reviewer.model.spans import Span

_LENGTH: Final = 5
_WITHIN: Final = 40
"""Characters that may stand between a term and its slip."""
_RUN: Final = re.compile("[\u4e00-\u9fff]{5,}")
# -- pairs of characters that make two words of their own in the same surroundings
_RIGHT: Final = frozenset(
    frozenset(pair)
    for pair in (
        "家际 基资 计期 的地 的得 地得 是事 以已 一亿 一乙 二而 十四 十是 市县 市是 市事 至之 在再 有由 为位 为未"
        " 作做 中重 城成 权全 级纪 和合 和或 她他 他它 与于 于与 省市 区县 及即 其起 前全 上下 生升 制治 法发"
        " 机基 府服 政镇 镇政 工公 改该 新心 心新 实事 不部 部不 个各 各个 检监 监检 进近 业也 人任 理力 里理"
        " 利力 对队 员园 建检 正证 报保 学校 到道 道到 到都 名民 民名 时实 实时 时市 市时 书术 金近 要有 站战"
    ).split()
)


def _near(text: CheckedText) -> Iterator[Hit]:
    seen: set[int] = set()
    for _, paragraph in text.paragraphs(ASIDE | {ParagraphKind.CELL}):
        for first, second, inner in _pairs(text.text, paragraph.span):
            slip = _slip(text, first, second, inner)
            if slip is not None and slip[0] + inner not in seen:
                wrong, right = slip
                seen.add(wrong + inner)
                span = Span(wrong, wrong + _LENGTH)
                fix = text.text[right : right + _LENGTH]
                yield Hit(span, fix, f"“{span.cut(text.text)}”与附近的“{fix}”只差一个同音或近音字")


def _pairs(text: str, within: Span) -> Iterator[tuple[int, int, int]]:
    """Yield where two terms near each other differ in one inner character, and in which one.

    Terms with that character left out are looked up, so that it takes one step a character.
    """
    last: dict[tuple[int, str], int] = {}
    for run in _RUN.finditer(text, within.start, within.end):
        for at in range(run.start(), run.end() - _LENGTH + 1):
            gram = text[at : at + _LENGTH]
            for inner in range(1, _LENGTH - 1):
                key = (inner, gram[:inner] + gram[inner + 1 :])
                before = last.get(key, -_WITHIN - _LENGTH - 1)
                last[key] = at
                near = _LENGTH <= at - before <= _WITHIN + _LENGTH
                if near and text[before + inner] != gram[inner]:
                    yield before, at, inner


def _slip(text: CheckedText, first: int, second: int, inner: int) -> tuple[int, int] | None:
    """Return where the slip and where the right term stands, None where both may be right."""
    one, other = (text.text[at : at + _LENGTH] for at in (first, second))
    pair = one[inner], other[inner]
    if frozenset(pair) in _RIGHT or not sound_alike(*pair):
        return None
    counts = text.text.count(one), text.text.count(other)
    # -- both made of whole words, 市级 … 世纪, are right: a slip leaves its character alone
    alone = [at for at in (first, second) if _is_alone(text, at + inner)]
    if min(counts) != 1 or not alone:
        return None
    if counts[0] != counts[1]:
        slip = first if counts[0] == 1 else second
    else:
        slip = alone[0] if len(alone) == 1 else second
    return slip, first if slip == second else second


def _is_alone(text: CheckedText, place: int) -> bool:
    """Whether a character makes no word with its neighbours."""
    paragraph = text.document.paragraphs[text.document.paragraph_at(place)]
    return {place, place + 1} <= text.word_edges(paragraph.span)


RULES: Final = (
    Rule(
        code="YZ-02",
        title="同音近音错字",
        level=Level.WARNING,
        message="与附近的词只差一个同音或近音字",
        wrong="制定规范化建设标准，召开规范会建设现场观摩会。",
        right="制定规范化建设标准，召开规范化建设现场观摩会。",
        source="通常做法",
        find=_near,
    ),
)
