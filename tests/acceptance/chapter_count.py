"""The count at the end: nothing comes twice, everything is paid for once, names stay where they
belong.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import func, select

from models import audit
from models.tables.conversation import InboxEvent
from models.tables.organization import Organization
from models.tables.outbox import Delivery, DeliveryState, JobRun
from tests.acceptance import talk
from tests.acceptance.story import Story, moment, on_the_clock
from tests.stage import words_of


def nothing_comes_twice(story: Story) -> None:
    """LINE delivers every event of the month once more, and the calendar is looked at once more:
    nobody hears anything.
    """
    before = story.heard_by_all(), story.reports()
    events = story.count(select(func.count()).select_from(InboxEvent))
    ids = {
        event["webhookEventId"]
        for hook in story.stage.line.world.webhooks()
        for event in hook["events"]
    }
    assert len(ids) == events
    for event_id in sorted(ids):
        (answer,) = story.stage.line.world.redeliver(event_id)["events"]
        assert answer["status"] == 200
    jobs, sent = story.office.ticks()
    assert (jobs, sent) == ([], 0)
    assert (story.heard_by_all(), story.reports()) == before
    assert story.count(select(func.count()).select_from(InboxEvent)) == events


def every_message_is_accounted_for(story: Story) -> None:
    """What LINE took is what the ledger says: chats, moments, prices; LINE refused nothing; the
    history is whole.
    """
    world = story.stage.line.world
    requests = world.requests()
    # A channel token outlives 15 minutes when the story leaps over days: LINE says 401, and the
    # program gets another.
    assert {r["status"] for r in requests if not 200 <= (r["status"] or 0) < 300} <= {401}
    taken = [r for r in requests if r["status"] == 200 and r["path"] == "/v2/bot/message/push"]
    assert Counter(
        (r["body"]["to"], on_the_clock(datetime.fromisoformat(r["at"]))) for r in taken
    ) == Counter((push.chat_id, push.at) for push in story.ledger.pushes)
    tokens = [
        r["body"]["replyToken"]
        for r in requests
        if r["status"] == 200 and r["path"].endswith("/reply")
    ]
    assert len(tokens) == len(set(tokens))
    paid = sum(push.paid for push in story.ledger.pushes)
    assert sum(world.quota.used(moment(month, 15, 12)) for month in (10, 11, 12)) == paid
    with story.stage.program.database.read() as session:
        rows = list(session.scalars(select(Delivery)))
        assert {row.state for row in rows} == {DeliveryState.SENT}
        assert Counter(row.sent_by for row in rows) == {"push": len(taken), "reply": len(tokens)}
        assert sum(row.paid_messages for row in rows) == paid
        pushed = [
            (row, on_the_clock(row.sent_at))
            for row in rows
            if row.sent_by == "push" and row.sent_at
        ]
        assert Counter((row.recipient, at, row.paid_messages) for row, at in pushed) == Counter(
            (push.chat_id, push.at, push.paid) for push in story.ledger.pushes
        )
        organization = session.scalars(select(Organization)).one()
        assert audit.check_chain(session, organization.id).broken is None
        done = session.scalars(
            select(JobRun.job).where(JobRun.slot == "2026-11", JobRun.skipped.is_(False))
        )
        assert sorted(done) == sorted(
            [
                "begin_round",
                "open_reminder",
                "early_reminder",
                "due_reminder",
                "missing_list",
                "close_round",
            ]
        )


def names_stay_where_they_belong(story: Story) -> None:
    """No officer's name and no evidence in the group; to an officer no other agency."""
    names = {actor.name for actor in story.officers.values()}
    group = words_of(story.group.messages())
    assert not [name for name in names if name in group]
    assert talk.addresses_in(story.group.messages(), lambda address: "/console/" in address) == []
    agencies = {duty.agency for duty in story.ledger.duties}
    for agency, actor in story.officers.items():
        own = {other for other, officer in story.officers.items() if officer is actor}
        heard = words_of(actor.messages()).split("\n")
        seen = {line.split(" · ")[0] for line in heard} & agencies
        assert seen <= own, f"{agency} sees {seen - own}"
