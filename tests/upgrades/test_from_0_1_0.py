"""A database of version 0.1.0 goes on: its history, its papers, its open form, its slots done."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from bot.cli import program
from bot.tick import tick
from models import schema
from models.database import Database
from models.month.calendar import BANGKOK
from models.tables.conversation import Draft
from models.tables.obligations import Revision
from models.tables.organization import Organization
from models.tables.outbox import Delivery, JobRun
from models.tables.people import Person
from models.tables.year.result_report import ReportVersion
from papers.print.rendering import PaperFormat, render
from papers.result.publishing import digest_of, read_version
from tests.databases import opened
from tests.models.test_schema import differences
from tests.stage import Actor, actions_in, open_stage, words_of

DUMP = Path(__file__).with_name("kaona-0.1.0.sql")
NEXT_DAY = datetime(2026, 12, 9, 9, 30, tzinfo=BANGKOK)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database as 0.1.0 left it on 8 December 2026, brought up to date."""
    file = tmp_path / "kaona.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(DUMP.read_text(encoding="utf-8"))
    found = f"sqlite:///{file}"
    with opened(found) as database:
        schema.upgrade(database)
    return found


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """The same, opened."""
    with opened(url) as found:
        yield found


def test_it_is_up_to_date_and_its_history_whole(url: str, database: Database) -> None:
    with database.read() as session:
        assert schema.is_current(session.connection())
        assert differences(session.connection()) == []
    environ = {"DATABASE_URL": url, "LINE_CHANNEL_ID": ""}
    result = CliRunner().invoke(program, ["audit", "verify"], env=environ)
    assert (result.exit_code, result.stdout) == (0, "sukhothai\twhole, 5 entries\n")


def test_what_was_published_is_the_same_paper(database: Database) -> None:
    with database.read() as session:
        version = session.scalars(select(ReportVersion)).one()
        document = read_version(version)
        assert digest_of(document) == version.digest
        again = document.to_json()
        assert {name: again[name] for name in version.document} == version.document
        assert "จัดประชุมชี้แจงเมื่อวันที่ 12 พ.ย. 2569" in render(document, PaperFormat.HTML).decode()


def test_a_policy_of_then_has_the_defaults_of_what_came_later(database: Database) -> None:
    with database.read() as session:
        policy = session.scalars(select(Organization)).one().policy
    assert (policy.late_names_in_group, policy.close_working_days) == (True, 3)
    assert policy.summary_working_days == 0


@pytest.mark.parametrize("days", [0, 2, 5])
def test_slots_that_were_done_are_not_done_again(database: Database, days: int) -> None:
    with database.begin() as session:
        found = session.scalars(select(Organization)).one()
        found.settings = {**found.settings, "summary_working_days": days}
        before = {(run.job, run.slot) for run in session.scalars(select(JobRun))}
    assert ("close_round", "2026-11") in before
    for day in (8, 9, 11, 14, 15, 16, 17):
        result = tick(database, datetime(2026, 12, day, 9, 30, tzinfo=BANGKOK))
        assert (result.jobs, result.failed) == ((), 0)


def test_a_form_left_half_filled_in_goes_on_from_a_card_of_then(url: str, tmp_path: Path) -> None:
    with open_stage(url, tmp_path / "data", start=NEXT_DAY) as stage:
        somchai = stage.person("นายสมชาย ใจดี")
        with stage.program.database.begin() as session:
            draft = session.scalars(select(Draft).where(Draft.active)).one()
            assert "_from" in draft.answers
            draft.person.line_user_id = somchai.user_id  # the stand-in gives new ids
            card = session.scalars(select(Delivery).order_by(Delivery.id)).first()
            assert card is not None
        skip = next(action for action in actions_in(card.messages) if action["label"] == "ข้าม")
        assert "หลักฐาน" in words_of(tapped(somchai, skip))
        somchai.says("ไปต่อ")
        somchai.says("ยืนยัน")
        with stage.program.database.read() as session:
            revision = session.scalars(select(Revision).order_by(Revision.id.desc())).first()
            assert revision is not None
            assert revision.draft_id == draft.id
            assert (revision.summary, revision.outcome) == ("ประชุมชี้แจงเพิ่มเติม 2 ครั้ง", "")
            assert (
                revision.sent_by.id
                == session.scalars(
                    select(Person.id).where(Person.line_user_id == somchai.user_id)
                ).one()
            )


def tapped(actor: Actor, action: dict[str, object]) -> list[dict[str, object]]:
    """What the bot answers to a tap on a button of a card that is not in this chat."""
    actor.stage.line.world.tap(actor.chat_id, actor.user_id, action)
    return actor.heard()
