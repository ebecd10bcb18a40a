"""Which errors a person at the command line can do something about, and the line that says what.

It knows the errors of every library the commands use; nothing imports it before one is raised.
"""

from alembic.util import CommandError
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    InterfaceError,
    NoSuchModuleError,
    OperationalError,
)

from bot.commands.refused import CommandRefused
from bot.line.errors import ChannelRefused
from bot.settings import BadSettings
from models.correcting import CannotChange
from models.tables.encrypted import CannotDecrypt
from plans.document import Unreadable
from plans.storing.store import CannotImport

_IN_ONE_LINE = (
    *(CommandRefused, ChannelRefused, BadSettings),
    *(Unreadable, CannotImport, CannotChange, CannotDecrypt),
)
"""Errors whose message is the line."""


def explanation(error: Exception) -> str | None:
    """Return the line that explains an error a person at the command line can do something about;
    None for any other.
    """
    text = _explanation(error)
    return None if text is None else " ".join(text.split())


def _explanation(error: Exception) -> str | None:
    if isinstance(error, _IN_ONE_LINE):
        return str(error)
    if isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError:
        return f"the database does not answer: {_first_line(error.orig or error)}"
    if isinstance(error, ArgumentError | NoSuchModuleError):
        return "DATABASE_URL is no address of a database: write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
    if isinstance(error, ModuleNotFoundError) and error.name in ("psycopg", "psycopg2"):
        return "PostgreSQL needs its driver: pip install 'kaona[postgres]'"
    if isinstance(error, CommandError):
        return f"the database does not fit this version of the program: {_first_line(error)}"
    if isinstance(error, OSError):
        return f"{error.strerror or error}: {error.filename}" if error.filename else str(error)
    return None


def _first_line(error: BaseException) -> str:
    lines = str(error).splitlines()
    return lines[0] if lines else type(error).__name__
