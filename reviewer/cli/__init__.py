"""The same without a window: one command a line of the table in the README.

Results go to stdout; errors and usage errors are one Chinese sentence on stderr. Exit code 0 is
done (orphans, duplicates and no hits included: they are reported), 2 bad use or bad input. Each
module has a group of commands.
"""

from __future__ import annotations

import sys
from typing import Final

import typer
import typer.core

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
_Group: Final = typer.core.TyperGroup

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
    parameter = getattr(error, "param", None)
    name = getattr(error, "option_name", "") or _shown(parameter)
    if kind == "NoSuchOption":
        wrong = f"没有选项“{name}”"
    elif kind == "MissingParameter":
        wrong = f"缺少参数“{name}”"
    elif kind == "BadOptionUsage":
        wrong = f"选项“{name}”后面缺少内容"
    elif kind == "BadParameter":
        wrong = f"“{name}”的内容不对{_wanted(getattr(parameter, 'type', None))}"
    elif isinstance(getattr(getattr(error, "ctx", None), "command", None), _Group):
        wrong = "没有这个命令"
    else:
        wrong = "参数写多了"
    return f"{wrong}，请用 reviewer --help 查看用法。"


def _shown(parameter: object) -> str:
    """Return a parameter as the person writes it: its option, or what the help calls it."""
    if getattr(parameter, "param_type_name", "") == "option":
        return str(getattr(parameter, "opts", [""])[0])
    return str(getattr(parameter, "metavar", None) or getattr(parameter, "name", ""))


def _wanted(kind: object) -> str:
    """Return what would have been right, where the kind of a parameter says so."""
    choices = [str(getattr(each, "value", each)) for each in getattr(kind, "choices", ())]
    if choices:
        return f"（可以是 {'、'.join(choices)}）"
    least = getattr(kind, "min", None)
    if least is not None:
        return f"（要写 {least} 以上的整数）"
    return ""


def _fail(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 2
