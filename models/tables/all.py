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
    plan_reading,
    publicity,
    result_report,
    score,
    wording,
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
    plan_reading,
    obligations,
    files,
    result_report,
    publicity,
    assessment,
    score,
    work,
    wording,
)

metadata: MetaData = Base.metadata
