"""The cards of reports and their review, each with what it is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from messages.chat import (
    lists,
)
from messages.form import (
    about_measure,
    evidence,
    placing,
    questions,
    receipts,
    report_cards,
    returning,
    review_cards,
    together,
)
from messages.form.form_tables import EXCUSE, REOPEN, RETURN
from messages.parts import Message
from messages.said import cards as said_cards
from tests.drawings.samples.data import (
    MONTH,
    QUICK,
    Data,
    Sample,
    shown_together,
)


def _facts(data: Data) -> list[Message]:
    lines = (data.title,) * min(data.many, 9) if data.much else ()
    told = tuple(
        about_measure.MeasureStory("ต.ค. 69", "in_progress", data.reason)
        for _ in range(min(data.many, 3))
    )
    facts = about_measure.MeasureFacts(
        data.subject.code,
        data.title,
        data.agency,
        lines,
        lines,
        lines,
        "ต.ค. 69 – ก.ย. 70" if data.much else "",
        "รายเดือน" if data.much else "",
        told if data.much else (),
        lines,
        1 if data.much else None,
    )
    return [about_measure.about_measure(facts, QUICK)]


def _which(data: Data) -> list[Message]:
    code = "1." if data.much else ""
    choices = [
        placing.PlacingChoice(n, f"{code}{n}", f"{code}{n} {data.title}", n == 1)
        for n in range(1, data.many + 1)
    ]
    return [placing.which_measure("ได้รับรูปถ่าย 1 รูปแล้ว เก็บไว้ให้", choices, None, QUICK)]


def _before_sending(data: Data) -> list[Message]:
    cautions = [report_cards.CHECKED_AGAIN, "“30 ก.พ. 69” ไม่มีในปฏิทิน"][: data.much]
    unsent = report_cards.standing(
        "2570-000001-1" if data.much else None, was_returned=data.much > 1
    )
    advice = "สรุปผลยังไม่มีวันที่ จำนวน หรือเลขหนังสือ" if data.much > 1 else ""
    kept = ("progress", "outcome", "obstacle") if data.much > 1 else ()
    return [
        report_cards.review_before_sending(
            1,
            "review",
            data.subject,
            replace(data.shown, kept=frozenset(kept)),
            unsent,
            on_behalf=data.much > 1,
            advice=advice,
            cautions=cautions,
        )
    ]


def _receipt(data: Data) -> list[Message]:
    number = "2570-000001-1"
    amends = receipts.Amends(
        receipts.edit_action(1),
        receipts.retell_action(number, "ประชุม") if data.much else None,
        receipts.undo_action([1]) if data.much else None,
    )
    return [
        receipts.receipt(
            number,
            data.subject,
            "done" if data.much else "not_started",
            "30 พ.ย. 69 เวลา 09.00 น.",
            late=data.much > 1,
            left=data.most,
            awaited=data.much,
            amends=amends,
            more=lists.next_report(),
            again=data.much > 1,
        )
    ]


def _receipts(data: Data) -> list[Message]:
    lines = [
        receipts.ReceiptLine(f"2570-{n:06}-1", data.subject, "done", data.much > 1, data.much > 1)
        for n in range(1, data.many + 1)
    ]
    return [receipts.receipts(lines, "30 พ.ย. 69 เวลา 09.00 น.", data.most)]


def _several(data: Data) -> list[Message]:
    lacks = list(said_cards.MISSING.values())
    reports = [
        said_cards.ReadyReport(
            n,
            n,
            data.subject,
            "done" if n % 2 else None,
            data.shown.content.summary if data.much else "",
            "" if n % 2 else lacks[n % len(lacks)],
            data.shown.content.obstacle,
            data.much,
            data.shown.content.summary if data.much > 1 else "",
            ("“30 ก.พ. 69” ไม่มีในปฏิทิน โปรดตรวจวันที่ก่อนส่ง",) if data.much > 1 else (),
            "2570-000001-1" if data.much > 1 else "",
        )
        for n in range(1 + (data.much > 0), data.many + 2)
    ]
    return [said_cards.several_before_sending(reports)]


def _second_looks(data: Data) -> list[Message]:
    names = [data.person] * data.many if data.much else []
    return [
        returning.confirm(form, 1, "reason", data.subject, data.reason, names)
        for form in (RETURN, EXCUSE, REOPEN)
    ]


FORM: dict[Callable[..., object], Sample] = {
    about_measure.about_measure: _facts,
    evidence.all_files: lambda d: evidence.all_files("2570-000001-1", d.files, QUICK),
    placing.which_measure: _which,
    questions.ask_progress: lambda d: [
        questions.ask_progress(1, d.subject, "in_progress" if d.much else None, QUICK)
    ],
    returning.confirm: lambda d: [
        returning.confirm(form, 1, "review", d.subject, d.reason, [d.person] * d.many)
        for form in ("return", "excuse", "reopen")
    ],
    receipts.receipt: _receipt,
    receipts.receipts: _receipts,
    report_cards.review_before_sending: _before_sending,
    review_cards.review_card: lambda d: shown_together(
        "รายงานรอตรวจ", review_cards.review_card(d.waiting)
    ),
    together.together_card: lambda d: shown_together(
        "รายงานรอตรวจ",
        together.together_card([d.waiting] * min(d.many, together.TOGETHER), 1, MONTH),
    ),
    said_cards.several_before_sending: _several,
}
