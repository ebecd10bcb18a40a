"""``kaona brief``: a month on one page for the executive."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.parameters import MonthParameter, now_option, organization_option
from bot.commands.refused import CommandRefused

KINDS = ("pdf", "png")


@click.command("brief")
@click.argument("file", type=click.Path(path_type=Path), metavar="OUT.{pdf,png}")
@organization_option
@click.option("--month", type=MonthParameter(), required=True, help="The month: 2026-11.")
@now_option
def brief(file: Path, slug: str, month: date, now: datetime) -> None:
    """Write the month's brief as PDF, or as PNG of at most 1 MB for LINE."""
    from papers.brief import NoRound, compose_brief
    from papers.print.rendering import CannotRender, run_worker

    kind = file.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        raise click.UsageError("the file's name must end in .pdf or .png")
    if not file.parent.is_dir():
        raise CommandRefused(f"there is no folder {file.parent}")
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        try:
            paper = compose_brief(session, owner, month, now)
        except NoRound as error:
            raise CommandRefused(str(error)) from None
    try:
        made = run_worker("papers.brief_page", [kind], paper.to_json())
    except CannotRender as failed:
        raise CommandRefused(f"the brief could not be made: {failed}") from failed
    file.write_bytes(made)
    click.echo(f"Wrote {file} ({len(made):,} bytes)")
