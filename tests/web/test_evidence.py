"""Evidence behind a signed address."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from werkzeug.test import TestResponse

from bot.app import create_app
from bot.links import LIFE, Links
from bot.program import Program
from models.tables.evidence import Evidence, EvidenceKind
from tests.bot import files
from tests.bot.house import MORNING, Clock, Handled, enter, on_sqlite, settings
from tests.stage import PNG

GONE = "ไม่พบหลักฐาน"


@pytest.fixture
def program(database_url: str, tmp_path: Path) -> Iterator[Program]:
    made = Program(settings(database_url, tmp_path), Clock())
    yield made
    made.close()


@pytest.fixture
def client(program: Program) -> FlaskClient:
    return create_app(program, Handled()).test_client()


def keep(program: Program, data: bytes, name: str) -> int:
    """Evidence as the inbox leaves it; its id."""
    stored = program.store.save([data], MORNING, name)
    with program.database.read() as session:
        person = session.query(Evidence.person_id).first()
    person_id = person[0] if person else enter(program)
    with program.database.begin() as session:
        row = Evidence(
            kind=EvidenceKind.FILE,
            person_id=person_id,
            name=name,
            received_at=MORNING,
            **stored.__dict__,
        )
        session.add(row)
        session.flush()
        return row.id


def open_link(client: FlaskClient, address: str | None) -> TestResponse:
    assert address is not None
    return client.get(urlsplit(address).path, buffered=True)


def test_the_signed_address_opens(client: FlaskClient, program: Program) -> None:
    answer = open_link(client, program.links.evidence(keep(program, PNG, "ภาพประชุม.png")))
    assert answer.status_code == 200
    assert answer.data == PNG
    assert answer.content_type == "image/png"
    assert "attachment" not in answer.headers["Content-Disposition"]
    assert hashlib.sha256(answer.data).hexdigest() == hashlib.sha256(PNG).hexdigest()


@on_sqlite
@pytest.mark.parametrize(
    ("data", "name", "media_type", "saved_as"),
    [
        (files.PDF, "หนังสือ.pdf", "application/pdf", "หนังสือ.pdf"),
        (files.HTML, "page.html", "text/plain; charset=utf-8", "page.html.txt"),
        (files.SVG, "drawing.svg", "text/plain; charset=utf-8", "drawing.svg.txt"),
        (files.word_file(), "รายงาน", None, "รายงาน.docx"),
        (files.MP4, "film.exe", "video/mp4", "film.exe.mp4"),
    ],
)
def test_what_is_no_picture_is_saved_under_its_true_kind(
    client: FlaskClient,
    program: Program,
    data: bytes,
    name: str,
    media_type: str | None,
    saved_as: str,
) -> None:
    answer = open_link(client, program.links.evidence(keep(program, data, name)))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert saved_as in unquote(answer.headers["Content-Disposition"])
    if media_type:
        assert answer.content_type == media_type


@on_sqlite
@pytest.mark.parametrize("data", [PNG, files.PDF, files.HTML])
def test_nothing_somebody_sent_can_run_as_a_page_of_ours(
    client: FlaskClient, program: Program, data: bytes
) -> None:
    headers = open_link(client, program.links.evidence(keep(program, data, "x"))).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Referrer-Policy"] == "no-referrer"


@on_sqlite
def test_only_a_pdf_stands_in_a_frame_of_ours(client: FlaskClient, program: Program) -> None:
    for data, is_framed in ((files.PDF, True), (files.HTML, False)):
        address = program.links.evidence(keep(program, data, "x"))
        assert address is not None
        headers = client.get(f"{urlsplit(address).path}?frame", buffered=True).headers
        policy = headers["Content-Security-Policy"]
        assert "sandbox" in policy
        assert ("frame-ancestors 'self'" in policy) is is_framed
        assert headers["Content-Disposition"].startswith("attachment") is not is_framed
        assert headers["X-Frame-Options"] == ("SAMEORIGIN" if is_framed else "DENY")


def signed_at(moment: datetime, key: str, salt: str, evidence_id: int) -> str:
    """The signed part of an address as it was made at a moment."""

    class Then(TimestampSigner):
        def get_timestamp(self) -> int:
            return int(moment.timestamp())

    token = URLSafeTimedSerializer(key, salt=salt, signer=Then).dumps(evidence_id)
    return token if isinstance(token, str) else token.decode()


def test_an_old_address_is_a_page_in_thai(client: FlaskClient, program: Program) -> None:
    evidence_id, key = keep(program, PNG, "x.png"), program.settings.secret_key
    now = datetime.now(MORNING.tzinfo)
    for age, status in ((LIFE - timedelta(minutes=1), 200), (LIFE + timedelta(minutes=1), 404)):
        answer = client.get(
            f"/console/evidence/{signed_at(now - age, key, 'evidence', evidence_id)}", buffered=True
        )
        assert answer.status_code == status
    assert GONE in answer.text
    assert 'lang="th"' in answer.text


@on_sqlite
def test_a_forged_address_opens_nothing(client: FlaskClient, program: Program) -> None:
    evidence_id, now = keep(program, PNG, "x.png"), datetime.now(MORNING.tzinfo)
    good = (program.links.evidence(evidence_id) or "").rsplit("/", 1)[-1]
    key = program.settings.secret_key
    forged = [
        str(evidence_id),
        "x",
        good[:-1] + ("A" if good[-1] != "A" else "B"),
        good.split(".")[0],
        signed_at(now, "another key of somebody", "evidence", evidence_id),
        signed_at(now, key, "another purpose", evidence_id),
        signed_at(now, key, "evidence", "1"),  # type: ignore[arg-type]
        "A" * 3000,
    ]
    for token in forged:
        answer = client.get(f"/console/evidence/{token}")
        assert answer.status_code == 404
        assert GONE in answer.text
    assert client.get(f"/console/evidence/{good}", buffered=True).status_code == 200


@on_sqlite
def test_one_s_own_address_tells_nothing_of_another_s(
    client: FlaskClient, program: Program
) -> None:
    """Another organization holds a link to its own evidence: changing the number in it breaks the
    signature.
    """
    mine, theirs = keep(program, PNG, "mine.png"), keep(program, files.JPEG, "theirs.jpg")
    serializer = URLSafeTimedSerializer("x", salt="evidence")
    token = (program.links.evidence(mine) or "").rsplit("/", 1)[-1]
    changed = serializer.dumps(theirs).split(".")[0] + "." + token.split(".", 1)[1]
    assert client.get(f"/console/evidence/{changed}").status_code == 404
    assert client.get(f"/console/evidence/{token}", buffered=True).data == PNG


def test_what_was_erased_or_lost_is_gone(client: FlaskClient, program: Program) -> None:
    erased, lost = keep(program, PNG, "a.png"), keep(program, PNG, "b.png")
    links = [program.links.evidence(number) for number in (erased, lost, 999)]
    with program.database.begin() as session:
        row = session.get_one(Evidence, erased)
        assert row.path is not None
        program.store.erase(row.path)
        row.path = None
        path = session.get_one(Evidence, lost).path
    assert path is not None
    program.store.erase(path)
    for link in links:
        answer = open_link(client, link)
        assert answer.status_code == 404
        assert GONE in answer.text


def test_without_a_public_address_or_key_no_links_are_given() -> None:
    for links in (Links("", "k" * 20), Links("https://x", "")):
        assert links.evidence(1) is None
        assert (
            links.read_evidence(signed_at(datetime.now(MORNING.tzinfo), "unset", "evidence", 1))
            is None
        )
