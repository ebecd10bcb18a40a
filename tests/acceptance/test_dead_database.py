"""A database host that is gone, or takes connections and says nothing, hangs no web worker: it is
told within seconds.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import create_app
from bot.program import Program
from bot.settings import Settings

SECONDS = 10  # three to be let in, and a slow machine


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
    begun = time.monotonic()
    answer = client.get("/readyz")
    taken = time.monotonic() - begun
    program.close()
    assert answer.status_code == 503
    assert answer.get_json()["database"] == "unreachable"
    assert taken < SECONDS
