"""``kaona demo`` as a visitor meets it: a process, a page, a province with a past, a calendar to
move.
"""

from __future__ import annotations

import re
import socket
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.demo.conftest import Demo, command, free_port
from tests.demo.visitor import Visitor, words
from tests.patience import PATIENCE
from tests.stage import PNG


def test_the_page_and_everybody_in_it_are_there(demo: Demo) -> None:
    visitor = demo.visitor
    state = visitor.state()
    assert f"http://127.0.0.1:{demo.port}" in demo.line
    assert "<html" in visitor.page()
    assert len(state["people"]) == 44
    assert len(visitor.state()["groups"][0]["members"]) == 43
    assert state["clock"]["now"].startswith("2026-12-17T10:0")
    assert [chat["unread"] for chat in state["chats"] if chat["unread"]] == []
    assert 6 <= len(state["guide"]["steps"]) <= 12
    assert len(state["richmenus"]) >= 2


def test_the_province_is_as_promised_and_two_months_are_reported(demo: Demo) -> None:
    with closing(sqlite3.connect(demo.folder / "var/demo/kaona.db")) as database:

        def count(query: str) -> int:
            return int(database.execute(f"select count(*) from {query}").fetchone()[0])

        assert count("issue") == 7
        assert count("measure") == 9
        assert count("agency") == 33
        entered = "membership where since < '2026-12-01' and role ="
        assert [
            count(f"{entered} '{role}'") for role in ("officer", "secretariat", "executive")
        ] == [40, 2, 1]
        assert count(f"agency where id not in (select agency_id from {entered} 'officer')") == 2
        reports = (
            "report join obligation o on o.id = obligation_id join round r on r.id = o.round_id"
        )
        for month, least in (("2026-10-01", 40), ("2026-11-01", 60), ("2026-12-01", 40)):
            assert count(f"{reports} where month = '{month}'") >= least
        assert (
            count("round where month in ('2026-10-01', '2026-11-01') and closes_at < '2026-12-17'")
            == 2
        )
        assert count("(select distinct progress from revision)") == 4
        assert count("revision where on_behalf") == 1
        assert count("revision where number = 2 and sent_at < '2026-12-17'") >= 3
        assert count("review where decision = 'returned' and decided_at < '2026-12-17'") == 5
        assert count("delivery where created_at < '2026-12-17' and state != 'sent'") == 0
        assert count("audit_entry") >= count("revision") > 120


def test_the_group_has_the_reminders_and_summaries_of_two_months(demo: Demo) -> None:
    sent = demo.visitor.pushed(demo.visitor.group(), 0)[:4]
    assert [entry["at"][:16] for entry in sent] == [
        f"{day}T09:00" for day in ("2026-10-20", "2026-11-04", "2026-11-20", "2026-12-03")
    ]
    assert "28 จาก 33 หน่วยงาน" in words(sent[-1])


def test_a_visitor_follows_the_guide_through_the_month(demo: Demo) -> None:
    visitor = demo.visitor
    steps = visitor.state()["guide"]["steps"]
    _enter(visitor, steps[0]["as"], steps[0]["say"])
    _report(visitor, steps[1]["as"], steps[1]["say"])
    assert "ไม่มีความคืบหน้าเพิ่มเติม" in words(visitor.says(steps[2]["as"], steps[2]["say"]))
    assert re.search(r"2570-\d{6}-1", words(visitor.taps(steps[2]["as"], "ไม่มีความคืบหน้าเพิ่มเติม")))
    _return(visitor, steps[3]["as"], steps[3]["say"])
    _move_to(visitor, steps[4], "2026-12-18T09:00", "30 ธันวาคม")
    assert "ธันวาคม 2569" in words(visitor.says(steps[5]["as"], steps[5]["say"], steps[5]["chatId"]))
    _move_to(
        visitor, steps[6], "2026-12-30T09:00", "30 ธันวาคม", ["2026-12-25T09:00", "2026-12-30T09:00"]
    )
    _move_to(visitor, steps[7], "2027-01-04T09:00", "ธันวาคม 2569")
    group, before = visitor.group(), visitor.last(visitor.group())
    _move_to(visitor, steps[8], "2027-01-06T09:00", "ธันวาคม 2569")
    (summary,) = visitor.until(lambda: visitor.pushed(group, before))
    assert "ธันวาคม 2569" in words(summary)


def test_each_door_opens_the_page_of_its_person(demo: Demo) -> None:
    doors = demo.visitor.state()["guide"]["doors"]
    assert [door.get("href") is None for door in doors] == [True, False, False, False]
    titles = []
    for door in doors[1:]:
        browser = build_opener(HTTPCookieProcessor())
        page = browser.open(door["href"], timeout=PATIENCE).read().decode()
        titles.append(page.partition("<title>")[2].split()[0])
    assert titles == ["งานที่รอ", "สรุปสำหรับผู้บริหาร", "มาตรการส่งเสริมคุณธรรมและความโปร่งใส"]
    steps = demo.visitor.state()["guide"]["steps"]
    assert [step["open"] for step in steps[9:]] == [door["href"] for door in doors[1:]]


