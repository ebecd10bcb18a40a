"""``kaona status``: one screen, the same as JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from models.month.rounds import ensure_obligations
from models.tables.organization import Channel
from models.tables.outbox import Delivery, DeliveryState, Heartbeat, JobRun
from models.tables.people import Role
from tests.bot.commands.driver import Cli
from tests.databases import opened
from tests.scheduler.province import Province

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
AT = ["--now", "2026-11-25T10:00:00+07:00"]


def test_an_empty_house_says_what_it_lacks(cli: Cli) -> None:
    said = cli.well("status", *AT).splitlines()
    assert said[0].endswith(", 2026-11-25 10:00")
    assert "! the scheduler has shown no life for five minutes: nothing is sent" in said
    assert said[-1] == "There is no organization yet: `kaona organization add`."


def test_all_that_wants_a_hand_stands_on_one_screen(cli: Cli, database_url: str) -> None:
    with opened(database_url) as database, database.begin() as session:
        made = Province(session, "sample")
        made.measure("1.1", made.agency("สำนักงานคลังจังหวัด").name)
        made.measure("1.2", made.agency("เรือนจำจังหวัด").name, None)
        made.person("สมชาย", Role.OFFICER, "สำนักงานคลังจังหวัด").blocked_at = NOW
        made.person("สมหญิง", Role.SECRETARIAT)
        made.line_group().unreachable_at = NOW
        ensure_obligations(session, made.organization, NOW)
        channel = session.scalars(select(Channel)).one()
        channel.line_channel_id, channel.quota_limit = "local", 300
        channel.clock_ahead_seconds = -600
        own = made.organization.id
        session.add(
            JobRun(organization_id=own, job="begin_round", slot="2026-11", due_at=NOW, ran_at=NOW)
        )
        session.add(Heartbeat(name="scheduler", at=NOW - timedelta(minutes=1)))
        for error in (None, "withdrawn", "quota"):
            session.add(
                Delivery(
                    channel_id=channel.id,
                    organization_id=own,
                    recipient="U1",
                    purpose="reminder",
                    messages=[],
                    state=DeliveryState.GIVEN_UP if error else DeliveryState.WAITING,
                    error=error,
                    next_try_at=NOW,
                    created_at=NOW,
                )
            )
        october = NOW - timedelta(days=40)
        session.add(
            Delivery(
                channel_id=channel.id,
                recipient="C1",
                purpose="open_reminder",
                messages=[],
                state=DeliveryState.SENT,
                sent_by="push",
                sent_at=october,
                next_try_at=october,
                created_at=october,
                paid_messages=412,
            )
        )
    said = cli.well("status", *AT)
    assert len(said.splitlines()) < 24
    for line in (
        "! this machine's clock is 0:10:00 behind LINE's",
        "! 1 messages of this month were given up",
        "Scheduler: last seen 2026-11-25 09:59",
        "Outbox: 1 wait, 1 given up this month",
        "Paid messages this month: 0 of 300",
        "LINE plan: months took 2026-10 412: Basic (15,000 a month) suffices; "
        "! the present 300 do not",
        "  plan of FY2570: adopted, 2 measures, 1 nobody answers for",
        "  round 2026-11: opens 2026-11-20 09:00, due 2026-11-30, closes 2026-12-03 09:00; "
        "0 of 2 reports sent",
        "  agencies: 2, 2 without officer: ",
        "  people: 1 officer, 1 secretariat, 1 of them blocked the bot; LINE groups: 1",
        "  ! 2026-11-25 10:00 สมชาย (สำนักงานคลังจังหวัด) blocked the bot",
        "  ! 2026-11-25 10:00 a LINE group cannot be reached (group not reachable)",
        "  last tick: begin_round of 2026-11 at 2026-11-25 10:00",
    ):
        assert line in said, said
    assert "no life" not in said
    value = json.loads(cli.well("status", "--json", *AT))
    (office,) = value["organizations"]
    assert office["rounds"][0]["closes_at"] == "2026-12-03T09:00:00+07:00"
    assert office["agencies_without_officer"] == ["เรือนจำจังหวัด", "สำนักงานคลังจังหวัด"]
    assert (value["paid_messages_limit"], value["outbox_given_up"]) == (300, 1)
    assert value["plan_advice"]["months"] == [["2026-10-01", 412]]
    assert value["plan_advice"]["plan"] == {"name": "Basic", "messages": 15000}
