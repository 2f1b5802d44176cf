"""Where a review lives."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer import importers, resources
from reviewer.model.change import Stamp
from reviewer.store import ReviewFile, places
from reviewer.store.places import Reason, existing_review, location_for
from tests.helpers import SEED

NOWHERE = (Path("/nowhere"),)


def test_a_review_lies_beside_its_report(tmp_path: Path) -> None:
    location = location_for(tmp_path / "报告.txt", tmp_path / "mine", NOWHERE)
    assert location == places.Location(tmp_path / "报告.review", Reason.BESIDE)


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    (tmp_path / "报告.review").touch()
    assert location_for(tmp_path / "报告.txt", tmp_path, NOWHERE).path.name == "报告 (2).review"


def test_a_folder_that_cannot_be_written_sends_it_to_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "is_writable", lambda _folder: False)
    location = location_for(tmp_path / "报告.txt", tmp_path / "mine", NOWHERE)
    assert location == places.Location(tmp_path / "mine" / "报告.review", Reason.READ_ONLY)


def test_an_installed_programs_own_folder_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "_INSTALLED", tmp_path)
    location = location_for(tmp_path / "seeds" / "报告.txt", tmp_path / "mine", NOWHERE)
    assert location.reason is Reason.READ_ONLY


def test_a_temporary_folder_does_not_keep_reviews(tmp_path: Path) -> None:
    location = location_for(tmp_path / "报告.txt", tmp_path / "mine", (tmp_path,))
    assert location.reason is Reason.TEMPORARY


def test_the_same_bytes_find_their_review_again_under_any_name(tmp_path: Path) -> None:
    imported = importers.read(SEED)
    sha256 = imported.document.source.sha256
    mine = tmp_path / "mine"
    mine.mkdir()
    report = tmp_path / "改了名.txt"
    assert existing_review(report, sha256, mine) is None
    review = mine / "别的.review"
    ReviewFile.create(review, imported, (), Stamp(1, "p1"))
    (tmp_path / "坏的.review").write_bytes(b"SQLite format 3\0")
    assert existing_review(report, sha256, mine) == review
    assert existing_review(report, "0" * 64, mine) is None
