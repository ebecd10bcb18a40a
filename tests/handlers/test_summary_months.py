"""สรุป of an earlier month: late reports still change it, and whoever asks sees that."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from handlers.lists import month_meant
from messages.menu import month_in, summary_month
from models.month.calendar import at
from models.month.rounds import ensure_obligations
from models.tables.people import Role
from tests.databases import SqliteFiles
from tests.scheduler.province import Province
from tests.stage import Actor, Stage, actions_in, open_stage, words_of
from thai.month_words import MONTH_BEFORE, THIS_MONTH


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("สรุป พ.ย. 69", (11, 2569)),
        ("สรุป ธ.ค. 26", (12, 2569)),
        ("/สรุป พฤศจิกายน ๒๕๖๙", (11, 2569)),
        ("สรุปรอบ ต.ค.", (10, None)),
        ("สรุป", None),
        ("สรุปผลการประชุมเมื่อวันที่ 12 พ.ย. 69", None),
        ("สรุป มกรา ครับ", (1, None)),
        ("สรุป 12/2569", (12, 2569)),
        ("／สรุป １２／２５６９", (12, 2569)),
        ("สรุป ๑๒/๖๙", (12, 2569)),
        ("สรุป12-2569", (12, 2569)),
        ("สรุป 2026-12", (12, 2569)),
        ("สรุป 12", (12, None)),
        ("สรุป 13/2569", None),
        ("สรุป ธค69", (12, 2569)),
        ("สรุป ธ . ค . 2569", (12, 2569)),
        ("ขอสรุปผลการรายงานประจำเดือนธันวาคม พ.ศ. 2569 หน่อยค่ะ", (12, 2569)),
        ("สรุปเดือน 12 ปี 2569", (12, 2569)),
        ("สรุปเดือนที่แล้ว", (MONTH_BEFORE, None)),
        ("สรุปเดือนนี้", (THIS_MONTH, None)),
    ],
)
def test_a_month_after_the_word_is_understood(
    typed: str, found: tuple[int, int | None] | None
) -> None:
    assert summary_month(typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ขอ  สรุปของเดือน พ.ย. ให้หน่อยค่ะ", (11, None)),
        ("เดือนธันวาคม ขอสรุปหน่อย", (12, None)),
        ("รบกวน  สรุป 12/2569 ด้วยครับ", (12, 2569)),
        ("สรุปของธันวาคมปี 69 ให้ที", (12, 2569)),
        ("ขอสรุปเดือนที่แล้วให้ผู้ว่าฯ", (MONTH_BEFORE, None)),
        ("สรุปเดือนพฤศจิกายนให้หน่อย", (11, None)),
        ("ค้างส่งเดือนพฤศจิกายนกี่หน่วย", (11, None)),
        ("ใครยังไม่ส่งของเดือนที่แล้ว", (MONTH_BEFORE, None)),
        ("เดือนที่แล้วใครไม่ส่ง", (MONTH_BEFORE, None)),
        ("วันนี้ขอสรุปก่อนประชุม", None),
        ("สรุปให้ 5 คนฟัง", None),
    ],
)
def test_words_to_the_bot_may_name_a_month_anywhere(
    typed: str, found: tuple[int, int | None] | None
) -> None:
    assert month_in(typed) == found


def test_a_month_without_a_year_is_the_newest_that_has_begun() -> None:
    assert month_meant((11, None), date(2026, 12, 3)) == date(2026, 11, 1)
    assert month_meant((12, None), date(2027, 1, 5)) == date(2026, 12, 1)
    assert month_meant((11, 2568), date(2026, 12, 3)) == date(2025, 11, 1)
    assert month_meant((MONTH_BEFORE, None), date(2027, 1, 31)) == date(2026, 12, 1)
    assert month_meant((THIS_MONTH, None), date(2027, 1, 31)) == date(2027, 1, 1)
    assert month_meant(None, date(2026, 12, 3)) is None


def test_a_late_report_is_in_the_closed_month_s_summary_for_whoever_asks(
    sqlite_files: SqliteFiles, tmp_path: Path
) -> None:
    with sqlite_files.fresh() as url, open_stage(url, tmp_path, at(date(2026, 11, 20), 9)) as stage:
        officer, group = _province(stage)
        stage.tick(at(date(2026, 12, 8), 10))  # November closed on the 3rd
        member = officer.in_group(group)
        just_closed = words_of(member.says("/สรุป"))
        assert just_closed.index("รอบเดือนพฤศจิกายน") < just_closed.index("รอบเดือนธันวาคม")
        assert "รอบเดือนพฤศจิกายน" in words_of(officer.says("สรุป"))
        stage.tick(at(date(2026, 12, 15), 10))
        assert "รอบเดือนธันวาคม" in words_of(member.says("/สรุป"))
        assert "รอบเดือนพฤศจิกายน" not in words_of(member.says("/สรุป"))
        assert "0/1" in words_of(member.says("/สรุป พ.ย. 69"))
        _report_november(stage.registered("เลขา", "sukhothai", Role.SECRETARIAT))
        assert "1/1" in words_of(member.says("/สรุป พ.ย."))
        assert "พฤศจิกายน" in words_of(officer.says("สรุป พฤศจิกายน 2569"))
        assert "พฤศจิกายน" in words_of(officer.taps("สรุป พ.ย. 69", of=officer.says("สรุป")))
        assert "ยังไม่มีรอบรายงาน" in words_of(officer.says("สรุป พ.ย. 60"))


def _province(stage: Stage) -> tuple[Actor, str]:
    _ = stage.program.channel_id
    with stage.program.database.begin() as session:
        province = Province(session)
        province.measure("1.1", province.agency("สำนักงานคลังจังหวัด").name, recurrence="monthly")
        ensure_obligations(session, province.organization, stage.now())
    officer = stage.registered("สมชาย", "sukhothai", Role.OFFICER, "สำนักงานคลังจังหวัด")
    group = stage.group("กลุ่มจังหวัด", officer)
    officer.in_group(group).says(f"/ผูกกลุ่ม {stage.invite('sukhothai', None)}")
    return officer, group


def _report_november(secretary: Actor) -> None:
    """The secretariat's list of an agency begins with the newest month: December, November,
    October.
    """
    buttons = [
        a
        for m in secretary.says("สำนักงานคลังจังหวัด")
        for a in actions_in(m)
        if a["label"].startswith("รายงานแทน")
    ]
    secretary.stage.line.world.tap(secretary.chat_id, secretary.user_id, buttons[1])
    for words in ("อยู่ระหว่างดำเนินการ", "จัดทำประกาศแล้ว", "ยืนยัน"):
        secretary.says(words)
