"""Readers of file kinds: each turns a file into rows and prose, within limits.
What the rows mean is ``plans.reading``; no file kind knows a measure.
"""
