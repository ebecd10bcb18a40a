"""What a year comes to: the assessment's calendar, ITA scores, the result report, public evidence.
What is owed month by month is ``models.tables.obligations``.
"""
