"""The cards and texts of the conversation at their longest: LINE takes them, and they say what they
should.
"""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from messages import menu
from messages.chat import lists, notices, registration, small_talk
from messages.chat.notices import Notified
from messages.chat.small_talk import Office
from messages.form import (
    evidence,
    no_action,
    questions,
    receipts,
    report_cards,
    returning,
    review_cards,
)
from messages.form import feedback as feedback_texts
from messages.form.looking import held
from messages.form.questions import Subject
from messages.form.report_cards import ShownReport
from messages.form.review_cards import WaitingReport
from messages.form.together import TOGETHER, together_card
from messages.limits import BUBBLE_BYTES, wire_bytes
from messages.parts import carousels
from models.people.invites import InviteProblem
from models.reports.settling import NotTaken
from models.reports.submissions import ReportContent
from models.tables.obligations import ObligationState, Progress
from tests.messages.line_takes import taken

_letters = st.one_of(st.sampled_from("กำที่นี้ 🙂\n"), st.characters(exclude_categories=["Cs"]))


def _words(limit: int) -> st.SearchStrategy[str]:
    return st.one_of(
        st.text(_letters, min_size=1, max_size=min(limit, 60)).filter(
            lambda text: bool(text.strip())
        ),
        st.sampled_from(["ก" * limit, "🙂" * (limit // 2), "น้ำ" * (limit // 4), "a" * limit]),
    )


_subjects = st.builds(
    Subject,
    code=st.one_of(st.none(), st.just("1.1"), st.just("10.12.3")),
    title=_words(1200),
    agency=_words(300),
    month=st.just("พฤศจิกายน 2569"),
    due=st.just("วันจันทร์ที่ 30 พฤศจิกายน 2569"),
)
_shown = st.builds(
    ShownReport,
    content=st.builds(
        ReportContent,
        progress=st.sampled_from(Progress),
        summary=_words(questions.SUMMARY_LIMIT),
        outcome=st.one_of(st.just(""), _words(questions.OUTCOME_LIMIT)),
        obstacle=st.one_of(st.just(""), _words(questions.OBSTACLE_LIMIT)),
    ),
    evidence=st.lists(_words(300), max_size=30).map(tuple),
)
QUICK = menu.menu(["officer", "secretariat"])
LARGEST = 2**31 - 1


@given(subject=_subjects, shown=_shown, on_behalf=st.booleans())
def test_the_last_look_before_sending(
    subject: Subject, shown: ShownReport, on_behalf: bool
) -> None:
    message = report_cards.review_before_sending(
        LARGEST,
        "review",
        subject,
        shown,
        report_cards.standing("2570-000001-1"),
        on_behalf=on_behalf,
        advice="ก" * 300,
        cautions=[
            report_cards.CHECKED_AGAIN,
            *[feedback_texts.no_such_day("29-30 กุมภาพันธ์ 2569")] * 3,
        ],
    )
    taken([message])
    assert "พิมพ์ ยืนยัน เพื่อส่ง" in json.dumps(message, ensure_ascii=False)


@given(subject=_subjects, shown=_shown, late=st.booleans(), files=st.integers(0, 40))
def test_the_review_cards(subject: Subject, shown: ShownReport, late: bool, files: int) -> None:
    addresses = tuple(
        (f"ภาพกิจกรรม {n}" * 12, "https://example.go.th/" + "a" * 900) for n in range(files)
    )
    waiting = WaitingReport(
        LARGEST, "2570-000001-1", subject, shown, "นาย" * 60, "1 ม.ค. 70", late, True, addresses
    )
    card = review_cards.review_card(waiting)
    assert wire_bytes(card) <= BUBBLE_BYTES
    taken(carousels("รายงานรอตรวจ", [card] * 3, QUICK))
    if addresses:
        taken(evidence.all_files("2570-000001-1", addresses, QUICK))


@settings(max_examples=15, deadline=None)  # the largest card there is
@given(subject=_subjects, shown=_shown)
def test_the_card_of_an_agency_s_reports(subject: Subject, shown: ShownReport) -> None:
    waiting = WaitingReport(
        LARGEST, "2570-000001-1", subject, shown, "นาย" * 60, "1 ม.ค. 70", True, True, ()
    )
    together = together_card([waiting] * TOGETHER, LARGEST, date(2026, 11, 1), leads_on=True)
    assert wire_bytes(together) <= BUBBLE_BYTES


@given(
    subject=_subjects,
    reason=_words(questions.REASON_LIMIT),
    phone=st.sampled_from([None, "055-612-345"]),
)
def test_what_the_officer_is_told_of_what_the_secretariat_did(
    subject: Subject, reason: str, phone: str | None
) -> None:
    taken([notices.returned_notice(LARGEST, "2570-000001-1", subject, reason, phone)])
    taken([notices.excused_notice(subject, reason, phone)])
    taken([notices.reopened_notice(LARGEST, "2570-000001-1", subject, reason, phone)])
    taken(
        [
            returning.confirm(form, LARGEST, "review", subject, reason, ["น" * 200] * 9)
            for form in ("return", "excuse", "reopen")
        ]
    )
    taken([questions.ask_why_reopen(subject, QUICK)])
    taken([notices.asked_again_notice(LARGEST, subject, phone)])


@given(
    subject=_subjects,
    officers=st.integers(0, 2),
    withdrawn=st.booleans(),
    only_themselves=st.booleans(),
)
def test_what_the_secretariat_hears_of_what_it_did(
    subject: Subject, officers: int, withdrawn: bool, only_themselves: bool
) -> None:
    for when in (None, "8 ธ.ค. 69 เวลา 08.00 น."):
        heard = Notified(officers, when, withdrawn, only_themselves)
        taken([notices.returned("2570-000001-1", subject.agency, heard)])
        taken([notices.excused(LARGEST, subject, heard)])
        taken([notices.reopened(LARGEST, subject, heard)])
    taken([notices.open_already(LARGEST, subject)])


@given(name=_words(300), count=st.integers(1, 200))
def test_the_choice_of_what_to_leave_out(name: str, count: int) -> None:
    message = evidence.ask_which(LARGEST, [(LARGEST - n, name) for n in range(count)])
    taken([message])
    assert f"ลบ {count}" in message["text"]
    assert count <= 40 or "อยู่ก่อนหน้านี้" in message["text"]


@pytest.mark.parametrize(
    ("words", "number", "whole"),
    [
        ("ลบหลักฐาน", None, True),
        ("ลบหลักฐาน ๒", 2, True),
        ("ลบ 12", 12, False),
        ("ลบรายการที่ 3", 3, False),
        ("ลบ", None, False),
    ],
)
def test_words_that_ask_to_leave_evidence_out(words: str, number: int | None, whole: bool) -> None:
    assert evidence.removal_of(words) == evidence.Removal(number, whole)


@pytest.mark.parametrize(
    ("words", "number", "kind"),
    [
        ("ลบรูป", None, "image"),
        ("ลบรูปที่ ๒", 2, "image"),
        ("เอาภาพแรกออกหน่อย", 1, "image"),
        ("ไม่เอาไฟล์สุดท้าย", evidence.LAST, "file"),
        ("ลบลิงก์", None, "link"),
    ],
)
def test_words_that_ask_to_leave_out_one_of_a_kind(
    words: str, number: int | None, kind: str
) -> None:
    assert evidence.removal_of(words) == evidence.Removal(number, whole=True, kind=kind)


@pytest.mark.parametrize(
    "words",
    [
        "ลบข้อมูลเก่าออกจากเว็บไซต์",
        "เอารูปที่ 2",
        "ลบรูปเก่าออกจากเว็บ",
        "ลบ 2 รายการแล้ว",
        "ลบหลักฐานทั้งหมด",
        "2",
        "",
    ],
)
def test_other_words_leave_no_evidence_out(words: str) -> None:
    assert evidence.removal_of(words) is None


@given(subject=_subjects, old=st.one_of(st.just(""), _words(1500)), text=_words(5000))
def test_the_questions(subject: Subject, old: str, text: str) -> None:
    quick = questions.form_actions(LARGEST, "summary", can_skip=True, can_back=True)
    for key in ("summary", "obstacle", "outcome"):
        with_old = [*questions.old_actions(LARGEST, key, old), *quick] if old else quick
        message = questions.ask_words(key, subject, "not_started", old, with_old)
        taken([message])
        assert old in message["text"]  # what is to be kept or mended is shown whole
    taken([questions.ask_progress(LARGEST, subject, "done", quick)])
    taken([questions.ask_evidence(LARGEST, subject, [text[:300] or "x"] * 30, quick)])
    kept = [*questions.RETURN_REASONS, *(f"{old or text[:80]} {n}" for n in range(26))]
    taken([returning.ask_reason(LARGEST, subject, kept, quick)])
    taken([questions.ask_excuse(subject, quick)])
    taken([held.ask_held(LARGEST, subject, text)])
    for was_confirmed in (False, True):
        taken([held.ask_addition(LARGEST, text, was_confirmed=was_confirmed)])
    more = menu.DUE_ACTION
    amends = receipts.Amends(
        receipts.edit_action(LARGEST),
        receipts.retell_action("2570-000001-1", text),
        receipts.undo_action([LARGEST]),
    )
    taken(
        [
            receipts.receipt(
                "2570-000001-1",
                subject,
                "done",
                "1 ม.ค. 70",
                late=True,
                awaited=0,
                left=3,
                amends=amends,
                more=more,
            )
        ]
    )


@given(title=_words(1200), agency=_words(300), state=st.sampled_from(ObligationState))
def test_nine_lines_of_a_list_fit_in_one_card(
    title: str, agency: str, state: ObligationState
) -> None:
    mine = lists.Mine(
        LARGEST,
        "10.12",
        title,
        agency,
        date(2026, 11, 1),
        date(2026, 11, 30),
        state.value,
        "done",
        "2570-000001-1",
        True,
        True,
    )
    card = lists.mine_card([lists.mine_line(mine)] * 9, 60, 51, 1, QUICK)
    taken([card])
    more = lists.agency_page(LARGEST, 2)
    taken([lists.agency_card(agency, [agency] * 5, [lists.agency_line(mine)] * 9, 3, more)])
    taken([lists.which_agency([(LARGEST - n, agency) for n in range(200)], QUICK)])


@given(name=_words(300), phone=st.one_of(st.none(), st.text(max_size=60)))
def test_help_and_greetings(name: str, phone: str | None) -> None:
    offices = [Office(name, phone)] * 4
    roles = ("officer", "secretariat", "executive")
    taken([small_talk.help_card(roles, offices, QUICK)])
    taken([small_talk.stranger(offices)])
    taken([small_talk.thanked(QUICK), small_talk.wordless(QUICK)])
    taken([small_talk.how_to_register(offices)])
    taken([small_talk.form_help(offices)])
    taken([small_talk.welcome_back(name, QUICK)])
    taken([small_talk.not_understood(roles, QUICK)])
    taken([registration.invitation("KN0123456789AB", name, name, "officer", phone)])


@pytest.mark.parametrize("reason", NotTaken)
def test_every_refusal_has_words(reason: NotTaken) -> None:
    taken([report_cards.refused(reason, QUICK)])


@pytest.mark.parametrize("problem", InviteProblem)
def test_every_problem_with_a_code_has_words(problem: InviteProblem) -> None:
    taken([registration.problem(problem)])


@pytest.mark.parametrize(
    "label",
    [
        *questions.EDITS.values(),
        *questions.ADDS.values(),
        *(questions.COPY_OLD, questions.EDIT_ON_PAGE, no_action.NO_ACTION, receipts.UNDO),
        *questions.RETURN_REASONS,
        questions.KEEP_OLD,
        questions.EDIT_OLD,
        *(held.USE, held.ADD, held.REPLACE, held.DROP),
    ],
)
def test_labels_of_quick_replies_are_never_cut(label: str) -> None:
    assert len(label) <= 20


def test_courtesies_cut_what_they_quote() -> None:
    subject = Subject(None, "ก" * 2000, "ข" * 300, "พฤศจิกายน 2569", "")
    unsent = report_cards.standing("2570-000001-1")
    for words in (
        feedback_texts.parked(subject, unsent, menu.MINE),
        feedback_texts.cancelled(subject, unsent),
        feedback_texts.not_returned(subject),
        feedback_texts.not_reopened(subject),
        feedback_texts.resumed(subject),
    ):
        assert len(words) < 800
    assert len(feedback_texts.used_as_summary("ก" * 1500)) < 500


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("รายงาน", "รายงาน"),
        (" รายงานค่ะ ", "รายงาน"),
        ("/สรุป", "สรุป"),
        ("HELP", "ช่วยเหลือ"),
        ("สรุปผลครับ", "สรุป"),
        ("รายงานผลการประชุม", None),
        ("ครับ", None),
        ("", None),
        ("มีค่า", None),
    ],
)
def test_menu_words_are_read_as_people_type_them(typed: str, command: str | None) -> None:
    assert menu.command_of(typed) == command
