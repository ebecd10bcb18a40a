"""Rich menus at LINE: making those of ``messages.richmenus.menus``, and giving each person the one
of their roles.

No table of ours holds their ids: the name of a menu at LINE says which it is (kind and digest), and
each process remembers the list.
"""

import threading
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote
from weakref import WeakKeyDictionary

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.line.client import LineClient, LineUnavailable
from bot.log import info, warning
from bot.program import Program
from messages.richmenus.menus import MENUS, NAME_PREFIX, MenuKind, RichMenu, menu_for
from models.tables.people import Membership, Person, is_held
from thai.fonts import FONTS

MAX_PICTURE = 1_000_000  # LINE: 1 MB

_BULK = 500  # people in one request
_ASK_AGAIN = 300.0  # seconds after which a process that found no menus looks again


@dataclass(frozen=True)
class MenusMade:
    """What ``make_menus`` did: LINE's ids by kind, the kinds made now, and how many outdated ones
    can be deleted.
    """

    ids: dict[MenuKind, str]
    made: tuple[MenuKind, ...]
    outdated: tuple[str, ...]


def render(menu: RichMenu) -> bytes:
    """Draw a rich menu's picture as PNG, with the bundled fonts only, so that it looks the same
    from any machine.
    """
    import resvg_py  # here: the processes that only link menus need not load it

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=menu.svg,
            skip_system_fonts=True,
            font_files=[str(FONTS / f"Sarabun-{weight}.ttf") for weight in ("Regular", "Bold")],
        )
    )


def make_menus(line: LineClient) -> MenusMade:
    """Make the rich menus LINE does not have yet and set the default; LineUnavailable when LINE
    refuses.

    A menu whose making was cut short has no picture: it is found out by that and made again.
    """
    there = _ours(line)
    ids: dict[MenuKind, str] = {}
    made: list[MenuKind] = []
    for kind, menu in MENUS.items():
        found = [menu_id for menu_id, name in there.items() if name == menu.name]
        whole = next(
            (menu_id for menu_id in found if line.has_content(_picture_path(menu_id))), None
        )
        if whole is None:
            whole = _make(line, menu)
            made.append(kind)
        ids[kind] = whole
    line.call("POST", f"/v2/bot/user/all/richmenu/{quote(ids[MenuKind.STRANGER])}")
    return MenusMade(
        ids, tuple(made), tuple(menu_id for menu_id in there if menu_id not in ids.values())
    )


def delete_menus(line: LineClient, menu_ids: Iterable[str]) -> None:
    """Delete rich menus; one that is gone already is no error."""
    for menu_id in menu_ids:
        try:
            line.call("DELETE", f"/v2/bot/richmenu/{quote(menu_id)}")
        except LineUnavailable as error:
            if error.status != 404:
                raise


def link_everybody(
    line: LineClient, ids: Mapping[MenuKind, str], roles: Mapping[str, Collection[str]]
) -> None:
    """Give many people the menu of their roles (by LINE user id); those without a role see the
    default.
    """
    by_kind: dict[MenuKind, list[str]] = {}
    for line_user_id, held in roles.items():
        by_kind.setdefault(menu_for(held), []).append(line_user_id)
    for kind, everybody in by_kind.items():
        for start in range(0, len(everybody), _BULK):
            some = everybody[start : start + _BULK]
            if kind is MenuKind.STRANGER:
                line.call("POST", "/v2/bot/richmenu/bulk/unlink", {"userIds": some})
            else:
                line.call(
                    "POST", "/v2/bot/richmenu/bulk/link", {"richMenuId": ids[kind], "userIds": some}
                )


def roles_by_user(session: Session, channel_id: int, now: datetime) -> dict[str, set[str]]:
    """Return the roles that everybody who ever registered with a channel holds at a moment, by LINE
    user id.
    """
    rows = session.execute(
        select(Person.line_user_id, Membership.role)
        .outerjoin(Membership, (Membership.person_id == Person.id) & is_held(now))
        .where(Person.channel_id == channel_id, Person.erased_at.is_(None))
        .order_by(Person.id)
    )
    found: dict[str, set[str]] = {}
    for line_user_id, role in rows:
        found.setdefault(line_user_id, set()).update([role.value] if role else [])
    return found


