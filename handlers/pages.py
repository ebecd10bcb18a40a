"""The pages' doors in the chat: a fresh one-time link, and letting a waiting browser in."""

import re

from handlers.answer import Answer, Context
from handlers.speaker import Speaker
from messages.chat import pages as texts
from messages.chat.lists import nothing_for_role
from messages.taps import Tap
from models.people.browsers import (
    CODE_LENGTH,
    CODE_LETTERS,
    CODE_PREFIX,
    choices,
    claim_browser,
    pick_digits,
)
from models.people.entering import first_role, make_entry_link
from models.tables.people import Role

_CODE = re.compile(rf"{CODE_PREFIX}[{CODE_LETTERS}]{{{CODE_LENGTH}}}", re.IGNORECASE)


def open_pages(context: Context, speaker: Speaker, asked: str = "") -> Answer:
    """Answer "เปิดหน้าเว็บ" with a link that works once, for a few minutes: in the role a button
    asks for, where the person holds it, else in the one that sees most.
    """
    held = {each.role for each in speaker.memberships if each.holds_at(context.now)}
    role = next((each for each in held if each == asked), None) or first_role(
        speaker.memberships, context.now
    )
    assert role is not None  # a speaker holds one
    address = context.entry_link(
        make_entry_link(context.session, speaker.person, role, context.now)
    )
    if address is None:
        return Answer.of(texts.no_pages(speaker.quick))
    return Answer.of(texts.entry_card(address, role.value, speaker.quick))


def open_all_reports(context: Context, speaker: Speaker) -> Answer:
    """Answer "ตอบทั้งหมดในหน้าเดียว" with a link that opens the officer's page: of the
    organization, where the person reports to one.
    """
    reports_to = [each for each in speaker.organizations if speaker.agency_ids(each.id)]
    if not reports_to:
        return Answer.of(nothing_for_role(speaker.roles, speaker.quick))
    address = context.entry_link(
        make_entry_link(context.session, speaker.person, Role.OFFICER, context.now)
    )
    if address is None:
        return Answer.of(texts.no_pages(speaker.quick))
    where = f"?to={reports_to[0].slug}" if len(reports_to) == 1 else ""
    return Answer.of(texts.all_reports_card(address + where, speaker.quick))


def code_in(text: str) -> str | None:
    """Return the code of a waiting browser that a text consists of; None for other words."""
    squeezed = re.sub(r"\s", "", text)
    return squeezed if _CODE.fullmatch(squeezed) else None


def offer_digits(context: Context, speaker: Speaker, code: str) -> Answer:
    """Name the browser that waits, and ask which digits it shows."""
    browser = claim_browser(context.session, code, speaker.person, context.now)
    if browser is None:
        return Answer.of(texts.browser_gone(speaker.quick))
    context.session.flush()
    return Answer.of(
        texts.pick_card(browser.id, browser.described, browser.asked_at, choices(browser))
    )


def pick(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Let the browser in when its digits were picked."""
    let_in = pick_digits(
        context.session,
        tap.number("b") or 0,
        tap.values.get("n", ""),
        speaker.person,
        context.now,
    )
    said = {True: texts.let_in, False: texts.wrong_digits, None: texts.browser_gone}[let_in]
    return Answer.of(said(speaker.quick))
