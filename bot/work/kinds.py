"""The kinds of long work, and what does each."""

from collections.abc import Mapping

from bot.work.papers import ask_links, make_paper
from bot.work.plans import read_plan_file
from bot.work.run import Doer, WorkRefused, WorkResult, WorkRun
from bot.work.scores import read_scores
from web.papers.links import LINKS
from web.papers.overview import MAKE
from web.scores.taking import READ

__all__ = ["KINDS", "Doer", "WorkRefused", "WorkResult", "WorkRun"]

KINDS: Mapping[str, Doer] = {
    MAKE: make_paper,
    LINKS: ask_links,
    READ: read_scores,
    "plan.read": read_plan_file,
}
"""What does each kind; the name says the room first (``papers.letters``)."""
