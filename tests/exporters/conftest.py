"""DOCX that these tests have written are looked at by the validators when they are through."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import pytest

from reviewer import exporters
from reviewer.model.digest import sha256

_SOURCE: Final = "of"
"""What stands before the name of an original, which is looked at for comparison."""

_AUDITED: Final = 5
"""openxml-audit takes a quarter of a second: it sees so many of the files of one test."""


@pytest.fixture(autouse=True, scope="session")
def every_docx_written_is_valid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Ours is clean; what was written onto an original has no fault that the original lacks."""
    ours, onto = (tmp_path_factory.mktemp(name) for name in ("ours", "onto"))
    write = exporters.write
    audited: dict[str, list[Path]] = {}

    @functools.wraps(write)
    def kept(export: exporters.Export, path: Path, *more: Any) -> None:
        write(export, path, *more)
        if path.suffix.lower() != ".docx" or export.templates is not None:
            return
        data = path.read_bytes()
        source = export.source_data or b""
        if not source.startswith(b"PK"):
            path = ours / f"{sha256(data)}.docx"
            path.write_bytes(data)
            test = os.environ.get("PYTEST_CURRENT_TEST", "")
            audited.setdefault(test, []).append(path)
            return
        original = sha256(source)
        (onto / f"{_SOURCE}{original}.docx").write_bytes(source)
        (onto / f"{sha256(data)}-{original}.docx").write_bytes(data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exporters, "write", kept)
        yield
    if any(ours.iterdir()):
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            some = {path for paths in audited.values() for path in paths[:_AUDITED]}
            assert [said for said in pool.map(_audited, sorted(some)) if said] == []
        assert _faults(ours) == {}
    if any(onto.iterdir()):
        faults = _faults(onto)
        for name, codes in faults.items():
            if not name.startswith(_SOURCE):
                original = _SOURCE + name.partition("-")[2]
                assert codes <= faults.get(original, set()), f"{name}: {codes}"


def _audited(path: Path) -> str:
    """What openxml-audit finds wrong with a file; of many at once it takes parts of one for another's."""
    (said,) = _said("openxml-audit", "-q", "-o", "json", str(path))
    return "" if said["valid"] else f"{path}: {said['errors']}"


def _faults(folder: Path) -> dict[str, set[str]]:
    """The codes of what ooxml-integrity finds wrong, by the names of files."""
    files = map(str, sorted(folder.iterdir()))
    found: dict[str, set[str]] = defaultdict(set)
    for file in _said("ooxml-integrity", "check", "--json", *files)["files"]:
        for finding in file["findings"]:
            if finding["severity"] == "error":
                found[Path(file["path"]).name].add(finding["code"])
    return found


def _said(tool: str, *arguments: str) -> Any:
    command = str(Path(sys.executable).with_name(tool))
    done = subprocess.run([command, *arguments], capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)
