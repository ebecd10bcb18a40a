"""The rich menus under the chat, and their pictures.
Making them at LINE is ``bot.line.richmenus``.
"""
