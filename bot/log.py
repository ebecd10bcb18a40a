"""Log lines as JSON objects: an action and ids, never a body or a secret."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

_log = logging.getLogger("kaona")


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, action (or the library's message), ids, and a traceback
    for bugs.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        fields = getattr(record, "fields", None)
        line |= (
            {"action": record.getMessage(), **fields}
            if fields is not None
            else {"message": record.getMessage()}
        )
        if record.exc_info:
            # The frames say where; the exception's words may quote what a person wrote, so only
            # its kind is kept.
            kind, _, trace = record.exc_info
            line["error"] = kind.__name__ if kind else None
            line["where"] = _frames(trace)
        return json.dumps(line, ensure_ascii=False, default=str)


def _frames(trace: Any) -> list[str]:
    frames = []
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{'/'.join(code.co_filename.rsplit('/', 2)[-2:])}:{trace.tb_lineno}")
        trace = trace.tb_next
    return frames[-12:]


def set_up_logging(level: str) -> None:
    """Send every log line to stderr as JSON. Call it after the LINE SDK was set up: the SDK changes
    levels of its own.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    _log.setLevel(level)


def info(action: str, **ids: Any) -> None:
    """Log that something happened."""
    _log.info(action, extra={"fields": ids})


def warning(action: str, **ids: Any) -> None:
    """Log something an operator should look at."""
    _log.warning(action, extra={"fields": ids})


def exception(action: str, **ids: Any) -> None:
    """Log the exception being handled, as where it happened and what kind it is."""
    _log.error(action, exc_info=True, extra={"fields": ids})
