"""The menu of the desk: the rooms a visitor may open, in the order of a secretary's day."""

from dataclasses import dataclass

from flask import current_app, url_for

from models.first_steps import lacks_first_step
from models.tables.people import Role
from web.access import Visit
from web.words import MENU, SELDOM

_FIRST = "setup.checklist"
_WAITING = "desk.start"


@dataclass(frozen=True)
class MenuEntry:
    """A room of the desk: its word, its address, and the name its pages give as ``here``."""

    here: str
    word: str
    address: str
    is_seldom: bool = False
    """Whether it stands in the fold at the menu's end, so that the menu is one line."""


def menu_of(visit: Visit) -> list[MenuEntry]:
    """Return the rooms that this visitor may open; the first steps first, as long as one that
    everybody needs is missing, and then no more.
    """
    entries: list[MenuEntry] = []
    incomplete = visit.is_secretariat and lacks_first_step(
        visit.session, visit.organization, visit.now
    )
    for endpoint, (here, word) in MENU.items():
        view = current_app.view_functions.get(endpoint)
        roles: frozenset[Role] = getattr(view, "kaona_roles", frozenset())
        if endpoint == _WAITING and not visit.is_secretariat:
            continue  # everybody else is led on from there to a first page of their own
        if roles & visit.roles and (incomplete or endpoint != _FIRST):
            address = url_for(endpoint, slug=visit.organization.slug)
            entry = MenuEntry(here, word, address, endpoint in SELDOM)
            entries.insert(0 if endpoint == _FIRST else len(entries), entry)
    return entries
