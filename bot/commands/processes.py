"""The commands that run the program itself: its processes, the demo, the calendar's tick."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module

import click

from bot.commands.access import opened, read_settings
from bot.commands.parameters import MomentParameter


@click.command("web")
def web() -> None:
    """Serve LINE's webhook and the pages (a process of the Procfile)."""
    from bot.web_process import run

    run(read_settings())


@click.command("scheduler")
def scheduler() -> None:
    """Do what the calendar has due, minute by minute (a process of the Procfile)."""
    from bot.scheduler_process import run

    run(read_settings())


@click.command("demo")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8080,
    show_default=True,
    help="Where the browser finds it.",
)
def demo(port: int) -> None:
    """Show everything on this machine, with a stand-in for LINE in the browser."""
    # By name: the demo stands above this room and knows the stand-in, which nothing here may.
    import_module("demo.run").run(port)


@click.command("tick")
@click.option(
    "--now",
    type=MomentParameter(),
    help="Instead of the present moment; without a time zone it is Bangkok time.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as one JSON object.")
def tick(now: datetime | None, as_json: bool) -> None:
    """Do everything the calendar has due by that moment, send it, and print what was done."""
    from bot.tick import tick_command

    settings = read_settings()
    with opened(settings):  # refused here in one line when migrations are missing
        tick_command(settings, now, as_json)
