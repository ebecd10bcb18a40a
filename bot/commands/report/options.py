"""The options that commands of ``kaona report`` have in common."""

from collections.abc import Callable
from typing import Any

import click

from bot.commands.parameters import FiscalYear, MonthParameter, Name, choice_of
from papers.drawn.telling import Telling
from papers.result.layout import ColumnSet, Digits


def year_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--fiscal-year``, without which a report is none."""
    return click.option(
        "--fiscal-year", type=FiscalYear(), required=True, help="Buddhist era: 2570 or 70."
    )(command)


def form_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that change the form of the paper."""
    for option in (
        click.option(
            "--agencies", type=choice_of(Telling), help="Tell agencies one by one or rolled up."
        ),
        click.option("--digits", type=choice_of(Digits), help="Digits of the whole paper."),
        click.option("--columns", type=choice_of(ColumnSet), help="Columns of the table."),
    ):
        command = option(command)
    return command


until_option = click.option(
    "--until",
    type=MonthParameter(),
    help="The interim paper of the rounds up to this month (2027-03: six months); never published.",
)
by_option = click.option("--by", type=Name(200), help="Who does it; kept in the history.")
links_option = click.option(
    "--no-links", is_flag=True, help="Do not ask over the network whether links open."
)
