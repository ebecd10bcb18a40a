"""A process that handles a conversation, or several as a batch, to be killed meanwhile.

    python -m tests.bot.doomed DATABASE_URL DATA_DIR LINE_URL NOW CONVERSATION[,CONVERSATION...]
    TOKEN [stop]

With ``stop`` it stands still at the last step before the commit, and says so.
"""

from __future__ import annotations

import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import bot.inbox.answering
import bot.inbox.handling
import bot.line.client
from bot.program import Program
from tests.bot.house import settings
from tests.patience import PATIENCE


def main(
    url: str, data_dir: str, line: str, now: str, given: str, token: str, stop: str = ""
) -> None:
    """Handle what was named, as a web process would."""
    bot.line.client.TIMEOUT = (PATIENCE, PATIENCE)
    moment = datetime.fromisoformat(now)
    program = Program(
        settings(url, Path(data_dir), line, line_channel_access_token=token or None),
        clock=lambda: moment,
    )
    if stop:
        setattr(bot.inbox.answering, "queue_answers", stand_still)  # noqa: B010 - for the type checker it is somebody else's
    conversations = [int(each) for each in given.split(",")]
    if len(conversations) > 1:
        bot.inbox.handling.handle_batch(program, conversations)
    else:
        bot.inbox.handling.handle_conversation(program, *conversations)
    program.close()


def stand_still(*_: Any, **__: Any) -> None:
    """Everything was done but the answer's row and the commit."""
    print("here", flush=True)
    signal.pause()


if __name__ == "__main__":
    main(*sys.argv[1:])
