"""Arguments that many commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ReportArgument = Annotated[
    Path, typer.Argument(metavar="报告", help="报告文件", show_default=False)
]
"""A report to read."""

ReviewArgument = Annotated[
    Path, typer.Argument(metavar="审阅文件", help="审阅文件（.review）", show_default=False)
]
"""A review file to open."""

JsonOption = Annotated[bool, typer.Option("--json", help="以 JSON 输出")]
"""Whether the result is printed as JSON, whose keys stay."""
