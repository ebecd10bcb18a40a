"""``kaona web``: the web process, served by gunicorn."""

import os
import sys
from pathlib import Path

from bot.settings import Settings


def run(settings: Settings) -> None:
    """Become gunicorn; does not return. BadSettings when something needed is missing."""
    settings.require_line()
    config = Path(__file__).with_name("gunicorn_config.py")
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "--config", str(config)])  # noqa: S606
