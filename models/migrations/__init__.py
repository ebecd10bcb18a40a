"""The steps by which a database comes up to date, one numbered file each, run by Alembic.
No rule lives here: a migration is never changed once it was released.
"""
