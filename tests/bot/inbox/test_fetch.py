"""Fetching photos and files before they are handled."""

from __future__ import annotations

import os
import threading
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

import bot.inbox.fetch
import models.reports.awaited_files
from bot.inbox.awaiting import fetch_awaited
from bot.inbox.handling import sweep
from bot.program import Program
from models.tables.evidence import Evidence
from models.tables.files import AwaitedFile, FileToErase
from tests.bot.files import EXE, PDF
from tests.bot.house import (
    GROUP,
    SOMCHAI,
    SUDA,
    Clock,
    body_of,
    enter,
    everything,
    on_sqlite,
    photo_event,
    post,
    stored,
    text_event,
    wait_until,
)
from tests.bot.scripted_line import ScriptedLine
from tests.patience import PATIENCE
from tests.stage import PNG, open_stage


def kept(program: Program) -> list[Path]:
    return [path for path in program.settings.data_dir.rglob("*") if path.is_file()]


def everything_awaited(program: Program) -> list[AwaitedFile]:
    with program.database.read() as session:
        rows = list(session.scalars(select(AwaitedFile).order_by(AwaitedFile.evidence_id)))
        session.expunge_all()
        return rows


def go_on(program: Program, clock: Clock, minutes: int) -> None:
    """Sweep twice a minute."""
    for _ in range(2 * minutes):
        sweep(program)
        fetch_awaited(program)
        clock.forward(seconds=30)


def test_a_member_s_photo_is_kept_with_its_digest(
    client: FlaskClient, program: Program, line: ScriptedLine
) -> None:
    enter(program)
    line.contents["77"] = PNG
    post(client, body_of(photo_event()))
    sweep(program)
    (found,) = everything(program, Evidence)
    assert (found.media_type, found.size, found.name) == ("image/png", len(PNG), "photo.png")
    assert found.path is not None
    assert [path.read_bytes() for path in kept(program)] == [PNG]
    assert len(line.shown) == 1


@on_sqlite
def test_a_file_keeps_its_name_cleaned(
    client: FlaskClient, program: Program, line: ScriptedLine
) -> None:
    enter(program)
    line.contents["77"] = PDF
    post(client, body_of(photo_event(type="file", fileName="../หนังสือ\u202e.pdf", fileSize=5)))
    sweep(program)
    (found,) = everything(program, Evidence)
    assert (found.name, found.media_type) == ("หนังสือ.pdf", "application/pdf")


@on_sqlite
@pytest.mark.parametrize("group", [None, GROUP])
def test_what_a_stranger_or_a_group_sends_is_not_fetched(
    client: FlaskClient, program: Program, line: ScriptedLine, group: str | None
) -> None:
    line.contents["77"] = PNG
    if group:
        enter(program)
    source = (
        {"type": "group", "groupId": group, "userId": SOMCHAI}
        if group
        else {"type": "user", "userId": SUDA}
    )
    post(client, body_of(photo_event() | {"source": source}))
    sweep(program)
    assert line.paths("content") == []
    assert kept(program) == []


def test_a_file_that_is_not_there_holds_nobody_up_and_is_told_with_the_next_answer(
    client: FlaskClient, program: Program, line: ScriptedLine, clock: Clock
) -> None:
    enter(program)
    line.contents["77"] = PNG
    line.script = lambda path: (
        "error" if path.endswith("content") and len(line.paths("content")) < 4 else "ok"
    )
    post(client, body_of(photo_event(), text_event("งานของฉัน")))
    sweep(program)
    assert all(row.handled_at == clock.now for row in stored(program))
    assert ["กำลังรับไฟล์" in shown.messages[0] for shown in line.shown] == [True, False]
    (awaited,) = everything(program, Evidence)
    assert (awaited.name, awaited.is_awaited) == ("ภาพถ่าย", True)
    waits = [clock.now]
    for _ in range(60):
        if fetch_awaited(program):
            waits.append(clock.now)
        clock.forward(seconds=1)
    assert [later - sooner for sooner, later in pairwise(waits)] == [
        timedelta(seconds=seconds) for seconds in (3, 3, 6)
    ]
    (found,) = everything(program, Evidence)
    assert (found.name, found.size, found.is_awaited) == ("photo.png", len(PNG), False)
    assert len(kept(program)) == 1
    assert len(line.shown) == 2, "it is never pushed"
    post(client, body_of(text_event("ช่วยเหลือ"), text_event("ช่วยเหลือ")))
    sweep(program)
    assert ["ได้รับไฟล์แล้ว" in shown.messages[0] for shown in line.shown] == [
        False,
        False,
        True,
        False,
    ]
    assert everything_awaited(program) == []


