"""How people come in and leave: invite codes, the end of a role.
Who is speaking in a chat is found by ``handlers.speaker``.
"""
