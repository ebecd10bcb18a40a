"""``kaona agency workbook`` and ``import``: the form of an agency's reports, out and back."""

from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from bot.clock import utc_now
from bot.commands.access import find_agency, find_organization, opened, read_settings
from bot.commands.agency.text import form_lines, stored_line
from bot.commands.files import FILE, check_new, check_source, writing
from bot.commands.parameters import (
    Name,
    asks,
    moment_option,
    now_option,
    organization_option,
    preview_options,
)
from bot.commands.refused import CommandRefused
from models.tables.agency import Agency
from models.tables.organization import Organization
from models.tables.people import Person
from plans.workbooks.agency_answers import CannotStore
from plans.workbooks.agency_form import compare_form, form_items, store_form
from plans.workbooks.agency_people import find_person, secretariat_by_form
from plans.workbooks.agency_workbook import (
    SECRETARIAT_BY_FORM,
    read_agency_workbook,
    write_agency_workbook,
)
from plans.workbooks.handed_out import note_handed_out


@click.command("workbook")
@click.argument("file", type=FILE, metavar="OUT.xlsx")
@organization_option
@click.option("--agency", "name", type=Name(), required=True, help="Its name or an alias.")
@moment_option
def workbook(file: Path, slug: str, name: str, now: datetime) -> None:
    """Write the form of an agency's reports; `kaona agency import` reads it back."""
    check_new(file, ".xlsx")
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug)
        found = find_agency(session, owner, name)
        items = form_items(session, owner, found, now)
        if not items:
            raise CommandRefused(f"{found.name} has nothing to report at this moment")
        with writing(file):
            write_agency_workbook(file, owner.name, found.name, items)
        # A form made as at a later moment looks ahead, and announces nothing.
        note_handed_out(session, owner, found, items, min(now, utc_now()))
        click.echo(f"Wrote {file}: {len(items)} reports of {found.name}")


@click.command("import")
@click.argument("file", type=FILE)
@organization_option
@click.option(
    "--agency", "name", type=Name(), help="The agency; the one named in the form unless given."
)
@click.option(
    "--by",
    "who",
    type=Name(200),
    help="Who enters it: one of the secretariat, or an officer of the agency.",
)
@preview_options
@now_option
def import_(
    file: Path,
    slug: str,
    name: str | None,
    who: str | None,
    preview: bool,
    yes: bool,
    now: datetime,
) -> None:
    """Take a filled-in form as the agency's reports; print what changes. A row that cannot be taken
    stops the whole form.
    """
    check_source(file)
    form = read_agency_workbook(file)
    with opened(read_settings()) as database:
        with database.read() as session:
            owner = find_organization(session, slug)
            found = find_agency(session, owner, name or form.agency)
            difference = compare_form(session, owner, found, form.rows, now)
            for line in (*form_lines(difference), *(f"? {note}" for note in form.notes)):
                click.echo(line)
            question = f"Store these reports of {found.name}?"
        if preview or (asks(yes) and not difference.faults and not click.confirm(question)):
            click.echo("Nothing was stored.")
            return
        try:
            with database.begin() as session:
                owner = find_organization(session, slug, to_change=True)
                found = find_agency(session, owner, name or form.agency)
                by = _sender(session, owner, found, who, now)
                difference = store_form(session, owner, found, form.rows, by=by, now=now)
        except CannotStore as error:
            raise CommandRefused(str(error)) from None
    click.echo(stored_line(difference))


def _sender(
    session: Session, owner: Organization, found: Agency, who: str | None, now: datetime
) -> Person:
    """Return who enters the reports: the person named, else the one that stands for the
    secretariat.
    """
    if who is None:
        return secretariat_by_form(session, owner, SECRETARIAT_BY_FORM, now)
    people = find_person(session, owner, found, who, now)
    if len(people) != 1:
        many = "several people are" if people else "nobody is"
        raise CommandRefused(
            f"{many} called {who!r} in the secretariat or as an officer of {found.name}"
        )
    return people[0]
