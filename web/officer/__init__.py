"""The officer's page: all measures of the month.
Its words of code are in its ``words``; no rule lives here.
"""
