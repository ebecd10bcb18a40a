"""``kaona audit``: whether the history of what was done is still as it was written."""

import click
from sqlalchemy import select

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.parameters import Slug
from bot.commands.refused import CommandRefused
from models.audit import BrokenRow, ChainFault, check_chain
from models.tables.organization import Organization

_FAULTS = {
    ChainFault.NUMBER: "its number is another: rows are missing or were added",
    ChainFault.TEXT_DIGEST: "its text is not the one of its digest",
    ChainFault.ORIGIN: "the browser or user it came from is not the one of its text",
    ChainFault.LINK: "its digest does not follow from its fields and the row before",
}


@click.command("verify")
@click.option("--organization", "slug", type=Slug(), help="Of this one alone, by its slug.")
def verify(slug: str | None) -> None:
    """Walk the chain of the history and name the first broken row, of each organization."""
    broken = []
    with opened(read_settings()) as database, database.read() as session:
        organizations = (
            [find_organization(session, slug)]
            if slug
            else session.scalars(select(Organization).order_by(Organization.slug)).all()
        )
        for found in organizations:
            check = check_chain(session, found.id)
            if check.broken:
                broken.append(found.slug)
            click.echo(
                f"{found.slug}\t{_broken_text(check.broken)}"
                if check.broken
                else f"{found.slug}\twhole, {check.entries} entries"
            )
    if broken:
        raise CommandRefused(f"the history is broken: {', '.join(broken)}")


def _broken_text(row: BrokenRow) -> str:
    return f"broken at entry {row.number} (row {row.row_id}), {row.fault}: {_FAULTS[row.fault]}"
