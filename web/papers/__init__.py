"""Papers on pages: made, read, edited, published.
Its words of code are in its ``words``; no rule lives here.
"""
