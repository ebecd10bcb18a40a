"""Every table in one import: what migrations and their test compare with."""

from sqlalchemy import MetaData

from models.tables import (
    agency,
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
    score,
    work,
)

metadata: MetaData = Base.metadata
