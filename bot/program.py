"""What every part of the running program shares, wired in one place."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from sqlalchemy.exc import SQLAlchemyError

from bot.clock import utc_now
from bot.inbox.arriving import Arriving
from bot.inbox.evidence_store import EvidenceStore
from bot.line.channels import ensure_channel
from bot.line.client import LineClient
from bot.links import Links
from bot.outbox.recorder import Recorder
from bot.settings import BadSettings, Settings
from models.database import Database
from models.encrypting import encrypted_state

_UNREADABLE = (
    "ENCRYPTION_KEY does not open what is stored ({count} telephones): set the key they were "
    "locked with, behind a comma if there is a newer one"
)
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Program:
    """The settings, the clock and, opened when first used (after the fork), the database and LINE's
    client.
    """

    settings: Settings
    clock: Clock = utc_now
    arriving: Arriving = field(default_factory=Arriving, compare=False)
    """Webhooks that are being taken."""
    conversations: dict[str, int] = field(default_factory=dict, compare=False)
    """Row ids of conversations seen before, by LINE's user or group id."""

    @cached_property
    def database(self) -> Database:
        """The database; its schema is expected to be there."""
        return Database(self.settings.database_url, encryption_keys=self.settings.encryption_keys)

    @cached_property
    def line(self) -> LineClient:
        """LINE's API."""
        return LineClient(self.settings)

    @cached_property
    def store(self) -> EvidenceStore:
        """Where what people send is kept."""
        return EvidenceStore(self.settings.data_dir)

    @cached_property
    def recorder(self) -> Recorder:
        """Where the outcomes of deliveries are recorded."""
        return Recorder(lambda: self.database)

    @cached_property
    def links(self) -> Links:
        """Signed addresses of evidence."""
        return Links(self.settings.public_url, self.settings.secret_key)

    @cached_property
    def channel_id(self) -> int:
        """Our row of the LINE channel the settings name."""
        with self.database.begin() as session:
            return ensure_channel(session, self.settings).id

    def close(self) -> None:
        """Write what waits to be recorded and close what was opened."""
        if "recorder" in self.__dict__:
            self.recorder.stop()
        if "line" in self.__dict__:
            self.line.close()
        if "database" in self.__dict__:
            self.database.close()


def check_key(settings: Settings) -> None:
    """Refuse to start with a lost or wrong ENCRYPTION_KEY (BadSettings): it would be found out only
    when somebody opens a page. A database that does not answer, or has no tables yet, is for
    ``/readyz`` to tell.
    """
    database = Database(
        settings.database_url, pool_size=1, encryption_keys=settings.encryption_keys
    )
    try:
        with database.read() as session:
            unreadable = encrypted_state(session).unreadable
    except SQLAlchemyError:
        return
    finally:
        database.close()
    if unreadable:
        raise BadSettings(_UNREADABLE.format(count=unreadable))
