"""The score ledger on pages.
Its words of code are in its ``words``; no rule lives here.
"""
