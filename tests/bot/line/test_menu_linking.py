"""Somebody who registers gets the rich menu of their roles, and registers whether that works or
not.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.line.richmenus import make_menus
from models.people.invites import create_invite
from models.tables.organization import Organization
from models.tables.people import Person, Role
from simulator.faults import Fault
from tests.bot.house import MORNING, everything, on_sqlite
from tests.stage import Stage, open_stage


def register(stage: Stage, name: str) -> str:
    """Somebody enters the secretariat; their LINE id."""
    channel_id = stage.program.channel_id
    with stage.program.database.begin() as session:
        organization = Organization(
            slug="phrae",
            name="จังหวัดแพร่",
            kind="province",
            channel_id=channel_id,
            created_at=MORNING,
        )
        session.add(organization)
        session.flush()
        code = create_invite(
            session, organization, Role.SECRETARIAT, agency=None, full_name=name, now=stage.now()
        )
    actor = stage.person(name)
    actor.says(code)
    heard = actor.taps("ยินยอมและลงทะเบียน")
    assert heard
    return actor.user_id


@on_sqlite
@pytest.mark.parametrize(
    "fault", [None, Fault("/richmenu", status=500), Fault("/richmenu", drop="before")]
)
def test_who_registers_gets_a_menu_if_line_gives_it(
    database_url: str, tmp_path: Path, fault: Fault | None
) -> None:
    with open_stage(database_url, tmp_path) as stage:
        make_menus(stage.program.line)
        if fault is not None:
            stage.line.world.add_fault(fault)
        user_id = register(stage, "สมศรี")
        linked = stage.line.world.chats.people[user_id].rich_menu_id
        assert (linked is not None) == (fault is None)
        if linked is not None:
            assert "secretariat" in stage.line.world.richmenus.menus[linked].state()["name"]
        assert [person.line_user_id for person in everything(stage.program, Person)] == [user_id]


@on_sqlite
@pytest.mark.parametrize("fault", [None, Fault("/profile", drop="before")])
def test_a_name_in_line_is_asked_for_after_the_answer(
    database_url: str, tmp_path: Path, fault: Fault | None
) -> None:
    """A profile that does not come delays no registration: it is only a courtesy."""
    with open_stage(database_url, tmp_path) as stage:
        if fault is not None:
            stage.line.world.add_fault(fault)
        register(stage, "สมศรี")
        (person,) = everything(stage.program, Person)
        assert person.display_name == (None if fault else "สมศรี")
        paths = [call["path"] for call in stage.line.world.requests()]
        (profile,) = [number for number, path in enumerate(paths) if "/profile/" in path]
        replies = [number for number, path in enumerate(paths) if path.endswith("/reply")]
        assert len(replies) == 3, "the greeting, the invitation, the welcome"
        assert max(replies) < profile
