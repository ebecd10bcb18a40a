"""``kaona agency``: agencies, their groups, and the form of one agency.
What they do is ``models`` and ``plans``.
"""
