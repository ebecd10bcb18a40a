"""How the program does, and the history of changes, on pages.
Its words of code are in its ``words``; no rule lives here.
"""
