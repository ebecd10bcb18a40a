"""What may be changed while the stand-in runs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator.errors import Impossible

GROUP_USER_IDS = ("all", "messages", "none")
LINE_WAITS = 2.0
"""Seconds LINE waits for a webhook's answer (development guidelines for corporate customers)."""


@dataclass
class Settings:
    """The channel's settings.

    `webhook_seconds` are the real seconds after which a webhook without an answer has failed (None:
    never); `redelivery_seconds` are those after which it is sent again (LINE discloses neither
    number nor interval); `group_user_ids` says in which group events the sender's `userId` is: all,
    messages (all that LINE promises) or none.
    """

    webhook_url: str | None = None
    webhook_active: bool = True
    webhook_seconds: float | None = LINE_WAITS
    allow_http: frozenset[str] = frozenset()
    redelivery: bool = False
    redelivery_seconds: tuple[float, ...] = (1.0, 5.0, 20.0)
    group_user_ids: str = "all"
    guide: dict[str, Any] | None = None

    def changed(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """The new values of the settings named, checked; `quota` is not kept here. Raises
        Impossible.
        """
        values: dict[str, Any] = {}
        for name, value in wanted.items():
            if name not in CHECKS or not CHECKS[name](value):
                raise Impossible(f"{name} cannot be set to {value!r}")
            if name == "allow_http":
                values[name] = frozenset(value)
            elif name == "redelivery_seconds":
                values[name] = tuple(map(float, value))
            elif name != "quota":
                values[name] = value
        return values


def _strings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def _seconds(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(part, int | float) and part >= 0 for part in value
    )


CHECKS: dict[str, Callable[[Any], bool]] = {
    "webhook_url": lambda value: (
        value is None or (isinstance(value, str) and value.startswith(("http://", "https://")))
    ),
    "webhook_active": lambda value: isinstance(value, bool),
    "webhook_seconds": lambda value: (
        value is None
        or (isinstance(value, int | float) and not isinstance(value, bool) and value > 0)
    ),
    "allow_http": _strings,
    "redelivery": lambda value: isinstance(value, bool),
    "redelivery_seconds": _seconds,
    "group_user_ids": lambda value: value in GROUP_USER_IDS,
    "guide": lambda value: value is None or isinstance(value, dict),
    "quota": lambda value: (
        value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0)
    ),
}
