"""Random records, changes and reviews for the laws."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from reviewer.model.anchor import Anchor, Placement
from reviewer.model.records import (
    Annotation,
    Disposition,
    Kind,
    Record,
    Reply,
    Reviewer,
    Ruling,
    Scope,
    Severity,
    Target,
)
from reviewer.model.spans import Span

words = st.text(alphabet="法治政府建设，。𠮷䶮ab\n", max_size=12)
ids = st.sampled_from(["a1", "a2", "a3"])
times = st.datetimes(datetime(2024, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC))
people = st.sampled_from(["p1", "p2"])


@st.composite
def points_and_ranges(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, 50))
    return Span(start, draw(st.integers(start, 60)))


@st.composite
def targets(draw: st.DrawFn) -> tuple[Target, Placement | None]:
    scope = draw(st.sampled_from(Scope))
    if scope is Scope.DOCUMENT:
        return Target(scope), None
    span = draw(st.none() | points_and_ranges())
    anchor = Anchor("e", span, draw(words), draw(words), draw(words))
    placement = Placement("e", span, confirmed=span is not None)
    return Target(scope, anchor, number="一、", path=("一、基本情况",)), placement


@st.composite
def annotations(draw: st.DrawFn) -> Annotation:
    target, placement = draw(targets())
    created = draw(times)
    ruling = st.builds(Ruling, reason=words, by=people, at=st.none() | times, wording=words)
    return Annotation(
        id=draw(ids),
        target=target,
        placement=placement,
        kind=draw(st.sampled_from(Kind)),
        author=draw(people),
        created=created,
        modified=created,
        body=draw(words),
        suggestion=draw(words),
        reason=draw(words),
        category=draw(st.sampled_from(["", "problem", "question"])),
        tags=draw(st.frozensets(st.sampled_from(["数据", "依据", "𠮷"]))),
        severity=draw(st.sampled_from(Severity)),
        resolved=draw(st.booleans()),
        disposition=draw(st.sampled_from(Disposition)),
        ruling=draw(st.none() | ruling),
        external_id=draw(st.sampled_from(["", "urn:x:1"])),
    )


replies = st.builds(
    Reply,
    id=st.sampled_from(["r1", "r2"]),
    annotation=ids,
    body=words,
    author=people,
    created=times,
    modified=times,
)
reviewers = st.builds(Reviewer, id=people, name=words, organisation=words)
records: st.SearchStrategy[Record] = st.one_of(annotations(), annotations(), replies, reviewers)
