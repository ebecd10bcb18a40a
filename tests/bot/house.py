"""What the tests of the program share: a clock to set, a program to run, events as LINE posts them,
a member to send them.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from bot.inbox.webhook import signature_of
from bot.program import Program
from bot.settings import Settings
from models.month.calendar import BANGKOK
from models.tables.base import Base
from models.tables.conversation import InboxEvent
from models.tables.organization import Organization, OrganizationKind
from models.tables.outbox import Delivery
from models.tables.people import Membership, Person, Role
from tests.patience import PATIENCE

SECRET = "the-channel-secret"
MORNING = datetime(2026, 11, 3, 9, 30, tzinfo=BANGKOK).astimezone(UTC)
"""A Tuesday, a working day."""
SOMCHAI, SUDA = "U" + "a" * 32, "U" + "b" * 32
GROUP = "C" + "c" * 32
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what does not depend on the database."""
on_postgres = pytest.mark.parametrize(
    "database_url", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)
"""For what only a database with several writers can do."""
_numbers = count(1)
Row = TypeVar("Row", bound=Base)


@dataclass
class Clock:
    """A clock that stands until it is set."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)


def wait_until(true: Callable[[], object]) -> None:
    """Wait for something that happens on another thread or in another process; AssertionError when
    it does not.
    """
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, "it did not happen"
        threading.Event().wait(0.005)


def settings(
    database_url: str, data_dir: Path, line_url: str = "http://127.0.0.1:9", **more: Any
) -> Settings:
    """Settings that suffice; by default nobody listens where LINE should be."""
    given: dict[str, Any] = {
        "database_url": database_url,
        "public_url": "https://kaona.example.go.th",
        "secret_key": "a-secret-for-tests-only",
        "data_dir": data_dir,
        "line_channel_id": "1600000000",
        "line_channel_secret": SECRET,
        "line_channel_access_token": "a-long-lived-token",
        "line_api_url": line_url,
        "line_data_api_url": line_url,
    }
    return Settings(**given | more)


def text_event(
    text: str = "สวัสดี", user: str | None = SOMCHAI, group: str | None = None, **more: Any
) -> dict[str, Any]:
    """A text somebody wrote, new every time."""
    number = next(_numbers)
    source = {"type": "group", "groupId": group} if group else {"type": "user"}
    event = {
        "type": "message",
        "mode": "active",
        "timestamp": int(MORNING.timestamp() * 1000) + number,
        "source": source | ({"userId": user} if user else {}),
        "webhookEventId": f"01H{number:023d}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": f"{number:032x}",
        "message": {"id": str(number), "type": "text", "text": text, "quoteToken": "q"},
    }
    return event | more


def photo_event(message_id: str = "77", user: str = SOMCHAI, **more: Any) -> dict[str, Any]:
    """A photo somebody sent."""
    message = {"id": message_id, "type": "image", "contentProvider": {"type": "line"}}
    return text_event(user=user, message=message | more)


def body_of(*events: Any) -> bytes:
    """A webhook's body."""
    return json.dumps(
        {"destination": "U" + "d" * 32, "events": list(events)}, ensure_ascii=False
    ).encode()


def post(
    client: FlaskClient, body: bytes, *, secret: str = SECRET, signature: str | None = None
) -> TestResponse:
    """Post a body as LINE does, signed."""
    headers = {"x-line-signature": signature_of(secret, body) if signature is None else signature}
    return client.post(
        "/webhook", data=body, content_type="application/json; charset=utf-8", headers=headers
    )


@dataclass
class Handled:
    """Stands where the threads would be: keeps what was to be handled soon."""

    conversations: list[int] = field(default_factory=list)

    def __call__(self, conversation_id: int) -> None:
        self.conversations.append(conversation_id)


def enter(program: Program, user: str = SOMCHAI) -> int:
    """Make somebody a member of an organization's secretariat; return the person's id."""
    channel_id = program.channel_id
    with program.database.begin() as session:
        organization = session.scalar(select(Organization).where(Organization.slug == "phrae"))
        if organization is None:
            organization = Organization(
                slug="phrae",
                name="จังหวัดแพร่",
                kind=OrganizationKind.PROVINCE,
                channel_id=channel_id,
                created_at=MORNING,
            )
            session.add(organization)
        person = Person(channel_id=channel_id, line_user_id=user, created_at=MORNING)
        session.add(person)
        session.flush()
        session.add(
            Membership(
                person_id=person.id,
                organization_id=organization.id,
                role=Role.SECRETARIAT,
                since=MORNING,
            )
        )
        return person.id


def stored(program: Program) -> list[InboxEvent]:
    """The events in the inbox."""
    return everything(program, InboxEvent)


def deliveries(program: Program) -> list[Delivery]:
    """The outbox."""
    program.recorder.flush()
    return everything(program, Delivery)


def everything(program: Program, table: type[Row]) -> list[Row]:
    """All rows of a table, in order, free of any session."""
    with program.database.read() as session:
        rows = list(session.scalars(select(table).order_by(table.id)))  # type: ignore[attr-defined]
        session.expunge_all()
        return rows
