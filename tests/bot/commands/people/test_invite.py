"""``kaona invite``: codes for people and for groups."""

from __future__ import annotations

from datetime import datetime
from xml.etree import ElementTree

import pytest
from sqlalchemy import func, select

from models.people.invites import InviteRefused, find_invite, normal_code, use_invite
from models.tables.organization import Channel
from models.tables.people import Invite, Role
from tests.bot.commands.driver import NOW, Cli
from tests.databases import opened


def test_an_invite_prints_a_code_that_works_and_a_link_when_the_bot_is_known(
    cli: Cli, province: str, database_url: str
) -> None:
    cli.well("agency", "add", "กองคลัง", "--organization", province, "--alias", "คลัง")
    words = [
        "invite",
        "--organization",
        province,
        "--role",
        "officer",
        "--agency",
        "คลัง",
        "--name",
        "สมหญิง ใจดี",
    ]
    (code,) = cli.well(*words, "--now", NOW).splitlines()
    with opened(database_url) as database, database.begin() as session:
        invite = find_invite(
            session, normal_code(code) or "", "U1", session.scalars(select(Invite.created_at)).one()
        )
        assert invite.agency is not None
        assert (invite.role, invite.agency.name, invite.full_name) == (
            Role.OFFICER,
            "กองคลัง",
            "สมหญิง ใจดี",
        )
        session.scalars(select(Channel)).one().basic_id = "@000kaona"
    code, link = cli.well(*words).splitlines()
    assert link == f"https://line.me/R/oaMessage/%40000kaona/?{code}"
    assert "no agency" in cli.refused(
        "invite", "--organization", province, "--role", "officer", "--agency", "กองใหม่"
    )


def test_a_group_invite_prints_what_to_type_in_the_group(cli: Cli, province: str) -> None:
    code, typed = cli.well("invite", "--organization", province, "--group").splitlines()
    assert typed == f"/ผูกกลุ่ม {code}"


def test_the_qr_code_is_a_picture_and_without_it_there_is_no_invite(
    cli: Cli, province: str, database_url: str
) -> None:
    words = ["invite", "--organization", province, "--role", "secretariat", "--qr"]
    cli.well(*words, str(cli.folder / "qr.png"))
    cli.well(*words, str(cli.folder / "qr.svg"))
    assert (cli.folder / "qr.png").read_bytes().startswith(b"\x89PNG")
    assert ElementTree.parse(cli.folder / "qr.svg").getroot().tag.endswith("svg")
    cli.refused(*words, str(cli.folder / "missing" / "qr.png"))
    with opened(database_url) as database, database.read() as session:
        assert session.scalar(select(func.count()).select_from(Invite)) == 2


def test_an_invite_says_for_whom_and_the_open_ones_are_listed_and_revoked(
    cli: Cli, province: str, database_url: str
) -> None:
    here = ["--organization", province, "--now", NOW]
    assert "no open invites" in cli.well("invite", "list", *here)
    cli.well("agency", "add", "กองคลัง", *here)
    officer = ["--role", "officer", "--agency", "กองคลัง", "--name", "สมหญิง ใจดี"]
    made = cli("invite", *officer, *here)
    assert "For สมหญิง ใจดี, officer, กองคลัง, จังหวัดตัวอย่าง." in made.stderr
    assert "For a LINE group" in cli("invite", "--group", *here).stderr
    first, second = cli.well("invite", "list", *here).splitlines()
    number = first.split("\t")[0]
    assert first == f"{number}\tสมหญิง ใจดี, officer, กองคลัง\tuntil 2026-10-19 10:00"
    assert "a LINE group" in second
    assert "Revoked" in cli.well("invite", "revoke", number, *here)
    assert cli.well("invite", "list", *here).splitlines() == [second]
    code = normal_code(made.stdout.splitlines()[0]) or ""
    with opened(database_url) as database, database.begin() as session:
        with pytest.raises(InviteRefused, match="expired"):
            find_invite(session, code, "U1", datetime.fromisoformat(NOW))
        assert use_invite(
            session, session.get_one(Invite, int(number) + 1), "C1", datetime.fromisoformat(NOW)
        )
    assert "group unlink" in cli.refused("invite", "revoke", second.split("\t")[0], *here)
    assert "no invite of number" in cli.refused("invite", "revoke", "99", *here)
