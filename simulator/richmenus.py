"""Rich menus: objects, pictures, aliases, the default, and who sees which."""

from dataclasses import dataclass
from typing import Any

from simulator.errors import LineError
from simulator.world.identifiers import rich_menu_id

MAX_MENUS = 1000
MAX_ALIASES = 1000


@dataclass
class RichMenu:
    """One menu: LINE's rich menu object, and its picture once uploaded."""

    rich_menu_id: str
    menu: dict[str, Any]
    image: bytes | None = None
    image_type: str | None = None

    def response(self) -> dict[str, Any]:
        """LINE's rich menu response object."""
        return {"richMenuId": self.rich_menu_id, **self.menu}

    def state(self) -> dict[str, Any]:
        """As the control API shows it: with the picture's place."""
        url = f"/_sim/richmenus/{self.rich_menu_id}/image" if self.image is not None else None
        return {**self.response(), "imageUrl": url}


class RichMenus:
    """All menus and aliases of the account, and the default menu's id."""

    def __init__(self) -> None:
        self.menus: dict[str, RichMenu] = {}
        self.aliases: dict[str, str] = {}
        self.default_id: str | None = None

    def forget(self) -> None:
        """No menus, no aliases, no default."""
        self.menus.clear()
        self.aliases.clear()
        self.default_id = None

    def create(self, menu: dict[str, Any]) -> RichMenu:
        """Keep a checked menu. Raises LineError (400) when there are 1,000."""
        if len(self.menus) >= MAX_MENUS:
            raise LineError(400, f"The number of rich menus has reached the limit of {MAX_MENUS}")
        made = RichMenu(rich_menu_id(), menu)
        self.menus[made.rich_menu_id] = made
        return made

    def get(self, menu_id: str, status: int = 404) -> RichMenu:
        """A menu by id. Raises LineError (404, or the status given)."""
        menu = self.menus.get(menu_id)
        if menu is None:
            raise LineError(status, "Not found" if status == 404 else "richmenu not found")
        return menu

    def usable(self, menu_id: str) -> RichMenu:
        """A menu that can be shown. Raises LineError: 404 without the menu, 400 without its
        picture.
        """
        menu = self.get(menu_id)
        if menu.image is None:
            raise LineError(400, "must upload richmenu image before applying it to user")
        return menu

    def delete(self, menu_id: str) -> None:
        """Remove a menu; it is then nobody's. Raises LineError (404)."""
        self.get(menu_id)
        del self.menus[menu_id]
        if self.default_id == menu_id:
            self.default_id = None

    def add_alias(self, alias: str, menu_id: str) -> None:
        """Name a menu. Raises LineError (400): alias taken, no such menu, no picture, 1,000
        aliases.
        """
        if alias in self.aliases:
            raise LineError(400, "conflict richmenu alias id")
        if len(self.aliases) >= MAX_ALIASES:
            raise LineError(
                400, f"The number of rich menu aliases has reached the limit of {MAX_ALIASES}"
            )
        self._demand_picture(menu_id)
        self.aliases[alias] = menu_id

    def update_alias(self, alias: str, menu_id: str) -> None:
        """Point an alias to another menu. Raises LineError: 404 without the alias, 400 without a
        usable menu.
        """
        self.aliased(alias)
        self._demand_picture(menu_id)
        self.aliases[alias] = menu_id

    def delete_alias(self, alias: str) -> None:
        """Forget an alias. Raises LineError (404)."""
        self.aliased(alias)
        del self.aliases[alias]

    def aliased(self, alias: str) -> str:
        """The id of the menu an alias names. Raises LineError (404)."""
        if alias not in self.aliases:
            raise LineError(404, "richmenu alias not found")
        return self.aliases[alias]

    def shown_to(self, own_id: str | None) -> RichMenu | None:
        """What a person sees who was linked to `own_id`: that menu, else the default, else none."""
        for menu_id in (own_id, self.default_id):
            if menu_id is not None and menu_id in self.menus:
                return self.menus[menu_id]
        return None

    def _demand_picture(self, menu_id: str) -> None:
        if self.get(menu_id, 400).image is None:
            raise LineError(400, "must upload richmenu image before applying it to user")