def link_menu(program: Program, line_user_id: str, roles: Collection[str]) -> bool:
    """Give one person the menu of their roles (none: back to the default); False when that was not
    possible now.

    For use after a registration, outside any transaction: it calls LINE. It never fails: a missing
    menu must not cost an answer, and ``kaona line setup`` repairs it.
    """
    try:
        return set_menu(program.line, line_user_id, roles)
    except LineUnavailable as error:
        warning("richmenu.not_linked", status=error.status)
        return False


def set_menu(line: LineClient, line_user_id: str, roles: Collection[str]) -> bool:
    """Give one person the menu of their roles as ``link_menu``; LineUnavailable when LINE does not
    take it.
    """
    return _link(line, line_user_id, menu_for(roles))


@dataclass
class _MenuCache:
    """The menus of a channel (id by name) as one process knows them."""

    ids: dict[str, str] = field(default_factory=dict)
    asked_at: float = float("-inf")
    lock: threading.Lock = field(default_factory=threading.Lock)

    def id_of(self, line: LineClient, kind: MenuKind, *, replaced: str | None = None) -> str | None:
        """Return the id of a kind's menu, an older one if LINE has no other; None when there is
        none.

        LINE is asked when a menu turns out to be ``replaced``, and when none was known a while ago:
        not for every person.
        """
        with self.lock:
            cached = self._find(kind)
            is_old = time.monotonic() - self.asked_at > _ASK_AGAIN
            if (cached is None and is_old) or (replaced is not None and cached == replaced):
                self.ids = {name: menu_id for menu_id, name in _ours(line).items()}
                self.asked_at = time.monotonic()
            return self._find(kind)

    def _find(self, kind: MenuKind) -> str | None:
        exact = self.ids.get(MENUS[kind].name)
        older = (
            menu_id
            for name, menu_id in self.ids.items()
            if name.startswith(f"{NAME_PREFIX}{kind}/")
        )
        return exact or next(older, None)


_MENUS_OF: WeakKeyDictionary[LineClient, _MenuCache] = WeakKeyDictionary()
_MENUS_LOCK = threading.Lock()


def _link(line: LineClient, line_user_id: str, kind: MenuKind) -> bool:
    """Link a person; a menu that was replaced since we looked is looked up once more."""
    with _MENUS_LOCK:
        cache = _MENUS_OF.setdefault(line, _MenuCache())
    person = f"/v2/bot/user/{quote(line_user_id)}/richmenu"
    if kind is MenuKind.STRANGER:
        line.call("DELETE", person)
        return True
    menu_id = cache.id_of(line, kind)
    if menu_id is None:
        return False
    try:
        line.call("POST", f"{person}/{quote(menu_id)}")
    except LineUnavailable as error:
        newer = cache.id_of(line, kind, replaced=menu_id) if error.status == 404 else None
        if newer is None or newer == menu_id:
            raise
        line.call("POST", f"{person}/{quote(newer)}")
    info("richmenu.linked", kind=kind.value)
    return True


def _ours(line: LineClient) -> dict[str, str]:
    """Return the names of the menus that are ours, by id."""
    return {
        str(menu["richMenuId"]): str(menu["name"])
        for menu in _dicts(line.get("/v2/bot/richmenu/list").get("richmenus"))
        if str(menu.get("name", "")).startswith(NAME_PREFIX)
    }


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    yield from (part for part in value or [] if isinstance(part, dict))


def _picture_path(menu_id: str) -> str:
    return f"/v2/bot/richmenu/{quote(menu_id)}/content"


def _make(line: LineClient, menu: RichMenu) -> str:
    picture = render(menu)
    assert len(picture) <= MAX_PICTURE, f"the picture of {menu.kind} has {len(picture)} bytes"
    menu_id = str(line.call("POST", "/v2/bot/richmenu", menu.body())["richMenuId"])
    line.upload(_picture_path(menu_id), picture, "image/png")
    info("richmenu.made", kind=menu.kind.value, bytes=len(picture))
    return menu_id
