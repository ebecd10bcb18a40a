"""``kaona inbox`` and ``kaona outbox``: the operator sees what failed and takes it up again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import program
from bot.inbox.handling import sweep
from bot.outbox.delivery import drain
from models.tables.outbox import Delivery
from simulator.faults import Fault
from tests.databases import SqliteFiles
from tests.handlers.cast import ask, decides, officer, secretary, sends_report
from tests.handlers.conftest import furnished
from tests.stage import Actor, Stage, words_of


class Operator:
    """Runs commands beside a stage."""

    def __init__(self, stage: Stage, url: str) -> None:
        self.stage, self.url = stage, url

    def __call__(self, *words: str) -> Result:
        given = [
            *words,
            *(["--now", self.stage.now().isoformat()] if "outbox retry" in " ".join(words) else []),
        ]
        return CliRunner().invoke(
            program, given, env={"DATABASE_URL": self.url, "LINE_CHANNEL_ID": ""}
        )

    def well(self, *words: str) -> str:
        result = self(*words)
        assert (result.exit_code, result.exception) == (0, None), result.output
        return result.stdout

    def refused(self, *words: str) -> str:
        result = self(*words)
        assert result.exit_code == 1, result.output
        assert len(result.stderr.splitlines()) == 1
        return result.stderr


@pytest.fixture
def operator(sqlite_files: SqliteFiles, tmp_path: Path) -> object:
    with sqlite_files.fresh() as url, furnished(url, tmp_path / "data") as stage:
        yield Operator(stage, url)


def _returned_in_vain(stage: Stage) -> tuple[Actor, Actor]:
    """A report is returned, and LINE refuses the notice for good."""
    actor, reviewer = officer(stage), secretary(stage)
    sends_report(actor)
    reviewer.says("ตรวจรายงาน")
    reviewer.taps("ส่งกลับแก้ไข")
    decides(reviewer)
    stage.line.world.add_fault(Fault("push", status=400))
    drain(stage.program)
    stage.line.world.faults.ordered.clear()
    return actor, reviewer


def test_what_was_given_up_is_listed_with_its_cost_and_sent_again(operator: Operator) -> None:
    stage = operator.stage
    assert "Nothing was given up" in operator.well("outbox", "given-up")
    actor, _ = _returned_in_vain(stage)
    (line,) = operator.well("outbox", "given-up").splitlines()
    number, _, owner, purpose, who, why, cost = line.split("\t")
    assert (owner, purpose, who, cost) == ("sukhothai", "returned", "นายสมชาย ใจดี", "1")
    assert why.startswith("400")
    shown = operator.well("outbox", "retry", number, "--preview")
    assert "cost 1 paid messages" in shown
    assert operator.well("outbox", "given-up") != "Nothing was given up.\n"
    seen = len(actor.messages())
    assert "1 to be sent" in operator.well("outbox", "retry", number)
    drain(stage.program)
    assert "ถูกส่งกลับแก้ไข" in words_of(actor.messages()[seen:])
    assert "no delivery of number" in operator.refused("outbox", "retry", number)


def test_what_is_no_longer_welcome_is_not_sent_again(operator: Operator) -> None:
    stage = operator.stage
    actor, _ = _returned_in_vain(stage)
    number = operator.well("outbox", "given-up").split("\t")[0]
    actor.says("งานของฉัน")
    actor.taps("แก้ไขรายงาน")
    assert "2570-000001-2" in words_of(actor.says("ยืนยัน"))
    assert "it is out of date" in operator.refused("outbox", "retry", number)
    assert (
        "nothing that was given up is still welcome" in operator("outbox", "retry", "--all").stderr
    )
    with stage.program.database.begin() as session:
        session.get_one(Delivery, int(number)).expires_at = stage.now() - timedelta(hours=1)
    assert "it is not welcome any more" in operator.refused("outbox", "retry", number)


def test_failed_events_are_listed_and_handled_again(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = operator.stage
    actor = officer(stage)
    assert "No event has failed" in operator.well("inbox", "failed")
    with monkeypatch.context() as patch:
        patch.setattr("handlers.router._small_talk", None)
        actor.says("สวัสดี")
    (line,) = operator.well("inbox", "failed").splitlines()
    number, _, kind, who = line.split("\t")
    assert (kind, who) == ("message", "นายสมชาย ใจดี")
    seen = len(actor.messages())
    assert "no event of number 999" in operator.refused("inbox", "retry", "999")
    assert "1 to be handled again" in operator.well("inbox", "retry", "--all")
    stage.go_to(stage.now() + timedelta(minutes=5))
    sweep(stage.program)
    assert "สวัสดี" in words_of(actor.messages()[seen:])
    assert "no event of number" in operator.refused("inbox", "retry", number)
    assert ask(stage, lambda s: s.query(Delivery).count()) > 0
