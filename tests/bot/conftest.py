"""Fixtures of the program's tests: a clock that stands, a scripted LINE, a program between them and
a client that posts webhooks.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from bot.app import create_app
from bot.log import JsonLines
from bot.program import Program
from tests.bot.house import Clock, Handled, settings
from tests.bot.scripted_line import ScriptedLine
from tests.stage import be_patient


@pytest.fixture(scope="session", autouse=True)
def patient_client() -> Iterator[None]:
    """Let every LINE of the tests answer as late as it likes; who tests the limit sets one."""
    with pytest.MonkeyPatch.context() as patch:
        be_patient(patch)
        yield


@pytest.fixture
def clock() -> Clock:
    """A working morning."""
    return Clock()


@pytest.fixture
def line(clock: Clock) -> Iterator[ScriptedLine]:
    """A LINE that does what it is told to."""
    with ScriptedLine(clock) as scripted:
        yield scripted


@pytest.fixture
def program(
    database_url: str, tmp_path: Path, line: ScriptedLine, clock: Clock
) -> Iterator[Program]:
    """The program on a database of its own."""
    made = Program(settings(database_url, tmp_path / "data", line.url), clock)
    yield made
    made.close()


@pytest.fixture
def handled() -> Handled:
    """What webhooks asked to be handled."""
    return Handled()


@pytest.fixture
def client(program: Program, handled: Handled) -> FlaskClient:
    """Posts webhooks; nothing is handled by itself."""
    return create_app(program, handled).test_client()


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """Everything that is logged meanwhile, by us and by libraries, as it would be written."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root, ours = logging.getLogger(), logging.getLogger("kaona")
    levels = root.level, ours.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    ours.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(levels[0])
    ours.setLevel(levels[1])
