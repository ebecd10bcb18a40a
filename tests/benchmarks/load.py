"""What the load is made of: registered officers in the middle of reporting, as the load generator
numbers them.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from models import schema
from models.database import Database
from models.month.rounds import ensure_obligations
from models.tables.agency import Agency
from models.tables.organization import Channel, Organization, OrganizationKind
from models.tables.people import Membership, Person, Role
from models.tables.plan import Assignment, Measure, Plan

SECRET = "bench-secret"
MEASURES = 40
# As in the middle of a working day: mostly answers to questions, now and then a list. Drawn at
# random, line by line.
TEXTS = [
    *["รายงาน"] * 3,
    "งานของฉัน",
    "สรุป",
    *["อยู่ระหว่างดำเนินการ"] * 4,
    *["จัดประชุมชี้แจงเมื่อวันที่ 12 พ.ย. 2569 ผู้เข้าร่วม 85 คน"] * 3,
    *["จัดทำคู่มือการให้บริการและเผยแพร่ทางเว็บไซต์แล้ว"] * 2,
    *["ข้าม"] * 2,
    *["เพิ่มหลักฐาน"] * 2,
    *["ไปต่อ"] * 3,
    *["ยืนยัน"] * 4,
    *["ย้อนกลับ"] * 2,
]
POSTBACKS = [f"a=report&o={number}" for number in range(1, MEASURES + 1)] + ["a=due&page=1"] * 4


def user_id(number: int) -> str:
    """Return the LINE id of the load generator's n-th user."""
    return "U" + hashlib.md5(f"bench-user-{number}".encode()).hexdigest()


def seed(database_url: str, users: int) -> None:
    """Make the officers of one agency that answers for forty measures this month; what is there
    already stays.
    """
    database = Database(database_url)
    schema.upgrade(database)
    now = datetime.now(UTC)
    with database.read() as session:
        known = session.scalar(select(Organization.id)) is not None
    if known:
        database.close()
        return
    with database.begin() as session:
        channel = Channel(line_channel_id="bench")
        organization = Organization(
            slug="bench",
            name="จังหวัดตัวอย่าง",
            kind=OrganizationKind.PROVINCE,
            channel=channel,
            settings={},
            created_at=now - timedelta(days=1),
        )
        session.add(organization)
        session.flush()
        agency = Agency(organization_id=organization.id, name="สำนักงานจังหวัด")
        session.add(agency)
        plan = Plan(
            organization=organization, fiscal_year=_year(now), adopted_at=now - timedelta(days=1)
        )
        for number in range(MEASURES):
            measure = Measure(
                plan=plan, position=number, code=f"1.{number + 1}", title=f"มาตรการที่ {number + 1}"
            )
            measure.assignments.append(
                Assignment(position=0, agency=agency, steps=[], recurrence="monthly")
            )
        session.add(plan)
        session.flush()
        for number in range(users):
            person = Person(
                channel_id=channel.id,
                line_user_id=user_id(number),
                full_name=f"ผู้ใช้ {number}",
                created_at=now,
            )
            person.memberships.append(
                Membership(
                    organization_id=organization.id,
                    agency_id=agency.id,
                    role=Role.OFFICER,
                    since=now,
                )
            )
            session.add(person)
        session.flush()
        ensure_obligations(session, organization, now)
    database.close()


def _year(now: datetime) -> int:
    from models.month.calendar import fiscal_year_of, local_day

    return fiscal_year_of(local_day(now))
