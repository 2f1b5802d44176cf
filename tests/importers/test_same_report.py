"""One report in every format that offices use, as LibreOffice writes it: same text, same tree."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx as python_docx
import pytest

from reviewer import importers
from reviewer.model.document import Document
from tests.exporters.checks import needs_office
from tests.helpers import SAMPLES, tree

REPORTS = sorted(path for path in SAMPLES.glob("*.txt") if path.stat().st_size < 100_000)
CONVERTED = REPORTS if os.environ.get("EVERY_REPORT") else REPORTS[:: len(REPORTS) - 1]
"""LibreOffice takes its time: only two of them, unless all are asked for (`make fuzz`)."""
KINDS = {
    "docx": "docx:MS Word 2007 XML",
    "odt": "odt",
    "rtf": "rtf",
    "doc": "doc:MS Word 97",
    "html": "html:HTML (StarWriter)",
    "txt": "txt:Text (encoded):UTF8",
}
"""How LibreOffice calls its filters."""
ENCODINGS = ("utf-8", "gb18030", "utf-16", "utf-16-be")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Where the reports are in a format: one run of LibreOffice makes all files of one kind."""
    folder = tmp_path_factory.mktemp("same")
    originals = []
    for path in CONVERTED:
        made = python_docx.Document()
        for line in importers.read(path).document.text.split("\n"):
            made.add_paragraph(line)
        originals.append(folder / f"{path.stem}.docx")
        made.save(str(originals[-1]))

    @cache
    def convert(kind: str) -> Path:
        out = folder / kind
        command = ["soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless"]
        subprocess.run(
            [*command, "--convert-to", KINDS[kind], "--outdir", str(out), *map(str, originals)],
            check=True,
            capture_output=True,
            timeout=170,
        )
        return out

    return convert


def shown(document: Document) -> str:
    return "".join(document.text.split())


@needs_office
@pytest.mark.parametrize("kind", KINDS)
def test_a_report_is_the_same_in_every_format(kind: str, made: Callable[[str], Path]) -> None:
    for path in CONVERTED:
        plain = importers.read(path).document
        found = importers.read(made(kind) / f"{path.stem}.{kind}").document
        assert shown(found) == shown(plain), path.stem
        assert tree(found) == tree(plain), path.stem


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_is_the_same_in_every_encoding(path: Path, encoding: str) -> None:
    plain = importers.read(path).document
    found = importers.read_bytes("报告.txt", plain.text.encode(encoding)).document
    assert found.text == plain.text
    assert tree(found) == tree(plain)