def test_a_jump_of_months_brings_what_two_months_would_have_brought_each_on_its_day(
    demo: Demo,
) -> None:
    visitor = demo.visitor
    group, before = visitor.group(), visitor.last(visitor.group())
    visitor.sets_clock("2027-05-10T10:00:00+07:00")
    sent = visitor.until(
        lambda: found if len(found := visitor.pushed(group, before)) >= 4 else None
    )
    days = [entry["at"][:10] for entry in sent]
    assert days == ["2027-03-19", "2027-04-05", "2027-04-20", "2027-05-06"]
    visitor.until(lambda: visitor.get("/_sim/clock")["now"].startswith("2027-05-10"))


def test_a_clock_turned_back_repeats_nothing(demo: Demo) -> None:
    visitor = demo.visitor
    group, before = visitor.group(), visitor.last(visitor.group())
    newest = visitor.get("/_sim/requests?after=0")["requests"][-1]["n"]
    visitor.sets_clock("2026-12-18T09:00:00+07:00")
    assert "ธันวาคม 2569" in words(visitor.says(visitor.user("ปิยะดา"), "/สรุป", group))
    assert visitor.pushed(group, before) == []
    calls = [each["path"] for each in visitor.get(f"/_sim/requests?after={newest}")["requests"]]
    assert "/v2/bot/message/push" not in calls


def test_a_second_demo_is_refused_in_one_line(demo: Demo) -> None:
    same_port = subprocess.run(
        command(demo.port), cwd=demo.folder, capture_output=True, text=True, timeout=PATIENCE
    )
    assert (same_port.returncode, same_port.stdout) == (1, "")
    assert re.fullmatch(
        rf"Error: port {demo.port} cannot be used \(.+\): choose another with --port\n",
        same_port.stderr,
    )
    same_folder = subprocess.run(
        command(free_port()), cwd=demo.folder, capture_output=True, text=True, timeout=PATIENCE
    )
    assert same_folder.returncode == 1
    assert re.fullmatch(r"Error: another demo is running in var/demo: .+\n", same_folder.stderr)


def test_one_sigterm_ends_it_all(demo: Demo) -> None:
    assert demo.stop() == 0
    assert demo.process.stdout is not None
    assert demo.process.stdout.read() == ""
    with socket.socket() as probe, pytest.raises(ConnectionRefusedError):
        probe.connect(("127.0.0.1", demo.port))
    assert not _processes_in(demo.folder)


def _enter(visitor: Visitor, user_id: str, code: str) -> None:
    assert "สำนักงานพลังงานจังหวัดสุโขทัย" in words(visitor.says(user_id, code))
    entered = visitor.taps(user_id, "ยินยอม")
    assert "1.1" in words(entered)


def _report(visitor: Visitor, user_id: str, word: str) -> None:
    visitor.says(user_id, word)
    visitor.taps(user_id, "รายงานผล")
    visitor.taps(user_id, "อยู่ระหว่างดำเนินการ")
    visitor.says(user_id, "จัดประชุมเมื่อวันที่ 8 ธันวาคม 2569 มีผู้เข้าประชุม 35 คน")
    review = words(visitor.sends_photo(user_id, PNG))
    assert "มีผู้เข้าประชุม 35 คน" in review
    assert "ภาพถ่าย 1" in review
    assert re.search(r"2570-\d{6}-1", words(visitor.says(user_id, "ยืนยัน")))


def _return(visitor: Visitor, user_id: str, word: str) -> None:
    waiting = visitor.says(user_id, word)
    assert words(waiting).count("รับรอง") >= 5
    visitor.taps(user_id, "ส่งกลับแก้ไข")
    visitor.says(user_id, "ขอภาพถ่ายการประชุม")
    assert "2570-" in words(visitor.says(user_id, "ยืนยัน"))


def _move_to(
    visitor: Visitor,
    step: dict[str, Any],
    moment: str,
    heading: str,
    stamps: list[str] | None = None,
) -> None:
    """Take a step of the guide that moves the calendar; see what is pushed to its chat, when, and
    what it says.
    """
    assert step["clock"].startswith(moment)
    wanted, before = stamps or [moment], visitor.last(step["chatId"])
    visitor.sets_clock(step["clock"])
    sent = visitor.until(
        lambda: (
            found if len(found := visitor.pushed(step["chatId"], before)) >= len(wanted) else None
        )
    )
    assert [entry["at"][:16] for entry in sent] == wanted
    assert heading in words(sent)


def _processes_in(folder: Path) -> list[int]:
    """The processes whose working folder it is (Linux tells them in /proc)."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cwd").resolve() == folder.resolve():
                found.append(int(entry.name))
        except OSError:
            continue  # it ended meanwhile, or is somebody else's
    return found
