"""What one answer tells beside what was asked: a share of the work, what came of it, its days."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from models.tables.obligations import Revision
from tests.handlers.cast import DONE, ask, nothing_failed, officer, opens, revisions
from tests.stage import Actor, Stage, words_of

REVIEW = "ตรวจข้อความก่อนส่ง"


def _parts(stage: Stage) -> tuple[str, str, str]:
    """What the report sent last says: summary, outcome, obstacle."""
    return ask(
        stage,
        lambda s: [
            (each.summary, each.outcome, each.obstacle)
            for each in s.scalars(select(Revision).order_by(Revision.id))
        ][-1],
    )


def _sent(stage: Stage, actor: Actor) -> tuple[str, str, str]:
    assert "ใบรับรายงาน" in words_of(actor.says("ยืนยัน"))
    return _parts(stage)


def test_a_share_of_the_work_alone_is_the_summary(stage: Stage) -> None:
    actor = officer(stage)
    for said, summary in (
        ("1.2 ทำไปแล้ว 60%", "ทำไปแล้ว 60%"),
        ("1.2 60%", "ความก้าวหน้าร้อยละ 60"),
        ("1.2 คืบหน้าร้อยละ 60 ค่ะ", "คืบหน้าร้อยละ 60"),
    ):
        shown = words_of(actor.says(said))
        assert REVIEW in shown
        assert f"◐ อยู่ระหว่างดำเนินการ\nสรุปผลการดำเนินการ\n{summary}\n" in shown
        actor.says("ยกเลิก")
    actor.says("1.2 กำลังดำเนินการ ประชุมเตรียมงาน 6 พ.ย. 69")
    actor.says("พักไว้")
    assert "ประชุมเตรียมงาน 6 พ.ย. 69\nทำไปแล้ว 80%" in words_of(actor.says("1.2 ทำไปแล้ว 80%"))
    actor.says("ยกเลิก")
    actor.says("รายงาน 1.2")
    assert "\nทำไปแล้ว 60%\n" in words_of(actor.says("ทำไปแล้ว 60%"))  # inside the form
    assert _sent(stage, actor)[0] == "ทำไปแล้ว 60%"


def test_what_came_of_it_is_told_beside_anything(stage: Stage) -> None:
    actor = officer(stage)
    told = "จัดประชุม 6 พ.ย. 69 ปัญหา วิทยากรป่วย ผลลัพธ์ ผู้เข้าร่วมเข้าใจดี"
    parts = ("จัดประชุม 6 พ.ย. 69", "ผู้เข้าร่วมเข้าใจดี", "วิทยากรป่วย")
    actor.says(f"1.2 กำลังดำเนินการ {told}")
    assert _sent(stage, actor) == parts
    actor.says("เลิกส่ง")
    actor.says("ยกเลิก")
    actor.says("รายงาน 1.2")
    actor.says(f"กำลังดำเนินการ {told}")  # at the question for the status
    assert _sent(stage, actor) == parts
    actor.says("เลิกส่ง")
    actor.says("ยกเลิก")
    actor.says("รายงาน 1.2")
    actor.says("ยังไม่บรรลุผล")
    actor.says("จัดประชุม 6 พ.ย. 69")
    actor.says("ติดน้ำท่วม ผลลัพธ์: ได้ร่างแผนแล้ว 1 ฉบับ")  # behind an obstacle that was asked for
    assert _sent(stage, actor) == ("จัดประชุม 6 พ.ย. 69", "ได้ร่างแผนแล้ว 1 ฉบับ", "ติดน้ำท่วม")
    nothing_failed(stage)


def test_parts_named_in_the_summary_go_where_the_report_has_them(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    actor.taps("●")
    actor.says("จัดประชุม 6 พ.ย. 69\nผลลัพธ์: เข้าใจดี https://office.go.th/a")
    assert _sent(stage, actor) == ("จัดประชุม 6 พ.ย. 69", "เข้าใจดี https://office.go.th/a", "")
    actor.says("รายงาน 1.2")
    actor.taps("●")
    told = "จัดประชุม 6 พ.ย. 69\nปัญหา: วิทยากรป่วย"  # what is done has no part for it
    actor.says(told)
    assert _sent(stage, actor) == (told, "", "")


def test_a_report_keeps_the_date_of_what_was_yesterday(stage: Stage) -> None:
    actor = officer(stage)
    assert "ประชุมเมื่อวาน (9 พ.ย. 2569) ผู้เข้าร่วม 30 คน" in words_of(
        actor.says("1.1 เสร็จแล้ว ประชุมเมื่อวาน ผู้เข้าร่วม 30 คน")
    )
    actor.says("ผลลัพธ์: วันนี้ทุกคนเข้าใจ")
    assert _sent(stage, actor) == (
        "ประชุมเมื่อวาน (9 พ.ย. 2569) ผู้เข้าร่วม 30 คน",
        "วันนี้ (10 พ.ย. 2569) ทุกคนเข้าใจ",
        "",
    )
    stage.go_to(stage.now() + timedelta(days=3))
    kept = "แก้ 1.1 สรุปผล: ประชุมเมื่อวาน (9 พ.ย. 2569) ผู้เข้าร่วม 31 คน"
    assert "ประชุมเมื่อวาน (9 พ.ย. 2569) ผู้เข้าร่วม 31 คน" in words_of(actor.says(kept))
    actor.says("ยกเลิก")
    opens(actor, "1.2")
    actor.taps("◐")
    actor.says("เตรียมงานศุกร์ที่แล้ว และประชุมเมื่อวาน")
    actor.says("ยืนยัน")
    assert revisions(stage)[-1][3] == "เตรียมงานศุกร์ที่แล้ว (6 พ.ย. 2569) และประชุมเมื่อวาน (12 พ.ย. 2569)"


def test_a_day_that_no_calendar_has_is_asked_about_and_stops_nothing(stage: Stage) -> None:
    actor = officer(stage)
    shown = words_of(actor.says("1.1 เสร็จแล้ว ประชุมเมื่อ 30 ก.พ. 69 ผู้เข้าร่วม 30 คน"))
    assert "“30 ก.พ. 69” ไม่มีในปฏิทิน โปรดตรวจวันที่ก่อนส่ง" in shown
    assert "ไม่มีในปฏิทิน" not in words_of(actor.says(f"แก้สรุปผล: {DONE}"))
    actor.says("แก้สรุปผล: ประชุม 31/11/69")
    assert _sent(stage, actor)[0] == "ประชุม 31/11/69"
    actor.says("เลิกส่ง")
    actor.says("ยกเลิก")
    several = words_of(actor.says("1.1 เสร็จแล้ว ประชุม 6 พ.ย. 69\n1.2 เสร็จแล้ว ประชุม 31 พ.ย. 69"))
    assert several.count("ไม่มีในปฏิทิน") == 1
    nothing_failed(stage)


def test_trouble_behind_what_was_done_goes_to_its_part(stage: Stage) -> None:
    actor = officer(stage)
    told = "ออกหนังสือแจ้งเวียน 6 พ.ย. 69 แล้ว แต่ติดปัญหางบไม่พอ"
    actor.says("รายงาน 1.2")
    actor.says("กำลังดำเนินการ")
    actor.says(told)
    assert _sent(stage, actor) == ("ออกหนังสือแจ้งเวียน 6 พ.ย. 69 แล้ว", "", "ติดปัญหางบไม่พอ")
    actor.says("รายงาน 1.1")
    actor.says("แล้วเสร็จ")
    actor.says(told)  # what is done has no part for it
    assert _sent(stage, actor) == (told, "", "")
