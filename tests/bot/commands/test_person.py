"""``kaona person``: the yearly change of officers, from outside."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import program
from models.month.rounds import ensure_obligations
from models.tables.people import Role
from tests.scheduler.province import Province
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
        assert code == 0
        assert "officer\tสำนักงานคลังจังหวัด\tสมชาย" in listed
        code, said = run(url, "person", "end", number, "--organization", "sukhothai")
        assert code == 0
        assert said.startswith("Ended: ")
        assert "KN" in words_of(
            leaving.says("รายงาน")
        )  # told, as any stranger is, that a code is needed
        following = stage.registered("สมหญิง", "sukhothai", Role.OFFICER, "สำนักงานคลังจังหวัด")
        assert "1.1" in words_of(following.says("รายงาน"))
        code, refused = run(url, "person", "end", number, "--organization", "sukhothai")
        assert (code, len(refused.splitlines())) == (1, 1)
