"""`python -m simulator`: serve the stand-in until it is interrupted."""

import argparse
import json
import signal
import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

from simulator.settings import LINE_WAITS
from simulator.simulator import Simulator


def main(arguments: list[str] | None = None) -> int:
    """Serve; 0 when ended by a signal, 1 when it cannot start."""
    asked = _parser().parse_args(arguments)
    try:
        line = Simulator(
            channel_id=asked.channel_id,
            channel_secret=asked.channel_secret,
            webhook_url=asked.webhook,
            webhook_seconds=asked.webhook_seconds,
            clock=asked.clock,
            access_token=asked.access_token,
            quota=asked.quota,
            allow_http=asked.allow_http,
            guide=_guide(asked.guide),
            bot_name=asked.bot_name,
            redelivery=asked.redelivery,
            delay_ms=asked.delay_ms,
            host=asked.host,
            port=asked.port,
        )
    except (OSError, ValueError) as error:
        print(f"simulator: {error}", file=sys.stderr)  # noqa: T201
        return 1
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    with line:
        print(f"simulator: {line.url}", flush=True)  # noqa: T201
        stopped.wait()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m simulator", description="A stand-in for LINE, for this machine only."
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8080, help="0 takes any free one")
    parser.add_argument("--webhook", metavar="URL", help="where events are posted")
    parser.add_argument(
        "--webhook-seconds",
        type=_seconds,
        default=LINE_WAITS,
        metavar="N|none",
        help="how long an answer may take",
    )
    parser.add_argument("--channel-id", default="2000000001")
    parser.add_argument("--channel-secret", default="secret")
    parser.add_argument(
        "--access-token", metavar="TOKEN", help="a token that never ends, beside the issued ones"
    )
    parser.add_argument(
        "--clock", type=_moment, metavar="ISO8601", help="start the clock there, with a time zone"
    )
    parser.add_argument(
        "--quota", type=_quota, default=None, metavar="N|none", help="paid messages a month"
    )
    parser.add_argument("--allow-http", action="append", default=[], metavar="ORIGIN")
    parser.add_argument(
        "--guide", type=Path, metavar="FILE", help="JSON: what to try first, shown on the page"
    )
    parser.add_argument("--bot-name", default="ก้าวหน้า")
    parser.add_argument("--redelivery", action="store_true", help="send webhooks again that failed")
    parser.add_argument(
        "--delay-ms", type=int, default=0, help="wait before every answer of LINE's API"
    )
    return parser


def _moment(written: str) -> datetime:
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(
            "a moment has a time zone, as in 2026-12-17T10:00:00+07:00"
        )
    return moment


def _quota(written: str) -> int | None:
    if written == "none":
        return None
    if not written.isdigit():
        raise argparse.ArgumentTypeError("a number of messages, or none")
    return int(written)


def _seconds(written: str) -> float | None:
    if written == "none":
        return None
    seconds = float(written)
    if not seconds > 0:
        raise argparse.ArgumentTypeError("seconds, more than 0, or none")
    return seconds


def _guide(path: Path | None) -> dict[str, Any] | None:
    if path is None:
        return None
    guide = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(guide, dict):
        raise ValueError(f"{path} holds no JSON object")
    return guide


if __name__ == "__main__":
    sys.exit(main())
