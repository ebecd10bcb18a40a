"""The control API, by which tests and the page move the stand-in.
LINE's own API is ``simulator.line``.
"""
