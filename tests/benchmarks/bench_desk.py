"""Server time of the desk with 100,000 reports stored: run ``python -m
tests.benchmarks.bench_desk``.

200 agencies report on 60 measures; eight months are accepted, the ninth is under way: a third sent,
a third accepted, a third owed. Printed are milliseconds (the middle and the longest of nine) and
kilobytes of the first page and of the matrix, 50 agencies and all.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bot.app import create_app, keep_for_good
from bot.program import Program
from bot.settings import Settings
from models import schema
from models.database import Database
from models.month.calendar import at, fiscal_months
from models.people.entering import open_session
from models.tables.agency import Agency, agency_group_member
from models.tables.obligations import (
    Obligation,
    ObligationState,
    Progress,
    Report,
    Review,
    ReviewDecision,
    Revision,
    Round,
)
from models.tables.people import Role
from models.tables.plan import Assignment
from tests.papers.office import Office
from web.access import COOKIE

YEAR = 2570
AGENCIES, MEASURES, MONTHS = 200, 60, 9
THIS_MONTH = fiscal_months(YEAR)[MONTHS - 1]
NOW = at(THIS_MONTH.replace(day=25), 10)
SUMMARY = "ประชุมชี้แจงบุคลากรในสังกัดเรื่องหลักเกณฑ์การประเมินผลการปฏิบัติราชการ มีผู้เข้าร่วมจำนวน {} คน"
STATES = (ObligationState.ACCEPTED, ObligationState.SENT, ObligationState.OWED)


def fill(database: Database, agencies: int = AGENCIES, measures: int = MEASURES) -> str:
    """Store the year; return the secret of a session of the secretariat."""
    with database.begin() as session:
        office = Office(session, slug="bench")
        owner = office.organization
        names = [f"สำนักงานส่วนราชการประจำจังหวัดที่ {n}" for n in range(1, agencies + 1)]
        session.execute(
            insert(Agency), [{"organization_id": owner.id, "name": name} for name in names]
        )
        ids = list(session.scalars(select(Agency.id).order_by(Agency.id)))
        group = office.group_of("ส่วนราชการประจำจังหวัดทุกแห่ง", [])
        session.execute(
            insert(agency_group_member), [{"group_id": group.id, "agency_id": each} for each in ids]
        )
        for number in range(measures):
            kind = number * 7 // measures + 1
            issue = office.issue(str(kind), f"ประเด็นที่ {kind}") if number % 9 == 0 else None
            office.measure(f"{kind}.{number}", group, issue=issue, recurrence="monthly")
        officer = office.person("เจ้าหน้าที่", Role.OFFICER, "สำนักงานจังหวัด")
        reviewer = office.person("เลขานุการ", Role.SECRETARIAT)
        rounds = [_round(owner.id, month) for month in fiscal_months(YEAR)[:MONTHS]]
        session.add_all(rounds)
        session.flush()
        assignments = session.scalars(select(Assignment.id)).all()
        owed = [(a, g, r) for r in rounds for a in assignments for g in ids]
        _store(session, owed, officer.id, reviewer.id)
        return open_session(session, reviewer, Role.SECRETARIAT, "bench", NOW)[0]


def _round(organization_id: int, month: date) -> Round:
    due_at = at(month.replace(day=28), 24)
    return Round(
        organization_id=organization_id,
        fiscal_year=YEAR,
        month=month,
        opens_at=at(month.replace(day=20), 9),
        due_on=month.replace(day=28),
        due_at=due_at,
        closes_at=due_at + timedelta(days=3),
    )


def _store(
    session: Session, owed: Sequence[tuple[int, int, Round]], officer_id: int, reviewer_id: int
) -> None:
    states = [
        STATES[number % 3] if found.month == THIS_MONTH else ObligationState.ACCEPTED
        for number, (_, _, found) in enumerate(owed)
    ]
    rows = list(zip(range(1, len(owed) + 1), owed, states, strict=True))
    session.execute(
        insert(Obligation),
        [
            {"id": i, "assignment_id": a, "agency_id": g, "round_id": r.id, "state": state}
            for i, (a, g, r), state in rows
        ],
    )
    sent = [
        (i, r.due_at - timedelta(days=5), state)
        for i, (_, _, r), state in rows
        if state is not ObligationState.OWED
    ]
    said = {"progress": Progress.IN_PROGRESS}
    session.execute(
        insert(Report),
        [
            said | {"id": i, "obligation_id": i, "first_sent_at": moment, "late": i % 11 == 0}
            for i, moment, _ in sent
        ],
    )
    session.execute(
        insert(Revision),
        [
            said
            | {
                "id": i,
                "report_id": i,
                "number": 1,
                "summary": SUMMARY.format(i % 90 if i % 2 else 40),
                "outcome": "",
                "obstacle": "",
                "sent_at": moment,
                "sent_by_id": officer_id,
                "on_behalf": False,
            }
            for i, moment, _ in sent
        ],
    )
    session.execute(
        insert(Review),
        [
            {
                "revision_id": i,
                "decision": ReviewDecision.ACCEPTED,
                "decided_at": moment,
                "decided_by_id": reviewer_id,
            }
            for i, moment, state in sent
            if state is ObligationState.ACCEPTED
        ],
    )


def program_on(url: str, folder: Path) -> Program:
    """Return the program over a filled database, at the bench's moment."""
    settings = Settings(
        database_url=url,
        public_url="https://bench.example.go.th",
        secret_key="for-the-bench-only",
        data_dir=folder,
        line_channel_id="1",
        line_channel_secret="none",
    )
    return Program(settings, clock=lambda: NOW)


def measured(client: FlaskClient, path: str) -> tuple[float, float, int]:
    """Return the middle and the longest of nine times in milliseconds after a first, and the page's
    bytes.
    """
    times, size = [], 0
    for _ in range(10):
        begun = time.perf_counter()
        answer = client.get(path, base_url="https://bench.example.go.th")
        size = len(answer.get_data())
        times.append(time.perf_counter() - begun)
        assert answer.status_code == 200, (path, answer.status_code)
    ordered = sorted(times[1:])
    return ordered[4] * 1000, ordered[-1] * 1000, size


def main(url: str | None = None) -> None:
    """Print the table; a database URL as the only argument is filled and asked instead."""
    with tempfile.TemporaryDirectory() as folder:
        where = url or f"sqlite:///{Path(folder) / 'bench.db'}"
        database = Database(where)
        schema.upgrade(database)
        secret = fill(database)
        database.close()
        program = program_on(where, Path(folder))
        client = create_app(program, lambda _id: None).test_client()
        keep_for_good()  # as the web process does before it forks
        client.set_cookie(COOKIE, secret, domain="bench.example.go.th", secure=True)
        month = f"/console/bench/month/{THIS_MONTH:%Y-%m}"
        print(f"{AGENCIES} agencies, {MEASURES} measures, {MONTHS} months\nms      most  kB  page")
        for path in (
            "/console/bench/",
            month,
            f"{month}?page=all",
            f"{month}?issue=1 ประเด็นที่ 1",
            f"{month}/agency/1",
            f"{month}/excel",
            "/console/bench/report/96002",
        ):
            middle, most, size = measured(client, path)
            print(f"{middle:6.0f}  {most:6.0f}  {size / 1000:6.0f}  {path}", flush=True)
        program.close()


if __name__ == "__main__":
    main(*sys.argv[1:2])
