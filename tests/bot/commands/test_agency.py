"""``kaona agency``: entered, with aliases and groups."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from bot.commands import parameters
from models.month.rounds import ensure_obligations
from models.tables.agency import Agency, AgencyAlias, AgencyGroup
from models.tables.audit import AuditEntry
from models.tables.obligations import Obligation
from models.tables.people import Membership, Person, Role
from tests.bot.commands.driver import BUDGET, GIFTS, NOW, Cli, import_words
from tests.databases import opened
from tests.scheduler.province import Province, report


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


EVERY = "ส่วนราชการประจำจังหวัดทุกแห่ง"
SLIP = "ส่วนราชการประจำจังหวัด"
HERE = ["--organization", "sample", "--now", NOW]


def names(url: str, table: type[Agency] | type[AgencyGroup]) -> list[str]:
    with opened(url) as database, database.read() as session:
        return list(session.scalars(select(table.name).order_by(table.name)))


def test_a_first_group_is_made_and_another_beside_it_is_asked_about(
    cli: Cli, province: str, database_url: str
) -> None:
    said = cli.well("agency", "add", "เรือนจำจังหวัด", "--group", EVERY, *HERE)
    assert said.splitlines()[0] == "Added เรือนจำจังหวัด"
    slip = ["agency", "add", "สำนักงานคลังจังหวัด", "--group", SLIP, *HERE]
    line = cli.refused(*slip)
    assert EVERY in line
    assert "--yes" in line
    assert names(database_url, Agency) == ["เรือนจำจังหวัด"]
    assert EVERY in cli.well(*slip, "--yes")
    assert names(database_url, AgencyGroup) == [SLIP, EVERY]


def test_at_a_terminal_a_new_group_is_made_only_when_somebody_agrees(
    cli: Cli, province: str, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.well("agency", "add", "เรือนจำจังหวัด", "--group", EVERY, *HERE)
    monkeypatch.setattr(parameters, "asks", lambda yes: not yes)
    monkeypatch.setattr("click.confirm", lambda question: EVERY not in question)
    said = cli.well("agency", "add", "สำนักงานคลังจังหวัด", "--group", SLIP, *HERE)
    assert said.splitlines()[-1] == "Nothing was changed."
    assert names(database_url, AgencyGroup) == [EVERY]


def test_a_new_agency_never_asks_but_shows_the_nearest(cli: Cli, province: str) -> None:
    cli.well("agency", "add", "สำนักงานคลังจังหวัด", *HERE)
    said = cli.well("agency", "add", "สำนักงานคลังจังหวด", *HERE).splitlines()
    assert said == [
        "สำนักงานคลังจังหวด is new, beside สำนักงานคลังจังหวัด",
        "Added สำนักงานคลังจังหวด",
    ]
    refused = cli.refused("invite", "--role", "officer", "--agency", "คลังจังหวัด", *HERE)
    assert "the nearest are สำนักงานคลังจังหวัด" in refused


def test_two_agencies_become_one_with_all_that_hangs_on_the_first(
    cli: Cli, province: str, database_url: str
) -> None:
    cli.well(*import_words(cli, GIFTS, BUDGET))
    cli.well("agency", "add", "สนง.จังหวัด", "--alias", "สนจ.", "--group", EVERY, *HERE)
    with opened(database_url) as database, database.begin() as session:
        wrong = session.scalars(select(Agency).where(Agency.name == "สำนักงานจังหวัด")).one()
        person = Person(channel_id=1, line_user_id="U1", created_at=datetime.now(UTC))
        session.add(person)
        session.flush()
        session.add(
            Membership(
                person_id=person.id,
                organization_id=wrong.organization_id,
                agency_id=wrong.id,
                role=Role.OFFICER,
                since=person.created_at,
            )
        )
    said = cli.well("agency", "merge", "สำนักงานจังหวัด", "สนจ.", *HERE)
    assert "is merged into" in said
    assert cli.well("agency", "list", *HERE[:2]).splitlines() == [
        f"สนง.จังหวัด\talias สนจ.\talias สำนักงานจังหวัด\tgroup {EVERY}"
    ]
    with opened(database_url) as database, database.read() as session:
        owed = session.scalars(select(Obligation)).all()
        assert len(owed) == 2
        assert {each.agency.name for each in owed} == {"สนง.จังหวัด"}
    # The document still names the old one, and finds it.
    assert "No difference" in cli.well(*import_words(cli, GIFTS, BUDGET))


def test_what_a_plan_or_people_hang_on_is_removed_only_after_them(
    cli: Cli, province: str, database_url: str
) -> None:
    cli.well(*import_words(cli, GIFTS, BUDGET))
    assert "`kaona agency merge" in cli.refused("agency", "remove", "สำนักงานจังหวัด", *HERE)
    assert "a plan names" in cli.refused("agency", "remove", EVERY, *HERE)
    cli.well("agency", "add", "กองช่าง", "--alias", "ช่าง", "--group", EVERY, *HERE)
    said = cli.well("agency", "remove", "กองช่าง", "--alias", "ช่าง", "--group", EVERY, *HERE)
    assert len(said.splitlines()) == 2
    assert "Removed กองช่าง" in cli.well("agency", "remove", "กองช่าง", *HERE)
    assert "no agency or group" in cli.refused("agency", "remove", "กองช่าง", *HERE)
    cli.well("agency", "add", "กองคลัง", "--group", SLIP, "--yes", *HERE)
    cli.well("agency", "merge", SLIP, EVERY, *HERE)
    assert names(database_url, AgencyGroup) == [EVERY]
    with opened(database_url) as database, database.read() as session:
        actions = set(session.scalars(select(AuditEntry.action)))
        assert session.scalar(select(func.count()).select_from(AgencyAlias)) == 0
    assert {"agency.changed", "agency.removed", "agency_group.merged"} <= actions


def test_a_renamed_group_is_still_found_by_what_the_document_prints(
    cli: Cli, province: str, database_url: str
) -> None:
    cli.well(*import_words(cli, GIFTS, BUDGET))
    cli.well("agency", "rename", EVERY, "ทุกส่วนราชการ", *HERE)
    cli.well("agency", "rename", "สำนักงานจังหวัด", "สำนักงานจังหวัดตัวอย่าง", *HERE)
    assert "already a name" in cli.refused("agency", "rename", "ทุกส่วนราชการ", "สำนักงานจังหวัด", *HERE)
    assert "No difference" in cli.well(*import_words(cli, GIFTS, BUDGET))
    assert names(database_url, AgencyGroup) == ["ทุกส่วนราชการ"]
    assert names(database_url, Agency) == ["สำนักงานจังหวัดตัวอย่าง"]


def test_what_has_reports_is_renamed_but_neither_merged_nor_removed(
    cli: Cli, database_url: str
) -> None:
    with opened(database_url) as database, database.begin() as session:
        made = Province(session, "sample")
        made.measure("1.1", made.agency("สนง.คลัง").name)
        made.measure("1.2", made.group_of(EVERY, ["สนง.คลัง"]))
        made.agency("สำนักงานคลังจังหวัด")
        made.group_of(SLIP, [])
        made.person("สมชาย", Role.OFFICER, "สนง.คลัง")
        now = datetime.fromisoformat(NOW)
        ensure_obligations(session, made.organization, now)
        for code in ("1.1", "1.2"):
            report(session, now.date().replace(day=1), code, "สนง.คลัง", now)
    assert "merge the other way round" in cli.refused(
        "agency", "merge", "สนง.คลัง", "สำนักงานคลังจังหวัด", *HERE
    )
    assert "1 reports" in cli.refused("agency", "merge", EVERY, SLIP, *HERE)
    assert "2 reports" in cli.refused("agency", "remove", "สนง.คลัง", *HERE)
    cli.well("agency", "merge", "สำนักงานคลังจังหวัด", "สนง.คลัง", *HERE)
    cli.well("agency", "rename", "สนง.คลัง", "สำนักงานคลังจังหวัด", *HERE)
    listed = cli.well("agency", "list", *HERE[:2]).splitlines()[0]
    assert listed.startswith("สำนักงานคลังจังหวัด\talias สนง.คลัง\t")
