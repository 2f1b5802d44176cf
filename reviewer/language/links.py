"""Which suggestion answers which problem, how surely, and by which words.

A score is made of three things: how alike the words of the two items are (weighted by how rare
they are in the report's items), how alike their best pair of clauses is, and the customary order:
suggestion (n) answers problem (n).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from reviewer.language import words
from reviewer.language.parts import Item, problems, suggestions
from reviewer.language.scripts import in_simplified
from reviewer.model.document import Document
from reviewer.model.records import Entry, EntryKind

_WHOLE: Final = 0.5
_CLAUSE: Final = 0.35
_ORDER: Final = 0.15
_FLOOR: Final = 0.09
"""A pair that scores less is none."""
_OWN_FLOOR: Final = 0.005
"""Order alone links nothing: some words must be alike."""
_BESIDE: Final = 0.62
"""The words of a further answer must be alike to so much of the best one's."""
_WORTH: Final = 0.45
"""A further answer must score so much of the best one."""
_MOST_EVIDENCE: Final = 6
_STOP: Final = frozenset(
    "推进 工作 深入 开展 进一步 切实 加强 提升 不断 全面 情况 问题 建设 不够 不足 存在 有待 还 需要 仍 较 部分 少数 个别 一些"
    " 有的 单位 方面 要 坚持 做好 抓好 完善 健全 建立 强化 加大 力度 提高 推动 落实 认真 积极 有效 持续 着力 扎实 大力 水平"
    " 能力 等 和 与 及 的 地 得 在 对 为 以 是 有 不 我市 我县 我区 全市 全县 全区 市 县 区 各 各级 相关 有关 部门 一是 二是 三是"
    " 四是 五是 六是 一要 二要 三要 四要 建议 措施 意见 主要 目前 当前 同时 同步 方式 更加 较为 比较 还要 应 应当 通过 进行 具有"
    " 形成 解决 实现 确保 促进 作用 发展 重点 良好 年度 时间 基础 整体 突出 提供 围绕 严格 了 中 上 下 多 少 大 小 高 低 强 弱"
    " 差 慢 一定 程度 不到位 不到 到位 距离 差距 要求 群众 社会 人民 力争 努力 充分 现象 仍然 依然 尚未 未 没有 缺乏 滞后 薄弱".split()
)
# -- words that mean one thing here: the problem names what is missing, the suggestion what to add
_CONCEPTS: Final = (
    "资金 经费 投入 财政 预算 筹资 融资 财力 保障资金",
    "人员 队伍 力量 人才 编制 专业人员 干部队伍 人手 配备 招聘 引进",
    "培训 素质 业务 学习 素养 业务能力 专业化 业务水平",
    "宣传 普法 氛围 知晓率 舆论 宣教 教育 引导",
    "监管 监督 检查 督查 督导 巡查 执法监督 追责 问责 考核",
    "制度 机制 体制 体系 规范 办法 细则 规程",
    "协调 联动 合力 配合 协同 统筹 衔接 沟通 会商",
    "信息化 平台 数字化 智慧 数据 信息 共享 智能 系统",
    "意识 认识 重视 思想 责任 站位 领导 组织领导 第一责任人 压实",
    "设施 硬件 设备 场所 基础设施 配套 管网 更新 改造 老化",
    "规划 布局 编制规划 统筹规划 顶层设计",
    "产业 企业 龙头 品牌 产业链 经营主体 市场主体 招商",
    "服务 便民 审批 办事 窗口 政务服务",
    "执法 处罚 办案 打击 整治 查处",
    "环境 污染 生态 治理 排放 保洁 垃圾 污水",
    "决策 合法性审查 风险评估 公众参与 程序 权限",
    "学校 学位 办学 师资 教师 义务教育",
    "医疗 医院 卫生 健康 诊疗 医保",
    "作风 担当 廉政 效能 形式主义 官僚主义",
    "债务 化债 三保 隐性债务",
    "新媒体 短视频 手段 方式 形式 创新 载体 单一 传统",
)
_CONCEPT_OF: Final = {
    word: f"#{number}" for number, group in enumerate(_CONCEPTS) for word in group.split()
}
_CONCEPT_WEIGHT: Final = 0.5


