"""Wrong figures of an imported report: found beside the stored scores, each with the sum that shows
it.
"""

from __future__ import annotations

from decimal import Decimal

from models.database import Database
from papers.result.score_claims import printed_faults
from scores.claim_faults import ClaimFaultKind
from tests.papers.office import NOVEMBER, YEAR, small_office
from tests.papers.result.printed import PrintedReport, of_a_province


@of_a_province
def test_the_three_wrong_figures_of_a_report_are_found(
    database: Database, report: PrintedReport
) -> None:
    with database.begin() as session:
        organization = report.imported(session)
        faults = printed_faults(session, organization, 2567)
        assert printed_faults(session, organization, 2566) == ()
    told = [
        (each.where, each.kind, each.code, each.fiscal_year, each.printed, each.right)
        for each in faults
    ]
    assert told == [
        ("measure 1.1", ClaimFaultKind.PREVIOUS, "2", 2566, *map(Decimal, report.previous)),
        ("measure 1.1", ClaimFaultKind.DIFFERENCE, "8", 2567, *map(Decimal, report.difference)),
        ("measure 1.2", ClaimFaultKind.DIFFERENCE, "8", 2567, *map(Decimal, report.difference)),
    ]
    assert tuple(each.sum_text for each in faults)[:2] == report.sums


def test_a_wrong_per_cent_in_the_remarks_is_found_and_a_right_one_is_not(
    database: Database,
) -> None:
    with database.begin() as session:
        office, measure = small_office(session, months=(NOVEMBER,))
        right = (
            f"ผลการประเมิน ITA ในภาพรวม ในปี {YEAR} มีผลคะแนน 93.80 คะแนน เพิ่มขึ้นจากปี {YEAR - 1} "
            "(88.45 คะแนน) 5.35 คะแนน คิดเป็นร้อยละ 6.05"
        )
        measure.printed_outcomes = [right]
        session.flush()
        assert printed_faults(session, office.organization, YEAR) == ()
        office.plan.printed_frame = {"remarks": [right.replace("6.05", "6.50")]}
        session.flush()
        (fault,) = printed_faults(session, office.organization, YEAR)
    assert (fault.where, fault.kind, fault.code, fault.printed) == (
        "remarks",
        ClaimFaultKind.PER_CENT,
        "overall",
        Decimal("6.50"),
    )
    assert fault.sum_text == "5.35 / 88.45 x 100 = 6.05"
