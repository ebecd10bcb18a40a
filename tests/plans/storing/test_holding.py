"""An organization is held only while an import writes: on PostgreSQL reports are sent beside it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from threading import Event

import pytest
from sqlalchemy import event, select, text

from models.database import Database
from models.reports.submissions import ReportContent, send_report
from models.tables.obligations import Obligation, Progress, Report
from models.tables.organization import Organization
from models.tables.people import Person
from models.tables.plan import Assignment, Measure
from plans.document import MeasureEntry, PlanDocument
from plans.storing.store import ImportResult, NeedsReplace, import_plan
from tests.bot.house import on_postgres
from tests.plans.storing.test_store import DOCUMENT, HEALTH, LATER, NOW, store

pytestmark = on_postgres

MEASURES = tuple(
    MeasureEntry(
        "1", f"1.{number}", f"มาตรการที่ {number}", ("ขั้นหนึ่ง", "ขั้นสอง"), assignments=(HEALTH,)
    )
    for number in range(1, 61)
)
PLAN = replace(DOCUMENT, measures=MEASURES)
LONGEST_WAIT = "1s"
SAFETY = 60
"""Seconds after which a test that hangs gives up; nothing waits for them when all is well."""


def reworded(*numbers: int) -> PlanDocument:
    """The plan with some measures worded anew."""
    return replace(
        PLAN,
        measures=tuple(
            replace(entry, title=f"{entry.title} ฉบับใหม่") if number in numbers else entry
            for number, entry in enumerate(MEASURES, 1)
        ),
    )


def send(database: Database, code: str) -> None:
    """Send a report in a transaction that waits for no lock longer than a second."""
    with database.begin() as session:
        session.execute(text(f"SET LOCAL lock_timeout = '{LONGEST_WAIT}'"))
        obligation = session.scalars(
            select(Obligation).join(Assignment).join(Measure).where(Measure.code == code)
        ).one()
        channel = obligation.round.organization.channel
        person = Person(channel_id=channel.id, line_user_id=f"U{code}", created_at=NOW)
        session.add(person)
        content = ReportContent(Progress.IN_PROGRESS, "ทำแล้วบางส่วน")
        send_report(session, obligation, content, by=person, now=NOW)


class Paused:
    """An import stopped where it has compared and is about to hold the organization."""

    def __init__(self) -> None:
        self.reached, self.resumed = Event(), Event()
        self.statements_held = -1
        """How many statements were sent since the organization was held."""

    def before_statement(self, *about: object) -> None:
        """Stop before the lock, and count what comes after it."""
        if self.statements_held >= 0:
            self.statements_held += 1
        elif "FOR NO KEY UPDATE" in str(about[2]):
            self.statements_held = 0
            self.reached.set()
            assert self.resumed.wait(SAFETY)


@contextmanager
def paused_import(
    database: Database, owner: Organization, document: PlanDocument, *, replace: bool = False
) -> Iterator[tuple[Paused, list[ImportResult]]]:
    """Import in a connection of its own; it goes on, and ends, when the block is left."""
    paused = Paused()
    results: list[ImportResult] = []
    other = Database(database.engine.url.render_as_string(hide_password=False), pool_size=1)
    event.listen(other.engine, "before_cursor_execute", paused.before_statement)

    def run() -> None:
        with other.begin() as session:
            held = session.get_one(Organization, owner.id)
            results.append(import_plan(session, held, document, now=LATER, replace=replace))

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(run)
        try:
            assert paused.reached.wait(SAFETY)
            yield paused, results
        finally:
            paused.resumed.set()
            failure = running.exception()
            other.close()
    if failure:
        raise failure


def test_a_report_is_sent_while_a_plan_of_sixty_measures_is_compared(
    database: Database, organization: Organization
) -> None:
    store(database, organization, PLAN)
    with paused_import(database, organization, reworded(2, 3)) as (paused, results):
        send(database, "1.1")
    assert [line.label for line in results[0].difference.changed] == ["1.2", "1.3"]
    with database.read() as session:
        assert session.scalars(select(Report)).one().obligation.assignment.measure.code == "1.1"
        assert session.scalars(select(Measure.title).where(Measure.code == "1.2")).one() == (
            "มาตรการที่ 2 ฉบับใหม่"
        )
    # What is written while others wait goes in batches, not row by row.
    assert paused.statements_held < 2 * len(MEASURES)


def test_a_report_that_came_meanwhile_is_seen_before_anything_is_written(
    database: Database, organization: Organization
) -> None:
    store(database, organization, PLAN)
    with (
        pytest.raises(NeedsReplace) as refused,
        paused_import(database, organization, reworded(1, 2)),
    ):
        send(database, "1.1")
    assert [line.label for line in refused.value.difference.touching_reports] == ["1.1"]
    with database.read() as session:
        assert not session.scalars(select(Measure).where(Measure.title.contains("ใหม่"))).all()


def test_a_plan_that_was_stored_meanwhile_is_compared_again(
    database: Database, organization: Organization
) -> None:
    with paused_import(database, organization, PLAN) as (_, results):
        store(database, organization, reworded(7))
    assert [line.label for line in results[0].difference.changed] == ["1.7"]
    with database.read() as session:
        assert len(session.scalars(select(Measure)).all()) == len(MEASURES)
