"""Every page in a real browser: axe finds nothing, a narrow screen needs no sideways scrolling,
nothing comes from elsewhere, nothing is complained of.

``axe/axe.min.js`` is axe-core 4.14.1 from its publisher's npm package, MPL-2.0, licences beside it:
one file that a test reads, so no network, no further dependency, and its version chosen here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import ConsoleMessage, Error, Page, Request, ViewportSize
from werkzeug.routing import Rule

from bot.app import create_app
from models.tables.people import Role
from tests.handlers.cast import SLUG
from tests.simulator.page import chromium
from tests.stage import Actor, Stage
from tests.web.browser import link_for
from tests.web.furnished import DESK, Furnished, furnish
from tests.web.officer.office import pages_of
from tests.web.test_who_may import address_of, roles_of, rules_of

__all__ = ["chromium"]
pytestmark = pytest.mark.browser
AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
LOOK = """async tags => {
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: tags}, rules: {"target-size": {enabled: true}},
    resultTypes: ["violations"], preload: false, iframes: false});
  return found.violations.flatMap(each => each.nodes.map(
    node => `${each.id} ${node.target.join(" ")}: ${node.failureSummary}`));
}"""
SHAPE = """() => [document.querySelectorAll("h1").length, document.documentElement.lang,
  document.title.trim().length > 0]"""
OVERFLOW = """() => document.documentElement.scrollWidth > innerWidth && [...document.body
  .querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .slice(-3).map(e => e.outerHTML.slice(0, 120)).join(" | ")"""
A_FILE = ("Download is starting", "ERR_ABORTED")  # the other is how a 204 is told
WIDE, NARROW = ViewportSize(width=1366, height=900), ViewportSize(width=320, height=700)
ZOOMED = ViewportSize(width=683, height=450)  # 200 % of the wide one
ONE_LINE = """() => [...document.querySelectorAll(".top .menu nav > *, .top .brand")]
  .map(e => e.getBoundingClientRect()).filter(e => e.width > 1 && e.bottom > 80).length"""
PARTS = {"setup.arrival", "papers.inside", "manual.picture"}  # what stands in a page
READ_ONLY = {"executive.month", "month.matrix", "report.show", "assessment.year"}
PUBLIC = f"/public/{SLUG}/2570/"
OUTSIDE = ("/enter/none", "/sign-in", PUBLIC, f"{PUBLIC}measure/1.1/")
WORD_PAPERS = tuple(f"{DESK}/papers/2570/shown/{paper}" for paper in ("memo", "evidence"))
ALSO = ("/sessions", f"{DESK}/papers/2570/look/memo", *WORD_PAPERS)
REFUSED = {  # a form sent as it should not be: the page that holds it, its address, what is emptied
    f"{DESK}/plan/import": ("/plan/import", {}),
    f"{DESK}/setup/": ("/setup/office", {"name": ""}),
    f"{DESK}/people/agency/1": ("/people/agency/1", {"name": ""}),
    f"{DESK}/scores/2567/9": ("/scores/2567/9", {"value": "101"}),
    f"{DESK}/calendar/wording/reminder": ("/reminder", {"title": "{วันดี}"}),
}


class Looker:
    """A browser's page that notes what is wrong with each page it shows."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.scratch: Page | None = None
        self.wrong: list[str] = []
        self.seen: set[str] = set()
        page.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self._note(str(error)))

    def comes_in(self, actor: Actor) -> None:
        """Press the button of the link that the chat gives."""
        self.page.context.clear_cookies()
        self.seen.clear()
        self.page.goto(self.base + link_for(actor).partition("go.th")[2])
        self.page.locator("main form button").click()
        self.page.wait_for_url("**/console/**")

    def opens(self, address: str) -> bool:
        """Go to a page and look at it; False for what is a file, or a paper for a frame."""
        try:
            answer = self.page.goto(self.base + address)
        except Error as error:
            if not any(word in error.message for word in A_FILE):
                raise
            return False
        assert answer is not None
        html = answer.headers.get("content-type", "").startswith("text/html")
        framed = "sandbox" in answer.headers.get("content-security-policy", "")
        if html and framed:
            self._looks_inside(answer.text(), address)
        if not html or framed:
            return False
        if self.page.url in self.seen:  # many an address leads to another
            return True
        self.seen.add(self.page.url)
        if answer.status not in (200, 422):
            self._note(str(answer.status))
        self.looks()
        return True

    def looks(self) -> None:
        """Look at the page that is shown."""
        if (shape := self.page.evaluate(SHAPE)) != [1, "th", True]:
            self._note(f"headings, language, title: {shape}")
        self.page.evaluate(AXE)
        for found in self.page.evaluate(LOOK, WCAG):
            self._note(found)
        if self.page.evaluate(ONE_LINE):
            self._note("the menu takes two lines")
        for size in (NARROW, ZOOMED):
            self.page.set_viewport_size(size)
            if over := self.page.evaluate(OVERFLOW):
                self._note(f"scrolls sideways at {size['width']}: {over}")
        self.page.set_viewport_size(WIDE)

    def _looks_inside(self, paper: str, address: str) -> None:
        """Look at a paper for a frame, on a page of its own: in the frame no script runs."""
        if self.scratch is None:
            self.scratch = self.page.context.new_page()
        self.scratch.set_content(paper)
        self.scratch.evaluate(AXE)
        for found in self.scratch.evaluate(LOOK, WCAG):
            self.wrong.append(f"in the frame {address}: {found}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.base}/", "data:", "blob:", "chrome")):
            self._note(f"asks {request.url}")

    def _said(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning") and "status of 4" not in said.text:
            self._note(said.text)

    def _note(self, what: str) -> None:
        self.wrong.append(f"{self.page.url.removeprefix(self.base)}: {what}")


def addresses(rules: list[Rule], office: Furnished) -> Iterator[str]:
    for rule in rules:
        if "GET" in (rule.methods or ()) and rule.endpoint not in PARTS:
            named = office.named.get(rule.endpoint, {})
            yield address_of(rule, SLUG, named) + office.queries.get(rule.endpoint, "")


def sent_wrongly(looker: Looker, address: str, action: str, fields: dict[str, Any]) -> None:
    looker.page.goto(looker.base + address)
    form = looker.page.locator(f'form[method="post"][action$="{action}"]').first
    for name, value in fields.items():
        form.locator(f'[name="{name}"]').fill(value)
    with looker.page.expect_navigation() as went:
        form.evaluate("form => form.submit()")
    assert went.value.status == 422, (address, went.value.status)
    looker.looks()


def of_role(rule: Rule, role: Role, roles: frozenset[Role]) -> bool:
    """Whether a page is looked at in a role: the secretariat sees all but what is others' own."""
    if role is Role.SECRETARIAT or role not in roles:
        return role in roles
    own = Role.SECRETARIAT not in roles or rule.endpoint in ("desk.start", "own_data.mine")
    return own or (role is Role.EXECUTIVE and rule.endpoint in READ_ONLY)


def test_nothing_is_wrong_with_any_page(stage: Stage, chromium: Chromium, tmp_path: Path) -> None:
    office = furnish(stage, tmp_path)
    app = create_app(stage.program)
    rules = rules_of(app)
    with pages_of(stage) as base, chromium.new_context(viewport=WIDE) as context:
        looker = Looker(context.new_page(), base)
        for address in OUTSIDE:
            assert looker.opens(address)
        for role, actor in office.actors.items():
            looker.comes_in(actor)
            own = [rule for rule in rules if of_role(rule, role, roles_of(app, rule))]
            seen = [address for address in addresses(own, office) if looker.opens(address)]
            assert len(seen) > 3
        for address in ALSO:
            looker.opens(address)
        for address, (action, fields) in REFUSED.items():
            sent_wrongly(looker, address, action, fields)
        waiting = office.named["behalf.form"]["obligation_id"]
        sent_wrongly(looker, f"{DESK}/report/{waiting}", "/return", {})
    assert looker.wrong == []
