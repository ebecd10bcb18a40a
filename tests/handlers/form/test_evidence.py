"""Photos, files, links and letters: before, during and after the form; refused, late."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.inbox.awaiting import fetch_awaited
from models.tables.obligations import Revision
from simulator.faults import Fault
from tests.handlers.cast import (
    DONE,
    START,
    ask,
    evidence,
    fills,
    nothing_failed,
    officer,
    opens,
    reports,
    secretary,
    sends_report,
    tap_on_card,
)
from tests.stage import PNG, Actor, Stage, actions_in, words_of

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def _attached(stage: Stage) -> list[list[str]]:
    """The names of what each revision holds, oldest first."""
    return ask(
        stage,
        lambda s: [
            [item.name for item in r.evidence]
            for r in s.scalars(select(Revision).order_by(Revision.id))
        ],
    )


def _files(stage: Stage) -> list[bytes]:
    stored = stage.program.settings.data_dir
    return [path.read_bytes() for path in sorted(stored.rglob("*")) if path.is_file()]


def _photo(stage: Stage, actor: Actor, data: bytes = PNG, **more: Any) -> list[dict[str, Any]]:
    actor._mark()
    stage.line.world.send_content(actor.chat_id, actor.user_id, "image", data, **more)
    return actor.heard()


@pytest.mark.parametrize("answered", range(5))
def test_a_photo_is_taken_at_every_question(stage: Stage, answered: int) -> None:
    actor = officer(stage)
    opens(actor)
    answers = ["2", DONE, "เพิ่มหลักฐาน", "ไปต่อ"]
    for words in answers[:answered]:
        actor.says(words)
    assert "เก็บหลักฐานแล้ว: ภาพถ่าย 1 (10 พ.ย. 09." in words_of(actor.sends())
    for words in answers[answered:]:
        actor.says(words)
    actor.says("ยืนยัน")
    assert _attached(stage) == [["photo.png"]]


def test_a_file_is_kept_with_its_digest_type_and_clean_name(any_stage: Stage) -> None:
    actor = officer(any_stage)
    opens(actor)
    actor.sends(PDF, "file", "../../etc/รายงาน\u202eการประชุม.pdf")
    (kept,) = evidence(any_stage)
    assert kept.name == "รายงานการประชุม.pdf"
    assert kept.sha256 == hashlib.sha256(PDF).hexdigest()
    assert kept.media_type == "application/pdf"
    assert kept.size == len(PDF)
    path = any_stage.program.settings.data_dir / (kept.path or "")
    assert path.read_bytes() == PDF
    assert path.suffix == ".pdf"
    assert _files(any_stage) == [PDF]


def test_the_type_is_what_the_bytes_say_whatever_the_name(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    actor.sends(PDF, "file", "photo.exe")
    actor.sends(PNG, "file", "letter.pdf")
    assert [item.media_type for item in evidence(stage)] == ["application/pdf", "image/png"]
    assert [str(item.path).rpartition(".")[2] for item in evidence(stage)] == ["pdf", "png"]


def _zip(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"MZ\x90\x00\x03" + bytes(200), "setup.exe", "ไม่รับไฟล์ชนิดนี้"),
        (b"MZ\x90\x00\x03" + bytes(200), "photo.jpg", "ไม่รับไฟล์ชนิดนี้"),
        (_zip("virus.js"), "report.docx", "ไม่รับไฟล์ชนิดนี้"),
        (b"#!/bin/sh\nrm -rf /\n", "run.txt", "ไม่รับไฟล์ชนิดนี้"),
        (PNG + bytes(30 * 1024 * 1024), "large.png", "30 เมกะไบต์"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_reason_and_leaves_nothing(
    stage: Stage, data: bytes, name: str, why: str
) -> None:
    actor = officer(stage)
    opens(actor)
    heard = words_of(actor.sends(data, "file", name))
    assert why in heard
    assert "ขณะนี้มาตรการนี้อยู่ในสถานะใด" in heard  # and the question again
    assert evidence(stage) == []
    assert _files(stage) == []


def test_several_photos_in_one_go_are_all_kept_and_the_question_is_shown_once(
    any_stage: Stage,
) -> None:
    actor = officer(any_stage)
    opens(actor)
    heard: list[dict[str, Any]] = []
    for index in (2, 1, 3):
        heard += _photo(
            any_stage,
            actor,
            PNG + bytes([index]),
            image_set={"id": "s1", "index": index, "total": 3},
        )
    assert words_of(heard).count("เก็บหลักฐานแล้ว") == 3
    assert words_of(heard).count("กดเลือก หรือพิมพ์เลข") == 1
    fills(actor)
    actor.says("ยืนยัน")
    assert [len(names) for names in _attached(any_stage)] == [3]
    assert len({item.sha256 for item in evidence(any_stage)}) == 3


def test_photos_sent_before_the_form_wait_and_are_attached(any_stage: Stage) -> None:
    actor = officer(any_stage)
    heard = words_of(actor.sends())
    assert "แนบกับมาตรการใด" in heard
    assert "1.2 มาตรการ" in heard
    assert "รอแนบรวม 2 รายการ" in words_of(actor.sends(PNG + b"2"))
    assert "แนบหลักฐานที่ส่งไว้ก่อนหน้า 2 รายการ" in words_of(opens(actor, "1.2"))
    fills(actor)
    actor.says("ยืนยัน")
    assert [len(names) for names in _attached(any_stage)] == [2]


def test_photos_that_waited_too_long_are_not_put_to_another_months_report(stage: Stage) -> None:
    actor = officer(stage)
    actor.sends()
    stage.go_to(START + timedelta(days=8))
    assert "แนบหลักฐาน" not in words_of(opens(actor))
    assert len(evidence(stage)) == 1


def test_a_photo_after_sending_waits_for_the_copy_to_mend(stage: Stage) -> None:
    actor = officer(stage)
    receipt = sends_report(actor)
    actor.sends()
    heard = words_of(actor.taps("แก้ไขรายงานนี้", of=receipt))
    assert "แนบหลักฐานที่ส่งไว้ก่อนหน้า 1 รายการ" in heard
    actor.says("ยืนยัน")
    assert _attached(stage) == [[], ["photo.png"]]


def test_evidence_stays_with_the_report_when_it_is_mended(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    actor.sends()
    fills(actor)
    actor.says("ยืนยัน")
    actor.taps("แก้ไขรายงานนี้")
    actor.sends(PDF, "file", "letter.pdf")
    actor.says("ยืนยัน")
    assert _attached(stage) == [["photo.png"], ["photo.png", "letter.pdf"]]


def test_links_and_letter_numbers_are_evidence(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    actor.taps("◐")
    actor.says(DONE)
    actor.says("เพิ่มหลักฐาน")
    actor.says("https://example.go.th/ข่าว?หน้า=1")
    actor.says("หนังสือที่ สท 0017.2/ว 1234 ลงวันที่ 12 พ.ย. 2569")
    assert "ส่งรูปถ่าย ไฟล์ ลิงก์" in words_of(actor.says("โอเค"))  # no evidence in that
    heard = words_of(actor.says("ไปต่อ"))
    assert "หลักฐาน (2 รายการ)" in heard
    actor.says("และ https://example.go.th/photos")  # at the last look too
    assert "หลักฐาน (4 รายการ)" in words_of(actor.says("คำสั่งที่ ๑๒/๒๕๖๙ ลงวันที่ ๕ พ.ย. ๒๕๖๙"))
    actor.says("ยืนยัน")
    assert [(item.kind.value, item.url) for item in evidence(stage)][:3] == [
        ("link", "https://example.go.th/ข่าว?หน้า=1"),
        ("note", None),
        ("link", "https://example.go.th/photos"),
    ]
    reviewer = secretary(stage)
    addresses = [
        a["uri"] for m in reviewer.says("ตรวจรายงาน") for a in actions_in(m) if a["type"] == "uri"
    ]
    assert addresses == [
        "https://example.go.th/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7?%E0%B8%AB%E0%B8%99%E0%B9%89%E0%B8%B2=1",
        "https://example.go.th/photos",
    ]
    nothing_failed(stage)


def test_a_label_is_no_part_of_evidence_and_confirming_ends_it(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    actor.taps("●")
    actor.says(DONE)
    assert "ยังตอบไม่ครบ" in words_of([*actor.says("เพิ่มหลักฐาน"), *actor.says("ยืนยัน")])
    actor.says("หลักฐาน: https://example.go.th/a")
    assert "หลักฐาน (1 รายการ)" in words_of(actor.says("ยืนยัน"))
    assert [(item.name, item.url) for item in evidence(stage)] == [("https://example.go.th/a",) * 2]
    actor.says("เพิ่มหลักฐาน")
    assert "หลักฐาน (1 รายการ)" in words_of(actor.says("หมดแล้วครับ"))
    assert "รายงานสถานะนี้ไม่มีส่วนปัญหาอุปสรรค" in words_of(actor.says("เพิ่มปัญหาอุปสรรค"))
    assert reports(stage) == 0


@pytest.mark.parametrize(
    "address",
    [
        "https://",
        "http://[::1",
        "https://" + "ก" * 290,
        "https://exa mple",
        "https://-",
        "https://a..b/ก",
    ],
)
def test_an_odd_link_never_spoils_the_review_card(stage: Stage, address: str) -> None:
    actor = officer(stage)
    opens(actor)
    actor.taps("◐")
    actor.says(DONE)
    actor.says("เพิ่มหลักฐาน")
    actor.says(f"ดูที่ {address}")
    actor.says("ไปต่อ")
    actor.says("ยืนยัน")
    assert "รับรอง" in words_of(secretary(stage).says("ตรวจรายงาน"))
    nothing_failed(stage)


def test_more_evidence_than_a_card_shows_can_all_be_opened(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    for number in range(15):
        actor.sends(PNG + bytes([number]))
    fills(actor)
    actor.says("ยืนยัน")
    reviewer = secretary(stage)
    assert "และอีก 7 รายการ" in words_of(reviewer.says("ตรวจรายงาน"))
    opened = reviewer.taps("ดูหลักฐานทั้งหมด 15")
    assert len([a for m in opened for a in actions_in(m) if a["type"] == "uri"]) == 15
    nothing_failed(stage)


def test_a_report_may_be_sent_while_a_file_is_awaited_and_the_file_joins_it(
    any_stage: Stage,
) -> None:
    actor = officer(any_stage)
    opens(actor)
    assert "กำลังรับไฟล์: ภาพถ่าย (รวม 1 รายการ)" in words_of(_photo(any_stage, actor, ready_after=20))
    assert "ภาพถ่าย (กำลังรับไฟล์)" in words_of(fills(actor))
    receipt = words_of(actor.says("ยืนยัน"))
    assert "รออีก 1 ไฟล์" in receipt
    reviewer = secretary(any_stage)
    cards = reviewer.says("ตรวจรายงาน")
    assert "ภาพถ่าย (กำลังรับไฟล์)" in words_of(cards)
    any_stage.go_to(any_stage.now() + timedelta(seconds=30))
    fetch_awaited(any_stage.program)
    assert _attached(any_stage) == [["photo.png"]]
    assert "ภาพถ่าย: ได้รับไฟล์แล้ว" in words_of(actor.says("งานของฉัน")[0])
    assert "ได้รับไฟล์แล้ว" not in words_of(actor.says("งานของฉัน"))
    assert "(กำลังรับไฟล์)" not in words_of(reviewer.says("ตรวจรายงาน"))
    nothing_failed(any_stage)


def test_a_file_that_does_not_come_makes_its_report_stand_first(any_stage: Stage) -> None:
    actor = officer(any_stage)
    opens(actor, "1.2")
    any_stage.line.world.add_fault(Fault(match="/content", status=500))
    actor.sends(PNG, "file", "หนังสือ.png")
    fills(actor)
    assert "รออีก 1 ไฟล์" in words_of(actor.says("ยืนยัน"))
    for _ in range(12):
        any_stage.go_to(any_stage.now() + timedelta(minutes=15))
        fetch_awaited(any_stage.program)
    heard = actor.says("งานของฉัน")
    assert "หนังสือ.png: ไม่ได้รับไฟล์" in words_of(heard[0])
    listed = words_of(heard[1])
    assert listed.index("1.2") < listed.index("ไม่ได้รับไฟล์หลักฐานบางรายการ") < listed.index("1.1")
    any_stage.line.world.faults.ordered.clear()
    actor.taps("แก้ไขรายงาน", of=heard)
    actor.sends(PNG, "file", "หนังสือ.png")
    actor.says("ยืนยัน")
    assert _attached(any_stage) == [["-"], ["หนังสือ.png"]]
    listed = words_of(actor.says("งานของฉัน"))
    assert "ไม่ได้รับไฟล์" not in listed
    assert listed.index("1.1") < listed.index("1.2")


def test_bytes_that_are_gone_are_told_at_once(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    stage.line.world.add_fault(Fault(match="/content", status=404, times_left=1))
    assert "โปรดส่งใหม่" in words_of(actor.sends())
    assert evidence(stage) == []


def test_a_photo_of_somebody_who_reports_nothing_gets_an_answer(stage: Stage) -> None:
    reviewer = secretary(stage)
    assert "เก็บ ภาพถ่าย 1 (10 พ.ย. 09." in words_of(reviewer.sends())
    sends_report(officer(stage))
    cards = reviewer.says("ตรวจรายงาน")
    tap_on_card(reviewer, cards, "มาตรการ 1.1", "ส่งกลับแก้ไข")
    assert words_of(reviewer.sends()) != ""
    nothing_failed(stage)