class Answer(NamedTuple):
    """A suggestion as the answer to a problem: from 0 to 1, with the words that carried it."""

    suggestion: Item
    score: float
    evidence: tuple[str, ...]


Matrix = tuple[list[tuple[Item, list[Answer]]], list[Item]]
"""Problems with their answers, the best first; suggestions."""


def correspondence(document: Document) -> list[tuple[Item, list[Answer]]]:
    """Return each problem with the suggestions that answer it, best first; none: uncovered."""
    found = problems(document), suggestions(document)
    rows = _scored(document, *found)
    kept = [_kept(row) for row in rows]
    if len(rows) == len(found[1]):
        _answer_the_last(kept, rows)
    return list(zip(found[0], kept, strict=True))


def matrix(document: Document) -> Matrix:
    """Return the correspondence, and all suggestions, those that answer nothing included."""
    return correspondence(document), suggestions(document)


def links_json(document: Document) -> list[dict[str, object]]:
    """Return the correspondence as plain values."""
    return [
        {
            "problem": {"number": problem.number, "title": problem.title},
            "answers": [
                {
                    "number": answer.suggestion.number,
                    "title": answer.suggestion.title,
                    "score": round(answer.score, 3),
                    "evidence": list(answer.evidence),
                }
                for answer in answers
            ],
        }
        for problem, answers in correspondence(document)
    ]


def link_key(problem: Item, suggestion: Item) -> str:
    """Return the key of the record that says whether two items belong together."""
    return f"{problem.span.start}-{suggestion.span.start}"


def decided(entries: Iterable[Entry]) -> dict[tuple[int, int], bool]:
    """Return what people said of pairs, by where the two items start: linked, or not."""
    said: dict[tuple[int, int], bool] = {}
    for entry in entries:
        numbers = re.findall(r"\d+", entry.key)
        if entry.kind is EntryKind.LINK and len(numbers) == 2:
            said[int(numbers[0]), int(numbers[1])] = entry.value not in ("0", "removed")
    return said


def agreed(document: Document, entries: Iterable[Entry]) -> list[tuple[Item, list[Item]]]:
    """Return each problem with its suggestions: what people decided, else what was computed.

    Where somebody linked a problem only that counts; a pair that somebody removed is left out.
    """
    said = decided(entries)
    offered = suggestions(document)
    result: list[tuple[Item, list[Item]]] = []
    for problem, answers in correspondence(document):
        pairs = {s.span.start: said.get((problem.span.start, s.span.start)) for s in offered}
        confirmed = [s for s in offered if pairs[s.span.start]]
        computed = [a.suggestion for a in answers if pairs[a.suggestion.span.start] is None]
        result.append((problem, confirmed or computed))
    return result


Vector = dict[str, float]


class _Weights:
    """How much each word of the items weighs: the rarer the more; words of every item nothing."""

    def __init__(self, texts: Sequence[str]) -> None:
        words.load()
        self._number = len(texts)
        self._spread: Counter[str] = Counter()
        for text in texts:
            self._spread.update(set(_terms(text)))

    def vector(self, text: str) -> Vector:
        counts = Counter(_terms(text))
        return {
            term: (1 + math.log(count)) * self._rarity(term) * _importance(term)
            for term, count in counts.items()
        }

    def _rarity(self, term: str) -> float:
        return math.log((self._number + 1) / (self._spread[term] + 0.25))


def _terms(text: str) -> list[str]:
    found = [part for span in words.cut(text) for part in _parts(span.cut(text))]
    kept = [w for w in found if len(w) > 1 and w not in _STOP and not w[0].isdigit()]
    return kept + [_CONCEPT_OF[word] for word in found if word in _CONCEPT_OF]


def _parts(word: str) -> list[str]:
    """A word of four characters counts with its halves: 财政投入 meets 资金投入."""
    return [word, word[:2], word[2:]] if len(word) == 4 else [word]


