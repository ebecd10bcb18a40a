"""What the secretariat reads in the chat: its work on one card, chasing, announcing, undelivered.
What agencies read of the same matters is ``messages.chat``.
"""
