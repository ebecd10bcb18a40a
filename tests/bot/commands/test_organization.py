"""``kaona organization``: entered once, listed, set."""

from __future__ import annotations

from sqlalchemy import select

from models.tables.organization import Organization
from tests.bot.commands.driver import NOW, Cli
from tests.databases import opened


def test_an_organization_is_added_once_listed_and_set(
    cli: Cli, province: str, database_url: str
) -> None:
    assert "already" in cli.refused(
        "organization", "add", province, "--name", "อื่น", "--kind", "province"
    )
    cli.well(
        "organization",
        "set",
        province,
        "--phone",
        "055 111 111",
        "--late-names-in-group",
        "--send-hour",
        "10",
    )
    listed = cli.well("organization", "list")
    assert "sample\tprovince\tจังหวัดตัวอย่าง\tphone 055 111 111" in listed
    assert "late_names_in_group=True" in listed
    assert "quiet hours" in cli.refused("organization", "set", province, "--send-hour", "20")
    assert "no organization" in cli.refused("organization", "set", "nobody", "--phone", "1")
    with opened(database_url) as database, database.read() as session:
        found = session.scalars(select(Organization)).one()
        assert (found.policy.send_hour, found.policy.late_names_in_group) == (10, True)
        assert found.channel.line_channel_id == "local"


def test_the_summary_may_be_set_days_after_the_close(
    cli: Cli, province: str, database_url: str
) -> None:
    words = ["organization", "set", province, "--summary-working-days"]
    with opened(database_url) as database, database.read() as session:
        assert session.scalars(select(Organization)).one().policy.summary_working_days == 0
    assert cli.well(*words, "2").startswith("Set summary_working_days")
    assert "summary_working_days=2" in cli.well("organization", "list")
    assert [cli(*words, wrong).exit_code for wrong in ("11", "-1", "x")] == [2, 2, 2]
    with opened(database_url) as database, database.read() as session:
        assert session.scalars(select(Organization)).one().policy.summary_working_days == 2


def test_a_schedule_shows_which_rounds_it_moves(cli: Cli, province: str) -> None:
    cli.well("agency", "add", "กองคลัง", "--organization", province, "--now", NOW)
    words = ("organization", "set", province, "--close-working-days", "1")
    moved = "sample 2026-10: closes 2026-11-04 -> 2026-11-02; nobody was told a date"
    shown = cli.well(*words, "--now", "2026-10-28T10:00:00+07:00", "--preview")
    assert shown.splitlines() == [moved, "Nothing was changed."]
    # On the day after the due date that close would be past: it stays.
    assert cli.well(*words, "--now", "2026-11-02T10:00:00+07:00").splitlines() == [
        "sample 2026-11: closes 2026-12-03 -> 2026-12-01; nobody was told a date",
        f"Set close_working_days of {province}",
    ]
