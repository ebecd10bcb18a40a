"""The reports behind a rolled-up sentence: looked up when asked for, the same for ever once they
are published, and old papers as they were.
"""

from __future__ import annotations

import json
from hashlib import sha256

from sqlalchemy import delete, func, select

from models.database import Database
from models.reports.accepted_rows import note_missing
from models.tables.obligations import Progress
from models.tables.plan import Measure
from models.tables.year.result_report import AcceptedReport, CellEdit
from papers.drawn.behind import is_short
from papers.print.document import PaperLine
from papers.result.checks.checking import FindingKind
from papers.result.composing import compose
from papers.result.composition import State
from papers.result.edits import edit_place
from papers.result.origins import CellOrigin, trace
from tests.papers.office import (
    DECEMBER,
    NOVEMBER,
    NOW,
    YEAR,
    Office,
    published,
    small_office,
)


def reported(session: object, agencies: int = 5) -> tuple[Office, Measure]:
    """Return an office with several agencies that sent one report each, twelve of them failed."""
    office, measure = small_office(session, agencies, (NOVEMBER, DECEMBER))  # type: ignore[arg-type]
    for number in range(1, agencies):
        office.sends(
            f"สำนักงานที่ {number:02}",
            measure,
            NOVEMBER,
            f"อบรมครั้งที่ {number}",
            outcome="รับทราบ\nถือปฏิบัติ" if number % 2 else "รับ ทราบ",
            progress=Progress.NOT_ACHIEVED if agencies > 12 else Progress.DONE,
        )
    return office, measure


def state_of(office: Office, key: str) -> State:
    found = compose(office.session, office.organization, YEAR, NOW)
    return next(state for state in found.states if state.key == key)


def receipts(origin: CellOrigin) -> list[list[str]]:
    return [[report.agency for report in line.reports] for line in origin.lines]


def test_a_rolled_up_line_names_its_reports_only_when_somebody_asks(database: Database) -> None:
    with database.begin() as session:
        office, _ = reported(session, agencies=14)
        drawn = state_of(office, "1.1/summary").drawn
        assert [line.text for line in drawn][-1] == "ยังไม่บรรลุผลอีก 3 หน่วยงาน"
        assert all(is_short(drawn[place].sources[0]) for place in (0, -1))
        composition = compose(session, office.organization, YEAR, NOW)
        cells = {cell.key: cell for cell in composition.document.cells()}
        summary, outcome = trace(session, composition, [cells["1.1/summary"], cells["1.1/outcome"]])
        everybody = [f"สำนักงานที่ {number:02}" for number in range(1, 14)]
        assert receipts(summary) == [
            everybody,
            *([each] for each in everybody[:10]),
            everybody[10:],
        ]
        assert [line.text for line in cells["1.1/outcome"].lines] == [
            "รับทราบ (13 หน่วยงาน)",
            "ถือปฏิบัติ (7 หน่วยงาน)",
        ]
        assert receipts(outcome) == [everybody, everybody[::2]]


def test_a_published_paper_names_every_report_as_it_always_did(database: Database) -> None:
    with database.begin() as session:
        office, measure = reported(session)
        version = published(
            session, office.organization, YEAR, now=NOW, ask=None, despite=list(FindingKind)
        )
        before = json.dumps([version.document, version.origins], ensure_ascii=False)
        assert "reports:" not in before
        (section,) = version.document["sections"]
        (summary,) = (cell for cell in section["rows"][0]["cells"] if cell["key"] == "1.1/summary")
        assert [len(line["sources"]) for line in summary["lines"]] == [4]
        assert {source.partition(":")[0] for source in summary["lines"][0]["sources"]} == {
            "revision"
        }
        office.sends("สำนักงานที่ 01", measure, DECEMBER, "อบรมอีกครั้ง", outcome="รับทราบ")
        session.flush()
        session.refresh(version)
        assert json.dumps([version.document, version.origins], ensure_ascii=False) == before
        stored = [CellOrigin.from_json(raw) for raw in version.origins]
        (told,) = (origin for origin in stored if origin.key == "1.1/summary")
        assert receipts(told) == [[f"สำนักงานที่ {number:02}" for number in range(1, 5)]]


def test_an_edit_knows_that_other_reports_stand_behind_the_same_words(database: Database) -> None:
    with database.begin() as session:
        office, measure = reported(session)
        state = state_of(office, "1.1/summary")
        edit_place(session, office.plan, state.place, "เขียนเอง", state.drawn, now=NOW)
        (stored,) = session.scalars(select(CellEdit))
        assert [source.partition(":")[0] for source in stored.sources] == ["revision"] * 4
        assert not state_of(office, "1.1/summary").is_changed
        office.sends("สำนักงานที่ 01", measure, DECEMBER, "อบรมครั้งที่ 1", progress=Progress.DONE)
        changed = state_of(office, "1.1/summary")
        assert changed.is_changed
        assert [line.text for line in changed.drawn] == [line.text for line in state.drawn]


def test_an_edit_of_an_older_program_is_no_change_until_the_reports_are(database: Database) -> None:
    with database.begin() as session:
        office, measure = reported(session)
        state = state_of(office, "1.1/summary")
        edit_place(session, office.plan, state.place, "เขียนเอง", state.drawn, now=NOW)
        (stored,) = session.scalars(select(CellEdit))
        lines = [PaperLine(line.text, tuple(map(str, stored.sources))) for line in state.drawn]
        raw = json.dumps([[line.text, list(line.sources)] for line in lines], ensure_ascii=False)
        stored.basis = sha256(raw.encode()).hexdigest()  # as it was before sources were short
        session.flush()
        assert not state_of(office, "1.1/summary").is_changed
        office.sends("สำนักงานที่ 05", measure, NOVEMBER, "อบรม", progress=Progress.DONE)
        assert state_of(office, "1.1/summary").is_changed


def test_the_narrow_rows_are_those_of_the_newest_accepted_revisions(database: Database) -> None:
    with database.begin() as session:
        office, measure = reported(session)
        again = office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ที่ 1/2 ลงวันที่ 3", notes=["ก"])
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ยังไม่ตรวจ", decision=None)
        columns = AcceptedReport.__table__.columns
        asked = select(*columns).order_by(AcceptedReport.report_id)
        kept = session.execute(asked).all()
        assert len(kept) == 4
        (row,) = (row for row in kept if row.revision_id == again.id)
        assert (row.measure_id, row.month, row.promise) == (measure.id, NOVEMBER, 4)
        session.execute(delete(AcceptedReport))
        assert note_missing(session) == 4
        assert note_missing(session) == 0
        assert session.execute(asked).all() == kept
        assert session.scalar(select(func.count(AcceptedReport.report_id))) == 4
