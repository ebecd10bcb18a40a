"""What the program says of itself to those who look after it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from bot.app import create_app
from bot.inbox.handling import sweep
from bot.program import Program
from bot.tick import tick
from models import schema
from tests.bot.house import Clock, Handled, body_of, on_sqlite, post, settings, text_event
from tests.bot.scripted_line import ScriptedLine
from tests.databases import opened


def figures(client: FlaskClient) -> dict[str, float]:
    """The figures of /metrics by name and labels."""
    answer = client.get("/metrics")
    assert answer.content_type.startswith("text/plain; version=0.0.4")
    return {
        sample.name + "".join(f" {label}" for label in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_it_is_ready_once_the_scheduler_lives(
    client: FlaskClient, program: Program, clock: Clock
) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {
        "database": "ok",
        "migrations": "ok",
        "scheduler": "no heartbeat for five minutes",
    }
    tick(program.database, clock.now)
    assert client.get("/readyz").status_code == 200
    clock.forward(minutes=4)
    assert client.get("/readyz").json == {"database": "ok", "migrations": "ok", "scheduler": "ok"}
    clock.forward(minutes=2)
    assert client.get("/readyz").status_code == 503


def test_missing_migrations_are_told(empty_database_url: str, tmp_path: Path, clock: Clock) -> None:
    program = Program(settings(empty_database_url, tmp_path), clock)
    client = create_app(program, Handled()).test_client()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert "kaona db upgrade" in answer.json["migrations"]
    assert figures(client) == {"kaona_database_up": 0}
    with opened(empty_database_url) as other:
        schema.upgrade(other)
    assert client.get("/readyz").json == {
        "database": "ok",
        "migrations": "ok",
        "scheduler": "no heartbeat for five minutes",
    }
    program.close()


@pytest.mark.parametrize(
    "url", ["sqlite:////dev/null/kaona.db", "postgresql+psycopg://nobody@127.0.0.1:1/kaona"]
)
def test_without_a_database_it_is_alive_and_not_ready(tmp_path: Path, url: str) -> None:
    program = Program(settings(url, tmp_path), Clock())
    client = create_app(program, Handled()).test_client()
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {
        "database": "unreachable",
        "migrations": "unknown",
        "scheduler": "unknown",
    }
    program.close()


@on_sqlite
def test_figures_follow_what_happens(
    client: FlaskClient, program: Program, line: ScriptedLine, clock: Clock
) -> None:
    before = figures(client)
    assert before["kaona_inbox_waiting"] == 0
    assert before["kaona_inbox_oldest_seconds"] == 0
    assert "kaona_scheduler_heartbeat_seconds" not in before
    assert "kaona_paid_messages_limit" not in before
    tick(program.database, clock.now)
    post(client, body_of(text_event(), text_event()))
    clock.forward(seconds=40)
    waiting = figures(client)
    assert (waiting["kaona_inbox_waiting"], waiting["kaona_inbox_oldest_seconds"]) == (2, 40)
    assert waiting["kaona_scheduler_heartbeat_seconds"] == 40
    sweep(program)
    after = figures(client)
    assert (after["kaona_inbox_waiting"], after["kaona_deliveries sent"]) == (0, 2)
    assert after["kaona_inbox_failed"] == 0


@on_sqlite
def test_every_answer_carries_safe_headers(client: FlaskClient) -> None:
    headers = client.get("/healthz").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
