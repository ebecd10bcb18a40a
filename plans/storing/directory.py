"""Who the parties of a plan are: the agencies and groups an organization has, and those an import
would have to make.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models.tables.agency import Agency, AgencyGroup
from models.tables.organization import Organization
from plans.reading.parties import is_collective, is_vague
from thai.cleaning import clean
from thai.names import key
from thai.provinces import PROVINCES

Named = TypeVar("Named", Agency, AgencyGroup)

LONGEST_NAME = 300
"""What the tables hold; a longer party is no name but a sentence, and somebody has to read it."""


class PartyKind(StrEnum):
    """What a printed party is."""

    AGENCY = "agency"
    GROUP = "group"
    NOBODY = "nobody"  # nothing printed, or words that name nobody who could be asked


@dataclass(frozen=True)
class Party:
    """A printed party and who is meant; ``id`` is None for an agency or group that is still to be
    made.
    """

    kind: PartyKind
    text: str | None
    name: str = ""
    id: int | None = None

    @property
    def identity(self) -> tuple[str, int | str]:
        """Equal for two printings of the same party."""
        if self.kind is PartyKind.NOBODY:
            return self.kind.value, key(self.text or "")
        return self.kind.value, self.id if self.id is not None else key(self.name)


NOBODY = Party(PartyKind.NOBODY, None)


class Directory:
    """The agencies (by name and alias) and groups (by name) of an organization.

    In a province "สำนักงานจังหวัด" and "สำนักงานจังหวัดตาก" are one office and "สสจ.ตาก" is "สสจ.":
    where no name fits as it is printed, the province's own name at its end does not count, unless
    two would fit then.
    """

    def __init__(
        self, agencies: Iterable[Agency], groups: Iterable[AgencyGroup], province: str = ""
    ) -> None:
        self._province = province
        self._agencies: dict[str, Agency] = {}
        self._groups = {key(group.name): group for group in groups}
        listed = list(agencies)
        for agency in listed:
            for alias in agency.aliases:
                self._agencies[key(alias.alias)] = agency
        self._agencies.update(
            {key(agency.name): agency for agency in listed}
        )  # a name beats another's alias
        self._local_agencies = self._without_province(self._agencies)
        self._local_groups = self._without_province(self._groups)
        self._new: dict[tuple[PartyKind, str], str] = {}

    @classmethod
    def load(cls, session: Session, organization: Organization) -> Directory:
        """Read an organization's directory."""
        agencies = session.scalars(
            select(Agency)
            .where(Agency.organization_id == organization.id)
            .options(selectinload(Agency.aliases))
            .execution_options(populate_existing=True)
        )
        groups = session.scalars(
            select(AgencyGroup).where(AgencyGroup.organization_id == organization.id)
        )
        province = clean(organization.name).removeprefix("จังหวัด").strip()
        return cls(agencies, groups, province if province in PROVINCES else "")

    def agency(self, name: str) -> Agency | None:
        """Return the agency of that name or alias; spaces, dots and the name of the organization's
        own province do not matter.
        """
        return self._agencies.get(key(name)) or self._local_agencies.get(self._local(name))

    def group(self, name: str) -> AgencyGroup | None:
        """Return the group of that name; spaces, dots and the name of the organization's own
        province do not matter.
        """
        return self._groups.get(key(name)) or self._local_groups.get(self._local(name))

    def party(self, text: str | None) -> Party:
        """Tell who a printed party is. What the organization already knows by that name comes
        before any rule.
        """
        name = clean(text or "")
        if not key(name):
            return NOBODY
        if group := self.group(name):
            return Party(PartyKind.GROUP, name, group.name, group.id)
        if agency := self.agency(name):
            return Party(PartyKind.AGENCY, name, agency.name, agency.id)
        if len(name) > LONGEST_NAME:
            return Party(PartyKind.NOBODY, name)
        if not is_collective(name) and is_vague(name):
            return Party(PartyKind.NOBODY, name)
        kind = PartyKind.GROUP if is_collective(name) else PartyKind.AGENCY
        return Party(kind, name, self._new.setdefault((kind, self._local(name)), name))

    def _local(self, name: str) -> str:
        """Return the key of a name without the organization's own province at its end."""
        whole = key(name)
        local = whole.removesuffix(self._province) if self._province else whole
        return local if len(local) > 2 else whole

    def _without_province(self, named: dict[str, Named]) -> dict[str, Named]:
        found: dict[str, list[Named]] = {}
        for name, one in named.items():
            found.setdefault(self._local(name), []).append(one)
        return {
            name: ones[0] for name, ones in found.items() if all(one is ones[0] for one in ones)
        }
