"""The plan on pages: measures, imports, what is missing.
Its words of code are in its ``words``; no rule lives here.
"""
