"""``kaona plan``: read a document, store it, write the workbook to fill in."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.parameters import fiscal_year_option, now_option, organization_option
from bot.commands.refused import CommandRefused
from bot.commands.score.parameters import by_option, entered_by

if TYPE_CHECKING:
    from plans.document import PlanDocument

FILE = click.Path(path_type=Path)


@click.group("plan")
def plan() -> None:
    """Read and import plans."""


@plan.command("read")
@click.argument("file", type=FILE)
@fiscal_year_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def read(file: Path, fiscal_year: int | None, as_json: bool) -> None:
    """Read a document, change nothing, and print what was understood."""
    from bot.commands.plan.text import document_lines

    document = _read(file, fiscal_year)
    if as_json:
        click.echo(json.dumps(document.to_json(), ensure_ascii=False, indent=2))
        return
    for line in document_lines(document):
        click.echo(line)


@plan.command("import")
@click.argument("file", type=FILE)
@organization_option
@fiscal_year_option
@click.option(
    "--replace", is_flag=True, help="Change measures that have reports too; the reports are kept."
)
@by_option
@click.option(
    "--preview", is_flag=True, help="Show what would change and what is unsure; store nothing."
)
@click.option("--yes", is_flag=True, help="Do not ask. Without a terminal nothing is asked anyway.")
@now_option
def import_(
    file: Path,
    slug: str,
    fiscal_year: int | None,
    replace: bool,
    name: str | None,
    preview: bool,
    yes: bool,
    now: datetime,
) -> None:
    """Read a document and store it; print the difference to what was stored before, and what is
    unsure.

    On a terminal it is shown first and stored when you agree.
    """
    from bot.commands.plan.text import difference_lines, doubt_lines, next_step_lines, owner_lines
    from plans.files.opening import shown_name
    from plans.storing.confirmation import find_doubts, preview_import
    from plans.storing.store import NeedsReplace, import_plan

    document = _read(file, fiscal_year)
    asks = not yes and sys.stdin.isatty() and sys.stdout.isatty()
    with opened(read_settings()) as database:
        try:
            if preview or asks:
                with database.begin() as session:
                    owner = find_organization(session, slug)
                    shown = preview_import(session, owner, document, replace=replace)
                    lines = [
                        *difference_lines(shown.difference),
                        *owner_lines(document, owner.name),
                    ]
                for line in [*lines, *doubt_lines(shown.doubts)]:
                    click.echo(line)
                if preview or not click.confirm(f"Store this plan for {slug}?"):
                    click.echo("Nothing was stored.")
                    return
            with database.begin() as session:
                owner = find_organization(session, slug)
                doubts = find_doubts(session, owner, document)
                source = shown_name(file)
                result = import_plan(
                    session,
                    owner,
                    document,
                    now=now,
                    replace=replace,
                    source_name=source,
                    by=entered_by(name),
                )
        except NeedsReplace as refused:
            for line in difference_lines(refused.difference):
                click.echo(line)
            raise
    lines = (
        []
        if asks
        else [
            *difference_lines(result.difference),
            *owner_lines(document, owner.name),
            *doubt_lines(doubts),
        ]
    )
    for line in [*lines, *next_step_lines(result, slug)]:
        click.echo(line)


@plan.command("template")
@click.argument("file", type=FILE, metavar="OUT.xlsx")
def template(file: Path) -> None:
    """Write the workbook to fill in; `kaona plan import` reads it back."""
    from plans.workbooks.template import write_template

    if file.suffix.lower() != ".xlsx":
        raise click.UsageError("the workbook's name must end in .xlsx")
    if file.exists():
        raise CommandRefused(
            f"{file} is there already: choose another name, so that nothing filled in is lost"
        )
    if not file.absolute().parent.is_dir():
        raise CommandRefused(f"there is no folder {file.parent}")
    write_template(file)
    click.echo(f"Wrote {file}")


def _read(file: Path, fiscal_year: int | None) -> PlanDocument:
    from plans.reading.read_plan import read_plan

    if not file.exists():
        raise CommandRefused(f"there is no file {file}")
    if not file.is_file():
        raise CommandRefused(f"{file} is no file")
    return read_plan(file, fiscal_year)
