from __future__ import annotations

import json
from pathlib import Path

import pytest

from reviewer import importers
from reviewer.language.figures import FactKind, facts, facts_json
from reviewer.model.document import Document
from tests.helpers import SAMPLES, document_of, report, seed

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


TEXTS = Path(__file__).parent / "texts"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (
            "inspection-from-the-web",
            {
                "市人大常委会办公室",
                "云溪市第五届人民代表大会常务委员会",
                "市人大常委会视察组",
                "市人大常委会",
                "市政府",
            },
        ),
        (
            "audit-report",
            {
                "云溪市人民政府",
                "市五届人大常委会",
                "云溪市审计局",
                "市人民政府",
                "市委审计委员会",
                "市审计局",
                "市政府",
                "市人大常委会",
                "市人大",
            },
        ),
    ],
)
def test_the_bodies_of_reports_never_seen_before_are_found(name: str, wanted: set[str]) -> None:
    document = importers.read(TEXTS / f"{name}.txt").document
    precision, recall = shares(texts(document, FactKind.BODY), set(wanted))
    assert precision >= 0.95
    assert recall >= 0.85


def test_the_name_of_a_body_begins_where_its_place_does() -> None:
    document = document_of(
        "白石县人民政府委托我受市人民政府之命，报市市场监管局备案。县委政策研究室、县政协农业和农村委员会"
        "、市消费者协会、市发展改革委参加，市人大教科文卫委会同市人大常委会选工委督办，各乡镇人民政府配合，新建社区养老服务中心。"
    )
    assert texts(document, FactKind.BODY) == {
        "白石县人民政府",
        "市人民政府",
        "市市场监管局",
        "县委政策研究室",
        "县政协农业和农村委员会",
        "市消费者协会",
        "市发展改革委",
        "市人大教科文卫委",
        "市人大常委会选工委",
        "乡镇人民政府",
    }


def test_what_is_counted_is_a_thing_and_no_verb() -> None:
    found = facts(
        document_of("审计项目42个、单位68个，清单由17项增加到22项，86家养老机构全部签约。")
    )
    assert [(f.text, f.what) for f in found if f.kind is FactKind.FIGURE] == [
        ("42个", "审计项目"),
        ("68个", "单位"),
        ("17项", "清单由"),
        ("22项", "增加"),
        ("86家养老机构", "养老机构"),
    ]


def test_numbers_of_laws_are_figures_too() -> None:
    found = facts(document_of("应当在三十日内回复，处一万元以上五万元以下罚款，达到百分之五十。"))
    figures = [(f.text, f.sort) for f in found if f.kind is FactKind.FIGURE]
    assert figures == [
        ("三十日", "count"),
        ("一万元", "count"),
        ("五万元", "count"),
        ("百分之五十", "percent"),
    ]


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("各单位于8月25日前报送信息表。", "于8月25日前"),
        ("汛期前完成8处易涝点改造。", "汛期前"),
        ("收到建议之日起三十日内书面回复。", "三十日内"),
        ("17项资金未在30日内下达。", None),
        ("早在五六千年前，先民们就在这里生息。", None),
    ],
)
def test_deadlines_are_found_and_what_was_missed_is_none(
    sentence: str, deadline: str | None
) -> None:
    found = [f.deadline for f in facts(document_of(sentence)) if f.kind is FactKind.COMMITMENT]
    assert found == ([deadline] if deadline else [])


def test_a_suggestion_with_a_figure_is_a_commitment() -> None:
    document = report(
        "关于养老服务工作的视察报告",
        "一、几点建议",
        "（一）加强队伍建设。每年培训护理员不少于600人次。关心关爱护理员。",
        "（二）加大投入力度。落实优惠政策。",
    )
    found = [f.text for f in facts(document) if f.kind is FactKind.COMMITMENT]
    assert found == ["每年培训护理员不少于600人次"]


@pytest.mark.parametrize("line", ["好" + "1" * 20_000 + "好", "一" * 20_000, "第十" * 10_000])
def test_lines_that_are_all_figures_are_read_in_one_pass(line: str) -> None:
    for fact in facts(document_of(line)):
        assert fact.span.end <= len(line)
