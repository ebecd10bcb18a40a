"""``kaona invite``, ``person`` and ``group``: who enters, who holds which role, which LINE groups
hear of it. What they do is ``models.people``.
"""
