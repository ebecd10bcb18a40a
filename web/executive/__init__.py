"""The executive's page.
Its words of code are in its ``words``; no rule lives here.
"""
