"""What the tests of storing share."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from models.database import Database
from models.tables.organization import Channel, Organization, OrganizationKind

NOW = datetime(2026, 10, 5, 3, tzinfo=UTC)


@pytest.fixture
def organization(database: Database) -> Organization:
    """A province with nothing in it."""
    with database.begin() as session:
        made = Organization(
            slug="sample",
            name="จังหวัดตัวอย่าง",
            kind=OrganizationKind.PROVINCE,
            channel=Channel(line_channel_id="local"),
            created_at=NOW,
        )
        session.add(made)
    return made
