"""What keeps strangers out of the pages: forged forms, given cookies, frames, redirects, false
hosts, and numbers of another organization.
"""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from bot.app import create_app
from models.month.rounds import ensure_obligations
from models.tables.all import metadata
from models.tables.organization import GroupChat
from models.tables.people import Membership, Person, Role
from models.work import ask_for_work
from tests.handlers.cast import SLUG, START, ask, begin_month, officer, secretary, sends_report
from tests.scheduler.province import Province
from tests.stage import Stage
from tests.web.browser import AGENT, TOKEN, Browser, link_for, signed_in
from tests.web.test_who_may import DESK, address_of, roles_of, rules_of

EVIL = "evil.example"


def pages_of(stage: Stage) -> list[Rule]:
    """Every address of the application that shows something to a browser."""
    rules = create_app(stage.program).url_map.iter_rules()
    return [rule for rule in rules if "GET" in (rule.methods or ()) and "<" not in rule.rule]


def test_no_form_is_taken_without_its_token(stage: Stage) -> None:
    app, browser = create_app(stage.program), signed_in(stage, secretary(stage))
    posts = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    assert len(posts) > 5
    for rule in posts:
        path = rule.rule.replace("<token>", "x")
        path = address_of(rule, SLUG) if path.startswith(DESK) else path
        for fields in ({}, {"csrf_token": ["forged"]}):
            browser.post(path, fields)
            assert browser.status == 400, path


def test_a_token_of_another_browser_is_not_taken(stage: Stage) -> None:
    mine, theirs = signed_in(stage, secretary(stage)), Browser(stage)
    token = TOKEN.search(theirs.open("/enter/none"))
    assert token is not None
    mine.post("/sign-out", {"csrf_token": [token[1]]})
    assert mine.status == 400


def test_a_cookie_that_somebody_gave_is_not_the_one_of_the_session(stage: Stage) -> None:
    actor, browser = secretary(stage), Browser(stage)
    given = "a-secret-that-the-attacker-knows"
    browser.client.set_cookie("kaona_session", given, domain="kaona.example.go.th")
    browser.open(link_for(actor))
    browser.submit(browser.path)
    secrets = {cookie_of(browser)}
    assert browser.path == f"/console/{SLUG}/"
    attacker = Browser(stage)
    attacker.client.set_cookie("kaona_session", given, domain="kaona.example.go.th")
    attacker.open("/console/")
    assert attacker.path == "/sign-in"
    browser.open(link_for(actor))
    browser.submit(browser.path)
    secrets.add(cookie_of(browser))
    assert given not in secrets
    assert len(secrets) == 2, "each entry has a secret of its own"


def cookie_of(browser: Browser) -> str:
    found = browser.client.get_cookie("kaona_session", domain="kaona.example.go.th")
    assert found is not None
    assert (found.secure, found.http_only, found.same_site) == (True, True, "Lax")
    return found.value


def test_no_page_may_be_framed_or_kept(stage: Stage) -> None:
    browser = signed_in(stage, secretary(stage))
    for rule in pages_of(stage):
        if rule.endpoint.split(".")[0] == "health":
            continue
        answer = browser.client.get(rule.rule, base_url=browser.base)
        assert answer.headers["X-Frame-Options"] == "DENY", rule.rule
        assert answer.headers["X-Content-Type-Options"] == "nosniff", rule.rule
    answer = browser.client.get(f"/console/{SLUG}/", base_url=browser.base)
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "private, no-store"


def asked_as(browser: Browser, path: str, host: str) -> TestResponse:
    return browser.client.get(path, base_url=f"https://{host}", headers={"User-Agent": AGENT})


@pytest.mark.parametrize(
    "path",
    [
        *("/sign-in", "/enter/none", "/console/", f"/console/{SLUG}", f"/console/{SLUG}/me"),
        *(f"//{EVIL}/console/", f"/{EVIL}", f"/\\{EVIL}", f"/console//{EVIL}/"),
        *(f"/sign-in?next=https://{EVIL}/", f"/console/?next=//{EVIL}/"),
    ],
)
def test_no_redirect_and_no_link_goes_where_a_request_says(stage: Stage, path: str) -> None:
    for host in (EVIL, "kaona.example.go.th"):
        answer = asked_as(Browser(stage), path, host)
        where = answer.location or "/"
        assert where.startswith("/"), where
        assert not where.startswith(("//", "/\\")), where
        assert f"//{EVIL}" not in answer.get_data(as_text=True)


def test_the_links_of_the_chat_name_our_own_address(stage: Stage) -> None:
    assert link_for(secretary(stage)).startswith(f"{stage.program.settings.public_url}/enter/")


NAMED_OTHERWISE = {
    "group_id": "agency_group",
    "reading_id": "plan_reading",
    "line_group_id": "group_chat",
    "file_id": "work_file",
}
"""Parts of addresses whose table has another name."""
NOBODYS = 999_999


