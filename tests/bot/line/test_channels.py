"""The channel row the settings name."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.line.channels import LOCAL, ensure_channel
from bot.settings import Settings
from models.database import Database
from models.tables.organization import Channel


def test_without_line_settings_the_channel_is_local_and_made_once(database: Database) -> None:
    with database.begin() as session:
        first = ensure_channel(session, Settings()).id
    with database.begin() as session:
        channel = ensure_channel(session, Settings())
        assert (channel.id, channel.line_channel_id) == (first, LOCAL)


def test_the_first_named_channel_takes_over_what_was_prepared_without_one(
    database: Database,
) -> None:
    with database.begin() as session:
        prepared = ensure_channel(session, Settings()).id
    with database.begin() as session:
        channel = ensure_channel(session, Settings(line_channel_id="1234567890"))
        assert (channel.id, channel.line_channel_id) == (prepared, "1234567890")
    with database.begin() as session:
        assert ensure_channel(session, Settings(line_channel_id="1234567891")).id != prepared
        assert session.scalar(select(func.count()).select_from(Channel)) == 2
