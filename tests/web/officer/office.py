"""The officer's page served for a real browser: over plain http, where its cookie is sent too."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from playwright.sync_api import Page
from werkzeug.serving import make_server

from bot.app import create_app
from bot.program import Program
from tests.stage import Actor, Stage, _Quiet


@contextmanager
def pages_of(stage: Stage) -> Iterator[str]:
    """Serve the stage's pages; their address."""
    server = make_server("127.0.0.1", 0, lambda *_: [], threaded=True, request_handler=_Quiet)
    address = f"http://127.0.0.1:{server.server_port}"
    program = Program(
        replace(stage.program.settings, public_url=address), clock=stage.program.clock
    )
    server.app = create_app(program, lambda _id: None)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        program.close()


def comes_in(page: Page, actor: Actor, address: str) -> None:
    """Follow the link of the chat's button in a browser and press the button there."""
    given = actor.taps("ตอบทั้งหมดในหน้าเดียว", of=actor.says("งานของฉัน"))
    link = str(actor.button("เปิดหน้ารายงาน", given)["uri"])
    page.goto(address + link.partition("go.th")[2])
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    page.wait_for_url("**/mine")
