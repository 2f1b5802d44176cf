from __future__ import annotations

import random
import re

import pytest

from reviewer import importers
from reviewer.errors import UsageError
from reviewer.language.checks import RULES, check, chosen, finding_json, ignored_key
from tests.helpers import SAMPLES, seed
from tests.language.checks.planting import WHOLE, document_of, hosts, planted

CLEAN = (
    "beijing-2007-special-reports-rules",
    "luohe-planning-regulation-2021",
    "statecouncil-2018-115-legality-gbk",
    "statecouncil-2018-118-enforcement",
    "statecouncil-2018-123-newmedia-halfwidth",
    "statecouncil-2019-4-hospitals-html",
)


@pytest.mark.parametrize("code", RULES)
def test_a_rule_finds_its_wrong_example_and_leaves_its_right_one_alone(code: str) -> None:
    rule = RULES[code]
    found = check(document_of(rule.wrong), [code])
    assert found
    assert all(finding.code == code and finding.message for finding in found)
    assert not check(document_of(rule.right), [code])


@pytest.mark.parametrize("code", RULES)
def test_a_rule_says_what_it_is_and_where_it_comes_from(code: str) -> None:
    rule = RULES[code]
    assert re.fullmatch(r"(BD|SZ|JG|YZ|CY)-\d\d", code)
    assert rule.title
    assert rule.message
    assert rule.source


@pytest.mark.parametrize("code", sorted(set(RULES) - WHOLE))
def test_planted_errors_are_found(code: str) -> None:
    rng = random.Random(code)
    texts = hosts()
    found = tried = 0
    for number in range(20):
        text = planted(code, texts[number % len(texts)], rng)
        if text is None:
            continue
        tried += 1
        found += bool(check(document_of(text), [code]))
    assert tried >= 5
    assert found >= 0.95 * tried


def test_clean_texts_raise_at_most_one_false_alarm_in_3000_characters() -> None:
    characters = alarms = 0
    for name in CLEAN:
        document = importers.read(SAMPLES / f"{name}.txt").document
        characters += len(document.text)
        # -- two of them are set with half-width punctuation: that is no false alarm
        true = {"BD-01", "BD-02", "BD-27"}
        alarms += sum(finding.code not in true for finding in check(document))
    assert alarms <= characters / 3000


def test_the_slip_in_the_sample_report_is_found_and_little_else() -> None:
    document = seed()
    found = check(document)
    slip = next(finding for finding in found if finding.code == "YZ-02")
    assert slip.span.cut(document.text) == "规范会建设"
    assert slip.suggestion == "规范化建设"
    widths = [finding for finding in found if finding.code == "BD-01"]
    assert [len(finding.places) for finding in widths] == [128]
    assert len(found) <= 25
    kept = {"BD-09", "BD-15", "SZ-16", "SZ-03", "CY-12", "JG-01", "JG-02"}
    assert not kept & {finding.code for finding in found}


def test_every_place_of_an_aggregate_can_be_put_right_at_once() -> None:
    document = seed()
    (finding,) = check(document, ["BD-01"])
    assert all(place.span.cut(document.text) in ",;:" for place in finding.places)
    assert all(place.fix in tuple("，；：") for place in finding.places)


def test_rules_are_chosen_by_codes_or_their_beginnings() -> None:
    assert chosen(["bd-01"]) == {"BD-01"}
    assert {code[:2] for code in chosen(["SZ", "JG"])} == {"SZ", "JG"}
    assert "CY-18" in chosen(["ALL"])
    assert "CY-18" not in chosen()
    assert not chosen(["BD-01"], ["BD"])
    with pytest.raises(UsageError, match="没有规则“XX”"):
        chosen(["XX"])


def test_a_finding_in_json_has_exactly_these_keys() -> None:
    (finding,) = check(document_of("其它部门要配合。"), ["CY-02"])
    assert finding_json(finding) == {
        "code": "CY-02",
        "severity": "warning",
        "start": 0,
        "end": 2,
        "message": "公文里用“其他”",
        "suggestion": "其他",
    }


def test_what_stands_in_a_title_is_not_the_authors() -> None:
    assert not check(document_of("印发《其它收入管理办法》的通知已经收到。"), ["CY-02"])


