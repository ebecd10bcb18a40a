"""What may be done with a report: send, review, excuse, reopen.
What is owed when is ``models.month``; how it is said is ``messages``.
"""
