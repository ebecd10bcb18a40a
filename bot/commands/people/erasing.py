"""``kaona person export|erase``: what is stored of a person, given out or taken out."""

import json
from datetime import datetime

import click
from sqlalchemy.orm import Session

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.parameters import make_sure, now_option, organization_option, yes_option
from bot.commands.refused import CommandRefused
from models.people.personal_data.erasure import count_reports, erase_person
from models.people.personal_data.stored import stored_of
from models.tables.organization import Organization
from models.tables.people import Membership, Person


@click.command("export")
@click.argument("number", type=int)
@organization_option
def export(number: int, slug: str) -> None:
    """Print everything that is stored of the person of that number, as JSON: rows by table. The
    files of their evidence lie under DATA_DIR, at the `path` of each.
    """
    with opened(read_settings()) as database, database.read() as session:
        person = _find(session, find_organization(session, slug), number)
        click.echo(json.dumps(stored_of(session, person), ensure_ascii=False, indent=1))


@click.command("erase")
@click.argument("number", type=int)
@organization_option
@click.option(
    "--successor",
    "follows",
    type=int,
    help="Who follows the only one of a secretariat: the number of a role of theirs.",
)
@yes_option
@now_option
def erase(number: int, slug: str, follows: int | None, yes: bool, now: datetime) -> None:
    """Take name, LINE id and all that was said out for the person of that number, in all
    organizations. Reports and their evidence stay, without the name. It cannot be taken back.
    """
    with opened(read_settings()) as database:
        with database.read() as session:
            person = _find(session, find_organization(session, slug), number)
            name, reports = person.name, count_reports(session, person)
        if not make_sure(
            f"Erase {name}? All roles end; {reports} reports stay without the name. It cannot be "
            "taken back.",
            yes,
        ):
            return
        with database.begin() as session:
            owner = find_organization(session, slug, to_change=True)
            person = _find(session, owner, number)
            successor = _find(session, owner, follows) if follows is not None else None
            erased = erase_person(session, person, now, successor)
    click.echo(
        f"Erased: {erased.drafts} drafts and {erased.files} pieces of evidence that were in no "
        f"report; {erased.reports} reports stay. Files and the menu at LINE go within half a "
        "minute, when `kaona scheduler` runs; backups made before keep what was erased."
    )


def _find(session: Session, owner: Organization, number: int) -> Person:
    found = session.get(Membership, number)
    if found is None or found.organization_id != owner.id:
        raise CommandRefused(
            f"{owner.slug} has no role of number {number}: `kaona person list` shows the numbers"
        )
    return found.person
