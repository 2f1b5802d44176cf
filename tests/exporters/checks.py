"""Other people's programs that say whether a file is right."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from reviewer.formats.ooxml import W14 as _W14
from reviewer.formats.ooxml import W15 as _W15
from reviewer.formats.ooxml import W as _W

_STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_EXTENDED: Final = "word/commentsExtended.xml"

needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


def validate(path: Path, tool: str) -> None:
    """Let openxml-audit or ooxml-integrity look at a DOCX."""
    command = str(Path(sys.executable).with_name(tool))
    arguments = (
        ["-o", "json", str(path)] if tool == "openxml-audit" else ["check", "--json", str(path)]
    )
    done = subprocess.run([command, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    json.loads(done.stdout)


def through_office(path: Path, kind: str, folder: Path) -> Path:
    """Let LibreOffice save a file as another kind ("pdf", "docx", "csv:…") in a folder."""
    command = ["soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", kind, "--outdir", str(folder), str(path)],
        check=True,
        capture_output=True,
        timeout=150,
    )
    return folder / f"{path.stem}.{kind.split(':', maxsplit=1)[0]}"


def agree(path: Path) -> None:
    """Check of a DOCX's comments what neither validator looks at: threads, ranges, paragraphs."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        if "word/comments.xml" not in names:
            return
        body, comments = (_root(archive, name) for name in ("document", "comments"))
        entries = list(_root(archive, "commentsExtended")) if _EXTENDED in names else []
    last = {c.get(_W + "id"): [p.get(_W14 + "paraId") for p in c.iter(_W + "p")] for c in comments}
    assert all(last.values()), "a comment without a paragraph"
    ids = {paragraphs[-1] for paragraphs in last.values()}
    parents = {e.get(_W15 + "paraId"): e.get(_W15 + "paraIdParent") for e in entries}
    assert set(parents) <= ids, "an entry of no comment"
    for parent in filter(None, parents.values()):
        assert parent in parents, "an answer to nothing"
        assert parents[parent] is None, "an answer to an answer"
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        found = [mark.get(_W + "id") for mark in body.iter(_W + name)]
        assert sorted(found) == sorted(last), f"{name}: not one for each comment"


def _root(archive: zipfile.ZipFile, name: str) -> etree._Element:
    data = archive.read(f"word/{name}.xml")
    return etree.fromstring(data.replace(_STRICT.encode(), _W[1:-1].encode()))
