"""``kaona audit verify``: the history of each organization, whole or broken."""

from __future__ import annotations

from sqlalchemy import select, update

from models.tables.audit import AuditEntry
from models.tables.organization import Organization
from tests.bot.commands.driver import NOW, Cli
from tests.databases import opened


def test_the_history_is_whole_until_somebody_changes_it(
    cli: Cli, province: str, database_url: str
) -> None:
    cli.well("organization", "set", province, "--phone", "1", "--now", NOW)
    cli.well("organization", "add", "tak", "--name", "ตาก", "--kind", "province", "--now", NOW)
    assert cli.well("audit", "verify").splitlines() == [
        "sample\twhole, 2 entries",
        "tak\twhole, 1 entries",
    ]
    with opened(database_url) as database, database.begin() as session:
        (row,) = session.scalars(
            select(AuditEntry.id)
            .join(Organization, Organization.id == AuditEntry.organization_id)
            .where(Organization.slug == province, AuditEntry.number == 2)
        )
        session.execute(update(AuditEntry).where(AuditEntry.id == row).values(subject="report:1"))
    result = cli("audit", "verify")
    assert result.exit_code == 1
    broken, whole = result.stdout.splitlines()
    assert broken.startswith(f"sample\tbroken at entry 2 (row {row}), link: ")
    assert whole == "tak\twhole, 1 entries"
    assert "the history is broken: sample" in cli.refused(
        "audit", "verify", "--organization", province
    )
    assert cli.well("audit", "verify", "--organization", "tak") == "tak\twhole, 1 entries\n"
    assert "no organization" in cli.refused("audit", "verify", "--organization", "nan")
