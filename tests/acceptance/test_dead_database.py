"""A database host that is gone, or takes connections and says nothing, hangs no web worker: it is
told within seconds.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from bot.app import create_app
from bot.program import Program
from bot.settings import Settings
from models import database
from tests.patience import PATIENCE


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port at which connections are taken and nothing is ever said."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(16)
        yield int(listening.getsockname()[1])


def test_a_silent_database_host_is_told_within_seconds(silent_port: int, tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    settings = Settings(
        database_url=f"postgresql+psycopg://kaona:secret@127.0.0.1:{silent_port}/kaona",
        data_dir=tmp_path,
        secret_key="a-secret-for-tests-only",
        line_channel_id="2000000001",
        line_channel_secret="secret",
    )
    program = Program(settings)
    client = create_app(program).test_client()
    answers: list[TestResponse] = []
    asking = threading.Thread(target=lambda: answers.append(client.get("/readyz")), daemon=True)
    asking.start()
    asking.join(PATIENCE)  # libpq's own waiting would have no end; ours has, and is of seconds
    assert database._TIMEOUTS["connect_timeout"] < 10
    (answer,) = answers
    program.close()
    assert answer.status_code == 503
    assert answer.get_json()["database"] == "unreachable"
