"""What a difference says of a changed measure."""

from __future__ import annotations

from models.tables.plan import Assignment, Measure, Step
from plans.document import AssignmentEntry, MeasureEntry
from plans.storing.difference import describe_changes
from plans.storing.directory import Party, PartyKind
from plans.storing.matching import Pair, WantedAssignment


def test_a_change_shows_what_is_stored_and_what_is_printed_and_nothing_that_stayed() -> None:
    measure = Measure(
        code="1.1", title="เผยแพร่แผน", followup=None, printed_results=[], printed_outcomes=["ดี"]
    )
    measure.steps = [Step(position=0, text="ทำ"), Step(position=1, text="ตาม")]
    stays = Assignment(party_text="กองคลัง", period_text="ทุกเดือน", recurrence="monthly", steps=[])
    goes = Assignment(party_text="กองช่าง", period_text="ทุกปี", recurrence="yearly", steps=[1])
    entry = MeasureEntry("1", "1.2", "เผยแพร่แผน", ("ทำ", "ตามผล", "รายงาน"), outcomes=("ดี",))
    kept = AssignmentEntry(("กองคลัง",), (), "ทุกเดือน", None, None, "monthly")
    party = Party(PartyKind.AGENCY, "กองคลัง", "กองคลัง", 1)
    pairs = [Pair(stays, WantedAssignment(party, kept)), Pair(goes, None)]
    assert describe_changes(measure, entry, pairs) == (
        ("code", "1.1", "1.2"),
        ("issue", "", "1"),
        ("step 2", "ตาม", "ตามผล"),
        ("step 3", "", "รายงาน"),
        ("assignment", "กองช่าง; ทุกปี; steps 2", ""),
    )