def test_a_quotation_may_go_on_over_paragraphs() -> None:
    text = "第十条修改为：“各级政府应当公开。\n“公开的方式由政府规定。”"
    assert not check(document_of(text), ["BD-05"])


def test_numbers_may_run_on_through_the_parts() -> None:
    parts = "一、要求\n（一）思想。学习。\n（二）目标。落实。\n二、任务\n（三）改革。推进。\n（四）服务。优化。"
    assert not check(document_of("关于工作的意见\n" + parts), ["JG-01", "JG-02"])


def test_an_ignored_finding_is_known_by_its_words_and_not_by_its_place() -> None:
    line = "全市各级部门和各个县区的其它有关单位应当配合做好各项工作。"
    once, moved = document_of(line), document_of("按照要求，认真落实。\n" + line)
    (here,), (there,) = (check(document, ["CY-02"]) for document in (once, moved))
    assert here.span != there.span
    assert ignored_key(here, once) == ignored_key(there, moved)


CLAUSES = (
    "关于加强检察机关法律监督工作的决定\n一、检察机关应当重点监督下列事项：\n"
    "（一）有案不立、有罪不究；\n（二）民事虚假诉讼；\n{}违法限制人身自由；\n（四）其他行为。\n"
    "二、检察机关应当接受监督，及时报告工作。\n三、本决定自公布之日起施行。"
)


@pytest.mark.parametrize(
    ("number", "codes"),
    [("（三）", []), ("（二）", ["JG-02"]), ("（五）", ["JG-01"]), ("(三)", ["JG-04"])],
)
def test_a_slip_in_a_list_of_clauses_is_one_finding(number: str, codes: list[str]) -> None:
    document = document_of(CLAUSES.format(number))
    assert [section.number for section in document.sections] == ["一、", "二、", "三、"]
    assert [finding.code for finding in check(document, chosen(["JG"]))] == codes


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("保障公民的合法权力。", "CY-06", "公民的合法权力"),
        ("及时汇报情况反应。", "CY-08", "情况反应"),
        ("关于治理情况的报告\n市政府：\n治理工作已经完成。\n妥否，请批示。", "JG-11", "妥否，请"),
    ],
)
def test_each_way_of_being_wrong_has_its_place(line: str, code: str, words: str) -> None:
    document = document_of(line)
    (finding,) = check(document, [code])
    assert finding.span.cut(document.text) == words


def test_items_of_an_article_are_counted_too() -> None:
    articles = "".join(f"第{n}条　应当公示。\n" for n in "二三四五六")
    law = "供水办法\n第一条　禁止下列行为：\n（一）排污；\n{}养殖；\n（三）垂钓。\n" + articles
    found = {
        number: [finding.code for finding in check(document_of(law.format(number)), chosen(["JG"]))]
        for number in ("（二）", "（一）", "(二)")
    }
    assert found == {"（二）": [], "（一）": ["JG-02"], "(二)": ["JG-04"]}


def test_what_is_announced_is_counted_also_after_a_law_was_cited() -> None:
    text = "第十二条规定：“应当公示。”存在以下三个方面的问题：一是制度不全。二是力量薄弱。"
    assert [finding.code for finding in check(document_of(text), ["SZ-14"])] == ["SZ-14"]


def test_a_level_left_out_is_a_slip_only_where_most_parts_have_it() -> None:
    brackets = "一、做法\n（一）学习。组织培训。\n（二）督查。定期通报。"
    arabic = "\n{}、打算\n1.学习。组织培训。\n2.督查。定期通报。"
    once, usual = brackets + arabic.format("二"), brackets + "".join(map(arabic.format, "二三四"))
    assert check(document_of(once), ["JG-03"])
    assert not check(document_of(usual), ["JG-03"])


def test_odd_texts_are_checked_without_a_fault() -> None:
    for text in (
        "。",
        "“",
        "（",
        "《",
        "一、",
        "2023年13月45日",
        "\u200b，",
        "1" * 5000,
        "（" * 3000,
        "一" * 5000 + "、",
        "第十" * 3000,
        "1,234 " + "1" * 5000,
        "市人大〔2024〕第" + "1" * 5000 + "号",
        "共130项，其中" + "1" * 5000,
    ):
        check(document_of(text + "好"), chosen(["ALL"]))
    # -- nothing but a page number
    check(document_of("4"), chosen(["ALL"]))
