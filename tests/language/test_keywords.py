"""Keywords say what a report is about, and where."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import importers
from reviewer.language import keywords, words
from reviewer.language.keywords import Terms
from reviewer.model.spans import Span
from tests.helpers import SAMPLES, report, seed


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    words.load()


def test_the_report_is_about_the_government_under_the_law() -> None:
    found = keywords.keywords(seed(), 8)
    assert [each.word for each in found][:2] == ["法治政府建设", "行政执法"]
    assert found[0].weight == 1.0
    assert not {"工作", "进一步", "加强", "问题"} & {each.word for each in found}


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_counts_and_first_uses_are_true(sample: Path) -> None:
    document = importers.read(sample).document
    counts: Counter[str] = Counter()
    first: dict[str, Span] = {}
    for paragraph in document.paragraphs:
        text = paragraph.span.cut(document.text)
        for span in words.cut(text):
            word = span.cut(text)
            at = paragraph.span.start + span.start
            counts[word] += 1
            first.setdefault(word, Span(at, at + len(word)))
    found = keywords.keywords(document)
    assert len({each.word for each in found}) == len(found) > 50
    for each in found:
        assert (each.count, each.first) == (counts[each.word], first[each.word])
        assert 0 < each.weight <= 1
    assert [each.weight for each in found] == sorted((k.weight for k in found), reverse=True)


# -- jieba leaves its file open
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_both_weights_are_those_of_jieba() -> None:
    from jieba.analyse import TFIDF, TextRank

    document = seed()
    found = {each.word: each for each in keywords.keywords(document)}
    text = "\n".join(p.span.cut(document.text) + "。" * 5 for p in document.paragraphs)

    def tokens(sentence: str) -> list[Any]:
        tagged = words.tagged(sentence)
        return [SimpleNamespace(word=s.cut(sentence), flag=kind) for s, kind in tagged]

    rare, central = TFIDF(), TextRank()
    kinds = tuple("n nz nt ns nl ng nrt v vn an a ad l i j".split())
    for each in (rare, central):
        each.stop_words = set(keywords.stop_words())
    rare.postokenizer = central.tokenizer = SimpleNamespace(cut=tokens)
    theirs = dict(rare.extract_tags(text, topK=None, withWeight=True, allowPOS=kinds))
    assert theirs == pytest.approx({word: each.tfidf for word, each in found.items()})
    ranks = dict(central.textrank(text, topK=None, withWeight=True, allowPOS=kinds))
    ours = {word: each.textrank for word, each in found.items() if each.textrank}
    assert ranks == pytest.approx(ours)


def test_a_section_has_the_keywords_of_its_own_text() -> None:
    document = report("一、教育", "学校学校教师。", "二、医疗", "医院医院医生。")
    school, hospital = Terms(document).by_section(2)
    assert {each.word for each in school.keywords} <= {"教育", "学校", "教师"}
    assert {each.word for each in hospital.keywords} <= {"医疗", "医院", "医生"}
    assert all(school.section.span.start <= k.first.start for k in school.keywords)
    assert all(k.first.end <= hospital.section.span.end for k in hospital.keywords)


def test_a_word_of_the_user_becomes_a_keyword() -> None:
    document = report("一、岗位", "沙澧先锋岗起步早。沙澧先锋岗人数多。")
    assert "沙澧先锋岗" not in [each.word for each in keywords.keywords(document)]
    words.set_user_words(["沙澧先锋岗"])
    try:
        assert keywords.keywords(document)[0].word == "沙澧先锋岗"
    finally:
        words.set_user_words([])


@given(st.text(alphabet="法治政府建设，。𠮷ab12 ", max_size=40))
def test_any_text_has_keywords_or_none(text: str) -> None:
    document = report("一、总则", text or "。")
    for each in keywords.keywords(document):
        assert each.first.cut(document.text) == each.word


def test_plain_values_are_stable() -> None:
    (first, *_), (section, *_) = (
        keywords.keywords_json(keywords.keywords(seed())),
        keywords.sections_json(Terms(seed()).by_section(1)),
    )
    assert list(first) == ["word", "weight", "tfidf", "textrank", "count", "first"]
    assert list(section) == ["level", "number", "title", "start", "end", "keywords"]
    assert len(section["keywords"]) == 1
