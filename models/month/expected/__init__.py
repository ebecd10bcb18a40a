"""What a plan asks for in a month: the duty of each assignment, where it stands, what to fill in.
No round's moment is decided here; that is ``models.month.rounds``.
"""
