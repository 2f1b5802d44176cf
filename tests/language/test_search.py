"""Search finds what people mean, at true positions."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reviewer.errors import UsageError
from reviewer.language import search, words
from reviewer.language.folding import Folding, codes_of, fold, fold_character, is_gap, text_of
from reviewer.language.search import Index, Options, find
from reviewer.model.spans import Span
from tests.helpers import seed

_LETTERS = "法治為为髮发aAＡzｚ1２𠮷龍龙⼒力.%"
_GAPS = ' 　，,。“"”（(—-\u2028\u200b'
_TEXTS = st.text(alphabet=_LETTERS + _GAPS + "\n", max_size=40)
_PHRASES = st.text(alphabet=_LETTERS + _GAPS + "\n", min_size=1, max_size=4)
_FLAGS = st.booleans()


def spans(text: str, phrase: str, **options: bool) -> list[Span]:
    return list(Index(text).find(phrase, Options(**options)))


def cut(text: str, phrase: str, **options: bool) -> list[str]:
    return [span.cut(text) for span in spans(text, phrase, **options)]


def plain(text: str, options: Options) -> list[str]:
    return [fold_character(character, options.folding) for character in text]


def stripped(phrase: list[str]) -> list[str]:
    """Leave out the space at the ends, unless there is nothing else."""
    lines = [" " if character == "\n" else character for character in phrase]
    solid = [at for at, character in enumerate(lines) if not character.isspace()]
    return lines[solid[0] : solid[-1] + 1] if solid else lines


def slow(text: str, phrase: str, options: Options) -> list[Span]:
    """Try every place, character by character."""
    here, wanted = plain(text, options), plain(phrase, options)
    if not options.match_punctuation:
        wanted = stripped(wanted)
    found: list[Span] = []
    at = 0
    while at < len(text):
        end = end_of_hit(here, at, wanted, exact=options.match_punctuation)
        if end is not None:
            found.append(Span(at, end))
        at = at + 1 if end is None else end
    return found


def end_of_hit(here: list[str], at: int, wanted: list[str], *, exact: bool) -> int | None:
    letters = [place for place, c in enumerate(wanted) if exact or not is_gap(c)]
    before = -1
    for place, character in enumerate(wanted):
        if place in letters:
            if before >= 0 and not exact and not in_figure(wanted, before, place):
                at = after_gaps(here, at)
            before = place
        elif letters and letters[0] < place < letters[-1]:
            continue
        if at >= len(here) or here[at] != character:
            return None
        at += 1
    return at


def in_figure(wanted: list[str], before: int, place: int) -> bool:
    return place == before + 1 and (wanted[before] + wanted[place]).isdecimal()


def after_gaps(here: list[str], at: int) -> int:
    while at < len(here) and is_gap(here[at]):
        at += 1
    return at


@given(_TEXTS, _PHRASES, _FLAGS, _FLAGS, _FLAGS, _FLAGS)
@example("1,11", "11", False, False, False, False)
@example("“法”“法”", "“法”", False, False, False, False)
@example("法，，法", "，", False, False, False, False)
@example("法\n治", "法治", False, False, False, False)
def test_it_agrees_with_a_slow_search(
    text: str, phrase: str, case: bool, width: bool, variants: bool, punctuation: bool
) -> None:
    options = Options(case, width, variants, punctuation, pinyin=False)
    assert list(Index(text).find(phrase, options)) == slow(text, phrase, options)


@given(st.text(max_size=30), st.builds(Folding, _FLAGS, _FLAGS, _FLAGS))
def test_a_text_is_folded_as_its_characters_are(text: str, folding: Folding) -> None:
    assert text_of(fold(codes_of(text), folding)) == "".join(
        fold_character(character, folding) for character in text
    )


@given(_TEXTS, _PHRASES)
def test_hits_are_in_order_and_apart(text: str, phrase: str) -> None:
    hits = list(Index(text).find(phrase))
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(a.end <= b.start for a, b in pairwise(hits))


def test_one_character_is_found_everywhere() -> None:
    assert spans("法治，法制", "法") == [Span(0, 1), Span(3, 4)]


def test_width_and_case_do_not_matter_and_positions_are_true() -> None:
    assert spans("见ＡＢｃ，(一)", "abC") == [Span(1, 4)]
    assert spans("（一）加强", "(一)") == [Span(0, 3)]
    assert spans("见ＡＢｃ", "abc", match_width=True) == []
    assert spans("见ABc", "abc", match_case=True) == []


def test_rare_characters_count_as_one() -> None:
    assert spans("𠮷𠮷法治", "法治") == [Span(2, 4)]


def test_traditional_characters_variants_and_radicals_are_found() -> None:
    assert cut("法治政府建設，為民、爲民", "法治政府建设") == ["法治政府建設"]
    assert cut("為民、爲民、为民", "为民") == ["為民", "爲民", "为民"]
    assert cut("开⽅便之门", "方便") == ["⽅便"]
    assert cut("為民", "为民", match_variants=True) == []


def test_punctuation_and_space_inside_do_not_count() -> None:
    text = "“一窗受理”“一网通办”，法 治\u2028政　府。\n二、其他"
    assert cut(text, "一窗受理一网通办") == ["一窗受理”“一网通办"]
    assert cut(text, "一窗受理，一网通办") == ["一窗受理”“一网通办"]
    assert cut(text, "法治政府") == ["法 治\u2028政　府"]
    assert cut(text, "法治政府", match_punctuation=True) == []


def test_a_hit_does_not_reach_into_the_next_paragraph() -> None:
    assert spans("法治\n政府", "法治政府") == []


def test_punctuation_at_the_ends_counts() -> None:
    text = "一、总体。（一）一致"
    assert spans(text, "一、") == [Span(0, 2)]
    assert spans(text, "(一)") == [Span(5, 8)]
    assert len(spans(text, "一")) == 3
    assert spans(text, "，") == []


def test_a_figure_stays_one_figure() -> None:
    text = "2018-2020年共1,200件，1200人，达95.5%"
    assert spans(text, "82") == []
    assert cut(text, "1,200") == ["1,200", "1200"]
    assert cut(text, "1200") == ["1200"]
    assert spans(text, "955") == []


def test_initials_find_words_and_polyphones_both_ways() -> None:
    text = "推进法治政府建设，重点是重新考核。"
    assert cut(text, "fzzf") == ["法治政府"]
    assert cut(text, "zd") == ["重点"]
    assert cut(text, "cx") == ["重新"]
    assert cut(text, "FZZF") == ["法治政府"]
    assert cut("看ABC", "abc", match_case=True) == []
    assert cut(text, "jszd") == []
    assert cut(text, "fzzf", pinyin=False) == []
    assert cut(text, "f") == []


def test_initials_stay_within_a_run_of_han_characters() -> None:
    assert cut("依法，在执法中。法治政府", "fzzf") == ["法治政府"]
    assert cut("法治 政府", "fzzf") == []


def test_letters_that_stand_in_the_text_are_no_initials() -> None:
    assert cut("法治，fz", "fz") == ["fz"]


def test_whole_words_are_words_of_the_segmenter() -> None:
    text = "依法治理，法治政府建设，讲法治。"
    assert len(spans(text, "法治")) == 3
    assert spans(text, "法治", whole_words=True) == [Span(13, 15)]


def test_a_new_word_changes_what_is_whole() -> None:
    index = Index("沙澧河畔的先锋岗")
    whole = Options(whole_words=True)
    assert not index.find("澧河畔的先", whole)
    words.set_user_words(["澧河畔的先"])
    assert index.find("澧河畔的先", whole)
    words.set_user_words([])
    assert not index.find("澧河畔的先", whole)


def test_expressions_are_searched_paragraph_by_paragraph() -> None:
    text = "一、法治\n二、政府A1\n三、abc"
    assert cut(text, "^.、", regex=True) == ["一、", "二、", "三、"]
    assert cut(text, "a.", regex=True) == ["A1", "ab"]
    assert cut(text, "a.", regex=True, match_case=True) == ["ab"]
    assert cut(text, "x*", regex=True) == []


@pytest.mark.parametrize("wrong", ["(一", "[", "\\", "(?P<x", "*", "一" * 2000, "(?<=a*"])
def test_a_wrong_expression_is_a_sentence(wrong: str) -> None:
    with pytest.raises(UsageError, match="正则表达式"):
        Index("法治").find(wrong, Options(regex=True))


@pytest.mark.parametrize("endless", ["(?:(?:a|b|ab)*)*[cd]", "(?:a+b?)+[cd]", "(?:ab){e<=9}[cd]"])
def test_an_endless_expression_is_stopped(endless: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "PATIENCE", 0.2)
    with pytest.raises(UsageError, match="没有找完"):
        Index("ab" * 50_000).find(endless, Options(regex=True))


def test_nothing_is_found_for_nothing() -> None:
    assert list(find("法治", "")) == []
    assert list(find("", "法治")) == []


@given(st.integers(0, 40), st.integers(0, 40))
def test_hits_can_be_asked_for_by_place(start: int, length: int) -> None:
    text = "法治，政府法治\n法治。" * 4
    hits = find(text, "法治")
    window = Span(start, start + length)
    assert list(hits.within(window)) == [
        hit for hit in hits if hit.start < window.end and hit.end > window.start
    ]
    later = [index for index, hit in enumerate(hits) if hit.start >= start]
    assert hits.next_from(start) == (later[0] if later else 0)


def test_on_a_whole_report_it_finds_as_often_as_a_plain_search() -> None:
    text = seed().text
    for phrase in ("法治", "人大常委会", "市", "依法行政"):
        plain = [Span(*match.span()) for match in re.finditer(phrase, text)]
        assert [hit for hit in find(text, phrase) if len(hit) == len(phrase)] == plain
