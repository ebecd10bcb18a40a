"""``kaona person export|erase``."""

from __future__ import annotations

import json

from sqlalchemy import select

from models.tables.organization import Organization
from models.tables.people import Membership, Person, Role
from tests.bot.commands.driver import NOW, Cli
from tests.databases import opened

NAME = "นายสมชาย ใจดี"


def enter(cli: Cli) -> None:
    """Have somebody hold a role in the organization."""
    with opened(cli.url) as database, database.begin() as session:
        owner = session.scalars(select(Organization)).first()
        assert owner is not None
        person = Person(
            channel_id=owner.channel_id,
            line_user_id="U" + "1" * 32,
            full_name=NAME,
            created_at=owner.created_at,
        )
        session.add(person)
        session.flush()
        session.add(
            Membership(
                person_id=person.id,
                organization_id=owner.id,
                role=Role.EXECUTIVE,
                since=owner.created_at,
            )
        )


def test_a_person_is_exported_and_erased_by_the_number_of_a_role(cli: Cli, province: str) -> None:
    enter(cli)
    here = ("--organization", province)
    stored = json.loads(cli.well("person", "export", "1", *here))
    assert stored["person"][0]["full_name"] == NAME
    assert "--yes" in cli.refused("person", "erase", "1", *here, "--now", NOW)
    assert NAME in cli.well("person", "list", *here)
    assert "0 reports stay" in cli.well("person", "erase", "1", *here, "--yes", "--now", NOW)
    again = json.loads(cli.well("person", "export", "1", *here))
    assert NAME not in json.dumps(again, ensure_ascii=False)
    assert "whole" in cli.well("audit", "verify")
    assert "no role of number 9" in cli.refused("person", "export", "9", *here)
