"""``kaona holiday``: what an edited day off moves."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, delete, select, update

from models.month.announcing import announce
from models.tables.audit import AuditEntry
from models.tables.holiday import Holiday, HolidayYear
from models.tables.obligations import Round
from models.tables.organization import GroupChat, Organization
from tests.bot.commands.driver import NOW, Cli
from tests.databases import opened


def _october_due() -> Select[date]:
    return select(Round.due_on).where(Round.month == date(2026, 10, 1))


def test_holidays_are_listed_and_edited_and_due_dates_follow(
    cli: Cli, province: str, database_url: str
) -> None:
    cli.well("agency", "add", "กองคลัง", "--organization", province, "--now", NOW)
    listed = cli.well("holiday", "list", "--fiscal-year", "2570")
    assert "2026-12-05\t" in listed
    with opened(database_url) as database, database.read() as session:
        before = session.scalars(_october_due()).one()
    cli.well("holiday", "add", before.isoformat(), "วันหยุดพิเศษ", "--now", NOW)
    with opened(database_url) as database, database.read() as session:
        assert session.scalars(_october_due()).one() < before
        assert session.get_one(Holiday, before).name == "วันหยุดพิเศษ"
    cli.well("holiday", "remove", f"{before.day}/{before.month}/{before.year + 543}", "--now", NOW)
    with opened(database_url) as database, database.read() as session:
        assert session.scalars(_october_due()).one() == before
    assert "no day off" in cli.refused("holiday", "remove", before.isoformat())


def _announce(database_url: str) -> None:
    """Let a group of nine be told October's date, the 30th."""
    with opened(database_url) as database, database.begin() as session:
        owner = session.scalars(select(Organization)).one()
        session.add(
            GroupChat(
                channel_id=owner.channel_id,
                line_group_id="Cgroup",
                organization_id=owner.id,
                member_count=9,
            )
        )
        session.flush()
        announce(session, session.scalars(select(Round)).one(), ["Cgroup"])


def _october_due_on(database_url: str) -> date:
    with opened(database_url) as database, database.read() as session:
        return session.scalars(_october_due()).one()


def test_a_day_off_on_an_announced_date_is_agreed_to_first(
    cli: Cli, province: str, database_url: str
) -> None:
    cli.well("agency", "add", "กองคลัง", "--organization", province, "--now", NOW)
    _announce(database_url)
    words = ("holiday", "add", "2026-10-30", "วันหยุดพิเศษ", "--now", NOW)
    result = cli(*words)
    shown = (
        "sample 2026-10: due 2026-10-30 -> 2026-11-02, closes 2026-11-04 -> 2026-11-05; "
        "told: groups 1, people 0; a card to each costs 9 messages"
    )
    assert (result.exit_code, result.stdout.splitlines()) == (1, [shown])
    assert "--yes" in result.stderr
    assert cli.well(*words, "--preview").splitlines() == [shown, "Nothing was changed."]
    assert _october_due_on(database_url) == date(2026, 10, 30)
    with opened(database_url) as database, database.read() as session:
        assert session.get(Holiday, date(2026, 10, 30)) is None
    assert cli.well(*words, "--yes").startswith(shown)
    assert _october_due_on(database_url) == date(2026, 11, 2)
    # Taken out again: the date that people were told stays, and nothing asks.
    cli.well("holiday", "remove", "2026-10-30", "--now", NOW)
    assert _october_due_on(database_url) == date(2026, 11, 2)
    with opened(database_url) as database, database.read() as session:
        actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.number)).all()
    assert [each for each in actions if "holiday" in each] == ["holiday.added", "holiday.removed"]


def test_what_moves_later_is_shown_and_asks_nothing(cli: Cli, province: str) -> None:
    shown = cli.well("holiday", "add", "2027-03-31", "วันหยุดพิเศษ", "--now", NOW)
    assert shown.splitlines()[0] == "sample 2027-03: due 2027-03-31 -> 2027-03-30; not begun"


def test_an_organization_has_days_off_of_its_own(
    cli: Cli, province: str, database_url: str
) -> None:
    cli.well("agency", "add", "กองคลัง", "--organization", province, "--now", NOW)
    own = ("--organization", province, "--now", NOW)
    cli.well("holiday", "add", "2026-10-30", "วันหยุดประจำจังหวัด", *own)
    assert _october_due_on(database_url) == date(2026, 10, 29)
    line = "2026-10-30\tวันหยุดประจำจังหวัด"
    assert f"{line}\tsample" in cli.well("holiday", "list", *own)
    assert line not in cli.well("holiday", "list", "--now", NOW)
    assert "no day off" in cli.refused("holiday", "remove", "2026-10-30", "--now", NOW)
    cli.well("holiday", "remove", "2026-10-30", *own)
    assert _october_due_on(database_url) == date(2026, 10, 30)


def test_a_newer_package_is_offered_and_what_people_entered_stays(
    cli: Cli, province: str, database_url: str
) -> None:
    year = ("--fiscal-year", "2570", "--now", NOW)
    assert "nothing new" in cli.well("holiday", "renew", *year)
    cli.well("holiday", "add", "2027-02-10", "วันหยุดของสำนักงาน", "--now", NOW)
    cli.well("holiday", "remove", "2027-04-13", "--now", NOW)
    with opened(database_url) as database, database.begin() as session:
        # As an older package filled the year in: without 6 April, with a day since taken back.
        session.execute(delete(Holiday).where(Holiday.day == date(2027, 4, 6)))
        session.add(Holiday(day=date(2027, 3, 9), name="วันหยุดที่ยกเลิก"))
        said = dict(session.get_one(HolidayYear, 2027).package or {})
        said.pop("2027-04-06")
        said["2027-03-09"] = "วันหยุดที่ยกเลิก"
        session.execute(update(HolidayYear).where(HolidayYear.year == 2027).values(package=said))
    offered = cli.well("holiday", "renew", *year)
    assert [line.split("\t")[0] for line in offered.splitlines()] == [
        "+ 2027-04-06",
        "- 2027-03-09",
        "Nothing was changed.",
    ]
    cli.well("holiday", "renew", *year, "--yes")
    listed = cli.well("holiday", "list", *year)
    assert "2027-04-06" in listed
    assert "2027-02-10" in listed
    assert "2027-03-09" not in listed
    assert "2027-04-13" not in listed
    assert "nothing new" in cli.well("holiday", "renew", *year)
