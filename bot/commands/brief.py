"""``kaona brief``: a month on one page for the executive."""

from datetime import date, datetime
from pathlib import Path

import click

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.files import FILE, check_target, write_made
from bot.commands.parameters import MonthParameter, moment_option, organization_option
from bot.commands.refused import CommandRefused
from papers.brief import NoRound, compose_brief
from papers.print.rendering import run_worker


@click.command("brief")
@click.argument("file", type=FILE, metavar="OUT.{pdf,png}")
@organization_option
@click.option("--month", type=MonthParameter(), required=True, help="The month: 2026-11.")
@moment_option
def brief(file: Path, slug: str, month: date, now: datetime) -> None:
    """Write the month's brief as PDF, or as PNG of at most 1 MB for LINE."""
    check_target(file, ".pdf", ".png")
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        try:
            paper = compose_brief(session, owner, month, now)
        except NoRound as error:
            raise CommandRefused(str(error)) from None
    kind = file.suffix.lower().removeprefix(".")
    write_made(file, lambda: run_worker("papers.brief_page", [kind], paper.to_json()))
