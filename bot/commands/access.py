"""What most commands begin with: the settings, the database, the organization they are about."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.commands.refused import CommandRefused
from bot.settings import Settings
from models import schema
from models.database import Database
from models.origin import Origin, Place
from models.tables.agency import Agency
from models.tables.organization import Organization, hold_organization
from plans.storing.directory import Directory


def read_settings() -> Settings:
    """Return the settings of this process; BadSettings for an odd one."""
    return Settings.read()


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """Open the database; Refused when migrations are missing."""
    database = Database(
        settings.database_url, pool_size=1, encryption_keys=settings.encryption_keys
    )
    database.origin = Origin(Place.COMMAND, described=machine_user())
    try:
        with database.read() as session:
            if not schema.is_current(session.connection()):
                raise CommandRefused(
                    "the database is not at this version of the program: run `kaona db upgrade`"
                )
        yield database
    finally:
        database.close()


def machine_user() -> str | None:
    """Return the user of the machine, where it has one."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return None


def find_organization(session: Session, slug: str, *, to_change: bool = False) -> Organization:
    """Return the organization of that slug; Refused when there is none.

    ``to_change`` holds it (``hold_organization``) until the transaction ends, so that two commands
    at once do not make the same thing twice; what it returns was read after that.
    """
    found = session.scalar(select(Organization).where(Organization.slug == slug))
    if found is None:
        known = ", ".join(
            session.scalars(select(Organization.slug).order_by(Organization.slug).limit(20))
        )
        raise CommandRefused(
            f"there is no organization {slug!r}"
            + (f"; there are: {known}" if known else ": add it first")
        )
    if to_change:
        hold_organization(session, found.id)
        session.refresh(found)
    return found


def find_agency(session: Session, owner: Organization, name: str) -> Agency:
    """Return the organization's agency of that name or alias; Refused when there is none."""
    directory = Directory.load(session, owner)
    found = directory.agency(name)
    if found is None:
        raise CommandRefused(
            f"{owner.slug} has no agency {directory.unknown(name)}: `kaona agency list "
            f"--organization {owner.slug}` shows all"
        )
    return found
