"""Words are words, and both segmenters agree on them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import importers
from reviewer.language import words
from reviewer.model.spans import Span
from tests.helpers import SAMPLES


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    words.load()


@given(st.text(alphabet="法治政府建设，。𠮷䶮ab12%3.5 \n“”", max_size=40))
def test_words_tile_the_text(text: str) -> None:
    assert words.are_tiling(words.cut(text), text)


@pytest.mark.parametrize(
    "name", ["luohe-2023-inspection-report.txt", "statecouncil-2018-118-enforcement.txt"]
)
def test_the_fast_segmenter_agrees_with_jieba_to_the_character(name: str, tmp_path: Path) -> None:
    jieba = words.jieba_module(tmp_path)
    text = importers.read(SAMPLES / name).document.text
    for run in re.findall("[\u3400-\u9fff]+", text):
        assert [span.cut(run) for span in words.cut(run)] == jieba.lcut(run, HMM=False)


def test_a_word_added_counts_at_once_in_both(tmp_path: Path) -> None:
    jieba = words.jieba_module(tmp_path)
    words.add_words(["沙澧先锋岗"])
    assert [s.cut("设立沙澧先锋岗") for s in words.cut("设立沙澧先锋岗")] == ["设立", "沙澧先锋岗"]
    assert jieba.lcut("设立沙澧先锋岗", HMM=False) == ["设立", "沙澧先锋岗"]


def test_a_word_is_found_under_the_caret_also_beside_rare_characters() -> None:
    text = "𠮷林省法治政府建设。"
    assert words.word_at(text, 4).cut(text) == "法治政府建设"
    assert words.word_at(text, 9).cut(text) == "。"
    assert words.word_at(text, len(text)).cut(text) == "。"


def test_moving_by_words() -> None:
    text = "推进“放管服”改革"
    assert words.next_boundary(text, 0) == 2
    assert words.next_boundary(text, 2) == 3
    assert words.previous_boundary(text, 7) == 6
    assert words.next_boundary(text, 8) == len(text)
    assert words.previous_boundary(text, 0) == 0


def test_figures_stay_whole() -> None:
    text = "达95.5%，共1,200件"
    assert "95.5%" in [span.cut(text) for span in words.cut(text)]
    assert "1,200" in [span.cut(text) for span in words.cut(text)]


def test_an_empty_text_has_one_empty_place() -> None:
    assert words.word_at("", 0) == Span(0, 0)
