"""How the database is opened, and what is written into it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from models.database import Database, to_json
from models.month.calendar import at
from models.tables.conversation import Conversation, InboxEvent
from models.tables.organization import Channel

_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(_values)
def test_what_is_written_as_json_is_read_back_and_can_be_encoded(value: Any) -> None:
    written = to_json(value)
    written.encode()
    assert json.loads(written) == value


def test_thai_takes_no_more_room_than_it_must() -> None:
    assert to_json({"ก": "ข"}) == '{"ก":"ข"}'


def test_half_a_character_is_stored_and_comes_back(database: Database) -> None:
    payload = {"message": {"text": "ก\ud83d ข"}}
    with database.begin() as session:
        channel = Channel(line_channel_id="1")
        session.add(channel)
        session.flush()
        conversation = Conversation(channel_id=channel.id, key="U1")
        session.add(conversation)
        session.flush()
        session.add(
            InboxEvent(
                webhook_event_id="1",
                channel_id=channel.id,
                conversation_id=conversation.id,
                occurred_ms=0,
                payload=payload,
                received_at=at(date(2026, 11, 1)),
            )
        )
    with database.read() as session:
        assert session.scalar(select(InboxEvent.payload)) == payload
        assert session.scalar(text("SELECT count(*) FROM inbox_event")) == 1
