"""The rich menu that a person gets beside the answer when they have just registered."""

from collections.abc import Iterable

from sqlalchemy import select

from bot.line.richmenus import link_menu
from bot.log import exception
from bot.program import Program
from models.tables.people import Membership, Person, is_held


def link_menus(program: Program, line_user_ids: Iterable[str]) -> None:
    """Link people's menus at LINE, outside any transaction. It never fails: a menu is a
    convenience, and every word may be typed.
    """
    for line_user_id in line_user_ids:
        try:
            link_menu(program, line_user_id, roles_of(program, line_user_id))
        except Exception:  # noqa: BLE001 - the event was handled; what comes after must not undo that
            exception("richmenu.failed")


def roles_of(program: Program, line_user_id: str) -> set[str]:
    """Return the roles that are held now by who has a LINE id; none for a stranger."""
    held = (
        select(Membership.role)
        .join(Person)
        .where(
            Person.channel_id == program.channel_id,
            Person.line_user_id == line_user_id,
            is_held(program.clock()),
        )
    )
    with program.database.read() as session:
        return {role.value for role in session.scalars(held)}
