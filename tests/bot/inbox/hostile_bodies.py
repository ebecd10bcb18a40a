"""Bodies a signed webhook may bring and nobody foresaw: one event of three is spoilt, the two
beside it must be stored and every request answered 200.

A short run is in ``test_hostile_bodies.py``; the long one is a command, on any migrated database:

    python -m tests.bot.inbox.hostile_bodies --count 100000 --database-url postgresql://…
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from bot.app import create_app
from bot.program import Program
from models.schema import upgrade
from models.tables.conversation import InboxEvent
from tests.bot.house import Clock, Handled, post, settings, text_event

VALUES = [
    "1" * 4301, "-" + "9" * 5000, "1e999", "-1e999", "NaN", "Infinity", "true", "false", "null",
    "0", "-1", "1.5", "9223372036854775808", "1" + "0" * 400, '""', '"\\u0000"', '"U\\u0000"',
    '"\\ud800"', '"' + "ก" * 5000 + '"', "[]", "{}", "[" * 3000 + "]" * 3000, "[" * 200_000,
    '{"a":' * 3000 + "1" + "}" * 3000, '[{"a":' * 20_000, "[" * 80 + "]" * 80, '{"type":"text"}',
    '["x",{"id":7}]', "", "'", '"', "}", "]}", "\\", '"\\', '{"a":1,}', "01", "+1", "\\u12",
    "\x00", "\x01", "/* c */",
]  # fmt: skip
"""What is put in the place of a value, as text: much of it is no JSON."""


def spoilt(event: dict[str, Any], chance: random.Random) -> str:
    """Return an event's text with one to three of its values, names or letters replaced."""
    text = json.dumps(event, ensure_ascii=False)
    for _ in range(chance.randint(1, 3)):
        kind = chance.random()
        if kind < 0.7:
            text = _with_value(event, chance.choice(VALUES), chance)
        else:
            place = chance.randrange(len(text))
            put = chance.choice(["", '"', "{", "}", "[", "]", ",", "\\", "\x00", "\ud800"])
            text = text[:place] + put + text[place + chance.randint(0, 3) :]
    return text


def _with_value(event: dict[str, Any], value: str, chance: random.Random) -> str:
    path: list[str] = []
    part: Any = event
    while isinstance(part, dict) and (not path or chance.random() < 0.7):
        path.append(chance.choice(sorted(part)))
        part = part[path[-1]]
    copy = json.loads(json.dumps(event))
    inner = copy
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = "@here@"
    return json.dumps(copy, ensure_ascii=False).replace('"@here@"', value)


def body_with(chance: random.Random) -> tuple[bytes, set[str]]:
    """Return a body of three events, one of them spoilt, and the ids of the other two."""
    events = [text_event() for _ in range(3)]
    place = chance.randrange(3)
    texts = [json.dumps(event, ensure_ascii=False) for event in events]
    texts[place] = spoilt(events[place], chance)
    whole = {event["webhookEventId"] for event in events} - {events[place]["webhookEventId"]}
    body = '{"destination":"U' + "d" * 32 + '","events":[' + ",".join(texts) + "]}"
    return body.encode("utf-8", "surrogatepass"), whole


def run(client: FlaskClient, program: Program, count: int, seed: int) -> list[str]:
    """Post ``count`` bodies; return what went wrong, a line each."""
    chance, wrong = random.Random(seed), []
    for number in range(count):
        body, whole = body_with(chance)
        status = post(client, body).status_code
        with program.database.read() as session:
            kept = select(InboxEvent.webhook_event_id).where(InboxEvent.webhook_event_id.in_(whole))
            lost = whole - set(session.scalars(kept))
        if status != 200 or lost:
            wrong.append(f"{number}: {status}, {len(lost)} lost: {body[:3000]!r}")
    return wrong


def main() -> None:
    """The long run."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--database-url", help="a database of its own (default: SQLite in a folder)"
    )
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = wanted.database_url or f"sqlite:///{folder}/kaona.db"
        program = Program(settings(url, Path(folder)), Clock())
        upgrade(program.database)
        wrong = run(
            create_app(program, Handled()).test_client(), program, wanted.count, wanted.seed
        )
        program.close()
    print("\n".join(wrong[:20]))
    raise SystemExit(f"{wanted.count} bodies, {len(wrong)} wrong" if wrong else 0)


if __name__ == "__main__":
    main()
