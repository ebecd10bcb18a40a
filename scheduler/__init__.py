"""What the calendar leads to: now becomes time slots, and slots become messages to send.
Nobody here sends, commits, or knows the timer.
"""
