"""What a command raises when it cannot do a thing: one line, no traceback."""


class CommandRefused(Exception):
    """A command cannot be done as asked; the message is one English sentence that says what would
    be right.
    """
