"""One LINE channel as the stand-in keeps it: settings, people, messages, menus, tokens, counts,
logs.
"""

import threading

from simulator.clock import Clock
from simulator.errors import Impossible
from simulator.faults import Faults
from simulator.journal import Journal
from simulator.limits import RateLimits
from simulator.login import Login
from simulator.quota import Quota
from simulator.retry_keys import RetryKeys
from simulator.richmenus import RichMenus
from simulator.settings import Settings
from simulator.tokens import Tokens
from simulator.world.chats import Chats
from simulator.world.events import Events, Raised
from simulator.world.people import Group

BOT_USER_ID = "U" + "b07" * 10 + "b0"


class Channel:
    """Everything LINE's API and the control API work on; every part is used under `lock`, which a
    thread may take twice.
    """

    def __init__(
        self,
        *,
        channel_id: str,
        channel_secret: str,
        settings: Settings,
        clock: Clock,
        access_token: str | None = None,
        quota: int | None = None,
        bot_name: str = "ก้าวหน้า",
    ) -> None:
        self.lock = threading.RLock()
        self.channel_id = channel_id
        self.channel_secret = channel_secret
        self.bot = {"name": bot_name, "userId": BOT_USER_ID, "basicId": "@kaona"}
        self.settings = settings
        self.clock = clock
        self.journal = Journal(self.lock)
        self.tokens = Tokens(clock.now, access_token)
        self.faults = Faults()
        self.quota = Quota(quota)
        self.rates = RateLimits()
        self.chats = Chats()
        self.richmenus = RichMenus()
        self.retry_keys = RetryKeys()
        self.login = Login()
        self.events = Events(channel_secret, BOT_USER_ID, settings, clock, self.journal, self.lock)

    def leave_group(self, group: Group) -> Raised:
        """The bot is in a group no more (`leave`). Call with the lock held. Raises Impossible when
        it was not in it.
        """
        if not group.bot_in:
            raise Impossible(f"the bot is not in {group.group_id}", 409)
        group.bot_in = False
        self.journal.change("groups", group.group_id)
        source = self.events.source(group.group_id, None)
        return self.events.raise_event(group.group_id, "leave", source, reply=False)

    def forget(self) -> None:
        """Begin anew: nobody, nothing said or sent, no faults, no menus. Settings, clock and tokens
        stay.
        """
        with self.lock:
            self.chats.forget()
            self.richmenus.forget()
            self.retry_keys.forget()
            self.quota.forget()
            self.faults.ordered.clear()
            self.journal.forget()
            self.journal.change("reset")

    def close(self) -> None:
        """Let go of who waits, and finish the webhooks being posted."""
        with self.lock:
            self.journal.close()
        self.events.close()
