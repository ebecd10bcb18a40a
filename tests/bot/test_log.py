"""Log lines: one JSON object each, with an action and ids, and never what somebody wrote."""

from __future__ import annotations

import json
import logging
from io import StringIO

import pytest

from bot.log import exception, info, set_up_logging, warning


def test_a_line_is_one_object_with_an_action_and_ids(lines: StringIO) -> None:
    info("event.handled", event="01H", messages=2)
    warning("delivery.given_up", why="monthly\nquota ไทย", at=object)
    first, second = (json.loads(line) for line in lines.getvalue().splitlines())
    assert (first["level"], first["action"], first["event"], first["messages"]) == (
        "info",
        "event.handled",
        "01H",
        2,
    )
    assert first["at"].endswith("+00:00")
    assert (second["level"], second["why"]) == ("warning", "monthly\nquota ไทย")


def fails_deep(words: str, depth: int) -> None:
    if depth:
        fails_deep(words, depth - 1)
    raise ValueError(words)


@pytest.mark.parametrize("depth", [0, 40])
def test_of_an_exception_only_its_kind_and_frames_are_told(lines: StringIO, depth: int) -> None:
    try:
        try:
            fails_deep("ข้อความลับ", depth)
        except ValueError as error:
            raise KeyError("secret words") from error
    except KeyError:
        exception("event.failed", event="01H")
        logging.getLogger("some.library").exception("it failed")
    for line in lines.getvalue().splitlines():
        told = json.loads(line)
        assert told["error"] == "KeyError"
        assert (
            "tests/bot/test_log.py" in "/".join(told["where"])
            or "bot/test_log.py" in told["where"][0]
        )
        assert 1 <= len(told["where"]) <= 12
        assert "secret words" not in line
        assert "ข้อความลับ" not in line


def test_libraries_are_heard_from_warnings_on_and_ours_as_set(
    capfd: pytest.CaptureFixture[str],
) -> None:
    root, ours = logging.getLogger(), logging.getLogger("kaona")
    before = root.handlers[:], root.level, ours.level
    try:
        set_up_logging("INFO")
        logging.getLogger("urllib3").info("chatter")
        logging.getLogger("urllib3").warning("trouble %s", 5)
        logging.getLogger("kaona").debug("detail")
        info("told", id=1)
    finally:
        root.handlers[:], level, mine = before
        root.setLevel(level)
        ours.setLevel(mine)
    told = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    assert [line.get("message", line.get("action")) for line in told] == ["trouble 5", "told"]
