"""The command line, a file a noun; what a command does is a function of the rooms below.
Commands print English; what people in LINE read is ``messages``.
"""
