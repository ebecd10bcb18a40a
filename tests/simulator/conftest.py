"""Fixtures of the stand-in's own tests; the page's tests have theirs in page.py."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from simulator import Simulator
from tests.simulator.ear import ACCESS_TOKEN, CHANNEL_ID, CHANNEL_SECRET, NOON, Api, Ear


@pytest.fixture
def ear() -> Iterator[Ear]:
    """The bot at the other end of the webhooks."""
    listening = Ear()
    yield listening
    listening.close()


@pytest.fixture
def standin(ear: Ear) -> Iterator[Simulator]:
    """A stand-in at noon of 20 November 2026 in Bangkok, with a webhook and 300 messages a
    month.
    """
    with Simulator(
        channel_id=CHANNEL_ID,
        channel_secret=CHANNEL_SECRET,
        access_token=ACCESS_TOKEN,
        webhook_url=ear.url,
        webhook_seconds=None,
        clock=NOON,
        quota=300,
        bot_name="ก้าวหน้า",
    ) as line:
        yield line


@pytest.fixture
def api(standin: Simulator) -> Iterator[Api]:
    """A client with the long-lived token."""
    caller = Api(standin)
    yield caller
    caller.close()


@pytest.fixture
def somchai(standin: Simulator, ear: Ear) -> str:
    """A friend of the bot's; his follow event was heard."""
    user_id: str = standin.world.add_person("สมชาย")["userId"]
    ear.next()
    return user_id


@pytest.fixture
def group(standin: Simulator, ear: Ear, somchai: str) -> str:
    """A group of สมชาย and two who are no friends; the join event was heard."""
    others = [standin.world.add_person(name, friend=False)["userId"] for name in ("สมหญิง", "สมศรี")]
    group_id: str = standin.world.add_group("กลุ่มจังหวัด", [somchai, *others])["groupId"]
    ear.next()
    return group_id
