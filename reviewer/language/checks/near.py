"""Near-identical terms: 规范化建设 … 规范会建设."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
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
    counts: Counter[str] = Counter()
    masked: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    skip = ASIDE | {ParagraphKind.CELL}
    for _, paragraph in text.paragraphs(skip):
        for run in _RUN.finditer(text.text, paragraph.span.start, paragraph.span.end):
            for at in range(run.start(), run.end() - _LENGTH + 1):
                gram = text.text[at : at + _LENGTH]
                counts[gram] += 1
                for inner in range(1, _LENGTH - 1):
                    masked[inner, gram[:inner] + gram[inner + 1 :]].append(at)
    seen: set[int] = set()
    for (inner, _), places in masked.items():
        for first, second in pairwise(places) if len(places) > 1 else ():
            slip = _slip(text, counts, (first, second), inner)
            if slip is not None and slip[0] + inner not in seen:
                seen.add(slip[0] + inner)
                wrong, right = slip
                span = Span(wrong, wrong + _LENGTH)
                fix = text.text[right : right + _LENGTH]
                yield Hit(span, fix, f"“{span.cut(text.text)}”与附近的“{fix}”只差一个同音或近音字")


def _slip(
    text: CheckedText, counts: Counter[str], places: tuple[int, int], inner: int
) -> tuple[int, int] | None:
    """Return where the slip and where the right term stands, None where both may be right."""
    first, second = places
    one, other = (text.text[at : at + _LENGTH] for at in places)
    if one == other or not _LENGTH <= second - first <= _WITHIN + _LENGTH:
        return None
    pair = frozenset((one[inner], other[inner]))
    rare = min(counts[one], counts[other])
    if rare != 1 or pair in _RIGHT or not sound_alike(one[inner], other[inner]):
        return None
    doubtful = [
        at for at, gram in ((first, one), (second, other)) if _is_unusual(text, at, gram, inner)
    ]
    if counts[one] != counts[other]:
        slip = first if counts[one] == 1 else second
    elif len(doubtful) == 1:
        slip = doubtful[0]
    else:
        slip = second
    # -- both made of whole words: 基层工作 … 基层公作 has one that is not
    if not doubtful:
        return None
    return slip, first if slip == second else second


def _is_unusual(text: CheckedText, at: int, gram: str, inner: int) -> bool:
    """Whether the character in question stands alone: its neighbours make no word with it."""
    paragraph = text.document.paragraphs[text.document.paragraph_at(at)]
    edges = text.word_edges(paragraph.span)
    place = at + inner
    del gram
    return place in edges and place + 1 in edges


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
