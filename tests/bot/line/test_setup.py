"""``kaona line setup`` against the stand-in for LINE: the checklist, the rich menus, the channel's
row.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.commands.line import set_up
from bot.commands.refused import CommandRefused
from bot.line.errors import ChannelRefused
from bot.line.richmenus import MAX_PICTURE, link_menu, make_menus
from bot.line.setup import BY_HAND, month_cost
from bot.program import Program
from bot.settings import BadSettings, Settings
from messages.richmenus.menus import MENUS, MenuKind
from models.tables.organization import Channel, GroupChat, Organization, OrganizationKind
from models.tables.people import Membership, Person, Role
from simulator import Simulator
from tests.pictures import size_of

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


class _Hook(BaseHTTPRequestHandler):
    """A web process that takes every webhook."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def hook() -> Iterator[str]:
    """The address of a web process."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Hook) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def line() -> Iterator[Simulator]:
    """LINE, with a plan of 300 messages."""
    with Simulator(quota=300) as simulator:
        yield simulator


@pytest.fixture
def settings(database_url: str, line: Simulator, hook: str, tmp_path: Path) -> Settings:
    """Settings that fit the two."""
    return Settings(
        database_url=database_url,
        public_url=hook,
        secret_key="a-secret-for-tests-only",
        data_dir=tmp_path,
        line_channel_id=line.channel.channel_id,
        line_channel_secret=line.channel.channel_secret,
        line_api_url=line.url,
        line_data_api_url=line.url,
    )


@pytest.fixture
def program(settings: Settings) -> Iterator[Program]:
    """The program with those settings."""
    made = Program(settings)
    yield made
    made.close()


def register(
    program: Program, line: Simulator, name: str, *roles: Role, ended: bool = False
) -> str:
    """Somebody with roles in a province; return their LINE user id."""
    user_id = str(line.world.add_person(name)["userId"])
    channel_id = program.channel_id
    with program.database.begin() as session:
        owner = session.get(Organization, 1) or Organization(
            slug="sukhothai",
            name="สุโขทัย",
            kind=OrganizationKind.PROVINCE,
            channel_id=program.channel_id,
            created_at=NOW,
        )
        person = Person(channel_id=channel_id, line_user_id=user_id, created_at=NOW)
        session.add_all([owner, person])
        session.flush()
        for role in roles:
            role_held = Membership(
                person_id=person.id, organization_id=owner.id, role=role, since=NOW
            )
            role_held.ended_at = NOW if ended else None
            session.add(role_held)
    return user_id


def names(line: Simulator) -> list[str]:
    """The rich menus LINE has, by name."""
    with line.world.lock:
        return sorted(menu.menu["name"] for menu in line.channel.richmenus.menus.values())


def shown(line: Simulator, user_id: str) -> str | None:
    """The name of the menu a person sees."""
    with line.world.lock:
        menu = line.channel.richmenus.shown_to(line.channel.chats.people[user_id].rich_menu_id)
        return menu.menu["name"] if menu else None


def calls(line: Simulator, method: str) -> list[str]:
    """The paths called with a method."""
    return [request["path"] for request in line.world.requests() if request["method"] == method]


def test_a_fresh_channel_is_set_up(
    settings: Settings,
    line: Simulator,
    hook: str,
    program: Program,
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up(settings)
    said = capsys.readouterr().out
    assert f"LINE now sends to {hook}/webhook (before: nowhere)" in said
    assert "answered 200" in said
    assert "The plan holds 300 messages a month, 0 used" in said
    assert "problem" not in said
    assert all(line in said for line in BY_HAND)
    with program.database.read() as session:
        channel = session.get_one(Channel, program.channel_id)
        assert (channel.bot_user_id, channel.basic_id) == (
            line.bot_user_id,
            line.channel.bot["basicId"],
        )
    assert names(line) == sorted(menu.name for menu in MENUS.values())


def test_pictures_have_the_menus_size_and_less_than_a_megabyte(
    line: Simulator, program: Program
) -> None:
    made = make_menus(program.line)
    for kind, menu in MENUS.items():
        with line.world.lock:
            picture = line.channel.richmenus.get(made.ids[kind]).image or b""
        assert size_of(picture) == (menu.size["width"], menu.size["height"])
        assert len(picture) < MAX_PICTURE / 2


def test_a_second_time_makes_nothing_new(
    settings: Settings, line: Simulator, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(settings)
    before, made = names(line), len(calls(line, "POST"))
    capsys.readouterr()
    set_up(settings)
    assert "The rich menus are there" in capsys.readouterr().out
    assert names(line) == before
    assert not [
        path for path in calls(line, "POST")[made:] if path.endswith(("/richmenu", "/content"))
    ]
    assert calls(line, "DELETE") == []


def test_everybody_registered_has_the_menu_of_their_roles(
    settings: Settings, line: Simulator, program: Program
) -> None:
    officer = register(program, line, "สมชาย", Role.OFFICER)
    both = register(program, line, "สมหญิง", Role.OFFICER, Role.SECRETARIAT)
    gone = register(program, line, "สมศักดิ์", Role.OFFICER, ended=True)
    stranger = str(line.world.add_person("คนแปลกหน้า")["userId"])
    link_menu(program, gone, ["officer"])
    set_up(settings)
    expected = {
        officer: MenuKind.OFFICER,
        both: MenuKind.BOTH,
        gone: MenuKind.STRANGER,
        stranger: MenuKind.STRANGER,
    }
    assert {who: shown(line, who) for who in expected} == {
        who: MENUS[kind].name for who, kind in expected.items()
    }


def test_outdated_menus_go_and_other_peoples_stay(
    settings: Settings, line: Simulator, program: Program
) -> None:
    officer = register(program, line, "สมชาย", Role.OFFICER)
    body = MENUS[MenuKind.OFFICER].body()
    line_client = program.line
    old = line_client.call(
        "POST", "/v2/bot/richmenu", body | {"name": "kaona/officer/000000000000"}
    )["richMenuId"]
    line_client.call("POST", "/v2/bot/richmenu", body | {"name": "เมนูของสำนักงาน"})
    half_made = line_client.call("POST", "/v2/bot/richmenu", body)[
        "richMenuId"
    ]  # killed before the picture
    set_up(settings)
    assert names(line) == sorted(["เมนูของสำนักงาน", *(menu.name for menu in MENUS.values())])
    with line.world.lock:
        assert not {old, half_made} & set(line.channel.richmenus.menus)
    assert shown(line, officer) == MENUS[MenuKind.OFFICER].name


def test_whoever_registers_later_gets_their_menu_at_once(
    settings: Settings, line: Simulator, program: Program
) -> None:
    set_up(settings)
    officer = register(program, line, "สมชาย", Role.OFFICER)
    assert shown(line, officer) == MENUS[MenuKind.STRANGER].name
    assert link_menu(program, officer, ["officer"])
    assert shown(line, officer) == MENUS[MenuKind.OFFICER].name
    asked = len(calls(line, "GET"))
    assert link_menu(program, officer, ["officer", "secretariat"])
    assert shown(line, officer) == MENUS[MenuKind.BOTH].name
    assert len(calls(line, "GET")) == asked, "the list of menus is remembered"
    assert link_menu(program, officer, [])
    assert shown(line, officer) == MENUS[MenuKind.STRANGER].name


def test_a_process_that_remembers_menus_of_before_finds_the_new_ones(
    line: Simulator, program: Program
) -> None:
    user_id = str(line.world.add_person("สมชาย")["userId"])
    first = make_menus(program.line)
    assert link_menu(program, user_id, ["officer"])
    with line.world.lock:
        for menu_id in first.ids.values():
            line.channel.richmenus.delete(menu_id)
    make_menus(program.line)
    assert link_menu(program, user_id, ["officer"])
    assert shown(line, user_id) == MENUS[MenuKind.OFFICER].name


def test_menus_of_an_older_version_serve_until_setup_is_run_again(
    line: Simulator, program: Program
) -> None:
    user_id = str(line.world.add_person("สมชาย")["userId"])
    made = make_menus(program.line)
    with line.world.lock:
        line.channel.richmenus.get(made.ids[MenuKind.OFFICER]).menu["name"] = (
            "kaona/officer/000000000000"
        )
    assert link_menu(program, user_id, ["officer"])
    assert shown(line, user_id) == "kaona/officer/000000000000"


def test_without_menus_or_without_line_nobody_is_linked_and_nothing_breaks(
    line: Simulator, settings: Settings
) -> None:
    user_id = str(line.world.add_person("สมชาย")["userId"])
    assert not link_menu(Program(settings), user_id, ["officer"])
    nowhere = replace(settings, line_api_url="http://127.0.0.1:9")
    assert not link_menu(Program(nowhere), user_id, ["officer"])


def test_problems_are_named_and_the_rest_is_still_done(
    settings: Settings, line: Simulator, capsys: pytest.CaptureFixture[str]
) -> None:
    line.world.change_settings({"webhook_active": False})
    nobody_there = replace(settings, public_url="http://127.0.0.1:9")
    with pytest.raises(CommandRefused, match="2 of the checks"):
        set_up(nobody_there)
    said = capsys.readouterr().out
    assert "'Use webhook' is off" in said
    assert "COULD_NOT_CONNECT" in said
    assert names(line) == sorted(menu.name for menu in MENUS.values())


def test_an_address_line_refuses_is_a_problem_of_the_webhook_alone(
    settings: Settings, line: Simulator, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandRefused, match="a check above"):
        set_up(replace(settings, public_url="http://kaona.example.go.th"))
    assert "Invalid webhook endpoint URL" in capsys.readouterr().out
    assert len(names(line)) == len(MENUS)


def test_a_plan_that_is_too_small_is_a_problem(
    settings: Settings, line: Simulator, program: Program, capsys: pytest.CaptureFixture[str]
) -> None:
    everyone = [register(program, line, f"คนที่ {i}", Role.OFFICER) for i in range(6)]
    group_id = str(line.world.add_group("กลุ่มจังหวัด", everyone)["groupId"])
    channel_id = program.channel_id
    with program.database.begin() as session:
        session.add(
            GroupChat(
                channel_id=channel_id, line_group_id=group_id, organization_id=1, bound_at=NOW
            )
        )
    line.world.change_settings({"quota": 23})
    with pytest.raises(CommandRefused):
        set_up(settings)
    assert (
        "The plan holds 23 messages a month, 0 used; a month costs at most 24"
        in capsys.readouterr().out
    )


def test_the_cost_of_a_month_counts_members_and_people() -> None:
    people = {Role.OFFICER: 40, Role.SECRETARIAT: 3, Role.EXECUTIVE: 2}
    assert month_cost([60], people) == 2 * 60 + 2 * 40 + 1 + 2
    assert month_cost([60], {Role.SECRETARIAT: 3}) == 2 * 60 + 2


def test_a_wrong_secret_is_one_clear_line_and_changes_nothing(
    settings: Settings, line: Simulator
) -> None:
    with pytest.raises(
        ChannelRefused, match="LINE does not take LINE_CHANNEL_ID and LINE_CHANNEL_SECRET"
    ):
        set_up(replace(settings, line_channel_secret="wrong"))
    assert names(line) == []


def test_settings_that_are_missing_are_named(settings: Settings) -> None:
    with pytest.raises(BadSettings, match="PUBLIC_URL"):
        set_up(replace(settings, public_url=""))
