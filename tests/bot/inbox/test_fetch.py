"""Fetching photos and files before they are handled."""

from __future__ import annotations

import os
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from bot.inbox.handling import sweep
from bot.program import Program
from models.tables.obligations import Evidence
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
)
from tests.bot.scripted_line import ScriptedLine
from tests.stage import PNG, open_stage


def kept(program: Program) -> list[Path]:
    return [path for path in program.settings.data_dir.rglob("*") if path.is_file()]


def go_on(program: Program, clock: Clock, minutes: int) -> None:
    """Sweep twice a minute."""
    for _ in range(2 * minutes):
        sweep(program)
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


def test_a_trouble_of_line_s_is_waited_out_and_those_behind_it_wait_too(
    client: FlaskClient, program: Program, line: ScriptedLine, clock: Clock
) -> None:
    enter(program)
    line.contents["77"] = PNG
    line.script = lambda path: (
        "error" if path.endswith("content") and len(line.paths("content")) < 4 else "ok"
    )
    post(client, body_of(photo_event(), text_event("งานของฉัน")))
    waits = []
    for _ in range(200):
        tried = len(line.paths("content"))
        sweep(program)
        if len(line.paths("content")) > tried:
            waits.append(clock.now)
        clock.forward(seconds=1)
    assert [later - sooner for sooner, later in pairwise(waits)] == [
        timedelta(seconds=seconds) for seconds in (3, 6, 12)
    ]
    assert len(everything(program, Evidence)) == 1
    first, second = stored(program)
    assert first.handled_at is not None
    assert second.handled_at is not None
    assert first.handled_at <= second.handled_at
    assert len(line.shown) == 2


@on_sqlite
def test_in_the_end_the_person_is_told(
    client: FlaskClient, program: Program, line: ScriptedLine, clock: Clock
) -> None:
    enter(program)
    line.script = lambda path: "error" if path.endswith("content") else "ok"
    post(client, body_of(photo_event()))
    go_on(program, clock, 8)
    assert len(line.paths("content")) == 7
    assert everything(program, Evidence) == []
    assert "โปรดส่งใหม่" in line.shown[0].messages[0]
    assert stored(program)[0].content == {"refused": "unavailable"}


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
def test_our_own_troubles_are_waited_out_for_as_long_as_they_last(
    client: FlaskClient, program: Program, line: ScriptedLine, clock: Clock
) -> None:
    """A token LINE does not take, then a disk that takes nothing: no photo is refused for that."""
    enter(program)
    line.contents["77"] = PNG
    line.script = lambda path: "unauthorized"
    post(client, body_of(photo_event()))
    go_on(program, clock, 30)
    line.script = lambda path: "ok"
    data = program.settings.data_dir
    data.mkdir(parents=True, exist_ok=True)
    (data / "evidence").write_text("a file where the folder should be")
    go_on(program, clock, 30)
    assert stored(program)[0].handled_at is None
    (data / "evidence").unlink()
    go_on(program, clock, 1)
    assert len(everything(program, Evidence)) == 1


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
        assert stored(program)[-1].handled_at is None
        stage.line.world.advance_clock(4)
        sweep(program)
        stage.line.world.advance_clock(10)
        sweep(program)
        assert stored(program)[-1].content == {"refused": "kind"}
        assert os.listdir(program.settings.data_dir / "evidence/2026/11") == []  # noqa: PTH208
