"""The stand-in as one thing: a server that can be started, asked, and stopped."""

from collections.abc import Iterable
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from simulator.channel import BOT_USER_ID, Channel
from simulator.clock import Clock
from simulator.control.api import PREFIX as CONTROL_PREFIX
from simulator.control.api import ControlApi
from simulator.faults import Fault
from simulator.line.api import LineApi
from simulator.page_files import PREFIX as PAGE_PREFIX
from simulator.page_files import page_file
from simulator.server import Answer, HttpServer, Request
from simulator.settings import LINE_WAITS, Settings
from simulator.world.world import World


class Simulator:
    """A stand-in for LINE on one port of one machine; a context manager that serves while it is
    open.
    """

    bot_user_id = BOT_USER_ID

    def __init__(
        self,
        *,
        channel_id: str = "2000000001",
        channel_secret: str = "secret",  # noqa: S107 a secret of nothing
        webhook_url: str | None = None,
        webhook_seconds: float | None = LINE_WAITS,
        clock: datetime | Clock | None = None,
        access_token: str | None = None,
        quota: int | None = None,
        allow_http: Iterable[str] = (),
        guide: dict[str, Any] | None = None,
        bot_name: str = "ก้าวหน้า",
        redelivery: bool = False,
        delay_ms: int = 0,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        """Bind a port (0: any free one); nothing is served before `start`.

        `webhook_seconds` are the real seconds a webhook may take (None: as long as it takes),
        `clock` is an aware moment to start from, or a clock of the caller's, `access_token` a
        long-lived token beside the stateless ones, `quota` paid messages a month (None: no limit),
        `allow_http` origins whose http URLs pass where LINE wants https, `delay_ms` a wait before
        every answer of LINE's API.
        """
        settings = Settings(
            webhook_url=webhook_url,
            webhook_seconds=webhook_seconds,
            allow_http=frozenset(allow_http),
            redelivery=redelivery,
            guide=guide,
        )
        self.channel = Channel(
            channel_id=channel_id,
            channel_secret=channel_secret,
            settings=settings,
            clock=clock if isinstance(clock, Clock) else Clock(clock),
            access_token=access_token,
            quota=quota,
            bot_name=bot_name,
        )
        self.world = World(self.channel)
        if delay_ms:
            self.world.add_fault(Fault("", delay_ms=delay_ms))
        self._line = LineApi(self.channel)
        self._control = ControlApi(self.world)
        self._server = HttpServer(host, port, self._answer)
        self.host, self.port = host, self._server.server_address[1]

    @property
    def url(self) -> str:
        """Where everything is served, without a slash at the end."""
        return f"http://{self.host}:{self.port}"

    def start(self) -> None:
        """Serve on a thread of its own."""
        self._server.start()

    def close(self) -> None:
        """Stop serving, hang up, and finish the webhooks being posted."""
        self.channel.close()
        self._server.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _answer(self, request: Request) -> Answer | None:
        path = request.path
        if path == "/" or path.startswith(PAGE_PREFIX):
            return page_file(request)
        if path.startswith(CONTROL_PREFIX):
            return self._control(request)
        return self._line(request)
