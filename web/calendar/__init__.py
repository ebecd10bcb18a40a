"""The calendar, the words of reminders, announcements on pages.
Its words of code are in its ``words``; no rule lives here.
"""
