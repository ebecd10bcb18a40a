"""An organization's own words on the cards that remind."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, kind_column

TITLE_LIMIT, LEAD_LIMIT = 60, 200
"""UTF-16 units of a title and of a leading sentence, as they are typed."""


class CardKind(StrEnum):
    """The cards whose words an organization may choose."""

    OPENING = "opening"
    REMINDER = "reminder"
    OVERDUE = "overdue"


class Wording(Base):
    """The words of one kind of card; without a row, or where one is empty, the standard ones
    stand.
    """

    __tablename__ = "wording"

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), primary_key=True)
    kind: Mapped[CardKind] = mapped_column(kind_column(CardKind), primary_key=True)
    title: Mapped[str] = mapped_column(String(TITLE_LIMIT), default="")
    lead: Mapped[str] = mapped_column(String(LEAD_LIMIT), default="")
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
