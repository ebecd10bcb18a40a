"""Seconds and memory of the result report as reports grow: run ``python -m
tests.benchmarks.bench_report``.

A year of 33 agencies, nine measures and twelve months (3,564 accepted reports) is 1x; 4x and 16x
have as many more agencies, and so has 64x, which is only rolled up. Printed are seconds and peak
memory of composing (in this process) and of making each file in its worker process, told one by one
and rolled up.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models import schema
from models.database import Database
from models.month.calendar import at, fiscal_months
from models.reports.accepted_rows import note_missing
from models.tables.agency import Agency, agency_group_member
from models.tables.evidence import Evidence, EvidenceKind, revision_evidence
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
from models.tables.organization import Organization
from models.tables.people import Role
from models.tables.plan import Assignment
from papers.drawn.telling import Telling
from papers.print.document import Document
from papers.print.rendering import PaperFormat
from papers.result.composing import compose
from papers.result.layout import PaperLayout
from tests.papers.office import Office

YEAR = 2570
AGENCIES, MEASURES = 33, 9
NOW = at(fiscal_months(YEAR)[-1]) + timedelta(days=40)
SUMMARY = (
    "ประชุมชี้แจงบุคลากรในสังกัดเรื่องหลักเกณฑ์การประเมินผลการปฏิบัติราชการ ครั้งที่ {month} ของ{agency} "
    "และเผยแพร่ผ่านเว็บไซต์ของหน่วยงาน "
    "กลุ่มไลน์ และป้ายประชาสัมพันธ์ มีผู้เข้าร่วมจำนวน {people} คน"
)
OUTCOME = "บุคลากรได้รับทราบหลักเกณฑ์และปฏิบัติตามแนวทางได้ถูกต้องมากยิ่งขึ้น ด้านที่ {number}"


def fill(database: Database, times: int, measures: int = MEASURES) -> int:
    """Store a year of accepted reports; return how many."""
    with database.begin() as session:
        office = Office(session, slug="bench")
        session.execute(
            insert(Agency),
            [
                {"organization_id": office.organization.id, "name": f"ส่วนราชการที่ {n}"}
                for n in range(AGENCIES * times)
            ],
        )
        agencies = list(session.scalars(select(Agency.id).order_by(Agency.id)))
        group = office.group_of("ส่วนราชการประจำจังหวัดทุกแห่ง", [])
        session.execute(
            insert(agency_group_member),
            [{"group_id": group.id, "agency_id": each} for each in agencies],
        )
        for number in range(1, measures + 1):
            issue = office.issue(str(number), f"ประเด็นที่ {number}") if number <= 7 else None
            office.measure(
                f"{min(number, 7)}.{max(1, number - 6)}", group, issue=issue, recurrence="monthly"
            )
        officer, reviewer = (
            office.person("เจ้าหน้าที่", Role.OFFICER).id,
            office.person("เลขานุการ", Role.SECRETARIAT).id,
        )
        rounds = [
            Round(organization_id=office.organization.id, fiscal_year=YEAR, month=month)
            for month in fiscal_months(YEAR)
        ]
        for each in rounds:
            each.due_on, each.opens_at = each.month, at(each.month)
            each.due_at = each.closes_at = at(each.month)
        session.add_all(rounds)
        session.flush()
        owed = [
            (assignment, agency, found)
            for assignment in session.scalars(select(Assignment.id))
            for agency in agencies
            for found in rounds
        ]
        ids = range(1, len(owed) + 1)
        accepted = ObligationState.ACCEPTED
        session.execute(
            insert(Obligation),
            [
                {"id": i, "assignment_id": a, "agency_id": g, "round_id": r.id, "state": accepted}
                for i, (a, g, r) in zip(ids, owed, strict=True)
            ],
        )
        session.execute(
            insert(Report),
            [
                {
                    "id": i,
                    "obligation_id": i,
                    "first_sent_at": NOW,
                    "late": False,
                    "progress": Progress.DONE,
                }
                for i in ids
            ],
        )
        session.execute(
            insert(Revision),
            [
                {
                    "id": i,
                    "report_id": i,
                    "number": 1,
                    "progress": Progress.DONE,
                    "summary": SUMMARY.format(
                        month=r.month.month, agency=f"ส่วนราชการที่ {g}", people=20 + i % 90
                    ),
                    "outcome": OUTCOME.format(number=i % 40),
                    "obstacle": "",
                    "sent_at": NOW,
                    "sent_by_id": officer,
                    "on_behalf": False,
                }
                for i, (_, g, r) in zip(ids, owed, strict=True)
            ],
        )
        session.execute(
            insert(Review),
            [
                {
                    "revision_id": i,
                    "decision": ReviewDecision.ACCEPTED,
                    "decided_at": NOW,
                    "decided_by_id": reviewer,
                }
                for i in ids
            ],
        )
        _evidence(session, ids, officer)
        note_missing(session)
        return len(owed)


def _evidence(session: Session, ids: Sequence[int], officer: int) -> None:
    """A letter for every third report, a photo for every second."""
    rows = [
        (i, EvidenceKind.NOTE, f"ที่ สท 0017.5/ว {i} ลงวันที่ 8 มีนาคม 2570") for i in ids if i % 3 == 0
    ]
    rows += [(i, EvidenceKind.IMAGE, "ภาพ.jpg") for i in ids if i % 2 == 0]
    session.execute(
        insert(Evidence),
        [
            {"id": n, "kind": kind, "name": name, "person_id": officer, "received_at": NOW}
            for n, (_, kind, name) in enumerate(rows, 1)
        ],
    )
    session.execute(
        insert(revision_evidence),
        [{"revision_id": row[0], "evidence_id": n} for n, row in enumerate(rows, 1)],
    )


_WORKER = (
    "import sys; from pathlib import Path; from papers.print.worker import main; "
    "main(sys.argv[1]); "
    "sys.stderr.write(Path('/proc/self/status').read_text())"
)
"""The worker, and then what Linux says of its memory."""


def measured(document: Document, kind: PaperFormat) -> tuple[float, int, int]:
    """Return seconds, peak megabytes and the file's bytes of a worker process that makes a file."""
    paper = json.dumps(document.to_json(), ensure_ascii=False).encode()
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _WORKER, kind.value], input=paper, capture_output=True, check=True
    )
    seconds = time.perf_counter() - begun
    peak = next(line for line in done.stderr.decode().splitlines() if line.startswith("VmHWM"))
    return seconds, int(peak.split()[1]) // 1024, len(done.stdout)


def main() -> None:
    """Print the table."""
    print("reports  telling    step  seconds  MB peak   bytes")
    for times in (1, 4, 16, 64):
        with tempfile.TemporaryDirectory() as folder:
            database = Database(f"sqlite:///{Path(folder) / 'bench.db'}")
            schema.upgrade(database)
            count = fill(database, times)
            for telling in (
                (Telling.ROLLED_UP, Telling.EACH) if times < 64 else (Telling.ROLLED_UP,)
            ):
                _measure(database, count, telling)
            database.close()


def _measure(database: Database, count: int, telling: Telling) -> None:
    with database.read() as session:
        organization = session.get_one(Organization, 1)
        begun = time.perf_counter()
        document = compose(session, organization, YEAR, NOW, PaperLayout(agencies=telling)).document
        print(
            f"{count:7,}  {telling:9}  {'compose':>7}  {time.perf_counter() - begun:6.2f}",
            flush=True,
        )
    for kind in PaperFormat:
        seconds, peak, size = measured(document, kind)
        print(
            f"{count:7,}  {telling:9}  {kind:>7}  {seconds:6.2f}  {peak:7}  {size:10,}", flush=True
        )


if __name__ == "__main__":
    main()
