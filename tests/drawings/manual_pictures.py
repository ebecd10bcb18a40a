"""The manual's pictures: what each shows, and what it was made from, so that a page that has
changed since is noticed (`docs/manual/pictures/made.json`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.test_imports import ROOT

PICTURES = ROOT / "docs" / "manual" / "pictures"
MADE = PICTURES / "made.json"
MOST_BYTES = 150_000
_TEMPLATES = ROOT / "web" / "templates"
_NAMED = re.compile(r"""\{%-?\s*(?:extends|include|from|import)\s+["']([^"']+)["']""")
_LOOKS = ("web/static/kaona.css", "web/words.py")


@dataclass(frozen=True)
class Shown:
    """A picture of a page: the door of the demo that opens it, its path below the organization's
    desk (empty: where the door leads), the template, and the width of the browser.
    """

    name: str
    door: str
    path: str
    template: str
    width: int = 1280
    words: tuple[str, ...] = ()
    """Other files that the page takes what it says from."""

    def sources(self) -> set[str]:
        """Return the files that the page is made from, by their paths from the root."""
        return {*_LOOKS, *self.words, *_templates(self.template)}


CHAT = "officer-chat"
CHAT_SOURCES = (
    *("messages/form/report_cards.py", "messages/month/due.py", "messages/chat/lists.py"),
    *("simulator/page/flex.css", "simulator/page/messages.css", "simulator/page/phone.css"),
)
PAGES = (
    Shown("officer-page", "officer", "mine", "officer/answer.html", 390, ("web/officer/words.py",)),
    Shown("setup", "desk", "setup/", "setup/checklist.html", words=("web/setup/words.py",)),
    Shown("invites", "desk", "people/invites", "people/invites.html"),
    Shown("start", "desk", "", "desk/start.html", words=("web/desk/words.py",)),
    Shown("month", "desk", "month/2026-11", "desk/month.html", words=("web/desk/cells.py",)),
    Shown("report", "desk", "waiting", "desk/report.html", words=("web/desk/words.py",)),
    Shown("plan", "desk", "plan/2570", "plan/plan.html", words=("web/plan/words.py",)),
    Shown("people", "desk", "people/", "people/overview.html", words=("web/people/words.py",)),
    Shown("papers", "desk", "papers", "papers/overview.html", words=("web/papers/words.py",)),
    Shown("result", "desk", "papers/2570/result", "papers/result.html"),
    Shown("calendar", "desk", "calendar/", "calendar/overview.html"),
    Shown("executive", "executive", "", "executive/month.html"),
    Shown("public", "public", "", "public/year.html", words=("web/public/words.py",)),
)


def digests() -> dict[str, str]:
    """Return by picture what its page is made from, as it is now."""
    made = {f"{page.name}.png": digest_of(page.sources()) for page in PAGES}
    return {f"{CHAT}.png": digest_of(CHAT_SOURCES), **made}


def digest_of(sources: Iterable[str]) -> str:
    """Return the SHA-256 of some files, by their paths from the root."""
    found = hashlib.sha256()
    for name in sorted(sources):
        found.update(f"{name}\n".encode() + (ROOT / name).read_bytes())
    return found.hexdigest()


def note_made() -> None:
    """Write down what the pictures were made from."""
    MADE.write_text(json.dumps(digests(), indent=2, sort_keys=True) + "\n", encoding="utf-8")


def noted() -> dict[str, str]:
    """Return what was written down."""
    found: dict[str, str] = json.loads(MADE.read_text(encoding="utf-8"))
    return found


def _templates(name: str) -> set[str]:
    """Return a template with all that it is made of."""
    found, ahead = set[Path](), [_TEMPLATES / name]
    while ahead:
        path = ahead.pop()
        if path not in found:
            found.add(path)
            ahead += [_TEMPLATES / each for each in _NAMED.findall(path.read_text("utf-8"))]
    return {path.relative_to(ROOT).as_posix() for path in found}
