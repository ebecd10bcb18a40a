"""Which words an organization chose for the cards that remind."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables.wording import CardKind, Wording


@dataclass(frozen=True)
class CardWords:
    """A card's title and leading sentence, placeholders in them; empty: the standard one."""

    title: str = ""
    lead: str = ""


OwnWords = Mapping[CardKind, CardWords]


def own_words(session: Session, organization_id: int) -> dict[CardKind, CardWords]:
    """Return an organization's own words, by kind of card; standard ones are not among them."""
    rows = session.scalars(select(Wording).where(Wording.organization_id == organization_id))
    return {row.kind: CardWords(row.title, row.lead) for row in rows if row.title or row.lead}
