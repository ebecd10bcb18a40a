"""What comes in: LINE's webhook, stored events, their files, and handling each exactly once.
What is answered is decided by ``handlers``.
"""
