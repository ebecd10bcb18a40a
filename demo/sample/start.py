"""From nothing to the moment at which a visitor meets the sample province."""

from datetime import timedelta

from sqlalchemy import select

from bot.program import Program
from demo.clock import SimulatedClock
from demo.control import Control
from demo.doors import door_addresses
from demo.sample.data import load_province, load_story
from demo.sample.guide import build_guide
from demo.sample.playing import play
from demo.sample.preparing import found_province, let_people_in, newcomers_code
from demo.sample.publishing import publish_year
from models.month.calendar import fiscal_year_of, local_day, month_of
from models.month.holidays import load_working_days
from models.month.rounds import round_times
from models.tables.holiday import Holiday
from models.tables.organization import Policy

_SHOWN = timedelta(days=366)  # so far ahead the page's calendar marks days off


def open_province(program: Program, clock: SimulatedClock, control: Control) -> None:
    """Fill an empty database and the stand-in, whose clock ends where the visitor begins.

    Whoever handles webhooks must do it before answering them, and nobody else may move the clock
    meanwhile.
    """
    province, story = load_province(), load_story()
    control.set_clock(story.adopted)
    clock.set(story.adopted)
    found_province(program, control, province, story.adopted)
    entered = let_people_in(program, control, province, story.adopted)
    play(program, clock, control, province, story)
    fiscal_year = fiscal_year_of(local_day(story.shown_from))
    publish_year(program, province, fiscal_year, story.shown_from)
    code = newcomers_code(program, province, story.shown_from)
    today = local_day(story.shown_from)
    with program.database.begin() as session:
        days = load_working_days(session, today, today + _SHOWN)
        days_off = {each.day: each.name for each in session.scalars(select(Holiday))}
    times = round_times(month_of(today), days, Policy())
    doors = door_addresses(program.settings.public_url, province.slug, fiscal_year)
    control.settings(guide=build_guide(province, entered, code, times, days_off, doors))
    for chat_id in (*entered.users.values(), entered.group_id):
        control.heard(chat_id)  # read by now: what is new from here on stands out
