"""``kaona person``: the yearly change of officers, from outside."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from bot.cli import program
from models.month.rounds import ensure_obligations
from models.tables.agency import Agency
from models.tables.organization import GroupChat, Organization
from models.tables.outbox import Delivery, DeliveryState
from models.tables.people import Role
from tests.scheduler.province import Province, report
from tests.stage import Stage, open_stage, words_of


@pytest.fixture
def told(database_url: str, tmp_path: Path) -> tuple[str, Path]:
    return database_url, tmp_path


def a_province(stage: Stage) -> None:
    """One agency with one measure; the channel is the stage's."""
    _ = stage.program.channel_id
    with stage.program.database.begin() as session:
        province = Province(session)
        province.measure("1.1", province.agency("สำนักงานคลังจังหวัด").name)
        ensure_obligations(session, province.organization, stage.now())


def run(url: str, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(program, [*words], env={"DATABASE_URL": url, "LINE_CHANNEL_ID": ""})
    return result.exit_code, result.output


def test_an_officer_whose_role_has_ended_is_a_stranger_and_the_next_one_begins_anew(
    told: tuple[str, Path],
) -> None:
    url, folder = told
    with open_stage(url, folder) as stage:
        a_province(stage)
        leaving = stage.registered("สมชาย", "sukhothai", Role.OFFICER, "สำนักงานคลังจังหวัด")
        leaving.taps("รายงานผล")
        code, listed = run(url, "person", "list", "--organization", "sukhothai")
        number = listed.split("\t")[0]
        end = ["person", "end", number, "--organization", "sukhothai"]
        end += ["--now", stage.now().isoformat()]
        assert code == 0
        assert "officer\tสำนักงานคลังจังหวัด\tสมชาย" in listed
        code, said = run(url, *end)
        assert code == 0
        assert said.startswith("Ended: ")
        assert "KN" in words_of(
            leaving.says("รายงาน")
        )  # told, as any stranger is, that a code is needed
        following = stage.registered("สมหญิง", "sukhothai", Role.OFFICER, "สำนักงานคลังจังหวัด")
        assert "1.1" in words_of(following.says("รายงาน"))
        code, refused = run(url, *end)
        assert (code, len(refused.splitlines())) == (1, 1)


def test_an_officer_of_a_wrong_agency_is_moved_until_they_have_reported(
    told: tuple[str, Path],
) -> None:
    url, folder = told
    here = ["--organization", "sukhothai"]
    with open_stage(url, folder) as stage:
        a_province(stage)
        with stage.program.database.begin() as session:
            owner = session.scalars(select(Organization)).one()
            session.add(Agency(organization_id=owner.id, name="เรือนจำจังหวัด"))
        officer = stage.registered("สมชาย", "sukhothai", Role.OFFICER, "เรือนจำจังหวัด")
        number = run(url, "person", "list", *here)[1].split("\t")[0]
        move = ["person", "move", number, *here, "--agency"]
        code, said = run(url, *move, "สำนักงานคลังจังหวัด")
        assert (code, said) == (0, f"Moved: {number}\tofficer\tสำนักงานคลังจังหวัด\tสมชาย\n")
        assert "1.1" in words_of(officer.says("รายงาน"))
        assert "reports for" in run(url, *move, "สำนักงานคลังจังหวัด")[1]
        with stage.program.database.begin() as session:
            report(session, date(2026, 11, 1), "1.1", "สำนักงานคลังจังหวัด", stage.now())
        code, refused = run(url, *move, "เรือนจำจังหวัด")
        assert (code, f"kaona person end {number}" in refused) == (1, True)


def test_a_group_that_is_unlinked_hears_nothing_more(told: tuple[str, Path]) -> None:
    url, folder = told
    here = ["--organization", "sukhothai"]
    with open_stage(url, folder) as stage:
        a_province(stage)
        assert "No LINE group is linked" in run(url, "group", "list", *here)[1]
        assert "Nobody holds a role" in run(url, "person", "list", *here)[1]
        with stage.program.database.begin() as session:
            owner = session.scalars(select(Organization)).one()
            group = GroupChat(
                channel_id=owner.channel_id,
                line_group_id="C1",
                organization_id=owner.id,
                bound_at=stage.now(),
            )
            waiting = Delivery(
                channel_id=owner.channel_id,
                organization_id=owner.id,
                recipient="C1",
                purpose="summary",
                messages=[],
                next_try_at=stage.now(),
                created_at=stage.now(),
            )
            session.add_all([group, waiting])
        number, _, members, line_id = run(url, "group", "list", *here)[1].strip().split("\t")
        assert (members, line_id) == ("members not counted yet", "C1")
        assert run(url, "group", "unlink", number, *here)[1].startswith("Unlinked: ")
        assert "No LINE group is linked" in run(url, "group", "list", *here)[1]
        assert run(url, "group", "unlink", number, *here)[0] == 1
        with stage.program.database.read() as session:
            assert session.scalars(select(Delivery.state)).one() is DeliveryState.GIVEN_UP


def test_a_role_is_handed_over_and_stood_in_for_by_command(told: tuple[str, Path]) -> None:
    url, folder = told
    with open_stage(url, folder) as stage:
        a_province(stage)
        stage.registered("สมชาย", "sukhothai", Role.OFFICER, "สำนักงานคลังจังหวัด")
        stage.registered("สมหญิง", "sukhothai", Role.EXECUTIVE)
        now = ("--organization", "sukhothai", "--now", stage.now().isoformat())
        days = ("--from", "2026-11-20", "--until", "2026-11-22")
        code, said = run(url, "person", "stand-in", "1", *days, "--person", "2", *now)
        assert (code, "2 people will be told" in said) == (0, True), said
        code, said = run(url, "person", "stand-in", "1", *days, "--name", "สมปอง", *now)
        assert (code, "already" in said) == (1, True), said
        later = ("--organization", "sukhothai", "--now", "2026-11-20T09:00")
        assert "stands in for สมชาย until 2026-11-22" in run(url, "person", "list", *later)[1]
        code, said = run(url, "person", "handover", "1", "--name", "สมศรี", *now)
        assert (code, said[:3]) == (0, "KN-")
        assert "follows สมชาย" in run(url, "invite", "list", *now)[1]
