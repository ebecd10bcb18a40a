"""The menu below a person's chat, put right at LINE once a change of roles is committed: a piece of
long work, for LINE may not answer at that moment.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from models.tables.people import Person
from models.work import ask_for_work

MENU = "person.menu"
"""The kind of that work; ``given`` holds the LINE id as ``user`` until it is done."""


def ask_for_menu(
    session: Session, organization_id: int, person: Person, line_user_id: str, now: datetime
) -> None:
    """Have LINE show a person the menu of the roles they hold then; none for who was erased, which
    is why the LINE id is given by itself.
    """
    given, key = {"user": line_user_id}, f"person:{person.id}"
    work = ask_for_work(session, organization_id, MENU, key, given, None, now)
    work.given = given  # of one that waits, an erasure has taken the LINE id out