@on_sqlite
def test_in_the_end_the_person_is_told_with_the_next_answer(
    client: FlaskClient, program: Program, line: ScriptedLine, clock: Clock
) -> None:
    enter(program)
    line.script = lambda path: "error" if path.endswith("content") else "ok"
    post(client, body_of(photo_event()))
    sweep(program)
    for _ in range(60):
        fetch_awaited(program)
        clock.forward(minutes=1)
    assert len(line.paths("content")) == 1 + 10
    assert len(line.shown) == 1
    post(client, body_of(text_event("ช่วยเหลือ")))
    sweep(program)
    assert "ภาพถ่าย: ไม่ได้รับไฟล์" in line.shown[1].messages[0]
    assert "โปรดส่งใหม่" in line.shown[1].messages[0]
    assert [row.erased_at is None for row in everything(program, Evidence)] == [False]


@on_sqlite
def test_a_line_that_hangs_holds_nobody_up_and_leaves_nothing_behind(
    client: FlaskClient,
    program: Program,
    line: ScriptedLine,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What comes after the person was answered is not stored: they may take it back meanwhile."""
    enter(program)
    line.contents["77"] = PNG
    asked, go_on_now = threading.Event(), threading.Event()

    def hang(path: str) -> str:
        if path.endswith("content") and not asked.is_set():
            asked.set()
            go_on_now.wait(PATIENCE)
        return "ok"

    line.script = hang
    monkeypatch.setattr(bot.inbox.fetch, "SOON", 0)
    monkeypatch.setattr(bot.inbox.fetch, "AT_LEAST", 0)
    post(client, body_of(photo_event(), text_event("งานของฉัน")))
    sweep(program)
    assert len(line.shown) == 2
    go_on_now.set()
    wait_until(lambda: not [t for t in threading.enumerate() if t.name.startswith("file of")])
    assert kept(program) == []
    clock.forward(seconds=5)
    fetch_awaited(program)
    assert len(kept(program)) == 1


@on_sqlite
def test_a_file_line_makes_ready_within_the_wait_is_taken_as_ever(
    client: FlaskClient, program: Program, line: ScriptedLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(program)
    line.contents["77"] = PNG
    line.script = lambda path: (
        "error" if path.endswith("content") and len(line.paths("content")) < 3 else "ok"
    )
    monkeypatch.setattr(bot.inbox.fetch, "ASK_AGAIN", (0, 0))
    post(client, body_of(photo_event()))
    sweep(program)
    assert [row.is_awaited for row in everything(program, Evidence)] == [False]
    assert "เก็บ ภาพถ่าย 1 (3 พ.ย. 09.30 น.) ไว้แล้ว" in line.shown[0].messages[0]


@on_sqlite
def test_what_another_provider_has_is_refused_for_that_reason(
    client: FlaskClient, program: Program, line: ScriptedLine
) -> None:
    enter(program)
    elsewhere = {"type": "external", "originalContentUrl": "https://example.org/a.jpg"}
    post(client, body_of(photo_event(contentProvider=elsewhere)))
    sweep(program)
    assert line.paths("content") == []
    assert "ผู้ให้บริการอื่น" in line.shown[0].messages[0]


@on_sqlite
def test_a_member_may_hand_in_so_much_a_day(
    client: FlaskClient,
    program: Program,
    line: ScriptedLine,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(models.reports.awaited_files, "DAY_BYTES", len(PNG) * 2 + 5)
    enter(program)
    for number in range(4):
        line.contents[str(number)] = PNG
        post(client, body_of(photo_event(str(number))))
        sweep(program)
    assert ["โปรดส่งใหม่ในวันพรุ่งนี้" in shown.messages[0] for shown in line.shown] == [
        False,
        False,
        True,
        True,
    ]
    assert len(kept(program)) == 2
    clock.forward(days=1)
    post(client, body_of(photo_event("0", timestamp=int(clock.now.timestamp() * 1000))))
    sweep(program)
    assert len(everything(program, Evidence)) == 3


@on_sqlite
@pytest.mark.parametrize(("data", "reason"), [(None, "gone"), (EXE, "kind"), (b"", "empty")])
def test_what_cannot_be_kept_is_told_at_once(
    client: FlaskClient, program: Program, line: ScriptedLine, data: bytes | None, reason: str
) -> None:
    enter(program)
    if data is not None:
        line.contents["77"] = data
    post(client, body_of(photo_event()))
    sweep(program)
    assert stored(program)[0].content == {"refused": reason}
    assert everything(program, Evidence) == []
    assert kept(program) == []
    assert len(line.shown) == 1


@on_sqlite
def test_our_own_troubles_silence_nobody_and_cost_no_file(
    client: FlaskClient, program: Program, line: ScriptedLine, clock: Clock
) -> None:
    """A token LINE does not take, a disk that takes nothing, a disk that is not mounted: the person
    is answered, and the file is fetched for as long as that lasts.
    """
    enter(program)
    line.contents["77"] = line.contents["78"] = PNG
    data = program.settings.data_dir
    data.mkdir(parents=True, exist_ok=True)
    (data / "evidence").write_text("a file where the folder should be")
    post(client, body_of(photo_event(), text_event("งานของฉัน")))
    sweep(program)
    assert ["กำลังรับไฟล์" in shown.messages[0] for shown in line.shown] == [True, False]
    line.script = lambda path: "unauthorized" if path.endswith("content") else "ok"
    go_on(program, clock, 30)
    (data / "evidence").unlink()
    go_on(program, clock, 5)
    assert everything(program, Evidence)[0].is_awaited
    line.script = lambda path: "ok"
    go_on(program, clock, 1)
    assert len(kept(program)) == 1
    (data / "evidence").rename(data.parent / "unmounted")
    post(client, body_of(photo_event("78"), text_event("งานของฉัน")))
    go_on(program, clock, 10)
    assert len(line.shown) == 4
    assert not (data / "evidence").exists(), "nothing is written beneath the mount"
    (data.parent / "unmounted").rename(data / "evidence")
    go_on(program, clock, 1)
    assert [row.is_awaited for row in everything(program, Evidence)] == [False, False]
    assert len(kept(program)) == 2


@on_sqlite
def test_a_file_taken_back_while_the_disk_is_away_does_not_come_back_with_it(
    client: FlaskClient, program: Program, line: ScriptedLine, clock: Clock
) -> None:
    enter(program)
    line.contents["77"] = PNG
    post(client, body_of(photo_event()))
    sweep(program)
    data = program.settings.data_dir
    (data / "evidence").rename(data.parent / "unmounted")
    unsend: dict[str, Any] = {"type": "unsend", "unsend": {"messageId": "77"}, "message": None}
    post(client, body_of(text_event(**unsend)))
    go_on(program, clock, 5)
    assert len(everything(program, FileToErase)) == 1
    (data.parent / "unmounted").rename(data / "evidence")
    go_on(program, clock, 1)
    assert kept(program) == []
    assert everything(program, FileToErase) == []


@on_sqlite
def test_a_file_taken_back_while_it_is_awaited_never_comes(
    client: FlaskClient, program: Program, line: ScriptedLine, clock: Clock
) -> None:
    enter(program)
    line.contents["77"] = PNG
    line.script = lambda path: "error" if path.endswith("content") else "ok"
    unsend: dict[str, Any] = {"type": "unsend", "unsend": {"messageId": "77"}, "message": None}
    post(client, body_of(photo_event(), text_event(**unsend)))
    sweep(program)
    line.script = lambda path: "ok"
    go_on(program, clock, 2)
    assert kept(program) == []
    assert everything_awaited(program) == []
    assert len(line.paths("content")) == 1


@on_sqlite
def test_a_lease_that_ran_out_is_somebody_else_s(
    client: FlaskClient, program: Program, line: ScriptedLine, clock: Clock
) -> None:
    """The fetch took so long that another process began it anew and finished: what comes late
    changes nothing.
    """
    enter(program)
    line.contents["77"] = PNG
    late: list[str] = []

    def slow(path: str) -> str:
        if path.endswith("content") and not late:
            late.append(path)
            clock.forward(minutes=3)
            assert sweep(program) == 1  # the other process
        return "ok"

    line.script = slow
    post(client, body_of(photo_event()))
    sweep(program)
    assert len(line.paths("content")) == 2
    assert len(everything(program, Evidence)) == 1
    assert len(line.shown) == 1
    assert len(kept(program)) == 1


@on_sqlite
def test_a_film_line_is_still_making_ready_is_taken_when_it_is(
    database_url: str, tmp_path: Path
) -> None:
    with open_stage(database_url, tmp_path) as stage:
        program = stage.program
        somchai = stage.person("สมชาย")
        enter(program, somchai.user_id)
        film: dict[str, Any] = {"file_name": None, "ready_after": 5}
        stage.line.world.send_content(
            somchai.chat_id, somchai.user_id, "video", PDF.replace(b"%PDF", b"\0\0\0\0"), **film
        )
        assert stored(program)[-1].content == {"awaited": ""}
        stage.line.world.advance_clock(4)
        fetch_awaited(program)
        stage.line.world.advance_clock(10)
        fetch_awaited(program)
        assert [each.outcome for each in everything_awaited(program)] == ["kind"]
        assert os.listdir(program.settings.data_dir / "evidence/2026/11") == []  # noqa: PTH208
