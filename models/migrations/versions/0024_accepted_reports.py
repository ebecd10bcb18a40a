"""what papers are drawn from: a narrow row for each accepted report"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

from thai.promising import hints_in

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_PROGRESS = ("not_started", "in_progress", "done", "not_achieved")
_AGENCY = ["measure_id", "agency_id", "month", "revision_id", "progress"]
_OUTCOME = ["measure_id", "outcome_key", "month", "agency_id", "revision_id"]
_STORED = """
SELECT newest.report_id, newest.revision_id, assignment.measure_id, obligation.agency_id,
       round.month, revision.progress, revision.outcome, revision.summary,
       (SELECT count(*) FROM revision_evidence
          JOIN evidence ON evidence.id = revision_evidence.evidence_id
         WHERE revision_evidence.revision_id = newest.revision_id
           AND evidence.kind = 'note' AND evidence.erased_at IS NULL) AS notes
  FROM (SELECT revision.report_id, max(revision.id) AS revision_id
          FROM revision JOIN review ON review.revision_id = revision.id
         WHERE review.decision = 'accepted' GROUP BY revision.report_id) AS newest
  JOIN revision ON revision.id = newest.revision_id
  JOIN report ON report.id = newest.report_id
  JOIN obligation ON obligation.id = report.obligation_id
  JOIN round ON round.id = obligation.round_id
  JOIN assignment ON assignment.id = obligation.assignment_id
"""


def upgrade() -> None:
    op.create_table(
        "accepted_report",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column(
            "progress",
            sa.Enum(*_PROGRESS, name="progress", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("outcome_key", sa.BigInteger(), nullable=False),
        sa.Column("promise", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_accepted_report")),
        *(_refers(name) for name in ("report", "revision", "measure")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_accepted_report_agency_id")
        ),
        sa.UniqueConstraint("revision_id", name=op.f("uq_accepted_report_revision_id")),
    )
    connection = op.get_bind()
    insert = sa.text(
        "INSERT INTO accepted_report (report_id, revision_id, measure_id, agency_id, month, "
        "progress, outcome_key, promise) VALUES (:report_id, :revision_id, :measure_id, "
        ":agency_id, :month, :progress, :outcome_key, :promise)"
    )
    for rows in connection.execute(sa.text(_STORED)).mappings().partitions(5_000):
        connection.execute(insert, list(_kept(rows)))
    op.create_index("ix_accepted_report_agency", "accepted_report", _AGENCY)
    op.create_index(
        "ix_accepted_report_promise", "accepted_report", ["measure_id", "promise", "month"]
    )
    op.create_index("ix_accepted_report_outcome", "accepted_report", _OUTCOME)
    op.create_index(op.f("ix_accepted_report_agency_id"), "accepted_report", ["agency_id"])


def downgrade() -> None:
    op.drop_table("accepted_report")


def _refers(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [f"{name}_id"],
        [f"{name}.id"],
        name=op.f(f"fk_accepted_report_{name}_id"),
        ondelete="CASCADE",
    )


def _kept(rows: Any) -> Iterator[dict[str, Any]]:
    for row in rows:
        digest = sha256(row["outcome"].encode()).digest()[:8]
        yield {
            **{
                name: row[name]
                for name in (
                    *("report_id", "revision_id", "measure_id"),
                    *("agency_id", "month", "progress"),
                )
            },
            "outcome_key": int.from_bytes(digest, "big", signed=True),
            "promise": 2 * row["notes"] + hints_in(row["summary"]),
        }
