"""The code keeps its shape: small modules, small classes, a core without Qt."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "reviewer").rglob("*.py"))
CORE = ("model", "language", "importers", "exporters", "store", "formats", "cli")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_stays_under_500_lines_and_a_class_under_26_methods(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 500
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            methods = [n for n in node.body if isinstance(n, ast.FunctionDef)]
            assert len(methods) <= 25, node.name


def test_the_core_never_imports_qt() -> None:
    code = (
        "import importlib, pkgutil, sys, reviewer\n"
        f"for room in {CORE!r}:\n"
        "    package = importlib.import_module('reviewer.' + room)\n"
        "    for found in pkgutil.walk_packages(getattr(package, '__path__', ()), package.__name__ + '.'):\n"
        "        importlib.import_module(found.name)\n"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        path for path in MODULES if ast.get_docstring(ast.parse(path.read_text("utf-8"))) is None
    ]
    assert silent == []