def newest_ids(session: Session) -> dict[str, int]:
    """The newest id of each table."""
    return {
        table.name: session.scalar(select(func.max(table.c.id))) or 0
        for table in metadata.sorted_tables
        if "id" in table.c
    }


def other_organization(stage: Stage) -> dict[str, int]:
    """Make another organization; return the id of a row of its own in each table where it has
    one.
    """
    before = ask(stage, newest_ids)
    with stage.program.database.begin() as session:
        other = Province(session, "tak")
        everybody = other.group_of("ทุกแห่ง", ["สำนักงานจังหวัดตาก", "สำนักงานคลังจังหวัดตาก"])
        other.measure("9.1", everybody, title="มาตรการของจังหวัดตาก")
        person = Person(channel_id=1, line_user_id="U" + "9" * 32, created_at=stage.now())
        session.add(person)
        session.flush()
        session.add(
            Membership(
                person_id=person.id,
                organization_id=other.organization.id,
                role=Role.SECRETARIAT,
                since=stage.now(),
            )
        )
        session.add(
            GroupChat(channel_id=1, line_group_id="C1", organization_id=other.organization.id)
        )
        ensure_obligations(session, other.organization, stage.now())
        ask_for_work(session, other.organization.id, "x", "x", {}, None, stage.now())
    stage.invite("tak", Role.EXECUTIVE)
    return {name: new for name, new in ask(stage, newest_ids).items() if new > before[name]}


def foreign_address(rule: Rule, ids: dict[str, int]) -> str | None:
    """A page's address in one's own organization with the numbers of another's; None for a page
    that names no row.
    """
    names = [name for name in rule.arguments if name.endswith("_id")]
    foreign = {
        name: str(ids.get(NAMED_OTHERWISE.get(name, name.removesuffix("_id")), NOBODYS))
        for name in names
    }
    return address_of(rule, SLUG, foreign) if names else None


def test_numbers_of_another_organization_are_not_found(stage: Stage) -> None:
    officer(stage)
    reviewer = secretary(stage)
    begin_month(stage, START)
    ids = other_organization(stage)
    app, browser = create_app(stage.program), signed_in(stage, reviewer)
    assert {"agency", "obligation", "membership", "work", "invite", "group_chat"} <= set(ids)
    tried = 0
    for rule in rules_of(app):
        path = foreign_address(rule, ids)
        if path is None or Role.SECRETARIAT not in roles_of(app, rule):
            continue
        tried += 1
        if "GET" in (rule.methods or ()):
            browser.open(path)
            assert browser.status == 404, path
        if "POST" in (rule.methods or ()):
            token = TOKEN.search(browser.open("/sessions"))
            assert token is not None
            browser.post(path, {"csrf_token": [token[1]], "sure": ["yes"]})
            assert browser.status == 404, path
    assert tried > 5


def test_numbers_of_another_organization_in_a_form_change_nothing_there(stage: Stage) -> None:
    officer(stage)
    reviewer = secretary(stage)
    begin_month(stage, START)
    ids = {name: str(number) for name, number in other_organization(stage).items()}
    members = set(range(1, int(ids["agency"]) + 1))

    def theirs(session: Session) -> list[int]:
        tables = ("invite", "membership", "nudge", "work", "delivery", "agency_group_member")
        counted = [select(func.count()).select_from(metadata.tables[name]) for name in tables]
        return [session.scalar(each) or 0 for each in counted]

    browser, before = signed_in(stage, reviewer), ask(stage, theirs)
    for path, fields in (
        ("/nudge", {"agency": [ids["agency"]]}),
        ("/people/invites/make", {"role": ["officer"], "agency": [ids["agency"]]}),
        ("/people/invites/sheet", {"agency": [ids["agency"]], "newest": [ids["invite"]]}),
        ("/people/role/1/move", {"agency": [ids["agency"]]}),
        (f"/people/person/{ids['person']}/role", {"role": ["executive"]}),
        ("/people/party/1", {"member": [str(each) for each in members], "name": ["ทุกแห่ง"]}),
        ("/me/erase", {"sure": ["yes"], "successor": [ids["person"]]}),
    ):
        token = TOKEN.search(browser.open("/sessions"))
        assert token is not None
        browser.post(f"{DESK}{path}", {"csrf_token": [token[1]], **fields})
        assert ask(stage, theirs) == before, path


def test_a_report_of_another_agency_is_not_an_officers(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    sends_report(actor)
    app = create_app(stage.program)
    browser = signed_in(stage, officer(stage, "นายไพศาล ที่ดี", "สำนักงานที่ดินจังหวัด"))
    assert "มาตรการเปิดเผยการใช้จ่ายงบประมาณ" not in browser.open(f"/console/{SLUG}/")
    for rule in rules_of(app):
        if "obligation_id" in rule.arguments and "GET" in (rule.methods or ()):
            browser.open(address_of(rule, SLUG))
            assert browser.status in (403, 404), rule.rule
