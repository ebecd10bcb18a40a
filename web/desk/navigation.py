"""The menu of the desk: the rooms a visitor may open, in the order of a secretary's day."""

from dataclasses import dataclass

from flask import current_app, url_for

from models.tables.people import Role
from web.access import Visit
from web.words import MENU


@dataclass(frozen=True)
class MenuEntry:
    """A room of the desk: its word, its address, and the name its pages give as ``here``."""

    here: str
    word: str
    address: str


def menu_of(visit: Visit) -> list[MenuEntry]:
    """Return the rooms that this visitor may open."""
    entries = []
    for endpoint, (here, word) in MENU.items():
        view = current_app.view_functions.get(endpoint)
        roles: frozenset[Role] = getattr(view, "kaona_roles", frozenset())
        if roles & visit.roles:
            entries.append(MenuEntry(here, word, url_for(endpoint, slug=visit.organization.slug)))
    return entries
