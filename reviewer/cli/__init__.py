"""The same without a window: one command a line of the table in the README.

Results go to stdout; errors and usage errors are one Chinese sentence on stderr. Exit code 0 is
done (orphans, duplicates and no hits included: they are reported), 2 bad use or bad input. Each
module has a group of commands.
"""

from __future__ import annotations

import sys
from typing import Final

import typer

from reviewer import __version__
from reviewer.cli import export, reports, reviews, terms
from reviewer.cli.printing import say
from reviewer.errors import ReviewerError

application: Final = typer.Typer(
    name="reviewer",
    help="审阅：打开公文报告，逐节批注，导出 DOCX 或 PDF。不带命令时打开窗口。",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for group in (reports, terms, reviews, export):
    application.add_typer(group.commands)


def main(argv: list[str]) -> int:  # noqa: PLR0911
    """Run one command and return its exit code; nothing but our own faults raises."""
    if argv[:1] == ["--version"]:
        say(f"reviewer {__version__}")
        return 0
    command = typer.main.get_command(application)
    try:
        left = command.main(args=argv, prog_name="reviewer", standalone_mode=False)
    except ReviewerError as error:
        return _fail(str(error))
    except typer.Exit as leaving:
        return leaving.exit_code
    except typer.Abort:
        return _fail("已取消。")
    except BrokenPipeError:
        # -- the reader of our output has gone (reviewer text … | head): nothing is wrong
        sys.stdout = None
        return 0
    except Exception as error:
        # -- typer carries its own copy of click, whose usage errors have no common public name
        if not hasattr(error, "format_message"):
            raise
        return _fail(_usage_sentence(error))
    # -- what a command leaves with (typer.Exit) comes back as a number
    return left if isinstance(left, int) else 0


def _usage_sentence(error: Exception) -> str:
    kind = type(error).__name__
    hint = "请用 reviewer --help 查看用法。"
    name = getattr(error, "option_name", "") or getattr(getattr(error, "param", None), "name", "")
    if kind == "NoSuchOption":
        return f"没有选项“{name}”，{hint}"
    if kind == "MissingParameter":
        return f"缺少参数“{name}”，{hint}"
    return f"命令用法不对（{error.format_message()}），{hint}"  # type: ignore[attr-defined]


def _fail(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 2
