"""A browser for tests: Flask's test client over https, which keeps cookies and sends forms with
their token.
"""

import re
from html import unescape
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.app import create_app
from tests.stage import Actor, Stage

AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156.0 Safari/537.36"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
FORM = re.compile(r"<form[^>]*method=\"post\"[^>]*>.*?</form>", re.DOTALL)
INPUT = re.compile(r"<input[^>]*>")


class Browser:
    """One browser: where it is, and what the page says."""

    def __init__(self, stage: Stage) -> None:
        self.client: FlaskClient = create_app(stage.program, lambda _id: None).test_client()
        self.base = stage.program.settings.public_url
        self.path = "/"
        self.answer: TestResponse

    def open(self, address: str) -> str:
        """Follow an address and what it redirects to; return the page."""
        return self._went(
            self.client.get(
                urlsplit(address)._replace(scheme="", netloc="").geturl(),
                base_url=self.base,
                follow_redirects=True,
                headers={"User-Agent": AGENT},
            )
        )

    def submit(self, action: str, /, *, without_token: bool = False, **chosen: str) -> str:
        """Press the button of the form on this page whose address ends so; ``chosen`` are fields
        that differ.
        """
        form = next(f for f in FORM.findall(self.page) if f'{action}"' in f.split(">")[0])
        fields: dict[str, list[str]] = {}
        for field in INPUT.findall(form):
            name = re.search(r'name="([^"]+)"', field)
            value = re.search(r'value="([^"]*)"', field)
            if name and (not re.search('type="(checkbox|radio)"', field) or "checked" in field):
                fields.setdefault(name[1], []).append(unescape(value[1]) if value else "")
        if without_token:
            fields.pop("csrf_token")
        found = re.search(r'action="([^"]+)"', form)
        assert found is not None
        return self.post(
            unescape(found[1]), fields | {key: [value] for key, value in chosen.items()}
        )

    def post(self, path: str, fields: dict[str, list[str]]) -> str:
        """Send a form from this page."""
        headers = {"User-Agent": AGENT, "Referer": f"{self.base}{self.path}"}
        return self._went(
            self.client.post(
                path, data=fields, base_url=self.base, follow_redirects=True, headers=headers
            )
        )

    @property
    def page(self) -> str:
        """The page as it is; of a file, what of it can be read."""
        return self.answer.get_data().decode(errors="replace")

    @property
    def status(self) -> int:
        """The status of the last answer."""
        return self.answer.status_code

    def _went(self, answer: TestResponse) -> str:
        self.answer, self.path = answer, answer.request.path
        return self.page


def link_for(actor: Actor) -> str:
    """Ask the chat for the pages; return the link of its button."""
    return str(actor.button("เปิดหน้าเว็บ", actor.says("เปิดหน้าเว็บ"))["uri"])


def signed_in(stage: Stage, actor: Actor) -> Browser:
    """A browser in which somebody came in by the link of the chat."""
    browser = Browser(stage)
    browser.open(link_for(actor))
    browser.submit(browser.path)
    return browser
