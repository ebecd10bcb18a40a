"""What the commands of ``kaona report`` ask of the report: the draft, a published version, the
edits of a workbook.
"""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from bot.commands.access import find_organization
from bot.commands.refused import CommandRefused
from bot.commands.report.text import edit_lines
from models.database import Database
from models.month.calendar import fiscal_months
from models.tables.organization import Organization
from models.tables.year.result_report import ReportVersion
from papers.drawn.telling import Telling
from papers.result.checks.checking import answered, shown_files
from papers.result.checks.links import Ask, ask_network
from papers.result.composing import NoPlan, compose
from papers.result.composition import ComposedPaper
from papers.result.layout import ColumnSet, Digits, PaperLayout, changed
from papers.result.publishing import list_versions
from papers.result.wording import interim_stem
from papers.workbook.belonging import belonging_of
from papers.workbook.reading import BadWorkbook, read_workbook
from papers.workbook.taking import StaleEdits, apply_edits


def compose_draft(
    session: Session,
    owner: Organization,
    fiscal_year: int,
    now: datetime,
    given: dict[str, Any],
    until: date | None = None,
) -> ComposedPaper:
    """Return the draft of a year (up to a month: the interim paper) in the organization's form,
    changed by what is given; Refused without a plan of that year.
    """
    try:
        return compose(
            session,
            owner,
            fiscal_year,
            now,
            chosen_form(PaperLayout.of(owner.kind, owner.settings), given),
            until,
        )
    except NoPlan as none:
        raise CommandRefused(str(none)) from none


def check_until(fiscal_year: int, until: date | None) -> None:
    """Wrong usage when an interim paper is to end with a month of another fiscal year."""
    months = fiscal_months(fiscal_year)
    if until is not None and until not in months:
        raise click.UsageError(
            f"{until:%Y-%m} is no month of fiscal year {fiscal_year}: "
            f"{months[0]:%Y-%m} to {months[-1]:%Y-%m}"
        )


def interim_file(file: Path, until: date | None) -> Path:
    """Return the file of an interim paper, whose name says that it is one; any other file as it
    is.
    """
    return file.with_stem(interim_stem(file.stem, until)) if until else file


def ask_links(
    database: Database, slug: str, fiscal_year: int, now: datetime, until: date | None = None
) -> Ask:
    """Ask for every link of a draft outside any transaction, because it waits for the network;
    return the answers.
    """
    with database.read() as session:
        owner = find_organization(session, slug)
        composition = compose_draft(session, owner, fiscal_year, now, {}, until)
    return answered(composition, ask_network)


def chosen_form(form: PaperLayout, given: dict[str, Any]) -> PaperLayout:
    """Return a form changed by the options that were given."""
    kinds: dict[str, Callable[[str], Any]] = {
        "columns": ColumnSet,
        "digits": Digits,
        "agencies": Telling,
    }
    chosen = {
        name: kinds[name](value) if name in kinds else value
        for name, value in given.items()
        if value is not None
    }
    return changed(form, **chosen)


def known_cell(key: str, keys: list[str]) -> str:
    """Return the key of a cell that is there; Refused for any other."""
    if key not in keys:
        raise CommandRefused(f"the report has no cell {key!r}; there are: {', '.join(keys[:60])}")
    return key


def find_version(
    session: Session, owner: Organization, fiscal_year: int, number: int
) -> ReportVersion:
    """Return a published version by its number; Refused when there is none."""
    found = {version.number: version for version in list_versions(session, owner, fiscal_year)}
    if number not in found:
        there = f"there are: {', '.join(map(str, found))}" if found else "nothing is published yet"
        raise CommandRefused(f"there is no version {number} of {fiscal_year}; {there}")
    return found[number]


def take_edits(
    session: Session,
    owner: Organization,
    composition: ComposedPaper,
    file: Path,
    now: datetime,
    by: str | None,
    replace: bool,
    dry_run: bool,
) -> None:
    """Read a workbook back, print what it changes, and store that unless it is only to be shown;
    Refused for a bad or stale one.
    """
    try:
        read = read_workbook(
            file,
            composition,
            shown_files(session, composition),
            belonging_of(session, owner, composition.plan.fiscal_year),
            any_version=replace,
        )
    except BadWorkbook as bad:
        raise CommandRefused(str(bad)) from bad
    for line in edit_lines(read):
        click.echo(line)
    if dry_run:
        return
    try:
        apply_edits(session, owner, composition, read, now=now, by=by, replace=replace)
    except StaleEdits as stale:
        raise CommandRefused(
            f"{stale}; write a new workbook, or --replace takes this one"
        ) from stale
