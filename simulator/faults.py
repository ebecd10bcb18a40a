"""Ordered faults: calls that fail, are delayed, or lose their connection."""

from dataclasses import dataclass
from typing import Any

from simulator.errors import Impossible

KEYS = frozenset({"match", "status", "message", "delay_ms", "drop", "times"})


@dataclass
class Fault:
    """What goes wrong with the calls whose path holds `match`; `times_left` None for until it is
    lifted.
    """

    match: str
    status: int | None = None
    message: str | None = None
    delay_ms: int = 0
    drop: str | None = None
    times_left: int | None = None

    def state(self) -> dict[str, Any]:
        """As the control API shows it."""
        return {
            "match": self.match,
            "status": self.status,
            "message": self.message,
            "delay_ms": self.delay_ms,
            "drop": self.drop,
            "times": self.times_left,
        }


@dataclass(frozen=True, slots=True)
class FaultEffect:
    """What the ordered faults do to one call: a delay, then perhaps an error instead of the answer,
    or a dropped connection.
    """

    delay_ms: int = 0
    status: int | None = None
    message: str | None = None
    drop: str | None = None


NO_EFFECT = FaultEffect()


def parse_fault(body: dict[str, Any]) -> Fault:
    """A fault from the control API's JSON. Raises Impossible."""
    if unknown := body.keys() - KEYS:
        raise Impossible(f"unknown properties of a fault: {', '.join(sorted(unknown))}")
    fault = Fault(
        match=body.get("match", ""),
        status=body.get("status"),
        message=body.get("message"),
        delay_ms=body.get("delay_ms", 0),
        drop=body.get("drop"),
        times_left=body.get("times"),
    )
    if not isinstance(fault.match, str):
        raise Impossible("match is a part of a path")
    if fault.status is not None and (
        not isinstance(fault.status, int) or not 400 <= fault.status <= 599
    ):
        raise Impossible("status is 400 to 599")
    if fault.drop not in {None, "before", "after"}:
        raise Impossible("drop is before or after")
    if not isinstance(fault.delay_ms, int) or fault.delay_ms < 0:
        raise Impossible("delay_ms is a number of milliseconds")
    if fault.times_left is not None and (
        not isinstance(fault.times_left, int) or fault.times_left < 1
    ):
        raise Impossible("times is 1 or more")
    return fault


class Faults:
    """The faults ordered, oldest first."""

    def __init__(self) -> None:
        self.ordered: list[Fault] = []

    def apply(self, path: str) -> FaultEffect:
        """Use up one time of each fault that matches the path, and give their effect: delays add
        up, of errors and drops the first counts.
        """
        if not self.ordered:
            return NO_EFFECT
        delay, status, message, drop = 0, None, None, None
        for fault in list(self.ordered):
            if fault.match not in path:
                continue
            breaks = fault.status is not None or fault.drop is not None
            if breaks and (status is not None or drop is not None):
                continue
            delay += fault.delay_ms
            if breaks:
                status, message, drop = fault.status, fault.message, fault.drop
            if fault.times_left is not None:
                fault.times_left -= 1
                if not fault.times_left:
                    self.ordered.remove(fault)
        return FaultEffect(delay, status, message, drop)
