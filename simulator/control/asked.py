"""One call of the control API, and reading what it asks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from simulator.errors import Impossible
from simulator.server import Request
from simulator.world.world import World

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """A call: the world it is about, the path's parts by name, the JSON body."""

    world: World
    request: Request
    params: dict[str, str]
    body: dict[str, Any]

    def number(self, name: str) -> int:
        """A whole number of the query; 0 when absent. Raises Impossible."""
        try:
            return int(self.request.query.get(name, "0"))
        except ValueError:
            raise Impossible(f"{name} is a number") from None

    def need(self, name: str, kind: type[T]) -> T:
        """A property of the body that must be there and of a kind. Raises Impossible."""
        value = self.body.get(name)
        if not isinstance(value, kind):
            raise Impossible(f"{name} is needed, as {kind.__name__}")
        return value

    def text(self, name: str) -> str:
        """A text of the body that must be there. Raises Impossible."""
        return self.need(name, str)

    def maybe(self, name: str, kind: type[T], absent: T) -> T:
        """A property of the body that may be absent. Raises Impossible where it is of
        another kind.
        """
        return self.need(name, kind) if self.body.get(name) is not None else absent

    def degrees(self, name: str) -> float:
        """A number of the body that must be there. Raises Impossible."""
        value = self.body.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Impossible(f"{name} is a number")
        return float(value)


Serve = Callable[[Asked], Any]
Entry = tuple[str, str, Serve]
