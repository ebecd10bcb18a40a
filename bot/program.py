"""What every part of the running program shares, wired in one place."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from bot.clock import utc_now
from bot.inbox.evidence_store import EvidenceStore
from bot.line.channels import ensure_channel
from bot.line.client import LineClient
from bot.links import Links
from bot.outbox.recorder import Recorder
from bot.settings import Settings
from models.database import Database

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Program:
    """The settings, the clock and, opened when first used (after the fork), the database and LINE's
    client.
    """

    settings: Settings
    clock: Clock = utc_now
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
