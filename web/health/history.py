"""The history as a list that can be searched, and whether it is still as it was written."""

from typing import Any

from flask import Blueprint, render_template, request, url_for

from models.audit import check_chain
from models.history import PAGE, WantedHistory, actions_of, people_of, read_history
from models.tables.people import Role
from thai.sorting import thai_order
from web.access import Answered, Visit, page
from web.desk.shown import month_of_address
from web.health import words
from web.health.telling import told_by

history = Blueprint(
    "history", __name__, template_folder="../templates", url_prefix="/console/<slug>"
)
_LAST_PAGE = 10**6


@history.get("/health/history")
@page(Role.SECRETARIAT)
def listed(visit: Visit) -> Answered:
    """Show who did what, when, from where; the newest first."""
    number = min(max(request.args.get("page", 1, type=int), 1), _LAST_PAGE)
    month = request.args.get("month", "").strip()
    wanted = WantedHistory(
        person_id=request.args.get("person", type=int),
        action=request.args.get("action", "").replace("\0", "") or None,
        month=month_of_address(month) if month else None,
    )
    session, here = visit.session, visit.organization.id
    found = read_history(session, here, wanted, number)
    checked = check_chain(session, here) if "check" in request.args else None
    kept: dict[str, Any] = {
        name: request.args[name] for name in ("person", "action", "month") if name in request.args
    }

    def address(to: int) -> str:
        return url_for("history.listed", slug=visit.organization.slug, **kept, page=to)

    return render_template(
        "health/history.html",
        visit=visit,
        wanted=wanted,
        month=month,
        bad_month=bool(month) and wanted.month is None,
        found=found,
        lines=[(entry, told_by(entry, found)) for entry in found.entries],
        actions=sorted(
            ((action, words.action_word(action)) for action in actions_of(session, here)),
            key=lambda each: thai_order(each[1]),
        ),
        people=sorted(people_of(session, here), key=lambda each: thai_order(each.name)),
        words=words,
        number=number,
        pages=max(-(-found.found // PAGE), 1),
        address=address,
        checked=checked,
        broken=words.broken(checked.broken.number, checked.broken.fault)
        if checked and checked.broken
        else None,
    )
