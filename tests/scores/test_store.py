"""The stored ledger: what is entered keeps its source and who entered it, and every change is a
link of the audit chain.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.database import Database
from models.tables.audit import AuditEntry
from models.tables.organization import Channel, Organization, OrganizationKind
from models.tables.year.score import Heading, Score
from scores.ledger import Entry
from scores.notes import stored_notes, write_notes
from scores.own_rules import drop_rule, own_rule_form, rule_of, store_rule
from scores.rule_form import BadRule
from scores.shipped_rules import shipped_form
from scores.store import (
    EnteredBy,
    enter_scores,
    latest_scored_year,
    remove_score,
    stored_entries,
    years_with_scores,
)

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 2, tzinfo=UTC)
ALICE, BOB = EnteredBy("alice"), EnteredBy("bob")


def owner(session: Session) -> Organization:
    found = session.scalar(select(Organization))
    if found is None:
        channel = Channel(line_channel_id="local")
        found = Organization(
            slug="sample",
            name="จังหวัดตัวอย่าง",
            kind=OrganizationKind.PROVINCE,
            channel=channel,
            created_at=NOW,
        )
        session.add(found)
        session.flush()
    return found


def entry(code: str, value: str, part: int = 0, decimals: int | None = None) -> Entry:
    return Entry(code, part, Decimal(value), decimals)


def test_scores_are_kept_with_their_source_and_who_entered_them(database: Database) -> None:
    with database.begin() as session:
        first = [entry("i1", "92.00", decimals=2), entry("e1", "91.47", 1), entry("e1", "83.50", 2)]
        changes = enter_scores(
            session, owner(session), {2567: first}, source="tun.txt", by=ALICE, now=NOW
        )
        assert [(change.code, change.part, change.before) for change in changes] == [
            ("i1", 0, None),
            ("e1", 1, None),
            ("e1", 2, None),
        ]
    with database.begin() as session:
        again = [entry("i1", "92.00"), entry("e1", "91.48", 1)]
        (change,) = enter_scores(
            session, owner(session), {2567: again}, source="book.xlsx", by=BOB, now=LATER
        )
        assert (change.before, change.after) == (Decimal("91.47"), Decimal("91.48"))
    with database.read() as session:
        rows = {(row.code, row.part): row for row in session.scalars(select(Score))}
        assert (rows["i1", 0].source, rows["i1", 0].entered_by, rows["i1", 0].decimals) == (
            "tun.txt",
            "alice",
            2,
        )
        assert (rows["e1", 1].source, rows["e1", 1].entered_by, rows["e1", 1].entered_at) == (
            "book.xlsx",
            "bob",
            LATER,
        )
        assert stored_entries(session, rows["i1", 0].organization_id, 2567)[0] == entry(
            "i1", "92.00", decimals=2
        )
        assert audit.check_chain(session, rows["i1", 0].organization_id).broken is None
        assert [link.action for link in session.scalars(select(AuditEntry))] == [
            "score.entered",
            "score.entered",
        ]


def test_nothing_new_leaves_no_trace(database: Database) -> None:
    with database.begin() as session:
        enter_scores(
            session, owner(session), {2567: [entry("o1", "100")]}, source="a", by=ALICE, now=NOW
        )
        assert (
            enter_scores(
                session, owner(session), {2567: [entry("o1", "100")]}, source="b", by=BOB, now=NOW
            )
            == ()
        )
        assert len(session.scalars(select(AuditEntry)).all()) == 1


def test_a_score_entered_by_mistake_is_taken_out_and_the_chain_keeps_it(database: Database) -> None:
    with database.begin() as session:
        mine = owner(session)
        enter_scores(session, mine, {2567: [entry("o1", "50")]}, source="a", by=ALICE, now=NOW)
        change = remove_score(session, mine, 2567, "o1", 0, by=BOB, now=LATER)
        assert change is not None
        assert (change.before, change.after) == (Decimal(50), None)
        assert remove_score(session, mine, 2567, "o1", 0, by=BOB, now=LATER) is None
        assert stored_entries(session, mine.id, 2567) == ()
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
        assert last is not None
        assert last.text is not None
        assert last.text.body["scores"] == [[2567, "o1", 0, "50.00", None]]


def test_the_year_meant_is_the_last_one_with_an_overall_score(database: Database) -> None:
    with database.begin() as session:
        mine = owner(session)
        assert latest_scored_year(session, mine.id) is None
        enter_scores(session, mine, {2568: [entry("i1", "50")]}, source="a", by=ALICE, now=NOW)
        assert latest_scored_year(session, mine.id) == 2568
        enter_scores(session, mine, {2566: [entry("overall", "90")]}, source="a", by=ALICE, now=NOW)
        assert latest_scored_year(session, mine.id) == 2566
        assert years_with_scores(session, mine.id) == (2568, 2566)


def test_an_own_rule_stands_before_the_shipped_one_until_it_is_dropped(database: Database) -> None:
    form = shipped_form(2567)
    form["threshold"] = 80
    with database.begin() as session:
        mine = owner(session)
        assert rule_of(session, mine.id, 2567).threshold == 85
        store_rule(session, mine, form, by=ALICE, now=NOW)
        store_rule(session, mine, {**form, "threshold": 75}, by=BOB, now=LATER)
    with database.begin() as session:
        mine = owner(session)
        assert rule_of(session, mine.id, 2567).threshold == 75
        assert rule_of(session, mine.id, 2566).threshold == 85
        with pytest.raises(BadRule):
            store_rule(session, mine, {"fiscal_year": 67}, by=ALICE, now=NOW)
        assert drop_rule(session, mine, 2567, by=BOB, now=LATER)
        assert not drop_rule(session, mine, 2567, by=BOB, now=LATER)
        assert own_rule_form(session, mine.id, 2567) is None
        assert rule_of(session, mine.id, 2567).threshold == 85


def test_texts_of_the_analysis_are_kept_changed_and_given_back(database: Database) -> None:
    place = ("1", Heading.SHORTCOMING)
    with database.begin() as session:
        mine = owner(session)
        assert write_notes(session, mine, 2567, {place: "=ข้อความ"}, by=ALICE, now=NOW) == 1
        assert write_notes(session, mine, 2567, {place: "=ข้อความ"}, by=ALICE, now=NOW) == 0
        assert stored_notes(session, mine.id, 2567) == {place: "=ข้อความ"}
        assert stored_notes(session, mine.id, 2566) == {}
        assert write_notes(session, mine, 2567, {place: ""}, by=BOB, now=LATER) == 1
        assert stored_notes(session, mine.id, 2567) == {}
        assert audit.check_chain(session, mine.id).broken is None
