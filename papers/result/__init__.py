"""The result report of a year: composed, checked, edited, traced and published.
How a paper is set is ``papers.print``.
"""
