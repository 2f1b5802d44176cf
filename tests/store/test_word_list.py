"""The user's words are kept, whoever else writes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reviewer.errors import ReviewerError, StorageFailed
from reviewer.store.word_list import WordList, user_folder


def test_words_are_added_and_taken_away(tmp_path: Path) -> None:
    kept = WordList(tmp_path / "new")
    assert kept.words() == []
    for word in ("沙澧先锋岗", "一线工作法", "沙澧先锋岗"):
        kept.add(word)
    assert kept.words() == ["一线工作法", "沙澧先锋岗"]
    kept.remove("一线工作法")
    assert WordList(tmp_path / "new").words() == ["沙澧先锋岗"]
    kept.add("一线工作法")
    assert kept.words() == ["沙澧先锋岗", "一线工作法"]


def test_what_is_no_word_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(ReviewerError, match="不能加入词典"):
        WordList(tmp_path).add("法治，政府")
    assert WordList(tmp_path).words() == []


def test_a_file_edited_by_hand_is_read_as_far_as_it_makes_sense(tmp_path: Path) -> None:
    kept = WordList(tmp_path)
    kept.path.write_bytes("\ufeff先锋岗\r\n法\n-没有过\n\n工作法".encode() + b"\xff\xfe")
    assert kept.words()[0] == "先锋岗"
    kept.add("河长制")
    assert kept.words()[-1] == "河长制"


def test_several_processes_lose_no_word(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from reviewer.store.word_list import WordList\n"
        "kept = WordList(pathlib.Path(sys.argv[1]))\n"
        "for number in range(200): kept.add(f'词语{sys.argv[2]}之{number}')"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), str(at)]) for at in range(3)
    ]
    assert [each.wait() for each in running] == [0, 0, 0]
    assert len(WordList(tmp_path).words()) == 600


def test_a_folder_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFailed, match="写不进去"):
        WordList(tmp_path / "file").add("先锋岗")


def test_the_commands_look_where_the_window_keeps_its_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reviewer.ui.settings import data_folder

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert user_folder() == data_folder()
