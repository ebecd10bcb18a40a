"""Where every sentence comes from."""

from __future__ import annotations

from models.database import Database
from papers.result.composing import compose
from papers.result.edits import edit_place
from papers.result.origins import CellOrigin, trace
from tests.papers.office import NOVEMBER, NOW, YEAR, Office, small_office
from tests.papers.result.printed import PrintedReport, of_a_province


def traced(office: Office, key: str) -> CellOrigin:
    composition = compose(office.session, office.organization, YEAR, NOW)
    (cell,) = [cell for cell in composition.document.cells() if cell.key == key]
    (origin,) = trace(office.session, composition, [cell])
    return origin


def test_a_sentence_names_its_reports_their_evidence_and_who_accepted_them(
    database: Database,
) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        sent = office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ชี้แจงแล้ว", photos=1)
        ((line,), found) = traced(office, "1.1/summary").lines, sent
        (report,) = line.reports
        assert report.receipt == found.receipt_number
        assert (report.agency, report.month) == ("สำนักงานที่ 01", NOVEMBER)
        assert (report.sent_by, report.accepted_by) == ("เจ้าหน้าที่ สำนักงานที่ 01", "เลขา")
        assert [(shown.kind, shown.sha256) for shown in report.evidence] == [("image", "a" * 64)]


def test_a_rolled_up_count_comes_from_every_agency_it_counts(database: Database) -> None:
    with database.begin() as session:
        office, measure = small_office(session, agencies=5)
        for number in (1, 2, 3):
            office.sends(f"สำนักงานที่ 0{number}", measure, NOVEMBER, "ชี้แจงแล้ว")
        (line,) = traced(office, "1.1/summary").lines
        assert [report.agency for report in line.reports] == [
            f"สำนักงานที่ 0{number}" for number in (1, 2, 3)
        ]


def test_an_edited_sentence_keeps_the_origin_of_its_cell_and_names_the_edit(
    database: Database,
) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        office.scores(y2570_overall="93.80")
        sent = office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ชี้แจงแล้ว", outcome="รับทราบ")
        composition = compose(session, office.organization, YEAR, NOW)
        (state,) = [state for state in composition.states if state.key == "1.1/outcome"]
        kept = state.drawn[1].text
        edit_place(
            session,
            office.plan,
            state.place,
            f"1. เขียนใหม่\n2. {kept}",
            state.drawn,
            now=NOW,
            by="เลขา",
        )
        new, same = traced(office, "1.1/outcome").lines
        assert [report.receipt for report in new.reports] == [sent.receipt_number]
        assert [other.by for other in new.others if other.what.startswith("edit:")] == ["เลขา"]
        assert same.text == kept
        assert same.reports == ()
        assert [other.what.partition(":")[0] for other in same.others] == ["score", "edit"]


@of_a_province
def test_every_sentence_of_an_imported_report_comes_from_its_document(
    database: Database, report: PrintedReport
) -> None:
    with database.begin() as session:
        organization = report.imported(session)
        composition = compose(session, organization, 2567, NOW)
        origins = trace(session, composition)
    assert len(origins) == len(composition.document.cells()) + len(composition.parts)
    assert [CellOrigin.from_json(origin.to_json()) for origin in origins] == origins
    others = [other for origin in origins for line in origin.lines for other in line.others]
    assert {other.detail for other in others} == {report.file.name}
    assert origins[0].to_json()["key"] == "1.1/measure"
