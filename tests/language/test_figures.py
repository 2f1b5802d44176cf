from __future__ import annotations

import json

from reviewer.language.figures import FactKind, facts, facts_json
from reviewer.model.document import Document
from tests.helpers import SAMPLES, document_of, seed

TRUTH = json.loads((SAMPLES / "luohe-2023-inspection-report.truth.json").read_text("utf-8"))


def shares(found: set[object], true: set[object]) -> tuple[float, float]:
    both = len(found & true)
    return both / len(found), both / len(true)


def texts(document: Document, kind: FactKind) -> set[object]:
    return {fact.text for fact in facts(document) if fact.kind is kind}


def in_text(document: Document, offset: int) -> int:
    """An offset of the file in the imported text."""
    for paragraph in document.paragraphs:
        if paragraph.origin <= offset <= paragraph.origin + len(paragraph.span):
            return paragraph.span.start + offset - paragraph.origin
    raise AssertionError(offset)


def test_the_bodies_and_phrases_of_the_sample_report_are_found() -> None:
    document = seed()
    for kind, name in (
        (FactKind.BODY, "organisations"),
        (FactKind.PHRASE, "quoted_phrases"),
        (FactKind.DOCUMENT, "cited_documents"),
    ):
        precision, recall = shares(texts(document, kind), {each["text"] for each in TRUTH[name]})
        assert precision >= 0.95, name
        assert recall >= 0.95, name


def test_the_figures_of_the_sample_report_are_found_where_they_stand() -> None:
    document = seed()
    true = [(in_text(document, each["start"]), len(each["text"])) for each in TRUTH["figures"]]
    years = TRUTH["year_2023_offsets"] + TRUTH["year_2024_offsets"]
    true += [(in_text(document, offset), 5) for offset in years]
    found = [fact.span for fact in facts(document) if fact.kind is FactKind.FIGURE]

    def meets(start: int, length: int) -> bool:
        return any(span.start < start + length and start < span.end for span in found)

    assert sum(meets(*each) for each in true) >= 0.95 * len(true)
    right = [s for s in found if any(s.start < a + n and a < s.end for a, n in true)]
    assert len(right) >= 0.95 * len(found)


def test_a_figure_has_its_unit_and_what_it_counts() -> None:
    found = facts(document_of("政务服务事项网办率达到98.5%，新增企业1,386家，投资42.6亿元。"))
    taken = [(f.text, f.value, f.unit, f.what) for f in found]
    assert taken == [
        ("98.5%", "98.5", "%", "政务服务事项网办率"),
        ("1,386家", "1,386", "家", "新增企业"),
        ("42.6亿元", "42.6亿", "元", "投资"),
    ]


def test_a_commitment_has_its_deadline() -> None:
    found = facts(document_of("到2025年底前建成覆盖城乡的公共法律服务体系。"))
    assert [(f.kind, f.deadline) for f in found if f.deadline] == [
        (FactKind.COMMITMENT, "到2025年底前")
    ]


def test_a_body_is_no_word_of_the_sentence() -> None:
    document = document_of(
        "听取了市住房和城乡建设局的汇报，全市政务服务格局以市民为中心，源汇区政府作了发言。"
    )
    assert texts(document, FactKind.BODY) == {"市住房和城乡建设局", "源汇区政府"}


def test_facts_in_json_have_their_spans() -> None:
    document = seed()
    found = facts_json(document)
    assert list(found) == ["figures", "bodies", "policy_phrases", "documents", "commitments"]
    for each in (fact for values in found.values() for fact in values):
        start, end = each["start"], each["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert len(str(each["text"])) == end - start
