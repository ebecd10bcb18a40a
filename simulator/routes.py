"""Routes: which method and path calls what, for LINE's API and for the control API."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from simulator.channel import Channel
from simulator.errors import LineError
from simulator.limits import USUAL, Rate
from simulator.server import Answer, Request

T = TypeVar("T")


class Body(StrEnum):
    """What a call's body must be."""

    NONE = "none"
    JSON = "json"
    FORM = "form"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True)
class Call:
    """One call of LINE's API on its way: the path's parts by name, the JSON or form, its request
    id.
    """

    channel: Channel
    request: Request
    params: dict[str, str]
    body: Any
    request_id: str


@dataclass(frozen=True)
class Route:
    """An endpoint of LINE's: `template` has parts in braces."""

    method: str
    template: str
    serve: Callable[[Call], Answer]
    body: Body = Body.NONE
    rate: Rate = USUAL
    authorized: bool = True

    @property
    def endpoint(self) -> str:
        return f"{self.method} {self.template}"


class Table(Generic[T]):
    """Finds what serves a method and path."""

    def __init__(self, entries: Iterable[tuple[str, str, T]]) -> None:
        """Entries of method, template and what serves them; of two templates that match, the
        earlier one wins.
        """
        self._exact: dict[str, dict[str, T]] = {}
        self._patterns: list[tuple[re.Pattern[str], str, T]] = []
        for method, template, entry in entries:
            if "{" in template:
                pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template))
                self._patterns.append((pattern, method, entry))
            else:
                self._exact.setdefault(template, {})[method] = entry

    def find(self, method: str, path: str) -> tuple[T, dict[str, str]]:
        """What serves a call and the parts of its path. Raises LineError: 404 for the path, 405 for
        the method.
        """
        known = False
        if path in self._exact:
            known = True
            if method in self._exact[path]:
                return self._exact[path][method], {}
        for pattern, its_method, entry in self._patterns:
            match = pattern.fullmatch(path)
            if match is not None:
                known = True
                if its_method == method:
                    return entry, match.groupdict()
        raise LineError(405, "Method Not Allowed") if known else LineError(404, "Not found")


def parse_json(body: bytes) -> Any:
    """A body's JSON. Raises LineError (400) as LINE words it."""
    try:
        return json.loads(body)
    except UnicodeDecodeError:
        raise LineError(
            400, "The request body could not be parsed as JSON (line: 1, column: 1)"
        ) from None
    except json.JSONDecodeError as error:
        message = (
            f"The request body could not be parsed as JSON (line: {error.lineno}, column: "
            f"{error.colno})"
        )
        raise LineError(400, message) from None
    except RecursionError:
        raise LineError(400, "The request body is nested too deeply") from None
