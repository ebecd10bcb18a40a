"""Long work: asked once, done by the scheduler, seen on its page."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.work.kinds import WorkRefused, WorkResult, WorkRun
from bot.work.worker import work_off
from models.tables.organization import Organization
from models.tables.work import Work
from models.work import LEASE, MOST_ATTEMPTS, NamedFile, ask_for_work, claim_work
from tests.handlers.cast import SLUG, secretary
from tests.stage import Stage
from tests.web.browser import Browser, signed_in

LETTER = NamedFile("หนังสือ.txt", "text/plain", b"made")


def ask(stage: Stage, kind: str = "tests.echo", key: str = "one") -> int:
    with stage.program.database.begin() as session:
        found = session.scalars(select(Organization).where(Organization.slug == SLUG)).one()
        work = ask_for_work(
            *(session, found.id, kind, key, {"n": 2}, None, stage.now()),
            files=(NamedFile("given.txt", "text/plain", b"given"),),
        )
        return work.id


def echo(run: WorkRun) -> WorkResult:
    assert run.files[0].body == b"given"
    run.progress(1, run.given["n"])
    return WorkResult(next="month/", said="ทำครบแล้ว", files=(LETTER,))


def refuse(run: WorkRun) -> WorkResult:
    raise WorkRefused("ไฟล์นี้ไม่ใช่แผน")


def look(stage: Stage, work_id: int) -> Browser:
    browser = signed_in(stage, secretary(stage))
    browser.open(f"/console/{SLUG}/work/{work_id}")
    return browser


def test_two_presses_are_one_piece_and_its_file_can_be_fetched(stage: Stage) -> None:
    first = ask(stage)
    assert ask(stage) == first
    browser = look(stage, first)
    assert "รอคิว" in browser.page
    assert 'hx-trigger="every 1s"' in browser.page
    assert work_off(stage.program, {"tests.echo": echo}) == 1
    browser.open(browser.path)
    assert "✓ ทำครบแล้ว" in browser.page
    assert "hx-trigger" not in browser.page
    assert f'href="/console/{SLUG}/month/"' in browser.page
    browser.open(f"{browser.path}/file/2")
    assert browser.answer.data == b"made"
    assert browser.answer.headers["Content-Disposition"].isascii(), "no server sends Thai as it is"
    browser.open(f"/console/{SLUG}/work/{first}/file/1")
    assert browser.status == 404, "what was given is not given back"
    assert ask(stage) != first


def test_what_is_refused_or_fails_is_said(stage: Stage) -> None:
    refused, failed = ask(stage, "tests.refuse"), ask(stage, "tests.nobody")
    assert work_off(stage.program, {"tests.refuse": refuse}) == 2
    browser = look(stage, refused)
    assert "! ไฟล์นี้ไม่ใช่แผน" in browser.page
    browser.open(f"/console/{SLUG}/work/{failed}")
    assert "ข้อผิดพลาดภายใน" in browser.page


def test_work_whose_worker_was_killed_is_begun_anew_and_given_up_after_three(stage: Stage) -> None:
    work_id = ask(stage)
    for _ in range(MOST_ATTEMPTS):
        with stage.program.database.begin() as session:
            claimed = claim_work(session, stage.now())
            assert claimed is not None
            assert claim_work(session, stage.now()) is None, "one works on it"
        stage.go_to(stage.now() + LEASE + timedelta(seconds=1))
    work_off(stage.program, {"tests.echo": echo})
    with stage.program.database.read() as session:
        assert session.get_one(Work, work_id).problem == "fault"
