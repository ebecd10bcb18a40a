"""``kaona agency``: entered, with aliases and groups."""

from __future__ import annotations

from sqlalchemy import func, select

from models.tables.agency import Agency, AgencyGroup
from tests.bot.commands.driver import BUDGET, NOW, Cli, import_words
from tests.databases import opened


def test_agencies_fill_a_group_and_owe_at_once(cli: Cli, province: str, database_url: str) -> None:
    cli.well(*import_words(cli, BUDGET))
    group = "ส่วนราชการประจำจังหวัดทุกแห่ง"
    name = "สำนักงานสาธารณสุขจังหวัด"
    words = [
        "agency",
        "add",
        name,
        "--organization",
        province,
        "--alias",
        "สสจ.",
        "--group",
        group,
        "--now",
        NOW,
    ]
    assert "1 new reports are expected" in cli.well(*words)
    assert "Nothing to add" in cli.well(*words)
    assert "is also called สสจ. ตัวอย่าง" in cli.well(
        "agency", "add", "สสจ.", "--organization", province, "--alias", "สสจ. ตัวอย่าง", "--now", NOW
    )
    assert "already a name" in cli.refused(
        "agency", "add", "กองช่าง", "--organization", province, "--alias", "ส.ส.จ"
    )
    assert "is a group" in cli.refused("agency", "add", group, "--organization", province)
    listed = cli.well("agency", "list", "--organization", province)
    assert listed.splitlines() == [
        f"{name}\talias สสจ.\talias สสจ. ตัวอย่าง\tgroup {group}\tno officer yet"
    ]
    with opened(database_url) as database, database.read() as session:
        assert session.scalar(select(func.count()).select_from(Agency)) == 1
        assert session.scalar(select(func.count()).select_from(AgencyGroup)) == 1
