"""Every table in one import: what migrations and their test compare with."""

from sqlalchemy import MetaData

from models.tables import (
    agency,
    assessment,
    audit,
    conversation,
    entering,
    files,
    holiday,
    obligations,
    organization,
    outbox,
    people,
    plan,
    publicity,
    result_report,
    score,
    work,
)
from models.tables.base import Base

ALL = (
    agency,
    audit,
    conversation,
    entering,
    holiday,
    organization,
    outbox,
    people,
    plan,
    obligations,
    files,
    result_report,
    publicity,
    assessment,
    score,
    work,
)

metadata: MetaData = Base.metadata
