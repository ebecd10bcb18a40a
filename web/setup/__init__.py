"""The first hour: the checklist that brings an organization to its first round.
Its words of code are in its ``words``; no rule lives here.
"""
