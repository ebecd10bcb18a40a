"""``kaona plan``: read a document, store it, write the workbook to fill in."""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.files import FILE, check_new, check_source, writing
from bot.commands.parameters import (
    asks,
    choice_options,
    fiscal_year_option,
    now_option,
    organization_option,
    preview_options,
)
from bot.commands.plan.text import change_lines, difference_lines, document_lines, next_step_lines
from bot.commands.score.parameters import by_option, entered_by
from models.database import Database
from plans.document import PlanDocument, Unreadable
from plans.files.opening import shown_name
from plans.reading.choosing import PlanChoice
from plans.reading.read_plan import read_plan
from plans.storing.confirmation import find_doubts, preview_import
from plans.storing.store import NeedsReplace, import_plan
from plans.workbooks.template import write_template


@click.command("read")
@click.argument("file", type=FILE)
@fiscal_year_option
@choice_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def read(file: Path, fiscal_year: int | None, choice: PlanChoice, as_json: bool) -> None:
    """Read a document, change nothing, and print what was understood."""
    check_source(file)
    document = read_plan(file, fiscal_year, choice)
    if as_json:
        click.echo(json.dumps(document.to_json(), ensure_ascii=False, indent=2))
        return
    _echo(document_lines(document))


@click.command("import")
@click.argument("file", type=FILE)
@organization_option
@fiscal_year_option
@choice_options
@click.option(
    "--replace", is_flag=True, help="Change measures that have reports too; the reports are kept."
)
@by_option
@preview_options
@now_option
def import_(
    file: Path,
    slug: str,
    fiscal_year: int | None,
    choice: PlanChoice,
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
    check_source(file)
    document = read_plan(file, fiscal_year, choice)
    shows = preview or asks(yes)
    if document.is_draft and not (shows or yes):
        raise Unreadable(
            f"{shown_name(file)} has no table: its {len(document.measures)} measures are a draft, "
            "every one unsure; look at them with --preview, and store them with --yes"
        )
    with opened(read_settings()) as database:
        try:
            if shows:
                _show(database, slug, document, replace)
                what = "draft, read without a table," if document.is_draft else "plan"
                if preview or not click.confirm(f"Store this {what} for {slug}?"):
                    click.echo("Nothing was stored.")
                    return
            with database.begin() as session:
                owner = find_organization(session, slug)
                doubts = find_doubts(session, owner, document)
                result = import_plan(
                    session,
                    owner,
                    document,
                    now=now,
                    replace=replace,
                    source_name=shown_name(file),
                    by=entered_by(name),
                    doubts=doubts,
                )
        except NeedsReplace as refused:
            _echo(difference_lines(refused.difference))
            raise
    if not shows:
        _echo(change_lines(result.difference, document, owner.name, doubts))
    _echo(next_step_lines(result, slug))


@click.command("template")
@click.argument("file", type=FILE, metavar="OUT.xlsx")
def template(file: Path) -> None:
    """Write the workbook to fill in; `kaona plan import` reads it back."""
    check_new(file, ".xlsx")
    with writing(file):
        write_template(file)
    click.echo(f"Wrote {file}")


def _show(database: Database, slug: str, document: PlanDocument, replace: bool) -> None:
    """Print what an import would change and what is unsure about its document."""
    with database.read() as session:
        owner = find_organization(session, slug)
        shown = preview_import(session, owner, document, replace=replace)
        _echo(change_lines(shown.difference, document, owner.name, shown.doubts))


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
