"""``kaona score import``, ``set``, ``unset`` and ``list``: scores into the ledger and out again,
and what stands in it.
"""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import click

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.files import FILE, check_source
from bot.commands.parameters import (
    asks,
    choice_options,
    fiscal_year_option,
    now_option,
    organization_option,
    preview_options,
)
from bot.commands.refused import CommandRefused
from bot.commands.score.parameters import (
    ScoreCode,
    ScoreValue,
    by_option,
    entered_by,
    given_year,
    part_option,
)
from bot.commands.score.text import change_text, doubt_lines, import_lines, stored_line
from plans.reading.choosing import PlanChoice
from plans.workbooks.score_files import preview_score_file, read_score_file, store_score_file
from scores.entering import BadScore, ScoreProblem, enter_score
from scores.store import remove_score, stored_scores, years_with_scores


@click.command("import")
@click.argument("file", type=FILE)
@organization_option
@fiscal_year_option
@choice_options
@by_option
@preview_options
@now_option
def import_(
    file: Path,
    slug: str,
    fiscal_year: int | None,
    choice: PlanChoice,
    name: str | None,
    preview: bool,
    yes: bool,
    now: datetime,
) -> None:
    """Store the scores of a filled-in workbook, or of a document that prints them.

    On a terminal it is shown first and stored when you agree.
    """
    check_source(file)
    found, by = read_score_file(file, fiscal_year, choice), entered_by(name)
    shows = preview or asks(yes)
    with opened(read_settings()) as database:
        if shows:
            with database.begin() as session:
                owner = find_organization(session, slug)
                shown = preview_score_file(session, owner, found, source=file.name, by=by, now=now)
                lines = [*import_lines(found, shown), *doubt_lines(found, owner)]
            for line in lines:
                click.echo(line)
            if preview or not click.confirm(f"Store these scores for {slug}?"):
                click.echo("Nothing was stored.")
                return
        with database.begin() as session:
            owner = find_organization(session, slug)
            stored = store_score_file(session, owner, found, source=file.name, by=by, now=now)
            lines = [] if shows else [*import_lines(found, stored), *doubt_lines(found, owner)]
    for line in lines:
        click.echo(line)
    for year in found.entries:
        click.echo(f"Next: kaona score check --organization {slug} --fiscal-year {year}")


@click.command("set")
@click.argument("code", type=ScoreCode())
@click.argument("value", type=ScoreValue())
@part_option
@organization_option
@fiscal_year_option
@by_option
@now_option
def set_(
    code: str,
    value: Decimal,
    part: int | None,
    slug: str,
    fiscal_year: int | None,
    name: str | None,
    now: datetime,
) -> None:
    """Enter one score as it is printed: `score set i1 93.66`."""
    year = given_year(fiscal_year)
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug)
        try:
            change = enter_score(
                session, owner, year, code, part or 0, value, by=entered_by(name), now=now
            )
        except BadScore as bad:
            if bad.problem is ScoreProblem.NO_PARTS:
                raise click.UsageError(str(bad)) from None
            raise CommandRefused(str(bad)) from None
    click.echo(change_text(change) if change else f"No difference: {code} of FY{year} is as stored")


@click.command("unset")
@click.argument("code", type=ScoreCode())
@part_option
@organization_option
@fiscal_year_option
@by_option
@now_option
def unset(
    code: str, part: int | None, slug: str, fiscal_year: int | None, name: str | None, now: datetime
) -> None:
    """Take a score out that was entered by mistake."""
    year = given_year(fiscal_year)
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug)
        change = remove_score(session, owner, year, code, part or 0, by=entered_by(name), now=now)
        if change is None:
            raise CommandRefused(
                f"no score of {code}{f' part {part}' if part else ''} is stored for FY{year}"
            )
    click.echo(change_text(change))


@click.command("list")
@organization_option
@fiscal_year_option
def list_(slug: str, fiscal_year: int | None) -> None:
    """List what is stored: every score with where it comes from, who entered it and when."""
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        years = years_with_scores(session, owner.id)
        if not years or (fiscal_year and fiscal_year not in years):
            raise CommandRefused(
                f"no score of {slug} is stored{f' for FY{fiscal_year}' if fiscal_year else ''}"
            )
        found = [
            row
            for year in years
            if fiscal_year in (None, year)
            for row in stored_scores(session, owner.id, year)
        ]
        lines = [stored_line(row) for row in found]
    for line in lines:
        click.echo(line)
