"""Finding one's place in a report."""

from __future__ import annotations

import pickle
from bisect import bisect_right

from hypothesis import given
from hypothesis import strategies as st

from reviewer.model.document import Document, Section
from tests.helpers import report, seed

GAPS = report(
    "报告", "一、甲", "（一）子。好。", "（二）丑。好。", "二、乙", "好。", "某局", "2024年3月1日"
)


def walked(document: Document, offset: int) -> tuple[Section, ...]:
    """What the path is by its meaning: from the root down, one level at a time."""
    path: list[Section] = []
    section = document.root
    while True:
        at = bisect_right([child.span.start for child in section.children], offset) - 1
        if at < 0:
            return tuple(path)
        last = at + 1 == len(section.children)
        section = section.children[at]
        if offset > section.span.end and last:
            return tuple(path)
        path.append(section)


@given(st.integers(0, len(seed().text)))
def test_the_path_leads_down_from_the_root(offset: int) -> None:
    assert seed().path_at(offset) == walked(seed(), offset)


def test_signatures_stand_outside_the_last_section() -> None:
    for offset in range(len(GAPS.text) + 1):
        assert GAPS.path_at(offset) == walked(GAPS, offset)
    assert GAPS.path_at(GAPS.text.index("某局")) == ()


def test_a_report_is_the_same_after_it_was_sent_to_another_process() -> None:
    # -- longer than the pieces its text is packed in, of characters beyond U+FFFF
    document = report("报告", "一、甲", *["𠮷" * 40_000] * 4)
    for each in (document, seed(), report()):
        came = pickle.loads(pickle.dumps(each, pickle.HIGHEST_PROTOCOL))
        assert came == each
        assert [*came.root.walk()] == [*each.root.walk()]
        assert came.paragraph_at(0) == each.paragraph_at(0)
