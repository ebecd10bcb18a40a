"""``kaona db encrypt``, and what ``kaona status`` says of it."""

from __future__ import annotations

from cryptography.fernet import Fernet

from tests.bot.commands.driver import Cli


def test_telephones_are_locked_by_command_and_a_lost_key_is_said_in_a_line(
    cli: Cli, province: str
) -> None:
    key = Fernet.generate_key().decode()
    assert "stored plainly" in cli.well("status")
    behind = cli("status", ENCRYPTION_KEY=key).stdout
    assert "1 texts are not stored with the first ENCRYPTION_KEY" in behind
    assert "1 texts were stored anew" in cli("db", "encrypt", ENCRYPTION_KEY=key).stdout
    well = cli("status", ENCRYPTION_KEY=key).stdout
    assert "stored plainly" not in well
    assert "ENCRYPTION_KEY" not in well
    assert "ENCRYPTION_KEY is not set" in cli.refused("organization", "list")
    other = Fernet.generate_key().decode()
    assert "no key of ENCRYPTION_KEY opens" in cli.refused("status", ENCRYPTION_KEY=other)
    assert "must be keys" in cli.refused("status", ENCRYPTION_KEY="short")
    assert province in cli("organization", "list", ENCRYPTION_KEY=f"{other},{key}").stdout
