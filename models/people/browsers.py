"""Browsers that wait to be let in: the page shows two digits, the person picks them in the chat
(docs/pages.md#coming-in). Nobody types a password, and nobody confirms a stranger's page.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.people.entering import DESCRIBED, digest, first_role, open_session
from models.tables.entering import WaitingBrowser, WebSession
from models.tables.people import Person

BROWSER_LIFE = timedelta(minutes=5)
CODE_PREFIX = "WEB"
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is misread
CODE_LENGTH = 10
_CHOICES = 3


@dataclass(frozen=True)
class Asking:
    """A browser that waits: its secret for the cookie, the words for the chat, the digits it
    shows.
    """

    secret: str
    code: str
    digits: str


def ask_to_enter(session: Session, described: str, now: datetime) -> Asking:
    """Store that a browser waits to be let in."""
    asking = Asking(
        secret=secrets.token_urlsafe(32),
        code=CODE_PREFIX + "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)),
        digits=_two_digits(),
    )
    session.add(
        WaitingBrowser(
            digest=digest(asking.secret),
            code_digest=digest(asking.code),
            digits=asking.digits,
            described=described[:DESCRIBED],
            asked_at=now,
            expires_at=now + BROWSER_LIFE,
        )
    )
    return asking


def claim_browser(
    session: Session, code: str, person: Person, now: datetime
) -> WaitingBrowser | None:
    """Return the browser whose code a person typed, now waiting for that person's pick; None when
    it waits no more, or for somebody else.
    """
    found = _waiting(session, WaitingBrowser.code_digest == digest(code.upper()), now)
    if found is None or found.person_id not in (None, person.id):
        return None
    found.person = person
    return found


def choices(browser: WaitingBrowser) -> list[str]:
    """Return the digits to pick from, the right ones among them, in no telling order."""
    offered = {browser.digits}
    while len(offered) < _CHOICES:
        offered.add(_two_digits())
    return secrets.SystemRandom().sample(sorted(offered), _CHOICES)


def pick_digits(
    session: Session, browser_id: int, digits: str, person: Person, now: datetime
) -> bool | None:
    """Let a browser in when the person picked its digits (True); a wrong pick refuses it for good
    (False). None when it waits no more.
    """
    found = _waiting(session, WaitingBrowser.id == browser_id, now)
    if found is None or found.person_id != person.id:
        return None
    if digits != found.digits:
        found.refused_at = now
        return False
    found.admitted_at = now
    return True


def enter_waiting(
    session: Session, secret: str, described: str, now: datetime
) -> tuple[str, WebSession] | None:
    """Open the session of a browser that was let in, once; None while it waits."""
    found = session.scalar(
        select(WaitingBrowser)
        .where(
            WaitingBrowser.digest == digest(secret),
            WaitingBrowser.admitted_at.is_not(None),
            WaitingBrowser.expires_at > now,
        )
        .with_for_update()
    )
    role = first_role(found.person.memberships, now) if found is not None and found.person else None
    if found is None or found.person is None or role is None:
        return None
    person = found.person
    session.delete(found)
    return open_session(session, person, role, described, now)


def still_waits(session: Session, secret: str, now: datetime) -> bool:
    """Tell whether a browser's request is neither refused nor too old."""
    return _waiting(session, WaitingBrowser.digest == digest(secret), now) is not None


def _waiting(session: Session, which: ColumnElement[bool], now: datetime) -> WaitingBrowser | None:
    return session.scalar(
        select(WaitingBrowser)
        .where(
            which,
            WaitingBrowser.expires_at > now,
            WaitingBrowser.admitted_at.is_(None),
            WaitingBrowser.refused_at.is_(None),
        )
        .with_for_update()
    )


def _two_digits() -> str:
    return f"{secrets.randbelow(90) + 10}"
