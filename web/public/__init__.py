"""What the public sees: the published year and its open data.
Its words of code are in its ``words``; no rule lives here.
"""
