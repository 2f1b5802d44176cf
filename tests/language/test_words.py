"""Words are words, and both segmenters agree on them."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import importers
from reviewer.errors import ReviewerError
from reviewer.language import words
from reviewer.model.spans import Span
from tests.helpers import SAMPLES, are_tiling


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    words.load()


@given(st.text(alphabet="法治政府建设，。𠮷䶮ab12%3.5 \n“”", max_size=40))
def test_words_tile_the_text(text: str) -> None:
    assert are_tiling(words.cut(text), text)


@pytest.fixture(scope="module")
def jieba(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return words.jieba_tokenizer(tmp_path_factory.mktemp("jieba"))


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_selecting_by_words_agrees_with_jieba_to_the_character(sample: Path, jieba: Any) -> None:
    document = importers.read(sample).document
    plain = [paragraph.span.cut(document.text) for paragraph in document.paragraphs]
    # -- a rare character in the middle and at the end, and ends of lines inside paragraphs
    broken = [text[:9] + "𠮷" + text[9:20] + "\u2028" + text[20:] + "𠮷" for text in plain]
    for text in [*plain, *broken]:
        at_place = {at: word for word in words.cut(text) for at in range(word.start, word.end)}
        expected = _han_words(text, jieba)
        chosen = {at_place[at] for word in expected for at in word}
        assert chosen == {Span(word.start, word.stop) for word in expected}


def _han_words(text: str, jieba: Any) -> list[range]:
    """The words as jieba cuts them, of paragraph and run alike."""
    found: list[range] = []
    at = 0
    for word in jieba.cut(text, HMM=False):
        if re.match("[\u3400-\u9fff\U00020000-\U0003ffff]", word):
            found.append(range(at, at + len(word)))
        at += len(word)
    assert at == len(text)
    return found


def test_a_word_of_the_user_counts_at_once_in_both_and_no_longer_when_it_is_taken_away(
    tmp_path: Path,
) -> None:
    text = "设立沙澧先锋岗，的是"
    before, generation = _cut(text), words.generation()
    words.set_user_words(["沙澧先锋岗", "的是"])
    assert _cut(text) == ["设立", "沙澧先锋岗", "，", "的是"]
    assert words.jieba_tokenizer(tmp_path).lcut(text, HMM=False) == _cut(text)
    assert words.generation() != generation
    words.set_user_words(["的是"])
    assert "沙澧先锋岗" not in _cut(text)
    words.set_user_words([])
    assert _cut(text) == before


def test_a_word_of_the_user_may_hold_letters_and_figures() -> None:
    words.set_user_words(["A级景区", "12345热线", "互联网+监管"])
    try:
        assert _cut("有A级景区的市") == ["有", "A级景区", "的", "市"]
        assert _cut("打12345热线，打912345热线") == "打 12345热线 ， 打 912345 热线".split()
        assert "互联网+监管" in _cut("推进互联网+监管平台")
    finally:
        words.set_user_words([])


def test_words_are_cut_while_others_are_added() -> None:
    text = "法治政府建设" * 5_000
    done: list[int] = []

    def cut() -> None:
        done.extend(len(words.cut(text)) for _ in range(5))

    others = [threading.Thread(target=cut) for _ in range(2)]
    for other in others:
        other.start()
    try:
        for count in range(50):
            words.set_user_words([f"先锋岗{number}号" for number in range(count)])
    finally:
        for other in others:
            other.join()
        words.set_user_words([])
    assert done == [5_000] * 10


@pytest.mark.parametrize(
    "wrong", ["法", " 治 ", "法治，政府", "a b", "12", "——", "-法治", "法" * 25]
)
def test_what_is_no_word_is_refused_with_a_sentence(wrong: str) -> None:
    with pytest.raises(ReviewerError, match="不能加入词典"):
        words.set_user_words([wrong])


def test_several_processes_make_the_cache_at_once_and_a_damaged_one_is_made_anew(
    tmp_path: Path,
) -> None:
    (tmp_path / "jieba.cache").write_bytes(b"no cache")
    code = (
        "import sys, pathlib; from reviewer.language import words\n"
        "made = words.jieba_tokenizer(pathlib.Path(sys.argv[1]))\n"
        "sys.stdout.buffer.write('/'.join(made.cut('推进法治政府建设', HMM=False)).encode())"
    )
    command = [sys.executable, "-W", "ignore", "-c", code, str(tmp_path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
    assert [each.communicate()[0].decode() for each in running] == ["推进/法治政府建设"] * 2
    assert [path.name for path in tmp_path.iterdir()] == ["jieba.cache"]


def test_words_have_parts_of_speech() -> None:
    text = "2023年推进法治政府建设，A级"
    found = {word.span.cut(text): word.kind for word in words.tagged(text)}
    assert found["2023"] == "m"
    assert found["推进"] == "v"
    assert found["法治政府建设"] == "n"
    assert found["，"] == "x"
    assert found["A"] == "eng"
    assert are_tiling([word.span for word in words.tagged(text)], text)


def _cut(text: str) -> list[str]:
    return [span.cut(text) for span in words.cut(text)]


def test_rare_characters_move_no_word() -> None:
    assert _cut("𠮷林省法治政府建设。")[-2:] == ["法治政府建设", "。"]


def test_figures_stay_whole() -> None:
    text = "达95.5%，共1,200件"
    assert "95.5%" in [span.cut(text) for span in words.cut(text)]
    assert "1,200" in [span.cut(text) for span in words.cut(text)]


def test_an_empty_text_has_no_words() -> None:
    assert words.cut("") == []


def test_work_in_another_process_may_know_the_users_words() -> None:
    before = words.user_words()
    try:
        assert words.knowing(("法润民心",), words.user_words) == ("法润民心",)
    finally:
        words.set_user_words(before)
