"""The cards of the secretariat and of who asks further, at their longest: LINE takes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from messages.chat import further, notes
from messages.chat.lists import which_agency
from messages.chat.notices import thanks
from messages.chat.small_talk import Office
from messages.month.brief import executive_brief
from messages.month.summary import round_summary
from messages.nudging import Foreseen, Nudged, NudgeWanted
from messages.parts import tap
from messages.secretariat import announcing, chasing, first_card
from messages.secretariat.announcing import Audience, AudienceChoice, TypedAnnouncement
from messages.secretariat.first_card import Waiting
from messages.taps import Action
from models.month.adoption import MissingPlan
from models.month.brief import AgencyStand, Brief, IssueStand, Stuck, StuckAgencies
from models.month.chased import Chase
from models.month.owing import Owing
from models.month.summary import Count, IssueLine, MeasureLine, RoundSummary, RoundView
from models.people.circulars import Reach
from models.people.notes import LONGEST, LeftNote
from models.reports.accepted.thanks import ThankedReport
from models.tables.conversation import NoteKind
from models.tables.organization import Organization
from tests.messages.line_takes import taken
from tests.stage import words_of

MONTH, DUE = date(2026, 11, 1), date(2026, 11, 30)
MOMENT = datetime(2026, 11, 30, 2, tzinfo=UTC)
LONG = "จัดทำและเผยแพร่แผนปฏิบัติการป้องกันการทุจริตที่ครอบคลุมทุกภารกิจของหน่วยงาน " * 6
QUICK = [tap("งานของฉัน", "a=mine")]
MANY = Count(9999, 8000, 7000, 6000, 900, 99)


def test_line_takes_what_the_secretariat_sees() -> None:
    waiting = Waiting(LONG, ((MONTH, DUE),) * 2, MissingPlan(2570, has_draft=True), *[9999] * 12)
    taken(first_card.first_cards([waiting] * 10, QUICK)[:1])
    taken(first_card.first_cards([Waiting(LONG)], QUICK))
    names = (LONG,) * 40
    agencies, wanted = tuple((2**31 - 1, LONG, 999) for _ in names), NudgeWanted(Chase.LATE, MONTH)
    for month_left in (3, 199):
        foreseen = Foreseen(
            agencies, 99, names, names, "09.00 น.", wanted, Chase.LATE, month_left, 500
        )
        taken([chasing.look(2**31 - 1, foreseen, QUICK, agency_id=2**31 - 1, problem=LONG)])
    taken([chasing.look(1, Foreseen((), 0, names, names, None), QUICK)])
    taken([chasing.nudged(Nudged(9, 9, (), "09.00 น.", names), QUICK)])
    left = [LeftNote(n, NoteKind.QUESTION, "ก" * LONGEST, MOMENT, LONG, LONG) for n in range(60)]
    taken([notes.told(left), notes.listed(2**31 - 1, left, QUICK)])
    taken([notes.stranger_passed_on([Office(LONG, "055-612-345")] * 3)])


def test_what_was_returned_is_told_apart_from_what_was_never_sent() -> None:
    missing = Waiting(LONG, missing=4, agencies_missing=2, returned=1, agencies_returned=1)
    said = words_of(first_card.first_cards([missing], QUICK))
    for words in ("ยังไม่รายงาน 4 รายการ", "จาก 2 หน่วยงาน", "รอแก้ไข 1 รายการ", "จาก 1 หน่วยงาน"):
        assert words in said
    view = RoundView(
        LONG, MONTH, DUE, False, False, RoundSummary(Count(9, 3, 3, returned=1), (), ()), 3, 1
    )
    for shown in (round_summary(view), executive_brief(Brief(view, None, ()))):
        assert "รายงานครบแล้ว 1 จาก 3 หน่วยงาน (รอแก้ไข 1 รายการ)" in words_of(list(shown))


def test_line_takes_an_announcement_before_it_is_sent() -> None:
    owner = Organization(id=2**31 - 1, name=LONG, secretariat_phone="055-612-345")
    typed = TypedAnnouncement(Audience.ALL, (), "ก" * 60, "ก" * 1000)
    reach = Reach((), (LONG,) * 40)
    choices = [AudienceChoice(each, reach) for each in Audience]
    taken(announcing.look(owner, typed, "9" * 40, choices, 99, "09.00 น.", QUICK, LONG))
    taken([announcing.how_to(QUICK), announcing.unknown_names([LONG] * 30, QUICK)])


def test_line_takes_what_is_asked_further() -> None:
    measures = tuple(MeasureLine(n, f"1.{n}", LONG, 1, True, MANY) for n in range(60))
    stand = IssueStand("12", LONG, MANY, measures, tuple((LONG, 99) for _ in range(60)))
    taken([further.issue_card(stand, MONTH, QUICK)])
    stuck = tuple(StuckAgencies("1.1", LONG, MONTH, (LONG,)) for _ in range(60))
    agency = AgencyStand(2**31 - 1, LONG, MANY, measures, stuck)
    taken([further.agency_card(agency, MONTH, QUICK, is_due=True, may_act=True)])
    taken([further.behind_card([Owing(1, LONG, 9, ())] * 60, MONTH, QUICK, due_on=DUE)])
    taken([which_agency([(n, LONG) for n in range(60)], QUICK, Action.STANDING)])
    issues = [IssueLine(n, str(n), LONG, MANY) for n in range(1, 30)]
    taken([further.no_issue(issues, MONTH, QUICK)])
    whole = RoundSummary(MANY, tuple(issues), measures)
    view = RoundView(LONG, MONTH, DUE, True, True, whole, 60, 30)
    taken(executive_brief(Brief(view, MANY, (Stuck("1.1", LONG, MONTH, 9, None),) * 5)))
    taken([thanks([ThankedReport(MOMENT, 1, MONTH, "1.1", LONG)] * 90)])
