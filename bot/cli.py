"""The command line: ``kaona``. Exit 0 well, 1 refused with one line on stderr, 2 wrong usage.

Commands import what they need when they run, so that ``kaona --help`` answers at once.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Any

import click

from bot.commands.agency.main import agency
from bot.commands.brief import brief
from bot.commands.database import db
from bot.commands.holiday import holiday
from bot.commands.invite import invite
from bot.commands.letters import letters
from bot.commands.line import line
from bot.commands.organization import organization
from bot.commands.person import person
from bot.commands.plan.main import plan
from bot.commands.plan.year import adopt, carry, paper
from bot.commands.processes import demo, scheduler, tick, web
from bot.commands.refused import explanation
from bot.commands.report.main import report
from bot.commands.score.main import score


class CommandLine(click.Group):
    """The group of all commands; turns what a person can mend into one line."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error that needs no engineer becomes a ClickException (exit 1)."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            raise  # the reader of our output went away: click knows what to do
        except Exception as error:
            text = explanation(error)
            if text is None:
                raise
            raise click.ClickException(text) from error


@click.group(cls=CommandLine, context_settings={"help_option_names": ["-h", "--help"]})
def program() -> None:
    """Kaona: officers of Thai public agencies report in LINE how their integrity plan is getting
    on.
    """


for command in (
    demo,
    web,
    scheduler,
    tick,
    db,
    plan,
    score,
    report,
    organization,
    agency,
    person,
    invite,
    holiday,
    line,
    letters,
    brief,
):
    program.add_command(command)

for command in (paper, carry, adopt):
    plan.add_command(command)


def main() -> None:
    """Run the command line of the console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(
                encoding="utf-8", errors="replace"
            )  # Thai text, whatever the terminal's locale says
    program()


if __name__ == "__main__":
    main()
