"""The public page: what is published and nothing else, from memory, with links that stay."""

from __future__ import annotations

import gzip
import json
import re
from datetime import timedelta
from io import BytesIO
from typing import Any

from PIL import Image
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from bot.app import create_app
from bot.inbox.erasing import erase_files, queue_erasing
from models.tables.evidence import Evidence
from models.tables.organization import Organization
from papers.open.data import FIELDS, SCHEMA
from papers.result.checks.checking import NEVER_LET_STAND, FindingKind
from papers.result.composing import compose
from papers.result.edits import edit_place
from papers.result.publishing import draft_version, publish
from tests.handlers.cast import (
    DONE,
    HEALTH,
    SLUG,
    START,
    ask,
    begin_month,
    nothing_failed,
    officer,
    opens,
    secretary,
)
from tests.stage import Stage, words_of
from tests.web.browser import Browser, signed_in
from web.public.snapshots import FRESH

YEAR = 2570
PAGE = f"/public/{SLUG}/{YEAR}/"
DESK = f"/console/{SLUG}/public/{YEAR}"
TALE = "https://kaona.example.go.th"


class Reader:
    """Somebody without any cookie."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.client = create_app(stage.program, lambda _id: None).test_client(use_cookies=False)

    def data(self, path: str) -> Any:
        """Return what a JSON file says."""
        return json.loads(self.get(path).data)

    def get(self, path: str = PAGE, *, wait: bool = True, **headers: str) -> TestResponse:
        if wait:
            self.stage.go_to(self.stage.now() + FRESH)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(path, base_url=TALE, headers=named, buffered=True)


def photo() -> bytes:
    """A photo that tells where and when it was taken."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "the camera"
    exif.get_ifd(0x8825)[1] = "N"
    out = BytesIO()
    Image.new("RGB", (900, 600), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def accepted_report(stage: Stage, summary: str = DONE, code: str = "1.1") -> Browser:
    """An officer's report with a photo is accepted; return the secretariat's browser."""
    actor, reviewer = officer(stage), secretary(stage)
    begin_month(stage, START)
    opens(actor, code)
    actor.taps("◐")
    actor.says(summary)
    actor.sends(photo())
    actor.says("ยืนยัน")
    browser = signed_in(stage, reviewer)
    browser.open(f"/console/{SLUG}/month/2026-11/agency/1")
    browser.submit("/accept")
    return browser


def publishes(stage: Stage) -> None:
    despite = [kind for kind in FindingKind if kind not in NEVER_LET_STAND]
    with stage.program.database.begin() as session:
        organization = session.scalars(select(Organization).filter_by(slug=SLUG)).one()
        drafted = draft_version(
            session, organization, YEAR, now=stage.now(), ask=None, despite=despite, by="เลขา"
        )
        publish(session, drafted)


def decides(browser: Browser, evidence_id: int, choice: str, caption: str = "") -> None:
    """Choose for a piece of evidence on the desk's page as it was opened."""
    chosen: dict[str, Any] = {f"choice-{evidence_id}": choice}
    if caption:
        chosen[f"caption-{evidence_id}"] = caption
    browser.submit("/decide", **chosen)


def only_evidence(stage: Stage) -> int:
    return ask(stage, lambda s: s.scalars(select(Evidence.id)).one())


def test_nothing_is_seen_before_it_is_published(stage: Stage) -> None:
    accepted_report(stage)
    reader = Reader(stage)
    for path in (PAGE, f"/public/{SLUG}/", "/public/nobody/", f"{PAGE}files/report.pdf"):
        answer = reader.get(path)
        assert (answer.status_code, answer.headers["X-Robots-Tag"]) == (404, "noindex")
    assert DONE not in answer.text


def test_the_chat_shows_how_work_was_put_in_what_was_published(stage: Stage) -> None:
    accepted_report(stage)
    publishes(stage)
    other = officer(stage, "สมหญิง", HEALTH)
    heard = words_of(other.says("1.1 กำลังดำเนินการ ชี้แจงบุคลากรในหน่วยงาน"))
    assert DONE in heard
    assert "(จากรายงานผลที่เผยแพร่แล้ว)" in heard


def test_a_published_year_is_what_was_frozen_and_names_nobody(any_stage: Stage) -> None:
    accepted_report(any_stage)
    publishes(any_stage)
    reader = Reader(any_stage)
    answer = reader.get()
    assert answer.status_code == 200
    assert DONE in answer.text
    assert "อยู่ระหว่างดำเนินการ" in answer.text
    for name in ("สมชาย", "อรุณี", "เลขา"):
        assert name not in answer.text
    assert 'name="robots" content="index' in answer.text
    assert f'og:url" content="{TALE}{PAGE}"' in answer.text
    assert reader.get(f"/public/{SLUG}/").headers["Location"] == PAGE
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers["Vary"]
    nothing_failed(any_stage)


def test_a_page_in_memory_asks_nothing_and_is_not_sent_twice(stage: Stage) -> None:
    accepted_report(stage)
    publishes(stage)
    reader, asked = Reader(stage), []
    first = reader.get()
    packed = reader.get(wait=False, Accept_Encoding="gzip")
    assert gzip.decompress(packed.data) == first.data
    assert packed.headers["ETag"] != first.headers["ETag"]
    assert "Accept-Encoding" in packed.headers["Vary"]
    engine = stage.program.database.engine
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    again = reader.get(wait=False, If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.data, asked) == (304, b"", [])
    assert reader.get(If_None_Match=first.headers["ETag"]).status_code == 304
    assert len([each for each in asked if each.startswith("SELECT")]) == 1
    assert Reader(stage).get().headers["ETag"] == first.headers["ETag"]  # another process


def test_versions_tell_what_changed_and_a_link_looks_anew(stage: Stage) -> None:
    accepted_report(stage)
    publishes(stage)
    reader = Reader(stage)
    card = re.findall(r'og:image" content="([^"]+)"', reader.get().text)
    assert reader.get(card[0].removeprefix(TALE)).data.startswith(b"\x89PNG")
    with stage.program.database.begin() as session:
        organization = session.scalars(select(Organization).filter_by(slug=SLUG)).one()
        composition = compose(session, organization, YEAR, stage.now())
        (state,) = [each for each in composition.states if each.key == "1.1/outcome"]
        edit_place(
            session, composition.plan, state.place, "รับทราบทุกคน", state.drawn, now=stage.now()
        )
    assert "รับทราบทุกคน" not in reader.get().text
    publishes(stage)
    told = reader.get().text
    assert re.search(r"<ins>.*รับทราบทุกคน</ins>", told)
    assert card != re.findall(r'og:image" content="([^"]+)"', told)
    data = reader.data(f"{PAGE}files/measures-v1.json")
    assert [each["changed"] for each in data["versions"]] == [[], ["1.1/outcome"]]


def test_evidence_is_shown_after_a_look_and_gone_without_the_mark(any_stage: Stage) -> None:
    browser, reader = accepted_report(any_stage), Reader(any_stage)
    publishes(any_stage)
    evidence_id = only_evidence(any_stage)
    address = f"{PAGE}evidence/{evidence_id}"
    assert reader.get(address).status_code == 404
    browser.open(DESK)
    decides(browser, evidence_id, "public", "การประชุมชี้แจง")
    assert "เผยแพร่หลักฐาน 1 รายการ" in browser.page
    shown = reader.get(address)
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    picture = Image.open(BytesIO(shown.data))
    assert (picture.size, len(picture.getexif())) == ((600, 900), 0)
    assert "การประชุมชี้แจง" in reader.get(f"{PAGE}measure/1.1/").text
    (told,) = reader.data(f"{PAGE}files/measures.json")["measures"][0]["evidence"]
    assert told["url"] == f"{TALE}{address}"
    browser.open(DESK)
    decides(browser, evidence_id, "personal")
    assert reader.get(address, wait=False).status_code == 404
    assert "การประชุมชี้แจง" not in reader.get(f"{PAGE}measure/1.1/").text
    nothing_failed(any_stage)


def test_what_somebody_else_decided_meanwhile_is_not_overwritten(stage: Stage) -> None:
    here, there = accepted_report(stage), signed_in(stage, secretary(stage, "นายวิชัย รองเลขา"))
    evidence_id = only_evidence(stage)
    there.open(DESK)
    here.open(DESK)
    decides(here, evidence_id, "personal")
    decides(there, evidence_id, "public")
    assert "มีผู้ตรวจไปก่อนแล้ว" in there.page
    assert "(0)" in re.findall(r"เผยแพร่ \(\d+\)", there.page)[0]


def test_a_copy_is_erased_with_its_file(stage: Stage) -> None:
    browser = accepted_report(stage)
    publishes(stage)
    evidence_id = only_evidence(stage)
    browser.open(DESK)
    decides(browser, evidence_id, "public")
    assert Reader(stage).get(f"{PAGE}evidence/{evidence_id}/small").status_code == 200
    folder = stage.program.settings.data_dir / "evidence"
    assert len(list(folder.rglob("*.jpg"))) == 2
    with stage.program.database.begin() as session:
        path = session.get_one(Evidence, evidence_id).erase(stage.now())
        queue_erasing(session, [path or ""], stage.now())
    assert erase_files(stage.program) == 1
    assert list(folder.rglob("*.jpg")) == []
    assert Reader(stage).get(f"{PAGE}evidence/{evidence_id}").status_code == 404


def test_files_are_made_once_under_addresses_that_stay(stage: Stage) -> None:
    accepted_report(stage)
    publishes(stage)
    reader = Reader(stage)
    answer = reader.get(f"{PAGE}files/report.xlsx")
    assert (answer.status_code, answer.data[:2]) == (200, b"PK")
    assert reader.get(f"{PAGE}files/report-v1.xlsx").data == answer.data
    for nothing in ("report-v2.xlsx", "annex.xlsx", "measures.pdf", "report.csv", "..%2fkaona.db"):
        assert reader.get(f"{PAGE}files/{nothing}").status_code == 404


def test_open_data_is_as_its_schema_says(stage: Stage) -> None:
    browser = accepted_report(stage, "=SUM(A1) จัดประชุมแล้ว", "1.2")
    publishes(stage)
    reader = Reader(stage)
    told = reader.data(f"{PAGE}files/measures.json")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert set(schema["required"]) <= set(told) <= set(schema["properties"])
    item = schema["properties"]["measures"]["items"]
    for each in told["measures"]:
        assert set(item["required"]) == set(each) == set(item["properties"])
        assert each["state"] in item["properties"]["state"]["enum"]
    table = reader.get(f"{PAGE}files/measures.csv").data.decode("utf-8-sig")
    assert table.splitlines()[0] == ",".join(FIELDS)
    assert "'=SUM" in table, table
    page = reader.get().text
    dataset = json.loads(re.findall(r"ld\+json\">(.+?)</script>", page)[0])
    assert dataset["temporalCoverage"] == "2026-10-01/2027-09-30"
    assert "license" not in dataset
    for each in dataset["distribution"]:
        assert each["contentUrl"].startswith(f"{TALE}{PAGE}files/")
    browser.open(DESK)
    browser.submit("/licence", licence="cc-by")
    assert "creativecommons.org/licenses/by/4.0" in reader.get().text


def test_a_snapshot_is_believed_for_a_few_seconds_only() -> None:
    assert timedelta(seconds=1) <= FRESH <= timedelta(seconds=5)
