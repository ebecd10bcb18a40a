"""Webhooks that are being taken go before the next batch."""

import threading

from bot.inbox.arriving import Arriving
from tests.patience import PATIENCE


def test_a_batch_waits_until_the_webhooks_are_acknowledged() -> None:
    arriving, passed = Arriving(), threading.Event()

    def handle() -> None:
        arriving.let_pass(PATIENCE)
        passed.set()

    thread = threading.Thread(target=handle)
    with arriving.one():
        with arriving.one():
            thread.start()
        assert not passed.is_set()
    assert passed.wait(PATIENCE)
    thread.join(PATIENCE)


def test_where_none_is_taken_or_they_come_without_end_it_goes_on() -> None:
    arriving = Arriving()
    arriving.let_pass(PATIENCE)
    with arriving.one():
        arriving.let_pass(0)
    arriving.let_pass(PATIENCE)
