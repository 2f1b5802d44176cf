"""The command line: the whole job without a window, and a sentence for every fault."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from reviewer import cli
from reviewer.__main__ import COMMANDS
from reviewer.store.word_list import WordList, user_folder
from tests.helpers import DEMO, SEED, seed


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = cli.main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


@pytest.fixture
def review(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "a.review"
    assert run(capsys, "new", SEED, "-o", path, "--author", "审阅人甲")[0] == 0
    return path


def test_the_text_is_printed_exactly(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "text", SEED)
    assert (code, out) == (0, seed().text + "\n")


def test_the_outline_cuts_the_text_exactly(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "outline", SEED, "--json")
    assert code == 0
    text = seed().text
    for section in json.loads(out):
        assert text[section["start"] : section["end"]].startswith(
            section["number"] + section["title"]
        )
    assert len(json.loads(out)) == 3


def twenty() -> list[dict[str, Any]]:
    """Overlapping ones, one across two paragraphs, one on a section, rare characters, one lost."""
    text = seed().text
    first = text.index("依法行政")
    items: list[dict[str, Any]] = []
    for number in range(20):
        start = first + 3 * number
        items.append(
            {
                "id": f"urn:test:{number}",
                "motivation": ["highlighting", "commenting", "questioning"][number % 3],
                "body": {"type": "TextualBody", "value": f"意见{number}𠮷䶮"},
                "target": {
                    "selector": [
                        {"type": "TextQuoteSelector", "exact": text[start : start + 9]},
                        {"type": "TextPositionSelector", "start": start, "end": start + 9},
                    ]
                },
            }
        )
    items[3]["target"] = {
        "selector": {"type": "TextQuoteSelector", "exact": "作出了积极贡献。\n(一)市委对"}
    }
    items[4]["target"] = {"selector": {"type": "TextQuoteSelector", "exact": "二、存在困难和问题"}}
    items[4]["review:scope"] = "section"
    items[5]["target"] = {"selector": {"type": "TextQuoteSelector", "exact": "并不存在的一句话"}}
    return items


def test_twenty_annotations_are_listed_one_of_them_an_orphan_and_again_adds_nothing(
    review: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "a.jsonld"
    source.write_text(json.dumps(twenty(), ensure_ascii=False), "utf-8")
    assert run(capsys, "annotate", review, "--from", source)[0] == 0
    listed = json.loads(run(capsys, "list", review, "--json")[1])
    assert len(listed) == 20
    assert sum(entry["orphan"] for entry in listed) == 1
    assert all("𠮷䶮" in entry["body"] for entry in listed)
    across = next(entry for entry in listed if "\n" in entry["quote"])
    assert seed().text[across["start"] : across["end"]] == across["quote"]
    code, out, _ = run(capsys, "annotate", review, "--from", source, "--json")
    assert (code, json.loads(out)["duplicates"]) == (0, 20)
    assert len(json.loads(run(capsys, "list", review, "--json")[1])) == 20


def test_a_query_narrows_the_list(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "annotate", review, "--from", DEMO)
    listed = json.loads(run(capsys, "list", review, "类别:问题", "--json")[1])
    assert [entry["category"] for entry in listed] == ["问题"]
    assert listed[0]["replies"][0]["body"].startswith("同意")
    code, out, _ = run(capsys, "list", review)
    assert (code, "共 13 条。" in out) == (0, True)


def test_tables_and_other_formats_are_exported_on_demand(
    review: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "annotate", review, "--from", DEMO)
    table = tmp_path / "table.csv"
    options = ("--kind", "opinions", "--columns", "序号，原文内容", "--group", "section")
    assert run(capsys, "export", review, "-o", table, *options)[0] == 0
    assert table.read_text("utf-8-sig").startswith("分组,序号,原文内容\n")
    code, _, said = run(capsys, "export", review, "-o", tmp_path / "x.csv", "--columns", "页码")
    assert (code, "没有“页码”这一栏" in said) == (2, True)


def test_several_reviews_are_exported_into_a_folder(
    review: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    code, _, said = run(capsys, "export", review, review, "-o", folder, "--format", "md")
    assert (code, "文件夹" in said) == (2, True)
    folder.mkdir()
    assert run(capsys, "export", review, review, "-o", folder, "--format", "md")[0] == 0
    stem = review.stem
    assert {path.name for path in folder.iterdir()} == {f"{stem}.md", f"{stem}（2）.md"}


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_an_export_is_written_and_never_over_another_file(
    suffix: str, review: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "annotate", review, "--from", DEMO)
    out = tmp_path / f"out.{suffix}"
    assert run(capsys, "export", review, "-o", out)[0] == 0
    assert out.stat().st_size > 10_000
    code, _, said = run(capsys, "export", review, "-o", out)
    assert (code, "已经存在" in said) == (2, True)
    assert run(capsys, "export", review, "-o", out, "--force", "--query", "类别:问题")[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["outline"],
        ["outline", "不存在.txt"],
        ["outline", "."],
        ["list", "不存在.review"],
        ["list", str(SEED)],
        ["annotate", "x.review"],
        ["annotate", "x.review", "--from", "无.jsonld"],
        ["export", "x.review", "-o", "out.docx"],
        ["outline", str(SEED), "--klingon"],
        ["frobnicate"],
    ],
)
def test_a_fault_is_one_chinese_sentence_and_exit_code_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, said = run(capsys, *arguments)
    assert code == 2
    assert out == ""
    assert len(said.splitlines()) == 1
    assert "。" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["keywords", SEED, "-n", "0"], "“-n”的内容不对（要写 1 以上的整数）"),
        (["keywords", SEED, "-n", "多"], "“-n”的内容不对"),
        (["keywords", SEED, "-n"], "选项“-n”后面缺少内容"),
        (["check", SEED, "多余的"], "参数写多了"),
        (
            ["export", "x.review", "-o", "x.pdf", "--layout", "竖排"],
            "automatic、original、official",
        ),
        (["new", SEED], "缺少参数“-o”"),
        (["outline"], "缺少参数“报告”"),
        (["search", SEED, " "], "没有写要找的词句"),
        (["new", SEED, "-o", "x.txt"], "以 .review 结尾"),
        (["frobnicate"], "没有这个命令"),
    ],
)
def test_what_is_wrong_with_the_use_is_said_in_chinese(
    arguments: list[object], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, said = run(capsys, *arguments)
    assert code == 2
    assert words in said
    assert not re.search("[a-z]{3,} [a-z]{2,}", said.replace("reviewer --help", ""))


def test_why_a_file_cannot_be_written_is_said_in_chinese(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, said = run(capsys, "export", review, "-o", review.parent / "没有" / "x.md")
    assert (code, "（文件夹或文件不存在）" in said) == (2, True)


def test_without_a_screen_the_window_says_so() -> None:
    bare = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    done = subprocess.run(
        [sys.executable, "-m", "reviewer", SEED],
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )
    if sys.platform == "linux":
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
        assert "没有图形界面" in done.stderr


def test_an_existing_review_is_not_overwritten(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = review.read_bytes()
    code, _, said = run(capsys, "new", SEED, "-o", review)
    assert (code, "已经存在" in said) == (2, True)
    assert review.read_bytes() == before


def test_every_command_is_known_at_the_door() -> None:
    assert set(typer.main.get_group(cli.application).commands) == COMMANDS


def test_it_runs_as_a_program_with_version_and_help() -> None:
    for flag in ("--version", "--help"):
        done = subprocess.run(
            [sys.executable, "-m", "reviewer", flag], capture_output=True, text=True, check=True
        )
        assert "eviewer" in done.stdout


def test_findings_are_printed_like_a_compilers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "报告.txt"
    report.write_text("关于工作的报告\n\n  市政府：\n\n  其它部门要配合。\n", encoding="utf-8")
    code, out, _ = run(capsys, "check", report, "--select", "CY")
    assert code == 1
    assert out == f"{report}:5:3 CY-02 公文里用“其他”（建议改为“其他”）\n"
    assert run(capsys, "check", report, "--select", "CY", "--ignore", "CY-02")[:2] == (0, "")
    assert run(capsys, "check", report, "--select", "没有")[0] == 2
    assert run(capsys, "check", tmp_path / "没有.txt")[0] == 2


def test_findings_facts_and_links_are_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", SEED, "--json")
    found = json.loads(out)
    keys = ["code", "severity", "start", "end", "message", "suggestion"]
    assert code == 1
    assert all(list(finding) == keys for finding in found)
    code, out, _ = run(capsys, "facts", SEED, "--json")
    assert code == 0
    assert {"figures", "bodies", "policy_phrases", "documents", "commitments"} == set(
        json.loads(out)
    )
    code, out, _ = run(capsys, "links", SEED, "--json")
    assert (code, len(json.loads(out))) == (0, 3)
    assert "市人大常委会" in run(capsys, "facts", SEED)[1]
    assert "→ (一)加强党的领导" in run(capsys, "links", SEED)[1]


def test_hits_have_true_offsets_sections_and_context(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "search", SEED, "fzzf", "--json")
    hits = json.loads(out)
    assert code == 0
    assert hits
    for hit in hits:
        assert seed().text[hit["start"] : hit["end"]] == hit["text"]
        assert hit["text"] in hit["context"]
    assert any(hit["section"] and hit["text"] == "法治政府" for hit in hits)
    assert run(capsys, "search", SEED, "并不存在的词句", "--json")[:2] == (0, "[]\n")
    assert run(capsys, "search", SEED, "(", "--regex")[0] == 2


def test_keywords_are_printed_for_the_whole_and_by_section(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = run(capsys, "keywords", SEED, "--json", "-n", 5)
    found = json.loads(out)
    assert (code, len(found), found[0]["word"]) == (0, 5, "法治政府建设")
    first = found[0]["first"]
    assert seed().text[first["start"] : first["end"]] == "法治政府建设"
    sections = json.loads(run(capsys, "keywords", SEED, "--json", "--by-section", "-n", 3)[1])
    assert [each["number"] for each in sections][:2] == ["一、", "(一)"]
    assert all(len(each["keywords"]) == 3 for each in sections)
    assert run(capsys, "keywords", SEED, "-n", 1)[1].startswith("法治政府建设\t1.000\t")
    assert run(capsys, "keywords", SEED, "-n", 0)[0] == 2


def test_commands_know_the_words_of_the_user(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    report = tmp_path / "报告.txt"
    report.write_text("沙澧先锋岗起步早。\n沙澧先锋岗人数多。", encoding="utf-8")
    search = ("search", report, "沙澧先锋岗", "--whole-words", "--json")
    WordList(user_folder()).add("沙澧先锋岗")
    assert "沙澧先锋岗" in run(capsys, "keywords", report)[1]
    assert len(json.loads(run(capsys, *search)[1])) == 2
    WordList(user_folder()).remove("沙澧先锋岗")
    assert "沙澧先锋岗" not in run(capsys, "keywords", report)[1]
