"""What must hold under everybody's feet at every step of a random walk: what was sent is in the
books once, and LINE refused nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from models.tables.conversation import InboxEvent
from models.tables.obligations import Report, Revision
from models.tables.outbox import Delivery, DeliveryState
from models.tables.people import Person
from tests.acceptance.talk import RECEIPT
from tests.acceptance.walking.crowd import Walker, buttons_in, quick_in
from tests.stage import Actor, Stage, words_of

FINE = (200, 202, 401, 409)
"""What LINE may answer: a file not ready, a token that died while the clock was moved, a retry key
that was used.
"""
SENT = "ได้รับรายงาน"


@dataclass
class Footing:
    """Looks at the books after each round."""

    stage: Stage
    sent: int = 0
    """How many revisions are in the books."""
    last: int = 0
    requests: int = 0
    events: int = 0
    """What came in before these is not looked at."""
    doubtful: list[tuple[str, str, int]] = field(default_factory=list)
    """Receipts that may not have arrived in LINE's bad minute: number, LINE id, messages heard."""

    def begin(self) -> None:
        """Look from now on only."""
        with self.stage.program.database.read() as session:
            self.last = session.scalar(select(func.max(Revision.id))) or 0
            self.events = session.scalar(select(func.max(InboxEvent.id))) or 0
        self.requests = self.stage.line.world.requests(0)[-1]["n"]

    def look(self, troubled: bool) -> None:
        """Assert that no event failed, that LINE refused nothing but in its bad minute, and that
        whoever sent a report was told its number.
        """
        with self.stage.program.database.read() as session:
            fails = select(InboxEvent.payload).where(InboxEvent.failed, InboxEvent.id > self.events)
            failed = session.scalars(fails).all()
            assert failed == [], failed
            new = session.execute(
                select(Revision, Person.line_user_id)
                .join(Person, Person.id == Revision.sent_by_id)
                .where(Revision.id > self.last)
                .order_by(Revision.id)
            ).all()
            reports = [revision.report_id for revision, _ in new]
            assert len(reports) == len(set(reports)), f"sent twice in a round: {reports}"
            numbers = [(revision.receipt_number, user) for revision, user in new]
            self.last = max([self.last, *(revision.id for revision, _ in new)])
            self.sent += len(new)
        for number, user_id in numbers:
            self._is_told(number, user_id, troubled)
        for request in self.stage.line.world.requests(self.requests):
            self.requests = request["n"]
            self._is_fine(request, troubled)

    def _is_told(self, number: str, user_id: str, troubled: bool) -> None:
        heard = self.stage.line.world.heard(user_id)
        if troubled:
            self.doubtful.append((number, user_id, len(heard)))
            return
        lately = words_of(heard[-12:])
        assert number in lately, f"{user_id} sent {number} and was not told: {lately[-1500:]}"

    def _is_fine(self, request: dict[str, Any], troubled: bool) -> None:
        status = request["status"]
        if status in FINE or "/message/" not in request["path"]:
            return
        told = (request["path"], status, request.get("error"))
        assert troubled, told
        assert status >= 500 or "reply token" in str(told), told

    def is_sent(self, heard: list[dict[str, Any]]) -> bool:
        """Whether somebody was just told that a report has arrived."""
        return SENT in words_of(heard)

    def at_the_end(self, everybody: list[Actor]) -> None:
        """Assert that every number anybody was ever told is in the books, once, and that nothing
        waits to be sent.
        """
        for number, user_id, before in self.doubtful:
            heard = self.stage.line.world.heard(user_id)
            # What a later answer makes plain is not said again.
            assert number in words_of(heard) or len(heard) > before, f"{user_id} waits for {number}"
        with self.stage.program.database.read() as session:
            revisions = session.scalars(select(Revision)).all()
            numbers = [revision.receipt_number for revision in revisions]
            assert len(numbers) == len(set(numbers))
            told = {
                number
                for actor in everybody
                for number in RECEIPT.findall(words_of(actor.messages()))
            }
            assert told <= set(numbers), told - set(numbers)
            doubled = session.execute(
                select(Report.obligation_id).group_by(Report.obligation_id).having(func.count() > 1)
            ).all()
            assert doubled == []
            waiting = session.scalars(
                select(Delivery.purpose).where(
                    Delivery.state == DeliveryState.WAITING,
                    Delivery.next_try_at <= self.stage.now(),
                )
            ).all()
            assert waiting == [], waiting
            unhandled = select(InboxEvent.id).where(InboxEvent.handled_at.is_(None))
            assert session.scalars(unhandled).all() == []


def is_home(walker: Walker, heard: list[dict[str, Any]]) -> bool:
    """Whether somebody is out of every form, and was shown or told what they may do next."""
    if not heard or walker.form():
        return False
    shown = any(True for message in heard for _ in buttons_in(message))
    offered = any(quick_in(message) for message in heard) and not walker.on_pc
    return shown or offered or walker.on_pc or not walker.roles()
