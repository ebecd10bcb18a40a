"""The commands that do what the calendar has due: the scheduler process, and one tick by hand."""

from datetime import datetime

import click

from bot.commands.access import opened, read_settings
from bot.commands.parameters import MomentParameter
from bot.scheduler_process import run
from bot.tick import tick_command


@click.command("scheduler")
def scheduler() -> None:
    """Do what the calendar has due, minute by minute (a process of the Procfile)."""
    run(read_settings())


@click.command("tick")
@click.option(
    "--now",
    type=MomentParameter(),
    help="Instead of the present moment; without a time zone it is Bangkok time.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as one JSON object.")
def tick(now: datetime | None, as_json: bool) -> None:
    """Do everything the calendar has due by that moment, send it, and print what was done."""
    settings = read_settings()
    with opened(settings):  # refused here in one line when migrations are missing
        tick_command(settings, now, as_json)
