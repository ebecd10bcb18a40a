"""What goes out: queued, claimed, sent, recorded, within the quota, tried again.
What is said is decided by ``handlers`` and ``scheduler``.
"""
