"""what a plan hopes for, and one normal form of the Thai that is stored"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from thai.cleaning import clean

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NAMES = {"agency": "name", "agency_alias": "alias", "agency_group": "name"}
_TEXTS = {
    "organization": ("name",),
    "issue": ("title",),
    "measure": ("title", "followup"),
    "step": ("text",),
    "assignment": ("party_text", "period_text"),
}


def upgrade() -> None:

    # Not in batch mode: SQLite would copy the table and drop the old one, and what hangs on the
    # measures would be deleted with it.
    op.add_column("measure", sa.Column("indicators", sa.JSON(), nullable=True))
    op.add_column("measure", sa.Column("targets", sa.JSON(), nullable=True))
    op.add_column("measure", sa.Column("budget", sa.Text(), nullable=True))
    # Two names that look the same stay two rows: which of them to keep, people decide.
    for table, column in _NAMES.items():
        _clean(table, column, unique=True)
    for table, columns in _TEXTS.items():
        for column in columns:
            _clean(table, column)
    _clean_lists()


def _clean(table: str, name: str, *, unique: bool = False) -> None:
    """Write the texts of a column as a new import would; of a unique one only what is free."""
    scope = sa.column("organization_id") if unique else sa.null()
    source = sa.table(table, sa.column("id"), sa.column(name), sa.column("organization_id"))
    rows = op.get_bind().execute(sa.select(source.c.id, source.c[name], scope)).all()
    taken = {(text, where) for _, text, where in rows}
    for number, text, where in rows:
        mended = clean(text) if text else text
        if mended != text and not (unique and (mended, where) in taken):
            taken.add((mended, where))
            op.execute(source.update().where(source.c.id == number).values({name: mended}))


def _clean_lists() -> None:
    lists = ("printed_results", "printed_outcomes")
    measure = sa.table("measure", sa.column("id"), *(sa.column(name, sa.JSON()) for name in lists))
    for number, *found in op.get_bind().execute(sa.select(measure)).all():
        mended = [[clean(str(text)) for text in texts or ()] for texts in found]
        if mended != found:
            values = dict(zip(lists, mended, strict=True))
            op.execute(measure.update().where(measure.c.id == number).values(values))


def downgrade() -> None:

    op.drop_column("measure", "budget")
    op.drop_column("measure", "targets")
    op.drop_column("measure", "indicators")
