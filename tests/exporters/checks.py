"""Other people's programs that say whether a file is right."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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
