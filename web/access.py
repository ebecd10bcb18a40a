"""Who may open which page: every page of the desk names its roles, and a page without any is a
programming error (docs/pages.md#who-may-open-what).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask, abort, g, redirect, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from messages.deciding import Decider
from messages.outgoing import Outgoing
from models.database import Database
from models.month.planned import PlannedJob
from models.origin import Origin, Place, come_from
from models.people.entering import session_of
from models.tables.entering import WebSession
from models.tables.organization import Organization
from models.tables.people import Membership, Person, Role, is_held
from web.words import browser_words

COOKIE = "kaona_session"
Answered = str | Response | tuple[str, int]
View = TypeVar("View", bound=Callable[..., Answered])


@dataclass(frozen=True)
class Disk:
    """Where files are kept: the bytes that are free, None when nobody knows; when the newest copy
    was made (aware UTC), None for never.
    """

    free: int | None = None
    copied_at: datetime | None = None


@dataclass(frozen=True)
class Ground:
    """What the pages stand on; the program gives it. ``queue`` stores pushes to people in a page's
    transaction; ``evidence_link`` gives the address of a piece of evidence.
    """

    database: Callable[[], Database]
    clock: Callable[[], datetime]
    channel_id: Callable[[], int]
    evidence_link: Callable[[int], str | None]
    queue: Callable[[Session, tuple[Outgoing, ...], int, datetime], object]
    is_https: bool
    keep_file: Callable[[Session, int, Iterable[bytes], str, datetime], dict[str, Any] | str]
    """Keeps a file for a person (by id, with its name): what ``Evidence.take_file`` takes, or why
    it is not kept.
    """
    look_ahead: Callable[
        [Session, Organization, Iterable[date], datetime], Sequence[PlannedJob]
    ] = lambda _session, _organization, _months, _now: ()
    """What some months will send, as things stand in a transaction that is taken back
    (``scheduler.preview``).
    """
    public_url: str = ""
    """Without a slash at its end; empty when the program does not know it."""
    data_dir: Path = Path()
    """Where files of published papers are kept."""
    open_evidence: Callable[[str], Path | None] = lambda _path: None
    """Where a stored file lies; None when it is gone."""
    disk: Callable[[], Disk] = Disk
    """How the disk under DATA_DIR stands."""


@dataclass
class Visit:
    """One request to a page of the desk: the transaction, the moment, who asks, and for which
    organization.
    """

    ground: Ground
    session: Session
    now: datetime
    opened: WebSession
    organization: Organization
    roles: frozenset[Role] = field(default_factory=frozenset)
    """What the person may be here: the roles held in this organization that the session opens."""

    @property
    def person(self) -> Person:
        """Who asks."""
        return self.opened.person

    @property
    def agency_ids(self) -> list[int]:
        """The agencies the person reports for here."""
        return [
            membership.agency_id
            for membership in self.person.memberships
            if membership.organization_id == self.organization.id
            and membership.holds_at(self.now)
            and membership.agency_id is not None
        ]

    @property
    def decider(self) -> Decider:
        """The person as who decides about reports."""
        return Decider(self.session, self.organization.channel_id, self.person, self.now)

    def origin(self) -> Origin:
        """Where a change made in this visit comes from; what is recorded in the visit's transaction
        tells it by itself.
        """
        return Origin(Place.PAGE, self.person.id, described_browser())

    def push(self, notices: tuple[Outgoing, ...]) -> None:
        """Store pushes that follow from what was done; they go when the page is committed."""
        self.ground.queue(self.session, notices, self.organization.channel_id, self.now)

    @property
    def sees_all(self) -> bool:
        """Whether the person may look at every agency's reports."""
        return bool(self.roles & {Role.SECRETARIAT, Role.EXECUTIVE})

    @property
    def is_secretariat(self) -> bool:
        """Whether the person may decide."""
        return Role.SECRETARIAT in self.roles


