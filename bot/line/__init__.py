"""LINE as this program uses it: its client, tokens, channel, rich menus, and setting them up.
When something is sent is ``bot.outbox``.
"""
