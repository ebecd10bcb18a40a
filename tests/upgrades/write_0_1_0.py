"""Write the dump beside this file: a small database as version 0.1.0 made and filled it.

Run it in a checkout of 0.1.0 with that version's packages, from its root:

    PYTHONPATH=. python .../write_0_1_0.py .../kaona-0.1.0.sql

It is kept to say how the dump was made; nothing of this version runs it.
"""
# mypy: ignore-errors
# ruff: noqa

from __future__ import annotations

import sqlite3
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from models import schema
from models.calendar import BANGKOK
from models.database import Database
from models.organization import Organization
from models.people import Person
from models.reporting import Decision, Report
from models.reports import review_report
from reports.checking import FindingKind
from reports.publishing import publish
from sqlalchemy import select
from tests.handlers.cast import begin_month, officer, opens, secretary, sends_report
from tests.handlers.conftest import furnished

MOMENTS = (
    *((11, day) for day in (20, 25, 30)),
    *((12, day) for day in (1, 3)),
)
"""The sending moments of November's round, each at 09:00 in Bangkok; the last is its close."""


def tell(url: str, folder: Path) -> None:
    """Live through November 2026 and leave a report of December half filled in."""
    with furnished(url, folder) as stage:
        with stage.program.database.begin() as session:
            found = session.scalars(select(Organization)).one()
            found.settings = {"late_names_in_group": True, "close_working_days": 3}
        somchai, arunee = officer(stage), secretary(stage)
        sends_report(somchai)
        with stage.program.database.begin() as session:
            reviewer = session.scalars(
                select(Person).where(Person.line_user_id == arunee.user_id)
            ).one()
            report = session.scalars(select(Report)).one()
            review_report(session, report.current, Decision.ACCEPTED, by=reviewer, now=stage.now())
        for month, day in MOMENTS:
            stage.tick(datetime(2026, month, day, 9, tzinfo=BANGKOK))
        with stage.program.database.begin() as session:
            found = session.scalars(select(Organization)).one()
            stands = [kind for kind in FindingKind if kind is not FindingKind.ARITHMETIC]
            publish(session, found, 2570, now=stage.now(), ask=None, despite=stands, by="เลขานุการ")
        begin_month(stage, datetime(2026, 12, 8, 9, 30, tzinfo=BANGKOK))
        opens(somchai)
        somchai.taps("◐")
        somchai.says("ประชุมชี้แจงเพิ่มเติม 2 ครั้ง")


def dump(file: Path, out: Path) -> None:
    """Write the database as SQL, with no messages but the last, whose buttons wait to be tapped."""
    database = sqlite3.connect(file)
    database.execute("DELETE FROM delivery WHERE id < (SELECT max(id) FROM delivery)")
    database.commit()
    out.write_text("\n".join(database.iterdump()) + "\n", encoding="utf-8")
    database.close()


with tempfile.TemporaryDirectory() as name:
    file = Path(name, "kaona.db")
    database = Database(f"sqlite:///{file}")
    schema.upgrade(database)
    database.close()
    tell(f"sqlite:///{file}", Path(name, "data"))
    dump(file, Path(sys.argv[1]))
