"""Every table in one import: what migrations and their test compare with."""

from sqlalchemy import MetaData

from models.tables import (
    agency,
    announcement,
    audit,
    conversation,
    entering,
    evidence,
    files,
    holiday,
    obligations,
    organization,
    outbox,
    people,
    plan,
    plan_reading,
    wording,
    work,
)
from models.tables.base import Base
from models.tables.year import assessment, publicity, result_report, score

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
    evidence,
    files,
    result_report,
    publicity,
    assessment,
    score,
    work,
    wording,
    announcement,
)

metadata: MetaData = Base.metadata
