"""The kinds of long work, and what does each."""

from collections.abc import Mapping

from bot.work.papers import ask_links, make_paper
from bot.work.people import make_sheet, nudge_agencies, put_menu_right
from bot.work.plans import read_plan_file
from bot.work.run import Doer, WorkLater, WorkRefused, WorkResult, WorkRun
from bot.work.scores import read_scores
from models.people.menus import MENU
from web.desk.chasing import NUDGE_ALL
from web.papers.links import LINKS
from web.papers.overview import MAKE
from web.people.invites import SHEET
from web.scores.taking import READ

__all__ = ["KINDS", "Doer", "WorkLater", "WorkRefused", "WorkResult", "WorkRun"]

KINDS: Mapping[str, Doer] = {
    MAKE: make_paper,
    LINKS: ask_links,
    READ: read_scores,
    SHEET: make_sheet,
    NUDGE_ALL: nudge_agencies,
    MENU: put_menu_right,
    "plan.read": read_plan_file,
}
"""What does each kind; the name says the room first (``papers.letters``)."""
