"""The agencies that report, the names they go by, and the collective parties that stand for many of
them.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.base import Base

agency_group_member = Table(
    "agency_group_member",
    Base.metadata,
    Column("group_id", ForeignKey("agency_group.id", ondelete="CASCADE"), primary_key=True),
    Column("agency_id", ForeignKey("agency.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Agency(Base):
    """A government office or division that reports for an organization."""

    __tablename__ = "agency"
    __table_args__ = (UniqueConstraint("organization_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    head: Mapped[str | None] = mapped_column(String(300))
    """How its head is addressed in letters, where the office said so; None: by the kind of
    agency.
    """
    phone: Mapped[str | None] = mapped_column(String(60))
    """Where the secretariat calls it."""

    aliases: Mapped[list[AgencyAlias]] = relationship(
        back_populates="agency", cascade="all, delete-orphan"
    )
    groups: Mapped[list[AgencyGroup]] = relationship(
        secondary=agency_group_member, back_populates="members"
    )


class AgencyAlias(Base):
    """Another name of an agency, usually its abbreviation ("สสจ.")."""

    __tablename__ = "agency_alias"
    __table_args__ = (UniqueConstraint("organization_id", "alias"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"), index=True)
    alias: Mapped[str] = mapped_column(String(300))

    agency: Mapped[Agency] = relationship(back_populates="aliases")


class AgencyGroup(Base):
    """A collective party ("ส่วนราชการประจำจังหวัดทุกแห่ง"): one measure, a report from every
    member.
    """

    __tablename__ = "agency_group"
    __table_args__ = (UniqueConstraint("organization_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))

    members: Mapped[list[Agency]] = relationship(
        secondary=agency_group_member, back_populates="groups", order_by="Agency.name"
    )
