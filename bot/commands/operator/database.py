"""``kaona db``: migrations."""

import click

from bot.commands.access import opened, read_settings
from models import schema
from models.database import Database
from models.encrypting import encrypt_stored


@click.command("upgrade")
def upgrade() -> None:
    """Run the migrations that are missing."""
    database = Database(read_settings().database_url, pool_size=1)
    try:
        schema.upgrade(database)
    finally:
        database.close()
    click.echo("The database is up to date.")


@click.command("encrypt")
def encrypt() -> None:
    """Encrypt what is stored in the clear, or with an older key, with the first key of
    ENCRYPTION_KEY; without a key nothing is encrypted.
    """
    settings = read_settings()
    with opened(settings) as database, database.begin() as session:
        changed = encrypt_stored(session)
    how = "with the first key" if settings.encryption_keys else "plainly: ENCRYPTION_KEY is not set"
    click.echo(f"{changed} texts were stored anew, {how}.")