def _importance(term: str) -> float:
    return _CONCEPT_WEIGHT if term.startswith("#") else math.sqrt(len(term) / 2)


def _answer_the_last(kept: list[list[Answer]], rows: list[list[tuple[Answer, float]]]) -> None:
    """Give the one problem left over the suggestion left over, where all others go by order."""
    starts = [answer.suggestion.span.start for answer, _ in rows[0]] if rows else []
    left = [at for at, answers in enumerate(kept) if not answers]
    in_order = all(
        [answer.suggestion.span.start for answer in answers] == [starts[at]]
        for at, answers in enumerate(kept)
        if answers
    )
    if len(left) == 1 and len(rows) > 2 and in_order:
        answer = rows[left[0]][left[0]][0]
        kept[left[0]] = [answer._replace(score=max(answer.score, _ORDER))]


def _cosine(one: Vector, other: Vector) -> float:
    product = sum(weight * other[term] for term, weight in one.items() if term in other)
    size = math.hypot(*one.values()) * math.hypot(*other.values()) if one and other else 0.0
    return product / size if size else 0.0


def _scored(
    document: Document, found: Sequence[Item], offered: Sequence[Item]
) -> list[list[tuple[Answer, float]]]:
    """Return for each problem every suggestion, with what the words alone make of the score."""
    text = in_simplified(document).text
    texts = [[item.span.cut(text) for item in items] for items in (found, offered)]
    weights = _Weights([*texts[0], *texts[1]])
    whole = [
        [_headed(weights, i, t) for i, t in zip(items, side, strict=True)]
        for items, side in zip((found, offered), texts, strict=True)
    ]
    clauses = [[[weights.vector(c) for c in _clauses(t)] for t in side] for side in texts]
    in_order = found and abs(len(found) - len(offered)) <= 1
    rows: list[list[tuple[Answer, float]]] = []
    for p in range(len(found)):
        row: list[tuple[Answer, float]] = []
        for s, suggestion in enumerate(offered):
            best = max((_cosine(a, b) for a in clauses[0][p] for b in clauses[1][s]), default=0.0)
            alike = _cosine(whole[0][p], whole[1][s])
            ordered = float(bool(in_order) and p == s)
            own = _WHOLE * alike + _CLAUSE * best
            score = own + _ORDER * ordered if own > _OWN_FLOOR else own
            answer = Answer(suggestion, score, _evidence(whole[0][p], whole[1][s]))
            row.append((answer, own))
        rows.append(row)
    return rows


def _headed(weights: _Weights, item: Item, text: str) -> Vector:
    """Weigh a title twice: it says what its text is about."""
    vector = weights.vector(text)
    for term, weight in weights.vector(text[: len(item.label)]).items():
        vector[term] = vector.get(term, 0.0) + weight
    return vector


def _clauses(text: str) -> list[str]:
    found = re.split("[。；;！？\n\u2028]|[,，](?=[^,，]{12})", text)
    return [clause for clause in found if len(clause) >= 6]


def _evidence(one: Vector, other: Vector) -> tuple[str, ...]:
    shared = {t: w * other[t] for t, w in one.items() if t in other and not t.startswith("#")}
    best = sorted((t for t in shared if shared[t] > 0), key=lambda term: (-shared[term], term))
    whole = [t for t in best if not any(t in other and t != other for other in best)]
    return tuple(whole[:_MOST_EVIDENCE])


def _kept(row: list[tuple[Answer, float]]) -> list[Answer]:
    """Return the best answer, and those whose words alone come near it: order makes no second."""
    ranked = sorted(row, key=lambda pair: (-pair[0].score, pair[0].suggestion.span.start))
    if not ranked or ranked[0][0].score < _FLOOR:
        return []
    best = max(own for _, own in ranked)
    least = max(_FLOOR, _WORTH * ranked[0][0].score)
    further = [a for a, own in ranked[1:] if own >= _BESIDE * best and a.score >= least]
    return [ranked[0][0], *further]
