"""Reviews to export: one that holds everything, and random ones."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st

from reviewer.exporters import Export
from reviewer.importers import Imported
from reviewer.importers.placing import brought
from reviewer.model.anchor import Anchor, Placement, describe
from reviewer.model.categories import DEFAULT_CATEGORIES, PROBLEM, WORDING
from reviewer.model.document import Document
from reviewer.model.edition import edition_id
from reviewer.model.records import (
    Annotation,
    Disposition,
    Kind,
    Record,
    Reviewer,
    Ruling,
    Scope,
    Severity,
    Target,
)
from reviewer.model.review import Review
from tests.helpers import NOON, annotation_on, reply_to, report

DOCUMENT = report(
    "关于法治政府建设情况的视察报告",
    "——2024年2月29日在某会议上",
    "市人大常委会视察组",
    "市人大常委会:",
    "按照工作安排,视察组对全市情况进行了视察。现报告如下:",
    "一、基本情况",
    "(一)领导坚强有力。全面加强“党的领导”,落实责任——𠮷县和䶮乡100%完成。",
    "二、意见建议",
    "(一)加强领导。要持续深入学习,严格规范公正文明执法,推进依法行政。",
)
PEOPLE = (
    Reviewer(id="p1", name="审阅人甲", organisation="某局"),
    Reviewer(id="p2", name="审阅人乙", organisation="某办"),
)


def at(words: str, document: Document = DOCUMENT) -> tuple[int, int]:
    """Where words stand."""
    start = document.text.index(words)
    return start, start + len(words)


def everything() -> Review:
    """A review with every kind of remark, overlaps, threads, rare characters, and an orphan."""
    edition = edition_id(DOCUMENT)
    heading = DOCUMENT.sections[0].heading
    comment = annotation_on(
        DOCUMENT,
        *at("全面加强“党的领导”,落实责任"),
        id="a01",
        category=PROBLEM,
        body="请补充𠮷县数据\n第二行",
    )
    records: list[Record] = [
        *PEOPLE,
        *DEFAULT_CATEGORIES,
        comment._replace(resolved=True, severity=Severity.GRAVE, tags=frozenset({"数据"})),
        reply_to(comment, "已核实䶮乡", id="r1", author="p2"),
        reply_to(comment, "同意", id="r2")._replace(created=NOON + timedelta(hours=1)),
        annotation_on(DOCUMENT, *at("“党的领导”"), id="a02", kind=Kind.HIGHLIGHT, category=WORDING),
        annotation_on(DOCUMENT, *at("领导”,落实"), id="a03", kind=Kind.UNDERLINE, author="p2"),
        annotation_on(DOCUMENT, *at("𠮷县和䶮乡"), id="a04", kind=Kind.STRIKEOUT),
        annotation_on(
            DOCUMENT,
            *at("持续深入学习"),
            id="a05",
            kind=Kind.REPLACE,
            suggestion="持续学习",
            reason="简洁",
        ),
        annotation_on(DOCUMENT, *at("深入学习,严格"), id="a06", kind=Kind.DELETE, author="p2"),
        annotation_on(
            DOCUMENT, *(at("推进依法行政")[:1] * 2), id="a07", kind=Kind.INSERT, suggestion="深入"
        ),
        annotation_on(DOCUMENT, at("100%")[0], at("加强领导")[1], id="a08", body="跨段"),
        Annotation(
            id="a09",
            kind=Kind.COMMENT,
            author="p1",
            created=NOON,
            modified=NOON,
            body="本节偏长",
            target=Target(Scope.SECTION, describe(DOCUMENT, heading, edition), "一、"),
            placement=Placement(edition, heading),
            disposition=Disposition.REJECTED,
            ruling=Ruling("篇幅合适", "p2", NOON, "维持原文"),
        ),
        Annotation(
            id="a10",
            kind=Kind.COMMENT,
            author="p2",
            created=NOON,
            modified=NOON,
            body="总体可行\x01\ud800",
            target=Target(Scope.DOCUMENT),
        ),
        Annotation(
            id="a11",
            kind=Kind.COMMENT,
            author="p1",
            created=NOON,
            modified=NOON,
            body="原文已删",
            target=Target(Scope.RANGE, Anchor(edition, None, "找不到的原文")),
            placement=Placement(edition, None, confirmed=False),
        ),
    ]
    return Review(records)


def export_of(review: Review, document: Document = DOCUMENT, **fields: object) -> Export:
    """An export of everything in a review."""
    return Export(document=document, review=review, exported_at=NOON, **fields)  # type: ignore[arg-type]


def review_of(imported: Imported) -> Review:
    """The review that begins with what a file itself says."""
    known: list[Record] = [*DEFAULT_CATEGORIES]
    return Review([*known, *brought(imported, Review(known), NOON)])


def said(review: Review, document: Document = DOCUMENT) -> list[tuple[object, ...]]:
    """Everything a review says, without the ids that are new in every file."""
    found: list[tuple[object, ...]] = []
    for a in export_of(review, document).annotations():
        author, ruling = review.reviewer(a.author), a.ruling
        judge = review.reviewer(ruling.by) if ruling is not None else None
        thread = [
            (r.body, who.name, who.organisation, r.created, r.modified)
            for r in review.replies(a.id)
            if (who := review.reviewer(r.author))
        ]
        assert author is not None
        found.append(
            (
                (a.kind, a.target.scope, a.span, a.quote, a.body, a.suggestion, a.reason),
                (a.category, a.tags, a.severity, a.resolved, a.disposition),
                (author.name, author.organisation, a.created, a.modified, thread),
                (ruling.reason, judge and judge.name, ruling.at, ruling.wording)
                if ruling is not None
                else None,
            )
        )
    return sorted(found, key=repr)


@st.composite
def random_reviews(draw: st.DrawFn, document: Document = DOCUMENT) -> Review:
    """Overlapping remarks of all kinds at random places, some with replies."""
    records: list[Record] = [*PEOPLE, *DEFAULT_CATEGORIES]
    for number in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(Kind))
        start = draw(st.integers(0, len(document.text)))
        end = start if kind is Kind.INSERT else draw(st.integers(start, len(document.text)))
        end = min(end, start + draw(st.integers(0, 60)))
        suggestion = draw(st.sampled_from(["", "改𠮷", "两\n行"])) if kind.is_suggestion else ""
        remark = annotation_on(
            document,
            start,
            end,
            id=f"a{number:02d}",
            kind=kind,
            suggestion=suggestion,
            body=draw(st.sampled_from(["", "意见", "<&>\t\u2028"])),
            author=draw(st.sampled_from(["p1", "p2"])),
            category=draw(st.sampled_from(["", PROBLEM, WORDING])),
            resolved=draw(st.booleans()),
        )
        records.append(remark)
        if draw(st.booleans()):
            records.append(reply_to(remark, "回复", id=f"r{number:02d}", author="p2"))
    return Review(records)
