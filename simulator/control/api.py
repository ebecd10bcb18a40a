"""The control API, `/_sim/...`: what the page and the tests ask of the world. The contract is
docs/simulator.md.
"""

from typing import Any

from simulator.control import chats, machine
from simulator.control.asked import Asked, Serve
from simulator.errors import Impossible, LineError
from simulator.routes import Table, parse_json
from simulator.server import Answer, Request, json_answer
from simulator.world.world import World

PREFIX = "/_sim/"
TABLE: Table[Serve] = Table((*machine.ENTRIES, *chats.ENTRIES))


class ControlApi:
    """The world's side of the stand-in."""

    def __init__(self, world: World) -> None:
        self.world = world

    def __call__(self, request: Request) -> Answer:
        """Answer a call; what could not be in LINE is refused as `{"error"}`."""
        headers = {"Cache-Control": "no-store"}
        try:
            serve, params = TABLE.find(request.method, request.path)
            asked = Asked(self.world, request, params, _body(request))
            result = serve(asked)
        except Impossible as impossible:
            return json_answer({"error": str(impossible)}, impossible.status, headers)
        except LineError as refused:
            return json_answer({"error": refused.message}, refused.status, headers)
        return result if isinstance(result, Answer) else json_answer(result, 200, headers)


def _body(request: Request) -> dict[str, Any]:
    if request.path.endswith("/content") or not request.body:
        return {}
    body = parse_json(request.body)
    if not isinstance(body, dict):
        raise Impossible("a body is a JSON object")
    return body
