"""``kaona audit``, ``db``, ``inbox``, ``outbox``: what who runs the program looks after.
No command here knows a plan or an agency.
"""
