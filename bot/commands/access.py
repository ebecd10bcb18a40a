"""What most commands begin with: the settings, the database, the organization they are about."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.commands.refused import CommandRefused
from bot.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.database import Database
    from models.tables.organization import Organization


def read_settings() -> Settings:
    """Return the settings of the environment; BadSettings for an odd one."""
    return Settings.from_env(os.environ)


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """Open the database; Refused when migrations are missing."""
    from models import schema
    from models.database import Database

    database = Database(settings.database_url, pool_size=1)
    try:
        with database.read() as session:
            if not schema.is_current(session.connection()):
                raise CommandRefused(
                    "the database is not at this version of the program: run `kaona db upgrade`"
                )
        yield database
    finally:
        database.close()


def find_organization(session: Session, slug: str, *, to_change: bool = False) -> Organization:
    """Return the organization of that slug; Refused when there is none.

    ``to_change`` lets nobody else change what belongs to it until the transaction ends, so that two
    commands at once do not make the same thing twice.
    """
    from sqlalchemy import select

    from models.tables.organization import Organization

    wanted = select(Organization).where(Organization.slug == slug)
    found = session.scalar(wanted.with_for_update() if to_change else wanted)
    if found is None:
        known = ", ".join(
            session.scalars(select(Organization.slug).order_by(Organization.slug).limit(20))
        )
        raise CommandRefused(
            f"there is no organization {slug!r}"
            + (f"; there are: {known}" if known else ": add it first")
        )
    return found
