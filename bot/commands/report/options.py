"""What the commands of ``kaona report`` have in common: choices, options, and a group that makes
the paper unless told otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from bot.commands.parameters import FiscalYear, Name

KINDS = ("docx", "pdf", "xlsx", "html")
"""``papers.print.rendering.FileKind``, and below ``papers.result.layout`` and
``papers.result.checking``, written out so that --help loads no library.
"""
COLUMNS = ("six", "four", "followup")
DIGITS = ("auto", "arabic", "thai")
AGENCIES = ("auto", "each", "rolled_up")
LET_STAND = (
    "missing_measure",
    "empty_cell",
    "filler",
    "not_shown",
    "returned",
    "waiting",
    "changed",
    "dead_link",
    "personal_data",
)


class ReportGroup(click.Group):
    """``kaona report OUT.docx`` makes the paper; a first word that names a command runs that
    instead.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command before arguments that begin with no command's name."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["make", *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show both ways."""
        formatter.write_usage(
            ctx.command_path, "OUT.{docx,pdf,xlsx,html} [OPTIONS] | COMMAND [ARGS]..."
        )


def year_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--fiscal-year``, without which a report is none."""
    return click.option(
        "--fiscal-year", type=FiscalYear(), required=True, help="Buddhist era: 2570 or 70."
    )(command)


def form_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that change the form of the paper."""
    for option in (
        click.option(
            "--agencies", type=click.Choice(AGENCIES), help="Tell agencies one by one or rolled up."
        ),
        click.option("--digits", type=click.Choice(DIGITS), help="Digits of the whole paper."),
        click.option("--columns", type=click.Choice(COLUMNS), help="Columns of the table."),
    ):
        command = option(command)
    return command


by_option = click.option("--by", type=Name(200), help="Who does it; kept in the history.")
links_option = click.option(
    "--no-links", is_flag=True, help="Do not ask over the network whether links open."
)
