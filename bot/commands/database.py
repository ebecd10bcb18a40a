"""``kaona db``: migrations."""

import click

from bot.commands.access import read_settings
from models import schema
from models.database import Database


@click.command("upgrade")
def upgrade() -> None:
    """Run the migrations that are missing."""
    database = Database(read_settings().database_url, pool_size=1)
    try:
        schema.upgrade(database)
    finally:
        database.close()
    click.echo("The database is up to date.")
