"""``kaona invite``, ``person``, ``group``, ``obligation``: who enters, who holds which role, which
LINE groups hear of it, who owes what. They do it by ``models.people`` and ``models.reports``.
"""
