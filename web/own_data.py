"""ข้อมูลของฉัน, and the same of a person for the secretariat: what is stored, to be downloaded, the
consent, and erasure after a second look.
"""

import json

from flask import (
    Blueprint,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from sqlalchemy import select
from werkzeug.wrappers import Response

from models.correcting import CannotChange
from models.people.consent import withdraw_consent
from models.people.memberships import live_memberships, only_secretary_of
from models.people.personal_data.erasure import count_reports, erase_person
from models.people.personal_data.stored import counts_of, stored_of
from models.tables.people import Membership, Person, Role, is_held
from thai.sorting import thai_order
from web import words
from web.access import Answered, Visit, page
from web.people.words import hindrance

own_data = Blueprint(
    "own_data", __name__, template_folder="templates", url_prefix="/console/<slug>"
)


@own_data.get("/me")
@page(*Role)
def mine(visit: Visit) -> Answered:
    """Show what is stored of whoever asks."""
    return _show(visit, visit.person, None)


@own_data.get("/me/download")
@page(*Role)
def download_mine(visit: Visit) -> Answered:
    """Give everything stored of whoever asks, as JSON."""
    return _download(visit, visit.person)


@own_data.post("/me/withdraw")
@page(*Role)
def withdraw(visit: Visit) -> Answered:
    """Take the own consent back; it is given again in the chat."""
    if not _is_sure():
        return _once_more("own_data.mine", visit)
    withdraw_consent(visit.session, visit.person, visit.now)
    return redirect(url_for("entering.sign_in"), 303)


@own_data.post("/me/erase")
@page(*Role)
def erase_mine(visit: Visit) -> Answered:
    """Erase whoever asks."""
    if not (_is_sure() and _erased(visit, visit.person)):
        return _once_more("own_data.mine", visit)
    return redirect(url_for("entering.sign_in"), 303)


@own_data.get("/person/<int:membership_id>/data")
@page(Role.SECRETARIAT)
def of_person(visit: Visit, membership_id: int) -> Answered:
    """Show what is stored of somebody of the organization."""
    membership = _own_membership(visit, membership_id)
    return _show(visit, membership.person, membership_id)


@own_data.get("/person/<int:membership_id>/data/download")
@page(Role.SECRETARIAT)
def download(visit: Visit, membership_id: int) -> Answered:
    """Give everything stored of somebody of the organization, as JSON."""
    membership = _own_membership(visit, membership_id)
    if serves_elsewhere(visit, membership.person):
        abort(403)
    return _download(visit, membership.person)


@own_data.post("/person/<int:membership_id>/data/erase")
@page(Role.SECRETARIAT)
def erase(visit: Visit, membership_id: int) -> Answered:
    """Erase somebody of the organization, unless they serve another one too."""
    membership = _own_membership(visit, membership_id)
    if serves_elsewhere(visit, membership.person):
        abort(403)
    is_oneself = membership.person_id == visit.person.id
    if not (_is_sure() and _erased(visit, membership.person)):
        return _once_more("own_data.of_person", visit, membership_id=membership_id)
    if is_oneself:
        return redirect(url_for("entering.sign_in"), 303)
    flash(words.ERASED)
    return redirect(url_for("desk.start", slug=visit.organization.slug), 303)


def serves_elsewhere(visit: Visit, person: Person) -> bool:
    """Whether a person holds a role in another organization, which has to be asked too."""
    other = select(Membership.id).where(
        Membership.person_id == person.id,
        Membership.organization_id != visit.organization.id,
        is_held(visit.now),
    )
    return visit.session.scalar(other.limit(1)) is not None


def _own_membership(visit: Visit, membership_id: int) -> Membership:
    found = visit.session.get(Membership, membership_id)
    if found is None or found.organization_id != visit.organization.id or found.person.erased_at:
        abort(404)
    return found


def _erased(visit: Visit, person: Person) -> bool:
    """Erase somebody, with who follows the last of a secretariat; say why when it is refused."""
    number = request.form.get("successor", type=int)
    successor = next((each for each in _followers(visit, person) if each.id == number), None)
    try:
        with visit.session.begin_nested():
            erase_person(visit.session, person, visit.now, successor)
    except CannotChange as problem:
        visit.session.expire_all()
        flash(hindrance(problem), "problem")
        return False
    return True


def _followers(visit: Visit, person: Person) -> list[Person]:
    """Return who may follow somebody in each secretariat that would be without anybody, by name;
    none where there are others.
    """
    owners = only_secretary_of(visit.session, person, visit.now)
    by_owner = [
        {each.person for each in live_memberships(visit.session, owner.id, visit.now)}
        for owner in owners
    ]
    found = set.intersection(*by_owner) if by_owner else set()
    able = (each for each in found if each.id != person.id and each.is_reached)
    return sorted(able, key=lambda each: thai_order(each.name))


def _show(visit: Visit, person: Person, membership_id: int | None) -> Answered:
    elsewhere = membership_id is not None and serves_elsewhere(visit, person)
    owners = only_secretary_of(visit.session, person, visit.now)
    stored = counts_of(visit.session, person)
    counts = [(word, stored[table]) for table, word in words.STORED if stored.get(table)]
    return render_template(
        "own_data.html",
        visit=visit,
        person=person,
        membership_id=membership_id,
        is_elsewhere=elsewhere,
        counts=counts,
        reports=count_reports(visit.session, person),
        sure=request.args.get("sure"),
        only_of=[each.name for each in owners],
        followers=_followers(visit, person) if owners else [],
    )


def _download(visit: Visit, person: Person) -> Response:
    answer = make_response(
        json.dumps(stored_of(visit.session, person), ensure_ascii=False, indent=1)
    )
    answer.headers["Content-Type"] = "application/json; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="person-{person.id}.json"'
    return answer


def _is_sure() -> bool:
    return request.form.get("sure") == "yes"


def _once_more(endpoint: str, visit: Visit, membership_id: int | None = None) -> Response:
    """Show the page again with the second look at what the button does."""
    what = "withdraw" if request.path.endswith("/withdraw") else "erase"
    slug = visit.organization.slug
    return redirect(url_for(endpoint, slug=slug, membership_id=membership_id, sure=what), 303)