def page(
    *roles: Role, prepare: Callable[..., object] | None = None
) -> Callable[[View], Callable[..., Answered]]:
    """Make a view of ``/console/<slug>/…`` that these roles may open.

    The view is called with a ``Visit`` and the address's other parts; a GET reads, anything else
    changes and is committed when it returns. Without a session the browser is sent to sign in;
    403 for another role, 404 for an organization that is not the person's. What ``prepare`` returns
    for a change is given to the view as ``prepared``: it reads before the database is held for
    writing, and nobody waits for it.
    """
    if not roles:
        raise ValueError("a page names the roles that may open it")

    def decorate(view: View) -> Callable[..., Answered]:
        @wraps(view)
        def guarded(slug: str, **values: Any) -> Answered:
            ground: Ground = g.ground
            database = ground.database()
            changes = request.method not in ("GET", "HEAD")
            if changes and prepare is not None:
                with database.read() as session:
                    found = _let_in(ground, session, slug, roles)
                    if isinstance(found, Response):
                        return found
                    values["prepared"] = prepare(found, **values)
            with database.begin() if changes else database.read() as session:
                found = _let_in(ground, session, slug, roles)
                if isinstance(found, Response):
                    return found
                come_from(session, found.origin())
                return view(found, **values)

        guarded.kaona_roles = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return decorate


def _let_in(
    ground: Ground, session: Session, slug: str, roles: tuple[Role, ...]
) -> Visit | Response:
    found = visit(ground, session, slug)
    if isinstance(found, Visit):
        if not found.roles.intersection(roles):
            abort(403)
        g.visit = found
    return found


def visit(ground: Ground, session: Session, slug: str) -> Visit | Response:
    """Find who asks; a redirect to the sign-in page when nobody is signed in."""
    now = ground.clock()
    opened = signed_in(session, now)
    if opened is None:
        return redirect(url_for("entering.sign_in"), 303)
    organization = session.scalar(
        select(Organization)
        .join(Membership, Membership.organization_id == Organization.id)
        .where(
            Organization.slug == slug,
            Membership.person_id == opened.person_id,
            is_held(now),
        )
        .limit(1)
    )
    if organization is None:
        abort(404)
    held = frozenset(
        membership.role
        for membership in opened.person.memberships
        if membership.holds_at(now) and membership.organization_id == organization.id
    )
    # An officer's link lies in a chat on a phone: it opens the own reports only.
    narrowed = held & {Role.OFFICER} if opened.role is Role.OFFICER else held
    return Visit(ground, session, now, opened, organization, narrowed)


def signed_in(session: Session, now: datetime) -> WebSession | None:
    """Return the session of the browser that asks."""
    secret = request.cookies.get(COOKIE)
    return session_of(session, secret, now) if secret else None


def set_cookie(response: Response, name: str, secret: str, ground: Ground, seconds: int) -> None:
    """Give a browser a secret that scripts cannot read and other sites cannot use."""
    response.set_cookie(
        name,
        secret,
        max_age=seconds,
        secure=ground.is_https,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def described_browser() -> str:
    """Return browser and address of the request, as a person is told of them."""
    agent = request.user_agent.string
    names = {
        "Line/": "LINE",
        "Edg": "Microsoft Edge",
        "Firefox/": "Firefox",
        "Chrome/": "Chrome",
        "Safari/": "Safari",
    }
    systems = {
        "Windows": "Windows",
        "Android": "Android",
        "iPhone": "iPhone",
        "iPad": "iPad",
        "Mac OS": "macOS",
        "Linux": "Linux",
    }
    browser = next((name for mark, name in names.items() if mark in agent), None)
    system = next((name for mark, name in systems.items() if mark in agent), None)
    return browser_words(browser, system, request.remote_addr)


def stand_on(app: Flask, ground: Ground) -> None:
    """Give every request the ground."""

    @app.before_request
    def place() -> None:
        g.ground = ground
