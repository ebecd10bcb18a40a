"""Where changes came from, in the history."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select, update

from models import audit
from models.audit import BrokenRow, ChainCheck, ChainFault, check_chain
from models.database import Database
from models.month.calendar import at
from models.origin import Origin, Place, come_from
from models.tables.audit import AuditText
from tests.scheduler.province import Province

NOW = at(date(2026, 11, 10), 9)


def test_the_origin_is_told_and_its_browser_can_be_erased_alone(database: Database) -> None:
    with database.begin() as session:
        owner = Province(session, "tak").organization.id
        old = audit.record(session, owner, "report.sent", "obligation:1", {"ก": 1}, NOW)
        come_from(session, Origin(Place.PAGE, 7, "Firefox บน Windows (ที่อยู่ 192.0.2.7)"))
        page = audit.record(session, owner, "report.sent", "obligation:2", {"ก": 2}, NOW)
        chat = audit.record(
            session, owner, "report.sent", "obligation:3", {}, NOW, origin=Origin(Place.CHAT)
        )
        assert old.text is not None
        assert page.text is not None
        assert chat.text is not None
        assert (old.text.body, old.text.described) == ({"ก": 1}, None)
        assert chat.text.body == {"origin": {"place": "chat"}}
        told = page.text.body["origin"]
        assert (told["place"], told["person"]) == ("page", 7)
        assert "Firefox" not in str(page.text.body)
        session.expire_all()
        assert check_chain(session, owner) == ChainCheck(3)
        browser = session.scalars(select(AuditText.described)).all()[1]
        changed = {**browser, "words": "Chrome"}
        for words, check in (
            (changed, ChainCheck(1, BrokenRow(2, page.id, ChainFault.ORIGIN))),
            (None, ChainCheck(3)),
        ):
            session.execute(
                update(AuditText)
                .where(AuditText.entry_id == page.id)
                .values(described=words)
                .execution_options(synchronize_session=False)
            )
            assert check_chain(session, owner) == check
