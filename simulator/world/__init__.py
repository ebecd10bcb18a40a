"""What people do, and how the bot hears of it: chats, messages, taps, webhooks.
Nothing here checks what the bot sends.
"""
