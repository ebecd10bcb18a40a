"""Every table in one import: what migrations and their test compare with."""

from __future__ import annotations

from sqlalchemy import MetaData

from models import (
    agency,
    audit,
    conversation,
    holidays,
    organization,
    outbox,
    people,
    plan,
    reporting,
    result_report,
    score,
)
from models.base import Base

ALL = (
    agency,
    audit,
    conversation,
    holidays,
    organization,
    outbox,
    people,
    plan,
    reporting,
    result_report,
    score,
)

metadata: MetaData = Base.metadata
