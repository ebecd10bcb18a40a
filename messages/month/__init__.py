"""The cards of the month: reminders, missing, summary, brief.
When they are sent is ``scheduler``.
"""
