"""How long the calendar takes for 8,300 agencies and 75,000 obligations: run ``python -m
tests.benchmarks.bench_tick``.

One organization, nine measures for every agency, one officer in each. Printed are seconds for
beginning the round and for the reminder on its due date (which makes a message for every officer),
on SQLite and, where there is a server, on PostgreSQL.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import func, insert, select

from bot.tick import tick
from models import schema
from models.database import Database
from models.month.calendar import at
from models.tables.agency import Agency, agency_group_member
from models.tables.obligations import Obligation
from models.tables.outbox import Delivery
from models.tables.people import Membership, Person, Role
from tests.databases import NoPostgres, postgres_server
from tests.scheduler.province import ENTERED, Province, line_id

AGENCIES = 8300
MEASURES = 9
TITLE = (
    "จัดทำและเผยแพร่ข้อมูลการดำเนินงานตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภาย"
    "ในหน่วยงานผ่านช่องทางที่ประชาชนเข้าถึงได้โดยสะดวก"
)
BEGIN = at(date(2026, 11, 1))
DUE = at(date(2026, 11, 30), 9)


def fill(database: Database) -> None:
    """Store the organization, its agencies and their officers."""
    with database.begin() as session:
        province = Province(session, slug="dla")
        group = province.group_of("องค์กรปกครองส่วนท้องถิ่นทุกแห่ง", [])
        organization = province.organization
        province.plan.adopted_at = organization.created_at = at(
            date(2026, 11, 5)
        )  # so that October is not owed
        names = [f"องค์การบริหารส่วนตำบลแห่งที่ {number}" for number in range(AGENCIES)]
        session.execute(
            insert(Agency), [{"organization_id": organization.id, "name": name} for name in names]
        )
        agency_ids = session.scalars(select(Agency.id).order_by(Agency.id)).all()
        session.execute(
            insert(agency_group_member),
            [{"group_id": group.id, "agency_id": agency_id} for agency_id in agency_ids],
        )
        for number in range(MEASURES):
            province.measure(f"{number + 1}", group, title=f"{TITLE} ข้อ {number + 1}")
        _officers(province)


def _officers(province: Province) -> None:
    session, organization = province.session, province.organization
    people = [
        {
            "channel_id": organization.channel_id,
            "line_user_id": line_id("U", f"officer{agency_id}"),
            "full_name": f"เจ้าหน้าที่ {agency_id}",
            "created_at": ENTERED,
        }
        for agency_id in session.scalars(select(Agency.id).order_by(Agency.id))
    ]
    session.execute(insert(Person), people)
    ids = zip(
        session.scalars(select(Person.id).order_by(Person.id)),
        session.scalars(select(Agency.id).order_by(Agency.id)),
        strict=True,
    )
    session.execute(
        insert(Membership),
        [
            {
                "person_id": person_id,
                "organization_id": organization.id,
                "agency_id": agency_id,
                "role": Role.OFFICER,
                "since": ENTERED,
            }
            for person_id, agency_id in ids
        ],
    )


def timed_tick(database: Database, now: datetime) -> float:
    """Tick once and return how many seconds it took."""
    begun = time.perf_counter()
    result = tick(database, now)
    if result.failed:
        raise RuntimeError(f"{result.failed} jobs failed")
    return time.perf_counter() - begun


def measure(name: str, url: str) -> None:
    """Print the seconds for one database."""
    database = Database(url)
    schema.upgrade(database)
    fill(database)
    first = timed_tick(database, BEGIN)
    with database.read() as session:
        owed = session.scalar(select(func.count()).select_from(Obligation))
    due = timed_tick(database, DUE)
    idle = timed_tick(database, DUE)
    missing = timed_tick(database, at(date(2026, 12, 1), 9))
    close = timed_tick(database, at(date(2026, 12, 3), 9))
    with database.read() as session:
        pushed = session.scalar(select(func.count()).where(Delivery.purpose == "due_reminder"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name}: {AGENCIES:,} agencies, {owed:,} obligations, {pushed:,} reminders")
    print(f"  begin_round        {first:6.2f} s")
    print(f"  due_reminder       {due:6.2f} s")
    print(f"  nothing to do      {idle:6.3f} s")
    print(f"  missing_list       {missing:6.2f} s (and the next round begun)")
    print(f"  close_round        {close:6.2f} s")
    print(f"  peak memory        {peak:6.0f} MiB", flush=True)
    database.close()


def main() -> int:
    """Measure both databases."""
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", f"sqlite:///{Path(folder) / 'bench.db'}")
    try:
        with postgres_server() as server, server.fresh() as url:
            measure("PostgreSQL", url)
    except NoPostgres as missing:
        print(f"PostgreSQL: not measured, {missing}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
