"""The doors of the demo's page: one click opens the desk or the executive's page, as somebody of
the sample. Of the demo alone: the program's own application has no such address.
"""

from collections.abc import Mapping

from flask import Blueprint, abort, g
from sqlalchemy import select
from werkzeug.wrappers import Response

from models.people.entering import open_session
from models.tables.organization import Organization
from models.tables.people import Membership, Role, is_held
from web.access import Ground, described_browser
from web.entering import welcome

_ROLES = {"desk": Role.SECRETARIAT, "executive": Role.EXECUTIVE, "officer": Role.OFFICER}
"""The officer's is not on the page, whose telephones are the officers' way in: it is for pictures.
"""


def doors_blueprint(slug: str) -> Blueprint:
    """Make the doors into an organization."""
    doors = Blueprint("doors", __name__, url_prefix="/demo")

    @doors.get("/<name>")
    def go_in(name: str) -> Response:
        """Sign the browser in as the first who holds the door's role."""
        role = _ROLES.get(name)
        if role is None:
            abort(404)
        ground: Ground = g.ground
        now = ground.clock()
        with ground.database().begin() as session:
            member = session.scalars(
                select(Membership)
                .join(Organization)
                .where(Organization.slug == slug, Membership.role == role, is_held(now))
                .order_by(Membership.id)
                .limit(1)
            ).first()
            if member is None:
                abort(404)  # the visitor has ended the role
            return welcome(*open_session(session, member.person, role, described_browser(), now))

    return doors


def door_addresses(public_url: str, slug: str, fiscal_year: int) -> Mapping[str, str]:
    """Return the addresses of the doors and of the public page, by the names the guide uses."""
    return {name: f"{public_url}/demo/{name}" for name in _ROLES} | {
        "public": f"{public_url}/public/{slug}/{fiscal_year}/"
    }
